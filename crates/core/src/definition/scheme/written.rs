//! How a scheme may be written: texts in one language, numbers as decimals, formulas as numbers.

use crate::{amount::decimal, fraction::Fraction, text::Text};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::fmt;

/// A formula over the facts, the named scores and the attributes of the one scored; a number is one too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Formula(pub String);

impl Formula {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Formula {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Formula;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a formula")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Formula, E> {
                Ok(Formula(number.to_string()))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Formula, E> {
                decimal(number).map(|number| Formula(number.to_string())).map_err(E::custom)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Formula, E> {
                Ok(Formula(text.to_owned()))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// A text in both languages, or a plain one that stands for both: an office writes its table in its own language.
pub fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
    struct Reader;
    impl<'de> Visitor<'de> for Reader {
        type Value = Text;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text, or { zh = …, en = … }")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
            Ok(Text::new(text, text))
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Text, A::Error> {
            Text::deserialize(MapAccessDeserializer::new(map))
        }
    }
    deserializer.deserialize_any(Reader)
}

/// The same for a text that may be left out.
pub fn words_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Text>, D::Error> {
    words(deserializer).map(Some)
}

struct Number;

impl Visitor<'_> for Number {
    type Value = Fraction;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number such as 3, 0.95, \"19/20\" or \"95 %\"")
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Fraction, E> {
        Ok(Fraction::from(number))
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Fraction, E> {
        decimal(number).map_err(E::custom)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Fraction, E> {
        text.parse().map_err(E::custom)
    }
}

/// An exact number, also as a decimal.
pub(super) fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fraction, D::Error> {
    deserializer.deserialize_any(Number)
}

/// The same for a number that may be left out.
pub(super) fn exact_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Fraction>, D::Error> {
    exact(deserializer).map(Some)
}
