//! The register contract: which kinds of register exist, which fields they have, what a blank cell means.
//! The kinds are data (`config/registers/<kind>.toml`); this file only gives them a shape.

use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the register contract. It grows by one when kinds, fields or codes are added; nothing is ever taken out.
pub const CONTRACT_VERSION: u32 = 3;

/// All kinds of register an evaluation may know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    kinds: BTreeMap<String, Kind>,
}

/// One kind of register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Id of the kind, such as `meeting`.
    pub kind: String,
    /// Its name.
    pub name: Text,
    /// What one row is.
    pub row: Text,
    /// Fields that together name a row.
    pub key: Vec<String>,
    /// Field with the organisation to which a row belongs.
    pub unit_field: Option<String>,
    /// Field by which a row belongs to a day.
    pub date_field: Option<String>,
    /// Field that names the row of another register whose day is this row's day.
    pub date_from: Option<String>,
    /// Whether rows are seen whatever `as_of`: those whose day is a plan, a window, a term or a deadline.
    #[serde(default)]
    pub always_seen: bool,
    /// Order in which rows are kept.
    pub sort: Vec<String>,
    /// First day in and first day out, where a row is a state between two dates.
    pub span: Option<SpanFields>,
    /// The fields, in the order of our own templates.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// The two fields of a state between two dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpanFields {
    /// First day in.
    pub from: String,
    /// First day out; blank: no end.
    pub to: String,
}

/// One field of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Id, such as `held_on`.
    pub id: String,
    /// Header that our own templates print.
    pub header: Text,
    /// What a cell holds.
    #[serde(rename = "type")]
    pub holds: FieldType,
    /// Whether a row without it is no row.
    #[serde(default)]
    pub required: bool,
    /// Who may see it.
    pub privacy: Privacy,
    /// What it means, where the header does not say it.
    pub says: Option<Text>,
    /// `kind.field`: the value occurs there. Several, if `refs_by` says which.
    #[serde(default)]
    pub refs: Vec<String>,
    /// Field whose code names the kind that this field refers to.
    pub refs_by: Option<String>,
    /// Date of a deed without which this field says nothing: while that lies after `as_of` it reads as blank too.
    pub depends_on: Option<String>,
    /// What an empty cell means; `None` for required fields.
    pub blank: Option<Blank>,
    /// Allowed codes.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Words after which the number stands in a sentence (应到12人).
    #[serde(default)]
    pub number_after: Vec<String>,
    /// Whether an empty cell repeats the cell above it, as ledgers print an organisation once.
    #[serde(default)]
    pub repeats: bool,
}

/// One allowed code of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Chinese word for it.
    pub zh: String,
    /// English word for it.
    pub en: String,
    /// Other words for it that ledgers use.
    #[serde(default)]
    pub also: Vec<String>,
}

/// What a cell of a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Opaque id without spaces or vertical bars, at most 64 bytes.
    Id,
    /// The key of a record: its key fields joined by vertical bars.
    Key,
    /// Free text.
    Text,
    /// One of the field's codes.
    Code,
    /// A day.
    Date,
    /// A month, kept as its first day.
    Month,
    /// A whole number.
    Integer,
    /// A number of at most two decimal places.
    Decimal,
    /// Yes or no.
    Boolean,
    /// Ids joined by semicolons, order kept.
    IdList,
}

/// What an empty cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blank {
    /// Of a span: it goes on.
    NoEnd,
    /// Of a date: it has not happened.
    NotHappened,
    /// There is none.
    None,
    /// Of a boolean: no.
    No,
    /// As the parent organisation.
    Inherit,
    /// All.
    All,
    /// A dated parameter takes its place.
    Parameter,
    /// Nobody knows: every test on it is unknown.
    NotKnown,
}

/// Who may see a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Privacy {
    /// May be shown with the record.
    Open,
    /// Says something about one person.
    Personal,
    /// Personal and delicate: read inside a computation, never printed.
    Restricted,
}

impl Contract {
    /// A contract from its kinds. Of two kinds with one id the later stays; `registers` checks for that before.
    pub fn new(kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self { kinds: kinds.into_iter().map(|kind| (kind.kind.clone(), kind)).collect() }
    }

    /// A kind by its id.
    #[must_use]
    pub fn kind(&self, kind: &str) -> Option<&Kind> {
        self.kinds.get(kind)
    }

    /// All kinds, by id.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values()
    }
}

impl Kind {
    /// A field by its id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Position of a field.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.id == id)
    }
}

impl Field {
    /// The kinds this field may refer to, with the field meant there.
    pub fn referred(&self) -> impl Iterator<Item = (&str, &str)> {
        self.refs.iter().filter_map(|reference| reference.split_once('.'))
    }

    /// A code by its id.
    #[must_use]
    pub fn code(&self, code: &str) -> Option<&Code> {
        self.codes.iter().find(|one| one.code == code)
    }
}
