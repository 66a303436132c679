//! The bureau linked statically, on rows written here.

use changxiao_plugin_taxation::{Bureau, NoRowOfSlowAnswers};
use changxiao_sdk::{
    bench::{BLANK, Bench},
    prelude::*,
};

/// The tally of a unit whose opinions were received and answered on these days.
fn tally(days: &[(&str, &str)]) -> Result<Tally, Fault> {
    let day = |text: &str| text.parse::<Day>().map_or(BLANK, Cell::Day);
    let rows = days.iter().map(|(received, answered)| [day(received), day(answered)]).collect();
    let bench = Bench::new("DW01", "2025").as_of(day!("2026-02-15"));
    bench.table("opinion", ["received_on", "answered_on"], rows).tally(&NoRowOfSlowAnswers).map(|counted| counted.tally)
}

fn one(numerator: i32) -> Tally {
    Tally { numerator: numerator.into(), denominator: 1.into(), ..Tally::default() }
}

#[test]
fn all_definitions_can_be_read() {
    let mut list = List::default();
    Bureau.register(&mut list);
    assert_eq!(list.faults(), []);
    let pack = list.pack_of(Bureau.about());
    let counts = [pack.amendments.len(), pack.parameters.len(), pack.indicators.len(), pack.natives.len()];
    assert_eq!(counts, [2, 1, 1, 1]);
}

#[test]
fn two_slow_answers_in_a_row_pass_and_three_do_not() {
    let (slow, in_time) = (("2025-02-01", "2025-02-22"), ("2025-03-01", "2025-03-21"));
    assert_eq!(tally(&[slow, slow, in_time, slow]), Ok(one(1)));
    assert_eq!(tally(&[in_time, slow, slow, slow]), Ok(one(0)));
}

#[test]
fn without_an_answer_the_days_run_on() {
    let (never, just_received) = (("2025-10-01", ""), ("2026-02-01", ""));
    assert_eq!(tally(&[never, never, never]), Ok(one(0)));
    assert_eq!(tally(&[just_received, just_received, just_received]), Ok(one(1)));
}

#[test]
fn without_an_opinion_nothing_applies() {
    assert_eq!(tally(&[]), Ok(Tally::default()));
}
