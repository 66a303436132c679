//! Reads files into registers: finds them, reads their sheets, checks their rows, and accounts for every row it saw.

use crate::{
    coverage::{self, SheetWords},
    delimited, header, keys, lines_above,
    paths::{self, File, Form},
    records::{self, Record, Titles},
    references,
    sheet::{Sheet, SheetName},
    snapshot::{hex, is_snapshot, open_snapshot, snapshots_in},
    states, workbook,
};
use changxiao_core::{
    columns::{Cell, Columns, Origin},
    contract::{Contract, Field},
    fault::{Fault, Place},
    message::Message,
    registers::Registers,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs, io, path::PathBuf};

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The rows kept, one table a kind of which rows were kept.
    pub registers: Registers,
    /// What is wrong with whole files and sheets; nothing of these was read.
    pub faults: Vec<Fault>,
    /// Rows put aside, in the order of their places.
    pub quarantined: Vec<Quarantined>,
    /// What the reader decided on its own, and why.
    pub notes: Vec<Note>,
    /// One line for each sheet that was read.
    pub balance: Vec<SheetBalance>,
}

/// A row put aside, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quarantined {
    /// Where the row stands.
    pub origin: Origin,
    /// At least one fault; each names its column where it has one.
    pub faults: Vec<Fault>,
}

/// Something the reader wants known, which is no fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// Where; empty if it concerns the reading as a whole.
    pub place: Place,
    /// What.
    pub message: Message,
}

/// What became of the rows below the header of a sheet: `seen` is the sum of the other three.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SheetBalance {
    /// The file, without folders.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The kind of register that the sheet is.
    pub kind: String,
    /// Rows below the header.
    pub seen: usize,
    /// Rows kept.
    pub kept: usize,
    /// Rows put aside.
    pub quarantined: usize,
    /// Rows that are no records: empty ones, totals, foot notes.
    pub left_out: usize,
}

