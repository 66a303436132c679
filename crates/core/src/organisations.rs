//! Organisations through time: the two trees (administrative units; Party organisations, which serve units), as the rows
//! seen at `as_of` tell them. On days after `as_of` everything goes on as it stood then.

mod near;

use crate::{
    columns::Columns,
    day::{Day, Period},
    days::Days,
    id::OrganisationId,
};
use near::Near;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

/// Kind of organisation that stands in the tree of units; all others are Party organisations.
pub const UNIT: &str = "unit";

/// All organisations, by id.
#[derive(Clone, Debug, Default)]
pub struct Organisations {
    /// In order of their ids; elsewhere an organisation is known by its place here.
    all: Vec<(OrganisationId, Organisation)>,
    places: HashMap<OrganisationId, usize>,
    near: Near,
    /// Of each place: whether it is a department, by day, for the days that were asked about.
    departments: RefCell<HashMap<Day, Rc<[bool]>>>,
    /// The reach of departments, by place and day, for those that were asked about.
    reaches: RefCell<HashMap<(usize, Day), Places>>,
}

type Places = Rc<[usize]>;

/// One organisation over its whole life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Kind: a code of `org.kind`; it never changes.
    pub kind: String,
    /// Name, if the register gives one: the latest.
    pub name: Option<String>,
    /// States in order of days; each ends where the next begins.
    pub states: Vec<State>,
}

/// State of an organisation between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Row of the `org` register.
    pub row: usize,
    /// First day in.
    pub from: Day,
    /// First day out; `None`: no end.
    pub to: Option<Day>,
    /// The organisation above in the same tree.
    pub parent: Option<OrganisationId>,
    /// Its place, if it is in the register.
    above: Option<usize>,
    /// Units served; empty: those of the parent.
    pub serves: Vec<OrganisationId>,
    /// Who takes over after the last state.
    pub successors: Vec<OrganisationId>,
}

impl State {
    /// Whether it is the state on a day.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// The days of a period on which it is the state.
    #[must_use]
    pub fn within(&self, period: Period) -> Option<Period> {
        Period::new(self.from.max(period.from()), self.to.map_or(period.to(), |to| to.min(period.to())))
    }
}

impl Organisation {
    /// First day in force.
    #[must_use]
    pub fn opened(&self) -> Option<Day> {
        self.states.first().map(|state| state.from)
    }

    /// First day no longer in force; `None`: still open.
    #[must_use]
    pub fn closed(&self) -> Option<Day> {
        self.states.last().and_then(|state| state.to)
    }

    /// State on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&State> {
        self.states.iter().find(|state| state.contains(day))
    }

    /// The days of a period on which it is in force.
    #[must_use]
    pub fn days_in_force(&self, period: Period) -> Days {
        self.states.iter().filter_map(|state| state.within(period)).collect()
    }

    /// Whether it is in force during all of a period.
    #[must_use]
    pub fn is_in_force_during(&self, period: Period) -> bool {
        self.opened().is_some_and(|opened| opened <= period.from())
            && self.closed().is_none_or(|closed| closed >= period.to())
    }

    /// Whether it is a unit; all others are Party organisations.
    #[must_use]
    pub fn is_unit(&self) -> bool {
        self.kind == UNIT
    }
}

