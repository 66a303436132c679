//! Tables across the boundary: views of our own over buffers in Arrow's layout (validity bits, offsets, values, all
//! little-endian), so that neither side carries Arrow. Buffers keep no alignment; a reader takes them byte by byte.

use abi_stable::{
    StableAbi,
    std_types::{RSlice, RStr},
};
use changxiao_core::{
    columns::{Cell, Column, Columns, Origin},
    day::Day,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Ids, texts, codes: UTF-8 values between offsets.
const TEXT: u32 = 1;
/// Days since 1 January 1970, 32 bits.
const DAY: u32 = 2;
/// Hundredths, 64 bits.
const NUMBER: u32 = 3;
/// Bits.
const BOOLEAN: u32 = 4;
/// Offsets into items, which are offsets into UTF-8 values.
const LIST: u32 = 5;

/// Where a row came from, as three more columns; no field can have such an id.
const ORIGIN: [&str; 3] = ["#file", "#sheet", "#row"];

/// One column, lent for the time of a call.
#[repr(C)]
#[derive(Clone, Copy, Debug, StableAbi)]
pub struct ColumnView<'a> {
    /// Id of the field.
    pub name: RStr<'a>,
    /// What it holds: 1 text, 2 day, 3 number, 4 boolean, 5 list.
    pub holds: u32,
    /// One bit a row, least significant first: 1 if the cell is not blank.
    pub validity: RSlice<'a, u8>,
    /// Offsets of texts and lists: 32 bits each, one more than rows.
    pub offsets: RSlice<'a, u8>,
    /// Offsets of the items of lists: 32 bits each, one more than items.
    pub items: RSlice<'a, u8>,
    /// Values.
    pub values: RSlice<'a, u8>,
}

/// One table, lent for the time of a call.
#[repr(C)]
#[derive(Clone, Copy, Debug, StableAbi)]
pub struct TableView<'a> {
    /// Kind of register.
    pub kind: RStr<'a>,
    /// Number of rows.
    pub rows: u64,
    /// Columns.
    pub columns: RSlice<'a, ColumnView<'a>>,
}

/// What a table looks like on its way to a worker; its buffers follow one after another in a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableShape {
    /// Kind of register.
    pub kind: String,
    /// Number of rows.
    pub rows: u64,
    /// Columns.
    pub columns: Vec<ColumnShape>,
}

/// One column of a shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnShape {
    /// Id of the field.
    pub name: String,
    /// What it holds.
    pub holds: u32,
    /// Bytes of validity, offsets, items and values.
    pub lengths: [usize; 4],
}

#[derive(Default)]
struct Buffers {
    validity: Vec<u8>,
    offsets: Vec<u8>,
    items: Vec<u8>,
    values: Vec<u8>,
}

/// Appends the buffers of a table to a body.
pub fn encode(table: &Columns, body: &mut Vec<u8>) -> TableShape {
    let origin = origin_columns(table);
    let all = table.columns().chain(ORIGIN.into_iter().zip(&origin));
    let columns = all.map(|(name, column)| encode_column(name, column, body)).collect();
    TableShape { kind: table.kind().to_owned(), rows: table.len() as u64, columns }
}

fn origin_columns(table: &Columns) -> [Column; 3] {
    let (mut files, mut sheets, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for row in table.rows() {
        files.push(row.origin().map(|origin| Arc::clone(&origin.file)));
        sheets.push(row.origin().and_then(|origin| origin.sheet.clone()));
        rows.push(row.origin().map(|origin| i64::from(origin.row)));
    }
    [Column::Text(files), Column::Text(sheets), Column::Number(rows)]
}

fn encode_column(name: &str, column: &Column, body: &mut Vec<u8>) -> ColumnShape {
    let mut buffers = Buffers::default();
    let holds = match column {
        Column::Text(cells) => {
            buffers.texts(cells);
            TEXT
        }
        Column::Day(cells) => {
            buffers.fixed(cells, |day| day.number().to_le_bytes());
            DAY
        }
        Column::Number(cells) => {
            buffers.fixed(cells, |number| number.to_le_bytes());
            NUMBER
        }
        Column::Boolean(cells) => {
            buffers.validity = bits(cells.iter().map(Option::is_some));
            buffers.values = bits(cells.iter().map(|cell| *cell == Some(true)));
            BOOLEAN
        }
        Column::List(cells) => {
            buffers.lists(cells);
            LIST
        }
    };
    let parts = [buffers.validity, buffers.offsets, buffers.items, buffers.values];
    let lengths = parts.each_ref().map(Vec::len);
    body.extend(parts.into_iter().flatten());
    ColumnShape { name: name.to_owned(), holds, lengths }
}

impl Buffers {
    fn fixed<T: Copy, const N: usize>(&mut self, cells: &[Option<T>], bytes: impl Fn(T) -> [u8; N]) {
        self.validity = bits(cells.iter().map(Option::is_some));
        self.values = cells.iter().flat_map(|cell| cell.map_or([0; N], &bytes)).collect();
    }

    fn texts(&mut self, cells: &[Option<Arc<str>>]) {
        self.validity = bits(cells.iter().map(Option::is_some));
        push_offset(&mut self.offsets, 0);
        for cell in cells {
            self.values.extend(cell.iter().flat_map(|text| text.bytes()));
            push_offset(&mut self.offsets, self.values.len());
        }
    }

    fn lists(&mut self, cells: &[Vec<Arc<str>>]) {
        push_offset(&mut self.offsets, 0);
        push_offset(&mut self.items, 0);
        for item in cells.iter().map(|list| {
            for item in list {
                self.values.extend(item.bytes());
                push_offset(&mut self.items, self.values.len());
            }
            self.items.len() / 4 - 1
        }) {
            push_offset(&mut self.offsets, item);
        }
    }
}

/// A table too great for 32 bits is far beyond the greatest message, which the loader refuses to send.
fn push_offset(buffer: &mut Vec<u8>, offset: usize) {
    buffer.extend(u32::try_from(offset).unwrap_or(u32::MAX).to_le_bytes());
}

fn bits(answers: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, answer) in answers.enumerate() {
        if at % 8 == 0 {
            bytes.push(0);
        }
        if let (true, Some(byte)) = (answer, bytes.last_mut()) {
            *byte |= 1 << (at % 8);
        }
    }
    bytes
}

