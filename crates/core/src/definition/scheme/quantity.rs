//! A quantity: what a rule turns into points, and where it comes from. Exactly one source stands in each.

use super::schema::{MeasureWords, Words};
use super::written::{Formula, exact, exact_if_any, words, words_if_any};
use crate::{day::Calendar, definition::measure::MeasureDef, fraction::Fraction, id::Id, text::Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Definition of a quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuantityDef {
    /// What it is called.
    #[serde(deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub name: Option<Text>,
    /// What one of it is called.
    #[serde(deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub unit: Option<Text>,
    /// Source: an answer, on the sheet of `by`. An import (a mark from another system, a deduction made elsewhere) is an
    /// answer too: it differs only in who hands it in.
    pub ask: Option<AskDef>,
    /// Source: an indicator of the catalogue.
    pub indicator: Option<Id>,
    /// Source: a measure of its own.
    #[schemars(with = "Option<MeasureWords>")]
    pub measure: Option<MeasureDef>,
    /// Source: a vote or survey, as counts.
    pub vote: Option<VoteDef>,
    /// Source: the score of another scheme.
    pub scheme: Option<OtherDef>,
    /// Source: an earlier run.
    pub earlier: Option<EarlierDef>,
    /// Source: how the one scored stands among its peers.
    pub peers: Option<PeersDef>,
    /// Source: a field of its own row in the register of organisations.
    pub org: Option<String>,
    /// Source: a formula over other facts.
    pub value: Option<Formula>,
    /// What is taken of an indicator or a measure.
    pub take: Option<Take>,
    /// Years, back from the end of the period, over which an indicator or a measure is taken.
    pub years: Option<u32>,
    /// It is taken once in each of these.
    pub every: Option<Every>,
    /// How those become one.
    #[serde(skip_serializing_if = "Together::is_sum")]
    pub together: Together,
    /// Who is asked.
    pub by: Option<String>,
}

/// What an assessor is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AskDef {
    /// Yes or no: 1 or 0.
    YesNo,
    /// How many.
    Count,
    /// A number of any size, such as a mark from another system.
    Number,
    /// Points between two bounds, at the assessor's discretion.
    #[serde(untagged)]
    Points {
        /// Not below.
        #[serde(deserialize_with = "exact")]
        least: Fraction,
        /// Not above.
        #[serde(deserialize_with = "exact")]
        most: Fraction,
    },
    /// One of these words.
    #[serde(untagged)]
    OneOf(Vec<String>),
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// In each stage of the scheme.
    Stage,
    /// In each of these periods of the calendar.
    #[serde(untagged)]
    Calendar(Calendar),
}

/// How what is repeated becomes one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Together {
    /// The sum.
    #[default]
    Sum,
    /// The mean.
    Mean,
    /// The least.
    Least,
    /// The greatest.
    Greatest,
    /// The latest.
    Latest,
    /// The longest row of them that are above 0, one after the other.
    LongestRow,
}

/// How several raters' answers become one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Combined {
    /// The mean.
    #[default]
    Mean,
    /// The mean without one highest and one lowest.
    Trimmed,
    /// The middle one.
    Median,
    /// The least.
    Least,
    /// The greatest.
    Greatest,
    /// What more than half of them say; of words, the word.
    Majority,
}

/// What is taken of an indicator or a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Take {
    /// The share.
    #[default]
    Share,
    /// The numerator: how many are met.
    Met,
    /// The denominator less the numerator: how many are missed.
    Missed,
    /// The denominator: how many there are.
    Counted,
    /// Of an indicator with a target: 1 if it is reached, 0 if it is not.
    Reached,
}

/// A vote or survey. Its number is what the answers are worth, divided by how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteDef {
    /// Question in the register of surveys; left out: the counts are asked of `by`.
    pub question: Option<String>,
    /// Of this audience only.
    pub audience: Option<String>,
    /// The answers, and what each is worth; in the register an answer is its number.
    #[serde(rename = "answer")]
    pub answers: Vec<WorthDef>,
    /// Share of those invited that must have answered; below it the vote says nothing.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Fraction>,
    /// How many must have answered.
    pub at_least: Option<u32>,
    /// Whether the worth is divided by all invited instead of all answers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_invited: bool,
}

/// An answer and its worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorthDef {
    /// Word or number of the answer.
    pub is: String,
    /// What it is called.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// What one of it is worth, such as 1, 0.8, 0.
    #[serde(deserialize_with = "exact")]
    pub worth: Fraction,
}

/// The score of another scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherDef {
    /// Which scheme.
    pub id: Id,
    /// Item or atom of it by its code; left out: its total.
    pub of: Option<String>,
    /// Whether it is the score of the same organisation, or what those directly below it (or its persons, of a scheme
    /// about persons) make together: `together`, over at least five persons.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub below: bool,
    /// Of those below, only how many of them have a score of at least this.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub count_at_least: Option<Fraction>,
}

/// A value of an earlier run of the same scheme, or of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierDef {
    /// Which scheme; left out: this one.
    pub scheme: Option<Id>,
    /// What of it: `score`, `grade`, the code of an item or an atom, the name of a fact, or the id of a consequence.
    pub of: String,
    /// Runs back: 1 is the run before.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub back: u32,
    /// What holds where there is no such run.
    pub otherwise: Option<Formula>,
}

fn first() -> u32 {
    1
}

fn is_first(back: &u32) -> bool {
    *back == 1
}

/// How the one scored stands among its peers: all that are scored, or those of its class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeersDef {
    /// What is compared: a fact, a named score, a formula.
    pub of: Formula,
    /// Formula of the class inside which it is compared; left out: all are one class.
    pub among: Option<Formula>,
    /// What is taken.
    pub take: PeersTake,
}

/// What is taken of a comparison with peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PeersTake {
    /// The place, 1 for the greatest; equals share the better place.
    PlaceFromTop,
    /// The place, 1 for the least; equals share the better place.
    PlaceFromBottom,
    /// The sum of all.
    Sum,
    /// The mean of all.
    Mean,
    /// The least of all.
    Least,
    /// The greatest of all.
    Greatest,
    /// How many there are.
    Count,
}

impl Together {
    pub(super) fn is_sum(&self) -> bool {
        *self == Self::Sum
    }
}

impl Combined {
    pub(super) fn is_mean(&self) -> bool {
        *self == Self::Mean
    }
}
