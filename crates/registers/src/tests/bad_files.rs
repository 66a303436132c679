//! One case for each thing that can be wrong with a file or a sheet as a whole.

use super::*;
use crate::Error;
use changxiao_core::text::Text;

fn check(name: &str, content: impl AsRef<[u8]>, expected: &Fault) {
    let reading = Files::new().with(name, content).with("组织.csv", ORGANISATIONS).read();
    assert_eq!(reading.faults, std::slice::from_ref(expected), "{name}");
    assert_eq!(count(&reading, "org"), 4, "reading goes on");
}

fn whole(file: &str, key: &str) -> Fault {
    Fault::new(Place::file(file), Message::new(key))
}

#[test]
fn a_path_that_does_not_exist_stops_the_reading() {
    let files = Files::new();
    let stopped = read(&[files.path("没有")], &contract().expect("embedded kinds"));
    assert!(matches!(stopped, Err(Error::Missing(path)) if path == files.path("没有")));
}

#[test]
fn an_empty_file() {
    check("空.csv", "", &whole("空.csv", "register-file-empty"));
    check("空.xlsx", "", &whole("空.xlsx", "register-file-empty"));
}

#[test]
fn a_text_named_like_a_workbook() {
    let fault = whole("a.xlsx", "register-file-not-a-workbook").hint(Message::new("register-hint-save-as"));
    check("a.xlsx", "不是工作簿", &fault);
}

#[test]
fn a_damaged_workbook() {
    check("a.xlsx", b"PK\x03\x04 and no more", &whole("a.xlsx", "register-file-damaged"));
}

#[test]
fn a_workbook_of_the_old_format() {
    let fault = whole("a.xlsx", "register-file-old-workbook").hint(Message::new("register-hint-save-as"));
    check("a.xlsx", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], &fault);
}

#[test]
fn a_workbook_under_a_password() {
    check("a.xlsx", compound_file("EncryptedPackage"), &whole("a.xlsx", "register-file-protected"));
}

/// A compound file (MS-CFB) with one entry under its root: what a spreadsheet program writes when a password is set.
fn compound_file(entry: &str) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = 0xffff_ffff;
    let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    file.extend([0; 16]);
    let shorts: [u16; 5] = [0x3e, 3, 0xfffe, 9, 6];
    file.extend(shorts.iter().flat_map(|short| short.to_le_bytes()));
    file.extend([0; 6]);
    let sectors = [0, 1, 1, 0, 4096, END, 0, END, 0, 0].into_iter().chain(std::iter::repeat_n(FREE, 108));
    let allocation = [0xffff_fffd, END].into_iter().chain(std::iter::repeat_n(FREE, 126));
    file.extend(sectors.chain(allocation).flat_map(u32::to_le_bytes));
    for (name, kind) in [("Root Entry", 5), (entry, 2)] {
        let mut name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(name.len() + 2).expect("a short name");
        name.resize(64, 0);
        file.extend(name.into_iter().chain(length.to_le_bytes()).chain([kind, 1]));
        file.extend([0xff; 12].into_iter().chain([0; 36]).chain(END.to_le_bytes()).chain([0; 8]));
    }
    file.resize(1536, 0);
    file
}

#[test]
fn a_file_of_another_form() {
    let files = Files::new().with("照片.jpg", "x").with("~$锁.xlsx", "x").with(".隐藏.csv", "x");
    let reading = files.read();
    assert_eq!((reading.faults.len(), reading.notes.len()), (0, 1), "a note in a folder");
    assert_eq!(reading.notes[0].message, Message::new("register-file-left-out"));
    let named = read(&[files.path("照片.jpg")], &contract().expect("embedded kinds")).expect("a reading");
    let fault = whole("照片.jpg", "register-file-unknown-form").expected(Message::new("register-expected-file"));
    assert_eq!(named.faults, [fault.hint(Message::new("register-hint-save-as"))], "a fault if it was named");
}

#[test]
fn an_unknown_encoding() {
    let fault = whole("a.csv", "register-encoding-unknown").expected(Message::new("register-expected-encoding"));
    check("a.csv", b"\xd0\xf2\xff\xff", &fault);
}

#[test]
fn an_open_quotation_mark() {
    let text = "会议编号,召开组织,会议类型,召开日期\nHY1,DZB01,\"党员大会,2025-03-01\nHY2,DZB01,党员大会,2025-03-02\n";
    check("a.csv", text, &Fault::new(Place::file("a.csv").at_row(2), Message::new("register-quote-open")));
}

#[test]
fn a_sheet_with_nothing_in_it() {
    check("a.csv", ",,\n , \n", &whole("a.csv", "register-sheet-empty"));
}

#[test]
fn prose() {
    let fault = whole("a.txt", "register-no-header").expected(Message::new("register-expected-header"));
    check("a.txt", "填写说明\n本表由各支部填写。\n", &fault);
}

#[test]
fn a_misspelt_header() {
    let zh = "会议编号、召开组织、会议类型、召开日期";
    let en = "会议编号 (Meeting id), 召开组织 (Held by), 会议类型 (Kind of meeting), 召开日期 (Held on)";
    let message = Message::new("register-headers-missing").with("kind", Text::new("会议", "Meetings"));
    let message =
        message.with("headers", Text::new("会议类型、召开日期", "会议类型 (Kind of meeting), 召开日期 (Held on)"));
    let fault = Fault::new(Place::file("a.csv").at_row(2), message);
    let fault = fault.expected(Message::new("register-expected-headers").with("headers", Text::new(zh, en)));
    let fault = fault.hint(Message::new("register-hint-rename-headers").with("headers", "会议类形 → 会议类型"));
    check("a.csv", "会议台账\n会议编号,召开组织,会议类形,哪天\nHY1,DZB01,党员大会,2025-03-01\n", &fault);
}

#[test]
fn a_header_twice() {
    let message = Message::new("register-header-twice").with("header", "召开日期");
    let text = "会议编号,召开组织,会议类型,召开日期,召开 日期\nHY1,DZB01,党员大会,2025-03-01,2025-03-02\n";
    check("a.csv", text, &Fault::new(Place::file("a.csv").at_row(1), message));
}

#[test]
fn headers_of_two_kinds() {
    let text = "id,组织编码,组织类型,起始日期,人员编码,所在党组织,党员类别\nX,Y,Z,2025-03-01,P,Q,R\n";
    let kinds = Text::new("党员、组织", "党员 (Members), 组织 (Organisations)");
    let message = Message::new("register-kind-tied").with("kinds", kinds);
    let fault = Fault::new(Place::file("a.csv").at_row(1), message).hint(Message::new("register-hint-more-headers"));
    let reading = Files::new().with("a.csv", text.replace("id,", "")).read();
    assert_eq!(reading.faults, [], "the kind with more headers wins: 组织 has 3, 党员 4");
    let tied = text.replace("id,", "组织名称,");
    check("a.csv", tied, &fault);
}
