//! Organisations as they are before anybody belongs to them: units, committees, groups, with their lives and terms.

use super::{
    Making,
    chance::Chance,
    names,
    rows::{day, id, optional, text},
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
    /// A unit that is served as well, from a day on.
    pub(super) serves_later: Option<(Day, Arc<str>)>,
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
            serves_later: None,
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
        let later = self.serves_later.iter().map(|(day, _)| *day);
        let changes = self.terms.iter().map(|term| term.start).chain(self.staff.keys().copied()).chain(later);
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
        let later = self.serves_later.iter().filter(|(day, _)| *day <= from).map(|(_, unit)| unit.clone());
        let serves: Vec<Arc<str>> = self.serves.iter().cloned().chain(later).collect();
        let list = |ids: &[Arc<str>]| if ids.is_empty() { Cell::Blank } else { Cell::List(ids.to_vec()) };
        let fields = [
            ("org", id(&self.id)),
            ("name", text(&self.name)),
            ("valid_from", Cell::Day(from)),
            ("valid_to", day(to)),
            ("kind", text(self.kind)),
            ("parent", optional(self.parent.as_ref())),
            ("serves", list(&serves)),
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
    committee.terms = terms(making, (life, 5), &mut chance);
    unit.write(making)?;
    committee.write(making)?;
    let top = Top { unit: unit.id, committee: committee.id };
    super::sheets::write_top(making, &top)?;
    Ok(top)
}

/// How a term stands at the end of the years.
#[derive(Clone, Copy)]
enum Standing {
    UnderWay,
    Overdue,
    OverOnLastDay,
    OverOnDayAfter,
    PutOff,
    PutOffInVain,
}

/// The terms of an organisation. They stand in every way a term can stand at the end of the years, in turn.
pub(super) fn terms(making: &mut Making<'_>, (life, length): (Life, i32), chance: &mut Chance) -> Vec<Term> {
    use Standing::{OverOnDayAfter, OverOnLastDay, Overdue, PutOff, PutOffInVain, UnderWay};
    let (end, months) = (making.years().to(), 12 * length);
    let term = |start: Day, extended| Term { start, years: length, extended };
    let turns = [
        UnderWay,
        UnderWay,
        Overdue,
        UnderWay,
        OverOnDayAfter,
        UnderWay,
        PutOff,
        UnderWay,
        UnderWay,
        OverOnLastDay,
        UnderWay,
        PutOffInVain,
        UnderWay,
        UnderWay,
    ];
    let late = chance.between(1, 10);
    let overdue = end.plus_months(-months - late);
    let (start, extended) = match making.turn("terms", turns).unwrap_or(UnderWay) {
        UnderWay => (end.plus_months(-chance.between(2, months - 1)), None),
        Overdue => (overdue, None),
        OverOnLastDay => (end.plus_days(-1).plus_months(-months), None),
        OverOnDayAfter => (end.plus_months(-months), None),
        PutOff => (overdue, Some(end.plus_days(15 * (11 - late)))),
        PutOffInVain => (overdue, Some(end.plus_days(-20))),
    };
    let start = start.max(life.from);
    let over = start.plus_months(months);
    let extended = extended.filter(|until| over < *until).map(|until| until.min(over.plus_months(12)));
    let before = start.plus_months(-months);
    let earlier = (life.from <= before).then(|| term(before, None));
    earlier.into_iter().chain([term(start, extended)]).collect()
}
