//! Snapshots: what goes in comes out, the same content is the same bytes, and nothing that was tampered with is read.

use super::{manifest::hash_line, write::file_name};
use crate::{
    Created, Error, Outcome, Reading, compare_registers, contract, create_snapshot, open_snapshot, read,
    verify_snapshot,
};
use changxiao_core::{
    columns::{Cell, Columns, Origin},
    contract::{Contract, Kind},
    day::Day,
    fault::Fault,
    registers::Registers,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn kinds() -> Contract {
    contract().expect("embedded kinds")
}

fn fixtures(names: &[&str]) -> Reading {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    read(&names.iter().map(|name| root.join(name)).collect::<Vec<_>>(), &kinds()).expect("a reading")
}

/// The ledgers, and a workbook of which rows are put aside.
fn reading() -> Reading {
    fixtures(&["yunchuan", "faulty"])
}

fn create(reading: &Reading, out: &Path) -> Created {
    create_snapshot(reading, &kinds(), out).expect("a snapshot")
}

/// Everything of a reading that anybody sees.
fn told(reading: &Reading) -> String {
    let rows = |table: &Columns| {
        let row = |row: changxiao_core::columns::Row<'_>| {
            let cells: Vec<Cell> = table.columns().map(|(name, _)| row.cell(name)).collect();
            format!("{} {cells:?} {:?}\n", table.kind(), row.origin())
        };
        table.rows().map(row).collect::<String>()
    };
    let tables: String = reading.registers.tables().map(rows).collect();
    format!("{tables}{:?}{:?}{:?}{:?}", reading.faults, reading.quarantined, reading.notes, reading.balance)
}

/// All files below a folder, with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

#[test]
fn what_goes_in_comes_out() {
    let out = tempfile::tempdir().expect("a folder");
    let before = reading();
    assert!(!before.faults.is_empty() && !before.quarantined.is_empty());
    let created = create(&before, out.path());
    assert_eq!((created.outcome, created.manifest.quarantined), (Outcome::Written, before.quarantined.len()));
    assert!(created.folder.ends_with(before.digest()));
    let after = read(std::slice::from_ref(&created.folder), &kinds()).expect("a reading");
    assert_eq!(before.digest(), after.digest());
    assert_eq!(told(&before), told(&after));
    assert_eq!(verify_snapshot(&created.folder, &kinds()).expect("a snapshot"), []);
    let names: Vec<String> = fs::read_dir(out.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, [before.digest()], "nothing is left behind");
}

#[test]
fn the_same_files_give_the_same_bytes_whatever_their_order() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let forth = create(&fixtures(&["yunchuan", "faulty"]), one.path());
    let back = create(&fixtures(&["faulty", "yunchuan"]), two.path());
    assert!(files(&forth.folder) == files(&back.folder));
    assert_eq!(create(&reading(), one.path()).outcome, Outcome::WasThere);
}

#[test]
fn files_of_other_names_change_the_origins_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = "组织编码,组织名称,组织类型,上级组织,所在单位,起始日期\nSJJ,局,单位,,,2019-06-01\nA/B,支部,党支部,,SJJ,2019-06-01\n";
    let reading = |name: &str| {
        fs::create_dir_all(folder.path().join(name)).expect("a folder");
        fs::write(folder.path().join(name).join(format!("{name}.csv")), list).expect("a file");
        read(&[folder.path().join(name)], &kinds()).expect("a reading")
    };
    let (one, two) = (create(&reading("a"), &folder.path().join("1")), create(&reading("b"), &folder.path().join("2")));
    let (first, second) = (files(&one.folder), files(&two.folder));
    let differ: Vec<&String> = first.keys().filter(|name| first.get(*name) != second.get(*name)).collect();
    assert_eq!(one.manifest.digest, two.manifest.digest);
    assert!(differ.iter().all(|name| !name.starts_with("records/")), "{differ:?}");
    assert!(differ.iter().any(|name| name.starts_with("origins/")), "{differ:?}");
    let again = create(&reading("b"), &folder.path().join("1"));
    assert_eq!(again.outcome, Outcome::WasThereFromElsewhere);
    assert_eq!(again.manifest, one.manifest);
}

