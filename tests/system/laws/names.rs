//! No name of a person on the roll stands in any byte that the program writes, working papers included.

use super::{DEMO, folder::files};
use crate::program::{Bench, library, root};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::{collections::BTreeSet, fs};

/// The column 姓名 of the roll.
fn names() -> BTreeSet<String> {
    let path = root().join("tests/fixtures/yunchuan/党员花名册2025.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let sheet = workbook.worksheet_range("党员花名册").unwrap();
    let is_header = |cell: &Data| cell.to_string().replace([' ', '\n', '\u{3000}'], "") == "姓名";
    let (header, column) =
        sheet.rows().enumerate().find_map(|(row, cells)| Some((row, cells.iter().position(is_header)?))).unwrap();
    // Persons are numbered; the lines below them are not.
    let persons = sheet.rows().skip(header + 1).filter(|row| row[0].to_string().parse::<u32>().is_ok());
    persons.map(|row| row[column].to_string().trim().to_owned()).collect()
}

fn assert_nameless(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for name in names() {
        assert!(!text.contains(&name), "{name} stands in {what}");
    }
}

#[test]
fn stand_nowhere() {
    assert_eq!(names().len(), 63, "all who are on the roll");
    let bench = Bench::new();
    let plugin = library("example").display().to_string();
    let commands = [
        format!("evaluate --registers fixtures/yunchuan {DEMO} --plugin {plugin} --out run --log-level debug"),
        format!("evaluate --registers fixtures/yunchuan fixtures/faulty {DEMO} --out faulty --log-level debug"),
        "explain DZB04 T07 --run run --lang zh-CN".to_owned(),
        "explain JGDW T07 --run run --lang zh-CN".to_owned(),
        "explain DZB03 T07 --run run --lang en --log-level trace".to_owned(),
        "check --registers fixtures/yunchuan fixtures/faulty --lang zh-CN".to_owned(),
    ];
    for command in commands {
        let output = bench.run(&command);
        assert!(output.code < 2, "{}", output.stderr);
        assert_nameless(&command, output.stdout.as_bytes());
        assert_nameless(&command, output.stderr.as_bytes());
    }
    for run in ["run", "faulty"] {
        for file in files(&bench.path(run)) {
            assert_nameless(&file, &fs::read(bench.path(run).join(&file)).unwrap());
        }
    }
}