/// Why reading had to stop.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A path that was given does not exist.
    #[error("`{}` does not exist", .0.display())]
    Missing(PathBuf),
    /// A path that was given, or a folder in it, cannot be looked into.
    #[error("cannot look into `{}`", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A snapshot was given together with something else.
    #[error("`{}` is a snapshot and cannot be read together with other files", .0.display())]
    SnapshotBesideOthers(PathBuf),
    /// A folder holds snapshots, one of which is to be named.
    #[error("`{}` holds snapshots", folder.display())]
    HoldsSnapshots {
        /// The folder.
        folder: PathBuf,
        /// The snapshots in it, by name; at least one.
        snapshots: Vec<PathBuf>,
    },
    /// A folder is no snapshot.
    #[error("`{}` is no snapshot", .0.display())]
    NotASnapshot(PathBuf),
    /// A snapshot is laid out in a way that this program does not know.
    #[error("`{}` has schema {found}; this program reads {known}", path.display())]
    OtherSchema {
        /// The snapshot.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The schema of this program.
        known: u32,
    },
    /// A snapshot keeps registers of another version of the contract.
    #[error("`{}` has register contract {found}; this program has {known}", path.display())]
    OtherContract {
        /// The snapshot.
        path: PathBuf,
        /// Its version of the contract.
        found: u32,
        /// The version of this program.
        known: u32,
    },
    /// A snapshot is not what was written.
    #[error("`{}` is damaged", path.display())]
    Damaged {
        /// The snapshot.
        path: PathBuf,
        /// At least one fault, by file.
        faults: Vec<Fault>,
    },
    /// A snapshot cannot be written.
    #[error("cannot write a snapshot into `{}`", path.display())]
    Unwritable {
        /// The folder.
        path: PathBuf,
        /// What the system or the library of Parquet says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Reads files, and all files in folders; or one snapshot. The order of the paths does not matter.
///
/// # Errors
/// When a path does not exist, a folder cannot be opened or holds snapshots, or a snapshot is damaged or not alone. Whatever is wrong inside
/// files is a fault of the reading.
pub fn read(paths: &[PathBuf], contract: &Contract) -> Result<Reading, Error> {
    match (paths.iter().find(|path| is_snapshot(path)), paths) {
        (Some(snapshot), [_]) => return open_snapshot(snapshot, contract),
        (Some(snapshot), _) => return Err(Error::SnapshotBesideOthers(snapshot.clone())),
        (None, _) => {}
    }
    for folder in paths {
        let snapshots = snapshots_in(folder);
        if !snapshots.is_empty() {
            return Err(Error::HoldsSnapshots { folder: folder.clone(), snapshots });
        }
    }
    read_files(paths, contract)
}

fn read_files(paths: &[PathBuf], contract: &Contract) -> Result<Reading, Error> {
    let found = paths::find(paths)?;
    let mut reading = Reading { faults: found.faults, notes: found.notes, ..Reading::default() };
    let mut tables = Tables { contract, records: BTreeMap::new(), put_aside: BTreeMap::new(), titles: BTreeMap::new() };
    let mut words = Vec::new();
    for file in &found.files {
        for sheet in reading.sheets(file) {
            words.extend(reading.take(&sheet, &mut tables));
        }
    }
    for check in [references::check, keys::check, states::check, references::check] {
        let (quarantined, notes) = check(&mut tables);
        reading.quarantined.extend(quarantined);
        reading.notes.extend(notes);
    }
    reading.settle(&tables);
    reading.notes.extend(coverage::derive(&mut tables, &words, &reading.put_aside()));
    reading.registers = tables.registers();
    reading.sort();
    Ok(reading)
}

impl Reading {
    /// Digest of the kept rows: the same for the same content, whatever the files, their names, and the order of rows.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for table in self.registers.tables() {
            hasher.update(line("", table.kind()));
            hasher.update(table.columns().map(|(name, _)| line("", name)).collect::<String>());
            for row in table.rows() {
                hasher.update(table.columns().map(|(name, _)| canonical(&row.cell(name))).collect::<String>());
            }
        }
        hex(&hasher.finalize())
    }

    /// How many rows of each sheet were put aside.
    fn put_aside(&self) -> BTreeMap<SheetName, usize> {
        let mut rows = BTreeMap::new();
        for row in &self.quarantined {
            let name = SheetName { file: row.origin.file.clone(), sheet: row.origin.sheet.clone() };
            *rows.entry(name).or_default() += 1;
        }
        rows
    }

    /// All faults: those of files and sheets, then those of rows.
    pub fn all_faults(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter().chain(self.quarantined.iter().flat_map(|row| &row.faults))
    }

    /// The sheets of a file; what is wrong with it becomes a fault.
    fn sheets(&mut self, file: &File) -> Vec<Sheet> {
        let bytes = match fs::read(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = Message::new("register-file-unreadable").with("reason", error.to_string());
                self.faults.push(Fault::new(Place::file(&*file.name), message));
                return Vec::new();
            }
        };
        let sheets = match file.form {
            Form::Workbook => workbook::sheets(&file.name, &bytes, &mut self.notes),
            Form::Text => delimited::sheet(&file.name, &bytes, &mut self.notes).map(|sheet| vec![sheet]),
        };
        sheets.unwrap_or_else(|fault| {
            self.faults.push(*fault);
            Vec::new()
        })
    }

    /// Takes the records of a sheet into the tables; returns what it says about its coverage.
    fn take(&mut self, sheet: &Sheet, tables: &mut Tables<'_>) -> Option<SheetWords> {
        let header = match header::find(sheet, tables.contract) {
            Ok(header) => header,
            Err(fault) => {
                self.faults.push(*fault);
                return None;
            }
        };
        let taken = records::take(sheet, &header);
        tables.titles.insert(sheet.name.clone(), Titles::new(&header));
        tables.records.entry(header.kind.kind.clone()).or_default().extend(taken.records);
        tables.put_aside.entry(header.kind.kind.clone()).or_default().extend(taken.put_aside);
        self.quarantined.extend(taken.quarantined);
        self.notes.extend(taken.notes);
        self.balance.push(SheetBalance {
            file: sheet.name.file.to_string(),
            sheet: sheet.name.sheet.as_deref().map(str::to_owned),
            kind: header.kind.kind.clone(),
            seen: taken.seen,
            kept: 0,
            quarantined: 0,
            left_out: taken.left_out.len(),
        });
        let header_row = sheet.rows.get(header.position).map_or(0, |row| row.number);
        let said = lines_above::said(sheet, header.position);
        Some(SheetWords { name: sheet.name.clone(), kind: header.kind.kind.clone(), said, header_row })
    }

    /// Counts the rows kept and put aside of each sheet, from the rows themselves.
    fn settle(&mut self, tables: &Tables<'_>) {
        let kept = counted(tables.records.values().flatten().map(|record| &record.origin));
        let quarantined = counted(self.quarantined.iter().map(|row| &row.origin));
        for line in &mut self.balance {
            let name = line.name();
            line.kept = kept.get(&name).copied().unwrap_or(0);
            line.quarantined = quarantined.get(&name).copied().unwrap_or(0);
        }
    }

    /// Puts everything in the order of files, of sheets in their workbook, and of rows.
    fn sort(&mut self) {
        let mut ranks: BTreeMap<SheetName, usize> = BTreeMap::new();
        for line in &self.balance {
            let rank = ranks.len();
            ranks.entry(line.name()).or_insert(rank);
        }
        let rank = |file: Option<&str>, sheet: Option<&str>| {
            let name = SheetName { file: file.unwrap_or_default().into(), sheet: sheet.map(Into::into) };
            ranks.get(&name).copied()
        };
        self.faults.sort_by(|a, b| a.place.file.cmp(&b.place.file));
        self.quarantined
            .sort_by_cached_key(|row| (rank(Some(&row.origin.file), row.origin.sheet.as_deref()), row.origin.row));
        self.notes.sort_by_cached_key(|note| {
            let rank = rank(note.place.file.as_deref(), note.place.sheet.as_deref());
            (note.place.file.clone(), rank, note.place.row)
        });
    }
}

