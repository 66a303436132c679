//! The registers of the made-up city Yunchuan, and the workbook that is wrong on purpose.

use super::*;
use changxiao_core::{columns::Columns, text::Text};
use std::collections::BTreeSet;

fn fixture(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(path)
}

fn read_fixtures(paths: &[&str]) -> Reading {
    let paths: Vec<PathBuf> = paths.iter().map(|path| fixture(path)).collect();
    let reading = read(&paths, &contract().expect("embedded kinds")).expect("a reading");
    assert_balanced(&reading);
    reading
}

/// The ledgers without the file of expected results that lies beside them.
const LEDGERS: &[&str] = &[
    "yunchuan/组织清单.csv",
    "yunchuan/党员花名册2025.xlsx",
    "yunchuan/会议和学习台账2025.xlsx",
    "yunchuan/学习出勤2025.csv",
];

#[test]
fn yunchuan_is_read_whole() {
    let reading = read_fixtures(LEDGERS);
    assert_eq!(reading.all_faults().collect::<Vec<_>>(), Vec::<&Fault>::new());
    let counts: Vec<(&str, usize)> = reading.registers.tables().map(|table| (table.kind(), table.len())).collect();
    let expected = [
        ("attendance", 695),
        ("coverage", 14),
        ("meeting", 207),
        ("member", 73),
        ("org", 22),
        ("post", 16),
        ("session", 76),
    ];
    assert_eq!(counts, expected);
    assert!(reading.notes.iter().all(|note| note.message.key != "register-states-no-coverage"));
    assert!(reading.notes.iter().all(|note| note.message.key != "register-disputed"));
}

#[test]
fn merged_and_repeated_cells_are_filled() {
    let reading = read_fixtures(LEDGERS);
    let meetings = reading.registers.table("meeting").expect("meetings");
    assert!(
        meetings.rows().all(|row| row.text("org").is_some()
            && row.number("expected").is_some()
            && row.number("present").is_some())
    );
    let row = meetings.rows().find(|row| row.text("id") == Some("HY25-01-09")).expect("the row with 应到8人实到6人");
    let numbers = (row.number("expected"), row.number("present"));
    assert_eq!(
        numbers,
        (
            Some(changxiao_core::fraction::Fraction::from_hundredths(800)),
            Some(changxiao_core::fraction::Fraction::from_hundredths(600))
        )
    );
    assert_eq!(row.text("org"), Some("DZB01"));
}

/// Everything that a table holds, as text.
fn held(table: &Columns) -> String {
    table.rows().flat_map(|row| table.columns().map(move |(name, _)| format!("{:?}\n", row.cell(name)))).collect()
}

#[test]
fn no_name_of_a_person_is_kept_anywhere() {
    let reading = read_fixtures(&[
        "yunchuan/组织清单.csv",
        "yunchuan/党员花名册2025.xlsx",
        "yunchuan/会议和学习台账2025.xlsx",
        "yunchuan/学习出勤2025.csv",
        "faulty",
    ]);
    let tables: String = reading.registers.tables().map(held).collect();
    let said = format!("{tables}{:?}{:?}{:?}", reading.faults, reading.quarantined, reading.notes);
    let attendance = fs::read(fixture("yunchuan/学习出勤2025.csv")).expect("the file");
    let (text, _) = crate::encoding::decoded(&attendance).expect("a known encoding");
    let names: BTreeSet<&str> =
        text.lines().skip(3).filter_map(|line| line.split(',').nth(4)).filter(|name| !name.is_empty()).collect();
    assert!(names.len() > 50, "the names themselves were found: {}", names.len());
    for name in names {
        assert!(!said.contains(name), "{name}");
    }
}

