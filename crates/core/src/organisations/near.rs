//! Who may stand near whom, on whatever day. It answers generously and without a day, so that whoever asks about one day
//! looks at a few organisations instead of all; whether one really stands there that day is asked afterwards.

use super::Organisation;
use crate::id::OrganisationId;
use std::collections::{BTreeSet, HashMap};

/// Ways between places that hold on at least one day.
#[derive(Clone, Debug, Default)]
pub(super) struct Near {
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
    /// As `above` and `below`, from and to organisations that sometimes name no unit themselves: they serve what is served
    /// above them.
    heir_of: Vec<Vec<usize>>,
    heirs: Vec<Vec<usize>>,
    /// Units an organisation itself names as served.
    serves: Vec<Vec<usize>>,
    /// Organisations that themselves name a unit as served.
    served_by: Vec<Vec<usize>>,
}

impl Near {
    pub(super) fn new(all: &[(OrganisationId, Organisation)], places: &HashMap<OrganisationId, usize>) -> Self {
        let ways = |named: &dyn Fn(&Organisation) -> Vec<usize>| -> Vec<Vec<usize>> {
            let named = all.iter().map(|(_, one)| named(one).into_iter().collect::<BTreeSet<_>>());
            named.map(|named| named.into_iter().collect()).collect()
        };
        let above = ways(&|one| one.states.iter().filter_map(|state| state.above).collect());
        let serves = ways(&|one| {
            one.states.iter().flat_map(|state| &state.serves).filter_map(|unit| places.get(unit).copied()).collect()
        });
        let inherits = |one: &Organisation| one.states.iter().any(|state| state.serves.is_empty());
        let heir_of = above.iter().zip(all).map(|(above, (_, one))| if inherits(one) { above.clone() } else { vec![] });
        let heir_of: Vec<Vec<usize>> = heir_of.collect();
        let (below, heirs, served_by) = (reversed(&above), reversed(&heir_of), reversed(&serves));
        Self { above, below, heir_of, heirs, serves, served_by }
    }

    /// A place and all that are ever below it, in order of their ids.
    pub(super) fn may_be_within(&self, place: usize) -> Vec<usize> {
        spread(&self.below, [place])
    }

    /// All that are ever above a place, in order of their ids.
    pub(super) fn may_be_above(&self, place: usize) -> Vec<usize> {
        let mut above = spread(&self.above, [place]);
        above.retain(|other| *other != place);
        above
    }

    /// All whose seat is ever a unit, in order of their ids: itself, whoever names it as served, and their heirs.
    pub(super) fn may_be_seated_at(&self, unit: usize) -> Vec<usize> {
        let seated = spread(&self.heirs, at(&self.served_by, unit).iter().copied());
        seated.into_iter().chain([unit]).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// All whose seat is ever a unit or one below it, in order of their ids.
    pub(super) fn may_be_seated_within(&self, unit: usize) -> Vec<usize> {
        let units = self.may_be_within(unit);
        let naming: BTreeSet<usize> = units.iter().flat_map(|unit| at(&self.served_by, *unit)).copied().collect();
        spread(&self.heirs, naming).into_iter().chain(units).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// All units that an organisation ever serves, by its own naming or by that of one above it.
    pub(super) fn may_be_served(&self, place: usize) -> Vec<usize> {
        let naming = spread(&self.heir_of, [place]);
        let units: BTreeSet<usize> = naming.iter().flat_map(|one| at(&self.serves, *one)).copied().collect();
        units.into_iter().collect()
    }
}

fn at(ways: &[Vec<usize>], place: usize) -> &[usize] {
    ways.get(place).map_or(&[], Vec::as_slice)
}

fn reversed(ways: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut back = vec![Vec::new(); ways.len()];
    for (from, to) in ways.iter().enumerate().flat_map(|(from, to)| to.iter().map(move |to| (from, *to))) {
        if let Some(slot) = back.get_mut(to) {
            slot.push(from);
        }
    }
    back
}

/// These places and all that ways lead to from them, in order. Circles end by themselves.
fn spread(ways: &[Vec<usize>], from: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<usize> = from.into_iter().collect();
    while let Some(place) = open.pop() {
        if found.insert(place) {
            open.extend(at(ways, place));
        }
    }
    found.into_iter().collect()
}
