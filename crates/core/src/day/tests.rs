use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn months_end_on_the_last_day_there_is() {
    assert_eq!(day("2025-01-31").plus_months(1), day("2025-02-28"));
    assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
    assert_eq!(day("2025-01-31").months_until(day("2025-02-27")), 0);
    assert_eq!(day("2025-01-31").months_until(day("2025-02-28")), 1);
    assert_eq!(day("2025-03-01").months_until(day("2024-03-01")), 0);
}

#[test]
fn periods_are_read_and_written_alike() {
    for text in ["2025", "2025-H2", "2025-Q3", "2025-03+04", "2025-11+12", "2025-02", "2025-01-15..2025-02-01"] {
        assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
    }
    assert_eq!("2025-01-01..2026-01-01".parse::<Period>().unwrap().to_string(), "2025");
    for text in
        ["", "25", "2025-13", "2025-Q5", "2025-02+03", "2025-03+05", "2025-02-30..2025-03-01", "2025-02-01..2025-02-01"]
    {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
}

#[test]
fn only_whole_calendar_periods_are_within() {
    let quarters: Vec<_> =
        Calendar::Quarter.within("2025-01-02..2026-01-01".parse().unwrap()).map(|q| q.to_string()).collect();
    assert_eq!(quarters, ["2025-Q2", "2025-Q3", "2025-Q4"]);
    let twos: Vec<_> =
        Calendar::TwoMonths.within("2025-02-01..2025-08-31".parse().unwrap()).map(|two| two.to_string()).collect();
    assert_eq!(twos, ["2025-03+04", "2025-05+06"]);
    assert_eq!(Calendar::Year.within("2025-H1".parse().unwrap()).count(), 0);
}

#[test]
fn numbers_of_days_go_there_and_back() {
    for text in ["1970-01-01", "1969-12-31", "2024-02-29", "2026-11-24"] {
        assert_eq!(Day::from_number(day(text).number()), day(text));
    }
    assert_eq!(Period::year(2024).unwrap().days(), 366);
}

#[test]
fn steps_that_no_calendar_holds_lead_nowhere() {
    for step in [i32::MIN, i32::MAX] {
        assert_eq!(day("2025-01-31").plus_days(step), day("2025-01-31"));
        assert_eq!(day("2025-01-31").plus_months(step), day("2025-01-31"));
    }
}
