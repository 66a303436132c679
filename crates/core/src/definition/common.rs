//! Parts that several nouns share: the clause a rule rests on, and a number that may be a parameter.

use crate::{day::Day, fraction::Fraction, text::Text};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// The clause of a regulation on which a definition rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Name of the regulation.
    pub regulation: Text,
    /// Article, as it is quoted.
    pub article: Text,
    /// Day from which it is in force.
    pub in_force_from: Day,
    /// How sure we are of it.
    #[serde(default)]
    pub confidence: Confidence,
}

/// How a clause is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Read in a source.
    High,
    /// Read only in a local rule built on it.
    Medium,
    /// Not read: unverified, and marked so wherever it shows.
    #[default]
    Low,
}

/// A number in a definition: an integer, or a text such as `"0.95"`, `"95 %"`, or `"$name"` for a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum Number {
    /// The number itself.
    Fixed(Fraction),
    /// The dated parameter that holds it.
    Parameter(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Whole(i64),
    Text(String),
    /// A TOML float has already lost exactness: it is taken only to say so.
    Float(f64),
}

/// What is said of a float.
pub(super) fn float(number: f64) -> String {
    format!("{number} is not exact as it stands; write it as a text: \"{number}\"")
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Whole(whole) => Ok(Self::Fixed(Fraction::from(whole))),
            Written::Float(number) => Err(D::Error::custom(float(number))),
            Written::Text(text) => match text.strip_prefix('$') {
                Some(name) => Ok(Self::Parameter(name.to_owned())),
                None => text.parse().map(Self::Fixed).map_err(D::Error::custom),
            },
        }
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        match number {
            Number::Fixed(fraction) => fraction.to_string(),
            Number::Parameter(name) => format!("${name}"),
        }
    }
}

impl Number {
    /// The number itself; `None` if a parameter holds it.
    #[must_use]
    pub fn fixed(&self) -> Option<Fraction> {
        match self {
            Self::Fixed(number) => Some(*number),
            Self::Parameter(_) => None,
        }
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self::Fixed(Fraction::from(whole))
    }
}

/// Reads an exact number from an integer or a text.
pub(crate) fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fraction, D::Error> {
    match Written::deserialize(deserializer)? {
        Written::Whole(whole) => Ok(Fraction::from(whole)),
        Written::Float(number) => Err(D::Error::custom(float(number))),
        Written::Text(text) => text.parse().map_err(D::Error::custom),
    }
}

/// The same for a number that may be left out.
pub(crate) fn exact_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Fraction>, D::Error> {
    exact(deserializer).map(Some)
}