/// Lends the tables of a body to `code`; `None` if the shapes ask for more than the body has.
pub fn with_views<T>(shapes: &[TableShape], body: &[u8], code: impl FnOnce(&[TableView<'_>]) -> T) -> Option<T> {
    let mut rest = body;
    let mut columns = Vec::new();
    for shape in shapes {
        let views: Option<Vec<ColumnView<'_>>> = shape.columns.iter().map(|column| view(column, &mut rest)).collect();
        columns.push(views?);
    }
    let tables = shapes.iter().zip(&columns).map(|(shape, columns)| TableView {
        kind: shape.kind.as_str().into(),
        rows: shape.rows,
        columns: columns.as_slice().into(),
    });
    Some(code(&tables.collect::<Vec<_>>()))
}

fn view<'a>(shape: &'a ColumnShape, rest: &mut &'a [u8]) -> Option<ColumnView<'a>> {
    let mut next = |length: usize| {
        let (part, after) = rest.split_at_checked(length)?;
        *rest = after;
        Some(RSlice::from_slice(part))
    };
    let [validity, offsets, items, values] = shape.lengths;
    let (validity, offsets, items, values) = (next(validity)?, next(offsets)?, next(items)?, next(values)?);
    Some(ColumnView { name: shape.name.as_str().into(), holds: shape.holds, validity, offsets, items, values })
}

/// Reads a table; `None` if its buffers do not fit each other.
#[must_use]
pub fn decode(view: &TableView<'_>) -> Option<Columns> {
    let is_origin = |column: &&ColumnView<'_>| ORIGIN.contains(&column.name.as_str());
    let fields: Vec<_> = view.columns.iter().filter(|column| !is_origin(column)).collect();
    let origin: Vec<_> =
        ORIGIN.iter().map(|name| view.columns.iter().find(|column| column.name.as_str() == *name)).collect();
    let empty = fields.iter().map(|column| Some((column.name.to_string(), empty(column.holds)?)));
    let mut table = Columns::new(view.kind.as_str(), empty.collect::<Option<_>>()?);
    for row in 0..usize::try_from(view.rows).ok()? {
        let cells: Option<Vec<Cell>> = fields.iter().map(|column| cell(column, row)).collect();
        let origin = origin.iter().map(|column| column.map_or(Some(Cell::Blank), |column| cell(column, row)));
        table.push(cells?, origin_of(origin.collect::<Option<_>>()?));
    }
    Some(table)
}

fn origin_of(cells: Vec<Cell>) -> Origin {
    let mut cells = cells.into_iter();
    let mut text = || match cells.next() {
        Some(Cell::Text(text)) => Some(text),
        _ => None,
    };
    let (file, sheet) = (text().unwrap_or_default(), text());
    let row = match cells.next() {
        Some(Cell::Number(row)) => u32::try_from(row).unwrap_or(0),
        _ => 0,
    };
    Origin { file, sheet, row }
}

fn empty(holds: u32) -> Option<Column> {
    match holds {
        TEXT => Some(Column::Text(Vec::new())),
        DAY => Some(Column::Day(Vec::new())),
        NUMBER => Some(Column::Number(Vec::new())),
        BOOLEAN => Some(Column::Boolean(Vec::new())),
        LIST => Some(Column::List(Vec::new())),
        _ => None,
    }
}

fn cell(column: &ColumnView<'_>, row: usize) -> Option<Cell> {
    if column.holds == LIST {
        let (from, to) = (offset(&column.offsets, row)?, offset(&column.offsets, row + 1)?);
        let texts: Option<Vec<Arc<str>>> = (from..to).map(|item| text(&column.items, &column.values, item)).collect();
        return Some(Cell::List(texts?));
    }
    if !bit(&column.validity, row)? {
        return Some(Cell::Blank);
    }
    match column.holds {
        TEXT => text(&column.offsets, &column.values, row).map(Cell::Text),
        DAY => Some(Cell::Day(Day::from_number(i32::from_le_bytes(fixed(&column.values, row)?)))),
        NUMBER => Some(Cell::Number(i64::from_le_bytes(fixed(&column.values, row)?))),
        BOOLEAN => bit(&column.values, row).map(Cell::Boolean),
        _ => None,
    }
}

fn text(offsets: &[u8], values: &[u8], at: usize) -> Option<Arc<str>> {
    let bytes = values.get(offset(offsets, at)?..offset(offsets, at + 1)?)?;
    std::str::from_utf8(bytes).ok().map(Arc::from)
}

fn offset(offsets: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(fixed(offsets, at)?)).ok()
}

fn fixed<const N: usize>(values: &[u8], at: usize) -> Option<[u8; N]> {
    let from = at.checked_mul(N)?;
    values.get(from..from.checked_add(N)?)?.try_into().ok()
}

fn bit(bits: &[u8], at: usize) -> Option<bool> {
    bits.get(at / 8).map(|byte| byte & (1 << (at % 8)) != 0)
}
