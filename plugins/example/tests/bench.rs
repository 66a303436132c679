//! The specimen linked statically, as an author's tests do it: no library, no worker.

use changxiao_plugin_example::{Bureau, WellAttended};
use changxiao_sdk::{
    bench::{BLANK, Bench},
    prelude::*,
    rows,
};

#[test]
fn all_definitions_can_be_read() {
    let mut list = List::default();
    Bureau.register(&mut list);
    assert_eq!(list.faults(), []);
    let pack = list.pack_of(Bureau.about());
    let counts = [pack.amendments.len(), pack.responsibilities.len(), pack.indicators.len(), pack.natives.len()];
    assert_eq!(counts, [1, 1, 1, 1]);
}

#[test]
fn four_in_five_is_enough_and_a_missing_head_count_is_unknown() {
    let fields = ["id", "kind", "expected", "present"];
    let meetings = rows![
        ["M1", "member-meeting", 10, 8],
        ["M2", "member-meeting", 10, 7],
        ["M3", "member-meeting", 10, BLANK],
        ["M4", "party-day", 10, 2],
    ];
    let counted = Bench::new("ZB01", "2025").table("meeting", fields, meetings).tally(&WellAttended).unwrap();
    assert_eq!(counted.tally, Tally { numerator: 1.into(), denominator: 3.into(), unknown: 1, ..Tally::default() });
    let classes: Vec<Class> = counted.items.iter().map(|item| item.class).collect();
    assert_eq!(classes, [Class::Met, Class::Missed, Class::Unknown]);
}

#[test]
fn without_a_meeting_nothing_applies() {
    let counted = Bench::new("ZB01", "2025").tally(&WellAttended).unwrap();
    assert_eq!(counted.tally, Tally::default());
}
