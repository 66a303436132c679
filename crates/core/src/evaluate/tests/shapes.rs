//! Shapes of measures: flows of records, amounts, takes, logic of three values, disputes.

use super::*;

const ALL_YEAR: &[&str] = &["2025-01-01..2025-12-31"];

fn check(meetings: &[&str], covered: &[&str], text: &str, expected: &str) {
    let case = Case { meetings, covered, as_of: "2026-01-15" };
    assert_eq!(shown(case.items(&measure(text)).0), expected, "{text}");
}

const FLOW: &str = "population = { register = 'meeting', owners = ['branch'] }\nnumerator = 'present >= 5'";

#[test]
fn a_flow_counts_its_records_month_by_month() {
    let meetings = [
        "M1 B 2025-01-31 5 -",
        "M2 B 2025-02-01 4 -",
        "M3 B 2025-03-01 - -",
        "M4 B 2024-12-31 9 -",
        "M5 C 2025-03-01 9 -",
    ];
    check(&meetings, ALL_YEAR, FLOW, "1/3 unknown 1");
    check(&meetings, &["2025-01-01..2025-02-28", "2025-05-01..2025-12-31"], FLOW, "1/2 open 2");
    check(&[], ALL_YEAR, FLOW, "0/0");
    check(&[], &[], FLOW, "0/0 open 12");
}

#[test]
fn only_exclude_and_except_in_three_values() {
    let meetings = ["M1 B 2025-01-31 5 yes", "M2 B 2025-02-01 4 yes", "M3 B 2025-03-01 4 no", "M4 B 2025-04-01 4 -"];
    check(&meetings, ALL_YEAR, &format!("{FLOW}\nonly = 'closed'"), "1/2 open 1");
    check(&meetings, ALL_YEAR, &format!("{FLOW}\nexclude = 'closed'"), "0/1 excluded 2 open 1");
    check(&meetings, ALL_YEAR, &format!("{FLOW}\nexcept = 'closed'"), "1/2 excepted 1 open 1");
    check(&["M1 B 2025-01-31 - -"], ALL_YEAR, &format!("{FLOW}\nexcept = 'closed'"), "0/0 open 1");
    check(&["M1 B 2025-01-31 - no"], ALL_YEAR, &format!("{FLOW}\nexcept = 'closed'"), "0/1 unknown 1");
}

#[test]
fn amounts_take_the_place_of_ones() {
    let text = "population = { register = 'meeting', owners = ['branch'] }\nnumerator = 'present'\ndenominator = '10'";
    check(&["M1 B 2025-01-31 5 -", "M2 B 2025-02-01 8 -"], ALL_YEAR, text, "13/20");
    check(&["M1 B 2025-01-31 5 -", "M2 B 2025-02-01 - -"], ALL_YEAR, text, "5/10 open 1");
}

fn taking(take: &str, test: &str) -> String {
    let look = format!("[look.x]\nin = 'meeting'\nby = ['org']\ntake = '{take}'");
    format!("population = {{ register = 'org', owners = ['branch'] }}\nnumerator = 'look.x {test}'\n{look}")
}

#[test]
fn looks_take_count_sum_least_and_greatest() {
    let meetings = ["M1 B 2025-01-31 5 -", "M2 B 2025-02-01 8 -"];
    check(&meetings, ALL_YEAR, &taking("count", "= 2"), "1/1");
    check(&meetings, ALL_YEAR, &taking("sum present", "= 13"), "1/1");
    check(&meetings, ALL_YEAR, &taking("min present", "= 5"), "1/1");
    check(&meetings, ALL_YEAR, &taking("max present", "= 8"), "1/1");
    // Half the year has not arrived: more may come, so only what more cannot undo is known.
    let half = &["2025-01-01..2025-06-30"];
    check(&meetings, half, &taking("count", ">= 2"), "1/1");
    check(&meetings, half, &taking("count", "<= 2"), "0/1 unknown 1");
    check(&meetings, half, &taking("count", "<= 1"), "0/1");
    check(&meetings, half, &taking("max present", ">= 8"), "1/1");
    check(&meetings, half, &taking("min present", ">= 5"), "0/1 unknown 1");
    check(&meetings, half, &taking("min present", ">= 6"), "0/1");
    // A blank may be anything from 0 on.
    let blank = ["M1 B 2025-01-31 5 -", "M2 B 2025-02-01 - -"];
    check(&blank, ALL_YEAR, &taking("max present", "<= 5"), "0/1 unknown 1");
    check(&blank, ALL_YEAR, &taking("max present", ">= 5"), "1/1");
    check(&blank, ALL_YEAR, &taking("min present", ">= 5"), "0/1 unknown 1");
    check(&blank, ALL_YEAR, &taking("min present", "<= 5"), "1/1");
    // Nothing there at all.
    check(&[], ALL_YEAR, &taking("count", ">= 1"), "0/1");
    check(&[], ALL_YEAR, &taking("max present", ">= 1"), "0/1");
    check(&[], half, &taking("max present", ">= 1"), "0/1 unknown 1");
}

