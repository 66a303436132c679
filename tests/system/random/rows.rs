//! Rows of registers, one by one, so that a law can add, change and drop them; and the tables they make.

use changxiao_core::{
    columns::{Cell, Columns, Origin},
    contract::{Contract, Kind},
    day::Day,
    registers::Registers,
};
use std::{collections::BTreeMap, fmt, sync::OnceLock};

/// One row of a register; fields that are not here are blank.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) kind: &'static str,
    pub(crate) cells: BTreeMap<&'static str, Cell>,
}

/// The register contract, read once.
pub(crate) fn contract() -> &'static Contract {
    static ONCE: OnceLock<Contract> = OnceLock::new();
    ONCE.get_or_init(|| changxiao_registers::contract().unwrap())
}

pub(crate) fn day(year: i16, month: i8, day: i8) -> Day {
    Day::new(year, month, day).unwrap()
}

impl Row {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self { kind, cells: BTreeMap::new() }
    }

    pub(crate) fn with(mut self, field: &'static str, cell: Cell) -> Self {
        self.cells.insert(field, cell);
        self
    }

    pub(crate) fn text(self, field: &'static str, text: &str) -> Self {
        self.with(field, Cell::Text(text.into()))
    }

    pub(crate) fn day(self, field: &'static str, day: Day) -> Self {
        self.with(field, Cell::Day(day))
    }

    /// A day, or nothing.
    pub(crate) fn day_if(self, field: &'static str, day: Option<Day>) -> Self {
        match day {
            Some(day) => self.day(field, day),
            None => self,
        }
    }

    /// A whole number.
    pub(crate) fn number(self, field: &'static str, number: usize) -> Self {
        self.with(field, Cell::Number(i64::try_from(number).unwrap() * 100))
    }

    pub(crate) fn truth(self, field: &'static str, truth: bool) -> Self {
        self.with(field, Cell::Boolean(truth))
    }

    pub(crate) fn cell(&self, field: &str) -> Cell {
        self.cells.get(field).cloned().unwrap_or(Cell::Blank)
    }

    pub(crate) fn day_of(&self, field: &str) -> Option<Day> {
        match self.cell(field) {
            Cell::Day(day) => Some(day),
            _ => None,
        }
    }

    pub(crate) fn text_of(&self, field: &str) -> String {
        match self.cell(field) {
            Cell::Text(text) => text.to_string(),
            _ => String::new(),
        }
    }

    pub(crate) fn declared(&self) -> &'static Kind {
        contract().kind(self.kind).unwrap()
    }

    /// Its cells as declared: equal for two equal rows, and the order of versions.
    pub(crate) fn all_cells(&self) -> Vec<Cell> {
        self.declared().fields.iter().map(|field| self.cell(&field.id)).collect()
    }

    /// What names the record, as checks of records write it.
    pub(crate) fn key(&self) -> String {
        let part = |field: &String| match self.cell(field) {
            Cell::Day(day) => day.to_string(),
            _ => self.text_of(field),
        };
        self.declared().key.iter().map(part).collect::<Vec<_>>().join("|")
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.kind)?;
        self.declared().fields.iter().try_for_each(|field| match self.cell(&field.id) {
            Cell::Blank => Ok(()),
            Cell::Text(text) => write!(f, " {}={text}", field.id),
            Cell::Day(day) => write!(f, " {}={day}", field.id),
            Cell::Number(hundredths) => write!(f, " {}={}", field.id, hundredths as f64 / 100.0),
            Cell::Boolean(truth) => write!(f, " {}={truth}", field.id),
            Cell::List(list) => write!(f, " {}={}", field.id, list.join(";")),
        })
    }
}

/// The tables of these rows, by kind, unsorted.
pub(crate) fn tables(rows: &[Row]) -> BTreeMap<&'static str, Columns> {
    let mut tables: BTreeMap<&'static str, Columns> = BTreeMap::new();
    for row in rows {
        let table = tables.entry(row.kind).or_insert_with(|| Columns::empty(row.declared()));
        let number = u32::try_from(table.len()).unwrap() + 2;
        table.push(row.all_cells(), Origin { file: format!("{}.csv", row.kind).into(), sheet: None, row: number });
    }
    tables
}

/// The registers that a reader makes of these rows: equal rows once, in the order of the contract.
pub(crate) fn registers(rows: &[Row]) -> Registers {
    let mut once: Vec<Row> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    once.extend(rows.iter().filter(|row| seen.insert(*row)).cloned());
    Registers::new(tables(&once).into_values().map(|table| table.sorted(contract().kind(table.kind()).unwrap())))
}
