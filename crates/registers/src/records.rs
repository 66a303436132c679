//! Turns the rows of a sheet into records of its kind. A row with a fault is put aside whole; nothing of a column that
//! the contract does not know is looked at.

use crate::{
    cell,
    header::{Header, HeaderColumn},
    reading::{Note, Quarantined},
    rows::{self, LeftOut},
    sheet::{Raw, Sheet, SheetName, SheetRow},
};
use changxiao_core::{
    columns::{Cell, Origin},
    contract::{Field, Kind},
    fault::{Fault, Place},
    message::Message,
};

/// A row that may be kept: one cell a field, in the order of the contract.
pub(crate) struct Record {
    pub(crate) cells: Vec<Cell>,
    pub(crate) origin: Origin,
}

/// The headers of a sheet, for naming columns in later faults.
pub(crate) struct Titles {
    titles: Vec<(String, String)>,
}

/// What the rows of one sheet gave.
pub(crate) struct SheetRecords {
    pub(crate) records: Vec<Record>,
    pub(crate) quarantined: Vec<Quarantined>,
    /// The same rows, as far as they could be read.
    pub(crate) put_aside: Vec<Record>,
    pub(crate) left_out: Vec<(u32, LeftOut)>,
    pub(crate) notes: Vec<Note>,
    pub(crate) seen: usize,
}

/// The records of a sheet.
pub(crate) fn take(sheet: &Sheet, header: &Header<'_>) -> SheetRecords {
    let below = sheet.rows.get(header.position.saturating_add(1)..).unwrap_or_default();
    let printed = sheet.rows.get(header.position);
    let mut taken = SheetRecords {
        records: Vec::new(),
        quarantined: Vec::new(),
        put_aside: Vec::new(),
        left_out: Vec::new(),
        notes: Vec::new(),
        seen: below.len(),
    };
    let mut above = Above { cells: vec![Raw::Empty; header.columns.len()], repeated: vec![0; header.columns.len()] };
    for row in below {
        if let Some(reason) = printed.and_then(|printed| rows::left_out(row, header, printed)) {
            taken.left_out.push((row.number, reason));
            continue;
        }
        let raws = above.filled(row, sheet, header);
        let (record, mut faults) = record(&raws, header, sheet.name.origin(row.number));
        faults.extend(unexpected_cells(row, sheet, header));
        if faults.is_empty() {
            taken.records.push(record);
        } else {
            taken.quarantined.push(Quarantined { origin: record.origin.clone(), faults });
            taken.put_aside.push(record);
        }
    }
    taken.notes = notes(sheet, header, &above);
    taken.notes.extend(rows::notes(sheet, &taken.left_out));
    taken
}

/// The cells of the row above, for cells that repeat it, and how often that was needed.
struct Above {
    cells: Vec<Raw>,
    repeated: Vec<usize>,
}

