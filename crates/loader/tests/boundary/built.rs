//! Builds the libraries and the worker program once, with the cargo, profile and target folder of this very test.

use changxiao_core::{
    columns::{Cell, Column, Columns, Origin},
    fault::Fault,
    native::OrganisationRecords,
};
use changxiao_loader::{Description, Limits, Plugin};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    time::Duration,
};

/// What cargo built, by name of the target.
fn built(target: &str) -> PathBuf {
    static BUILT: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    let all = BUILT.get_or_init(build);
    all.get(target).unwrap_or_else(|| panic!("cargo built no {target}: {all:?}")).clone()
}

fn build() -> BTreeMap<String, PathBuf> {
    let this = std::env::current_exe().unwrap();
    let profile = this.ancestors().nth(2).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--offline", "--quiet", "--message-format=json", "--lib", "--examples"]);
    for package in
        ["changxiao-loader", "changxiao-plugin-example", "changxiao-hostile-plugin", "changxiao-refused-plugins"]
    {
        cargo.args(["--package", package]);
    }
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    cargo.arg("--target-dir").arg(profile.parent().unwrap());
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success());
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().filter_map(artifact).collect()
}

fn artifact(line: &str) -> Option<(String, PathBuf)> {
    let message: serde_json::Value = serde_json::from_str(line).unwrap();
    let name = message["target"]["name"].as_str()?.to_owned();
    let library =
        message["filenames"].as_array()?.iter().filter_map(|file| file.as_str()).find(|file| file.ends_with(".so"));
    Some((name, library.or(message["executable"].as_str())?.into()))
}

/// The program that can be a worker.
pub(crate) fn program() -> PathBuf {
    built("worker")
}

/// A library.
pub(crate) fn library(target: &str) -> PathBuf {
    built(target)
}

/// Limits that a test can wait for.
pub(crate) fn limits() -> Limits {
    Limits { time: Duration::from_secs(20), ..Limits::default() }
}

/// Opens a library that can be opened.
pub(crate) fn open(target: &str) -> (Plugin, Description) {
    Plugin::open(&program(), &library(target), limits()).unwrap()
}

/// Why a library cannot be opened, with its path taken out.
pub(crate) fn refused(path: &Path, limits: Limits) -> Fault {
    let fault = Plugin::open(&program(), path, limits).err().unwrap();
    without_path(fault, path)
}

/// A fault with the path of its library taken out.
pub(crate) fn without_path(mut fault: Fault, path: &Path) -> Fault {
    assert_eq!(fault.place.file.as_deref(), path.to_str());
    fault.place.file = Some("LIBRARY".to_owned());
    fault
}

/// A branch with three meetings.
pub(crate) fn records() -> OrganisationRecords {
    let names = ["id", "kind", "held_on", "expected", "present", "criticism"];
    let columns = [
        Column::Text(Vec::new()),
        Column::Text(Vec::new()),
        Column::Day(Vec::new()),
        Column::Number(Vec::new()),
        Column::Number(Vec::new()),
        Column::Boolean(Vec::new()),
    ];
    let mut table = Columns::new("meeting", names.map(str::to_owned).into_iter().zip(columns).collect());
    for (row, present) in [(2, Some(8)), (3, Some(7)), (4, None)] {
        let number = |number: Option<i64>| number.map_or(Cell::Blank, |number| Cell::Number(number * 100));
        let text = |text: String| Cell::Text(text.into());
        let day = Cell::Day(format!("2025-03-0{row}").parse().unwrap());
        let cells = [
            text(format!("M{row}")),
            text("member-meeting".into()),
            day,
            number(Some(10)),
            number(present),
            Cell::Boolean(row == 2),
        ];
        table.push(cells, Origin { file: "会议.xlsx".into(), sheet: Some("Sheet1".into()), row });
    }
    let (period, as_of) = ("2025".parse().unwrap(), "2026-01-01".parse().unwrap());
    let tables = BTreeMap::from([("meeting".to_owned(), table)]);
    OrganisationRecords { organisation: "ZB01".into(), period, as_of, tables }
}
