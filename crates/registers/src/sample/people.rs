//! The members of a department: who belonged where, in what state, from when to when. Persons are numbers.

use super::{
    Making,
    branches::{Branch, Part},
    chance::Chance,
    department::Department,
};
use changxiao_core::day::{Calendar, Day};
use std::{collections::BTreeSet, sync::Arc};

/// A person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: Arc<str>,
    /// First day of the month of birth.
    pub(super) birth: Day,
    pub(super) admitted: Day,
    /// Nothing happens to such a person; they hold the posts.
    pub(super) is_steady: bool,
    /// How often they come, in percent.
    pub(super) diligence: u64,
    /// Set for those who were admitted so late that their file lies within the years.
    pub(super) probation: Option<Probation>,
    pub(super) stays: Vec<Stay>,
}

/// How a probation went on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Probation {
    pub(super) confirmed: Option<Day>,
    pub(super) extended_until: Option<Day>,
}

/// A row of the register of members.
#[derive(Clone, Debug)]
pub(super) struct Stay {
    /// Position of the branch; without one, the organ committee keeps the person on its roll.
    pub(super) branch: Option<usize>,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    pub(super) unit: Option<Arc<str>>,
    pub(super) is_full: bool,
    pub(super) rank: &'static str,
    pub(super) relieved: Option<(Day, Option<Day>)>,
    pub(super) floating: Option<(Day, Option<Day>)>,
    pub(super) transfer_since: Option<Day>,
}

impl Stay {
    /// Whether the person is elsewhere while the membership stays.
    pub(super) fn is_away(&self, day: Day) -> bool {
        self.floating.is_some_and(|(from, to)| from <= day && to.is_none_or(|to| day < to))
    }

