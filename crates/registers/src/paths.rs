//! Which files are read: those named, and those found in the folders named. The order in which they are named does not
//! matter.

use crate::{characters::half_width, reading::Error, reading::Note};
use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What was found at the paths.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) files: Vec<File>,
    pub(crate) notes: Vec<Note>,
    pub(crate) faults: Vec<Fault>,
    seen: BTreeSet<PathBuf>,
}

/// A file that will be read. Ordered by name, so that no order of folders shows.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct File {
    pub(crate) name: Arc<str>,
    pub(crate) path: PathBuf,
    pub(crate) form: Form,
}

/// How a file is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Workbook,
    Text,
}

/// All files at the paths, each once.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Found, Error> {
    let mut found = Found::default();
    for path in paths {
        let about = fs::metadata(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => Error::Missing(path.clone()),
            _ => Error::Unreadable { path: path.clone(), source },
        })?;
        if about.is_dir() { found.add_folder(path)? } else { found.add_named(path) }
    }
    found.tell_apart();
    found.files.sort();
    Ok(found)
}

impl Found {
    fn add_folder(&mut self, folder: &Path) -> Result<(), Error> {
        if self.is_seen(folder) {
            return Ok(());
        }
        let unreadable = |source| Error::Unreadable { path: folder.to_owned(), source };
        let entries = fs::read_dir(folder).map_err(unreadable)?;
        let mut paths =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
        paths.sort();
        for path in paths.iter().filter(|path| !is_passed_over(path)) {
            if path.is_dir() {
                self.add_folder(path)?;
            } else if let Some(form) = form(path) {
                self.add(path, form);
            } else if !self.is_seen(path) {
                self.notes
                    .push(Note { place: Place::file(name(path)), message: Message::new("register-file-left-out") });
            }
        }
        Ok(())
    }

    fn add_named(&mut self, path: &Path) {
        match form(path) {
            Some(form) => self.add(path, form),
            None => {
                let message = Message::new("register-file-unknown-form");
                let fault =
                    Fault::new(Place::file(name(path)), message).expected(Message::new("register-expected-file"));
                self.faults.push(fault.hint(Message::new("register-hint-save-as")));
            }
        }
    }

    fn add(&mut self, path: &Path, form: Form) {
        if !self.is_seen(path) {
            self.files.push(File { name: name(path).into(), path: path.to_owned(), form });
        }
    }

    /// Files of one name in different folders get as many folders before their name as it takes to tell them apart.
    fn tell_apart(&mut self) {
        for depth in 2..16 {
            let names: Vec<Arc<str>> = self.files.iter().map(|file| file.name.clone()).collect();
            for file in self.files.iter_mut().filter(|file| names.iter().filter(|name| **name == file.name).count() > 1)
            {
                let parts: Vec<_> = file.path.components().rev().take(depth).collect();
                let longer: PathBuf = parts.into_iter().rev().collect();
                file.name = longer.to_string_lossy().into();
            }
        }
    }

    /// Whether the same file was met before, under whatever path; remembers it.
    fn is_seen(&mut self, path: &Path) -> bool {
        !self.seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    }
}

/// Lock files of office programs, and hidden files.
fn is_passed_over(path: &Path) -> bool {
    let name = name(path);
    name.starts_with("~$") || name.starts_with('.')
}

fn form(path: &Path) -> Option<Form> {
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    match half_width(&extension).as_str() {
        "xlsx" | "xlsm" => Some(Form::Workbook),
        "csv" | "tsv" | "txt" => Some(Form::Text),
        _ => None,
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
