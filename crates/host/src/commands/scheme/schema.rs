//! `scheme schema`: the JSON Schema of scheme files, for editors. Descriptions are those of the types, titles the Chinese
//! words of the keys.

use super::diff::key_words;
use crate::{messages::Wording, screen};
use changxiao_core::{definition::scheme, text::Language};
use serde_json::Value;

pub(super) fn run() -> anyhow::Result<u8> {
    screen::text(&text()?);
    Ok(0)
}

/// The text of the schema; the file in `docs/` is this, byte for byte.
pub(super) fn text() -> serde_json::Result<String> {
    let mut value = serde_json::to_value(scheme::schema())?;
    told(&Wording::new(Language::Chinese), &mut value);
    Ok(format!("{}\n", serde_json::to_string_pretty(&value)?))
}

/// Gives keys their Chinese titles, and forgets that a key may be null: in a scheme it is left out.
fn told(chinese: &Wording, value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|one| told(chinese, one)),
        Value::Object(table) => {
            if let Some(Value::Array(ways)) = table.get_mut("anyOf") {
                ways.retain(|way| way.get("type").and_then(Value::as_str) != Some("null"));
            }
            if let Some(Value::Array(types)) = table.get_mut("type") {
                types.retain(|one| one.as_str() != Some("null"));
            }
            if let Some(Value::Array(values)) = table.get_mut("enum") {
                values.retain(|one| !one.is_null());
            }
            if let Some(Value::Object(keys)) = table.get_mut("properties") {
                for (key, of) in keys {
                    if let (Some(title), Some(of)) = (key_words(chinese, key), of.as_object_mut()) {
                        of.insert("title".to_owned(), Value::String(title));
                    }
                }
            }
            table.values_mut().for_each(|one| told(chinese, one));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
