//! The evaluation of a department by five aspects: its scorecards worked out by hand, and a run over a sample.

use crate::program::{Bench, root, table};
use std::{collections::BTreeMap, fs};

fn scheme() -> String {
    root().join("config/schemes/five-aspects.toml").display().to_string()
}

#[test]
fn scorecards_worked_out_by_hand() {
    let bench = Bench::new();
    let tried = bench.run(&format!("scheme try {} fixtures/schemes/five-aspects.toml --lang en", scheme()));
    assert_eq!(tried.code, 0, "{}\n{}", tried.stdout, tried.stderr);
    assert!(tried.stdout.contains("10 cards, 30 expected results, 0 of them otherwise"), "{}", tried.stdout);
}

/// Every indicator of the baseline stands in it, once: a floor among the floors, a guard in a consequence, all else in its
/// aspect.
#[test]
fn every_indicator_has_its_place() {
    let text = fs::read_to_string(scheme()).unwrap();
    let files = fs::read_dir(root().join("config/baseline")).unwrap();
    let folders = files.map(|file| file.unwrap().path().join("indicators")).filter(|folder| folder.is_dir());
    let mut seen = 0;
    for file in folders.flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let definition = fs::read_to_string(file.unwrap().path()).unwrap();
        let id = definition.split("\nid = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert_eq!(text.matches(&format!("\"{id}\"")).count(), 1, "{id}");
        seen += 1;
    }
    assert_eq!(seen, 59);
}

#[test]
fn departments_of_a_sample_are_scored_and_nobody_is_ranked() {
    let bench = Bench::new();
    bench.run_well("sample make --seed 5 --years 2024..2025 --organisations 30 --members 600 --mess 12 --out ledgers");
    let run = format!("evaluate --registers ledgers --period 2025 --as-of 2026-02-15 --scheme {} --out run", scheme());
    bench.run_well(&run);
    let mut printed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in table(&bench.read("run/scores.csv")) {
        if ["0", "1"].contains(&row[2].as_str()) {
            printed.entry(row[0].clone()).or_default().push(format!("{}: {}", row[2], row[3]));
        }
    }
    assert_eq!(printed.len(), 3, "{printed:?}");
    assert!(printed.values().all(|items| *items == ["0: 30", "1: 70"]), "{printed:?}");
    let grades = table(&bench.read("run/grades.csv"));
    assert_eq!(grades.len(), 3);
    // What people review is not answered yet: less than two thirds of the points are known for some.
    assert!(grades.iter().all(|row| ["not-scored", "not-known"].contains(&row[4].as_str())), "{grades:?}");
    let outstanding = bench.read("run/internal/outstanding.csv");
    assert!(outstanding.lines().count() > 12, "{outstanding}");
}
