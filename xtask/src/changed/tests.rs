use super::*;
use crate::workspace::workspace_of;

fn check(file: &str, changed: &[&str], reached: &[&str]) {
    let workspace = workspace_of(&[("crates/core", ""), ("crates/sdk", "crates/core"), ("xtask", "")]);
    let found = reach_of(&workspace, &[file.to_owned()]);
    assert_eq!(
        (found.changed, found.reached),
        (changed.iter().map(ToString::to_string).collect(), reached.iter().map(ToString::to_string).collect())
    );
}

#[test]
fn a_file_reaches_its_package_and_those_that_need_it() {
    check("crates/core/src/lib.rs", &["crates-core"], &["crates-core", "crates-sdk"]);
    check("crates/sdk/src/lib.rs", &["crates-sdk"], &["crates-sdk"]);
    check("docs/GLOSSARY.md", &[], &[]);
}

#[test]
fn a_root_file_and_the_configuration_reach_all() {
    let all = ["crates-core", "crates-sdk", "xtask"];
    check("Cargo.lock", &all, &all);
    check("config/baseline/pack.toml", &all, &all);
    check("xtask/Cargo.toml", &["xtask"], &["xtask"]);
}
