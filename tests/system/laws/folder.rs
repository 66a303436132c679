//! The run folder: the same bytes from the same inputs, replaced whole, and never put over anything else.

use super::DEMO;
use crate::program::{Bench, compare};
use std::{fs, path::Path};

/// All files of a run folder with their bytes, the log left out.
pub(super) fn bytes(run: &Path) -> Vec<(String, Vec<u8>)> {
    let names = ["internal/quarantine.csv", "outcomes.csv", "run.json", "tallies.csv"];
    assert_eq!(files(run), ["internal/quarantine.csv", "outcomes.csv", "run.json", "run.log.json", "tallies.csv"]);
    names.iter().map(|name| ((*name).to_owned(), fs::read(run.join(name)).unwrap())).collect()
}

/// Names of all files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            names.extend(files(&path).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

fn demo(out: &str) -> String {
    format!("evaluate --registers fixtures/yunchuan {DEMO} --out {out}")
}

#[test]
fn same_inputs_same_bytes() {
    let bench = Bench::new();
    let (one, two) = (bench.run_well(&demo("one")), bench.run_well(&demo("two")));
    assert_eq!(one.stdout.replace("written to one", "written to two"), two.stdout);
    assert_eq!(bytes(&bench.path("one")), bytes(&bench.path("two")));
}

#[test]
fn the_language_changes_no_byte() {
    let bench = Bench::new();
    bench.run_well(&demo("en"));
    bench.run_well(&demo("zh").replace("--lang en", "--lang zh-CN"));
    assert_eq!(bytes(&bench.path("en")), bytes(&bench.path("zh")));
}

#[test]
fn an_earlier_run_is_replaced() {
    let bench = Bench::new();
    bench.run_well(&demo("run").replace("2026-02-15", "2025-07-01"));
    let earlier = bytes(&bench.path("run"));
    bench.run_well(&demo("run"));
    bench.run_well(&demo("fresh"));
    assert_eq!(bytes(&bench.path("run")), bytes(&bench.path("fresh")));
    assert_ne!(bytes(&bench.path("run")), earlier);
    let left: Vec<_> = fs::read_dir(bench.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "nothing is left behind: {left:?}");
}

#[test]
fn an_empty_folder_is_filled() {
    let bench = Bench::new();
    fs::create_dir_all(bench.path("deep/run")).unwrap();
    bench.run_well(&demo("deep/run/"));
    assert_eq!(bytes(&bench.path("deep/run")).len(), 4);
}

#[test]
fn a_folder_with_other_things_is_refused() {
    let bench = Bench::new();
    bench.write("papers/letter.txt", "dear comrades");
    bench.write("file", "not a folder");
    compare("mistakes/out-taken", &bench.transcript(&[&demo("papers"), &demo("file")]));
    assert_eq!(files(&bench.path("papers")), ["letter.txt"]);
    assert_eq!(bench.read("file"), "not a folder");
}

#[test]
fn a_run_that_cannot_start_leaves_the_earlier_one() {
    let bench = Bench::new();
    bench.run_well(&demo("run"));
    let before = bytes(&bench.path("run"));
    assert_eq!(bench.run(&format!("evaluate --registers nowhere {DEMO} --out run")).code, 2);
    assert_eq!(bytes(&bench.path("run")), before);
}
