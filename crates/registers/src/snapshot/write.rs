//! Writes a snapshot: whole or not at all, and never over one that is there.

use super::{
    Account,
    departments::Departments,
    files,
    manifest::{self, Listed, MANIFEST, MANIFEST_HASH, Manifest, Partition, read_manifest},
    parquet_file, verify_snapshot,
};
use crate::{Error, Reading};
use changxiao_core::{columns::Columns, contract::CONTRACT_VERSION, contract::Contract, contract::Kind};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error as Cause,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// What became of the wish for a snapshot.
#[derive(Clone, Debug)]
pub struct Created {
    /// Its folder, named after the digest.
    pub folder: PathBuf,
    /// The manifest of what is there now.
    pub manifest: Manifest,
    /// What was done.
    pub outcome: Outcome,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was written.
    Written,
    /// The same was there already, whole: nothing was written.
    WasThere,
    /// The same content was there already, whole, but read from other places or with other rows put aside: nothing was
    /// written.
    WasThereFromElsewhere,
}

/// Paths within the snapshot and their bytes.
type Files = BTreeMap<String, Vec<u8>>;

/// Writes a reading as `out/<digest>`.
///
/// # Errors
/// When it cannot be written, and when a folder of that name is there and is no whole snapshot.
pub fn create_snapshot(reading: &Reading, contract: &Contract, out: &Path) -> Result<Created, Error> {
    let unwritable = |source: Box<dyn Cause + Send + Sync>| Error::Unwritable { path: out.to_owned(), source };
    let (manifest, files) = content(reading, contract).map_err(unwritable)?;
    let folder = out.join(&manifest.digest);
    if folder.exists() {
        let mut faults = verify_snapshot(&folder, contract)?;
        let there = read_manifest(&folder)?;
        if there.digest != manifest.digest && faults.is_empty() {
            faults.push(files::fault(MANIFEST, "snapshot-digest-differs"));
        }
        if !faults.is_empty() {
            return Err(Error::Damaged { path: folder, faults });
        }
        let is_same = manifest.has_origins_of(&there);
        let outcome = if is_same { Outcome::WasThere } else { Outcome::WasThereFromElsewhere };
        return Ok(Created { folder, manifest: there, outcome });
    }
    put(&files, out, &folder).map_err(|error| unwritable(error.into()))?;
    Ok(Created { folder, manifest, outcome: Outcome::Written })
}

/// All files of a snapshot.
fn content(reading: &Reading, contract: &Contract) -> Result<(Manifest, Files), Box<dyn Cause + Send + Sync>> {
    let departments = Departments::new(&reading.registers, contract);
    let (mut files, mut records) = (Files::new(), Vec::new());
    for table in reading.registers.tables() {
        let Some(kind) = contract.kind(table.kind()) else { continue };
        for (department, rows) in partitions(table, kind, &departments) {
            let name = format!("{}/{}.parquet", kind.kind, file_name(department.as_deref()));
            let mut keep = |path: String, bytes: Vec<u8>| {
                let listed = Listed::new(path.clone(), &bytes);
                files.insert(path, bytes);
                listed
            };
            let file = keep(format!("records/{name}"), parquet_file::write_records(&rows, kind)?);
            let origins = keep(format!("origins/{name}"), parquet_file::write_origins(&rows)?);
            records.push(Partition { kind: kind.kind.clone(), department, rows: rows.len(), file, origins });
        }
    }
    let account =
        Account { faults: reading.faults.clone(), rows: reading.quarantined.clone(), notes: reading.notes.clone() };
    let mut account = serde_json::to_vec_pretty(&account)?;
    account.push(b'\n');
    let manifest = Manifest {
        schema: manifest::SCHEMA,
        contract_version: CONTRACT_VERSION,
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        digest: reading.digest(),
        records,
        quarantine: Listed::new("quarantine.json".to_owned(), &account),
        quarantined: reading.quarantined.len(),
        coverage: manifest::claims(reading.registers.table("coverage")),
        balance: reading.balance.clone(),
    };
    let bytes = manifest.to_bytes()?;
    files.insert(manifest.quarantine.path.clone(), account);
    files.insert(MANIFEST_HASH.to_owned(), manifest::hash_line(&bytes).into_bytes());
    files.insert(MANIFEST.to_owned(), bytes);
    Ok((manifest, files))
}

/// The rows of a table by department, each in the order of the contract.
fn partitions<'r>(table: &'r Columns, kind: &Kind, departments: &Departments<'r>) -> BTreeMap<Option<String>, Columns> {
    let mut rows: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    for row in table.rows() {
        rows.entry(departments.of(kind, row)).or_default().push(row.index());
    }
    rows.into_iter().map(|(department, rows)| (department, table.picked(&rows))).collect()
}

/// The name of a department's file: letters and digits of any script as they are, every other byte as `%` and two digits,
/// so that an id such as `../x` or `_` is a name of its own.
pub(super) fn file_name(department: Option<&str>) -> String {
    let Some(department) = department else { return "_".to_owned() };
    let mut name = String::new();
    for character in department.chars() {
        if character.is_alphanumeric() || character == '-' {
            name.push(character);
        } else {
            let mut buffer = [0; 4];
            name.extend(character.encode_utf8(&mut buffer).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    name
}

/// Writes the files beside their place, then puts the folder there in one step. It stays closed to all but its owner, as
/// temporary folders are: it holds what the registers say of persons.
fn put(files: &Files, out: &Path, folder: &Path) -> std::io::Result<()> {
    let sync = |path: &Path| fs::File::open(path).and_then(|folder| folder.sync_all());
    fs::create_dir_all(out)?;
    let beside = tempfile::Builder::new().prefix(".snapshot-").tempdir_in(out)?;
    let mut folders = BTreeSet::from([beside.path().to_owned()]);
    for (name, bytes) in files {
        let path = beside.path().join(name);
        for parent in path.ancestors().skip(1).take_while(|parent| parent.starts_with(beside.path())) {
            folders.insert(parent.to_owned());
        }
        fs::create_dir_all(path.parent().unwrap_or(beside.path()))?;
        let mut file = fs::File::create(&path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    for folder in &folders {
        sync(folder)?;
    }
    // A folder that has come there in the meantime is not empty, and the system then refuses.
    fs::rename(beside.path(), folder)?;
    let _ = beside.keep();
    sync(out)
}
