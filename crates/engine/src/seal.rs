//! The seal of a run: digests of everything that made its numbers. Same seal, same bytes.

use crate::{
    catalogue::{Amended, Catalogue, SourceKind},
    evaluation::Span,
};
use changxiao_core::{contract::CONTRACT_VERSION, day::Day, day::Period, definition::Pack};
use serde::{Deserialize, Serialize};
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
        }
    }
}

/// Digest of what a department defines.
#[must_use]
pub fn definitions(pack: &Pack) -> String {
    serde_json::to_vec(pack).map_or_else(|_| String::new(), |bytes| digest(&bytes))
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
