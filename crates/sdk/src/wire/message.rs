//! The JSON messages. A field may be added if both sides do without it; a changed meaning is a new method id.

use changxiao_core::{
    count::{Item, Listing},
    day::{Day, Period},
    definition::{Pack, PackText},
    fault::Fault,
    id::{Id, OrganisationId},
    tally::Tally,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of what a plugin and the program say to each other. It is raised only when an old plugin can no longer be
/// understood; it is not the version of the product.
pub const PLUGIN_API: u32 = 1;

/// Method id: count the items of one organisation. Takes a `TallyCall` and the tables of the indicator's inputs.
pub const TALLY: u32 = 1;

/// Method id: count the items of many organisations, each by itself. Takes a `BatchCall` and the tables of the
/// indicator's inputs, in which the rows of all those organisations stand one after another. The answer is one `Told` a
/// piece, in the order asked, so that it is known whose turn it was when the process ends; a call that cannot be taken
/// as a whole is answered by one `Reply`.
pub const TALLY_BATCH: u32 = 2;

/// The methods that plugins built with this SDK know.
pub const METHODS: [u32; 2] = [TALLY, TALLY_BATCH];

/// The two numbers of a plugin. They are read first, from the same text as `Description`, because the rest of a newer
/// plugin's text may not be readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// Plugin API.
    pub api: u32,
    /// Register contract.
    pub contract: u32,
}

/// What a plugin says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// Plugin API it was built for.
    pub api: u32,
    /// Register contract it was built for.
    pub contract: u32,
    /// The methods it knows. One that names none was built before there was a second, and knows `TALLY`.
    #[serde(default)]
    pub methods: Vec<u32>,
    /// Its definitions; none if the author's code panicked.
    #[serde(default)]
    pub pack: Option<Pack>,
    /// What was wrong with the texts it carries.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// The texts it carries, so that faults that only the whole catalogue shows can be placed in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<PackText>,
    /// The panic of the author's code.
    #[serde(default)]
    pub panic: Option<Panic>,
}

/// Asks for the tally of one organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallyCall {
    /// Indicator.
    pub indicator: Id,
    /// Organisation.
    pub organisation: OrganisationId,
    /// One of the indicator's own calendar periods.
    pub period: Period,
    /// Day up to which records are seen.
    pub as_of: Day,
    /// Whether the items are wanted.
    pub listing: Listing,
}

/// Asks for the tallies of many organisations; only counts, never items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchCall {
    /// Indicator.
    pub indicator: Id,
    /// Day up to which records are seen.
    pub as_of: Day,
    /// Who is asked, in this order.
    pub asked: Vec<Asked>,
}

/// One question of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Organisation.
    pub organisation: OrganisationId,
    /// One of the indicator's own calendar periods.
    pub period: Period,
    /// Which rows are its own, by kind of register: the first, and the first that is not. Both may be the same.
    pub rows: BTreeMap<String, (u64, u64)>,
}

/// The answer to one question of a batch. It repeats the question, so that nothing is taken for another's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Indicator.
    pub indicator: Id,
    /// Organisation.
    pub organisation: OrganisationId,
    /// Period.
    pub period: Period,
    /// What was counted, or why not.
    pub reply: Reply,
}

/// The answer to a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// Counted.
    Counted {
        /// The eight counts.
        tally: Tally,
        /// The items, if they were wanted.
        #[serde(default)]
        items: Vec<Item>,
    },
    /// The author's code returned a fault.
    Fault(Fault),
    /// The author's code panicked.
    Panic(Panic),
    /// The counts left the range of exact fractions.
    OutOfRange,
    /// The plugin has no native indicator of this id.
    UnknownIndicator,
    /// The plugin could not read the call.
    Unreadable(String),
    /// The plugin does not know this method id.
    Unimplemented,
}

/// A panic that was caught.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panic {
    /// Its message.
    pub message: String,
    /// File, line and column.
    pub place: String,
    /// Backtrace, as far as the library has symbols.
    #[serde(default)]
    pub backtrace: String,
}

/// An event of `tracing`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// 1 error, 2 warning, 3 information, 4 debug, 5 trace.
    pub level: u32,
    /// Module that sent it.
    pub target: String,
    /// Its message.
    pub message: String,
    /// Its other fields, in order.
    #[serde(default)]
    pub fields: Vec<(String, String)>,
}
