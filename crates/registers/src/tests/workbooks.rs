//! What only a workbook can have: merged cells, date cells, formulas, hidden sheets.

use super::*;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A workbook of one sheet with these rows, written as the cells' XML; `state` is an attribute of the sheet.
fn workbook(state: &str, rows: &[String], merged: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let link = |kind: &str, target: &str| {
        format!(r#"<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
    };
    let links = |links: String| format!(r#"<Relationships xmlns="{PACKAGE}">{links}</Relationships>"#);
    let rows: String = (1..).zip(rows).map(|(row, cells)| format!(r#"<row r="{row}">{cells}</row>"#)).collect();
    let parts = [
        ("_rels/.rels", links(link("officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="会议" sheetId="1" {state} r:id="rworksheet"/></sheets></workbook>"#
            ),
        ),
        ("xl/_rels/workbook.xml.rels", links(link("worksheet", "sheet.xml") + &link("styles", "styles.xml"))),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/sheet.xml", format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>"#)),
    ];
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        package.start_file(name, SimpleFileOptions::default()).expect("a part");
        package.write_all(text.as_bytes()).expect("a part");
    }
    package.finish().expect("a package").into_inner()
}

/// Cells of text.
fn texts(texts: &[&str]) -> String {
    texts.iter().map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)).collect()
}

fn header() -> String {
    texts(&["姓名", "会议编号", "召开组织", "会议类型", "召开日期", "应到人数", "实到人数"])
}

fn read_rows(rows: &[String], merged: &str) -> Reading {
    let rows: Vec<String> = std::iter::once(header()).chain(rows.iter().cloned()).collect();
    Files::new().with("组织.csv", ORGANISATIONS).with("a.xlsx", workbook("", &rows, merged)).read()
}

#[test]
fn date_cells_numbers_and_formulas_with_a_result() {
    let row = texts(&["甲", "H1", "DZB01", "党员大会"])
        + r#"<c s="1"><v>45717</v></c><c><f>4+5</f><v>9</v></c><c><v>8</v></c>"#;
    let reading = read_rows(&[row], "");
    assert_eq!((&reading.faults[..], &reading.quarantined[..]), (&[][..], &[][..]));
    let row = reading.registers.table("meeting").expect("meetings").row(0);
    let day = "2025-03-01".parse().expect("a day");
    assert_eq!(
        (row.day("held_on"), row.number("expected").map(|number| number.to_string())),
        (Some(day), Some("9".to_owned()))
    );
}

#[test]
fn a_formula_without_result_an_error_and_a_serial_number() {
    let row = |day: &str, expected: &str| texts(&["甲", "H1", "DZB01", "党员大会"]) + day + expected;
    let rows = [
        row(r#"<c s="1"><v>45717</v></c>"#, r"<c><f>4+5</f></c>"),
        row(r#"<c t="e"><v>#N/A</v></c>"#, ""),
        row("<c><v>45717</v></c>", ""),
    ];
    let reading = read_rows(&rows, "");
    let place = |row: u32, column: &str| Place::file("a.xlsx").in_sheet("会议").at_row(row).in_column(column);
    let formula = Fault::new(place(2, "应到人数"), Message::new("register-formula-without-result"));
    let expected = [
        formula.hint(Message::new("register-hint-recalculate")),
        fault(place(3, "召开日期"), "register-cell-failed", "#N/A"),
        fault(place(4, "召开日期"), "register-not-a-day", "45717").expected(Message::new("register-expected-day")),
    ];
    assert_eq!(reading.all_faults().cloned().collect::<Vec<_>>(), expected);
}

#[test]
fn merged_cells_hold_their_first_value_but_never_that_of_a_column_not_read() {
    let day = r#"<c s="1"><v>45717</v></c>"#;
    let rows = [
        texts(&["甲", "H1", "DZB01", "党员大会"]) + day + &texts(&["应到9人实到8人"]),
        texts(&["乙", "H2"]) + r#"<c/>"# + &texts(&["主题党日"]) + day,
        texts(&["丙", ""]) + r#"<c/>"# + &texts(&["主题党日"]) + day,
    ];
    let merged = r#"<mergeCells><mergeCell ref="F2:G2"/><mergeCell ref="C2:C3"/><mergeCell ref="A4:B4"/></mergeCells>"#;
    let reading = read_rows(&rows, merged);
    let meetings = reading.registers.table("meeting").expect("meetings");
    let ids: Vec<_> = meetings.rows().map(|row| (row.text("id"), row.text("org"))).collect();
    assert_eq!(ids, [(Some("H1"), Some("DZB01")), (Some("H2"), Some("DZB01"))]);
    assert_eq!(meetings.row(0).number("present").map(|number| number.to_string()), Some("8".to_owned()));
    let place = Place::file("a.xlsx").in_sheet("会议").at_row(4).in_column("会议编号");
    assert_eq!(
        reading.all_faults().cloned().collect::<Vec<_>>(),
        [Fault::new(place, Message::new("register-required-blank"))]
    );
}

#[test]
fn a_hidden_sheet_is_not_read() {
    let files =
        Files::new().with("组织.csv", ORGANISATIONS).with("a.xlsx", workbook(r#"state="hidden""#, &[header()], ""));
    let reading = files.read();
    assert_eq!(reading.faults, []);
    let note =
        crate::Note { place: Place::file("a.xlsx").in_sheet("会议"), message: Message::new("register-sheet-hidden") };
    assert!(reading.notes.contains(&note));
}

#[test]
fn a_stray_cell_far_away_costs_nothing() {
    let reading =
        read_rows(&[texts(&["甲", "H1", "DZB01", "党员大会", "2025-03-01"]) + r#"<c r="XFD2"><v>1</v></c>"#], "");
    assert_eq!(count(&reading, "meeting"), 1);
}

#[test]
fn files_of_one_name_are_told_apart() {
    let row = |id: &str| format!("会议编号,召开组织,会议类型,召开日期\n{id},DZB01,党员大会,昨天\n");
    let files =
        Files::new().with("组织.csv", ORGANISATIONS).with("一/会议.csv", row("H1")).with("二/会议.csv", row("H2"));
    let places: Vec<String> = files.read().quarantined.iter().map(|row| row.origin.file.to_string()).collect();
    assert_eq!(places, ["一/会议.csv", "二/会议.csv"]);
}

#[test]
fn lines_of_a_text_file_are_counted_as_an_editor_counts_them() {
    let text = "会议台账\r\n\r\n会议编号,召开组织,会议类型,召开日期\r\n\"H\r\n1\",DZB01,党员大会,昨天\r\nH2,DZB01,党员大会,昨天\r\n";
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with("a.csv", text).read();
    assert_eq!(reading.quarantined.iter().map(|row| row.origin.row).collect::<Vec<_>>(), [4, 6]);
}

#[test]
fn english_headers_and_words_and_other_separators() {
    let text = "Meeting id\tHeld by\tKind of meeting\tHeld on\tRemarks\nH1\tDZB01\tParty day\t2025-03-01\tone, two; three, four, five, six\n";
    let fields = "id;org;kind;held_on\nH2;DZB01;party-day;2025-03-02\n";
    let files = Files::new().with("组织.csv", ORGANISATIONS).with("a.tsv", text).with("b.csv", fields);
    let reading = files.read();
    assert_eq!(reading.all_faults().collect::<Vec<_>>(), Vec::<&Fault>::new());
    let meetings = reading.registers.table("meeting").expect("meetings");
    assert_eq!(meetings.rows().filter_map(|row| row.text("kind")).collect::<Vec<_>>(), ["party-day", "party-day"]);
}
