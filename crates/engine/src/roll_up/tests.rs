use super::*;
use changxiao_core::columns::{Cell, Column, Columns, Origin};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Rows: org, kind, from, to, parent, serves, successors.
fn organisations(rows: &[[&str; 7]]) -> Organisations {
    let text = || Column::Text(Vec::new());
    let list = || Column::List(Vec::new());
    let columns = [
        ("org", text()),
        ("kind", text()),
        ("valid_from", Column::Day(Vec::new())),
        ("valid_to", Column::Day(Vec::new())),
        ("parent", text()),
        ("serves", list()),
        ("successors", list()),
    ];
    let mut table = Columns::new("org", columns.map(|(name, column)| (name.to_owned(), column)).to_vec());
    for row in rows {
        let [org, kind, from, to, parent, serves, successors] = *row;
        let text = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::Text(text.into()) };
        let date = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::Day(day(text)) };
        let list = |text: &str| {
            if text.is_empty() { Cell::Blank } else { Cell::List(text.split(';').map(Into::into).collect()) }
        };
        let cells = [text(org), text(kind), date(from), date(to), text(parent), list(serves), list(successors)];
        table.push(cells, Origin { file: "t".into(), sheet: None, row: 1 });
    }
    Organisations::new(Some(&table), day("2026-02-01"))
}

fn check(rows: &[[&str; 7]], owner: &str, expected: [&str; 2]) {
    let lines = lines(&organisations(rows), &owner.into(), day("2025-12-31"));
    let shown = lines.map(|line| line.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    assert_eq!(shown, expected.map(str::to_owned), "{owner}");
}

const BUREAU: [[&str; 7]; 3] = [
    ["B", "unit", "2019-01-01", "", "", "", ""],
    ["D", "unit", "2019-01-01", "", "B", "", ""],
    ["C", "organ-committee", "2019-01-01", "", "", "B", ""],
];

fn with<const N: usize>(more: [[&'static str; 7]; N]) -> Vec<[&'static str; 7]> {
    BUREAU.into_iter().chain(more).collect()
}

#[test]
fn a_branch_counts_in_its_committee_and_at_its_seat() {
    let rows = with([["X", "branch", "2019-01-01", "", "C", "D", ""], ["Y", "branch", "2019-01-01", "", "C", "", ""]]);
    check(&rows, "X", ["X C", "D B"]);
    check(&rows, "Y", ["Y C", "B"]);
    check(&rows, "D", ["", "D B"]);
}

#[test]
fn a_closed_branch_keeps_its_line_and_counts_where_it_last_stood() {
    let rows = with([
        ["X", "branch", "2019-01-01", "2025-07-01", "C", "D", "Z"],
        ["Z", "branch", "2025-07-01", "", "C", "B", ""],
    ]);
    check(&rows, "X", ["X C", "D B"]);
}

#[test]
fn a_closed_parent_hands_on_to_its_successor_or_else_to_its_parent() {
    let general = ["G", "general-branch", "2019-01-01", "2025-08-01", "C", "B", ""];
    let rows = with([general, ["X", "branch", "2019-01-01", "2025-07-01", "G", "D", ""]]);
    check(&rows, "X", ["X C", "D B"]);
    let general = ["G", "general-branch", "2019-01-01", "2025-08-01", "C", "B", "H"];
    let heir = ["H", "general-branch", "2025-08-01", "", "C", "B", ""];
    let rows = with([general, heir, ["X", "branch", "2019-01-01", "2025-07-01", "G", "D", ""]]);
    check(&rows, "X", ["X H C", "D B"]);
}

#[test]
fn a_circle_in_the_register_ends() {
    let rows = [
        ["P", "organ-committee", "2019-01-01", "", "Q", "", ""],
        ["Q", "organ-committee", "2019-01-01", "", "P", "", ""],
    ];
    check(&rows, "P", ["P Q", ""]);
}
