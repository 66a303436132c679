//! Reading rows as a run sees them: what is dated after `as_of` is not there, blanks mean what the contract says, and a
//! record that stands in several versions is read in one of them at a time.

use super::value::{Between, Value};
use crate::{
    columns::{Cell, Columns, Row},
    contract::{Blank, Contract, Kind},
    day::{Day, Period},
    id::OrganisationId,
    organisations::Organisations,
    registers::Registers,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// Which version of disputed records is read: each record takes this one, or its last if it has fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct World(pub(super) usize);

/// Registers and what is needed to read them.
pub(super) struct Reader<'a> {
    pub(super) contract: &'a Contract,
    pub(super) as_of: Day,
    pub(super) organisations: Organisations,
    tables: BTreeMap<&'a str, Table<'a>>,
}

/// A table and its indexes.
pub(super) struct Table<'a> {
    pub(super) kind: &'a Kind,
    pub(super) columns: &'a Columns,
    /// Of each row: its place among the versions of its record, and how many there are.
    versions: Vec<(usize, usize)>,
    by_organisation: HashMap<Arc<str>, Vec<usize>>,
    by_first_key: HashMap<Arc<str>, Vec<usize>>,
}

impl<'a> Table<'a> {
    fn new(kind: &'a Kind, columns: &'a Columns) -> Self {
        let by = |field: Option<&str>| {
            let mut rows: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
            for row in field.into_iter().flat_map(|_| columns.rows()) {
                if let Some(Cell::Text(text)) = field.map(|field| row.cell(field)) {
                    rows.entry(text).or_default().push(row.index());
                }
            }
            rows
        };
        let by_organisation = by(kind.unit_field.as_deref());
        let by_first_key = by(kind.key.first().map(String::as_str));
        Self { kind, columns, versions: versions(kind, columns), by_organisation, by_first_key }
    }

    pub(super) fn is_read(&self, row: usize, world: World) -> bool {
        self.versions.get(row).is_none_or(|(place, count)| *place == world.0.min(count.saturating_sub(1)))
    }

    fn rows_where(&self, field: &str, value: &str) -> &[usize] {
        let rows = match () {
            () if self.kind.unit_field.as_deref() == Some(field) => self.by_organisation.get(value),
            () if self.kind.key.first().map(String::as_str) == Some(field) => self.by_first_key.get(value),
            () => None,
        };
        rows.map_or(&[], Vec::as_slice)
    }

    fn has_index(&self, field: &str) -> bool {
        self.kind.unit_field.as_deref() == Some(field) || self.kind.key.first().map(String::as_str) == Some(field)
    }
}

/// Versions of records with one key, ordered by their fields as declared.
fn versions(kind: &Kind, columns: &Columns) -> Vec<(usize, usize)> {
    let mut groups: BTreeMap<Vec<Cell>, Vec<usize>> = BTreeMap::new();
    for row in columns.rows() {
        groups.entry(kind.key.iter().map(|field| row.cell(field)).collect()).or_default().push(row.index());
    }
    let mut versions = vec![(0, 1); columns.len()];
    for mut rows in groups.into_values().filter(|rows| rows.len() > 1) {
        let cells = |row: usize| kind.fields.iter().map(|field| columns.row(row).cell(&field.id)).collect::<Vec<_>>();
        rows.sort_by_cached_key(|row| cells(*row));
        let count = rows.len();
        for (place, row) in rows.into_iter().enumerate() {
            if let Some(slot) = versions.get_mut(row) {
                *slot = (place, count);
            }
        }
    }
    versions
}

impl<'a> Reader<'a> {
    pub(super) fn new(contract: &'a Contract, registers: &'a Registers, as_of: Day) -> Self {
        let tables = registers.tables().filter_map(|columns| {
            let kind = contract.kind(columns.kind())?;
            Some((kind.kind.as_str(), Table::new(kind, columns)))
        });
        let organisations = Organisations::new(registers.table("org"), as_of);
        Self { contract, as_of, organisations, tables: tables.collect() }
    }

