//! Mistakes in registers: the faulty row is put aside and said, the rest stands.

use super::{ORG, bench_with, check_file};
use crate::{
    laws::DEMO,
    program::{Bench, compare},
};
use std::fs;

const MEETINGS: &str = "会议编号,召开组织,会议类型,召开日期,实到人数\n";

fn meetings(name: &str, rows: &str) {
    check_file(name, "会议.csv", format!("{MEETINGS}{rows}"));
}

#[test]
fn the_faulty_workbook() {
    let bench = Bench::new();
    let registers = "--registers fixtures/faulty fixtures/yunchuan/组织清单.csv";
    let run = format!("evaluate {registers} {DEMO} --out run");
    let commands = [&format!("check {registers} --lang en"), &format!("check {registers} --lang zh-CN"), &run];
    let text = bench.transcript(&commands);
    compare("mistakes/registers/faulty-workbook", &format!("{text}{}", bench.read("run/internal/quarantine.csv")));
}

#[test]
fn files_that_are_not_there_or_cannot_be_read() {
    let bench = Bench::new();
    bench.write("letter.docx", "dear comrades");
    bench.write("empty/readme.md", "nothing here");
    bench.run_well("snapshot create --registers fixtures/yunchuan --out kept");
    let commands = [
        "check --registers nowhere.csv --lang en",
        "check --registers nowhere.csv --lang zh-CN",
        "check --registers letter.docx --lang en",
        "check --registers empty --lang en",
        "check --registers kept --lang en",
        "check --registers kept --lang zh-CN",
        "evaluate --registers empty --period 2025 --as-of 2026-02-15 --out run --lang en",
        "evaluate --period 2025 --as-of 2026-02-15 --out run --lang en",
    ];
    compare("mistakes/registers/files", &bench.transcript(&commands));
}

#[test]
fn a_workbook_cut_short() {
    let whole = fs::read(crate::program::root().join("tests/fixtures/yunchuan/会议和学习台账2025.xlsx")).unwrap();
    check_file("workbook-cut-short", "会议.xlsx", &whole[..whole.len() / 2]);
}

#[test]
fn a_text_that_is_no_text() {
    check_file("no-text", "会议.csv", [0x80, 0xff, 0x00, 0x81, 0x0a]);
}

#[test]
fn an_empty_file() {
    check_file("empty-file", "会议.csv", "");
}

#[test]
fn no_header() {
    check_file("no-header", "会议.csv", "这是一份说明\n没有表头\n");
}

#[test]
fn a_header_misspelt() {
    check_file("header-misspelt", "会议.csv", "会议编码,召开组织,会议类型,召开日期\nH1,ZB1,党员大会,2025-02-10\n");
}

#[test]
fn a_header_twice() {
    check_file(
        "header-twice",
        "会议.csv",
        "会议编号,召开组织,会议类型,召开日期,召开日期\nH1,ZB1,党员大会,2025-02-10,2025-02-11\n",
    );
}

#[test]
fn an_unknown_word() {
    meetings("unknown-word", "H1,ZB1,党员打会,2025-02-10,\n");
}

#[test]
fn an_impossible_day() {
    meetings("impossible-day", "H1,ZB1,党员大会,2025-02-30,\nH2,ZB1,党员大会,去年春天,\nH3,ZB1,党员大会,2025-13-01,\n");
}

#[test]
fn a_row_twice() {
    meetings("row-twice", "H1,ZB1,党员大会,2025-02-10,7\nH1,ZB1,党员大会,2025-02-10,7\n");
}

#[test]
fn a_key_in_two_versions() {
    let bench = bench_with("会议.csv", format!("{MEETINGS}H1,ZB1,党员大会,2025-03-31,\nH1,ZB1,党员大会,2025-04-01,\n"));
    bench.write("r/覆盖.csv", "台账种类,组织,范围,起始日,截止日,依据\n会议,ZB1,本级,2025-01-01,2025-12-31,单位声明\n");
    let evaluate = format!("evaluate --registers r {DEMO} --out run");
    let commands = ["check --registers r --lang en", &evaluate, "explain ZB1 E04 --run run --lang en"];
    compare("mistakes/registers/key-in-two-versions", &bench.transcript(&commands));
}

#[test]
fn an_unknown_organisation() {
    meetings("unknown-organisation", "H1,ZB2,党员大会,2025-02-10,\n");
}

