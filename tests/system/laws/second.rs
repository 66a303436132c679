//! Every line of 16 indicators is what the second computation of `tests/independent` has found, on small registers where
//! everything happens on the edges of periods: mergers, late coverage, objections, records in several versions.

use super::{Lines, catalogue, lines};
use crate::program::{Bench, root, table};
use std::{collections::BTreeSet, fs};

/// The lines that the second computation wrote, by id and organisation.
fn expected(file: &str) -> Lines {
    let catalogue = catalogue();
    let id = |code: &str| {
        let found = catalogue.indicators().values().find(|ready| ready.def.code.as_deref() == Some(code));
        found.unwrap_or_else(|| panic!("{code}")).def.id.to_string()
    };
    let text = fs::read_to_string(root().join("tests/fixtures/independent/expected").join(file)).unwrap();
    table(&text).iter().map(|row| ((id(&row[0]), row[1].clone()), row[2..].to_vec())).collect()
}

/// The indicators that the second computation knows: those with a text of their own in `tests/independent/sql`.
fn known() -> BTreeSet<String> {
    let texts = fs::read_dir(root().join("tests/independent/sql")).unwrap();
    let names = texts.map(|text| text.unwrap().file_name().into_string().unwrap());
    let codes = names.filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()));
    codes.map(|name| name.trim_end_matches(".sql").to_owned()).collect()
}

/// Lines in which something is counted: one of zeros and none say the same.
fn counted(mut lines: Lines) -> Lines {
    lines.retain(|_, counts| counts.iter().any(|count| count != "0"));
    lines
}

fn compare(file: &str) {
    let (registers, as_of) = file.trim_end_matches(".csv").split_once('-').unwrap();
    let folder = if registers == "yunchuan" { String::from(registers) } else { format!("independent/{registers}") };
    let bench = Bench::new();
    let run = format!("evaluate --registers fixtures/{folder} --period 2025 --as-of {as_of} --out run");
    let output = bench.run(&run);
    assert_eq!(output.code, 0, "{file}: {}", output.stderr);
    let (mut found, expected) = (counted(lines(&bench, "run")), counted(expected(file)));
    let catalogue = catalogue();
    let known: BTreeSet<String> =
        known().iter().map(|code| catalogue.indicator(code).unwrap().def.id.to_string()).collect();
    assert!(known.len() >= 16, "{known:?}");
    found.retain(|(id, _), _| known.contains(id));
    let keys: BTreeSet<_> = found.keys().chain(expected.keys()).collect();
    let unlike = keys.into_iter().filter(|key| found.get(*key) != expected.get(*key));
    let unlike: Vec<_> = unlike.map(|key| (key, found.get(key), expected.get(key))).collect();
    assert!(unlike.is_empty(), "{file}: found, expected: {unlike:#?}");
    assert!(expected.len() > 100, "{file}: {} line(s) compared", expected.len());
}

#[test]
fn finds_the_same_on_every_line() {
    let files = fs::read_dir(root().join("tests/fixtures/independent/expected")).unwrap();
    let files: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files.len(), 9);
    files.iter().for_each(|file| compare(file));
}
