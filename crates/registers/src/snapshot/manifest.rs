//! The manifest of a snapshot: what it holds, file by file, and how the reading came about. It says no more than counts
//! and ids of organisations, so that it can be shown.

use super::{files, sha256};
use crate::{Error, SheetBalance};
use changxiao_core::{columns::Columns, contract::CONTRACT_VERSION, day::Day};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Number of the layout of folder and manifest; it grows with every change of either.
pub(super) const SCHEMA: u32 = 1;

/// Name of the manifest.
pub(super) const MANIFEST: &str = "manifest.json";

/// Name of the file with the manifest's hash.
pub(super) const MANIFEST_HASH: &str = "manifest.json.sha256";

/// What a snapshot holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Number of the layout.
    pub schema: u32,
    /// Version of the register contract.
    pub contract_version: u32,
    /// Version of the program that wrote it.
    pub program_version: String,
    /// Digest of the content, as the seal of a run names it.
    pub digest: String,
    /// The records, by kind and department.
    pub records: Vec<Partition>,
    /// The faults, the rows put aside, the notes.
    pub quarantine: Listed,
    /// Number of rows put aside.
    pub quarantined: usize,
    /// What the registers claim to cover, by kind.
    pub coverage: Vec<Claims>,
    /// One line for each sheet that was read.
    pub balance: Vec<SheetBalance>,
}

/// The rows of one kind in the reach of one department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partition {
    /// Kind of register.
    pub kind: String,
    /// The department; `None`: rows in the reach of none.
    pub department: Option<String>,
    /// Number of rows.
    pub rows: usize,
    /// The rows.
    pub file: Listed,
    /// Where they came from.
    pub origins: Listed,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Path within the snapshot.
    pub path: String,
    /// Hash of its bytes.
    pub sha256: String,
    /// Number of its bytes.
    pub bytes: usize,
}

/// What the register `coverage` says of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// Kind of register.
    pub kind: String,
    /// Number of claims.
    pub claims: usize,
    /// Number of organisations named in them.
    pub organisations: usize,
    /// The first day that one of them covers.
    pub first_day: Option<Day>,
    /// The last day that one of them covers.
    pub last_day: Option<Day>,
}

/// The two numbers that every schema has.
#[derive(Deserialize)]
struct Numbers {
    schema: u32,
    contract_version: u32,
}

impl Listed {
    pub(super) fn new(path: String, bytes: &[u8]) -> Self {
        Self { path, sha256: sha256(bytes), bytes: bytes.len() }
    }
}

impl Manifest {
    /// All files that it lists.
    pub(super) fn listed(&self) -> impl Iterator<Item = &Listed> {
        self.records.iter().flat_map(|one| [&one.file, &one.origins]).chain([&self.quarantine])
    }

    /// Whether another snapshot of the same content tells the same of where it came from and what was put aside.
    pub(super) fn has_origins_of(&self, other: &Self) -> bool {
        let origins = |one: &Self| one.records.iter().map(|one| one.origins.sha256.clone()).collect::<Vec<_>>();
        let is_same = self.quarantine.sha256 == other.quarantine.sha256 && self.balance == other.balance;
        is_same && origins(self) == origins(other)
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Reads the manifest of a snapshot. The files that it lists are not looked at.
///
/// # Errors
/// When there is none, when its schema or contract is another, and when it was changed.
pub fn read_manifest(folder: &Path) -> Result<Manifest, Error> {
    let bytes = fs::read(folder.join(MANIFEST)).map_err(|_| Error::NotASnapshot(folder.to_owned()))?;
    if let Ok(numbers) = serde_json::from_slice::<Numbers>(&bytes) {
        let path = || folder.to_owned();
        if numbers.schema != SCHEMA {
            return Err(Error::OtherSchema { path: path(), found: numbers.schema, known: SCHEMA });
        }
        if numbers.contract_version != CONTRACT_VERSION {
            let (found, known) = (numbers.contract_version, CONTRACT_VERSION);
            return Err(Error::OtherContract { path: path(), found, known });
        }
    }
    let damaged = |key| Error::Damaged { path: folder.to_owned(), faults: vec![files::fault(MANIFEST, key)] };
    let hash = fs::read_to_string(folder.join(MANIFEST_HASH)).map_err(|_| Error::Damaged {
        path: folder.to_owned(),
        faults: vec![files::fault(MANIFEST_HASH, "snapshot-file-missing")],
    })?;
    if hash != hash_line(&bytes) {
        return Err(damaged("snapshot-manifest-changed"));
    }
    serde_json::from_slice(&bytes).map_err(|_| damaged("snapshot-manifest-unreadable"))
}

/// The content of the file with the manifest's hash.
pub(super) fn hash_line(manifest: &[u8]) -> String {
    format!("{}  {MANIFEST}\n", sha256(manifest))
}

/// Sums up the register `coverage`.
pub(super) fn claims(coverage: Option<&Columns>) -> Vec<Claims> {
    let mut by_kind: BTreeMap<&str, (Claims, BTreeSet<&str>)> = BTreeMap::new();
    for row in coverage.into_iter().flat_map(Columns::rows) {
        let Some(kind) = row.text("kind") else { continue };
        let none = || Claims { kind: kind.to_owned(), claims: 0, organisations: 0, first_day: None, last_day: None };
        let (claims, organisations) = by_kind.entry(kind).or_insert_with(|| (none(), BTreeSet::new()));
        organisations.extend(row.text("org"));
        claims.claims = claims.claims.saturating_add(1);
        claims.organisations = organisations.len();
        claims.first_day = [claims.first_day, row.day("first_day")].into_iter().flatten().min();
        claims.last_day = [claims.last_day, row.day("last_day")].into_iter().flatten().max();
    }
    by_kind.into_values().map(|(claims, _)| claims).collect()
}
