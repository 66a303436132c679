//! Reads a text file of separated values into a sheet of raw cells.

use crate::{
    encoding,
    reading::Note,
    sheet::{Blocks, Raw, Sheet, SheetName, SheetRow},
};
use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
};
use csv::{ReaderBuilder, StringRecord};
use std::sync::Arc;

/// The one sheet of a text file; a note says which encoding it was in.
pub(crate) fn sheet(file: &Arc<str>, bytes: &[u8], notes: &mut Vec<Note>) -> Result<Sheet, Box<Fault>> {
    let place = Place::file(&**file);
    if bytes.is_empty() {
        return Err(Box::new(Fault::new(place, Message::new("register-file-empty"))));
    }
    let Some((text, encoding)) = encoding::decoded(bytes) else {
        let fault = Fault::new(place, Message::new("register-encoding-unknown"));
        return Err(Box::new(fault.expected(Message::new("register-expected-encoding"))));
    };
    notes.push(Note { place: place.clone(), message: Message::new("register-encoding").with("encoding", encoding) });
    let rows = rows(&text, separator(&text)).map_err(|row| {
        let message = Message::new("register-quote-open");
        Box::new(Fault::new(place.at_row(row), message))
    })?;
    Ok(Sheet { name: SheetName { file: file.clone(), sheet: None }, rows, merged: Blocks::default() })
}

/// The separator that stands, outside quotes, in most of the first lines; in equally many, most often. So a list of ids
/// inside one cell, whose parts semicolons separate, is no row of its own.
fn separator(text: &str) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b',', (0_usize, 0_usize)), (b'\t', (0, 0)), (b';', (0, 0))];
    for line in text.lines().take(50) {
        let mut seen = [0_usize; 3];
        for letter in line.chars() {
            match letter {
                '"' => is_quoted = !is_quoted,
                other if !is_quoted => {
                    for ((separator, _), seen) in counts.iter().zip(&mut seen) {
                        *seen += usize::from(char::from(*separator) == other);
                    }
                }
                _ => {}
            }
        }
        for ((_, (lines, all)), seen) in counts.iter_mut().zip(seen) {
            *lines += usize::from(seen > 0);
            *all += seen;
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator)
}

/// The rows; if a quotation mark is never closed, the line where it opens.
fn rows(text: &str, separator: u8) -> Result<Vec<SheetRow>, u32> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    // The text is UTF-8 already and no record has a fixed length, so that reading cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = lines.line_at(record.position().map_or(0, csv::Position::byte));
        let cells = record.iter().zip(0..).map(|(text, column)| (column, Raw::text(text)));
        let cells = cells.filter(|(_, raw)| *raw != Raw::Empty).collect();
        rows.push(SheetRow { number: line, cells });
    }
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    match rows.last() {
        Some(last) if last.number < lines && is_quote_open(text) => Err(last.number),
        _ => Ok(rows),
    }
}

/// Counts lines on the way through a text. The reader's own count is one behind where lines end in CR LF.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the first character from a position on that is no line end; positions must ascend.
    fn line_at(&mut self, position: u64) -> u32 {
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at).filter(|byte| self.at < position || matches!(byte, b'\r' | b'\n'))
        {
            self.line = self.line.saturating_add(u32::from(*byte == b'\n'));
            self.at = self.at.saturating_add(1);
        }
        self.line
    }
}

fn is_quote_open(text: &str) -> bool {
    text.matches('"').count() % 2 == 1
}
