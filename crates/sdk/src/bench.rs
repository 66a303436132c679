//! A bench for native indicators: tables from literal rows, one organisation, one period. The tables take the same way
//! as to a worker, and only the declared columns arrive, so that what works here works in the program.
//!
//! ```
//! use changxiao_sdk::{bench::{BLANK, Bench}, prelude::*, rows};
//! # struct Attended;
//! # impl Indicator for Attended {
//! #     fn define(&self) -> IndicatorDef {
//! #         let (name, says) = (Text::new("到会", "Attended"), Text::new("到会", "Attended"));
//! #         IndicatorDef::new(id!("harbour/attended"), id!("harbour/quay-talks"), name, says)
//! #     }
//! # }
//! # impl NativeIndicator for Attended {
//! #     fn inputs(&self) -> Inputs {
//! #         Inputs::asking(["branch"]).reads("meeting", ["id", "present"])
//! #     }
//! #     fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
//! #         for row in records.rows("meeting") {
//! #             let class = if row.number("present").is_some() { Class::Met } else { Class::Unknown };
//! #             count.item(Subject::Organisation, class, "present");
//! #         }
//! #         Ok(())
//! #     }
//! # }
//! let bench = Bench::new("ZB01", "2025").table("meeting", ["id", "present"], rows![["M1", 12], ["M2", BLANK]]);
//! let counted = bench.tally(&Attended).unwrap();
//! assert_eq!(counted.tally.unknown, 1);
//! assert_eq!(counted.items.len(), 2);
//! ```

use crate::wire;
use changxiao_core::{
    columns::{Cell, Column, Columns, Origin},
    count::{Count, Item, Listing},
    day::{Day, Period},
    fault::Fault,
    native::{NativeIndicator, OrganisationRecords},
    tally::Tally,
};
use std::collections::BTreeMap;

/// An organisation with its tables.
#[derive(Clone, Debug)]
pub struct Bench {
    organisation: String,
    period: String,
    as_of: Option<Day>,
    tables: BTreeMap<String, Columns>,
}

/// What an indicator counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The eight counts.
    pub tally: Tally,
    /// The items, in the order in which they were counted.
    pub items: Vec<Item>,
}

/// A blank cell.
pub const BLANK: Cell = Cell::Blank;

/// A value that can stand in a literal row.
pub trait Literal {
    /// The cell.
    fn cell(self) -> Cell;
}

/// Literal rows: `rows![["M1", 12], ["M2", BLANK]]`.
#[macro_export]
macro_rules! rows {
    ($([$($cell:expr),* $(,)?]),* $(,)?) => {
        ::std::vec![$([$($crate::bench::Literal::cell($cell)),*]),*]
    };
}

impl Bench {
    /// An organisation without records. The period is written as everywhere: `2025`, `2025-Q1`, `2025-03`.
    #[must_use]
    pub fn new(organisation: &str, period: &str) -> Self {
        let (organisation, period) = (organisation.to_owned(), period.to_owned());
        Self { organisation, period, as_of: None, tables: BTreeMap::new() }
    }

    /// The day up to which records are seen; left out, the first day after the period.
    #[must_use]
    pub fn as_of(mut self, day: Day) -> Self {
        self.as_of = Some(day);
        self
    }

    /// The rows of one register. A column holds what its first cell that is not blank holds.
    #[must_use]
    pub fn table<const N: usize>(mut self, kind: &str, fields: [&str; N], rows: Vec<[Cell; N]>) -> Self {
        let column = |at: usize| {
            let first = rows.iter().filter_map(|row| row.get(at)).find(|cell| **cell != Cell::Blank);
            first.map_or(Column::Text(Vec::new()), column_for)
        };
        let columns = fields.iter().enumerate().map(|(at, field)| ((*field).to_owned(), column(at))).collect();
        let mut table = Columns::new(kind, columns);
        for (cells, row) in rows.into_iter().zip(1..) {
            table.push(cells, Origin { file: kind.into(), sheet: None, row });
        }
        self.tables.insert(kind.to_owned(), table);
        self
    }

    /// Counts, as the program would.
    pub fn tally(&self, indicator: &impl NativeIndicator) -> Result<Counted, Fault> {
        let mut count = Count::new(Listing::Items);
        indicator.tally(&self.records(indicator)?, &mut count)?;
        let tally = count.tally().ok_or_else(|| Fault::said("the counts left the range of exact fractions"))?;
        Ok(Counted { tally, items: count.into_items() })
    }

    fn records(&self, indicator: &impl NativeIndicator) -> Result<OrganisationRecords, Fault> {
        let period: Period = self.period.parse().map_err(|error| Fault::said(format!("{error}")))?;
        let mut tables = BTreeMap::new();
        for (kind, fields) in indicator.inputs().registers {
            let table =
                self.tables.get(&kind).map_or_else(|| Columns::new(&kind, Vec::new()), |all| all.with_only(&fields));
            let mut body = Vec::new();
            let shape = wire::encode(&table, &mut body);
            let sent = wire::with_views(&[shape], &body, |views| views.first().and_then(wire::decode)).flatten();
            tables.insert(kind, sent.unwrap_or(table));
        }
        let organisation = self.organisation.as_str().into();
        Ok(OrganisationRecords { organisation, period, as_of: self.as_of.unwrap_or(period.to()), tables })
    }
}

fn column_for(cell: &Cell) -> Column {
    match cell {
        Cell::Blank | Cell::Text(_) => Column::Text(Vec::new()),
        Cell::Boolean(_) => Column::Boolean(Vec::new()),
        Cell::Number(_) => Column::Number(Vec::new()),
        Cell::Day(_) => Column::Day(Vec::new()),
        Cell::List(_) => Column::List(Vec::new()),
    }
}

impl Literal for Cell {
    fn cell(self) -> Cell {
        self
    }
}

impl Literal for &str {
    fn cell(self) -> Cell {
        Cell::Text(self.into())
    }
}

impl Literal for i64 {
    fn cell(self) -> Cell {
        Cell::Number(self.saturating_mul(100))
    }
}

impl Literal for bool {
    fn cell(self) -> Cell {
        Cell::Boolean(self)
    }
}

impl Literal for Day {
    fn cell(self) -> Cell {
        Cell::Day(self)
    }
}

impl<const N: usize> Literal for [&str; N] {
    fn cell(self) -> Cell {
        Cell::List(self.map(Into::into).to_vec())
    }
}