    /// Whether it holds on a day.
    pub(super) fn has(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

impl Person {
    /// The stay of a day.
    pub(super) fn stay(&self, day: Day) -> Option<&Stay> {
        self.stays.iter().find(|stay| stay.has(day))
    }

    /// Ends the stay of a day there and begins another that differs; later stays differ as well.
    pub(super) fn change(&mut self, day: Day, differ: impl Fn(&mut Stay)) {
        let Some(position) = self.stays.iter().position(|stay| stay.from < day && stay.has(day)) else { return };
        let Some(before) = self.stays.get_mut(position) else { return };
        let after = Stay { from: day, ..before.clone() };
        before.to = Some(day);
        self.stays.insert(position + 1, after);
        self.stays.iter_mut().skip(position + 1).for_each(differ);
    }

    /// Ends membership here on a day.
    pub(super) fn leave(&mut self, day: Day) {
        if self.stays.first().is_none_or(|first| first.from >= day) {
            return;
        }
        self.stays.retain(|stay| stay.from < day);
        if let Some(last) = self.stays.last_mut() {
            last.to = Some(day);
        }
    }
}

/// For each branch the positions of those who ever belonged to it.
pub(super) fn rolls(people: &[Person], branches: usize) -> Vec<Vec<usize>> {
    let mut rolls = vec![Vec::new(); branches];
    for (position, person) in people.iter().enumerate() {
        let places: BTreeSet<usize> = person.stays.iter().filter_map(|stay| stay.branch).collect();
        for place in places {
            rolls.get_mut(place).into_iter().for_each(|roll| roll.push(position));
        }
    }
    rolls
}

/// All members of a department.
pub(super) fn people(making: &mut Making<'_>, department: &Department, count: usize) -> Vec<Person> {
    let mut chance = making.chance("people", department.index);
    // Three make a unit that must have a branch; two do not.
    let enough = [4, 3, 3, 2].get(department.index % 4).copied().unwrap_or(0);
    let in_branches = department.branches.iter().filter(|branch| branch.part != Part::Half).count();
    let spare = count.saturating_sub(super::MEMBERS_OF_A_BRANCH * in_branches);
    let unattached = (count / 20).min(enough).min(spare);
    let mut people = Vec::new();
    for (branch, size) in sizes(department, count - unattached, &mut chance).into_iter().enumerate() {
        for number in 0..size {
            people.push(person(making, department, (branch, number), &mut chance));
        }
    }
    for number in 0..unattached {
        people.push(unattached_person(making, department, number, &mut chance));
    }
    people
}

/// How many persons each branch begins with; those that carry on after a split take over theirs.
fn sizes(department: &Department, count: usize, chance: &mut Chance) -> Vec<usize> {
    let weights: Vec<usize> = department
        .branches
        .iter()
        .map(|branch| match branch.part {
            Part::Half => 0,
            Part::Small => 3,
            Part::Split => 16,
            Part::Merged | Part::Opened => 8,
            _ => usize::try_from(chance.between(9, 15)).unwrap_or(9),
        })
        .collect();
    let least = super::MEMBERS_OF_A_BRANCH;
    let mut left_weight: usize = weights.iter().sum();
    let mut left = count - least * weights.iter().filter(|weight| **weight > 0).count().min(count / least);
    let mut size = |weight: usize| {
        if weight == 0 {
            return 0;
        }
        // Not more than six, so that the last persons of a department do not fill a small branch.
        let share = left * weight / left_weight.max(1);
        let share = if weight == 3 { share.min(3) } else { share };
        left -= share;
        left_weight -= weight;
        share + least
    };
    let mut sizes: Vec<usize> = weights.into_iter().map(&mut size).collect();
    sizes.first_mut().into_iter().for_each(|first| *first += left);
    sizes
}

fn person(
    making: &mut Making<'_>,
    department: &Department,
    (position, number): (usize, usize),
    chance: &mut Chance,
) -> Person {
    let years = making.years();
    let id = making.id('P');
    let part = department.branches.get(position).map_or(Part::Standing, |branch| branch.part);
    let is_steady = number < 8;
    let is_retired = part == Part::Retired && !is_steady;
    let usual = chance.between(24, 59);
    let age = match (is_steady, is_retired) {
        (true, _) => chance.between(34, 52),
        (_, true) => chance.between(62, 84),
        _ => chance.weighted(usual, &[(3, 40), (3, 41), (8, 28)]),
    };
    let birth = Calendar::Month.around(years.to().plus_months(-12 * age - chance.between(0, 11))).from();
    let begun = birth.plus_months(12 * chance.between(22, 27)).plus_days(chance.between(0, 27));
    let mut person = Person {
        id,
        birth,
        admitted: begun.plus_months(-chance.between(0, 24)),
        is_steady,
        diligence: chance.weighted(94, &[(40, 100), (15, 85), (5, 65)]),
        probation: None,
        stays: Vec::new(),
    };
    person.stays = stays(department, (position, number), (begun, is_retired), chance);
    if !is_steady {
        happenings(making, department, (position, is_retired), &mut person, chance);
    }
    person
}

/// The stays that follow from the lives of branches alone.
fn stays(
    department: &Department,
    (position, number): (usize, usize),
    (begun, is_retired): (Day, bool),
    chance: &mut Chance,
) -> Vec<Stay> {
    let Some(branch) = department.branches.get(position) else { return Vec::new() };
    let is_leader = number < 4 && position < 2;
    let unit = |branch: &Branch, pick: usize| {
        let lowest = branch.units.get(pick % branch.units.len().max(1)).cloned();
        if is_leader { Some(department.unit.clone()) } else { lowest.filter(|_| !is_retired) }
    };
    let rank = match (is_leader, number < 8) {
        (true, _) => "bureau",
        (_, true) => chance.weighted("division", &[(20, "section")]),
        _ => chance.weighted("section", &[(22, "division"), (8, "none")]),
    };
    let stay = |place: usize, (from, to): (Day, Option<Day>), pick: usize| Stay {
        branch: Some(place),
        from,
        to,
        unit: department.branches.get(place).and_then(|branch| unit(branch, pick)),
        is_full: true,
        rank,
        relieved: None,
        floating: None,
        transfer_since: None,
    };
    let source = department.branches.get(position.saturating_sub(6)).filter(|_| branch.part == Part::Opened);
    let mut stays = Vec::new();
    if let Some(source) = source.filter(|source| begun < branch.life.from && source.life.from < branch.life.from) {
        stays.push(stay(position - 6, (begun.max(source.life.from), Some(branch.life.from)), 0));
    }
    stays.push(stay(position, (begun.max(branch.life.from), branch.life.to), number));
    if let (Some(heir), Some(day)) = (branch.heir, branch.life.to) {
        let half = if branch.part == Part::Split { number % 2 } else { 0 };
        stays.push(stay(heir + half, (begun.max(day), None), 0));
    }
    stays.retain(|stay| stay.to.is_none_or(|to| stay.from < to));
    stays
}

/// What happens to persons within the years.
fn happenings(
    making: &mut Making<'_>,
    department: &Department,
    (position, is_retired): (usize, bool),
    person: &mut Person,
    chance: &mut Chance,
) {
    let years = making.years();
    let day = years.change(chance);
    let last = years.to().plus_days(-1);
    if is_retired {
        frailty(person, day, chance);
        return;
    }
    let retires = person.birth.plus_months(12 * 60);
    if years.period().contains(retires) {
        person.change(retires, |stay| stay.unit = None);
    }
    let age = person.birth.months_until(last) / 12;
    if age < 31 && chance.percent(60) {
        begin_on_probation(making, department, position, person, chance);
        return;
    }
    match chance.below(100) {
        0..=3 => move_on(department, (position, day), person, chance),
        4..=7 => {
            let rank = chance.weighted("division", &[(50, "section")]);
            person.change(day, |stay| stay.rank = rank);
        }
        8..=9 => person.leave(day),
        10..=11 => frailty(person, day, chance),
        12..=14 => {
            let back = chance.percent(40).then(|| day.plus_months(chance.between(3, 9)));
            person.change(day, |stay| stay.floating = Some((day, back)));
        }
        15 => {
            let since = last.plus_days(chance.weighted(-29, &[(50, -30)]));
            person.change(since, |stay| stay.transfer_since = Some(since));
        }
        16..=18 => {
            let open = department.branches.get(position).filter(|branch| branch.life.to.is_none());
            let units = open.map(|branch| branch.units.clone()).unwrap_or_default();
            if let Some(unit) = chance.one_of(&units) {
                person.change(day, |stay| {
                    let is_here = stay.branch == Some(position);
                    stay.unit = if is_here { Some(unit.clone()) } else { stay.unit.take() };
                });
            }
        }
        19..=22 => {
            if let Some(first) = person.stays.first_mut().filter(|first| first.from < day && first.has(day)) {
                first.from = day;
            }
        }
        _ => {}
    }
}

/// Nothing is strictly required of a person any more, or for a time.
fn frailty(person: &mut Person, day: Day, chance: &mut Chance) {
    if chance.percent(40) {
        let again = chance.percent(25).then(|| day.plus_months(chance.between(1, 8)));
        person.change(day, |stay| stay.relieved = Some((day, again)));
    }
}

/// To another branch that stands all the time.
fn move_on(department: &Department, (position, day): (usize, Day), person: &mut Person, chance: &mut Chance) {
    let is_open = |(other, branch): &(usize, &Branch)| *other != position && branch.part == Part::Standing;
    let open: Vec<(usize, &Branch)> = department.branches.iter().enumerate().filter(is_open).collect();
    let has_own_life = department.branches.get(position).is_some_and(|branch| branch.life.to.is_none());
    let Some((other, branch)) = chance.one_of(&open).filter(|_| has_own_life) else { return };
    let unit = branch.units.first().cloned();
    person.change(day, |stay| {
        stay.branch = Some(*other);
        stay.unit.clone_from(&unit);
    });
}

/// Admitted by the branch within the years or in the year before; made full after a year, later, too early, or not yet.
fn begin_on_probation(
    making: &mut Making<'_>,
    department: &Department,
    position: usize,
    person: &mut Person,
    chance: &mut Chance,
) {
    let years = making.years();
    let Some(branch) = department.branches.get(position).filter(|branch| branch.life.to.is_none()) else { return };
    // The way to admission takes years: the branch must have been there.
    if branch.life.from > years.from().plus_months(-48) {
        return;
    }
    let admitted = years.from().plus_months(chance.between(-11, years.months() - 2)).plus_days(chance.between(0, 27));
    let over = admitted.plus_months(12);
    let until = admitted.plus_months(chance.between(18, 24));
    let later = over.plus_days(chance.between(1, 25));
    let (usual, exact) = ((later, None), (over, None));
    let (early, extended) = ((over.plus_days(-1), None), (until, Some(until)));
    let turns = [usual, extended, exact, early, usual, exact, usual, usual];
    let (confirmed, extended_until) = making.turn("probations", turns).unwrap_or(usual);
    let confirmed = Some(confirmed).filter(|day| *day < years.to());
    let to = person.stays.last().and_then(|stay| stay.to);
    person.admitted = admitted;
    person.stays.retain(|stay| stay.branch == Some(position));
    person.stays.truncate(1);
    if let Some(stay) = person.stays.first_mut() {
        (stay.from, stay.to, stay.is_full) = (admitted, to, confirmed == Some(admitted));
    }
    if let Some(day) = confirmed {
        person.change(day, |stay| stay.is_full = true);
    }
    person.probation = Some(Probation { confirmed, extended_until });
}

/// Somebody in no branch: newly come and their transfer under way, or simply never put into one.
fn unattached_person(making: &mut Making<'_>, department: &Department, number: usize, chance: &mut Chance) -> Person {
    let last = making.years().to().plus_days(-1);
    let since = department.organisations.iter().find(|one| one.id == department.unserved).map(|one| one.life.from);
    let from = since.unwrap_or(last).max(last.plus_months(-chance.between(14, 30)));
    let birth = Calendar::Month.around(last.plus_months(-12 * chance.between(28, 50))).from();
    let transfer = [None, Some(-29), Some(-30), None].get(number % 4).copied().flatten();
    let stay = Stay {
        branch: None,
        from,
        to: None,
        unit: Some(department.unserved.clone()),
        is_full: true,
        rank: chance.weighted("section", &[(30, "division")]),
        relieved: None,
        floating: None,
        transfer_since: None,
    };
    let admitted = from.plus_months(-chance.between(12, 60));
    let id = making.id('P');
    let mut person =
        Person { id, birth, admitted, is_steady: false, diligence: 90, probation: None, stays: vec![stay] };
    if let Some(days) = transfer {
        let since = last.plus_days(days);
        person.change(since, |stay| stay.transfer_since = Some(since));
    }
    person
}
