use super::*;
use std::{fs, path::Path};

/// `docs/scheme.schema.json` is generated: `changxiao scheme schema > docs/scheme.schema.json`.
#[test]
fn the_file_in_docs_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/scheme.schema.json");
    let file = fs::read_to_string(&path).unwrap_or_default();
    assert!(file == text().unwrap(), "{} is not current: changxiao scheme schema writes it", path.display());
}

/// Every key that can be written has a Chinese title and an English description.
#[test]
fn every_key_is_explained() {
    let schema: Value = serde_json::from_str(&text().unwrap()).unwrap();
    let mut bare = Vec::new();
    let objects = schema["$defs"].as_object().unwrap().iter();
    for (name, of) in objects {
        let keys = of.get("properties").and_then(Value::as_object);
        for (key, of) in keys.into_iter().flatten() {
            let has = |what: &str| of.get(what).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
            if !has("title") || !has("description") {
                bare.push(format!("{name}.{key}"));
            }
        }
    }
    assert_eq!(bare, Vec::<String>::new());
}
