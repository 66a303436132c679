//! Registers that the program makes itself: the same bytes each time, read and evaluated without a fault, and never put
//! over anything else.

use crate::program::{Bench, compare, table};
use std::{collections::BTreeMap, fs, path::Path};

const DEMO: &str = "sample make --seed 7 --years 2023..2025 --lang en";

fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named =
        |path: std::path::PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
    paths.map(named).collect()
}

#[test]
fn same_arguments_same_bytes() {
    let bench = Bench::new();
    for (out, mess, seed) in [("one", 30, 7), ("two", 30, 7), ("tidy", 0, 7), ("other", 30, 8)] {
        bench.run_well(&format!("{} --mess {mess} --out {out}", DEMO.replace("seed 7", &format!("seed {seed}"))));
    }
    let [one, two, tidy, other] = ["one", "two", "tidy", "other"].map(|out| bytes(&bench.path(out)));
    assert!(one == two);
    assert!(one != tidy && one != other);
    assert!(one.values().all(|table| table.starts_with("\u{feff}".as_bytes())));
    assert_eq!(one.len(), 33, "a table of every kind");
}

#[test]
fn a_sample_is_checked_and_evaluated() {
    let bench = Bench::new();
    for mess in [0, 100] {
        bench.run_well(&format!("{DEMO} --mess {mess} --out ledgers-{mess}"));
        bench.run_well(&format!("check --registers ledgers-{mess}"));
        bench.run_well(&format!(
            "evaluate --registers ledgers-{mess} --period 2025 --as-of 2026-02-15 --out run-{mess}"
        ));
    }
    let has = |run: &str, kind: &str| {
        let outcomes = table(&bench.read(&format!("{run}/outcomes.csv")));
        outcomes.iter().flatten().any(|cell| cell == kind)
    };
    assert!(!has("run-0", "not-known") && !has("run-0", "disputed"));
    assert!(has("run-100", "not-known") && has("run-100", "disputed"));
}

#[test]
fn a_folder_with_other_things_is_refused() {
    let bench = Bench::new();
    bench.write("papers/letter.txt", "dear comrades");
    bench.write("file", "not a folder");
    fs::create_dir(bench.path("empty")).unwrap();
    bench.run_well(&format!("{DEMO} --out empty"));
    let years = |years: &str| format!("sample make --years {years} --out none --lang en");
    let commands = [
        format!("{DEMO} --out papers"),
        format!("{DEMO} --out file"),
        format!("{DEMO} --members 89 --out none"),
        format!("{DEMO} --mess 101 --out none"),
        years("2025..2023"),
        years("soon"),
    ];
    compare("mistakes/sample", &bench.transcript(&commands));
    assert!(!bench.path("none").exists());
    assert_eq!(bytes(&bench.path("papers")).len(), 1);
}
