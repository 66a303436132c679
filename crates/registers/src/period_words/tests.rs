use super::*;

fn check(text: &str, expected: &[&str]) {
    let expected: BTreeSet<Period> = expected.iter().map(|period| period.parse().expect("a period")).collect();
    assert_eq!(find(text).periods, expected, "{text}");
}

fn check_parts(text: &str, expected: &[(i8, i8)]) {
    let found = find(text);
    assert_eq!((found.periods.len(), found.parts), (0, expected.iter().copied().collect()), "{text}");
}

#[test]
fn periods_with_a_year() {
    check("云川市数据管理局2025年度党员花名册", &["2025"]);
    check("党员花名册2025", &["2025"]);
    check("二〇二五年会议台账", &["2025"]);
    check("２０２５ 年度", &["2025"]);
    check("2025年全年", &["2025"]);
    check("2025年第一季度支部党员大会等会议台账", &["2025-Q1"]);
    check("2025年度一季度", &["2025-Q1"]);
    check("2025Q3", &["2025-Q3"]);
    check("2025年前三季度", &["2025-01-01..2025-10-01"]);
    check("2025年一至三季度", &["2025-01-01..2025-10-01"]);
    check("2025年第二季度至第三季度", &["2025-04-01..2025-10-01"]);
    check("2025年上半年", &["2025-H1"]);
    check("2025年3月", &["2025-03"]);
    check("2025年十二月份", &["2025-12"]);
    check("2025年1-9月", &["2025-01-01..2025-10-01"]);
    check("2025年1月至9月", &["2025-01-01..2025-10-01"]);
    check("2025年9月—2026年2月", &["2025-09-01..2026-03-01"]);
    check("2025年1月1日至2025年12月31日", &["2025"]);
    check("2025年1月1日至12月31日", &["2025"]);
    check("2024年和2025年", &["2024", "2025"]);
}

#[test]
fn what_is_no_period() {
    for text in [
        "2026年1月20日",
        "2025-03-01",
        "2025.3.1",
        "会议台账_20260120",
        "会议台账2026-01-20",
        "1949年",
        "12025年",
        "2024-2025年度",
        "2024年至2025年",
        "截至2025年12月31日",
        "2025年13月",
        "第三党支部",
        "（39）",
    ] {
        assert_eq!(find(text), PeriodWords::default(), "{text}");
    }
}

#[test]
fn parts_of_a_year_that_is_not_named() {
    check_parts("一季度", &[(1, 3)]);
    check_parts("四季度-第一党支部", &[(10, 12)]);
    check_parts("第二季度", &[(4, 6)]);
    check_parts("下半年", &[(7, 12)]);
    check_parts("3月", &[(3, 3)]);
    check_parts("1-9月", &[(1, 9)]);
    check_parts("3月1日", &[]);
}
