//! Compares the files of a snapshot with its manifest. What the manifest calls a path is looked up among the files that
//! are there and never opened as it stands: no manifest leads out of its folder.

use super::{
    manifest::{MANIFEST, MANIFEST_HASH, Manifest, read_manifest},
    sha256,
};
use crate::Error;
use bytes::Bytes;
use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
};
use std::{collections::BTreeMap, fs, path::Path, path::PathBuf};

/// A snapshot whose files were compared.
pub(super) struct Checked {
    pub(super) manifest: Manifest,
    /// Files that are missing, changed or too many.
    pub(super) faults: Vec<Fault>,
    /// The bytes that were compared, so that nobody can change them before they are read.
    bytes: BTreeMap<String, Bytes>,
}

impl Checked {
    /// The bytes of a file; none if it is not there.
    pub(super) fn bytes(&self, path: &str) -> Bytes {
        self.bytes.get(path).cloned().unwrap_or_default()
    }
}

/// Reads the manifest and all files that it lists.
pub(super) fn check(folder: &Path) -> Result<Checked, Error> {
    let manifest = read_manifest(folder)?;
    let mut there = BTreeMap::new();
    list(folder, "", &mut there)?;
    for own in [MANIFEST, MANIFEST_HASH] {
        there.remove(own);
    }
    let (mut bytes, mut faults) = (BTreeMap::new(), Vec::new());
    for listed in manifest.listed() {
        let Some(path) = there.remove(&listed.path) else {
            faults.push(fault(&listed.path, "snapshot-file-missing"));
            continue;
        };
        match fs::read(&path) {
            Ok(read) if read.len() == listed.bytes && sha256(&read) == listed.sha256 => {
                bytes.insert(listed.path.clone(), read.into());
            }
            Ok(_) => faults.push(fault(&listed.path, "snapshot-file-changed")),
            Err(error) => faults.push(super::unreadable(&listed.path, &error.to_string())),
        }
    }
    faults.extend(there.keys().map(|path| fault(path, "snapshot-file-extra")));
    faults.sort();
    Ok(Checked { manifest, faults, bytes })
}

/// Everything below a folder that is no folder, by its path from there.
fn list(folder: &Path, prefix: &str, found: &mut BTreeMap<String, PathBuf>) -> Result<(), Error> {
    let unreadable = |source| Error::Unreadable { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(unreadable)?.is_dir() {
            list(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.insert(path, entry.path());
        }
    }
    Ok(())
}

pub(super) fn fault(path: &str, key: &str) -> Fault {
    Fault::new(Place::file(path), Message::new(key))
}
