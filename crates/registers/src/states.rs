//! States between two dates: those of one holder do not overlap, an organisation keeps its kind, and no organisation
//! stands above itself. The state that begins later is put aside, whatever the order of files.

use crate::{
    keys::at,
    reading::{Note, Quarantined, Tables},
    records::{Record, cell_of, place},
};
use changxiao_core::{
    columns::{Cell, Origin},
    contract::{Kind, SpanFields},
    day::Day,
    fault::Fault,
    message::Message,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Puts aside states that contradict an earlier one.
pub(crate) fn check(tables: &mut Tables<'_>) -> (Vec<Quarantined>, Vec<Note>) {
    let mut quarantined = Vec::new();
    for kind in tables.contract.kinds() {
        let Some((span, records)) = kind.span.as_ref().zip(tables.records.get_mut(&kind.kind)) else { continue };
        // The contract lets a person be in one post twice at a time only by mistake of the office: that is a question.
        let mut faults = if kind.kind == "post" { BTreeMap::new() } else { overlaps((kind, span), records) };
        if kind.kind == "org" {
            faults.extend(changed_kinds((kind, span), records));
            faults.extend(circles((kind, span), records));
        }
        records.retain(|record| !faults.contains_key(&record.origin));
        quarantined.extend(faults.into_iter().map(|(origin, fault)| Quarantined { origin, faults: vec![fault] }));
    }
    (quarantined, Vec::new())
}

type Faults = BTreeMap<Origin, Fault>;

fn day(kind: &Kind, record: &Record, field: &str) -> Option<Day> {
    match cell_of(kind, &record.cells, field) {
        Cell::Day(day) => Some(*day),
        _ => None,
    }
}

fn text<'r>(kind: &Kind, record: &'r Record, field: &str) -> Option<&'r Arc<str>> {
    match cell_of(kind, &record.cells, field) {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}

/// The states of each holder (the key without the beginning), in order of their beginnings.
fn by_holder<'r>((kind, span): (&Kind, &SpanFields), records: &'r [Record]) -> Vec<Vec<&'r Record>> {
    let mut holders: BTreeMap<Vec<&Cell>, Vec<&Record>> = BTreeMap::new();
    for record in records {
        let key = kind.key.iter().filter(|field| **field != span.from).map(|field| cell_of(kind, &record.cells, field));
        holders.entry(key.collect()).or_default().push(record);
    }
    let mut states: Vec<Vec<&Record>> = holders.into_values().collect();
    for one in &mut states {
        one.sort_by(|a, b| {
            (day(kind, a, &span.from), &a.cells, &a.origin).cmp(&(day(kind, b, &span.from), &b.cells, &b.origin))
        });
    }
    states
}

/// A state that begins before an earlier one of its holder has ended. Two versions of one record begin alike: they are a
/// dispute and not this.
fn overlaps((kind, span): (&Kind, &SpanFields), records: &[Record]) -> Faults {
    let mut faults = Faults::new();
    for states in by_holder((kind, span), records) {
        let mut kept: Vec<&Record> = Vec::new();
        for state in states {
            let from = day(kind, state, &span.from);
            let earlier = kept.iter().find(|earlier| {
                let began = day(kind, earlier, &span.from);
                began < from && day(kind, earlier, &span.to).is_none_or(|to| from.is_some_and(|from| from < to))
            });
            match earlier {
                Some(earlier) => {
                    let message = Message::new("register-states-overlap").with("other", at(&earlier.origin));
                    faults.insert(state.origin.clone(), Fault::new(place(&state.origin), message));
                }
                None => kept.push(state),
            }
        }
    }
    faults
}

fn changed_kinds((kind, span): (&Kind, &SpanFields), records: &[Record]) -> Faults {
    let mut faults = Faults::new();
    for states in by_holder((kind, span), records) {
        let first = states.first().and_then(|first| text(kind, first, "kind"));
        for state in states.iter().filter(|state| text(kind, state, "kind") != first) {
            let message = Message::new("register-kind-changed").with("kind", first.map_or("", |first| first));
            faults.insert(state.origin.clone(), Fault::new(place(&state.origin), message));
        }
    }
    faults
}

/// A state in which, on its first day, the way up leads back to the organisation itself: the state of a circle that began
/// last finds it.
fn circles((kind, span): (&Kind, &SpanFields), records: &[Record]) -> Faults {
    let states: BTreeMap<&Arc<str>, Vec<&Record>> = records.iter().fold(BTreeMap::new(), |mut states, record| {
        if let Some(id) = text(kind, record, "org") {
            states.entry(id).or_insert_with(Vec::new).push(record);
        }
        states
    });
    let parent = |id: &Arc<str>, on: Day| {
        let state = states.get(id)?.iter().find(|state| {
            day(kind, state, &span.from).is_some_and(|from| from <= on)
                && day(kind, state, &span.to).is_none_or(|to| on < to)
        })?;
        text(kind, state, "parent").cloned()
    };
    let mut faults = Faults::new();
    for record in records {
        let (Some(id), Some(from)) = (text(kind, record, "org"), day(kind, record, &span.from)) else { continue };
        let mut passed: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut next = text(kind, record, "parent").cloned();
        while let Some(above) = next.filter(|above| passed.insert(above.clone())) {
            if above == *id {
                let message = Message::new("register-organisation-above-itself").with("organisation", &**id);
                faults.insert(record.origin.clone(), Fault::new(place(&record.origin), message));
                break;
            }
            next = parent(&above, from);
        }
    }
    faults
}
