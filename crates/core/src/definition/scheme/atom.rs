//! An atom (评分点): one quantity through one rule. What a table calls deduction, bonus, pass, step or band differs only in
//! the rule, so there is one kind of atom.

use super::{
    band::Band,
    item::ShareDef,
    quantity::{Every, QuantityDef, Together},
    schema::Words,
    written::{Formula, exact, exact_if_any, words, words_if_any},
};
use crate::{
    amount::{Amount, Limit},
    definition::common::Clause,
    fraction::Fraction,
    text::Text,
};
use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::fmt;

/// Definition of an atom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtomDef {
    /// Short id inside its item; its code is `item.atom`.
    pub id: String,
    /// What it is about: the breach, the deed, the question.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// More of it.
    #[serde(default, deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub says: Option<Text>,
    /// The clause it rests on; left out: that of its item.
    pub clause: Option<Clause>,
    /// The quantity: the name of a fact, a formula, or a source of its own. Left out: `by` is asked for it.
    pub from: Option<Source>,
    /// The quantity becomes what it lacks of this.
    pub short_of: Option<Formula>,
    /// The quantity becomes what it has beyond this: so many are free.
    pub beyond: Option<Formula>,
    /// Points: once if the quantity is above 0, or for `each` of it.
    pub points: Option<Effect>,
    /// Points count once for each so much of the quantity.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub each: Option<Fraction>,
    /// What counts as one of `each`.
    #[serde(default, skip_serializing_if = "Counted::is_whole")]
    pub count: Counted,
    /// Points by step: the first that fits.
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepDef>,
    /// Points by the steps of this scale of the scheme.
    pub scale: Option<String>,
    /// Points along a line through these, level beyond its ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<LinePoint>,
    /// Its points are not below this.
    pub floor: Option<Limit>,
    /// Its points are not above this.
    pub cap: Option<Limit>,
    /// Factor with which it enters its item; left out: 1.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub weight: Option<Fraction>,
    /// It applies only if this holds.
    pub when: Option<String>,
    /// It does not apply if this holds.
    pub unless: Option<String>,
    /// It is scored once in each of these.
    pub every: Option<Every>,
    /// How those become one.
    #[serde(default, skip_serializing_if = "Together::is_sum")]
    pub together: Together,
    /// Decimal places to which its points are rounded; left out: as many as its scheme says.
    pub places: Option<u32>,
    /// Name of its points in formulas.
    #[serde(rename = "as")]
    pub named: Option<String>,
    /// Who is asked for its quantity; left out: whoever its item says.
    pub by: Option<String>,
    /// Several who are each asked for it, with the weights of their answers; instead of `by`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_each: Vec<ShareDef>,
    /// Records that must be shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceDef>,
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Gives or takes points.
    Points(Amount),
    /// `"zero"`: the item has no points at all.
    Zero,
}

/// What counts as one of `each`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Only a full one.
    #[default]
    Whole,
    /// One begun counts as one.
    Begun,
    /// Parts count in proportion.
    Exact,
}

/// One step of a table of points. It fits if all it says holds; one that says nothing fits always.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepDef {
    /// The quantity is this word.
    pub is: Option<String>,
    /// What the word is called, in drop-down lists.
    #[serde(default, deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub name: Option<Text>,
    /// The quantity is this or more.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Fraction>,
    /// The quantity is more than this.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub above: Option<Fraction>,
    /// The quantity is this or less.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Fraction>,
    /// The quantity is less than this.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub below: Option<Fraction>,
    /// Points.
    pub points: Effect,
}

/// A point of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinePoint {
    /// At this quantity …
    #[serde(deserialize_with = "exact")]
    pub at: Fraction,
    /// … so many points.
    pub points: Amount,
}

/// A record that must be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceDef {
    /// What it is.
    #[serde(deserialize_with = "words")]
    #[schemars(with = "Words")]
    pub name: Text,
    /// Number in the office's list of evidence.
    pub number: Option<String>,
    /// Office that keeps it.
    #[serde(default, deserialize_with = "words_if_any", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words>")]
    pub office: Option<Text>,
}

/// Where the quantity of an atom comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A fact, or a formula over facts.
    Formula(String),
    /// A source of its own.
    Quantity(Box<QuantityDef>),
}

impl Counted {
    fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

impl<'de> Deserialize<'de> for Effect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Effect;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("points such as -0.5, \"?\", or \"zero\"")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Effect, E> {
                Ok(Effect::Points(Fraction::from(number).into()))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Effect, E> {
                crate::amount::decimal(number).map(|number| Effect::Points(number.into())).map_err(E::custom)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Effect, E> {
                if text == "zero" {
                    return Ok(Effect::Zero);
                }
                Amount::parse(text).map(Effect::Points).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl Serialize for Effect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Zero => serializer.serialize_str("zero"),
            Self::Points(amount) => amount.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Source;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a fact, a formula, or a table with one source")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Source, E> {
                Ok(Source::Formula(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Source, A::Error> {
                QuantityDef::deserialize(MapAccessDeserializer::new(map)).map(|def| Source::Quantity(Box::new(def)))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Formula(text) => serializer.serialize_str(text),
            Self::Quantity(def) => def.serialize(serializer),
        }
    }
}

impl StepDef {
    /// Its band.
    #[must_use]
    pub fn band(&self) -> Band {
        Band { at_least: self.at_least, above: self.above, at_most: self.at_most, below: self.below }
    }
}
