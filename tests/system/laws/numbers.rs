//! Every number of the demo is the one that a second program, sharing no code with this one, has found.

use super::{DEMO, Lines, lines};
use crate::program::{Bench, library, root, table};
use std::fs;

const E04: &str = "baseline/branch-meeting-held-quarterly";
const T07: &str = "baseline/study-hours-reached";
const E08: &str = "example/party-day-monthly";

/// The expected lines of some indicators: name in the file of expectations, and id.
fn expected(indicators: &[(&str, &str)]) -> Lines {
    let text = fs::read_to_string(root().join("tests/fixtures/expected/yunchuan.csv")).unwrap();
    let rows = table(&text);
    let known = rows.iter().filter_map(|row| {
        let (_, id) = indicators.iter().find(|(name, _)| *name == row[0])?;
        Some(((String::from(*id), row[1].clone()), row[2..].to_vec()))
    });
    known.collect()
}

/// The lines of a run for these indicators.
fn found(bench: &Bench, indicators: &[(&str, &str)]) -> Lines {
    let mut found = lines(bench, "run");
    found.retain(|(indicator, _), _| indicators.iter().any(|(_, id)| id == indicator));
    found
}

fn check(bench: &Bench, indicators: &[(&str, &str)]) {
    assert_eq!(found(bench, indicators), expected(indicators));
}

#[test]
fn the_baseline_alone() {
    let bench = Bench::new();
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out run"));
    check(&bench, &[("E04", E04), ("T07", T07)]);
}

#[test]
fn with_the_example_pack() {
    let bench = Bench::new();
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --pack packs/example --out run"));
    check(&bench, &[("E04", E04), ("T07@40", T07), ("E08", E08)]);
}

#[test]
fn with_the_example_plugin() {
    let bench = Bench::new();
    let plugin = library("example").display().to_string();
    let output = bench.run(&format!("evaluate --registers fixtures/yunchuan {DEMO} --plugin {plugin} --out run"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    check(&bench, &[("E04", E04), ("T07@40", T07), ("E08", E08)]);
}