impl Organisations {
    /// Reads the organisations from their register, as seen on a day.
    #[must_use]
    pub fn new(table: Option<&Columns>, as_of: Day) -> Self {
        let mut by_id: BTreeMap<OrganisationId, Organisation> = BTreeMap::new();
        for row in table.into_iter().flat_map(Columns::rows) {
            let (Some(id), Some(kind), Some(from)) = (row.text("org"), row.text("kind"), row.day("valid_from")) else {
                continue;
            };
            if from > as_of {
                continue;
            }
            let ids = |field| row.list(field).iter().map(|id| id.as_ref().into()).collect();
            let to = row.day("valid_to").filter(|to| *to <= as_of);
            let (parent, serves, successors) = (row.text("parent").map(Into::into), ids("serves"), ids("successors"));
            let fresh = || Organisation { kind: kind.to_owned(), name: None, states: Vec::new() };
            let organisation = by_id.entry(id.into()).or_insert_with(fresh);
            organisation.name = row.text("name").map(str::to_owned).or(organisation.name.take());
            organisation.states.push(State { row: row.index(), from, to, parent, above: None, serves, successors });
        }
        let places: HashMap<OrganisationId, usize> =
            by_id.keys().enumerate().map(|(place, id)| (id.clone(), place)).collect();
        let mut all: Vec<(OrganisationId, Organisation)> = by_id.into_iter().collect();
        for (_, organisation) in &mut all {
            organisation.states.sort_by_key(|state| state.from);
            for state in &mut organisation.states {
                state.above = state.parent.as_ref().and_then(|parent| places.get(parent).copied());
            }
        }
        let near = Near::new(&all, &places);
        Self { all, places, near, departments: RefCell::default(), reaches: RefCell::default() }
    }

    /// One organisation.
    #[must_use]
    pub fn get(&self, id: &OrganisationId) -> Option<&Organisation> {
        self.at(*self.places.get(id)?).map(|(_, one)| one)
    }

    fn at(&self, place: usize) -> Option<(&OrganisationId, &Organisation)> {
        self.all.get(place).map(|(id, one)| (id, one))
    }

    /// The kind of an organisation; empty if there is none.
    #[must_use]
    pub fn kind(&self, id: &OrganisationId) -> &str {
        self.get(id).map_or("", |one| one.kind.as_str())
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&OrganisationId, &Organisation)> {
        self.all.iter().map(|(id, one)| (id, one))
    }

    /// The organisation above on a day, in the same tree.
    #[must_use]
    pub fn parent(&self, id: &OrganisationId, day: Day) -> Option<&OrganisationId> {
        let above = self.get(id)?.on(day)?.above?;
        self.at(above).map(|(parent, _)| parent)
    }

    /// A place and all above it on a day, nearest first. In a circle of the register places come again, so many times as
    /// there are organisations at most: whoever looks for one finds it or ends.
    fn way(&self, place: usize, day: Day) -> impl Iterator<Item = usize> {
        let above = move |place: &usize| self.at(*place)?.1.on(day)?.above;
        std::iter::successors(Some(place), above).take(self.all.len())
    }

    /// All organisations above on a day, nearest first. A circle in the register ends where it closes.
    #[must_use]
    pub fn above(&self, id: &OrganisationId, day: Day) -> Vec<&OrganisationId> {
        let Some(place) = self.places.get(id) else { return Vec::new() };
        let mut above: Vec<usize> = Vec::new();
        for next in self.way(*place, day).skip(1) {
            if next == *place || above.contains(&next) {
                break;
            }
            above.push(next);
        }
        above.into_iter().filter_map(|place| self.at(place)).map(|(id, _)| id).collect()
    }

    /// Units served on a day: its own, or else those of the nearest organisation above that names some.
    #[must_use]
    pub fn served(&self, id: &OrganisationId, day: Day) -> &[OrganisationId] {
        self.places.get(id).map_or(&[], |place| self.served_at(*place, day))
    }

    fn served_at(&self, place: usize, day: Day) -> &[OrganisationId] {
        let states = self.way(place, day).filter_map(|place| self.at(place)?.1.on(day));
        states.map(|state| state.serves.as_slice()).find(|serves| !serves.is_empty()).unwrap_or(&[])
    }

    /// Seat on a day: of a unit itself, of a Party organisation the first unit it serves.
    #[must_use]
    pub fn seat<'a>(&'a self, id: &'a OrganisationId, day: Day) -> Option<&'a OrganisationId> {
        let seat = self.seat_at(*self.places.get(id)?, day)?;
        self.at(seat).map(|(id, _)| id)
    }

    fn seat_at(&self, place: usize, day: Day) -> Option<usize> {
        match self.at(place)? {
            (_, organisation) if organisation.is_unit() => Some(place),
            _ => self.places.get(self.served_at(place, day).first()?).copied(),
        }
    }

