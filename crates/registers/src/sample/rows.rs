//! Hands rows to the sink, cell by cell in the order of the contract. Here a row may lose a cell that need not be filled,
//! or be followed by a second version of itself, if there is to be a mess.

use super::{Settings, Sink, chance::Chance};
use changxiao_core::{
    columns::Cell,
    contract::{Blank, Contract, Kind},
    day::Day,
};
use std::{collections::BTreeMap, io, sync::Arc};

/// Fields that offices leave blank at times, though nobody knows then what they would say. Those that other fields need
/// (`term_years`, `admitted_on`) are always filled.
const NEVER_BLANK: &[&str] = &["term_years", "admitted_on", "kind"];

/// What differs between two versions of a record, by kind. Keys and the ends of states stay as they are.
const VERSIONS: &[(&str, &str)] = &[
    ("member", "rank"),
    ("post", "full_time"),
    ("meeting", "held_on"),
    ("session", "hours"),
    ("attendance", "status"),
    ("training", "hours"),
    ("appraisal", "complete"),
    ("admission_step", "hours"),
    ("opinion", "answered_on"),
    ("task", "accepted_on"),
    ("doc_register", "issued_on"),
    ("plan", "approved_on"),
];

/// Where rows go.
pub(super) struct Rows<'a> {
    contract: &'a Contract,
    sink: &'a mut dyn Sink,
    counts: BTreeMap<&'static str, u64>,
    mess: u64,
    chance: Chance,
}

impl<'a> Rows<'a> {
    pub(super) fn new(contract: &'a Contract, sink: &'a mut dyn Sink, settings: &Settings) -> Self {
        let chance = Chance::new(settings.seed, "rows", 0);
        Self { contract, sink, counts: BTreeMap::new(), mess: u64::from(settings.mess), chance }
    }

    /// Number of rows of each kind so far.
    pub(super) fn counts(&self) -> BTreeMap<String, u64> {
        self.counts.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect()
    }

    /// Writes a row; fields that are not named stay blank.
    pub(super) fn put(&mut self, name: &'static str, fields: &[(&str, Cell)]) -> io::Result<()> {
        let (kind, mut cells) = self.filled(name, fields)?;
        if self.mess > 0 {
            self.blank(kind, &mut cells);
        }
        self.hand_on((name, kind), &cells)?;
        if self.happens(12)
            && let Some(version) = self.version(kind, &cells)
        {
            self.hand_on((name, kind), &version)?;
        }
        Ok(())
    }

    /// Writes a row as it is, whatever the mess: another row must agree with it.
    pub(super) fn put_once(&mut self, name: &'static str, fields: &[(&str, Cell)]) -> io::Result<()> {
        let (kind, cells) = self.filled(name, fields)?;
        self.hand_on((name, kind), &cells)
    }

    fn filled(&self, name: &str, fields: &[(&str, Cell)]) -> io::Result<(&'a Kind, Vec<Cell>)> {
        let unknown = |what: &str| io::Error::other(format!("the contract has no `{what}`"));
        let kind = self.contract.kind(name).ok_or_else(|| unknown(name))?;
        let mut cells = vec![Cell::Blank; kind.fields.len()];
        for (field, cell) in fields {
            let slot = kind.position(field).and_then(|position| cells.get_mut(position));
            *slot.ok_or_else(|| unknown(&format!("{name}.{field}")))? = cell.clone();
        }
        Ok((kind, cells))
    }

    fn hand_on(&mut self, (name, kind): (&'static str, &Kind), cells: &[Cell]) -> io::Result<()> {
        *self.counts.entry(name).or_default() += 1;
        self.sink.row(kind, cells)
    }

    fn happens(&mut self, permille: u64) -> bool {
        self.mess > 0 && self.chance.below(100_000) < permille * self.mess
    }

    fn blank(&mut self, kind: &Kind, cells: &mut [Cell]) {
        for (field, cell) in kind.fields.iter().zip(cells) {
            let may_be_blank = field.blank == Some(Blank::NotKnown) && !NEVER_BLANK.contains(&field.id.as_str());
            if may_be_blank && *cell != Cell::Blank && self.happens(40) {
                *cell = Cell::Blank;
            }
        }
    }

    /// The same record as somebody else wrote it down.
    fn version(&mut self, kind: &Kind, cells: &[Cell]) -> Option<Vec<Cell>> {
        let (_, field) = VERSIONS.iter().find(|(name, _)| *name == kind.kind)?;
        let position = kind.position(field)?;
        // Who came has nothing to make up: the two cells would not agree.
        let made_up = kind.position("made_up_on").and_then(|position| cells.get(position));
        if made_up.is_some_and(|cell| *cell != Cell::Blank) {
            return None;
        }
        let mut version = cells.to_vec();
        let cell = version.get_mut(position)?;
        let codes: Vec<&str> = kind.fields.get(position)?.codes.iter().map(|code| code.code.as_str()).collect();
        *cell = match &*cell {
            // Held earlier, so that it was still entered afterwards; done later, so that it was still begun before.
            Cell::Day(day) if field == &"held_on" => Cell::Day(day.plus_days(-self.chance.between(1, 9))),
            Cell::Day(day) => Cell::Day(day.plus_days(self.chance.between(1, 9))),
            Cell::Number(number) => Cell::Number(number + 100),
            Cell::Boolean(answer) => Cell::Boolean(!answer),
            Cell::Text(text) => {
                let others: Vec<&str> = codes.into_iter().filter(|code| **code != **text).collect();
                Cell::Text((*self.chance.one_of(&others)?).into())
            }
            Cell::Blank | Cell::List(_) => return None,
        };
        Some(version)
    }
}

/// A code or a text.
pub(super) fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

/// An id that is at hand.
pub(super) fn id(id: &Arc<str>) -> Cell {
    Cell::Text(id.clone())
}

/// An id, if there is one.
pub(super) fn optional(id: Option<&Arc<str>>) -> Cell {
    id.map_or(Cell::Blank, |id| Cell::Text(id.clone()))
}

/// A day, if there is one.
pub(super) fn day(day: Option<Day>) -> Cell {
    day.map_or(Cell::Blank, Cell::Day)
}

/// A whole number.
pub(super) fn whole(number: usize) -> Cell {
    Cell::Number(i64::try_from(number).unwrap_or(0) * 100)
}

/// Yes; blank for no, where the contract says that blank is no.
pub(super) fn yes(answer: bool) -> Cell {
    if answer { Cell::Boolean(true) } else { Cell::Blank }
}
