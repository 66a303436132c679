//! Every message that this crate sends is worded in both languages, with the same arguments.

use std::{collections::BTreeMap, collections::BTreeSet, fs, path::Path};

/// Keys of a message file, each with the arguments its wording uses.
fn worded(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../host/messages").join(language).join("registers.ftl");
    let text = fs::read_to_string(path).expect("the message file");
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    let arguments = |wording: &str| {
        let parts = wording.split("{ $").skip(1).filter_map(|part| part.split_once(" }"));
        parts.map(|(name, _)| name.to_owned()).collect()
    };
    lines.map(|(key, wording)| (key.to_owned(), arguments(wording))).collect()
}

/// Keys that stand in the sources of this crate.
fn sent() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = fs::read_dir(folder).expect("the sources").map(|entry| entry.expect("a file").path());
    let sources = files.filter(|path| path.is_file()).map(|path| fs::read_to_string(path).expect("a source"));
    let text: String = sources.collect();
    let keys = text.split('"').filter(|part| part.starts_with("register-") && !part.contains(['{', ' ']));
    keys.map(str::to_owned).chain(["own", "subtree"].map(|scope| format!("register-scope-{scope}"))).collect()
}

#[test]
fn both_languages_word_every_message_with_the_same_arguments() {
    let (chinese, english) = (worded("zh-CN"), worded("en"));
    assert_eq!(chinese, english);
    assert_eq!(chinese.into_keys().collect::<BTreeSet<_>>(), sent());
}
