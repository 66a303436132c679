//! A table of the contract as the text of a file, as our own templates have it: what is written reads as the same.

use crate::sample::shown;
use changxiao_core::{columns::Columns, contract::Kind};
use csv::{Terminator, WriterBuilder};
use std::io;

/// The rows of a kind as comma-separated text with the headers of our own templates.
///
/// # Errors
/// When memory cannot be written, which it can.
pub fn written(kind: &Kind, columns: &Columns) -> io::Result<Vec<u8>> {
    let bytes = "\u{feff}".as_bytes().to_vec();
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    table.write_record(kind.fields.iter().map(|field| &field.header.zh))?;
    for row in columns.rows() {
        let cells = kind.fields.iter().map(|field| (field, row.cell(&field.id)));
        for (field, cell) in cells {
            table.write_field(&*shown(field, &cell))?;
        }
        table.write_record(None::<&[u8]>)?;
    }
    table.into_inner().map_err(csv::IntoInnerError::into_error)
}
