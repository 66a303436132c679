use super::*;
use crate::{contract, read};
use changxiao_core::day::Day;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

fn settings(seed: u64, mess: u8) -> Settings {
    let years = Years::new(2023, 2025).expect("years");
    Settings { seed, branches: 30, members: 600, years, mess }
}

fn make_into(folder: &Path, settings: &Settings) -> BTreeMap<String, u64> {
    let contract = contract().expect("embedded kinds");
    let mut sink = Folder::new(folder.to_owned());
    let counts = make(settings, &contract, &mut sink).expect("a sample");
    sink.close().expect("files");
    counts
}

fn bytes(settings: &Settings) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    make_into(folder.path(), settings);
    let entries = fs::read_dir(folder.path()).expect("files").map(|entry| entry.expect("a file").path());
    entries
        .map(|path| {
            (
                path.display().to_string().replace(&folder.path().display().to_string(), ""),
                fs::read(&path).expect("bytes"),
            )
        })
        .collect()
}

#[test]
fn the_same_settings_give_the_same_bytes() {
    assert!(bytes(&settings(7, 40)) == bytes(&settings(7, 40)));
    assert!(bytes(&settings(7, 40)) != bytes(&settings(8, 40)));
}

fn persons(reading: &crate::Reading) -> usize {
    let members = reading.registers.table("member").expect("members");
    members.rows().filter_map(|row| row.text("person").map(str::to_owned)).collect::<BTreeSet<_>>().len()
}

#[test]
fn a_sample_is_read_without_faults() {
    for (seed, mess) in [1, 2, 3].into_iter().flat_map(|seed| [0, 30, 100].map(|mess| (seed, mess))) {
        let folder = tempfile::tempdir().expect("a folder");
        let counts = make_into(folder.path(), &settings(seed, mess));
        let reading = read(&[folder.path().to_owned()], &contract().expect("embedded kinds")).expect("a reading");
        let faults: Vec<String> = reading.all_faults().take(5).map(|fault| format!("{fault:?}")).collect();
        assert_eq!(faults, Vec::<String>::new(), "seed {seed}, mess {mess}");
        let kept: BTreeMap<String, u64> =
            reading.registers.tables().map(|table| (table.kind().to_owned(), table.len() as u64)).collect();
        assert_eq!(counts, kept);
        assert_eq!(persons(&reading), 600);
        let disputed = reading.notes.iter().filter(|note| note.message.key == "register-disputed").count();
        assert_eq!(disputed > 0, mess > 0, "seed {seed}, mess {mess}");
    }
}

#[test]
fn small_samples_are_read_without_faults() {
    for (branches, members, first) in [(1, 3, 2024), (7, 21, 2024), (25, 2000, 2020)] {
        let folder = tempfile::tempdir().expect("a folder");
        let years = Years::new(first, 2024).expect("years");
        make_into(folder.path(), &Settings { seed: 5, branches, members, years, mess: 50 });
        let reading = read(&[folder.path().to_owned()], &contract().expect("embedded kinds")).expect("a reading");
        assert_eq!(reading.all_faults().count(), 0, "{branches} branches");
        assert_eq!(persons(&reading), members);
    }
}

#[test]
fn without_a_mess_all_is_covered_and_nothing_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    make_into(folder.path(), &settings(4, 0));
    let reading = read(&[folder.path().to_owned()], &contract().expect("embedded kinds")).expect("a reading");
    let evidence = reading.registers.table("evidence").expect("checks");
    assert!(evidence.rows().all(|row| row.text("result").is_some_and(|result| result != "untrue")));
    let meetings = reading.registers.table("meeting").expect("meetings");
    assert!(meetings.rows().all(|row| row.number("present").is_some() && row.day("registered_on").is_some()));
}

/// First day, and day of the end, of every organisation.
fn lives(reading: &crate::Reading) -> BTreeMap<String, (Day, Option<Day>)> {
    let mut lives: BTreeMap<String, (Day, Option<Day>)> = BTreeMap::new();
    for row in reading.registers.table("org").expect("organisations").rows() {
        let (from, to) = (row.day("valid_from").expect("a day"), row.day("valid_to"));
        let life = lives.entry(row.text("org").expect("an id").to_owned()).or_insert((from, to));
        *life = (life.0.min(from), life.1.zip(to).map(|(one, other)| one.max(other)));
    }
    lives
}

#[test]
fn units_split_and_merge_and_nobody_stays_in_a_closed_one() {
    let folder = tempfile::tempdir().expect("a folder");
    make_into(folder.path(), &settings(4, 30));
    let reading = read(&[folder.path().to_owned()], &contract().expect("embedded kinds")).expect("a reading");
    let organisations = reading.registers.table("org").expect("organisations");
    let units = organisations.rows().filter(|row| row.text("kind") == Some("unit"));
    let successors: BTreeSet<usize> = units.map(|row| row.list("successors").len()).collect();
    assert_eq!(successors, BTreeSet::from([0, 1, 2]));
    let lives = lives(&reading);
    for (kind, place) in [("member", "org"), ("member", "unit"), ("post", "org")] {
        for row in reading.registers.table(kind).expect("rows").rows() {
            let Some(organisation) = row.text(place) else { continue };
            let (from, to) = (row.day("valid_from").expect("a day"), row.day("valid_to"));
            let (opened, closed) = lives[organisation];
            let is_inside = opened <= from && closed.is_none_or(|closed| to.is_some_and(|to| to <= closed));
            assert!(is_inside, "{kind}.{place} {organisation}: {from} to {to:?} in {opened} to {closed:?}");
        }
    }
}

#[test]
fn years_out_of_order_are_none() {
    assert_eq!(Years::new(2025, 2024), None);
    assert_eq!(Years::new(1900, 2024), None);
    assert!(Years::new(2024, 2024).is_some());
}