impl SheetBalance {
    fn name(&self) -> SheetName {
        SheetName { file: self.file.as_str().into(), sheet: self.sheet.as_deref().map(Into::into) }
    }
}

fn counted<'a>(origins: impl Iterator<Item = &'a Origin>) -> BTreeMap<SheetName, usize> {
    let mut counts: BTreeMap<SheetName, usize> = BTreeMap::new();
    for origin in origins {
        let count = counts.entry(SheetName { file: origin.file.clone(), sheet: origin.sheet.clone() }).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

/// A cell on a line of its own. The mark of its type comes first, so that the text `1` is not the number 1.
fn canonical(cell: &Cell) -> String {
    match cell {
        Cell::Blank => line("_", ""),
        Cell::Boolean(answer) => line("b", &answer.to_string()),
        Cell::Number(hundredths) => line("n", &hundredths.to_string()),
        Cell::Day(day) => line("d", &day.to_string()),
        Cell::Text(text) => line("t", text),
        Cell::List(ids) => line("l", &ids.join("|")),
    }
}

fn line(mark: &str, text: &str) -> String {
    format!("{mark}{}\n", text.replace('\\', "\\\\").replace('\n', "\\n"))
}

/// The rows read so far, by kind, and how their sheets call the fields. A kind is here when a sheet of it was read, even
/// if no row was kept.
pub(crate) struct Tables<'a> {
    pub(crate) contract: &'a Contract,
    pub(crate) records: BTreeMap<String, Vec<Record>>,
    /// Rows put aside, as far as they could be read: whoever names one of them is told that it is here, but not kept.
    pub(crate) put_aside: BTreeMap<String, Vec<Record>>,
    titles: BTreeMap<SheetName, Titles>,
}

impl Tables<'_> {
    /// How the sheet of a row calls a field.
    pub(crate) fn title(&self, origin: &Origin, field: &Field) -> String {
        let name = SheetName { file: origin.file.clone(), sheet: origin.sheet.clone() };
        self.titles.get(&name).map_or_else(|| field.header.zh.clone(), |titles| titles.of(field).to_owned())
    }

    fn registers(self) -> Registers {
        let tables =
            self.records.into_iter().filter(|(_, records)| !records.is_empty()).filter_map(|(kind, records)| {
                let kind = self.contract.kind(&kind)?;
                let mut columns = Columns::empty(kind);
                for record in records {
                    columns.push(record.cells, record.origin);
                }
                Some(columns.sorted(kind))
            });
        Registers::new(tables)
    }
}
