use super::*;
use changxiao_core::count::Subject;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn item(class: Class) -> (Item, Period) {
    let window: Period = "2025-Q2".parse().unwrap();
    (Item::new(Subject::Occasion(window), class), window)
}

fn check(class: Class, as_of: &str, expected: State) {
    let (item, window) = item(class);
    assert_eq!(state(&item, window, day(as_of)), expected, "{class:?} {as_of}");
}

#[test]
fn a_judged_occasion() {
    check(Class::Missed, "2025-06-30", State::Pending { days_left: 0 });
    check(Class::Missed, "2025-07-01", State::Overdue { days: 1 });
    check(Class::Missed, "2025-07-15", State::Overdue { days: 15 });
    check(Class::Met, "2025-07-15", State::Done);
    check(Class::Excluded, "2025-07-15", State::Exempt);
    check(Class::Excepted, "2025-07-15", State::Exempt);
    check(Class::Unknown, "2025-07-15", State::NotKnown);
    check(Class::Open, "2025-07-15", State::NotKnown);
}

#[test]
fn records_that_contradict_each_other_make_nothing_done() {
    let (item, window) = item(Class::Met);
    let disputed = Item { is_disputed: true, ..item };
    assert_eq!(state(&disputed, window, day("2025-07-15")), State::NotKnown);
}

fn check_early(class: Class, as_of: &str, expected: State) {
    let (item, window) = item(class);
    let judged_on = day("2025-07-31");
    assert_eq!(early_state(&item, window, (day(as_of), judged_on)), expected, "{class:?} {as_of}");
}

#[test]
fn an_occasion_that_is_not_judged_yet() {
    check_early(Class::Missed, "2025-04-01", State::Pending { days_left: 90 });
    check_early(Class::Unknown, "2025-04-01", State::Pending { days_left: 90 });
    check_early(Class::Missed, "2025-06-30", State::Pending { days_left: 0 });
    check_early(Class::Missed, "2025-07-01", State::InGrace { until: day("2025-07-31") });
    check_early(Class::Unknown, "2025-07-30", State::InGrace { until: day("2025-07-31") });
    check_early(Class::Met, "2025-04-01", State::Done);
    check_early(Class::Excluded, "2025-04-01", State::Exempt);
}

#[test]
fn an_overdue_occasion_climbs_step_by_step() {
    let steps = [(15, Tier::Organising), (30, Tier::Specific), (30, Tier::First), (60, Tier::Organising)];
    let steps = steps.map(|(after_days, to)| Escalation { after_days, to });
    let climbed = |days| last_step(steps.iter(), days).map(|step| (step.after_days, step.to));
    assert_eq!(climbed(14), None);
    assert_eq!(climbed(15), Some((15, Tier::Organising)));
    assert_eq!(climbed(29), Some((15, Tier::Organising)));
    assert_eq!(climbed(30), Some((30, Tier::First)));
    assert_eq!(climbed(1000), Some((60, Tier::Organising)));
}
