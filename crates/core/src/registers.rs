//! All registers of a run, by kind.

use crate::columns::Columns;
use std::collections::BTreeMap;

/// The registers after reading and checking, one table a kind, rows in the order the contract declares. Two rows with one
/// key that differ are both here: they are one record in two versions, and what depends on it is disputed.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    tables: BTreeMap<String, Columns>,
}

impl Registers {
    /// From tables; of two of one kind the later stays.
    #[must_use]
    pub fn new(tables: impl IntoIterator<Item = Columns>) -> Self {
        Self { tables: tables.into_iter().map(|table| (table.kind().to_owned(), table)).collect() }
    }

    /// The table of a kind; `None` if no record of that kind was read.
    #[must_use]
    pub fn table(&self, kind: &str) -> Option<&Columns> {
        self.tables.get(kind)
    }

    /// All tables, by kind.
    pub fn tables(&self) -> impl Iterator<Item = &Columns> {
        self.tables.values()
    }
}