#[test]
fn rows_lie_with_the_department_of_their_organisation() {
    let out = tempfile::tempdir().expect("a folder");
    let created = create(&fixtures(&["yunchuan"]), out.path());
    let partitions = created.manifest.records.iter();
    let lines: Vec<(&str, &str, usize)> =
        partitions.map(|one| (one.kind.as_str(), one.department.as_deref().unwrap_or("_"), one.rows)).collect();
    let expected = [
        ("attendance", "SJJ", 695),
        ("coverage", "SJJ", 14),
        ("meeting", "SJJ", 207),
        ("member", "SJJ", 73),
        ("org", "SJJ", 22),
        ("post", "SJJ", 16),
        ("session", "SJJ", 76),
    ];
    assert_eq!(lines, expected);
}

/// Rows of several departments lie in several files, rows of none beside them, and come back in one order.
#[test]
fn departments_are_put_together_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let organisations = "组织编码,组织名称,组织类型,上级组织,所在单位,起始日期
A,甲局,单位,,,2019-06-01
AW,甲局机关党委,机关党委,,A,2019-06-01
B,乙局,单位,,,2019-06-01
BW,乙局机关党委,机关党委,,B,2019-06-01
C,丙所,单位,,,2019-06-01
";
    let meetings = "会议编号,召开组织,会议类型,召开日期
H1,BW,党员大会,2025-03-01
H2,AW,党员大会,2025-03-01
H3,BW,党员大会,2025-01-01
H4,C,党员大会,2025-02-01
";
    let registers = folder.path().join("registers");
    fs::create_dir_all(&registers).expect("a folder");
    fs::write(registers.join("a.csv"), organisations).expect("a file");
    fs::write(registers.join("b.csv"), meetings).expect("a file");
    let before = read(&[registers], &kinds()).expect("a reading");
    assert_eq!(before.all_faults().count(), 0, "{:?}", before.quarantined);
    let created = create(&before, folder.path());
    let meetings = created.manifest.records.iter().filter(|one| one.kind == "meeting");
    let lines: Vec<(Option<&str>, usize)> = meetings.map(|one| (one.department.as_deref(), one.rows)).collect();
    assert_eq!(lines, [(None, 1), (Some("A"), 1), (Some("B"), 2)]);
    let after = open_snapshot(&created.folder, &kinds()).expect("a reading");
    assert_eq!(told(&before), told(&after));
}

#[test]
fn no_id_leads_out_of_the_folder() {
    for (department, name) in [
        (None, "_"),
        (Some("_"), "%5F"),
        (Some("SJJ-01"), "SJJ-01"),
        (Some("../x"), "%2E%2E%2Fx"),
        (Some("数据局"), "数据局"),
    ] {
        assert_eq!(file_name(department), name);
    }
}

/// Every type of field, blank and at its ends, comes back as it was.
#[test]
fn every_cell_comes_back() {
    let kind: Kind = kinds().kind("project").expect("projects").clone();
    let origin = |row: u32| Origin { file: "f".into(), sheet: (row == 2).then(|| "s".into()), row };
    let cells = |number: i64, day: Day, text: &str| {
        let cell = |field: &changxiao_core::contract::Field| match Columns::empty(&kind).column(&field.id) {
            Some(changxiao_core::columns::Column::Text(_)) => Cell::Text(text.into()),
            Some(changxiao_core::columns::Column::Day(_)) => Cell::Day(day),
            Some(changxiao_core::columns::Column::Number(_)) => Cell::Number(number),
            Some(changxiao_core::columns::Column::Boolean(_)) => Cell::Boolean(number > 0),
            Some(changxiao_core::columns::Column::List(_)) => Cell::List(vec![text.into(), "".into(), text.into()]),
            None => Cell::Blank,
        };
        kind.fields.iter().map(cell).collect::<Vec<_>>()
    };
    let mut table = Columns::empty(&kind);
    table.push(cells(i64::MAX, Day::new(2199, 12, 31).expect("a day"), "甲\n\\乙"), origin(1));
    table.push(cells(i64::MIN, Day::new(1900, 1, 1).expect("a day"), ""), origin(2));
    table.push(Vec::new(), origin(3));
    let before = Reading { registers: Registers::new([table.sorted(&kind)]), ..Reading::default() };
    let out = tempfile::tempdir().expect("a folder");
    let after = open_snapshot(&create(&before, out.path()).folder, &kinds()).expect("a reading");
    assert_eq!(told(&before), told(&after));
}