#[test]
fn the_order_of_files_and_rows_does_not_matter() {
    let files = |rows: &[&str], swapped: &[&str]| {
        let meetings = format!("会议编号,召开组织,会议类型,召开日期,应到人数\n{}\n", rows.join("\n"));
        let organisations: Vec<&str> = ORGANISATIONS.lines().collect();
        let list = format!("{}\n{}\n", organisations[0], swapped.join("\n"));
        Files::new().with("a.csv", meetings).with("b.csv", list)
    };
    let organisations: Vec<&str> =
        ORGANISATIONS.lines().skip(1).chain(["DZB02,第二联合党支部,党支部,JGDW,SJJ,2019-06-01,"]).collect();
    let rows = [
        "H1,DZB01,党员大会,2025-03-01,9",
        "H1,DZB01,党员大会,2025-03-01,8",
        "H2,DZB02,党员大会,2025-03-02,9",
        "H2,DZB02,党员大会,2025-03-02,9",
    ];
    let reversed = |rows: &[&'static str]| rows.iter().rev().copied().collect::<Vec<_>>();
    let first = files(&rows, &organisations).read();
    let second = files(&reversed(&rows), &organisations.iter().rev().copied().collect::<Vec<_>>()).read();
    assert_eq!(first.digest(), second.digest());
    assert_eq!((count(&first, "meeting"), count(&first, "org")), (3, 4));
    let other = files(&["H1,DZB01,党员大会,2025-03-01,9"], &organisations).read();
    assert_ne!(first.digest(), other.digest());
}

#[test]
fn the_order_of_paths_does_not_matter() {
    let reversed: Vec<&str> = LEDGERS.iter().rev().copied().collect();
    let (first, second) = (read_fixtures(LEDGERS), read_fixtures(&reversed));
    assert_eq!(first.digest(), second.digest());
    assert_eq!((first.notes, first.balance), (second.notes, second.balance));
}

#[test]
fn the_faulty_workbook_gives_exactly_these_faults() {
    let reading = read_fixtures(&["yunchuan/组织清单.csv", "faulty"]);
    let sheet = |name: &str| Place::file("错误示例.xlsx").in_sheet(name);
    let whole = [
        Fault::new(Place::file("不是表格.xlsx"), Message::new("register-file-not-a-workbook"))
            .hint(Message::new("register-hint-save-as")),
        Fault::new(sheet("空表"), Message::new("register-sheet-empty")),
        Fault::new(sheet("说明"), Message::new("register-no-header"))
            .expected(Message::new("register-expected-header")),
    ];
    assert_eq!(reading.faults, whole);

    let meeting = |row: u32, column: &str| sheet("会议").at_row(row).in_column(column);
    let expected = |key: &str| Message::new(key);
    let nearest = |name: &str| Message::new("hint-nearest").with("name", name);
    let unknown = |place: Place, value: &str, kind: Text| {
        Fault::new(place, Message::new("register-unknown-reference").with("value", value).with("kind", kind))
    };
    let code = reading.quarantined[0].faults[0].expected.clone().expect("the list of words");
    let twice =
        Message::new("register-at-sheet-row").with("file", "错误示例.xlsx").with("sheet", "会议").with("row", "10");
    let faults = [
        fault(meeting(5, "会议类型"), "register-unknown-code", "党员大汇").expected(code).hint(nearest("党员大会")),
        fault(meeting(6, "召开日期"), "register-no-such-day", "2025-02-30").expected(expected("register-expected-day")),
        Fault::new(meeting(8, "召开日期"), Message::new("register-required-blank")),
        unknown(meeting(9, "召开组织"), "DZB99", Text::new("组织", "Organisations")).hint(nearest("DZB01")),
        Fault::new(sheet("会议").at_row(11), Message::new("register-row-twice").with("other", twice)),
        fault(meeting(14, "应到人数"), "register-not-a-number", "若干")
            .expected(expected("register-expected-whole-number")),
        fault(meeting(15, "会议编号"), "register-id-with-blank", "CW 25-10").expected(expected("register-expected-id")),
        unknown(sheet("出勤").at_row(5).in_column("事项编号"), "CW25-77", Text::new("会议", "Meetings"))
            .hint(nearest("CW25-07")),
    ];
    let found: Vec<Fault> = reading.quarantined.iter().flat_map(|row| row.faults.clone()).collect();
    assert_eq!(found, faults);
}
