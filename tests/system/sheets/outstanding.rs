//! What an evaluation says while sheets are out, when some are back, and when all are.

use super::{FILES, SCHEME, file, filled};
use crate::program::{Bench, compare, table};
use std::fs;

fn evaluate(registers: &str, run: &str) -> String {
    let scheme = "--scheme fixtures/sheets/scheme.toml --period 2025 --as-of 2026-02-15";
    format!("evaluate --registers fixtures/yunchuan{registers} {scheme} --out {run}")
}

/// Writes and fills the sheets about all branches; what is collected of the files that came back stands in `back.csv`.
fn collected(bench: &Bench, back: &[&str]) {
    let written = bench.run(&format!("scheme sheet {SCHEME} --out sheets --lang zh"));
    assert_eq!(written.code, 0, "{}", written.stderr);
    filled(bench, "zh", "sheets");
    for name in FILES.iter().filter(|name| !back.contains(name)) {
        fs::remove_file(bench.path("sheets").join(file(name))).unwrap();
    }
    let (scheme, rest) = SCHEME.split_once(' ').unwrap();
    let output = bench.run(&format!("scheme collect {scheme} sheets {rest} --on 2026-01-18 --out back.csv --lang en"));
    assert_eq!(output.code, 0, "{}", output.stderr);
}

/// The lines about schemes: what each rests on and how far assessors have come.
fn told(stdout: &str) -> Vec<&str> {
    let lines = stdout.lines().skip_while(|line| !line.starts_with("rests on"));
    lines.take_while(|line| !line.is_empty()).collect()
}

fn open(bench: &Bench, run: &str) -> Vec<Vec<String>> {
    table(&bench.read(&format!("{run}/internal/outstanding.csv")))
}

#[test]
fn while_nothing_is_back_all_that_assessors_are_asked_is_outstanding() {
    let bench = Bench::new();
    for language in ["en", "zh-CN"] {
        let output = bench.run(&format!("{} --lang {language}", evaluate("", "run")));
        assert_eq!(output.code, 0, "{}", output.stderr);
        let schemes = output.stdout.split("yunchuan/branch-work").last().unwrap();
        compare(&format!("outstanding.{language}"), schemes);
    }
    let open = open(&bench, "run");
    assert_eq!(open.len(), 8 * 10);
    assert!(open.contains(&["DZB08", "yunchuan/branch-work", "1.b@2025-Q3", "office"].map(str::to_owned).to_vec()));
    assert_eq!(bench.run(&format!("{} --fail-on missing", evaluate("", "run"))).code, 1);
}

#[test]
fn what_is_back_is_not() {
    let bench = Bench::new();
    collected(&bench, &["office", "panel-1"]);
    let output = bench.run(&format!("{} --fail-on missing --lang en", evaluate(" back.csv", "run")));
    assert_eq!(output.code, 1, "{}", output.stderr);
    let told = told(&output.stdout);
    assert!(told.iter().any(|line| line.ends_with("questions answered") && line.contains("all ")), "{told:?}");
    // One rater of the two that are needed.
    assert!(open(&bench, "run").iter().all(|row| row[3] == "panel" || row[3] == "discipline"));
    assert_eq!(open(&bench, "run").iter().filter(|row| row[3] == "panel").count(), 16);
}

/// Raters who choose different words have answered: nobody is waited for, though the points stay unknown.
#[test]
fn when_all_are_back_nothing_is_outstanding() {
    let bench = Bench::new();
    collected(&bench, &FILES);
    let output = bench.run(&format!("{} --fail-on missing --lang en", evaluate(" back.csv", "run")));
    assert_eq!(output.code, 0, "{}\n{}", output.stdout, output.stderr);
    let told = told(&output.stdout);
    assert!(told.contains(&"not answered yet: 0.00% of the table, on average over the organisations"), "{told:?}");
    assert_eq!(told.iter().filter(|line| line.contains(": all ")).count(), 3, "{told:?}");
    assert_eq!(open(&bench, "run").len(), 0);
}

/// The last line names the files that are there, and no others.
#[test]
fn what_was_written_is_told() {
    let bench = Bench::new();
    for (more, run) in [("", "plain"), (" --scheme fixtures/sheets/scheme.toml", "scored")] {
        let command =
            format!("evaluate --registers fixtures/yunchuan --period 2025 --as-of 2026-02-15 --out {run}{more}");
        let output = bench.run(&format!("{command} --lang en"));
        assert_eq!(output.code, 0, "{}", output.stderr);
        let last = output.stdout.lines().last().unwrap();
        let (_, files) = last.split_once('(').unwrap();
        let mut files: Vec<&str> = files.trim_end_matches(')').split(", ").collect();
        files.sort_unstable();
        assert_eq!(files, crate::laws::files(&bench.path(run)));
    }
}