/// The faults of a snapshot after something was done to it; it is not read then.
fn after(tamper: impl FnOnce(&Path)) -> Vec<(String, String)> {
    let out = tempfile::tempdir().expect("a folder");
    let folder = create(&reading(), out.path()).folder;
    tamper(&folder);
    let faults = verify_snapshot(&folder, &kinds()).expect("a snapshot");
    assert!(matches!(open_snapshot(&folder, &kinds()), Err(Error::Damaged { faults: same, .. }) if same == faults));
    assert!(matches!(create_snapshot(&reading(), &kinds(), out.path()), Err(Error::Damaged { .. })));
    faults.into_iter().map(|Fault { place, message, .. }| (place.file.unwrap_or_default(), message.key)).collect()
}

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).expect("a file");
    change(&mut bytes);
    fs::write(path, bytes).expect("a file");
}

/// Puts the right hash beside a manifest that was changed, as somebody would who knows how.
fn reseal(folder: &Path) {
    let manifest = fs::read(folder.join("manifest.json")).expect("a manifest");
    fs::write(folder.join("manifest.json.sha256"), hash_line(&manifest)).expect("a file");
}

fn replace(folder: &Path, from: &str, to: &str) {
    change(&folder.join("manifest.json"), |bytes| {
        let text = String::from_utf8(bytes.clone()).expect("text");
        assert!(text.contains(from));
        *bytes = text.replacen(from, to, 1).into_bytes();
    });
}

/// Puts other bytes in place of a listed file, with their hash in the manifest.
fn forge(folder: &Path, path: &str, bytes: &[u8]) {
    let old = fs::read(folder.join(path)).expect("a file");
    replace(folder, &super::sha256(&old), &super::sha256(bytes));
    replace(folder, &format!("\"bytes\": {}\n", old.len()), &format!("\"bytes\": {}\n", bytes.len()));
    fs::write(folder.join(path), bytes).expect("a file");
    reseal(folder);
}

fn is(file: &str, key: &str) -> (String, String) {
    (file.to_owned(), key.to_owned())
}

const MEETINGS: &str = "records/meeting/SJJ.parquet";

#[test]
fn tampering_is_seen() {
    let flip = |bytes: &mut Vec<u8>| bytes.iter_mut().skip(40).take(1).for_each(|byte| *byte ^= 1);
    assert_eq!(after(|folder| change(&folder.join(MEETINGS), flip)), [is(MEETINGS, "snapshot-file-changed")]);
    let origins = "origins/org/SJJ.parquet";
    let removed = |folder: &Path| fs::remove_file(folder.join(origins)).expect("a file");
    assert_eq!(after(removed), [is(origins, "snapshot-file-missing")]);
    let added = |folder: &Path| fs::write(folder.join("records/extra.parquet"), "x").expect("a file");
    assert_eq!(after(added), [is("records/extra.parquet", "snapshot-file-extra")]);
    let manifest = |folder: &Path| replace(folder, "\"quarantined\"", "\"Quarantined\"");
    assert_eq!(after(manifest), [is("manifest.json", "snapshot-manifest-changed")]);
    let hash = |folder: &Path| fs::remove_file(folder.join("manifest.json.sha256")).expect("a file");
    assert_eq!(after(hash), [is("manifest.json.sha256", "snapshot-file-missing")]);
}

