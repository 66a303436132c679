//! One sheet of a workbook, or one text file, as rows of raw cells. Empty rows are kept, so that they can be counted.

use changxiao_core::{columns::Origin, day::Day, fault::Place};
use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

/// A sheet as it was read.
pub(crate) struct Sheet {
    pub(crate) name: SheetName,
    pub(crate) rows: Vec<SheetRow>,
    pub(crate) merged: Blocks,
}

/// File, and sheet within it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SheetName {
    pub(crate) file: Arc<str>,
    pub(crate) sheet: Option<Arc<str>>,
}

/// A row with its filled cells, from left to right.
pub(crate) struct SheetRow {
    /// Row of the sheet or line of the file, from 1.
    pub(crate) number: u32,
    /// Columns from 0.
    pub(crate) cells: Vec<(u32, Raw)>,
}

/// A block of merged cells; rows from 1, columns from 0, both ends in it. The value stands in the first cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merged {
    pub(crate) rows: (u32, u32),
    pub(crate) columns: (u32, u32),
}

/// The merged blocks of a sheet, by the rows they cover.
#[derive(Default)]
pub(crate) struct Blocks {
    by_row: BTreeMap<u32, Vec<Merged>>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Raw {
    Empty,
    Text(String),
    Number(f64),
    Day(Day),
    Boolean(bool),
    /// A formula that was saved without its result.
    NoResult,
    /// An error such as `#N/A`.
    Failed(String),
}

impl SheetName {
    /// The whole sheet as a place.
    pub(crate) fn place(&self) -> Place {
        let file = Place::file(&*self.file);
        match &self.sheet {
            Some(sheet) => file.in_sheet(&**sheet),
            None => file,
        }
    }

    /// Where a row of it comes from.
    pub(crate) fn origin(&self, row: u32) -> Origin {
        Origin { file: self.file.clone(), sheet: self.sheet.clone(), row }
    }
}

impl SheetRow {
    /// The cell of a column.
    pub(crate) fn cell(&self, column: u32) -> &Raw {
        let position = self.cells.binary_search_by_key(&column, |(at, _)| *at);
        position.ok().and_then(|position| self.cells.get(position)).map_or(&Raw::Empty, |(_, raw)| raw)
    }
}

impl Blocks {
    /// These blocks, as far as the last row.
    pub(crate) fn new(blocks: impl IntoIterator<Item = Merged>, last_row: u32) -> Self {
        let mut by_row: BTreeMap<u32, Vec<Merged>> = BTreeMap::new();
        for block in blocks {
            for row in block.rows.0..=block.rows.1.min(last_row) {
                by_row.entry(row).or_default().push(block);
            }
        }
        Self { by_row }
    }

    /// The block in which a cell lies.
    pub(crate) fn at(&self, row: u32, column: u32) -> Option<&Merged> {
        self.by_row.get(&row)?.iter().find(|block| (block.columns.0..=block.columns.1).contains(&column))
    }
}

impl Raw {
    /// A text, or nothing if it shows nothing.
    pub(crate) fn text(text: &str) -> Self {
        let text = crate::characters::trimmed(text);
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// What the cell shows.
    pub(crate) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::NoResult => Cow::Borrowed(""),
            Self::Text(text) | Self::Failed(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(shown_number(*number)),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::Boolean(answer) => Cow::Borrowed(if *answer { "TRUE" } else { "FALSE" }),
        }
    }
}

/// A stored number as a sheet shows it: the noise of binary fractions behind the ninth place is dropped.
fn shown_number(number: f64) -> String {
    let text = format!("{number:.9}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
