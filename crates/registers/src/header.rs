//! Finds the header of a sheet: the first row that has all required headers of exactly one kind. Headers are the ids of
//! fields or the words of the contract; nothing is guessed, but what is nearly right is named in the fault.

use crate::{
    characters::{comparable, without_blanks},
    sheet::{Sheet, SheetRow},
};
use changxiao_core::{
    contract::{Contract, Field, Kind},
    fault::{Fault, nearest},
    message::Message,
    text::Text,
};
use std::cmp::Reverse;

/// How many rows from the top a header is looked for.
const SEARCHED_ROWS: usize = 15;

/// The header of a sheet.
pub(crate) struct Header<'a> {
    pub(crate) kind: &'a Kind,
    /// Position of the header among the rows of the sheet.
    pub(crate) position: usize,
    /// Columns that the contract knows.
    pub(crate) columns: Vec<HeaderColumn<'a>>,
    /// Headers of the columns it does not know.
    pub(crate) unknown: Vec<(u32, String)>,
}

/// A column that is read.
pub(crate) struct HeaderColumn<'a> {
    pub(crate) column: u32,
    /// The header as printed, without blanks.
    pub(crate) title: String,
    pub(crate) field: &'a Field,
}

/// The header of a sheet, or why it has none.
pub(crate) fn find<'a>(sheet: &Sheet, contract: &'a Contract) -> Result<Header<'a>, Box<Fault>> {
    let fault = |message| Box::new(Fault::new(sheet.name.place(), message));
    if sheet.rows.iter().all(|row| row.cells.is_empty()) {
        return Err(fault(Message::new("register-sheet-empty")));
    }
    let candidates: Vec<(usize, &SheetRow)> = sheet.rows.iter().take(SEARCHED_ROWS).enumerate().collect();
    for (position, row) in &candidates {
        let complete = contract.kinds().filter(|kind| missing(row, kind).is_empty());
        let mut complete: Vec<(usize, &Kind)> = complete.map(|kind| (columns(row, kind).len(), kind)).collect();
        complete.sort_by_key(|(count, _)| Reverse(*count));
        match complete.as_slice() {
            [] => {}
            [(best, _), (second, _), ..] if best == second => {
                let tied = complete.iter().filter(|(count, _)| count == best).map(|(_, kind)| &kind.name);
                let message = Message::new("register-kind-tied").with("kinds", listed(tied));
                let place = sheet.name.place().at_row(row.number);
                return Err(Box::new(Fault::new(place, message).hint(Message::new("register-hint-more-headers"))));
            }
            [(_, kind), ..] => return header(sheet, *position, kind),
        }
    }
    let rows: Vec<&SheetRow> = candidates.into_iter().map(|(_, row)| row).collect();
    Err(Box::new(incomplete(sheet, &rows, contract)))
}

fn header<'a>(sheet: &Sheet, position: usize, kind: &'a Kind) -> Result<Header<'a>, Box<Fault>> {
    let mut header = Header { kind, position, columns: Vec::new(), unknown: Vec::new() };
    let Some(row) = sheet.rows.get(position) else { return Ok(header) };
    header.columns = columns(row, kind);
    for (index, column) in header.columns.iter().enumerate() {
        if header.columns.iter().take(index).any(|before| before.field.id == column.field.id) {
            let message = Message::new("register-header-twice").with("header", column.title.as_str());
            return Err(Box::new(Fault::new(sheet.name.place().at_row(row.number), message)));
        }
    }
    let is_known = |column: u32| header.columns.iter().any(|known| known.column == column);
    let unknown = row.cells.iter().filter(|(column, _)| !is_known(*column));
    header.unknown = unknown.map(|(column, raw)| (*column, without_blanks(&raw.shown()))).collect();
    Ok(header)
}

fn columns<'a>(row: &SheetRow, kind: &'a Kind) -> Vec<HeaderColumn<'a>> {
    let known = row.cells.iter().filter_map(|(column, raw)| {
        let field = field(kind, &normalised(&raw.shown()))?;
        Some(HeaderColumn { column: *column, title: without_blanks(&raw.shown()), field })
    });
    known.collect()
}

