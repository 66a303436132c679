//! Records of one kind, column by column, in a small shape of our own. A row keeps where it came from, so that every
//! number can be followed to a file, a sheet and a row.

use crate::{
    contract::{Kind, SpanFields},
    day::Day,
    fraction::Fraction,
};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, sync::Arc};

/// Records of one kind of register.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    kind: String,
    names: Vec<String>,
    columns: Vec<Column>,
    origins: Vec<Origin>,
}

/// One column. `None` is an empty cell; what that means stands in the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Ids, texts, codes.
    Text(Vec<Option<Arc<str>>>),
    /// Days; months as their first day.
    Day(Vec<Option<Day>>),
    /// Whole and decimal numbers, in hundredths.
    Number(Vec<Option<i64>>),
    /// Yes or no.
    Boolean(Vec<Option<bool>>),
    /// Lists of ids; an empty cell is an empty list.
    List(Vec<Vec<Arc<str>>>),
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// Nothing stands there.
    Blank,
    /// Yes or no.
    Boolean(bool),
    /// A number, in hundredths.
    Number(i64),
    /// A day.
    Day(Day),
    /// An id, a text, a code.
    Text(Arc<str>),
    /// Ids in their order.
    List(Vec<Arc<str>>),
}

/// Where a row came from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Origin {
    /// File as it was named to the program, without folders.
    pub file: Arc<str>,
    /// Sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Row of the sheet or line of the file, from 1.
    pub row: u32,
}

/// One row, for reading field by field.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    columns: &'a Columns,
    index: usize,
}

impl Columns {
    /// No rows yet, of these columns.
    #[must_use]
    pub fn new(kind: &str, columns: Vec<(String, Column)>) -> Self {
        let (names, columns) = columns.into_iter().unzip();
        Self { kind: kind.to_owned(), names, columns, origins: Vec::new() }
    }

    /// Rows of which the columns and the origins are there already; `None` if they are not all equally many.
    #[must_use]
    pub fn whole(kind: &str, columns: Vec<(String, Column)>, origins: Vec<Origin>) -> Option<Self> {
        let fits = columns.iter().all(|(_, column)| column.len() == origins.len());
        fits.then(|| Self { origins, ..Self::new(kind, columns) })
    }

    /// No rows yet, with all columns of a kind.
    #[must_use]
    pub fn empty(kind: &Kind) -> Self {
        Self::new(&kind.kind, kind.fields.iter().map(|field| (field.id.clone(), Column::empty(field.holds))).collect())
    }

    /// Kind of register.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.origins.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.origins.is_empty()
    }

    /// Adds a row: one cell a column, in order. A cell that does not fit its column, or is not there, becomes blank:
    /// readers check before they push.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>, origin: Origin) {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            column.push(cells.next().unwrap_or(Cell::Blank));
        }
        self.origins.push(origin);
    }

    /// A column by the id of its field.
    #[must_use]
    pub fn column(&self, field: &str) -> Option<&Column> {
        self.names.iter().position(|name| name == field).and_then(|position| self.columns.get(position))
    }

    /// Ids of the fields and their columns, in order.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Column)> {
        self.names.iter().map(String::as_str).zip(&self.columns)
    }

    /// One row; one beyond the end reads as blank everywhere.
    #[must_use]
    pub fn row(&self, index: usize) -> Row<'_> {
        Row { columns: self, index }
    }

    /// All rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|index| self.row(index))
    }

    /// The same rows in another order; positions beyond the end are passed over.
    #[must_use]
    pub fn picked(&self, rows: &[usize]) -> Self {
        let columns = self.columns.iter().map(|column| column.picked(rows)).collect();
        let origins = rows.iter().filter_map(|row| self.origins.get(*row).cloned()).collect();
        Self { kind: self.kind.clone(), names: self.names.clone(), columns, origins }
    }

    /// The same rows and only these columns, in this order; unknown ids are passed over.
    #[must_use]
    pub fn with_only(&self, fields: &[String]) -> Self {
        let columns = fields.iter().filter_map(|field| Some((field.clone(), self.column(field)?.clone()))).collect();
        Self { origins: self.origins.clone(), ..Self::new(&self.kind, columns) }
    }

    /// Some rows and only these columns, in this order; positions beyond the end and unknown ids are passed over.
    #[must_use]
    pub(crate) fn part(&self, rows: &[usize], fields: &[String]) -> Self {
        let column = |field: &String| Some((field.clone(), self.column(field)?.picked(rows)));
        let origins = rows.iter().filter_map(|row| self.origins.get(*row).cloned()).collect();
        Self { origins, ..Self::new(&self.kind, fields.iter().filter_map(column).collect()) }
    }

    /// The same rows in the order the contract declares: by the sort fields, then by all fields as declared.
    #[must_use]
    pub fn sorted(&self, kind: &Kind) -> Self {
        let mut order: Vec<usize> = (0..self.len()).collect();
        let by = |a: usize, b: usize| {
            let sort = kind.sort.iter().map(String::as_str);
            let all = kind.fields.iter().map(|field| field.id.as_str());
            let mut orders = sort.chain(all).map(|field| self.row(a).cell(field).cmp(&self.row(b).cell(field)));
            orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        order.sort_by(|a, b| by(*a, *b).then_with(|| self.origins.get(*a).cmp(&self.origins.get(*b))));
        self.picked(&order)
    }
}

