//! The calendar of a plan, read by another library than the one that wrote it: what stands in it, and that it is the same
//! at every run.

use crate::program::Bench;
use changxiao_core::day::Day;
use ical::{IcalParser, parser::ical::component::IcalEvent};
use std::collections::BTreeSet;

const PLAN: &str = "plan --all --year 2025 --registers fixtures/yunchuan --lang en";

fn events(text: &str) -> Vec<IcalEvent> {
    let calendars: Vec<_> = IcalParser::new(text.as_bytes()).map(Result::unwrap).collect();
    let [calendar] = calendars.as_slice() else { panic!("{} calendars", calendars.len()) };
    assert!(calendar.todos.is_empty() && calendar.alarms.is_empty() && calendar.timezones.is_empty());
    calendar.events.clone()
}

fn value<'e>(event: &'e IcalEvent, name: &str) -> &'e str {
    let found: Vec<_> = event.properties.iter().filter(|property| property.name == name).collect();
    let [property] = found.as_slice() else { panic!("{} of {name}", found.len()) };
    property.value.as_deref().unwrap()
}

fn day(digits: &str) -> Day {
    let (year, rest) = digits.split_at(4);
    let (month, day) = rest.split_at(2);
    format!("{year}-{month}-{day}").parse().unwrap()
}

#[test]
fn a_calendar_holds_the_occasions_of_the_plan() {
    let bench = Bench::new();
    let text = bench.run_well(&format!("{PLAN} --format ics")).stdout;
    let plan: serde_json::Value =
        serde_json::from_str(&bench.run_well(&format!("{PLAN} --format json")).stdout).unwrap();
    let occasions = plan["occasions"].as_array().unwrap();
    let events = events(&text);
    assert_eq!(events.len(), occasions.len());
    let mut uids = BTreeSet::new();
    for (event, occasion) in events.iter().zip(occasions) {
        let of = |key: &str| occasion[key].as_str().unwrap();
        let (first, last) = (day(value(event, "DTSTART")), day(value(event, "DTEND")).plus_days(-1));
        assert_eq!((first.to_string().as_str(), last.to_string().as_str()), (of("last"), of("last")));
        assert_eq!(value(event, "DTSTAMP"), "20250101T000000Z");
        assert!(uids.insert(value(event, "UID").to_owned()), "{} twice", value(event, "UID"));
        assert!(value(event, "SUMMARY").contains(of("organisation")), "{}", value(event, "SUMMARY"));
        let description = value(event, "DESCRIPTION");
        let window = format!("Window: {} to {}", of("from"), of("last"));
        let clause = format!("Clause: {}", occasion["clause"]["regulation"]["en"].as_str().unwrap());
        let what = format!("What: {}", occasion["name"]["en"].as_str().unwrap());
        for part in [what.as_str(), &window, "Shown in: ", &clause] {
            assert!(description.contains(part), "{part}: {description}");
        }
        assert!(event.alarms.is_empty());
    }
}

#[test]
fn a_calendar_is_the_same_at_every_run_and_folded_as_the_standard_asks() {
    let bench = Bench::new();
    for language in ["en", "zh-CN"] {
        let plan = format!("{PLAN} --format ics").replace("--lang en", &format!("--lang {language}"));
        let text = bench.run_well(&plan).stdout;
        assert_eq!(text, bench.run_well(&plan).stdout);
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.lines().all(|line| line.len() <= 75));
    }
}

/// Nothing that the library would take from clock or chance is left to it.
#[test]
fn an_occasion_has_one_uid_in_every_plan() {
    let bench = Bench::new();
    let uids = |whose: &str| -> BTreeSet<String> {
        let plan = format!("{PLAN} --format ics").replace("--all", whose);
        events(&bench.run_well(&plan).stdout).iter().map(|event| value(event, "UID").to_owned()).collect()
    };
    let all = uids("--all");
    for whose in ["DZB01/secretary", "JGDW/secretary", "--organisation DZB08"] {
        let some = uids(whose);
        assert!(!some.is_empty() && some.is_subset(&all), "{whose}");
    }
}