#[test]
fn a_number_that_is_none() {
    meetings(
        "number",
        "H1,ZB1,党员大会,2025-02-10,许多\nH2,ZB1,党员大会,2025-05-10,-3\nH3,ZB1,党员大会,2025-08-10,7.5\n",
    );
}

#[test]
fn required_cells_left_blank() {
    meetings(
        "blank-cells",
        ",ZB1,党员大会,2025-02-10,\nH2,,党员大会,2025-05-10,\nH3,ZB1,,2025-08-10,\nH4,ZB1,党员大会,,\n",
    );
}

#[test]
fn organisations_that_contradict_themselves() {
    let bench = Bench::new();
    let rows = "ZB2,党支部,2020-01-01,,JW1\nJW1,机关党委,2020-01-01,,JW2\nJW2,机关党委,2020-01-01,,JW1\n\
        ZB3,党支部,2020-01-01,2019-01-01,\nZB4,党支部,2020-01-01,2025-06-01,\nZB4,党支部,2025-03-01,,\n\
        ZB5,党支部,2020-01-01,2025-01-01,\nZB5,机关党委,2025-01-01,,\nZB6,党支部,2020-01-01,2024-01-01,\nZB6,党支部,2025-01-01,,\n\
        ZB7,党支部,2020-01-01,,ZB7\n";
    bench.write("r/组织.csv", format!("{ORG}{rows}"));
    let evaluate = format!("evaluate --registers r {DEMO} --out run");
    compare("mistakes/registers/organisations", &bench.transcript(&["check --registers r --lang en", &evaluate]));
}

#[test]
fn stays_that_contradict_themselves() {
    let rows = "P1,ZB1,2025-06-01,2025-03-01,正式,,\nP2,ZB1,2020-01-01,2025-06-01,正式,,\nP2,ZB1,2025-03-01,,正式,,\n\
        P3,ZB1,2020-01-01,,正式,2025-06-01,2025-03-01\nP 4,ZB1,2020-01-01,,正式,,\n";
    let header = "人员编码,所在党组织,起始日期,终止日期,党员类别,免硬性要求起,免硬性要求止\n";
    check_file("stays", "花名册.csv", format!("{header}{rows}"));
}

#[test]
fn study_that_points_nowhere() {
    let bench = bench_with(
        "学习.csv",
        "学习编号,组织单位,学习形式,学习日期,学时\nX1,ZB1,党课,2025-02-10,1.234\nX2,ZB1,党课,2025-02-10,-1\nX3,ZB1,党课,2025-02-10,二\n",
    );
    bench.write("r/出勤.csv", "事项种类,事项编号,所在党组织,人员编码,出勤情况\n学习,X9,ZB1,P1,出席\n会议,X1,ZB1,P1,出席\n学习,X1,ZB1,P1,来了\n");
    compare("mistakes/registers/study", &bench.transcript(&["check --registers r --lang en"]));
}

/// Organisations that stand above themselves, or change their kind, were taken without a word.
#[test]
fn organisations_in_a_circle_or_of_two_kinds_are_faults() {
    for (what, rows) in [
        ("a circle", "JW1,机关党委,2020-01-01,,JW2\nJW2,机关党委,2020-01-01,,JW1\n"),
        ("its own parent", "JW1,机关党委,2020-01-01,,JW1\n"),
        ("two kinds", "ZB5,党支部,2020-01-01,2025-01-01,\nZB5,机关党委,2025-01-01,,\n"),
        ("two states on one day", "ZB4,党支部,2020-01-01,2025-06-01,\nZB4,党支部,2025-03-01,,\n"),
    ] {
        let bench = Bench::new();
        bench.write("r/组织.csv", format!("{ORG}{rows}"));
        assert_eq!(bench.run("check --registers r --lang en").code, 1, "{what}");
    }
}

/// The explanation of a dispute showed one version of the record only.
#[test]
fn a_dispute_is_explained_by_all_versions() {
    let bench = bench_with("会议.csv", format!("{MEETINGS}H1,ZB1,党员大会,2025-03-31,\nH1,ZB1,党员大会,2025-04-01,\n"));
    bench.write("r/覆盖.csv", "台账种类,组织,范围,起始日,截止日,依据\n会议,ZB1,本级,2025-01-01,2025-12-31,单位声明\n");
    bench.run_well(&format!("evaluate --registers r {DEMO} --out run"));
    let explained = bench.run_well("explain ZB1 E04 --run run --lang en").stdout;
    assert!(explained.contains("会议.csv · 2") && explained.contains("会议.csv · 3"), "{explained}");
}
