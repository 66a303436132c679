//! Branches: which part each plays, when it opens, closes, splits or merges, and which units it serves.

use super::{
    Making,
    chance::Chance,
    names,
    organisations::{Life, Organisation, terms},
};
use changxiao_core::day::Day;
use std::sync::Arc;

/// What a branch is there to show. A dozen branches of a department show all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing happens to it.
    Standing,
    /// Serves several units.
    Joint,
    /// Has so few members that it has no committee.
    Small,
    /// Is taken over by an earlier branch.
    Merged,
    /// Is founded within the years.
    Opened,
    /// Is that of the retired.
    Retired,
    /// Is closed, and two carry on.
    Split,
    /// Carries on after a split.
    Half,
}

/// A branch as the other registers need it.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) id: Arc<str>,
    pub(super) part: Part,
    pub(super) life: Life,
    /// Lowest units, its home first.
    pub(super) units: Vec<Arc<str>>,
    pub(super) groups: Vec<Arc<str>>,
    /// Position of the branch that its members go to when it closes.
    pub(super) heir: Option<usize>,
    pub(super) has_committee: bool,
    pub(super) elections: Vec<Day>,
}

/// The department so far, as far as branches need it.
pub(super) struct Above<'a> {
    pub(super) name: &'a str,
    pub(super) unit: &'a Arc<str>,
    pub(super) committee: &'a Arc<str>,
    pub(super) general: Option<&'a Arc<str>>,
    pub(super) founded: Day,
}

/// Branches with the organisations they bring along.
#[derive(Default)]
pub(super) struct Founded {
    pub(super) branches: Vec<Branch>,
    pub(super) organisations: Vec<Organisation>,
}

impl Part {
    fn of(position: usize) -> Self {
        match position % 12 {
            1 => Self::Joint,
            4 => Self::Small,
            5 => Self::Merged,
            6 => Self::Opened,
            7 => Self::Retired,
            8 => Self::Split,
            _ => Self::Standing,
        }
    }
}

/// The branches of a department.
pub(super) fn found(making: &mut Making<'_>, above: &Above<'_>, size: usize, chance: &mut Chance) -> Founded {
    let mut founded = Founded::default();
    for position in 0..size {
        let part = Part::of(position);
        let day = making.years().change(chance);
        let life = match part {
            Part::Merged | Part::Split => Life { from: above.founded, to: Some(day) },
            Part::Opened => Life { from: day, to: None },
            _ => Life { from: above.founded, to: None },
        };
        let units = units(making, above, (part, position, day), &mut founded);
        founded.add(making, (above, position), Asked { part, life, units }, chance);
    }
    split(making, above, &mut founded, chance);
    founded
}

struct Asked {
    part: Part,
    life: Life,
    units: Vec<Arc<str>>,
}

/// The divisions that a branch serves: one, or three of a joint branch. Those of a merged branch close with it.
fn units(
    making: &mut Making<'_>,
    above: &Above<'_>,
    (part, position, day): (Part, usize, Day),
    founded: &mut Founded,
) -> Vec<Arc<str>> {
    let heir = (part == Part::Merged).then(|| founded.branches.get(position.saturating_sub(5))).flatten();
    let heir = heir.and_then(|heir| heir.units.first().cloned());
    let count = if part == Part::Joint { 3 } else { 1 };
    let mut units = Vec::new();
    for _ in 0..count {
        let number = founded.organisations.iter().filter(|one| one.kind == "unit").count() + 1;
        let life = Life { from: above.founded, to: heir.as_ref().map(|_| day) };
        let name = names::numbered(above.name, number, "处");
        let mut unit = Organisation::new(making.id('Z'), name, "unit", life).under(above.unit, &[]);
        unit.successors = heir.iter().cloned().collect();
        units.push(unit.id.clone());
        founded.organisations.push(unit);
    }
    units
}

/// After all others, the two branches that carry on for each that was split. The first time the division of the branch
/// is split with it, and each half serves one; after that the division stays and both serve it.
fn split(making: &mut Making<'_>, above: &Above<'_>, founded: &mut Founded, chance: &mut Chance) {
    let mut splits_unit = true;
    for position in 0..founded.branches.len() {
        let Some(branch) = founded.branches.get(position).filter(|branch| branch.part == Part::Split).cloned() else {
            continue;
        };
        let first = founded.branches.len();
        let day = branch.life.to.unwrap_or(above.founded);
        for half in [first, first + 1] {
            let life = Life { from: day, to: None };
            let units = match branch.units.first().filter(|_| splits_unit) {
                Some(unit) => vec![founded.split_unit(making, above, (unit, day))],
                None => branch.units.clone(),
            };
            founded.add(making, (above, half), Asked { part: Part::Half, life, units }, chance);
        }
        splits_unit = false;
        let heirs: Vec<Arc<str>> = founded.branches.iter().skip(first).map(|half| half.id.clone()).collect();
        if let Some(split) = founded.branches.get_mut(position) {
            split.heir = Some(first);
        }
        if let Some(split) = founded.organisations.iter_mut().find(|one| one.id == branch.id) {
            split.successors = heirs;
        }
    }
}

impl Founded {
    /// A division that carries on for one that is closed on a day.
    fn split_unit(&mut self, making: &mut Making<'_>, above: &Above<'_>, (unit, day): (&Arc<str>, Day)) -> Arc<str> {
        let number = self.organisations.iter().filter(|one| one.kind == "unit").count() + 1;
        let name = names::numbered(above.name, number, "处");
        let life = Life { from: day, to: None };
        let half = Organisation::new(making.id('Z'), name, "unit", life).under(above.unit, &[]);
        if let Some(closed) = self.organisations.iter_mut().find(|one| one.id == *unit) {
            closed.life.to = Some(day);
            closed.successors.push(half.id.clone());
        }
        let id = half.id.clone();
        self.organisations.push(half);
        id
    }

    fn add(
        &mut self,
        making: &mut Making<'_>,
        (above, position): (&Above<'_>, usize),
        asked: Asked,
        chance: &mut Chance,
    ) {
        let Asked { part, life, units } = asked;
        let is_below_general = (2..4).contains(&position);
        let parent = above.general.filter(|_| is_below_general).unwrap_or(above.committee);
        let what = if part == Part::Joint { "联合党支部" } else { "党支部" };
        let name = names::numbered(above.name, position + 1, what);
        let mut branch = Organisation::new(making.id('Z'), name, "branch", life).under(parent, &[]);
        branch.serves.clone_from(&units);
        branch.terms = terms(making, (life, 3), chance);
        let heir = (part == Part::Merged).then(|| position.saturating_sub(5));
        let heir_id = heir.and_then(|heir| self.branches.get(heir)).map(|heir| heir.id.clone());
        branch.successors = heir_id.into_iter().collect();
        let mut groups = Vec::new();
        for number in 1..=2 {
            if position.is_multiple_of(12) {
                let name = names::numbered(&branch.name, number, "党小组");
                groups.push(Organisation::new(making.id('Z'), name, "group", life).under(&branch.id, &[]));
            }
        }
        self.branches.push(Branch {
            id: branch.id.clone(),
            part,
            life,
            units,
            groups: groups.iter().map(|group| group.id.clone()).collect(),
            heir,
            has_committee: false,
            elections: branch.terms.iter().map(|term| term.start).collect(),
        });
        self.organisations.push(branch);
        self.organisations.extend(groups);
    }
}
