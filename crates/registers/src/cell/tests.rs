use super::*;
use changxiao_core::day::Day;

fn field(holds: FieldType) -> Field {
    let contract = crate::contract().expect("embedded kinds");
    let any = contract.kind("meeting").and_then(|kind| kind.field("registered_on")).expect("a field");
    let code = |code: &str, zh: &str| changxiao_core::contract::Code {
        code: code.into(),
        zh: zh.into(),
        en: code.into(),
        also: vec![format!("{zh}活动")],
    };
    Field {
        holds,
        codes: vec![code("party-day", "主题党日"), code("election", "换届选举大会")],
        number_after: vec!["应到".into()],
        ..any.clone()
    }
}

fn check(holds: FieldType, written: &str, expected: Cell) {
    assert_eq!(read(&Raw::text(written), &field(holds)), Ok(expected), "{written}");
}

fn check_fault(holds: FieldType, written: &str, key: &str) {
    let fault = read(&Raw::text(written), &field(holds)).expect_err(written);
    assert_eq!(fault.message.key, key, "{written}");
}

fn day(text: &str) -> Cell {
    Cell::Day(text.parse::<Day>().expect("a day"))
}

#[test]
fn days_are_read_as_people_type_them() {
    for written in [
        "2025-03-01",
        "2025/3/1",
        "2025.3.1",
        "2025年3月1日",
        "2025 年 3 月 1 日",
        "20250301",
        "２０２５．３．１",
        "2025-3-1 14:30",
        "2025/3/1  9:05:00",
        "2025年3月1日下午3时",
        "2025-03-01T08:00:00Z",
    ] {
        check(FieldType::Date, written, day("2025-03-01"));
    }
    for written in
        ["2025-03", "3月1日", "45717", "2025.3.1-3.5", "2025年3月1日、2日", "若干", "2025-3/1", "2025-03-011"]
    {
        check_fault(FieldType::Date, written, "register-not-a-day");
    }
    for written in ["2025-02-30", "2025年13月1日", "20250231", "0025-03-01"] {
        check_fault(FieldType::Date, written, "register-no-such-day");
    }
    assert_eq!(
        read(&Raw::Number(45717.0), &field(FieldType::Date)).expect_err("a serial").message.key,
        "register-not-a-day"
    );
    assert_eq!(read(&Raw::Number(20_250_301.0), &field(FieldType::Date)), Ok(day("2025-03-01")));
}

#[test]
fn months_are_read_as_people_type_them() {
    for written in ["1980-10", "1980.10", "1980年10月", "198010", "1980/10", "1980-10-17"] {
        check(FieldType::Month, written, day("1980-10-01"));
    }
    check_fault(FieldType::Month, "1980-13", "register-no-such-month");
    check_fault(FieldType::Month, "十月", "register-not-a-month");
    assert_eq!(
        read(&Raw::Number(1980.1), &field(FieldType::Month)).expect_err("1 or 10").message.key,
        "register-month-ambiguous"
    );
    assert_eq!(read(&Raw::Number(1980.02), &field(FieldType::Month)), Ok(day("1980-02-01")));
}

#[test]
fn numbers_are_read_as_people_type_them() {
    for written in ["12", "12.0", "12人", "12 人", "应到12人实到10人", "应到：12人", "应到人数12", "１２"]
    {
        check(FieldType::Integer, written, Cell::Number(1200));
    }
    check(FieldType::Decimal, "3.25学时", Cell::Number(325));
    check(FieldType::Decimal, "3.5", Cell::Number(350));
    assert_eq!(read(&Raw::Number(0.1 + 0.2), &field(FieldType::Decimal)), Ok(Cell::Number(30)));
    check_fault(FieldType::Integer, "12.5", "register-not-whole");
    check_fault(FieldType::Decimal, "3.125", "register-too-many-places");
    check_fault(FieldType::Integer, "-3", "register-number-negative");
    check_fault(FieldType::Integer, "99999999999999999999", "register-number-too-large");
    for written in ["若干", "约12", "12月", "应到若干人", "1,234", "."] {
        check_fault(FieldType::Integer, written, "register-not-a-number");
    }
}

#[test]
fn codes_and_answers_are_read_as_people_type_them() {
    for written in ["party-day", "主题党日", "主 题\n党日", "主题党日活动", "Party-Day"] {
        check(FieldType::Code, written, Cell::Text("party-day".into()));
    }
    check_fault(FieldType::Code, "党日", "register-unknown-code");
    for (written, answer) in [
        ("是", true),
        ("√", true),
        ("有", true),
        ("Y", true),
        ("否", false),
        ("无", false),
        ("0", false),
        ("FALSE", false),
    ] {
        check(FieldType::Boolean, written, Cell::Boolean(answer));
    }
    check(FieldType::Boolean, "-", Cell::Blank);
    check_fault(FieldType::Boolean, "已开展", "register-not-yes-or-no");
}

#[test]
fn ids_and_texts_are_opaque() {
    check(FieldType::Id, " DZB01\u{3000}", Cell::Text("DZB01".into()));
    check(FieldType::Id, "无", Cell::Blank);
    check(FieldType::Text, "\u{3000}第一 党支部 ", Cell::Text("第一 党支部".into()));
    check(FieldType::IdList, "CS05；CS09、 CS07", Cell::List(vec!["CS05".into(), "CS09".into(), "CS07".into()]));
    check_fault(FieldType::IdList, "CS05 CS09", "register-id-with-blank");
    check_fault(FieldType::Id, "CW 25-10", "register-id-with-blank");
    check_fault(FieldType::Id, "CW|25", "register-id-with-bar");
    check_fault(FieldType::Id, &"支".repeat(22), "register-id-too-long");
    check_fault(FieldType::Id, "11010519491231002X", "register-id-is-identity-number");
    assert_eq!(read(&Raw::Number(12.0), &field(FieldType::Id)), Ok(Cell::Text("12".into())));
}
