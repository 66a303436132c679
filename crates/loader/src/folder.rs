//! A pack (定义包): a folder of data files that defines what a plugin without code would. `pack.toml` says who speaks;
//! every other `*.toml` below the folder holds items, in whatever sub-folders its authors like.

use changxiao_core::{
    definition::PackText,
    department::{About, Department, List},
    fault::{Fault, Place},
    message::Message,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The file that says who speaks.
const HEAD: &str = "pack.toml";

/// A pack that was read into memory.
#[derive(Clone, Debug)]
pub struct PackDepartment {
    about: About,
    texts: Vec<PackText>,
    faults: Vec<Fault>,
}

/// Reads the folder of a pack. A folder that cannot be read, or a `pack.toml` that does not say who speaks, is refused,
/// with the faults of its other files; else those are collected in the list when the department registers.
pub fn open_folder(folder: &Path) -> Result<PackDepartment, Vec<Fault>> {
    let mut pack = Reading::default();
    pack.folder(folder);
    let head = folder.join(HEAD);
    let unsaid = || Fault::new(place(&head), Message::new("pack-without-about")).hint(Message::new("hint-pack-about"));
    let text = match fs::read_to_string(&head) {
        Ok(text) => PackText::new(&head.display().to_string(), &text),
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder.is_dir() => {
            return Err(pack.refused(vec![unsaid()]));
        }
        Err(error) => return Err(vec![unreadable(&head, &error)]),
    };
    let (said, faults) = text.read();
    let Some(about) = said.about else {
        return Err(pack.refused(if faults.is_empty() { vec![unsaid()] } else { faults }));
    };
    pack.texts.push(text);
    pack.texts.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(PackDepartment { about, texts: pack.texts, faults: pack.faults })
}

impl Department for PackDepartment {
    fn about(&self) -> About {
        self.about.clone()
    }

    fn register(&self, list: &mut List) {
        for text in &self.texts {
            list.pack(&text.file, &text.text);
        }
        for fault in &self.faults {
            list.fault(fault.clone());
        }
    }
}

#[derive(Default)]
struct Reading {
    texts: Vec<PackText>,
    faults: Vec<Fault>,
}

impl Reading {
    /// All faults of a folder whose head is no good.
    fn refused(self, head: Vec<Fault>) -> Vec<Fault> {
        let inside = self.texts.iter().flat_map(|text| text.read().1);
        head.into_iter().chain(inside).chain(self.faults).collect()
    }

    fn folder(&mut self, folder: &Path) {
        match entries(folder) {
            Ok(paths) => paths.iter().for_each(|path| self.entry(path)),
            Err(error) => self.faults.push(unreadable(folder, &error)),
        }
    }

    fn entry(&mut self, path: &Path) {
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        match (path.is_dir(), path.is_symlink()) {
            // Followed, it might lead in a circle.
            (true, true) => self.faults.push(Fault::new(place(path), Message::new("pack-linked-folder"))),
            (true, false) => self.folder(path),
            (false, _) if is_toml && path.file_name().is_none_or(|name| name != HEAD) => self.file(path),
            (false, _) => {}
        }
    }

    fn file(&mut self, path: &Path) {
        let text = match fs::read_to_string(path) {
            Ok(text) => PackText::new(&path.display().to_string(), &text),
            Err(error) => return self.faults.push(unreadable(path, &error)),
        };
        if text.read().0.about.is_some() {
            self.faults
                .push(Fault::new(place(path), Message::new("pack-second-about")).hint(Message::new("hint-pack-about")));
        }
        self.texts.push(text);
    }
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::InvalidData => Fault::new(place(path), Message::new("pack-not-utf-8")),
        _ => Fault::new(place(path), Message::new("pack-unreadable").with("text", error.to_string())),
    }
}