    /// All organisations whose statements about everything below them speak for this one on a day: those above it and,
    /// for a Party organisation, its seat and the units above the seat.
    #[must_use]
    pub fn speaking_for(&self, id: &OrganisationId, day: Day) -> BTreeSet<&OrganisationId> {
        let mut speaking: BTreeSet<&OrganisationId> = self.above(id, day).into_iter().collect();
        if let Some(seat) = self.get(id).filter(|one| !one.is_unit()).and_then(|_| self.served(id, day).first()) {
            speaking.extend(self.places.get_key_value(seat).map(|(seat, _)| seat));
            speaking.extend(self.above(seat, day));
        }
        speaking
    }

    /// Whether a unit in force is the seat of an organ committee in force: then it is a department.
    #[must_use]
    pub fn is_department(&self, id: &OrganisationId, day: Day) -> bool {
        self.places.get(id).is_some_and(|place| self.is_department_at(*place, day))
    }

    fn is_department_at(&self, place: usize, day: Day) -> bool {
        if let Some(known) = self.departments.borrow().get(&day) {
            return known.get(place) == Some(&true);
        }
        let departments = self.departments_on(day);
        let is_one = departments.get(place) == Some(&true);
        self.departments.borrow_mut().insert(day, departments);
        is_one
    }

    fn departments_on(&self, day: Day) -> Rc<[bool]> {
        let mut departments = vec![false; self.all.len()];
        for (committee, (_, one)) in self.all.iter().enumerate() {
            let is_committee = one.kind == "organ-committee" && one.on(day).is_some();
            let seat = is_committee.then(|| self.seat_at(committee, day)).flatten();
            let is_unit = |seat: &usize| self.at(*seat).is_some_and(|(_, one)| one.is_unit() && one.on(day).is_some());
            if let Some(slot) = seat.filter(is_unit).and_then(|seat| departments.get_mut(seat)) {
                *slot = true;
            }
        }
        departments.into()
    }

    /// The lowest department at or above a unit on a day.
    #[must_use]
    pub fn department_of<'a>(&'a self, id: &'a OrganisationId, day: Day) -> Option<&'a OrganisationId> {
        let department = self.way(*self.places.get(id)?, day).find(|place| self.is_department_at(*place, day))?;
        self.at(department).map(|(id, _)| id)
    }

    /// The reach of a department on a day: the units at or below it that are not at or below a lower department, and the
    /// Party organisations whose seat is one of them.
    #[must_use]
    pub fn reach<'a>(&'a self, department: &'a OrganisationId, day: Day) -> Vec<&'a OrganisationId> {
        let Some(department) = self.places.get(department).copied() else { return Vec::new() };
        let known = self.reaches.borrow().get(&(department, day)).cloned();
        let reach = known.unwrap_or_else(|| {
            let may_be = self.near.may_be_seated_within(department).into_iter();
            let reach: Places = may_be.filter(|place| self.is_reached_at(*place, department, day)).collect();
            self.reaches.borrow_mut().insert((department, day), reach.clone());
            reach
        });
        reach.iter().filter_map(|place| self.at(*place)).map(|(id, _)| id).collect()
    }

    /// The organisations whose statements of coverage are those of a department: itself, and the leading groups and organ
    /// committees whose seat it is.
    #[must_use]
    pub fn voices<'a>(&'a self, department: &'a OrganisationId, day: Day) -> Vec<&'a OrganisationId> {
        let Some(place) = self.places.get(department).copied() else { return vec![department] };
        let seated = self.near.may_be_seated_at(place).into_iter().filter_map(|other| {
            let (id, one) = self.at(other)?;
            let is_voice = matches!(one.kind.as_str(), "leading-group" | "organ-committee");
            (is_voice && self.seat_at(other, day) == Some(place)).then_some(id)
        });
        std::iter::once(department).chain(seated).collect()
    }

