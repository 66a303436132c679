//! The order of files, paths, rows and departments changes no byte of the run folder but its log.

use super::{DEMO, folder::bytes, reading};
use crate::program::{Bench, library};
use changxiao_core::columns::{Cell, Columns};
use changxiao_registers::Reading;

/// Runs the demo with other arguments for registers and departments; what the run folder holds, its log left out.
fn run(bench: &Bench, out: &str, arguments: &str) -> Vec<(String, Vec<u8>)> {
    let output = bench.run(&format!("evaluate {arguments} {DEMO} --out {out}"));
    assert_eq!(output.code, 0, "{arguments}\n{}", output.stderr);
    bytes(&bench.path(out))
}

#[test]
fn of_files_and_paths() {
    let bench = Bench::new();
    bench.copy_demo("office/a");
    std::fs::create_dir(bench.path("office/b")).unwrap();
    for name in ["组织清单.csv", "会议和学习台账2025.xlsx"] {
        std::fs::rename(bench.path("office/a").join(name), bench.path("office/b").join(name)).unwrap();
    }
    let usual = run(&bench, "usual", "--registers fixtures/yunchuan");
    assert_eq!(run(&bench, "folders", "--registers office/b --registers office/a"), usual);
    let files =
        "office/a/学习出勤2025.csv office/b/组织清单.csv office/b/会议和学习台账2025.xlsx office/a/党员花名册2025.xlsx";
    assert_eq!(run(&bench, "files", &format!("--registers {files}")), usual);
}

#[test]
fn of_rows() {
    let bench = Bench::new();
    let usual = run(&bench, "usual", "--registers fixtures/yunchuan");
    let reading = reading();
    export(&bench, &reading, "reversed", |rows| rows.into_iter().rev().collect());
    assert_eq!(run(&bench, "run-reversed", "--registers reversed"), usual);
    export(&bench, &reading, "scattered", |mut rows| {
        rows.sort_by_key(|row| row * 7919 % 4099);
        rows
    });
    assert_eq!(run(&bench, "run-scattered", "--registers scattered"), usual);
}

/// Writes all records as text files of two halves each, rows in another order.
fn export(bench: &Bench, reading: &Reading, folder: &str, order: fn(Vec<usize>) -> Vec<usize>) {
    for table in reading.registers.tables() {
        let rows = order((0..table.len()).collect());
        let (first, second) = rows.split_at(rows.len() / 3);
        bench.write(&format!("{folder}/x-{}.csv", table.kind()), text(table, second));
        bench.write(&format!("{folder}/y-{}.csv", table.kind()), text(table, first));
    }
}

pub(super) fn text(table: &Columns, rows: &[usize]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names: Vec<&str> = table.columns().map(|(name, _)| name).collect();
    writer.write_record(&names).unwrap();
    for row in rows {
        writer.write_record(names.iter().map(|name| shown(table.row(*row).cell(name)))).unwrap();
    }
    writer.into_inner().unwrap()
}

fn shown(cell: Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Boolean(truth) => if truth { "是" } else { "否" }.to_owned(),
        Cell::Number(hundredths) => format!("{}.{:02}", hundredths / 100, hundredths % 100),
        Cell::Day(day) => day.to_string(),
        Cell::Text(text) => text.to_string(),
        Cell::List(list) => list.join(";"),
    }
}

#[test]
fn of_departments() {
    let bench = Bench::new();
    let about =
        "[about]\nnamespace = \"other\"\nname = { zh = \"另一局\", en = \"Another bureau\" }\nversion = \"1\"\n";
    bench.write("other/pack.toml", about);
    let item = include_str!("../../../config/packs/example/indicators/party-day-monthly.toml");
    bench.write("other/item.toml", item.replace("example/party-day-monthly", "other/party-day-monthly"));
    let one = run(&bench, "one", "--registers fixtures/yunchuan --pack other --pack packs/example");
    assert_eq!(run(&bench, "two", "--registers fixtures/yunchuan --pack packs/example --pack other"), one);
    let (example, hostile) = (library("example").display().to_string(), bench.path("other").display().to_string());
    let one = run(&bench, "three", &format!("--registers fixtures/yunchuan --plugin {example} --pack {hostile}"));
    assert_eq!(run(&bench, "four", &format!("--pack {hostile} --plugin {example} --registers fixtures/yunchuan")), one);
}
