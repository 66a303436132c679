use super::*;
use crate::{fault::Fault, message::Message};

const TEXTS: &str = "name = { zh = \"甲\", en = \"a\" }\npurpose = { zh = \"乙\", en = \"b\" }\n";

fn read(text: &str) -> (Pack, Vec<Fault>) {
    PackText::new("m.toml", text).read()
}

/// The faults as `line key: message key «quoted part»`.
fn told(faults: &[Fault]) -> Vec<String> {
    let one = |fault: &Fault| {
        let quote = fault.place.quote.as_ref().and_then(|quote| quote.parts()).map_or("", |(_, part, _)| part);
        let (row, column) = (fault.place.row.unwrap(), fault.place.column.as_deref().unwrap_or(""));
        format!("{row} {column}: {} «{quote}»", fault.message.key)
    };
    faults.iter().map(one).collect()
}

#[test]
fn an_unknown_key_is_placed_and_the_nearest_offered() {
    let (pack, faults) = read(&format!("[[mechanism]]\nid = \"a/b\"\n{TEXTS}purpos = 1\n"));
    assert_eq!(told(&faults), ["5 purpos: definition-unknown-key «purpos»"]);
    assert_eq!(faults[0].message, Message::new("definition-unknown-key").with("key", "purpos"));
    assert_eq!(faults[0].hint, Some(Message::new("hint-nearest").with("name", "purpose")));
    assert_eq!(pack.mechanisms, []);
}

#[test]
fn every_fault_of_every_item_is_told_and_the_others_stand() {
    let whole = format!("[[mechanism]]\nid = \"a/c\"\n{TEXTS}");
    let (pack, faults) = read(&format!(
        "[[mechanism]]\nid = 3\nnam = 1\ncarries = [\"M1\", 2]\n{whole}[[mechanism]]\nid = \"A\"\n[[paramter]]\n"
    ));
    let expected = [
        "1 purpose: definition-missing-key «[[mechanism]]»",
        "2 id: definition-wrong-type «3»",
        "3 nam: definition-unknown-key «nam»",
        "4 carries: definition-wrong-type «2»",
        "9 name: definition-missing-key «[[mechanism]]»",
        "9 purpose: definition-missing-key «[[mechanism]]»",
        "10 id: definition-not-an-id «\"A\"»",
        "11 paramter: definition-unknown-key «paramter»",
    ];
    assert_eq!(told(&faults), expected);
    assert_eq!(pack.mechanisms.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["a/c"]);
}

#[test]
fn faults_deep_inside_an_item_are_told_together() {
    let text = r#"[[duty]]
id = "a/d"
part_of = "a/m"
name = { zh = "甲" }
says = { zh = "甲", en = "a", fr = "a" }
owners = "branch"
every = "yearly"
[duty.shown_by]
register = "meeting"
at_least = 0.5
"#;
    let (_, faults) = read(text);
    let expected = [
        "1 clause: definition-missing-key «[[duty]]»",
        "4 name.en: definition-missing-key «{ zh = \"甲\" }»",
        "5 says.fr: definition-unknown-key «fr»",
        "6 owners: definition-wrong-type «\"branch\"»",
        "7 every: definition-unknown-word «\"yearly\"»",
        "8 shown_by.unit: definition-missing-key «[duty.shown_by]»",
        "10 shown_by.at_least: definition-not-exact «0.5»",
    ];
    assert_eq!(told(&faults), expected);
    assert_eq!(faults[4].hint, Some(Message::new("hint-nearest").with("name", "year")));
}

#[test]
fn all_faults_of_syntax_are_told_and_nothing_is_taken() {
    let whole = format!("[[mechanism]]\nid = \"a/c\"\n{TEXTS}");
    let (pack, faults) =
        read(&format!("{whole}[[mechanism]\n{whole}nam = \"\n{whole}x = 1\nid = \"a/e\"\n[[duty]]\nid =\n"));
    let expected = [
        "5 : definition-no-toml «»",
        "10 : definition-no-toml «»",
        "16 : definition-no-toml «id»",
        "18 : definition-no-toml «»",
    ];
    assert_eq!(told(&faults), expected);
    assert_eq!(pack, Pack::default());
}

/// The line and the part of the text that a search finds.
fn found(text: &str, sought: &Sought<'_>) -> Vec<(u32, String)> {
    let places = PackText::new("x.toml", text).places_of(sought);
    let one = |place: crate::fault::Place| {
        let quote = place.quote.unwrap();
        (place.row.unwrap(), quote.parts().unwrap().1.to_owned())
    };
    places.into_iter().map(one).collect()
}

#[test]
fn a_key_of_an_item_is_found_by_line() {
    let text = "[[a]]\nid = \"n/one\"\nonly = \"x\"\n[[a]]\nid = \"n/two\"\n\n[a.measure]\nonly = \"y\"\n";
    let place = |id, key| found(text, &Sought { id, key, part: Part::Whole });
    assert_eq!(place("n/two", "measure.only"), [(8, "\"y\"".to_owned())]);
    assert_eq!(place("n/two", "measure.numerator"), [(7, "[a.measure]".to_owned())]);
    assert_eq!(place("n/one", "only"), [(3, "\"x\"".to_owned())]);
    assert_eq!(place("n/one", "numerator"), [(2, "\"n/one\"".to_owned())]);
    assert_eq!(place("n/none", "only"), []);
}

#[test]
fn a_part_of_a_value_is_found() {
    let text = r#"[[a]]
id = "n/one"
plain = "看 kind = 'x'"
escaped = "kind = \"x\""
several = '''
kind = 'x'
  and other = 'y'
'''
list = ["one", "other"]
"#;
    let part = |key, part| found(text, &Sought { id: "n/one", key, part });
    assert_eq!(part("plain", Part::Of("看 kind = 'x'", 4..8)), [(3, "kind".to_owned())]);
    assert_eq!(part("escaped", Part::Of("kind = \"x\"", 0..4)), [(4, "\"kind = \\\"x\\\"\"".to_owned())]);
    assert_eq!(part("several", Part::Of("kind = 'x'\n  and other = 'y'\n", 17..22)), [(7, "other".to_owned())]);
    assert_eq!(part("list", Part::Word("other")), [(9, "other".to_owned())]);
    assert_eq!(part("list", Part::Word("ot")), [(9, "[\"one\", \"other\"]".to_owned())]);
}
