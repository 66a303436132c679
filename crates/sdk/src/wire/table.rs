//! Tables across the boundary: views of our own over buffers in Arrow's layout (validity bits, offsets, values, all
//! little-endian), so that neither side carries Arrow. Buffers keep no alignment; a reader takes them byte by byte.

use abi_stable::{
    StableAbi,
    std_types::{RSlice, RStr},
};
use changxiao_core::{
    columns::{Column, Columns, Origin},
    day::Day,
};
use serde::{Deserialize, Serialize};
use std::{ops::Range, sync::Arc};

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
const ORIGIN: [&str; 3] = ["#file", "#sheet", ROW];
const ROW: &str = "#row";

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
    encode_joined(table, &[table], body)
}

/// Appends the rows of several tables to a body, one after another, as one table with the kind and the columns of
/// `like`. All must have its columns: what another holds is left out, and the reader finds that the buffers do not fit.
pub fn encode_joined(like: &Columns, tables: &[&Columns], body: &mut Vec<u8>) -> TableShape {
    let origin = tables.iter().map(|table| origin_columns(table)).collect::<Vec<_>>();
    let mut columns = Vec::new();
    for (name, column) in like.columns() {
        let parts: Vec<&Column> = tables.iter().filter_map(|table| table.column(name)).collect();
        columns.push(encode_column((name, column), &parts, body));
    }
    for (at, name) in ORIGIN.into_iter().enumerate() {
        let parts: Vec<&Column> = origin.iter().filter_map(|columns| columns.get(at)).collect();
        let holds = if name == ROW { Column::Number(Vec::new()) } else { Column::Text(Vec::new()) };
        columns.push(encode_column((name, &holds), &parts, body));
    }
    let rows = tables.iter().map(|table| table.len() as u64).sum();
    TableShape { kind: like.kind().to_owned(), rows, columns }
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

/// The cells of all parts that are columns of one type, one after another.
macro_rules! cells {
    ($parts:expr, $holds:ident) => {
        $parts.iter().flat_map(|part| match part {
            Column::$holds(cells) => cells.as_slice(),
            _ => &[],
        })
    };
}

fn encode_column((name, like): (&str, &Column), parts: &[&Column], body: &mut Vec<u8>) -> ColumnShape {
    let mut buffers = Buffers::default();
    let holds = match like {
        Column::Text(_) => {
            buffers.texts(cells!(parts, Text));
            TEXT
        }
        Column::Day(_) => {
            buffers.fixed(cells!(parts, Day), |day| day.number().to_le_bytes());
            DAY
        }
        Column::Number(_) => {
            buffers.fixed(cells!(parts, Number), |number| number.to_le_bytes());
            NUMBER
        }
        Column::Boolean(_) => {
            buffers.validity = bits(cells!(parts, Boolean).map(Option::is_some));
            buffers.values = bits(cells!(parts, Boolean).map(|cell| *cell == Some(true)));
            BOOLEAN
        }
        Column::List(_) => {
            buffers.lists(cells!(parts, List));
            LIST
        }
    };
    let parts = [buffers.validity, buffers.offsets, buffers.items, buffers.values];
    let lengths = parts.each_ref().map(Vec::len);
    parts.iter().for_each(|part| body.extend_from_slice(part));
    ColumnShape { name: name.to_owned(), holds, lengths }
}

impl Buffers {
    fn fixed<'c, T: Copy + 'c, const N: usize>(
        &mut self,
        cells: impl Iterator<Item = &'c Option<T>> + Clone,
        bytes: impl Fn(T) -> [u8; N],
    ) {
        self.validity = bits(cells.clone().map(Option::is_some));
        for cell in cells {
            self.values.extend_from_slice(&cell.map_or([0; N], &bytes));
        }
    }

    fn texts<'c>(&mut self, cells: impl Iterator<Item = &'c Option<Arc<str>>> + Clone) {
        self.validity = bits(cells.clone().map(Option::is_some));
        push_offset(&mut self.offsets, 0);
        for cell in cells {
            self.values.extend_from_slice(cell.as_deref().unwrap_or_default().as_bytes());
            push_offset(&mut self.offsets, self.values.len());
        }
    }

    fn lists<'c>(&mut self, cells: impl Iterator<Item = &'c Vec<Arc<str>>>) {
        push_offset(&mut self.offsets, 0);
        push_offset(&mut self.items, 0);
        for list in cells {
            for item in list {
                self.values.extend_from_slice(item.as_bytes());
                push_offset(&mut self.items, self.values.len());
            }
            push_offset(&mut self.offsets, self.items.len() / 4 - 1);
        }
    }
}

