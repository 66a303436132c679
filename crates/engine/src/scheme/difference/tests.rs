use super::*;

const BEFORE: &str = r#"
id = "a/b"
name = "试"
total = 100
[[item]]
id = "1"
name = "学习"
points = 60
[[item.item]]
id = "1.1"
name = "计划"
points = 10
atom = [{ id = "a", name = "未定计划", points = -3 }, { id = "b", name = "迟报", points = -1 }]
[[item]]
id = "2"
name = "组织"
points = 40
atom = [{ id = "a", name = "少开", short_of = 4, each = 1, points = -2 }]
[grading]
grade = [{ id = "good", name = "好", at_least = 90 }, { id = "rest", name = "一般" }]
"#;

/// What differs after a text in the scheme was replaced by another, a line a part.
#[track_caller]
fn check(changes: &[(&str, &str)], expected: &[&str]) {
    let read = |text: &str| toml::from_str::<SchemeDef>(text).unwrap_or_else(|error| panic!("{text}\n{error}"));
    let mut after = BEFORE.to_owned();
    for (old, new) in changes {
        assert!(after.contains(old), "{old}");
        after = after.replace(old, new);
    }
    let found = difference(&read(BEFORE), &read(&after));
    let key = |key: &KeyDifference| {
        let end = |end: &Option<String>| end.clone().unwrap_or_else(|| "-".to_owned());
        format!(" {}: {} > {}", key.key, end(&key.before), end(&key.after))
    };
    let own = found.keys.iter().chain(&found.sum).map(|one| key(one).trim().to_owned());
    let part = |part: &PartDifference| {
        let from = part.before.as_ref().map(|before| format!("{before} > ")).unwrap_or_default();
        let keys: String = part.keys.iter().map(key).collect();
        format!("{:?} {:?} {from}{}{keys}", part.change, part.kind, part.code)
    };
    let lines: Vec<String> = own.chain(found.parts.iter().map(part)).collect();
    assert_eq!(lines, expected);
    let back = difference(&read(&after), &read(BEFORE));
    assert_eq!(back.parts.len(), found.parts.len(), "the other way round as many parts differ");
}

#[test]
fn what_is_the_same_differs_in_nothing() {
    check(&[], &[]);
    check(&[("name = \"试\"", "name = { zh = \"试\", en = \"试\" }")], &[]);
}

#[test]
fn values_stand_side_by_side() {
    check(&[("points = -3", "points = -4")], &["Changed Atom 1.1.a points: -3 > -4"]);
    check(&[("short_of = 4", "short_of = 6")], &["Changed Atom 2.a short_of: 4 > 6"]);
    check(&[("at_least = 90", "at_least = 85")], &["Changed Grade good at_least: 90 > 85"]);
    check(&[("name = \"迟报\"", "name = \"不报\"")], &["Changed Atom 1.1.b name: 迟报 > 不报"]);
}

#[test]
fn totals_differ_with_their_sums() {
    let changes = [("total = 100", "total = 120"), ("points = 40", "points = 60")];
    check(&changes, &["total: 100 > 120", "sum: 100 > 120", "Changed Item 2 points: 40 > 60"]);
}

#[test]
fn parts_come_and_go() {
    check(&[(", { id = \"b\", name = \"迟报\", points = -1 }", "")], &["Removed Atom 1.1.b"]);
    let item = "[[item]]\nid = \"3\"\nname = \"加分\"\natom = [{ id = \"a\", name = \"表彰\", points = 2 }]\n[grading]";
    check(&[("[grading]", item)], &["Added Item 3", "Added Atom 3.a"]);
}

/// A new first item moves all that follow: their numbers differ, nothing else.
#[test]
fn renumbered_items_are_moved() {
    check(&[("id = \"2\"", "id = \"5\"")], &["Moved Item 2 > 5"]);
    let item =
        "[[item]]\nid = \"1\"\nname = \"新\"\npoints = 0\natom = [{ id = \"a\", name = \"新事\", points = -1 }]\n";
    let inserted = format!("total = 100\n{item}[[item]]\nid = \"2\"\nname = \"学习\"");
    let changes =
        [("id = \"2\"", "id = \"3\""), ("total = 100\n[[item]]\nid = \"1\"\nname = \"学习\"", inserted.as_str())];
    check(&changes, &["Added Item 1", "Added Atom 1.a", "Moved Item 1 > 2", "Moved Item 2 > 3"]);
    check(
        &[("id = \"2\"", "id = \"5\""), ("each = 1", "each = 2")],
        &["Moved Item 2 > 5", "Changed Atom 2.a > 5.a each: 1 > 2"],
    );
}

#[test]
fn a_block_takes_its_items_along() {
    check(&[("id = \"1\"", "id = \"7\""), ("id = \"1.1\"", "id = \"7.1\"")], &["Moved Item 1 > 7"]);
    check(
        &[("id = \"1\"", "id = \"7\""), ("id = \"1.1\"", "id = \"7.1\""), ("points = 10", "points = 12")],
        &["Moved Item 1 > 7", "Moved Item 1.1 > 7.1 points: 10 > 12"],
    );
}
