//! Organisations through time: the two trees (administrative units; Party organisations, which serve units), as the rows
//! seen at `as_of` tell them. On days after `as_of` everything goes on as it stood then.

use crate::{
    columns::Columns,
    day::{Day, Period},
    days::Days,
    id::OrganisationId,
};
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
    by_id: BTreeMap<OrganisationId, Organisation>,
    /// Units that are a department, by day, for the days that were asked about.
    departments: RefCell<HashMap<Day, Rc<BTreeSet<OrganisationId>>>>,
}

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
            organisation.states.push(State { row: row.index(), from, to, parent, serves, successors });
        }
        for organisation in by_id.values_mut() {
            organisation.states.sort_by_key(|state| state.from);
        }
        Self { by_id, departments: RefCell::default() }
    }

    /// One organisation.
    #[must_use]
    pub fn get(&self, id: &OrganisationId) -> Option<&Organisation> {
        self.by_id.get(id)
    }

    /// The kind of an organisation; empty if there is none.
    #[must_use]
    pub fn kind(&self, id: &OrganisationId) -> &str {
        self.get(id).map_or("", |one| one.kind.as_str())
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&OrganisationId, &Organisation)> {
        self.by_id.iter()
    }

    /// The organisation above on a day, in the same tree.
    #[must_use]
    pub fn parent(&self, id: &OrganisationId, day: Day) -> Option<&OrganisationId> {
        let state = self.get(id)?.on(day)?;
        state.parent.as_ref().filter(|parent| self.by_id.contains_key(*parent))
    }

    /// All organisations above on a day, nearest first. A circle in the register ends where it closes.
    #[must_use]
    pub fn above(&self, id: &OrganisationId, day: Day) -> Vec<&OrganisationId> {
        let mut above: Vec<&OrganisationId> = Vec::new();
        let mut next = self.parent(id, day);
        while let Some(parent) = next.filter(|parent| *parent != id && !above.contains(parent)) {
            above.push(parent);
            next = self.parent(parent, day);
        }
        above
    }

    /// Units served on a day: its own, or else those of the nearest organisation above that names some.
    #[must_use]
    pub fn served(&self, id: &OrganisationId, day: Day) -> &[OrganisationId] {
        let own = std::iter::once(id).chain(self.above(id, day));
        let states = own.filter_map(|id| self.get(id)?.on(day));
        states.map(|state| state.serves.as_slice()).find(|serves| !serves.is_empty()).unwrap_or(&[])
    }

    /// Seat on a day: of a unit itself, of a Party organisation the first unit it serves.
    #[must_use]
    pub fn seat<'a>(&'a self, id: &'a OrganisationId, day: Day) -> Option<&'a OrganisationId> {
        match self.get(id)? {
            organisation if organisation.is_unit() => Some(id),
            _ => self.served(id, day).first().filter(|unit| self.by_id.contains_key(*unit)),
        }
    }

    /// All organisations whose statements about everything below them speak for this one on a day: those above it and,
    /// for a Party organisation, its seat and the units above the seat.
    #[must_use]
    pub fn speaking_for(&self, id: &OrganisationId, day: Day) -> BTreeSet<&OrganisationId> {
        let mut speaking: BTreeSet<&OrganisationId> = self.above(id, day).into_iter().collect();
        if let Some(seat) = self.get(id).filter(|one| !one.is_unit()).and_then(|_| self.served(id, day).first()) {
            speaking.extend(self.by_id.get_key_value(seat).map(|(seat, _)| seat));
            speaking.extend(self.above(seat, day));
        }
        speaking
    }

    /// Whether a unit in force is the seat of an organ committee in force: then it is a department.
    #[must_use]
    pub fn is_department(&self, id: &OrganisationId, day: Day) -> bool {
        if let Some(known) = self.departments.borrow().get(&day) {
            return known.contains(id);
        }
        let departments = Rc::new(self.departments_on(day));
        let is_one = departments.contains(id);
        self.departments.borrow_mut().insert(day, departments);
        is_one
    }

    fn departments_on(&self, day: Day) -> BTreeSet<OrganisationId> {
        let committees = self.by_id.iter().filter(|(_, one)| one.kind == "organ-committee" && one.on(day).is_some());
        let seats = committees.filter_map(|(committee, _)| self.seat(committee, day));
        seats.filter(|seat| self.get(seat).is_some_and(|one| one.is_unit() && one.on(day).is_some())).cloned().collect()
    }

    /// The lowest department at or above a unit on a day.
    #[must_use]
    pub fn department_of<'a>(&'a self, id: &'a OrganisationId, day: Day) -> Option<&'a OrganisationId> {
        std::iter::once(id).chain(self.above(id, day)).find(|unit| self.is_department(unit, day))
    }

    /// The reach of a department on a day: the units at or below it that are not at or below a lower department, and the
    /// Party organisations whose seat is one of them.
    #[must_use]
    pub fn reach<'a>(&'a self, department: &'a OrganisationId, day: Day) -> BTreeSet<&'a OrganisationId> {
        self.by_id.keys().filter(|id| self.is_reached(id, department, day)).collect()
    }

    /// The organisations whose statements of coverage are those of a department: itself, and the leading groups and organ
    /// committees whose seat it is.
    #[must_use]
    pub fn voices<'a>(&'a self, department: &'a OrganisationId, day: Day) -> Vec<&'a OrganisationId> {
        let is_voice = |one: &Organisation| matches!(one.kind.as_str(), "leading-group" | "organ-committee");
        let seated = self.by_id.iter().filter(|(id, one)| is_voice(one) && self.seat(id, day) == Some(department));
        std::iter::once(department).chain(seated.map(|(id, _)| id)).collect()
    }

    /// Whether an organisation is in the reach of a department on a day, also on one on which that unit was not yet a
    /// department: its seat is the unit or below it, and no lower department stands between.
    #[must_use]
    pub fn is_reached(&self, id: &OrganisationId, department: &OrganisationId, day: Day) -> bool {
        let Some(seat) = self.seat(id, day).filter(|_| self.get(id).is_some_and(|one| one.on(day).is_some())) else {
            return false;
        };
        let mut way = std::iter::once(seat).chain(self.above(seat, day));
        let mut is_lower = false;
        let found = way.find(|unit| {
            is_lower |= *unit != department && self.is_department(unit, day);
            *unit == department || is_lower
        });
        found == Some(department) && !is_lower
    }

    /// Whether an organisation is at or below another on a day.
    #[must_use]
    pub fn is_within(&self, id: &OrganisationId, other: &OrganisationId, day: Day) -> bool {
        id == other || self.above(id, day).contains(&other)
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
