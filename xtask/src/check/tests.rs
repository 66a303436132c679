use super::*;

#[test]
fn a_difference_is_named_relative_to_the_root() {
    let workspace = Workspace { root: "/r".into(), ..Workspace::default() };
    let found = difference(&workspace, "Diff in /r/crates/core/src/day.rs:12:");
    assert_eq!(found.map(|one| (one.file, one.line)), Some(("crates/core/src/day.rs".to_owned(), 12)));
    assert_eq!(difference(&workspace, "-let x = 1;"), None);
}
