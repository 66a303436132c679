//! Grading: from a score to a grade, and what follows from both. Shares of grades (forced distribution) hold inside classes
//! of peers; everything else that a table can do with a result is a consequence.

use super::band::Band;
use super::schema::Words;
use super::written::{Formula, exact_if_any, words, words_if_any};
use crate::{amount::Amount, definition::common::Clause, fraction::Fraction, text::Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The grades of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradingDef {
    /// What decides the grade; left out: the score. `score - bonus` leaves a bonus out of the band.
    pub by: Option<Formula>,
    /// What orders those that compete for a grade with a share; left out: `by`.
    pub order_by: Option<Formula>,
    /// Formula of the class of peers inside which shares hold; left out: all are one class.
    pub among: Option<Formula>,
    /// Classes smaller than this have no shares.
    #[serde(default, skip_serializing_if = "is_none")]
    pub shares_from: u32,
    /// How a share of a class becomes a number.
    #[serde(default, skip_serializing_if = "Rounding::is_down")]
    pub rounding: Rounding,
    /// What becomes of equals at the edge of a share.
    #[serde(default, skip_serializing_if = "Ties::is_out")]
    pub ties: Ties,
    /// The grades, the best first.
    #[serde(default, rename = "grade")]
    pub grades: Vec<GradeDef>,
}

fn is_none(number: &u32) -> bool {
    *number == 0
}

/// A grade. One that says no bound takes whoever is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeDef {
    /// Short name.
    pub id: String,
    /// What it is called.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// From this on.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Fraction>,
    /// Above this.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub above: Option<Fraction>,
    /// Up to this.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Fraction>,
    /// Below this.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub below: Option<Fraction>,
    /// Only for those for whom this holds; the others have the next grade.
    pub only_if: Option<String>,
    /// At most this share of a class (`"1/3"`, `"10 %"`); those beyond have the next grade.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub most_share: Option<Fraction>,
    /// At most so many of a class.
    pub most: Option<u32>,
}

/// How a share of a class becomes a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Down: the share is never exceeded.
    #[default]
    Down,
    /// Half up.
    HalfUp,
    /// Up.
    Up,
}

/// What becomes of equals at the edge of a share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ties {
    /// All of them have the next grade.
    #[default]
    Out,
    /// All of them have this grade, even if that is more than the share.
    In,
}

/// What follows if a condition holds: a veto, a ceiling, a grade given directly, or an outcome that is no grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsequenceDef {
    /// Short name.
    pub id: String,
    /// What it is: 一票否决, 约谈, 限期整改, …
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// More of it.
    #[serde(default, deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub says: Option<Text>,
    /// The clause it rests on.
    pub clause: Option<Clause>,
    /// When.
    pub when: String,
    /// Unless this holds, such as that the case was found by the organisation itself.
    pub unless: Option<String>,
    /// The score becomes this.
    pub score: Option<Amount>,
    /// The grade is at most this one.
    pub at_most: Option<String>,
    /// The grade is this one.
    pub grade: Option<String>,
    /// A number that goes with it: a sum of money, the stars of this year.
    pub value: Option<Formula>,
}

impl Rounding {
    fn is_down(&self) -> bool {
        *self == Self::Down
    }
}

impl Ties {
    fn is_out(&self) -> bool {
        *self == Self::Out
    }
}

impl GradeDef {
    /// Its band.
    #[must_use]
    pub fn band(&self) -> Band {
        Band { at_least: self.at_least, above: self.above, at_most: self.at_most, below: self.below }
    }
}
