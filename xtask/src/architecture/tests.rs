use super::*;
use crate::workspace::workspace_of;

const TABLE: &str = "\
| stage | depends on nothing |
| --- | --- |

| crate | in one line | depends on |
| --- | --- | --- |
| `crates/core` | words | none |
| `crates/host` (binary `changxiao`) | program | `crates/core`, `crates/sdk` |
| `crates/sdk` | authors | `crates/core` |
| `plugins/*` | departments | `crates/sdk` |
";

fn check(table: &str, packages: &[(&str, &str)], expected: &[&str]) {
    let found: Vec<String> = compare(&rows(table), &workspace_of(packages)).iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

const HOLDS: [(&str, &str); 4] = [
    ("crates/core", "|crates/sdk"),
    ("crates/host", "crates/core crates/sdk"),
    ("crates/sdk", "crates/core"),
    ("plugins/a", "crates/sdk"),
];

#[test]
fn what_is_so_gives_nothing() {
    check(TABLE, &HOLDS, &[]);
}

#[test]
fn a_group_without_packages_is_no_fault() {
    check(TABLE, HOLDS.get(..3).unwrap(), &[]);
}

#[test]
fn arrows_are_compared_both_ways() {
    let packages = [
        ("crates/core", ""),
        ("crates/host", "crates/core"),
        ("crates/sdk", "crates/core crates/host"),
        ("plugins/a", "crates/core"),
    ];
    let expected = [
        "docs/ARCHITECTURE.md:7: says that `crates/host` depends on `crates/sdk`, which it does not",
        "docs/ARCHITECTURE.md:8: does not say that `crates/sdk` depends on `crates/host`",
        "docs/ARCHITECTURE.md:9: does not say that `plugins/a` depends on `crates/core`",
        "docs/ARCHITECTURE.md:9: says that `plugins/*` depends on `crates/sdk`, which it does not",
    ];
    check(TABLE, &packages, &expected);
}

#[test]
fn packages_are_compared_both_ways() {
    let packages = [("crates/core", ""), ("crates/host", "crates/core crates/sdk"), ("xtask", "")];
    let expected = [
        "docs/ARCHITECTURE.md:8: `crates/sdk` is no package of the workspace",
        "docs/ARCHITECTURE.md:9: no row for `xtask`",
    ];
    check(TABLE, &packages, &expected);
}

#[test]
fn a_cell_that_is_no_list_is_named() {
    let table = "| crate | Depends on |\n| --- | --- |\n| `xtask` | nothing of ours |\n| `xtask` | none |\n";
    let expected = [
        "docs/ARCHITECTURE.md:3: column `depends on` of `xtask`: expected folders as code spans, or `none`",
        "docs/ARCHITECTURE.md:4: a second row for `xtask`",
    ];
    check(table, &[("xtask", "")], &expected);
}

#[test]
fn without_a_table_there_is_one_finding() {
    assert_eq!(compare(&rows("| `crates/core` | x |\n"), &workspace_of(&HOLDS)).len(), 1);
}