impl Above {
    /// The cells of the known columns: merged cells from their first cell, repeated cells from the row above.
    fn filled(&mut self, row: &SheetRow, sheet: &Sheet, header: &Header<'_>) -> Vec<Raw> {
        let known = header.columns.iter().zip(&mut self.cells).zip(&mut self.repeated);
        let fill = |((column, above), repeated): ((&HeaderColumn<'_>, &mut Raw), &mut usize)| {
            let mut raw = row.cell(column.column).clone();
            if raw == Raw::Empty {
                raw = merged(row.number, column.column, sheet, header).unwrap_or(Raw::Empty);
            }
            if column.field.repeats && raw == Raw::Empty && *above != Raw::Empty {
                *repeated = repeated.saturating_add(1);
                raw = above.clone();
            }
            *above = raw.clone();
            raw
        };
        known.map(fill).collect()
    }
}

/// The value of the merged block a cell lies in, unless that value stands in a column that is not read, or above the
/// rows of records.
fn merged(row: u32, column: u32, sheet: &Sheet, header: &Header<'_>) -> Option<Raw> {
    let block = sheet.merged.at(row, column)?;
    let is_read = header.columns.iter().any(|known| known.column == block.columns.0);
    let below = sheet.rows.get(header.position.saturating_add(1)..)?;
    let anchor = below.binary_search_by_key(&block.rows.0, |row| row.number).ok().and_then(|at| below.get(at))?;
    is_read.then(|| anchor.cell(block.columns.0).clone())
}

/// Cells of a text file to the right of the last header: a separator within a cell has shifted the row.
fn unexpected_cells(row: &SheetRow, sheet: &Sheet, header: &Header<'_>) -> Vec<Fault> {
    let known = header.columns.iter().map(|column| column.column);
    let last = known.chain(header.unknown.iter().map(|(column, _)| *column)).max().unwrap_or(0);
    let is_beyond = sheet.name.sheet.is_none() && row.cells.iter().any(|(column, _)| *column > last);
    let message = Message::new("register-row-too-long").with("columns", last.saturating_add(1));
    let fault = || Fault::new(sheet.name.place().at_row(row.number), message);
    is_beyond.then(fault).into_iter().collect()
}

/// The record of a row as far as it can be read, and what is wrong with it.
fn record(raws: &[Raw], header: &Header<'_>, origin: Origin) -> (Record, Vec<Fault>) {
    let mut cells = vec![Cell::Blank; header.kind.fields.len()];
    let mut faults = Vec::new();
    for (column, raw) in header.columns.iter().zip(raws) {
        let place = place(&origin).in_column(column.title.as_str());
        match cell::read(raw, column.field) {
            Ok(Cell::Blank) if column.field.required => {
                faults.push(Fault::new(place, Message::new("register-required-blank")));
            }
            Ok(cell) => {
                let position = header.kind.position(&column.field.id);
                if let Some(slot) = position.and_then(|position| cells.get_mut(position)) {
                    *slot = cell;
                }
            }
            Err(fault) => faults.push(Fault { place, ..*fault }),
        }
    }
    if faults.is_empty() {
        faults.extend(order_of_days(header, &cells, &origin));
    }
    (Record { cells, origin }, faults)
}

/// What begins must begin before it ends, and what ends must have begun (a blank beginning of a pair is no beginning); the
/// last day of a claim of coverage may be its first.
fn order_of_days(header: &Header<'_>, cells: &[Cell], origin: &Origin) -> Vec<Fault> {
    let kind = header.kind;
    let ends = kind.fields.iter().filter_map(|field| field.id.strip_suffix("_to"));
    let pairs =
        ends.map(|stem| (format!("{stem}_from"), format!("{stem}_to"))).filter(|(from, _)| kind.field(from).is_some());
    let mut faults: Vec<Fault> = pairs.filter_map(|(from, to)| pair(header, (cells, origin), (&from, &to))).collect();
    if let (Cell::Day(first), Cell::Day(last)) = (cell_of(kind, cells, "first_day"), cell_of(kind, cells, "last_day"))
        && last < first
    {
        let message = Message::new("register-last-day-before-first").with("first", *first).with("last", *last);
        faults.push(Fault::new(place(origin).in_column(title(header, "last_day")), message));
    }
    faults
}

fn pair(header: &Header<'_>, (cells, origin): (&[Cell], &Origin), (from, to): (&str, &str)) -> Option<Fault> {
    let Cell::Day(last) = cell_of(header.kind, cells, to) else { return None };
    let message = match cell_of(header.kind, cells, from) {
        Cell::Day(first) if first < last => return None,
        Cell::Day(first) => Message::new("register-span-not-forward").with("first", *first).with("last", *last),
        _ => Message::new("register-span-without-beginning").with("last", *last),
    };
    Some(Fault::new(place(origin).in_column(title(header, to)), message))
}

/// The header of a field, as the sheet has it.
fn title<'h>(header: &'h Header<'_>, field: &'h str) -> &'h str {
    header.columns.iter().find(|column| column.field.id == field).map_or(field, |column| column.title.as_str())
}

/// The cell of a field.
pub(crate) fn cell_of<'a>(kind: &Kind, cells: &'a [Cell], field: &str) -> &'a Cell {
    kind.position(field).and_then(|position| cells.get(position)).unwrap_or(&Cell::Blank)
}

/// Where a row stands.
pub(crate) fn place(origin: &Origin) -> Place {
    SheetName { file: origin.file.clone(), sheet: origin.sheet.clone() }.place().at_row(origin.row)
}

fn notes(sheet: &Sheet, header: &Header<'_>, above: &Above) -> Vec<Note> {
    let mut notes = Vec::new();
    let titles: Vec<&str> = header.unknown.iter().map(|(_, title)| title.as_str()).collect();
    if !titles.is_empty() {
        let message = Message::new("register-columns-not-read").with("headers", titles.join("、"));
        notes.push(Note { place: sheet.name.place(), message });
    }
    for (column, count) in header.columns.iter().zip(&above.repeated).filter(|(_, count)| **count > 0) {
        let place = sheet.name.place().in_column(column.title.as_str());
        notes.push(Note { place, message: Message::new("register-cells-repeated").with("count", *count) });
    }
    notes
}

impl Titles {
    /// The headers of a sheet.
    pub(crate) fn new(header: &Header<'_>) -> Self {
        let titles = header.columns.iter().map(|column| (column.field.id.clone(), column.title.clone())).collect();
        Self { titles }
    }

    /// How the sheet calls a field.
    pub(crate) fn of<'a>(&'a self, field: &'a Field) -> &'a str {
        self.titles.iter().find(|(id, _)| *id == field.id).map_or(&field.header.zh, |(_, title)| title)
    }
}
