//! The JSON Schema of scheme files, for editors that complete and check while one types. It is made from the types; here
//! stands only how what may be written in several ways is described.

use super::{Effect, Formula, SchemeDef, Source};
use crate::{
    amount::{Amount, Limit},
    day::Day,
    fraction::Fraction,
    id::Id,
    text::Text,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use std::borrow::Cow;

/// A file of schemes. Other nouns may stand in the same file.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is only described, never made")]
struct SchemeFile {
    /// Schemes.
    scheme: Vec<SchemeDef>,
}

/// The JSON Schema (draft 2020-12) of a file of schemes.
#[must_use]
pub fn schema() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<SchemeFile>()
}

/// A text in both languages, or a plain one that stands for both.
pub(super) struct Words;

/// A measure, as indicators have it; this schema does not look into it.
pub(super) struct MeasureWords;

/// How a type is described, under its own name.
macro_rules! described {
    ($type:ty, $name:literal, $generator:ident => $schema:expr) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

/// Text of an exact number: `3`, `-0.5`, `1/3`, `95 %`.
const NUMBER: &str = r"^\s*-?[0-9]+(\.[0-9]+)?(\s*/\s*[0-9]+)?\s*%?\s*$";
/// Text of an amount that may be unknown: `?`, `-?`, `+?`, `-5..0`, `10..?`, or a number.
const AMOUNT: &str = r"^\s*([-+]?\?|-?[0-9]+(\.[0-9]+)?(/[0-9]+)?\s*%?|(\?|-?[0-9]+(\.[0-9]+)?(/[0-9]+)?\s*%?)\s*\.\.\s*(\?|-?[0-9]+(\.[0-9]+)?(/[0-9]+)?\s*%?))\s*$";

described!(Words, "Words", generator => {
    let both = generator.subschema_for::<Text>();
    json_schema!({
        "description": "A text in both languages, or a plain one that stands for both.",
        "anyOf": [{ "type": "string" }, both]
    })
});
described!(MeasureWords, "Measure", _generator => json_schema!({
    "description": "A measure, as indicators have it.",
    "type": "object"
}));
described!(Fraction, "Number", _generator => json_schema!({
    "description": "An exact number: 3, 0.95, \"19/20\" or \"95 %\".",
    "anyOf": [{ "type": "number" }, { "type": "string", "pattern": NUMBER }]
}));
described!(Amount, "Amount", _generator => json_schema!({
    "description": "An amount of points: 3, -0.5, \"1/3\"; \"?\" for one that nobody can read, \"-?\" and \"+?\" for a deduction and a bonus of unknown size, \"-5..0\" for one between two numbers, \"10..?\" for one of which only an end is known.",
    "anyOf": [{ "type": "number" }, { "type": "string", "pattern": AMOUNT }]
}));
described!(Limit, "Limit", generator => {
    let amount = generator.subschema_for::<Amount>();
    json_schema!({
        "description": "A floor or a cap: an amount, or \"none\".",
        "anyOf": [{ "const": "none" }, amount]
    })
});
described!(Effect, "Effect", generator => {
    let amount = generator.subschema_for::<Amount>();
    json_schema!({
        "description": "Points, or \"zero\": the item has no points at all.",
        "anyOf": [{ "const": "zero" }, amount]
    })
});
described!(Formula, "Formula", _generator => json_schema!({
    "description": "A number, or a formula over facts, named scores and fields of the organisation.",
    "type": ["number", "string"]
}));
described!(Source, "Source", generator => {
    let quantity = generator.subschema_for::<super::QuantityDef>();
    json_schema!({
        "description": "The name of a fact, a formula, or a table with one source.",
        "anyOf": [{ "type": "string" }, quantity]
    })
});
described!(Id, "Id", _generator => json_schema!({
    "description": "namespace/kebab-name",
    "type": "string",
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$"
}));
described!(Day, "Day", _generator => json_schema!({
    "description": "A day, as \"2025-03-01\".",
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
}));
