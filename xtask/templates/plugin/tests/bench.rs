//! The plugin linked statically, on rows written here: no library, no worker, no files.

use PLUGIN_CRATE::{MeetingsWithCounts, Office};
use changxiao_sdk::{
    bench::{BLANK, Bench},
    prelude::*,
    rows,
};

#[test]
fn all_definitions_can_be_read() {
    let mut list = List::default();
    Office.register(&mut list);
    assert_eq!(list.faults(), []);
    let pack = list.pack_of(Office.about());
    assert_eq!([pack.indicators.len(), pack.natives.len()], [1, 1]);
}

#[test]
fn a_meeting_counts_if_both_numbers_were_written_down() {
    let meetings = rows![["M1", 10, 8], ["M2", 10, BLANK], ["M3", BLANK, 8]];
    let bench = Bench::new("ZB01", "2025").table("meeting", ["id", "expected", "present"], meetings);
    let counted = bench.tally(&MeetingsWithCounts).unwrap();
    assert_eq!(counted.tally, Tally { numerator: 1.into(), denominator: 3.into(), ..Tally::default() });
}

#[test]
fn without_a_meeting_nothing_applies() {
    let counted = Bench::new("ZB01", "2025").tally(&MeetingsWithCounts).unwrap();
    assert_eq!(counted.tally, Tally::default());
}
