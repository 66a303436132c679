//! A sheet that did not arrive turns exactly what it would have told into not known, there and above, and nothing else.

use super::{DEMO, lines};
use crate::program::{Bench, compare};
use std::io::{Cursor, Read, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const WORKBOOK: &str = "会议和学习台账2025.xlsx";

/// The branches that filed for the last quarter, as the names of sheets have them.
const BRANCHES: [(&str, &str); 7] =
    [("一", "1"), ("二", "2"), ("三", "3"), ("四", "4"), ("五", "5"), ("六", "6"), ("八", "8")];

/// Takes a sheet out of a workbook.
fn without_sheet(workbook: &[u8], sheet: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        if name == "xl/workbook.xml" {
            bytes = without_entry(&String::from_utf8(bytes).unwrap(), sheet).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn without_entry(text: &str, sheet: &str) -> String {
    let (before, rest) = text.split_once(&format!("<sheet name=\"{sheet}\"")).unwrap();
    let (_, after) = rest.split_once("/>").unwrap();
    format!("{before}{after}")
}

/// The demo with the example pack, without the last sheet of one branch.
fn run_without(bench: &Bench, branch: &str) {
    bench.copy_demo("demo");
    let workbook = std::fs::read(bench.path("demo").join(WORKBOOK)).unwrap();
    let changed = without_sheet(&workbook, &format!("四季度-第{branch}党支部"));
    bench.write(&format!("demo/{WORKBOOK}"), changed);
    bench.run_well(&format!("evaluate --registers demo {DEMO} --pack packs/example --out without"));
}

#[test]
fn is_not_known_there_and_above() {
    let bench = Bench::new();
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --pack packs/example --out with"));
    let of_meetings = |run: &str| {
        let mut lines = lines(&bench, run);
        // Committee meetings and life meetings stand on the same sheet; they are not looked at here.
        lines.retain(|(indicator, _), _| {
            !["baseline/committee-met-monthly", "baseline/life-meeting-held"].contains(&indicator.as_str())
        });
        lines
    };
    let whole = of_meetings("with");
    for (name, number) in BRANCHES {
        run_without(&bench, name);
        let mut expected = whole.clone();
        // All these branches had met everything in the quarter: one meeting, three Party days.
        let changed = [
            ("baseline/branch-meeting-held-quarterly", 1),
            ("baseline/party-day-held-monthly", 3),
            ("example/party-day-monthly", 3),
        ];
        for (indicator, met) in changed {
            for organisation in [format!("DZB0{number}"), "JGDW".into(), format!("CS0{number}"), "SJJ".into()] {
                let counts = expected.get_mut(&(indicator.to_owned(), organisation)).unwrap();
                let changed = |count: &str, by: i64| (count.parse::<i64>().unwrap() + by).to_string();
                (counts[0], counts[4]) = (changed(&counts[0], -met), changed(&counts[4], met));
            }
        }
        assert_eq!(of_meetings("without"), expected, "第{name}党支部");
    }
}

#[test]
fn is_named_by_the_explanation() {
    let bench = Bench::new();
    run_without(&bench, "三");
    compare("explain/missing-sheet.en", &bench.transcript(&["explain DZB03 E04 --run without --lang en"]));
}
