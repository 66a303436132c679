//! Reads a workbook (XLSX, XLSM) into sheets of raw cells. Cell by cell: a stray value in the last row and column of a
//! sheet must not cost the memory of everything before it.

use crate::{
    reading::Note,
    sheet::{Blocks, Merged, Raw, Sheet, SheetName, SheetRow},
};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use changxiao_core::{
    day::Day,
    fault::{Fault, Place},
    message::Message,
};
use std::{collections::BTreeMap, io::Cursor, panic, sync::Arc};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The visible sheets of a workbook; hidden ones become notes.
pub(crate) fn sheets(file: &Arc<str>, bytes: &[u8], notes: &mut Vec<Note>) -> Result<Vec<Sheet>, Box<Fault>> {
    let fault = |message: Message| Box::new(Fault::new(Place::file(&**file), message));
    if bytes.is_empty() {
        return Err(fault(Message::new("register-file-empty")));
    }
    let is_package = bytes.starts_with(b"PK");
    let is_compound = bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    if !is_package && !is_compound {
        let not = fault(Message::new("register-file-not-a-workbook"));
        return Err(Box::new(not.hint(Message::new("register-hint-save-as"))));
    }
    // The library is not ours and workbooks come from anywhere: should it panic on one, the others are still read.
    let opened = panic::catch_unwind(|| read_all(file, bytes));
    let (sheets, hidden) = match opened {
        Ok(Ok(read)) => read,
        Ok(Err(XlsxError::Password)) => return Err(fault(Message::new("register-file-protected"))),
        Ok(Err(_)) | Err(_) if is_compound => {
            let old = fault(Message::new("register-file-old-workbook"));
            return Err(Box::new(old.hint(Message::new("register-hint-save-as"))));
        }
        Ok(Err(_)) | Err(_) => return Err(fault(Message::new("register-file-damaged"))),
    };
    let hidden =
        hidden.into_iter().map(|name| Note { place: name.place(), message: Message::new("register-sheet-hidden") });
    notes.extend(hidden);
    Ok(sheets)
}

fn read_all(file: &Arc<str>, bytes: &[u8]) -> Result<(Vec<Sheet>, Vec<SheetName>), XlsxError> {
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes))?;
    let (mut sheets, mut hidden) = (Vec::new(), Vec::new());
    for about in workbook.sheets_metadata().to_vec() {
        let name = SheetName { file: file.clone(), sheet: Some(about.name.as_str().into()) };
        if about.typ != SheetType::WorkSheet {
            continue;
        }
        if about.visible != SheetVisible::Visible {
            hidden.push(name);
            continue;
        }
        let merged = workbook.merge_cells_by_sheet_name(&about.name)?;
        let merged = merged.iter().map(|block| Merged {
            rows: (block.start.0.saturating_add(1), block.end.0.saturating_add(1)),
            columns: (block.start.1, block.end.1),
        });
        let rows = rows(&mut workbook, &about.name)?;
        let merged = Blocks::new(merged, rows.last().map_or(0, |row| row.number));
        sheets.push(Sheet { name, rows, merged });
    }
    Ok((sheets, hidden))
}

/// The rows of a sheet from its first to the last that holds something.
fn rows(workbook: &mut Workbook<'_>, sheet: &str) -> Result<Vec<SheetRow>, XlsxError> {
    let mut filled: BTreeMap<u32, BTreeMap<u32, Raw>> = BTreeMap::new();
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let raw = match (raw(&cell.value), cell.formula) {
            (Raw::Empty, Some(_)) if cell.value == DataRef::Empty => Raw::NoResult,
            (raw, _) => raw,
        };
        if raw != Raw::Empty {
            filled.entry(cell.pos.0.saturating_add(1)).or_default().insert(cell.pos.1, raw);
        }
    }
    let last = filled.last_key_value().map_or(0, |(row, _)| *row);
    let row = |number| SheetRow { number, cells: filled.remove(&number).into_iter().flatten().collect() };
    Ok((1..=last).map(row).collect())
}

fn raw(value: &DataRef<'_>) -> Raw {
    match value {
        DataRef::Empty => Raw::Empty,
        DataRef::Int(number) => Raw::text(&number.to_string()),
        DataRef::Float(number) => Raw::Number(*number),
        DataRef::String(text) => Raw::text(text),
        DataRef::SharedString(text) => Raw::text(text),
        DataRef::Bool(answer) => Raw::Boolean(*answer),
        DataRef::Error(error) => Raw::Failed(error.to_string()),
        DataRef::DateTimeIso(text) => iso_day(text).map_or_else(|| Raw::text(text), Raw::Day),
        DataRef::DurationIso(text) => Raw::text(text),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            let time = || Raw::Text(format!("{hour}:{minute:02}"));
            if moment.is_duration() || moment.as_f64() < 1.0 {
                return time();
            }
            let year = i16::try_from(year).unwrap_or(i16::MAX);
            let (month, day) = (i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0));
            Day::new(year, month, day).map_or_else(|| Raw::Text(format!("{year}-{month:02}-{day:02}")), Raw::Day)
        }
    }
}

fn iso_day(text: &str) -> Option<Day> {
    text.split('T').next().and_then(|day| day.parse().ok())
}