/// A table too great for 32 bits is far beyond the greatest message, which the loader refuses to send.
fn push_offset(buffer: &mut Vec<u8>, offset: usize) {
    buffer.extend_from_slice(&u32::try_from(offset).unwrap_or(u32::MAX).to_le_bytes());
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
    decode_rows(view, 0..view.rows)
}

/// Reads some rows of a table; `None` if it has not that many, or if its buffers do not fit each other.
#[must_use]
pub(super) fn decode_rows(view: &TableView<'_>, rows: Range<u64>) -> Option<Columns> {
    if rows.start > rows.end || rows.end > view.rows {
        return None;
    }
    let rows = usize::try_from(rows.start).ok()?..usize::try_from(rows.end).ok()?;
    let fields = view.columns.iter().filter(|column| !ORIGIN.contains(&column.name.as_str()));
    let columns = fields.map(|field| Some((field.name.to_string(), column(field, &rows)?))).collect::<Option<_>>()?;
    Columns::whole(view.kind.as_str(), columns, origins(view, &rows)?)
}

fn column(view: &ColumnView<'_>, rows: &Range<usize>) -> Option<Column> {
    let rows = rows.clone();
    match view.holds {
        TEXT => rows.map(|row| optional(view, row, text)).collect::<Option<_>>().map(Column::Text),
        DAY => rows.map(|row| optional(view, row, day)).collect::<Option<_>>().map(Column::Day),
        NUMBER => rows.map(|row| optional(view, row, number)).collect::<Option<_>>().map(Column::Number),
        BOOLEAN => rows
            .map(|row| optional(view, row, |view, row| bit(&view.values, row)))
            .collect::<Option<_>>()
            .map(Column::Boolean),
        LIST => rows.map(|row| list(view, row)).collect::<Option<_>>().map(Column::List),
        _ => None,
    }
}

/// A cell that may be blank; the outer `None` is a buffer that does not fit.
fn optional<T>(
    view: &ColumnView<'_>,
    row: usize,
    read: impl Fn(&ColumnView<'_>, usize) -> Option<T>,
) -> Option<Option<T>> {
    if bit(&view.validity, row)? { read(view, row).map(Some) } else { Some(None) }
}

/// Neighbouring rows mostly come from one file and sheet, and then share its name.
fn origins(view: &TableView<'_>, rows: &Range<usize>) -> Option<Vec<Origin>> {
    let named = |name: &str| view.columns.iter().find(|column| column.name.as_str() == name);
    let [files, sheets, numbers] = ORIGIN.map(named);
    let (mut file, mut sheet) = (None, None);
    let mut origins = Vec::new();
    for row in rows.clone() {
        file = shared(file, files, row)?;
        sheet = shared(sheet, sheets, row)?;
        let number = numbers.map_or(Some(None), |numbers| optional(numbers, row, number))?;
        let number = number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
        origins.push(Origin { file: file.clone().unwrap_or_default(), sheet: sheet.clone(), row: number });
    }
    Some(origins)
}

/// The text of a row, which is the one before if it is the same.
fn shared(before: Option<Arc<str>>, view: Option<&ColumnView<'_>>, row: usize) -> Option<Option<Arc<str>>> {
    let Some(view) = view else { return Some(None) };
    if !bit(&view.validity, row)? {
        return Some(None);
    }
    let found = slice(&view.offsets, &view.values, row)?;
    Some(before.filter(|before| **before == *found).or_else(|| Some(found.into())))
}

fn text(view: &ColumnView<'_>, row: usize) -> Option<Arc<str>> {
    slice(&view.offsets, &view.values, row).map(Arc::from)
}

fn day(view: &ColumnView<'_>, row: usize) -> Option<Day> {
    Some(Day::from_number(i32::from_le_bytes(fixed(&view.values, row)?)))
}

fn number(view: &ColumnView<'_>, row: usize) -> Option<i64> {
    Some(i64::from_le_bytes(fixed(&view.values, row)?))
}

fn list(view: &ColumnView<'_>, row: usize) -> Option<Vec<Arc<str>>> {
    let (from, to) = (offset(&view.offsets, row)?, offset(&view.offsets, row + 1)?);
    (from..to).map(|item| slice(&view.items, &view.values, item).map(Arc::from)).collect()
}

fn slice<'v>(offsets: &[u8], values: &'v [u8], at: usize) -> Option<&'v str> {
    let bytes = values.get(offset(offsets, at)?..offset(offsets, at + 1)?)?;
    std::str::from_utf8(bytes).ok()
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
