use super::*;

#[test]
fn a_renamed_file_counts_under_both_names() {
    let status = " M crates/core/src/day.rs\0R  docs/新.md\0docs/旧.md\0?? plugins/mine/Cargo.toml\0";
    assert_eq!(changed_in(status), ["crates/core/src/day.rs", "docs/新.md", "docs/旧.md", "plugins/mine/Cargo.toml"]);
}
