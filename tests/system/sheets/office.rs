//! LibreOffice without a window, as another program that opens sheets and saves them again.

use crate::program::Bench;
use std::{fs, process::Command};

/// Opens each workbook of a folder and saves it into `saved-ENDING`.
pub(super) fn save(bench: &Bench, folder: &str, ending: &str) {
    let entries = fs::read_dir(bench.path(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut workbooks: Vec<_> = entries.filter(|path| fs::read(path).unwrap().starts_with(b"PK")).collect();
    workbooks.sort();
    let out = bench.path(&format!("saved-{ending}"));
    let profile = format!("-env:UserInstallation=file://{}", bench.path("office-profile").display());
    let mut soffice = Command::new("soffice");
    soffice.args([&profile, "--headless", "--convert-to", ending, "--outdir"]).arg(&out).args(&workbooks);
    let output = soffice.output().unwrap_or_else(|error| {
        panic!("`soffice` does not start ({error}): install the package `libreoffice-calc`, or run `cargo xtask test`")
    });
    let saved = fs::read_dir(&out).map_or(0, Iterator::count);
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert_eq!(saved, workbooks.len(), "LibreOffice saved {saved} of {} workbooks:\n{said}", workbooks.len());
}
