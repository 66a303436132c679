use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("messages")
}

/// Key to the names its wording puts in, of one language.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for file in std::fs::read_dir(folder().join(language)).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let resource = FluentResource::try_new(text.clone()).map_err(|(_, errors)| errors);
        assert!(resource.is_ok(), "{}: {:?}", path.display(), resource.err());
        let mut key = String::new();
        for line in text.lines() {
            if let Some((name, _)) =
                line.split_once(" =").filter(|(name, _)| name.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                key = name.to_owned();
                assert!(keys.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice in {language}");
            }
            let names = line
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect());
            keys.entry(key.clone()).or_default().extend(names.filter(|name: &String| !name.is_empty()));
        }
    }
    keys.remove("");
    keys
}

#[test]
fn both_languages_say_the_same_things() {
    let [chinese, english] = LANGUAGES.map(keys);
    let differ = |key: &&String| chinese.get(*key) != english.get(*key);
    let all: BTreeSet<&String> = chinese.keys().chain(english.keys()).collect();
    assert_eq!(all.into_iter().filter(differ).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// Every key that a source names by a literal is worded: a message without wording would be shown as its key.
#[test]
fn every_message_is_worded() {
    let wording = Wording::new(Language::English);
    let mut unworded = BTreeSet::new();
    let crates = folder().join("../..");
    for source in sources(&crates) {
        let text = std::fs::read_to_string(&source).unwrap();
        for start in ["Message::new(\"", ".word(\"", "fault(\"", "refuse(\"", "stop(\"", "unknown(\""] {
            let keys = text.split(start).skip(1).filter_map(|rest| rest.split('"').next());
            let keys = keys.filter(|key| key.contains('-') && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
            unworded.extend(keys.filter(|key| !wording.has(key)).map(str::to_owned));
        }
    }
    assert_eq!(unworded, BTreeSet::new());
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_locale_decides_and_silence_means_chinese() {
    assert_eq!(language("zh"), Some(Language::Chinese));
    assert_eq!(language("en"), Some(Language::English));
    assert_eq!(language("fr"), None);
}

#[test]
fn numbers_are_counted_and_other_texts_left_alone() {
    let wording = Wording::new(Language::English);
    let said = |duties: &str| {
        wording
            .say(&Message::new("check-definitions").with("departments", 1).with("indicators", 2).with("duties", duties))
    };
    assert_eq!(said("1"), "definitions: 1 department(s), 2 indicator(s), 1 duty");
    assert_eq!(said("2"), "definitions: 1 department(s), 2 indicator(s), 2 duties");
    assert_eq!(wording.say(&Message::said("007")), "007");
    assert_eq!(wording.say(&Message::new("newer-key").with("id", "x")), "newer-key id: x");
}
