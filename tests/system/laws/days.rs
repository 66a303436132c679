//! The as-of day, moved through the year: every occasion that exists is counted once, and what was judged stays judged.

use super::{catalogue, reading, span};
use changxiao_core::{
    count::{Listing, Subject},
    day::{Day, Period},
    fraction::Fraction,
    id::OrganisationId,
    tally::Class,
};
use changxiao_engine::{evaluation::Evaluating, natives::NoNatives};
use std::collections::BTreeMap;

/// The occasions of a branch of the demo that exist on a day: four quarters; of the branch opened on 2025-05-15 two, from
/// that day on.
fn occasions(branch: &OrganisationId, day: Day) -> u64 {
    let opened = Day::new(2025, 5, 15).unwrap();
    match branch.as_str() {
        "DZB08" if day < opened => 0,
        "DZB08" => 2,
        _ => 4,
    }
}

#[test]
fn every_occasion_is_counted_once_and_never_judged_anew() {
    let (reading, catalogue) = (reading(), catalogue());
    let ready = catalogue.indicator("E04").unwrap();
    let year = Period::year(2025).unwrap();
    let mut judged: BTreeMap<(OrganisationId, Period), Class> = BTreeMap::new();
    for number in year.from().number()..=year.to().number() {
        let day = Day::from_number(number);
        let mut evaluating = Evaluating::new(&catalogue, &reading.registers, span(day));
        let owners = evaluating.owners(ready, year);
        assert_eq!(owners.len(), if day < Day::new(2025, 5, 15).unwrap() { 7 } else { 8 }, "{day}");
        for owner in owners {
            let (tally, items) = evaluating.tally(ready, (&owner, year), (&mut NoNatives, Listing::Items));
            let counted = tally.denominator.plus(Fraction::from(tally.excluded + tally.excepted + tally.open));
            let exist = occasions(&owner, day);
            assert_eq!(
                counted.unwrap().plus(Fraction::from(tally.pending)).unwrap(),
                Fraction::from(exist),
                "{owner} {day}"
            );
            for item in items {
                let Subject::Occasion(occasion) = item.subject else { panic!("{owner} {day}: {:?}", item.subject) };
                assert_eq!(item.class == Class::Pending, day < occasion.last(), "{owner} {occasion} {day}");
                if item.class != Class::Pending {
                    let before = *judged.entry((owner.clone(), occasion)).or_insert(item.class);
                    assert_eq!(item.class, before, "{owner} {occasion} {day}");
                }
            }
        }
    }
    assert_eq!(judged.len(), 30);
}

/// Where no day is named it is today where the machine stands: 26 hours apart it is never the same day.
#[test]
fn today_is_that_of_the_machine() {
    let bench = crate::program::Bench::new();
    let as_of = |zone: &str| {
        let run = format!("evaluate --registers fixtures/yunchuan --period 2025 --out {zone}");
        let output = bench.run_with(&[("TZ", zone)], &run);
        assert_eq!(output.code, 0, "{}", output.stderr);
        let seal: serde_json::Value = serde_json::from_str(&bench.read(&format!("{zone}/run.json"))).unwrap();
        seal["as_of"].as_str().unwrap().parse::<Day>().unwrap()
    };
    let (west, east) = (as_of("WEST12"), as_of("EAST-14"));
    assert!(west < east, "{west} and {east}");
}