    /// Whether an organisation is in the reach of a department on a day, also on one on which that unit was not yet a
    /// department: its seat is the unit or below it, and no lower department stands between.
    #[must_use]
    pub fn is_reached(&self, id: &OrganisationId, department: &OrganisationId, day: Day) -> bool {
        let places = self.places.get(id).zip(self.places.get(department));
        places.is_some_and(|(place, department)| self.is_reached_at(*place, *department, day))
    }

    fn is_reached_at(&self, place: usize, department: usize, day: Day) -> bool {
        let is_in_force = self.at(place).is_some_and(|(_, one)| one.on(day).is_some());
        let Some(seat) = self.seat_at(place, day).filter(|_| is_in_force) else { return false };
        let mut way = self.way(seat, day);
        way.find(|unit| *unit == department || self.is_department_at(*unit, day)) == Some(department)
    }

    /// Whether an organisation is at or below another on a day.
    #[must_use]
    pub fn is_within(&self, id: &OrganisationId, other: &OrganisationId, day: Day) -> bool {
        let places = self.places.get(id).zip(self.places.get(other));
        id == other || places.is_some_and(|(place, other)| self.way(*place, day).any(|above| above == *other))
    }

    /// All organisations that on some day are at or below this one, itself too.
    #[must_use]
    pub fn may_be_within(&self, id: &OrganisationId) -> Vec<&OrganisationId> {
        self.ids(id, Near::may_be_within)
    }

    /// All organisations that on some day are above this one.
    #[must_use]
    pub fn may_be_above(&self, id: &OrganisationId) -> Vec<&OrganisationId> {
        self.ids(id, Near::may_be_above)
    }

    /// All organisations whose seat on some day is this unit or one below it.
    #[must_use]
    pub fn may_be_seated_within(&self, id: &OrganisationId) -> Vec<&OrganisationId> {
        self.ids(id, Near::may_be_seated_within)
    }

    /// All units that an organisation on some day serves, by its own naming or by that of one above it.
    #[must_use]
    pub fn may_be_served(&self, id: &OrganisationId) -> Vec<&OrganisationId> {
        self.ids(id, Near::may_be_served)
    }

    fn ids(&self, id: &OrganisationId, places: fn(&Near, usize) -> Vec<usize>) -> Vec<&OrganisationId> {
        let places = self.places.get(id).map_or_else(Vec::new, |place| places(&self.near, *place));
        places.into_iter().filter_map(|place| self.at(place)).map(|(id, _)| id).collect()
    }

    /// Whether an organisation belongs to a scope on a day: it is the scope, stands below it, or is a Party organisation
    /// seated at or below it. One that is closed belongs where it last stood.
    #[must_use]
    pub fn is_inside(&self, id: &OrganisationId, scope: &OrganisationId, day: Day) -> bool {
        let Some(one) = self.get(id) else { return false };
        let day = one.closed().map_or(day, |closed| day.min(closed.plus_days(-1)));
        id == scope || self.speaking_for(id, day).contains(scope)
    }

    /// The days within a period on which those change who speak for an organisation: between two of them the same do.
    #[must_use]
    pub fn speakers_within(&self, id: &OrganisationId, period: Period) -> Vec<(Period, BTreeSet<&OrganisationId>)> {
        let changes = |id: &OrganisationId| {
            let states = self.get(id).into_iter().flat_map(|one| &one.states);
            states
                .flat_map(|state| [Some(state.from), state.to])
                .flatten()
                .filter(|day| period.contains(*day))
                .collect::<Vec<_>>()
        };
        let mut cuts: BTreeSet<Day> = changes(id).into_iter().chain([period.from(), period.to()]).collect();
        loop {
            let days: Vec<Day> = cuts.iter().copied().collect();
            let parts = days.windows(2).filter_map(|pair| Period::new(*pair.first()?, *pair.last()?));
            let speaking: Vec<_> = parts.map(|part| (part, self.speaking_for(id, part.from()))).collect();
            let known = cuts.len();
            cuts.extend(speaking.iter().flat_map(|(_, speakers)| speakers).flat_map(|speaker| changes(speaker)));
            if cuts.len() == known {
                return speaking;
            }
        }
    }
}

#[cfg(test)]
mod tests;
