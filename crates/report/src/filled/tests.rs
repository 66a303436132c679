use super::*;
use crate::{
    sheet::tests::{sheet, words},
    write_sheet,
};
use changxiao_core::text::Language;
use rust_xlsxwriter::{Formula, Workbook};
use std::io::{Read as _, Write as _};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

#[test]
fn a_sheet_comes_back_as_it_went_out() {
    for language in [Language::Chinese, Language::English] {
        let bytes = write_sheet(&sheet(), words(language)).unwrap();
        let filled = read_sheet("a.xlsx", &bytes).unwrap();
        assert_eq!(filled.identity, sheet().identity);
        assert_eq!((filled.file.as_str(), filled.sheet.as_str()), ("a.xlsx", "sheet-tab-rows"));
        let codes: Vec<&str> = filled.lines.iter().map(|line| line.code.as_str()).collect();
        assert_eq!(codes, sheet().lines.iter().map(|line| line.code.as_str()).collect::<Vec<_>>());
        assert_eq!(filled.lines.first().map(|line| line.row), Some(4));
        assert!(filled.lines.iter().all(|line| !line.is_said() && line.has_more));
    }
}

/// A workbook of our hidden sheet and of one that begins with a heading in its second row and column.
fn workbook(rows: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    for (column, title) in (1..).zip(["理由", "答复", "编码"]) {
        page.write_string(1, column, title).unwrap();
    }
    rows(page);
    let hidden = workbook.add_worksheet().set_name(HIDDEN_NAME).unwrap();
    let facts = [(SIGN, LAYOUT), ("rater", "1"), ("code", "编码"), ("answer", "答复"), ("reason", "理由")];
    for (row, (key, value)) in (0..).zip(facts) {
        hidden.write_string(row, 0, key).unwrap().write_string(row, 1, value).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn cells_are_found_by_their_headings_and_read_as_they_show() {
    let bytes = workbook(|page| {
        page.write_string(2, 3, "a").unwrap().write_number(2, 2, 3).unwrap().write_string(2, 1, " 因 为\n").unwrap();
        page.write_string(3, 3, "b").unwrap().write_boolean(3, 2, true).unwrap();
        let sum = Formula::new("=0.1+0.2").set_result("0.30000000000000004");
        page.write_string(4, 3, "c").unwrap().write_formula(4, 2, sum).unwrap();
        page.write_string(5, 3, "d").unwrap().write_string(5, 2, "\u{3000} ").unwrap();
        page.write_number(6, 2, 7.25).unwrap();
        page.write_string(7, 5, "合计").unwrap();
    });
    let filled = read_sheet("a.xlsx", &bytes).unwrap();
    let line = |row, code: &str, answer: &str| FilledLine {
        row,
        code: code.to_owned(),
        answer: answer.to_owned(),
        ..FilledLine::default()
    };
    let wanted = [
        FilledLine { reason: "因 为".to_owned(), ..line(3, "a", "3") },
        line(4, "b", "true"),
        line(5, "c", "0.3"),
        line(6, "d", ""),
        line(7, "", "7.25"),
        FilledLine { has_more: true, ..line(8, "", "") },
    ];
    assert_eq!(filled.lines, wanted);
}

/// The same workbook with a text of its first sheet replaced, as another program might have written it.
fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut entry = package.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_formula_without_a_result_is_no_empty_cell() {
    let bytes = workbook(|page| {
        page.write_string(2, 3, "a").unwrap().write_formula(2, 2, "=1+1").unwrap();
    });
    let bytes = replaced(&bytes, "<f>1+1</f><v>0</v>", "<f>1+1</f>");
    assert_eq!(read_sheet("a.xlsx", &bytes).unwrap().lines[0].answer, "=1+1");
}

#[test]
fn what_is_no_sheet_of_ours_is_said() {
    let told = |bytes: &[u8]| read_sheet("a.xlsx", bytes).map(|_| ()).map_err(|fault| fault.message.key);
    assert_eq!(told(b""), Err("sheet-unreadable".to_owned()));
    assert_eq!(told(b"PK\x03\x04 and so on"), Err("sheet-unreadable".to_owned()));
    let mut plain = Workbook::new();
    plain.add_worksheet().write_string(0, 0, "编码").unwrap();
    assert_eq!(told(&plain.save_to_buffer().unwrap()), Err("sheet-unsigned".to_owned()));
    let mut other = Workbook::new();
    other.add_worksheet().set_name(HIDDEN_NAME).unwrap().write_string(0, 0, SIGN).unwrap();
    assert_eq!(told(&other.save_to_buffer().unwrap()), Err("sheet-unsigned".to_owned()));
    let without_heading = workbook(|page| {
        page.write_string(1, 2, "说明").unwrap();
    });
    assert_eq!(told(&without_heading), Err("sheet-without-heading".to_owned()));
}