impl Column {
    /// An empty column for a type of field.
    #[must_use]
    pub fn empty(holds: crate::contract::FieldType) -> Self {
        use crate::contract::FieldType;
        match holds {
            FieldType::Id | FieldType::Key | FieldType::Text | FieldType::Code => Self::Text(Vec::new()),
            FieldType::Date | FieldType::Month => Self::Day(Vec::new()),
            FieldType::Integer | FieldType::Decimal => Self::Number(Vec::new()),
            FieldType::Boolean => Self::Boolean(Vec::new()),
            FieldType::IdList => Self::List(Vec::new()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(column) => column.len(),
            Self::Day(column) => column.len(),
            Self::Number(column) => column.len(),
            Self::Boolean(column) => column.len(),
            Self::List(column) => column.len(),
        }
    }

    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(text)) => column.push(Some(text)),
            (Self::Day(column), Cell::Day(day)) => column.push(Some(day)),
            (Self::Number(column), Cell::Number(number)) => column.push(Some(number)),
            (Self::Boolean(column), Cell::Boolean(answer)) => column.push(Some(answer)),
            (Self::List(column), Cell::List(list)) => column.push(list),
            (Self::Text(column), _) => column.push(None),
            (Self::Day(column), _) => column.push(None),
            (Self::Number(column), _) => column.push(None),
            (Self::Boolean(column), _) => column.push(None),
            (Self::List(column), _) => column.push(Vec::new()),
        }
    }

    /// The cell of one row; blank beyond the end.
    #[must_use]
    pub fn cell(&self, row: usize) -> Cell {
        let cell = match self {
            Self::Text(column) => column.get(row).cloned().flatten().map(Cell::Text),
            Self::Day(column) => column.get(row).copied().flatten().map(Cell::Day),
            Self::Number(column) => column.get(row).copied().flatten().map(Cell::Number),
            Self::Boolean(column) => column.get(row).copied().flatten().map(Cell::Boolean),
            Self::List(column) => column.get(row).filter(|list| !list.is_empty()).cloned().map(Cell::List),
        };
        cell.unwrap_or(Cell::Blank)
    }

    fn picked(&self, rows: &[usize]) -> Self {
        fn pick<T: Clone>(column: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().filter_map(|row| column.get(*row).cloned()).collect()
        }
        match self {
            Self::Text(column) => Self::Text(pick(column, rows)),
            Self::Day(column) => Self::Day(pick(column, rows)),
            Self::Number(column) => Self::Number(pick(column, rows)),
            Self::Boolean(column) => Self::Boolean(pick(column, rows)),
            Self::List(column) => Self::List(pick(column, rows)),
        }
    }
}

impl<'a> Row<'a> {
    /// Position among the rows of its table.
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// Where the row came from.
    #[must_use]
    pub fn origin(self) -> Option<&'a Origin> {
        self.columns.origins.get(self.index)
    }

    /// The cell of a field; blank if the table has no such column.
    #[must_use]
    pub fn cell(self, field: &str) -> Cell {
        self.columns.column(field).map_or(Cell::Blank, |column| column.cell(self.index))
    }

    /// An id, text or code.
    #[must_use]
    pub fn text(self, field: &str) -> Option<&'a str> {
        match self.columns.column(field) {
            Some(Column::Text(column)) => column.get(self.index)?.as_deref(),
            _ => None,
        }
    }

    /// A day.
    #[must_use]
    pub fn day(self, field: &str) -> Option<Day> {
        match self.columns.column(field) {
            Some(Column::Day(column)) => column.get(self.index).copied()?,
            _ => None,
        }
    }

    /// Whether a state is in force on any of the days from the first to the last, as seen on a day: a blank end is none,
    /// and so is one that lies after it.
    pub(crate) fn is_in_force(self, span: &SpanFields, (first, last): (Day, Day), as_of: Day) -> bool {
        let to = self.day(&span.to).filter(|to| *to <= as_of);
        self.day(&span.from).is_none_or(|from| from <= last) && to.is_none_or(|to| to > first)
    }

    /// A number, exactly.
    #[must_use]
    pub fn number(self, field: &str) -> Option<Fraction> {
        match self.columns.column(field) {
            Some(Column::Number(column)) => column.get(self.index).copied()?.map(Fraction::from_hundredths),
            _ => None,
        }
    }

    /// Yes or no.
    #[must_use]
    pub fn boolean(self, field: &str) -> Option<bool> {
        match self.columns.column(field) {
            Some(Column::Boolean(column)) => column.get(self.index).copied()?,
            _ => None,
        }
    }

    /// A list of ids; empty if there is none.
    #[must_use]
    pub fn list(self, field: &str) -> &'a [Arc<str>] {
        match self.columns.column(field) {
            Some(Column::List(column)) => column.get(self.index).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }
}
