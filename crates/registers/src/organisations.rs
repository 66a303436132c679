//! What the organisation list says about names and about who is under whom, for telling whom a sheet speaks of.

use crate::{
    characters::comparable,
    records::{Record, cell_of},
};
use changxiao_core::{columns::Cell, contract::Kind};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The organisations of the list, over all times.
#[derive(Default)]
pub(crate) struct Organisations {
    names: BTreeMap<String, BTreeSet<Arc<str>>>,
    /// Parents, and the units that a Party organisation works for.
    above: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
}

impl Organisations {
    /// From the rows of the list.
    pub(crate) fn new(kind: &Kind, records: &[Record]) -> Self {
        let mut organisations = Self::default();
        for record in records {
            let Cell::Text(id) = cell_of(kind, &record.cells, "org") else { continue };
            let above = organisations.above.entry(id.clone()).or_default();
            if let Cell::Text(parent) = cell_of(kind, &record.cells, "parent") {
                above.insert(parent.clone());
            }
            if let Cell::List(units) = cell_of(kind, &record.cells, "serves") {
                above.extend(units.iter().cloned());
            }
            if let Cell::Text(name) = cell_of(kind, &record.cells, "name") {
                organisations.names.entry(comparable(name)).or_default().insert(id.clone());
            }
        }
        organisations
    }

    /// Whether one organisation lies under another, by way of parents or of the units it works for.
    pub(crate) fn is_below(&self, lower: &str, upper: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&str> = vec![lower];
        while let Some(here) = waiting.pop() {
            for next in self.above.get(here).into_iter().flatten() {
                if &**next == upper {
                    return lower != upper;
                }
                if seen.insert(next) {
                    waiting.push(next);
                }
            }
        }
        false
    }

    /// The organisation that a text is: an id, a name, or a name with the id in brackets behind it.
    pub(crate) fn called(&self, text: &str) -> Option<Arc<str>> {
        let text = comparable(text);
        let bracketed = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let by_id = |id: &str| self.above.get_key_value(id).map(|(id, _)| id.clone());
        let by_name =
            |name: &str| self.names.get(name).filter(|ids| ids.len() == 1).and_then(|ids| ids.first().cloned());
        let inside = bracketed.and_then(|(_, id)| by_id(id));
        let outside = || bracketed.and_then(|(name, _)| by_name(name));
        inside.or_else(|| by_id(&text)).or_else(|| by_name(&text)).or_else(outside)
    }

    /// The organisations whose names stand in a text; a name within a longer name does not count.
    pub(crate) fn named_in(&self, text: &str) -> BTreeSet<Arc<str>> {
        let text = comparable(text);
        let found =
            |(name, ids)| text.match_indices(name).map(move |(at, name)| (at, at.saturating_add(name.len()), ids));
        let names = self.names.iter().map(|(name, ids)| (name.as_str(), ids)).filter(|(name, _)| !name.is_empty());
        let found: Vec<(usize, usize, &BTreeSet<Arc<str>>)> = names.flat_map(found).collect();
        let is_within = |(from, to, _): &(usize, usize, _)| {
            found.iter().any(|(start, end, _)| {
                start <= from && to <= end && end.saturating_sub(*start) > to.saturating_sub(*from)
            })
        };
        found.iter().filter(|range| !is_within(range)).flat_map(|(_, _, ids)| ids.iter().cloned()).collect()
    }
}
