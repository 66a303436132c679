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

/// Version of what a plugin and the program say to each other. It is raised only when an old plugin can no longer be
/// understood; it is not the version of the product.
pub const PLUGIN_API: u32 = 1;

/// Method id: count the items of one organisation. Takes a `TallyCall` and the tables of the indicator's inputs.
pub const TALLY: u32 = 1;

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
