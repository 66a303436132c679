//! Two rows with one key. If they are equal, one is put aside; if they differ, both are kept as two versions of one record
//! and what depends on them is disputed. Only the organisation list must be of one mind, since everything hangs on it.

use crate::{
    reading::{Note, Quarantined, Tables},
    records::{Record, cell_of, place},
};
use changxiao_core::{
    columns::{Cell, Origin},
    contract::Kind,
    fault::Fault,
    message::Message,
};
use std::collections::{BTreeMap, BTreeSet};

/// Puts aside rows that stand twice.
pub(crate) fn check(tables: &mut Tables<'_>) -> (Vec<Quarantined>, Vec<Note>) {
    let (mut quarantined, mut notes) = (Vec::new(), Vec::new());
    for kind in tables.contract.kinds() {
        let Some(records) = tables.records.get_mut(&kind.kind) else { continue };
        let mut put_aside = BTreeMap::new();
        for versions in by_key(kind, records).into_values().filter(|versions| versions.len() > 1) {
            compare(kind, versions, &mut put_aside, &mut notes);
        }
        records.retain(|record| !put_aside.contains_key(&record.origin));
        quarantined.extend(put_aside.into_iter().map(|(origin, fault)| Quarantined { origin, faults: vec![fault] }));
    }
    (quarantined, notes)
}

fn by_key<'a>(kind: &Kind, records: &'a [Record]) -> BTreeMap<Vec<&'a Cell>, Vec<&'a Record>> {
    let mut groups: BTreeMap<Vec<&Cell>, Vec<&Record>> = BTreeMap::new();
    for record in records {
        let key = kind.key.iter().map(|field| cell_of(kind, &record.cells, field)).collect();
        groups.entry(key).or_default().push(record);
    }
    groups
}

/// Compares the versions of one record. Their order is that of their content, so that the order of files does not decide
/// which is kept.
fn compare(kind: &Kind, mut versions: Vec<&Record>, put_aside: &mut BTreeMap<Origin, Fault>, notes: &mut Vec<Note>) {
    versions.sort_by(|a, b| (&a.cells, &a.origin).cmp(&(&b.cells, &b.origin)));
    let mut kept: Vec<&Record> = Vec::new();
    for version in versions {
        let fault = |key, other: &Record| {
            Fault::new(place(&version.origin), Message::new(key).with("other", at(&other.origin)))
        };
        match (kept.first(), kept.iter().find(|other| other.cells == version.cells)) {
            (_, Some(equal)) => {
                put_aside.insert(version.origin.clone(), fault("register-row-twice", equal));
            }
            (Some(first), None) if kind.kind == "org" => {
                put_aside.insert(version.origin.clone(), fault("register-organisation-row-differs", first));
            }
            _ => kept.push(version),
        }
    }
    if let [_, _, ..] = kept.as_slice() {
        let origins: BTreeSet<&Origin> = kept.iter().map(|record| &record.origin).collect();
        let mut origins = origins.into_iter();
        let Some(first) = origins.next() else { return };
        notes.extend(origins.map(|origin| {
            let message = Message::new("register-disputed").with("kind", kind.name.clone()).with("other", at(first));
            Note { place: place(origin), message }
        }));
    }
}

/// A row as words inside a message.
pub(crate) fn at(origin: &Origin) -> Message {
    let message = match &origin.sheet {
        Some(sheet) => Message::new("register-at-sheet-row").with("sheet", &**sheet),
        None => Message::new("register-at-row"),
    };
    message.with("file", &*origin.file).with("row", origin.row)
}