#[test]
fn forgery_is_seen_too() {
    let digest = |folder: &Path| {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        replace(folder, &name, &name.chars().rev().collect::<String>());
        reseal(folder);
    };
    assert_eq!(after(digest), [is("manifest.json", "snapshot-digest-differs")]);
    let outside = |folder: &Path| {
        replace(folder, MEETINGS, "../../../etc/passwd");
        reseal(folder);
    };
    assert_eq!(
        after(outside),
        [is("../../../etc/passwd", "snapshot-file-missing"), is(MEETINGS, "snapshot-file-extra")]
    );
}

/// Whatever stands in a file whose hash is right: a fault, never a panic.
#[test]
fn what_is_no_parquet_file_is_a_fault() {
    let out = tempfile::tempdir().expect("a folder");
    let whole = fs::read(create(&reading(), out.path()).folder.join("records/post/SJJ.parquet")).expect("a file");
    let kind = kinds().kind("post").expect("posts").clone();
    assert!(super::parquet_file::records(whole.clone().into(), &kind).is_ok());
    assert!(super::parquet_file::records(whole.clone().into(), kinds().kind("org").expect("a kind")).is_err());
    assert!(super::parquet_file::origins(whole.clone().into()).is_err());
    for length in (0..whole.len()).step_by(31) {
        let cut: Vec<u8> = whole.iter().copied().take(length).collect();
        assert!(super::parquet_file::records(cut.into(), &kind).is_err());
    }
    for place in (0..whole.len()).step_by(29) {
        let mut bytes = whole.clone();
        bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte = !*byte);
        let _ = super::parquet_file::records(bytes.into(), &kind);
    }
    let forged = after(|folder| forge(folder, "records/post/SJJ.parquet", b"PAR1 no PAR1"));
    assert_eq!(forged, [is("records/post/SJJ.parquet", "snapshot-file-unreadable")]);
}

#[test]
fn other_schemas_and_contracts_are_refused() {
    let opened = |from: &str, to: &str| {
        let out = tempfile::tempdir().expect("a folder");
        let folder = create(&fixtures(&["yunchuan"]), out.path()).folder;
        replace(&folder, from, to);
        reseal(&folder);
        open_snapshot(&folder, &kinds())
    };
    assert!(matches!(opened("\"schema\": 1", "\"schema\": 2"), Err(Error::OtherSchema { found: 2, known: 1, .. })));
    let version = format!("\"contract_version\": {}", changxiao_core::contract::CONTRACT_VERSION);
    assert!(matches!(opened(&version, "\"contract_version\": 1"), Err(Error::OtherContract { found: 1, .. })));
    let folder = tempfile::tempdir().expect("a folder");
    assert!(matches!(open_snapshot(folder.path(), &kinds()), Err(Error::NotASnapshot(_))));
}

#[test]
fn a_snapshot_is_read_alone() {
    let out = tempfile::tempdir().expect("a folder");
    let folder = create(&fixtures(&["yunchuan"]), out.path()).folder;
    let both = read(&[folder.clone(), out.path().to_owned()], &kinds());
    assert!(matches!(both, Err(Error::SnapshotBesideOthers(path)) if path == folder));
}

#[test]
fn differences_name_keys_of_things_and_count_persons() {
    let (whole, list) = (fixtures(&["yunchuan"]), fixtures(&["yunchuan/组织清单.csv"]));
    assert_eq!(compare_registers(&whole.registers, &whole.registers, &kinds()), []);
    let differences = compare_registers(&list.registers, &whole.registers, &kinds());
    let lines: Vec<(&str, usize, usize)> =
        differences.iter().map(|one| (one.kind.as_str(), one.added.count, one.added.named.len())).collect();
    let expected = [
        ("attendance", 695, 0),
        ("coverage", 14, 14),
        ("meeting", 207, 207),
        ("member", 73, 0),
        ("post", 16, 0),
        ("session", 76, 76),
    ];
    assert_eq!(lines, expected);
    assert!(differences.iter().all(|one| one.removed.count + one.changed.count == 0));
}