#[test]
fn a_record_in_two_versions_is_one_item_and_disputed() {
    // With either version the meeting is there, without the record it is not: nobody knows whether it belongs.
    check(&["M1 B 2025-01-31 5 -", "M1 B 2025-01-31 6 -"], ALL_YEAR, FLOW, "0/0 open 1 disputed 1");
    check(&["M1 B 2025-01-31 5 -", "M1 B 2025-01-31 4 -"], ALL_YEAR, FLOW, "0/0 open 1 disputed 1");
    check(&["M1 B 2024-01-31 5 -", "M1 B 2025-01-31 5 -"], ALL_YEAR, FLOW, "0/0 open 1 disputed 1");
    // One undisputed record beside a disputed one is read in every world.
    let meetings = ["M1 B 2025-01-31 5 -", "M1 B 2025-01-31 4 -", "M2 B 2025-02-01 7 -"];
    check(&meetings, ALL_YEAR, FLOW, "1/1 open 1 disputed 1");
    let meetings = ["M1 B 2025-01-31 5 -", "M1 B 2025-03-31 5 -", "M2 B 2025-02-01 7 -"];
    check(&meetings, ALL_YEAR, &taking("count", ">= 1"), "1/1");
    check(&meetings, ALL_YEAR, &taking("count", ">= 2"), "0/1 unknown 1 disputed 1");
}

#[test]
fn versions_that_differ_where_nobody_looks_are_no_dispute() {
    check(&["M1 B 2025-01-31 5 yes", "M1 B 2025-01-31 5 no"], ALL_YEAR, FLOW, "1/1");
    check(&["M1 B 2025-01-31 5 -", "M1 B 2025-01-31 4 -"], ALL_YEAR, &taking("count", ">= 1"), "1/1");
    let excluded = format!("{FLOW}\nexclude = 'closed'");
    check(&["M1 B 2025-01-31 5 yes", "M1 B 2025-01-31 5 no"], ALL_YEAR, &excluded, "0/0 open 1 disputed 1");
}

#[test]
fn months_after_as_of_ask_for_nothing_and_their_records_are_not_seen() {
    let case = Case {
        meetings: &["M1 B 2025-01-31 5 -", "M2 B 2025-04-01 5 -"],
        covered: &["2025-01-01..2025-03-31"],
        as_of: "2025-03-31",
    };
    assert_eq!(shown(case.items(&measure(FLOW)).0), "1/1");
}

#[test]
fn a_listing_names_the_missing_sheet_and_the_change() {
    let case = Case { meetings: &[], covered: &["2025-01-01..2025-11-30"], as_of: "2026-01-15" };
    let (_, items) = case.items(&measure(FLOW));
    let [item] = items.as_slice() else { panic!("{items:?}") };
    let day = |text: &str| text.parse::<Day>().unwrap();
    assert_eq!(item.subject, Subject::MissingRegister { kind: "meeting".to_owned(), from: Some(day("2025-12-01")) });
    assert_eq!(item.change.as_ref().unwrap().message.key, "change-hand-in");
}

#[test]
fn steps_after_a_record_end_with_the_calendar() {
    let steps = |months: i64, until: &str| {
        let population =
            format!("{{ register = 'meeting', owners = ['branch'], each = {{ months = {months} }}{until} }}");
        format!("population = {population}\nnumerator = 'present >= 5'")
    };
    check(&["M1 B 2025-01-31 5 -"], ALL_YEAR, &steps(3, ""), "3/3");
    check(&["M1 B 2025-01-31 5 -"], ALL_YEAR, &steps(2_000_000_000, ""), "0/0");
    // Where the measure has a `due`, steps are counted from it.
    check(&["M1 B 2025-01-31 5 -"], ALL_YEAR, &steps(3, ", due = 'add_months(held_on, 6)'"), "1/1");
}

#[test]
fn a_day_may_be_due_by_what_a_look_found() {
    let text = "
        population = { register = 'meeting', owners = ['branch'], due = 'last_of(held_on, look.later)' }
        only = 'present >= 5'
        numerator = 'due >= 2025-06-01'
        look.later = { in = 'meeting', by = ['org'], only = 'present < 5', from = 'held_on', take = 'max held_on', covered = 'nobody' }";
    check(&["M1 B 2025-01-31 5 -", "M2 B 2025-06-30 4 -"], ALL_YEAR, text, "1/1");
    check(&["M1 B 2025-01-31 5 -", "M2 B 2025-05-30 4 -"], ALL_YEAR, text, "0/1");
    check(&["M1 B 2025-01-31 5 -"], ALL_YEAR, text, "0/1");
}

/// What the only item of a measure lacks: how much, from which day, to which.
fn lacking(meetings: &[&str], text: &str) -> [String; 3] {
    let (_, items) = Case { meetings, covered: ALL_YEAR, as_of: "2026-01-15" }.items(&measure(text));
    let [item] = items.as_slice() else { panic!("{items:?}") };
    let change = item.change.as_ref().unwrap();
    ["amount", "from", "last"].map(|name| match change.message.arguments.get(name) {
        Some(crate::message::Argument::Plain(text)) => text.clone(),
        other => panic!("{name}: {other:?}"),
    })
}

#[test]
fn a_change_names_the_days_on_which_the_look_counts() {
    let year_before = format!("{}\nperiod = 'year-before'\ncovered = 'nobody'", taking("count", ">= 2"));
    assert_eq!(lacking(&["M1 B 2024-05-01 5 -"], &year_before), ["1", "2024-01-01", "2024-12-31"]);
    let from = format!("{}\nfrom = '2025-03-01'", taking("count", ">= 2"));
    assert_eq!(lacking(&["M1 B 2025-01-01 5 -"], &from), ["2", "2025-03-01", "2025-12-31"]);
}

#[test]
fn a_change_is_enough_in_every_reading_of_a_disputed_record() {
    let three = taking("count", ">= 3");
    // Missed with both versions, and without the record: then two more are lacking.
    let meetings = ["M1 B 2025-01-31 5 -", "M1 B 2025-03-31 5 -", "M2 B 2025-02-01 7 -"];
    assert_eq!(lacking(&meetings, &three), ["2", "2025-01-01", "2025-12-31"]);
}