    pub(super) fn table(&self, kind: &str) -> Option<&Table<'a>> {
        self.tables.get(kind)
    }

    /// How many worlds have to be looked at: the most versions any record of these kinds has.
    pub(super) fn worlds(&self, kinds: &[&str]) -> usize {
        let tables = kinds.iter().filter_map(|kind| self.table(kind));
        tables.flat_map(|table| &table.versions).map(|(_, count)| *count).max().unwrap_or(1)
    }

    /// Rows of a table that are seen in a world and hold these values in these fields.
    pub(super) fn rows_where(&self, table: &Table<'a>, keys: &[(&str, Value)], world: World) -> Vec<usize> {
        let all: Vec<usize>;
        let indexed = keys.iter().find_map(|(field, value)| match value {
            Value::Text(text) if table.has_index(field) => Some(table.rows_where(field, text)),
            _ => None,
        });
        let candidates = match indexed {
            Some(rows) => rows,
            None => {
                all = (0..table.columns.len()).collect();
                &all
            }
        };
        let fits = |row: &&usize| {
            let row = table.columns.row(**row);
            keys.iter().all(|(field, value)| {
                self.read(table.kind, row, field).order(value).is_some_and(std::cmp::Ordering::is_eq)
            })
        };
        candidates.iter().filter(|row| table.is_read(**row, world)).filter(fits).copied().collect()
    }

    /// Whether a row is seen at `as_of`: dated rows by their date, others always, attendance with its event.
    pub(super) fn is_seen(&self, table: &Table<'a>, row: Row<'_>, world: World) -> bool {
        match (&table.kind.date_field, &table.kind.date_from) {
            (Some(field), _) => row.day(field).is_none_or(|day| day <= self.as_of),
            (None, Some(through)) => self
                .referred(table.kind, row, (through, self.as_of), world)
                .is_some_and(|(table, row)| self.is_seen(table, row, world)),
            (None, None) => true,
        }
    }

    /// The day a row belongs to.
    pub(super) fn day_of(&self, table: &Table<'a>, row: Row<'_>, world: World) -> Option<Day> {
        match (&table.kind.date_field, &table.kind.date_from) {
            (Some(field), _) => row.day(field),
            (None, Some(through)) => self
                .referred(table.kind, row, (through, self.as_of), world)
                .and_then(|(table, row)| self.day_of(table, row, world)),
            (None, None) => None,
        }
    }

    /// The row that a field of this row names, in the kind it names; of a state, the row in force on the day.
    pub(super) fn referred(
        &self,
        kind: &Kind,
        row: Row<'_>,
        (through, day): (&str, Day),
        world: World,
    ) -> Option<(&Table<'a>, Row<'_>)> {
        let field = kind.field(through)?;
        let (target, target_field) = match field.refs_by.as_deref() {
            None => field.referred().next()?,
            Some(by) => {
                let named = row.text(by)?.replace('-', "_");
                field.referred().find(|(target, _)| *target == named)?
            }
        };
        let table = self.table(target)?;
        let is_in_force = |row: &&usize| match &table.kind.span {
            None => true,
            Some(span) => {
                let row = table.columns.row(**row);
                row.day(&span.from).is_none_or(|from| from <= day) && row.day(&span.to).is_none_or(|to| day < to)
            }
        };
        let rows = table.rows_where(target_field, row.text(through)?).iter().filter(|row| table.is_read(**row, world));
        let index = rows.into_iter().find(is_in_force)?;
        Some((table, table.columns.row(*index)))
    }

    /// A field of a row as the run sees it.
    pub(super) fn read(&self, kind: &Kind, row: Row<'_>, field: &str) -> Value {
        let Some(declared) = kind.field(field) else { return Value::Unknown };
        match row.cell(field) {
            Cell::Blank => blank(declared.blank),
            Cell::Day(day) if day > self.as_of && self.is_hidden_later(kind, field) => blank(declared.blank),
            Cell::Boolean(truth) => Value::Truth(truth),
            Cell::Number(hundredths) => {
                Value::Number(Between::exactly(crate::fraction::Fraction::from_hundredths(hundredths)))
            }
            Cell::Day(day) => Value::Day(day),
            Cell::Text(text) => Value::Text(text),
            Cell::List(list) => Value::Texts(list),
        }
    }

    /// Optional dates of deeds (`…_on`, deadlines excepted) and ends of spans read as blank while they lie after `as_of`.
    fn is_hidden_later(&self, kind: &Kind, field: &str) -> bool {
        let is_end = kind.span.as_ref().is_some_and(|span| span.to == field);
        let is_deed =
            field.ends_with("_on") && field != "due_on" && kind.field(field).is_some_and(|field| !field.required);
        is_end || is_deed
    }

    /// Whether a field of a row reads as blank.
    pub(super) fn is_blank(&self, kind: &Kind, row: Row<'_>, field: &str) -> bool {
        match row.cell(field) {
            Cell::Blank => true,
            Cell::Day(day) => day > self.as_of && self.is_hidden_later(kind, field),
            _ => false,
        }
    }

    /// Whether any row of a register belongs to an organisation.
    pub(super) fn has_rows(&self, register: &str, organisation: &OrganisationId) -> bool {
        self.table(register).is_some_and(|table| table.by_organisation.contains_key(organisation.as_str()))
    }

    /// The seen rows of an organisation that lie in a period, or have no day.
    pub(super) fn rows_of(&self, owner: &OrganisationId, period: Period, register: &str) -> Option<Columns> {
        let table = self.table(register)?;
        let field = table.kind.unit_field.as_deref()?;
        let world = World(0);
        let is_within = |row: &&usize| {
            let row = table.columns.row(**row);
            let is_in = match &table.kind.span {
                Some(span) => {
                    row.day(&span.from).is_none_or(|from| from < period.to())
                        && row.day(&span.to).is_none_or(|to| to > period.from())
                }
                None => self.day_of(table, row, world).is_none_or(|day| period.contains(day)),
            };
            table.is_read(row.index(), world) && self.is_seen(table, row, world) && is_in
        };
        let rows: Vec<usize> = table.rows_where(field, owner.as_str()).iter().filter(is_within).copied().collect();
        Some(table.columns.picked(&rows))
    }
}

fn blank(blank: Option<Blank>) -> Value {
    match blank {
        Some(Blank::NoEnd) => Value::Endless,
        Some(Blank::NotHappened | Blank::None) => Value::Nothing,
        Some(Blank::No) => Value::Truth(false),
        Some(Blank::Inherit | Blank::All | Blank::Parameter | Blank::NotKnown) | None => Value::Unknown,
    }
}
