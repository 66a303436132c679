//! Writes rows as tables into a folder: one CSV file a kind, named and headed by the Chinese words of the contract, in
//! UTF-8 with a byte-order mark, lines ending in CR LF, so that spreadsheet programs open them.

use super::Sink;
use changxiao_core::{
    columns::Cell,
    contract::{Field, FieldType, Kind},
};
use csv::{Terminator, Writer, WriterBuilder};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs::File,
    io::{self, Write as _},
    path::PathBuf,
};

/// A folder that takes rows. Files appear with their first row and are whole after [`Folder::close`].
pub struct Folder {
    path: PathBuf,
    tables: BTreeMap<String, Writer<File>>,
}

impl Folder {
    /// A folder that exists; files of the same names in it are replaced.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path, tables: BTreeMap::new() }
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn close(mut self) -> io::Result<()> {
        self.tables.values_mut().try_for_each(Writer::flush)
    }

    fn open(&self, kind: &Kind) -> io::Result<Writer<File>> {
        let mut file = File::create(self.path.join(format!("{}.csv", kind.name.zh)))?;
        file.write_all("\u{feff}".as_bytes())?;
        let mut table = WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(1 << 16).from_writer(file);
        table.write_record(kind.fields.iter().map(|field| &field.header.zh))?;
        Ok(table)
    }
}

impl Sink for Folder {
    fn row(&mut self, kind: &Kind, cells: &[Cell]) -> io::Result<()> {
        if !self.tables.contains_key(&kind.kind) {
            let table = self.open(kind)?;
            self.tables.insert(kind.kind.clone(), table);
        }
        let Some(table) = self.tables.get_mut(&kind.kind) else { return Ok(()) };
        for (field, cell) in kind.fields.iter().zip(cells) {
            table.write_field(&*shown(field, cell))?;
        }
        Ok(table.write_record(None::<&[u8]>)?)
    }
}

/// A cell as an office would write it.
pub(crate) fn shown<'a>(field: &'a Field, cell: &'a Cell) -> Cow<'a, str> {
    match cell {
        Cell::Blank => Cow::Borrowed(""),
        Cell::Boolean(answer) => Cow::Borrowed(if *answer { "是" } else { "否" }),
        Cell::Number(hundredths) => Cow::Owned(decimal(*hundredths)),
        Cell::Day(day) if field.holds == FieldType::Month => {
            Cow::Owned(format!("{:04}-{:02}", day.year(), day.month()))
        }
        Cell::Day(day) => Cow::Owned(day.to_string()),
        Cell::Text(text) => Cow::Borrowed(field.code(text).map_or(&**text, |code| &code.zh)),
        Cell::List(ids) => Cow::Owned(ids.join(";")),
    }
}

/// A number of hundredths without needless zeros.
fn decimal(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        rest => format!("{whole}.{rest:02}"),
    }
}
