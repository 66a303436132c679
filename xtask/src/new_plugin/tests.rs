use super::*;

#[test]
fn names_are_those_of_namespaces() {
    let is_good = |name: &&str| check_name(name).is_ok();
    let bad = ["Mine", "my_office", "-mine", "mine-", "a--b", "", "a/b", "../x", "baseline", "机关", &"a".repeat(65)];
    assert!(["mine", "my-office", "bureau-2", &"a".repeat(64)].iter().all(is_good));
    assert!(!bad.iter().any(is_good));
}

#[test]
fn a_bad_name_gets_a_good_one() {
    assert_eq!(
        ["My Office", "my_office-", "机关", "ABC"].map(proposal),
        ["my-office", "my-office", "my-office", "abc"]
    );
}

#[test]
fn templates_are_filled_whole() {
    for (file, text) in TEMPLATES {
        let text = filled(text, "my-office");
        assert!(!text.contains("PLUGIN_"), "{file}");
    }
}
