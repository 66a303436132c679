//! A sheet that came back, whatever program saved it: cells as text, rows by their code. What an answer means is decided
//! elsewhere.

use crate::sheet::{HIDDEN_NAME, LAYOUT, SIGN};
use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};
use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
    sheet::{FilledLine, FilledSheet, SheetIdentity},
};
use std::{collections::BTreeMap, io::Cursor, panic};

type Workbook<'b> = Sheets<Cursor<&'b [u8]>>;

/// Cells by row and column, both from 0, as text; empty ones are not there.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// Reads a workbook that came back. `file` is how faults call it.
///
/// # Errors
/// It is no workbook, or none of ours.
pub fn read_sheet(file: &str, bytes: &[u8]) -> Result<FilledSheet, Box<Fault>> {
    // The library is not ours and workbooks come from anywhere: should it panic on one, the others are still read.
    match panic::catch_unwind(|| read(file, bytes)) {
        Ok(read) => read,
        Err(_) => Err(fault(file, "sheet-unreadable")),
    }
}

fn fault(file: &str, key: &str) -> Box<Fault> {
    Box::new(Fault::new(Place::file(file), Message::new(key)))
}

fn read(file: &str, bytes: &[u8]) -> Result<FilledSheet, Box<Fault>> {
    let mut workbook: Workbook<'_> =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| fault(file, "sheet-unreadable"))?;
    let hidden = cells(&mut workbook, HIDDEN_NAME).ok_or_else(|| fault(file, "sheet-unsigned"))?;
    let pairs = hidden.into_values().filter_map(|mut row| Some((row.remove(&0)?, row.remove(&1)?)));
    let facts: BTreeMap<String, String> = pairs.collect();
    let fact = |key: &str| facts.get(key).cloned().unwrap_or_default();
    if fact(SIGN) != LAYOUT {
        return Err(fault(file, "sheet-unsigned"));
    }
    let titles = ["code", "answer", "reason"].map(fact);
    for sheet in workbook.sheet_names() {
        if sheet == HIDDEN_NAME {
            continue;
        }
        let Some(rows) = cells(&mut workbook, &sheet) else { continue };
        let Some((heading, columns)) = heading(&rows, &titles) else { continue };
        return Ok(FilledSheet {
            file: file.to_owned(),
            sheet,
            identity: SheetIdentity {
                scheme: fact("scheme"),
                digest: fact("digest"),
                period: fact("period"),
                assessor: fact("assessor"),
                rater: fact("rater").parse().unwrap_or(0),
            },
            answer_title: titles.get(1).cloned().unwrap_or_default(),
            lines: lines(rows, heading, columns),
        });
    }
    Err(fault(file, "sheet-without-heading"))
}

/// The row of the heading, and the columns of code, answer and reason.
fn heading(rows: &Cells, titles: &[String; 3]) -> Option<(u32, [u32; 3])> {
    rows.iter().find_map(|(row, cells)| {
        let column = |title: &String| cells.iter().find(|(_, text)| *text == title).map(|(column, _)| *column);
        let [code, answer, reason] = titles.each_ref().map(column);
        Some((*row, [code?, answer?, reason?]))
    })
}

fn lines(rows: Cells, heading: u32, [code, answer, reason]: [u32; 3]) -> Vec<FilledLine> {
    let below = rows.into_iter().filter(|(row, _)| *row > heading);
    let line = |(row, mut cells): (u32, BTreeMap<u32, String>)| {
        let mut take = |column: u32| cells.remove(&column).unwrap_or_default();
        let (code, answer, reason) = (take(code), take(answer), take(reason));
        FilledLine { row: row.saturating_add(1), code, answer, reason, has_more: !cells.is_empty() }
    };
    below.map(line).collect()
}

/// The cells of a sheet; `None` if there is no such sheet.
fn cells(workbook: &mut Workbook<'_>, sheet: &str) -> Option<Cells> {
    let values = workbook.worksheet_range(sheet).ok()?;
    let formulas = workbook.worksheet_formula(sheet).unwrap_or_default();
    let mut cells = Cells::new();
    // A formula without a stored result reads as empty; it is told by itself, so that it does not pass for no answer.
    each(&formulas, &mut |at, formula: &String| put(&mut cells, at, &format!("={formula}")));
    each(&values, &mut |at, value| put(&mut cells, at, &text(value)));
    Some(cells)
}

fn each<T: calamine::CellType>(range: &Range<T>, then: &mut dyn FnMut((u32, u32), &T)) {
    let Some((first_row, first_column)) = range.start() else { return };
    for (row, column, value) in range.used_cells() {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
        then((first_row.saturating_add(row), first_column.saturating_add(column)), value);
    }
}

fn put(cells: &mut Cells, (row, column): (u32, u32), text: &str) {
    let is_blank = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    let text = text.trim_matches(is_blank);
    if !text.is_empty() && text != "=" {
        cells.entry(row).or_default().insert(column, text.to_owned());
    }
}

fn text(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Float(number) => number_text(*number),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// A number as spreadsheet programs show it: at most fifteen digits, so that what they computed reads as it is shown.
fn number_text(number: f64) -> String {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    shown.to_string()
}

#[cfg(test)]
mod tests;
