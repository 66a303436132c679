//! One case for each thing that can be wrong with a row.

use super::*;
use changxiao_core::text::Text;

const HEADER: &str = "会议编号,召开组织,会议类型,召开日期,应到人数,实到人数\n";

/// Reads rows of meetings below a header, and compares everything that was put aside.
fn check(rows: &str, expected: &[Quarantined]) {
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with("a.csv", format!("{HEADER}{rows}")).read();
    assert_eq!(reading.faults, []);
    assert_eq!(reading.quarantined, expected, "{rows}");
}

fn check_one(row: &str, fault: Fault) {
    check(row, &[quarantined("a.csv", 2, vec![fault])]);
}

fn at(column: &str) -> Place {
    Place::file("a.csv").at_row(2).in_column(column)
}

fn words_of_meetings() -> Message {
    let contract = contract().expect("embedded kinds");
    let field = contract.kind("meeting").and_then(|kind| kind.field("kind")).expect("a field");
    let zh: Vec<String> = field.codes.iter().map(|code| code.zh.clone()).collect();
    let en: Vec<String> = field.codes.iter().map(|code| format!("{} ({})", code.zh, code.en)).collect();
    Message::new("expected-one-of").with("names", Text::new(zh.join("、"), en.join(", ")))
}

#[test]
fn cells_that_cannot_be_read() {
    let nearest = Message::new("hint-nearest").with("name", "党员大会");
    let whole = || Message::new("register-expected-whole-number");
    check_one(",DZB01,党员大会,2025-03-01", Fault::new(at("会议编号"), Message::new("register-required-blank")));
    check_one("/,DZB01,党员大会,2025-03-01", Fault::new(at("会议编号"), Message::new("register-required-blank")));
    check_one(
        "H 1,DZB01,党员大会,2025-03-01",
        fault(at("会议编号"), "register-id-with-blank", "H 1").expected(Message::new("register-expected-id")),
    );
    check_one(
        "H1,DZB01,党员大汇,2025-03-01",
        fault(at("会议类型"), "register-unknown-code", "党员大汇").expected(words_of_meetings()).hint(nearest),
    );
    check_one(
        "H1,DZB01,党员大会,2025-02-30",
        fault(at("召开日期"), "register-no-such-day", "2025-02-30").expected(Message::new("register-expected-day")),
    );
    check_one(
        "H1,DZB01,党员大会,三月初",
        fault(at("召开日期"), "register-not-a-day", "三月初").expected(Message::new("register-expected-day")),
    );
    check_one(
        "H1,DZB01,党员大会,2025-03-01,若干",
        fault(at("应到人数"), "register-not-a-number", "若干").expected(whole()),
    );
    check_one("H1,DZB01,党员大会,2025-03-01,2.5", fault(at("应到人数"), "register-not-whole", "2.5").expected(whole()));
}

#[test]
fn a_row_with_more_cells_than_the_header() {
    let message = Message::new("register-row-too-long").with("columns", "6");
    check_one("H1,DZB01,党员大会,2025-03-01,9,8,多", Fault::new(Place::file("a.csv").at_row(2), message));
}

#[test]
fn all_faults_of_a_row_are_said() {
    let rows = "H1,DZB01,,昨天\nH2,DZB01,党员大会,2025-03-01\n";
    let blank = Fault::new(at("会议类型"), Message::new("register-required-blank"));
    let day = fault(at("召开日期"), "register-not-a-day", "昨天").expected(Message::new("register-expected-day"));
    check(rows, &[quarantined("a.csv", 2, vec![blank, day])]);
}

#[test]
fn an_organisation_that_is_not_in_the_list() {
    let message = Message::new("register-unknown-reference")
        .with("value", "DZB03")
        .with("kind", Text::new("组织", "Organisations"));
    check_one(
        "H1,DZB03,党员大会,2025-03-01",
        Fault::new(at("召开组织"), message).hint(Message::new("hint-nearest").with("name", "DZB01")),
    );
}

#[test]
fn what_names_a_row_put_aside_is_put_aside_too() {
    let attendance = "事项种类,事项编号,所在党组织,人员编码,出勤情况\n会议,H1,DZB01,P1,出席\n会议,H2,DZB01,P1,出席\n";
    let meetings = format!("{HEADER}H1,DZB09,党员大会,2025-03-01\nH2,DZB01,党员大会,2025-03-02\n");
    let files = Files::new().with("组织.csv", ORGANISATIONS).with("会议.csv", meetings).with("出勤.csv", attendance);
    let reading = files.read();
    assert_eq!((count(&reading, "meeting"), count(&reading, "attendance")), (1, 1));
    let message =
        Message::new("register-reference-put-aside").with("value", "H1").with("kind", Text::new("会议", "Meetings"));
    let fault = Fault::new(Place::file("出勤.csv").at_row(2).in_column("事项编号"), message);
    let found = reading.quarantined.iter().find(|row| &*row.origin.file == "出勤.csv").expect("put aside");
    assert_eq!(*found, quarantined("出勤.csv", 2, vec![fault]));
}

