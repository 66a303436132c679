//! A scheme (考评方案): a scoring table as data. Four parts carry everything, and each is said once.
//!
//! ```text
//! scheme      = item… [ fact… ] [ assessor… ] [ stage… ] [ grading ] [ consequence… ]
//! item        = combination of ( item | atom )…           what its parts add up to
//! atom        = quantity through a rule                    how many points
//! fact        = a quantity with a name, for rules and conditions
//! quantity    = answer | measure | vote | another scheme | an earlier run | peers | a formula
//! rule        = [ short of | beyond ] ( flat | each | steps | line ) [ floor ] [ cap ]
//! combination = start + ( sum | mean | geometric | least | greatest | one ) [ floor ] [ cap ]
//! grading     = grades by a formula [ shares inside peer classes ]
//! consequence = condition → score, ceiling of the grade, grade, or a word or sum of money
//! ```
//!
//! Any of fact, atom and item may be repeated (`every`) and put together again (`together`), and may ask for a condition
//! (`when`, `unless`). An amount that nobody can read is written `?`, and is carried as the interval it allows.

mod atom;
mod band;
mod grading;
mod item;
mod quantity;
mod schema;
mod written;

pub use crate::amount::{Amount, Limit};
pub use atom::{AtomDef, Counted, Effect, EvidenceDef, LinePoint, Source, StepDef};
pub use band::Band;
pub use grading::{ConsequenceDef, GradeDef, GradingDef, Rounding, Ties};
pub use item::{Absent, Combine, ItemDef, ShareDef};
pub use quantity::{
    AskDef, Combined, EarlierDef, Every, OtherDef, PeersDef, PeersTake, QuantityDef, Take, Together, VoteDef, WorthDef,
};
pub use schema::schema;
pub use written::{Formula, words, words_if_any};

use crate::{
    day::{Calendar, Day},
    definition::common::Clause,
    id::Id,
    text::Text,
};
use schema::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Definition of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeDef {
    /// Id.
    pub id: Id,
    /// Name; a plain text stands for both languages, here and wherever a scheme says something.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// What it is for.
    #[serde(default, deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub says: Option<Text>,
    /// Where the table was taken from, and how much of it.
    #[serde(default, deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub source: Option<Text>,
    /// The document that sets it.
    pub clause: Option<Clause>,
    /// First day on which it holds.
    pub from: Option<Day>,
    /// First day on which it holds no longer.
    pub until: Option<Day>,
    /// What is scored.
    #[serde(default, skip_serializing_if = "Subject::is_organisation")]
    pub subject: Subject,
    /// Kinds of organisation that are scored, or `department`: every unit that is one; left out: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    /// The total that the table prints; it is compared with its parts, never trusted.
    pub total: Option<Amount>,
    /// Decimal places to which points are rounded, half up.
    #[serde(default = "two", skip_serializing_if = "is_two")]
    pub places: u32,
    /// Who answers what nothing else answers; inherited by items and atoms.
    pub by: Option<String>,
    /// How the items make the total.
    #[serde(default, skip_serializing_if = "Combine::is_sum")]
    pub combine: Combine,
    /// What the total starts from; left out: 0.
    pub start: Option<Amount>,
    /// The total is not below this; left out: no bound.
    pub floor: Option<Limit>,
    /// The total is not above this; left out: no bound.
    pub cap: Option<Limit>,
    /// What becomes of the points of an item that does not apply.
    #[serde(default, skip_serializing_if = "Absent::is_share")]
    pub absent: Absent,
    /// Share of the points that must be known for there to be a total.
    #[serde(default, deserialize_with = "written::exact_if_any", skip_serializing_if = "Option::is_none")]
    pub known_at_least: Option<crate::fraction::Fraction>,
    /// Named quantities.
    #[serde(default, rename = "fact", skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, QuantityDef>,
    /// Named tables of steps, for atoms that share one.
    #[serde(default, rename = "scale", skip_serializing_if = "BTreeMap::is_empty")]
    pub scales: BTreeMap<String, Vec<StepDef>>,
    /// Items.
    #[serde(default, rename = "item", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemDef>,
    /// Who answers.
    #[serde(default, rename = "assessor", skip_serializing_if = "Vec::is_empty")]
    pub assessors: Vec<AssessorDef>,
    /// Stages of the year, for what is checked `every = "stage"`.
    #[serde(default, rename = "stage", skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageDef>,
    /// Grades.
    pub grading: Option<GradingDef>,
    /// What follows from the score beside the grade, or before it.
    #[serde(default, rename = "consequence", skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<ConsequenceDef>,
}

/// What is scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Organisations.
    #[default]
    Organisation,
    /// Persons, on anonymous scorecards only; marked wherever it shows.
    Person,
    /// Parts of organisations that no register knows: classes, projects, sites, samples. Their cards are given as those of
    /// persons are, without what protects persons.
    Part,
}

/// An office or group of raters that answers part of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessorDef {
    /// Name by which items and atoms call it.
    pub id: String,
    /// What it is called.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// How many raters answer for it, each on a sheet of its own.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub raters: u32,
    /// Of how many of them at least an answer is needed; left out: of all.
    pub at_least: Option<u32>,
    /// How their answers become one.
    #[serde(default, skip_serializing_if = "Combined::is_mean")]
    pub combine: Combined,
    /// Days after the end of the period within which sheets are due.
    pub within_days: Option<u32>,
}

/// A stage of the year, both ends included, as `MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageDef {
    /// Short name, in codes.
    pub id: String,
    /// What it is called.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

impl Subject {
    fn is_organisation(&self) -> bool {
        *self == Self::Organisation
    }
}

impl SchemeDef {
    /// Calendar period in which an assessor is asked unless something is repeated: the whole year.
    pub const PERIOD: Calendar = Calendar::Year;

    /// The part of the id after the slash, as codes of sheets begin with it.
    #[must_use]
    pub fn code(&self) -> &str {
        self.id.name()
    }
}

fn two() -> u32 {
    2
}

fn is_two(places: &u32) -> bool {
    *places == 2
}

fn one() -> u32 {
    1
}

fn is_one(number: &u32) -> bool {
    *number == 1
}
