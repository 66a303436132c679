//! Organisations as they are before anybody belongs to them: units, committees, groups, with their lives and terms.

use super::{
    Making,
    chance::Chance,
    names,
    rows::{day, id, optional, text},
    years::Years,
};
use changxiao_core::{columns::Cell, day::Day};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    sync::Arc,
};

/// One organisation over all its life.
#[derive(Clone, Debug)]
pub(super) struct Organisation {
    pub(super) id: Arc<str>,
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) parent: Option<Arc<str>>,
    pub(super) serves: Vec<Arc<str>>,
    pub(super) life: Life,
    pub(super) successors: Vec<Arc<str>>,
    pub(super) has_committee: Option<bool>,
    pub(super) terms: Vec<Term>,
    /// From which day on there were how many in a unit.
    pub(super) staff: BTreeMap<Day, usize>,
}

/// First day, and first day after the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Life {
    pub(super) from: Day,
    pub(super) to: Option<Day>,
}

/// A term of an elected leadership.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) start: Day,
    pub(super) years: i32,
    pub(super) extended: Option<Day>,
}

/// The two organisations above all departments.
pub(super) struct Top {
    pub(super) unit: Arc<str>,
    pub(super) committee: Arc<str>,
}

impl Life {
    /// Whether a day lies in it.
    pub(super) fn has(self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

impl Organisation {
    /// An organisation that is not elected and serves what its parent serves.
    pub(super) fn new(id: Arc<str>, name: String, kind: &'static str, life: Life) -> Self {
        Self {
            id,
            name,
            kind,
            parent: None,
            serves: Vec::new(),
            life,
            successors: Vec::new(),
            has_committee: None,
            terms: Vec::new(),
            staff: BTreeMap::new(),
        }
    }

    /// The same under another, serving units.
    pub(super) fn under(mut self, parent: &Arc<str>, serves: &[&Arc<str>]) -> Self {
        self.parent = Some(parent.clone());
        self.serves = serves.iter().map(|unit| (*unit).clone()).collect();
        self
    }

    /// Writes a row for each state: a new term or another number of staff begins a new one.
    pub(super) fn write(&self, making: &mut Making<'_>) -> io::Result<()> {
        let changes = self.terms.iter().map(|term| term.start).chain(self.staff.keys().copied());
        let changes: BTreeSet<Day> = changes.filter(|day| *day > self.life.from && self.life.has(*day)).collect();
        let starts: Vec<Day> = std::iter::once(self.life.from).chain(changes).collect();
        for (position, from) in starts.iter().enumerate() {
            let to = starts.get(position + 1).copied().or(self.life.to);
            self.write_state(making, (*from, to), position + 1 == starts.len())?;
        }
        Ok(())
    }

    fn write_state(&self, making: &mut Making<'_>, (from, to): (Day, Option<Day>), is_last: bool) -> io::Result<()> {
        let term = self.terms.iter().rfind(|term| term.start <= from);
        let staff = self.staff.range(..=from).next_back().map(|(_, staff)| *staff);
        let list = |ids: &[Arc<str>]| if ids.is_empty() { Cell::Blank } else { Cell::List(ids.to_vec()) };
        let fields = [
            ("org", id(&self.id)),
            ("name", text(&self.name)),
            ("valid_from", Cell::Day(from)),
            ("valid_to", day(to)),
            ("kind", text(self.kind)),
            ("parent", optional(self.parent.as_ref())),
            ("serves", list(&self.serves)),
            ("successors", if is_last { list(&self.successors) } else { Cell::Blank }),
            ("has_committee", self.has_committee.map_or(Cell::Blank, Cell::Boolean)),
            ("term_start", day(term.map(|term| term.start))),
            ("term_years", term.map_or(Cell::Blank, |term| Cell::Number(i64::from(term.years) * 100))),
            ("extended_until", day(term.and_then(|term| term.extended))),
            ("staff", staff.map_or(Cell::Blank, super::rows::whole)),
        ];
        making.rows.put("org", &fields)
    }
}

/// The administration and its work committee.
pub(super) fn top(making: &mut Making<'_>) -> io::Result<Top> {
    let from = making.years().from().plus_months(-12 * 20);
    let life = Life { from, to: None };
    let unit = Organisation::new(making.id('Z'), names::TOP.to_owned(), "unit", life);
    let name = format!("{}直属机关工作委员会", names::TOP);
    let mut committee = Organisation::new(making.id('Z'), name, "work-committee", life);
    committee.serves = vec![unit.id.clone()];
    let mut chance = making.chance("top", 0);
    committee.terms = terms(making.years(), (life, 5), &mut chance);
    unit.write(making)?;
    committee.write(making)?;
    let top = Top { unit: unit.id, committee: committee.id };
    super::sheets::write_top(making, &top)?;
    Ok(top)
}

/// The terms of an organisation, so that the last one stands in one of these ways at the end of the years: under way,
/// elected anew in time, over since long, over on the last day, over on the day after, put off.
pub(super) fn terms(years: Years, (life, length): (Life, i32), chance: &mut Chance) -> Vec<Term> {
    let (end, months) = (years.to(), 12 * length);
    let term = |start: Day, extended| Term { start, years: length, extended };
    let earliest = life.from.max(end.plus_months(-months - 11));
    let usual = end.plus_months(-chance.between(2, months - 1));
    let overdue = end.plus_months(-months - chance.between(1, 10));
    let (start, extended) = chance.weighted(
        (usual, None),
        &[
            (5, (overdue, None)),
            (3, (end.plus_days(-1).plus_months(-months), None)),
            (3, (end.plus_months(-months), None)),
            (3, (overdue, Some(end.plus_days(chance_of_days(overdue))))),
            (2, (overdue, Some(end.plus_days(-20)))),
        ],
    );
    let start = start.max(earliest);
    let over = start.plus_months(months);
    let extended = extended.filter(|until| over < *until).map(|until| until.min(over.plus_months(12)));
    let before = start.plus_months(-months);
    let earlier = (life.from <= before).then(|| term(before, None));
    earlier.into_iter().chain([term(start, extended)]).collect()
}

/// A number of days that follows from a day, so that extensions differ without another draw.
fn chance_of_days(day: Day) -> i32 {
    i32::from(day.month()) * 7
}