fn missing<'a>(row: &SheetRow, kind: &'a Kind) -> Vec<&'a Field> {
    let found = columns(row, kind);
    let is_missing = |field: &&Field| field.required && !found.iter().any(|column| column.field.id == field.id);
    kind.fields.iter().filter(is_missing).collect()
}

/// The field that a normalised header names.
fn field<'a>(kind: &'a Kind, header: &str) -> Option<&'a Field> {
    kind.fields.iter().find(|field| names(field).iter().any(|name| name == header))
}

fn names(field: &Field) -> [String; 3] {
    [normalised(&field.id), normalised(&field.header.zh), normalised(&field.header.en)]
}

/// A header in the form in which headers are compared: without blanks, half-width, lower case, without marks for required
/// columns, without an explanation in brackets at its end.
pub(crate) fn normalised(header: &str) -> String {
    let text = comparable(header).to_lowercase();
    let text = text.trim_matches(['*', ':']);
    let without_hint =
        text.strip_suffix([')', ']', '】']).and_then(|_| text.rfind(['(', '[', '【'])).and_then(|at| text.get(..at));
    without_hint.filter(|start| !start.is_empty()).unwrap_or(text).to_owned()
}

/// The fault of a sheet whose headers are those of no kind: which kind is nearest, and what it lacks.
fn incomplete(sheet: &Sheet, rows: &[&SheetRow], contract: &Contract) -> Fault {
    let candidates = rows.iter().flat_map(|row| contract.kinds().map(move |kind| Likeness::new(row, kind)));
    let best = candidates.min_by_key(|likeness| Reverse(likeness.score()));
    let Some(best) = best.filter(|likeness| likeness.score() >= 4) else {
        let fault = Fault::new(sheet.name.place(), Message::new("register-no-header"));
        return fault.expected(Message::new("register-expected-header"));
    };
    let headers = listed(best.missing.iter().map(|field| &field.header));
    let message =
        Message::new("register-headers-missing").with("kind", best.kind.name.clone()).with("headers", headers);
    let required = listed(best.kind.fields.iter().filter(|field| field.required).map(|field| &field.header));
    let fault = Fault::new(sheet.name.place().at_row(best.row), message);
    let fault = fault.expected(Message::new("register-expected-headers").with("headers", required));
    if best.misspelt.is_empty() {
        return fault;
    }
    let pair = |(field, found): &(&Field, String)| format!("{found} → {}", field.header.zh);
    let pairs: Vec<String> = best.misspelt.iter().map(pair).collect();
    fault.hint(Message::new("register-hint-rename-headers").with("headers", pairs.join("、")))
}

/// How much a row resembles the header of a kind.
struct Likeness<'a> {
    kind: &'a Kind,
    row: u32,
    exact: usize,
    missing: Vec<&'a Field>,
    misspelt: Vec<(&'a Field, String)>,
}

impl<'a> Likeness<'a> {
    fn new(row: &SheetRow, kind: &'a Kind) -> Self {
        let missing = missing(row, kind);
        let found = columns(row, kind);
        let is_free = |column: u32| !found.iter().any(|known| known.column == column);
        let free = row.cells.iter().filter(|(column, _)| is_free(*column)).map(|(_, raw)| normalised(&raw.shown()));
        let free: Vec<String> = free.filter(|text| text.chars().count() <= 12).collect();
        let near = |field: &&'a Field| {
            let found = nearest(&normalised(&field.header.zh), free.iter().map(String::as_str))?;
            Some((*field, found.to_owned()))
        };
        let misspelt = missing.iter().filter_map(near).collect();
        Self { kind, row: row.number, exact: found.len(), missing, misspelt }
    }

    /// A header counts two, a nearly right one counts one.
    fn score(&self) -> usize {
        self.exact * 2 + self.misspelt.len()
    }
}

/// Headers as a list: the Chinese words in Chinese; in English both, since sheets print the Chinese ones.
fn listed<'a>(headers: impl Iterator<Item = &'a Text>) -> Text {
    let (zh, en): (Vec<String>, Vec<String>) =
        headers.map(|header| (header.zh.clone(), format!("{} ({})", header.zh, header.en))).unzip();
    Text::new(zh.join("、"), en.join(", "))
}
