//! The seal of a run: digests of everything that made its numbers. Same seal, same bytes.

use crate::{
    catalogue::{Amended, Catalogue, SourceKind},
    evaluation::Span,
};
use changxiao_core::{
    contract::CONTRACT_VERSION,
    day::Day,
    day::Period,
    definition::{Pack, SchemeDef, scheme::ItemDef},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The seal. It holds no time, no host, no path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Version of this file's layout.
    pub schema: u32,
    /// Version of the engine.
    pub engine: String,
    /// Version of the register contract.
    pub contract: u32,
    /// Period of the run.
    pub period: Period,
    /// Day up to which records were seen.
    pub as_of: Day,
    /// Digest of the records, whatever files they came from.
    pub registers: String,
    /// Digest of all definitions.
    pub catalogue: String,
    /// The departments.
    pub departments: Vec<SealedDepartment>,
    /// What amendments changed: `department: target`, and ` within ORGANISATION` if only there.
    pub amendments: Vec<String>,
    /// Indicators that were not computed, because a rule against formalism fits them and nobody stands for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<String>,
    /// The schemes that were scored; their definitions are in the digests of their departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<String>,
    /// Digests of what schemes read beside registers: earlier runs, the latest first, and anonymous cards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
}

/// A department in the seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedDepartment {
    /// Its namespace.
    pub namespace: String,
    /// Baseline, pack or plugin.
    pub kind: String,
    /// Version of its definitions.
    pub version: String,
    /// Digest of its definitions.
    pub definitions: String,
    /// Digest of its library, if it has one.
    pub library: Option<String>,
}

/// SHA-256 of bytes, as hexadecimal digits: what `sha256sum` prints.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Seal {
    /// Seals a run. `library` gives the digest of a plugin's library by its source name.
    pub fn new(catalogue: &Catalogue, span: Span, registers: String, library: impl Fn(&str) -> Option<String>) -> Self {
        let departments: Vec<SealedDepartment> = catalogue
            .sources()
            .map(|source| SealedDepartment {
                namespace: source.about.namespace.as_str().to_owned(),
                kind: kind(source.kind).to_owned(),
                version: source.about.version.clone(),
                definitions: definitions(&source.pack),
                library: library(&source.name),
            })
            .collect();
        let all: String = departments.iter().map(|one| format!("{} {}\n", one.namespace, one.definitions)).collect();
        Self {
            schema: 1,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            contract: CONTRACT_VERSION,
            period: span.period,
            as_of: span.as_of,
            registers,
            catalogue: digest(all.as_bytes()),
            departments,
            amendments: catalogue.amendments().iter().map(amendment).collect(),
            withheld: catalogue.withheld().keys().map(ToString::to_string).collect(),
            schemes: Vec::new(),
            beside: Vec::new(),
        }
    }
}

/// Digest of what a department defines. What is not said does not enter it, so that a key which a later version may say
/// makes no seal and no consent stale.
#[must_use]
pub fn definitions(pack: &Pack) -> String {
    let said = serde_json::to_value(pack).map(said);
    said.map_or_else(|_| String::new(), |value| digest(value.to_string().as_bytes()))
}

/// Digest of a scheme's definition, in the same sense. The order of its items and atoms, which changes nothing, does not
/// enter it either.
#[must_use]
pub fn scheme(def: &SchemeDef) -> String {
    let mut def = def.clone();
    in_order(&mut def.items);
    let said = serde_json::to_value(def).map(said);
    said.map_or_else(|_| String::new(), |value| digest(value.to_string().as_bytes()))
}

fn in_order(items: &mut [ItemDef]) {
    items.sort_by(|one, other| one.id.cmp(&other.id));
    for item in items {
        item.atoms.sort_by(|one, other| one.id.cmp(&other.id));
        in_order(&mut item.items);
    }
}

/// A value without keys that say nothing: those of null, of an empty list, of nothing but such keys.
fn said(value: Value) -> Value {
    let says_nothing = |value: &Value| match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(keys) => keys.is_empty(),
        _ => false,
    };
    match value {
        Value::Array(items) => items.into_iter().map(said).collect(),
        Value::Object(keys) => {
            let keys = keys.into_iter().map(|(key, value)| (key, said(value)));
            Value::Object(keys.filter(|(_, value)| !says_nothing(value)).collect())
        }
        other => other,
    }
}

fn amendment(amended: &Amended) -> String {
    let scopes = amended.within().map(|scope| format!(" within {scope}")).unwrap_or_default();
    format!("{}: {}{scopes}", amended.by, amended.def.target)
}

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Baseline => "baseline",
        SourceKind::Pack => "pack",
        SourceKind::Plugin => "plugin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_does_not_enter_a_digest() {
        let value = |text: &str| said(serde_json::from_str(text).unwrap()).to_string();
        let full = r#"{"b": null, "a": [{"x": [], "y": {"z": null}, "n": 0}], "c": false, "d": {}}"#;
        assert_eq!(value(full), r#"{"a":[{"n":0}],"c":false}"#);
    }

    #[test]
    fn what_is_said_does() {
        let pack = |text: &str| {
            let mut list = changxiao_core::department::List::default();
            list.pack("pack.toml", text);
            let about = list.about_in_texts().unwrap().clone();
            definitions(&list.pack_of(about))
        };
        let text = "[about]\nnamespace = \"harbour\"\nname = { zh = \"港\", en = \"Harbour\" }\n";
        assert_eq!(pack(text), pack(text));
        assert_ne!(pack(text), pack(&text.replace("Harbour", "Island")));
    }
}
