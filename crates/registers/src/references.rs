//! Checks that what a row names exists. A row put aside may leave others without what they name: the check goes on until
//! nothing more is put aside.

use crate::{
    reading::{Note, Quarantined, Tables},
    records::{Record, cell_of, place},
};
use changxiao_core::{
    columns::Cell,
    contract::{Contract, Field, Kind},
    fault::{Fault, Place, nearest},
    message::{Argument, Message},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// A field that others refer to: kind and field.
type Target = (String, String);

/// The values that occur, by the field in which they do.
type Known = BTreeMap<Target, HashSet<Arc<str>>>;

/// Puts aside the rows that name what does not exist.
pub(crate) fn check(tables: &mut Tables<'_>) -> (Vec<Quarantined>, Vec<Note>) {
    let notes = skipped(tables);
    let mut quarantined = Vec::new();
    loop {
        let mut round = Round {
            kept: known(tables.contract, &tables.records),
            put_aside: known(tables.contract, &tables.put_aside),
            hints: HashMap::new(),
        };
        let before = quarantined.len();
        for kind in tables.contract.kinds() {
            let records = tables.records.get_mut(&kind.kind).map(std::mem::take).unwrap_or_default();
            for record in records {
                let faults = round.faults(&record, kind, tables);
                if faults.is_empty() {
                    tables.records.entry(kind.kind.clone()).or_default().push(record);
                } else {
                    quarantined.push(Quarantined { origin: record.origin.clone(), faults });
                    tables.put_aside.entry(kind.kind.clone()).or_default().push(record);
                }
            }
        }
        if quarantined.len() == before {
            return (quarantined, notes);
        }
    }
}

/// All values of fields that others refer to, in kinds that were read.
fn known(contract: &Contract, records: &BTreeMap<String, Vec<Record>>) -> Known {
    let mut known = Known::new();
    for (to, field) in contract.kinds().flat_map(|kind| &kind.fields).flat_map(Field::referred) {
        let (Some(kind), Some(records)) = (contract.kind(to), records.get(to)) else { continue };
        let values =
            || records.iter().filter_map(|record| text(cell_of(kind, &record.cells, field))).cloned().collect();
        known.entry((to.to_owned(), field.to_owned())).or_insert_with(values);
    }
    known
}

fn text(cell: &Cell) -> Option<&Arc<str>> {
    match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

/// One pass over all rows, against what was kept before it.
struct Round {
    kept: Known,
    put_aside: Known,
    /// Nearest names, looked up once a value: a wrong id often stands in many rows.
    hints: HashMap<(Arc<str>, Vec<Target>), Option<String>>,
}

impl Round {
    fn faults(&mut self, record: &Record, kind: &Kind, tables: &Tables<'_>) -> Vec<Fault> {
        let mut faults = Vec::new();
        for field in kind.fields.iter().filter(|field| !field.refs.is_empty()) {
            let targets = targets(record, kind, field);
            // A register that was not read at all cannot speak against a value.
            if targets.is_empty() || !targets.iter().all(|target| self.kept.contains_key(target)) {
                continue;
            }
            for value in values(cell_of(kind, &record.cells, &field.id)) {
                if !occurs(&self.kept, &targets, value) {
                    let place = place(&record.origin).in_column(tables.title(&record.origin, field));
                    faults.push(Fault { place, ..self.fault(value, &targets, tables) });
                }
            }
        }
        faults
    }

    fn fault(&mut self, value: &Arc<str>, targets: &[Target], tables: &Tables<'_>) -> Fault {
        let is_put_aside = occurs(&self.put_aside, targets, value);
        let key = if is_put_aside { "register-reference-put-aside" } else { "register-unknown-reference" };
        let kind = targets.first().map_or_else(|| Argument::from(""), |(to, _)| kind_name(tables, to));
        let fault = Fault::new(Place::default(), Message::new(key).with("value", &**value).with("kind", kind));
        match self.nearest(value, targets).filter(|_| !is_put_aside) {
            Some(name) => fault.hint(Message::new("hint-nearest").with("name", name)),
            None => fault,
        }
    }

    fn nearest(&mut self, value: &Arc<str>, targets: &[Target]) -> Option<String> {
        let names = targets.iter().filter_map(|target| self.kept.get(target)).flatten();
        let look = || nearest(value, names.map(|name| &**name)).map(str::to_owned);
        self.hints.entry((value.clone(), targets.to_vec())).or_insert_with(look).clone()
    }
}

fn occurs(known: &Known, targets: &[Target], value: &Arc<str>) -> bool {
    targets.iter().filter_map(|target| known.get(target)).any(|values| values.contains(value))
}

fn values(cell: &Cell) -> &[Arc<str>] {
    match cell {
        Cell::Text(text) => std::slice::from_ref(text),
        Cell::List(list) => list,
        _ => &[],
    }
}

/// The fields that the value of a field may occur in: all that the contract names, or the one that the row's code chooses.
fn targets(record: &Record, kind: &Kind, field: &Field) -> Vec<Target> {
    let chosen = field.refs_by.as_deref().and_then(|by| text(cell_of(kind, &record.cells, by)));
    // The code is the kind's name with hyphens.
    let chosen = chosen.map(|code| code.replace('-', "_"));
    let is_meant = |to: &str| chosen.as_deref().is_none_or(|chosen| chosen == to);
    field.referred().filter(|(to, _)| is_meant(to)).map(|(to, field)| (to.to_owned(), field.to_owned())).collect()
}

fn kind_name(tables: &Tables<'_>, kind: &str) -> Argument {
    tables.contract.kind(kind).map_or_else(|| Argument::from(kind), |kind| Argument::from(kind.name.clone()))
}

/// One note for each field whose values could not be looked up, because nothing of the kind they name was read.
fn skipped(tables: &Tables<'_>) -> Vec<Note> {
    let mut counts: BTreeMap<(&str, &str, String), usize> = BTreeMap::new();
    for kind in tables.contract.kinds() {
        for record in tables.records.get(&kind.kind).into_iter().flatten() {
            for field in kind.fields.iter().filter(|field| !field.refs.is_empty()) {
                let count = values(cell_of(kind, &record.cells, &field.id)).len();
                let targets = targets(record, kind, field);
                let unread = targets.into_iter().find(|(to, _)| !tables.records.contains_key(to));
                if let Some((to, _)) = unread.filter(|_| count > 0) {
                    let entry = counts.entry((&kind.kind, &field.id, to)).or_default();
                    *entry = entry.saturating_add(count);
                }
            }
        }
    }
    let say = |((kind, field, to), count): ((&str, &str, String), usize)| {
        let about = tables.contract.kind(kind);
        let header = about.and_then(|kind| kind.field(field)).map(|field| field.header.clone()).unwrap_or_default();
        let message =
            Message::new("register-references-skipped").with("kind", kind_name(tables, kind)).with("field", header);
        Note { place: Place::default(), message: message.with("target", kind_name(tables, &to)).with("count", count) }
    };
    counts.into_iter().map(say).collect()
}
