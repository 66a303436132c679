//! A parameter: a number (or list of codes) that a regulation can change, with dates, clauses and bounds. Old values stay.

use super::common::{Clause, exact_if_any, float};
use crate::{day::Day, fraction::Fraction, id::Id, text::Text};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{collections::BTreeSet, fmt};

/// Definition of a dated parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterDef {
    /// Id; `$name` in an expression of the same namespace means it.
    pub id: Id,
    /// Name.
    pub name: Text,
    /// Unit of the number.
    pub unit: Option<Text>,
    /// Direction in which a change is stricter; without one, nobody may amend it.
    pub stricter: Option<super::Direction>,
    /// No amendment may go below.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub least: Option<Fraction>,
    /// No amendment may go above.
    #[serde(default, deserialize_with = "exact_if_any", skip_serializing_if = "Option::is_none")]
    pub most: Option<Fraction>,
    /// Of a parameter without direction: the values to which others may set it, whole ones; left out, nobody may.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settable: Vec<Setting>,
    /// Its values, each from a day on.
    #[serde(rename = "value")]
    pub values: Vec<ParameterValue>,
}

/// A value from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterValue {
    /// First day on which it holds.
    pub from: Day,
    /// The value.
    pub is: Setting,
    /// The clause that sets it.
    pub clause: Option<Clause>,
}

/// What a parameter can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// An exact number.
    Number(Fraction),
    /// A list of codes.
    Codes(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Whole(i64),
    Text(String),
    /// Taken only to say that it is not exact.
    Float(f64),
    Codes(Vec<String>),
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Whole(whole) => Ok(Self::Number(Fraction::from(whole))),
            Written::Text(text) => text.parse().map(Self::Number).map_err(D::Error::custom),
            Written::Float(number) => Err(D::Error::custom(float(number))),
            Written::Codes(codes) => Ok(Self::Codes(codes)),
        }
    }
}

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(serializer),
            Self::Codes(codes) => codes.serialize(serializer),
        }
    }
}

impl Setting {
    /// Whether two say the same: codes in any order.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Codes(codes), Self::Codes(others)) => {
                codes.iter().collect::<BTreeSet<_>>() == others.iter().collect::<BTreeSet<_>>()
            }
            (one, other) => one == other,
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Codes(codes) => f.write_str(&codes.join(", ")),
        }
    }
}

impl ParameterDef {
    /// The value in force on a day; `None` before the first.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&ParameterValue> {
        self.values.iter().filter(|value| value.from <= day).max_by_key(|value| value.from)
    }
}
