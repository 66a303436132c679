//! A snapshot: registers after reading and checking, as a folder that is named after its content and never changed.
//! Nothing of it is read before its hash was compared with the manifest; a reading from it equals the reading from files.
//!
//! `FOLDER/<digest>/` holds:
//! - `manifest.json`, and `manifest.json.sha256`, its hash as `sha256sum --check` takes it;
//! - `records/<kind>/<department>.parquet`: the rows of a kind in the reach of a department, in the order of the contract;
//! - `origins/<kind>/<department>.parquet`: file, sheet and row of each of these rows, which are not part of the content;
//! - `quarantine.json`: faults of files, rows put aside with their faults, notes of the reader.

mod departments;
pub(crate) mod difference;
mod files;
pub(crate) mod manifest;
mod parquet_file;
pub(crate) mod write;

use crate::{Error, Note, Quarantined, Reading};
use changxiao_core::{
    columns::{Columns, Origin},
    contract::{Contract, Kind},
    fault::{Fault, Place},
    message::Message,
    registers::Registers,
};
use files::Checked;
use manifest::{MANIFEST, Partition};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What the reader found wrong or decided on its own, as `quarantine.json` keeps it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
    faults: Vec<Fault>,
    rows: Vec<Quarantined>,
    notes: Vec<Note>,
}

/// Whether a path is the folder of a snapshot.
pub(crate) fn is_snapshot(path: &Path) -> bool {
    path.join(MANIFEST).is_file()
}

/// The snapshots that lie directly in a folder, by name. What cannot be looked into holds none; whoever reads it says so.
pub(crate) fn snapshots_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut snapshots: Vec<PathBuf> = entries.filter(|path| is_snapshot(path)).collect();
    snapshots.sort();
    snapshots
}

/// Reads a snapshot, after comparing every file with the manifest.
///
/// # Errors
/// When it is no snapshot, when its schema or contract is another, and when anything in it is not as it was written.
pub fn open_snapshot(folder: &Path, contract: &Contract) -> Result<Reading, Error> {
    let checked = files::check(folder)?;
    if !checked.faults.is_empty() {
        return Err(Error::Damaged { path: folder.to_owned(), faults: checked.faults });
    }
    reading(&checked, contract).map_err(|faults| Error::Damaged { path: folder.to_owned(), faults })
}

/// What is wrong with a snapshot: files that are missing, changed or too many, and rows that do not give its digest.
///
/// # Errors
/// When it is no snapshot, or when its schema or contract is another.
pub fn verify_snapshot(folder: &Path, contract: &Contract) -> Result<Vec<Fault>, Error> {
    match open_snapshot(folder, contract) {
        Ok(_) => Ok(Vec::new()),
        Err(Error::Damaged { faults, .. }) => Ok(faults),
        Err(error) => Err(error),
    }
}

/// The reading that files gave whose hashes were compared.
fn reading(checked: &Checked, contract: &Contract) -> Result<Reading, Vec<Fault>> {
    let mut tables: BTreeMap<&str, Columns> = BTreeMap::new();
    let mut faults = Vec::new();
    for partition in &checked.manifest.records {
        let Some(kind) = contract.kind(&partition.kind) else {
            faults.push(unreadable(&partition.file.path, &format!("kind {}", partition.kind)));
            continue;
        };
        let table = tables.entry(&partition.kind).or_insert_with(|| Columns::empty(kind));
        faults.extend(add(table, (checked, partition), kind).err());
    }
    let account = account(checked).unwrap_or_else(|fault| {
        faults.push(fault);
        Account::default()
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    let sorted = tables.iter().filter_map(|(kind, table)| Some(table.sorted(contract.kind(kind)?)));
    let reading = Reading {
        registers: Registers::new(sorted),
        faults: account.faults,
        quarantined: account.rows,
        notes: account.notes,
        balance: checked.manifest.balance.clone(),
    };
    if reading.digest() == checked.manifest.digest {
        return Ok(reading);
    }
    Err(vec![Fault::new(Place::file(MANIFEST), Message::new("snapshot-digest-differs"))])
}

/// Adds the rows of a partition to the table of its kind.
fn add(table: &mut Columns, (checked, partition): (&Checked, &Partition), kind: &Kind) -> Result<(), Fault> {
    let (records, origins) = (&partition.file.path, &partition.origins.path);
    let rows = parquet_file::records(checked.bytes(records), kind).map_err(|reason| unreadable(records, &reason))?;
    let places: Vec<Origin> =
        parquet_file::origins(checked.bytes(origins)).map_err(|reason| unreadable(origins, &reason))?;
    if rows.len() != partition.rows || places.len() != partition.rows {
        let message = Message::new("snapshot-rows-differ")
            .with("listed", partition.rows)
            .with("rows", rows.len())
            .with("origins", places.len());
        return Err(Fault::new(Place::file(records), message));
    }
    for (row, origin) in rows.into_iter().zip(places) {
        table.push(row, origin);
    }
    Ok(())
}

fn account(checked: &Checked) -> Result<Account, Fault> {
    let path = &checked.manifest.quarantine.path;
    serde_json::from_slice(&checked.bytes(path)).map_err(|error| unreadable(path, &error.to_string()))
}

fn unreadable(path: &str, reason: &str) -> Fault {
    Fault::new(Place::file(path), Message::new("snapshot-file-unreadable").with("reason", reason))
}

/// SHA-256 as `sha256sum` prints it.
fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