#[test]
fn references_into_a_register_that_was_not_read_are_not_checked() {
    let attendance = "事项种类,事项编号,所在党组织,人员编码,出勤情况\n会议,H1,DZB01,P1,出席\n会议,H2,DZB01,P1,出席\n";
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with("出勤.csv", attendance).read();
    assert_eq!((reading.quarantined.len(), count(&reading, "attendance")), (0, 2));
    let message = Message::new("register-references-skipped").with("kind", Text::new("出勤", "Attendance"));
    let message = message
        .with("field", Text::new("事项编号", "Event id"))
        .with("target", Text::new("会议", "Meetings"))
        .with("count", "2");
    assert_eq!(reading.notes[0], crate::Note { place: Place::default(), message });
}

#[test]
fn a_row_that_stands_twice() {
    let other = Message::new("register-at-row").with("file", "a.csv").with("row", "2");
    let rows = "H1,DZB01,党员大会,2025-03-01\nH1,DZB01,支部党员大会,2025年3月1日\n";
    let fault = Fault::new(Place::file("a.csv").at_row(3), Message::new("register-row-twice").with("other", other));
    check(rows, &[quarantined("a.csv", 3, vec![fault])]);
}

#[test]
fn two_versions_of_a_record_are_both_kept() {
    let rows = format!("{HEADER}H1,DZB01,党员大会,2025-03-01,9,8\nH1,DZB01,党员大会,2025-03-01,9,7\n");
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with("a.csv", rows).read();
    assert_eq!((reading.quarantined.len(), count(&reading, "meeting")), (0, 2));
    let other = Message::new("register-at-row").with("file", "a.csv").with("row", "2");
    let message = Message::new("register-disputed").with("kind", Text::new("会议", "Meetings")).with("other", other);
    assert!(reading.notes.contains(&crate::Note { place: Place::file("a.csv").at_row(3), message }));
}

#[test]
fn the_organisation_list_is_of_one_mind() {
    let list = format!("{ORGANISATIONS}DZB02,第二联合党支部,党支部,JGDW,SJJ,2019-06-01,\n");
    let reading = Files::new().with("组织.csv", list).read();
    let other = Message::new("register-at-row").with("file", "组织.csv").with("row", "5");
    let message = Message::new("register-organisation-row-differs").with("other", other);
    assert_eq!(
        reading.quarantined,
        [quarantined("组织.csv", 6, vec![Fault::new(Place::file("组织.csv").at_row(6), message)])]
    );
}

#[test]
fn spans_and_claims_go_forward() {
    let list = format!("{ORGANISATIONS}DZB03,第三党支部,党支部,JGDW,SJJ,2025-06-01,2025-06-01\n");
    let coverage = "台账种类,组织,范围,起始日,截止日,依据\n会议,DZB01,本级,2025-03-01,2025-03-01,单位声明\n会议,DZB01,本级,2025-03-02,2025-03-01,单位声明\n";
    let reading = Files::new().with("组织.csv", list).with("覆盖.csv", coverage).read();
    let span = Message::new("register-span-not-forward").with("first", "2025-06-01").with("last", "2025-06-01");
    let claim = Message::new("register-last-day-before-first").with("first", "2025-03-02").with("last", "2025-03-01");
    let expected = [
        quarantined("组织.csv", 6, vec![Fault::new(Place::file("组织.csv").at_row(6).in_column("终止日期"), span)]),
        quarantined("覆盖.csv", 3, vec![Fault::new(Place::file("覆盖.csv").at_row(3).in_column("截止日"), claim)]),
    ];
    assert_eq!(reading.quarantined, expected);
    assert_eq!(count(&reading, "coverage"), 1);
}

#[test]
fn a_restricted_value_is_not_quoted() {
    let roll = "人员编码,所在党组织,起始日期,党员类别,免硬性要求起\nP1,DZB01,2019-06-01,正式党员,因病\n";
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with("党员.csv", roll).read();
    let place = Place::file("党员.csv").at_row(2).in_column("免硬性要求起");
    let fault = fault(place, "register-not-a-day", "…").expected(Message::new("register-expected-day"));
    assert_eq!(reading.quarantined, [quarantined("党员.csv", 2, vec![fault])]);
}

#[test]
fn rows_that_are_no_records_are_left_out() {
    let rows = "1,2,3,4,5,6\nH1,DZB01,党员大会,2025-03-01,9,8\n,,,,,\n会议编号,召开组织,会议类型,召开日期,应到人数,实到人数\n合 计,,,,9,8\n注：应到人数不含预备党员,,,,,\n书记签名：,,,,,\n";
    let reading = Files::new().with("组织.csv", ORGANISATIONS).with("a.csv", format!("{HEADER}{rows}")).read();
    assert_eq!((reading.quarantined.len(), count(&reading, "meeting")), (0, 1));
    let line = reading.balance.iter().find(|line| line.file == "a.csv").expect("a line");
    assert_eq!((line.seen, line.kept, line.left_out), (7, 1, 6));
    let notes = reading.notes.iter().filter(|note| note.message.key == "register-rows-left-out");
    let said: Vec<Message> = notes.map(|note| note.message.clone()).collect();
    let left_out = |reason: &str, count: &str, rows: &str| {
        Message::new("register-rows-left-out")
            .with("reason", Message::new(reason))
            .with("count", count)
            .with("rows", rows)
    };
    let expected = [
        left_out("register-reason-empty", "1", "4"),
        left_out("register-reason-total", "1", "6"),
        left_out("register-reason-foot-note", "2", "7–8"),
        left_out("register-reason-column-numbers", "1", "2"),
        left_out("register-reason-header-again", "1", "5"),
    ];
    assert_eq!(said, expected);
}
