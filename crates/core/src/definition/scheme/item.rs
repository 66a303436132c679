//! An item (考评项目): what its parts add up to. A block is an item that holds items; there is no third thing.

use super::{
    atom::AtomDef,
    quantity::{Every, Together},
    schema::Words,
    written::{exact, exact_if_any, words, words_if_any},
};
use crate::{
    amount::{Amount, Limit},
    definition::common::Clause,
    fraction::Fraction,
    text::Text,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Definition of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemDef {
    /// Number as the table prints it, such as `1.2`; it stands once in the scheme.
    pub id: String,
    /// What it is called.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// The requirement in full.
    #[serde(default, deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub says: Option<Text>,
    /// The clause it rests on; inherited by its parts.
    pub clause: Option<Clause>,
    /// Points that the table prints for it.
    pub points: Option<Amount>,
    /// What it starts from; left out: its points if a part of it takes points away, and no item in it has points of its own;
    /// else 0.
    pub start: Option<Amount>,
    /// It is not below this; left out: 0 if it has points, else no bound.
    pub floor: Option<Limit>,
    /// It is not above this; left out: its points if it has any, else no bound.
    pub cap: Option<Limit>,
    /// How its parts combine.
    #[serde(default, skip_serializing_if = "Combine::is_sum")]
    pub combine: Combine,
    /// Factor with which it enters its parent; left out: 1.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub weight: Option<Fraction>,
    /// What becomes of the points of a part that does not apply.
    #[serde(default, skip_serializing_if = "Absent::is_share")]
    pub absent: Absent,
    /// Share of its points that must be known for it to be scored.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub known_at_least: Option<Fraction>,
    /// It applies only if this holds.
    pub when: Option<String>,
    /// It does not apply if this holds.
    pub unless: Option<String>,
    /// It is scored once in each of these.
    pub every: Option<Every>,
    /// How those become one.
    #[serde(default, skip_serializing_if = "Together::is_sum")]
    pub together: Together,
    /// Decimal places to which its score is rounded; left out: as many as its scheme says.
    pub places: Option<u32>,
    /// Name of its score in formulas.
    #[serde(rename = "as")]
    pub named: Option<String>,
    /// Who answers its atoms; inherited by its parts.
    pub by: Option<String>,
    /// Several who each answer it, with the weights of their scores (self 30 %, superior 70 %); instead of `by`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_each: Vec<ShareDef>,
    /// Items in it.
    #[serde(default, rename = "item", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemDef>,
    /// Atoms in it.
    #[serde(default, rename = "atom", skip_serializing_if = "Vec::is_empty")]
    pub atoms: Vec<AtomDef>,
}

/// One of several who answer the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareDef {
    /// The assessor.
    pub by: String,
    /// Weight of what the assessor says.
    #[serde(deserialize_with = "exact")]
    pub weight: Fraction,
}

/// How parts combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Combine {
    /// The sum, each part times its weight.
    #[default]
    Sum,
    /// The mean, by weight.
    Mean,
    /// The geometric mean, by weight: a weak part drags the others down.
    Geometric,
    /// The least.
    Least,
    /// The greatest: one of several counts, the best.
    Greatest,
    /// The one that applies: item sets for different classes. That two apply at once is a fault.
    One,
}

/// What becomes of the points of a part that does not apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Absent {
    /// They are shared among its siblings, in proportion.
    #[default]
    Share,
    /// They are given.
    Full,
    /// They are left out, and the sum is that much smaller.
    Leave,
}

impl Combine {
    pub(super) fn is_sum(&self) -> bool {
        *self == Self::Sum
    }
}

impl Absent {
    pub(super) fn is_share(&self) -> bool {
        *self == Self::Share
    }
}
