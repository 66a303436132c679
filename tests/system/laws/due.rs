//! What is due agrees with the indicator that measures the same duty, on every day; and what a duty exempts is in no plan.

use super::{catalogue, contribution, reading, span};
use changxiao_baseline::Baseline;
use changxiao_core::{
    count::{Item, Listing, Subject},
    day::{Day, Period},
    id::OrganisationId,
    tally::Class,
};
use changxiao_engine::{
    catalogue::{Catalogue, Contribution, SourceKind},
    due::{Asked, State, due},
    evaluation::Evaluating,
    natives::NoNatives,
    occasions::Whose,
    plan::plan,
};
use changxiao_registers::Reading;
use std::collections::BTreeMap;

const DUTY: &str = "baseline/branch-meeting-quarterly";

fn year() -> Period {
    Period::year(2025).unwrap()
}

/// The items of E04 on a day.
fn items(catalogue: &Catalogue, reading: &Reading, day: Day) -> BTreeMap<(OrganisationId, Period), Item> {
    let mut evaluating = Evaluating::new(catalogue, &reading.registers, span(day));
    let ready = catalogue.indicator("E04").unwrap();
    let mut items = BTreeMap::new();
    for owner in evaluating.owners(ready, year()) {
        for item in evaluating.tally(ready, (&owner, year()), (&mut NoNatives, Listing::Items)).1 {
            let Subject::Occasion(window) = item.subject else { panic!("{:?}", item.subject) };
            items.insert((owner.clone(), window), item);
        }
    }
    items
}

fn states(catalogue: &Catalogue, reading: &Reading, day: Day) -> BTreeMap<(OrganisationId, Period), State> {
    let asked = Asked { since: year().from(), as_of: day };
    let found = due((catalogue, &reading.registers), &Whose::Everybody, asked);
    assert_eq!(found.faults, []);
    let of_duty = found.due.into_iter().filter(|one| one.occasion.duty.as_str() == DUTY);
    of_duty.map(|one| ((one.occasion.organisation, one.occasion.window), one.state)).collect()
}

#[test]
fn what_is_due_agrees_with_the_indicator() {
    let (reading, catalogue) = (reading(), catalogue());
    let mut done = BTreeMap::new();
    for number in (year().from().number()..year().to().number()).filter(|number| number % 15 == 0) {
        let day = Day::from_number(number);
        let states = states(&catalogue, &reading, day);
        let items = items(&catalogue, &reading, day);
        let begun = items.keys().filter(|(_, window)| window.from() <= day).count();
        assert_eq!(states.len(), begun, "{day}");
        for (key, state) in states {
            let (class, last) = (items[&key].class, key.1.last());
            let agrees = match state {
                State::Overdue { days } => class == Class::Missed && last.plus_days(days) == day,
                State::Pending { days_left } => {
                    class == if day == last { Class::Missed } else { Class::Pending }
                        && day.plus_days(days_left) == last
                }
                State::Done => matches!(class, Class::Met | Class::Pending),
                State::NotKnown => matches!(class, Class::Unknown | Class::Open),
                State::InGrace { .. } | State::Exempt => false,
            };
            assert!(agrees, "{key:?} {day}: {state:?} {class:?}");
            if state == State::Done {
                done.insert(key, day);
            } else {
                assert!(!done.contains_key(&key), "{key:?} was done, and on {day} it is {state:?}");
            }
        }
    }
    assert!(done.len() > 20, "{}", done.len());
}

#[test]
fn at_the_end_of_a_year_the_plan_names_what_the_indicator_counts() {
    let (reading, catalogue) = (reading(), catalogue());
    let (planned, _) = plan((&catalogue, &reading.registers), &Whose::Everybody, year());
    let planned: Vec<_> = planned.into_iter().filter(|one| one.duty.as_str() == DUTY).collect();
    let mut planned: Vec<_> = planned.into_iter().map(|one| (one.organisation, one.window)).collect();
    planned.sort();
    let counted: Vec<_> = items(&catalogue, &reading, year().last()).into_keys().collect();
    assert_eq!(planned, counted);
}

/// The baseline in which the quarterly meeting exempts the branches for which a condition holds.
fn exempting(condition: &str) -> Catalogue {
    let mut baseline: Contribution = contribution(&Baseline, SourceKind::Baseline);
    for duty in baseline.pack.duties.iter_mut().filter(|duty| duty.id.as_str() == DUTY) {
        duty.exempt = Some(condition.to_owned());
    }
    let (catalogue, faults) = Catalogue::new(changxiao_registers::contract().unwrap(), vec![baseline]);
    assert_eq!(faults, []);
    catalogue
}

#[test]
fn what_a_duty_exempts_is_in_no_plan_not_overdue_and_not_counted() {
    let (reading, catalogue) = (reading(), exempting("org = 'DZB06'"));
    let sixth = OrganisationId::from("DZB06");
    let (planned, _) = plan((&catalogue, &reading.registers), &Whose::Organisation(sixth.clone()), year());
    assert!(planned.iter().all(|one| one.duty.as_str() != DUTY));
    let end = Day::new(2026, 2, 15).unwrap();
    for (day, open) in [(year().last(), false), (end, false), (Day::new(2025, 7, 15).unwrap(), true)] {
        let states = states(&catalogue, &reading, day);
        let of_sixth: Vec<State> =
            states.iter().filter(|((owner, _), _)| *owner == sixth).map(|(_, state)| *state).collect();
        assert!(!of_sixth.is_empty() && of_sixth.iter().all(|state| *state == State::Exempt), "{day} {of_sixth:?}");
        let items = items(&catalogue, &reading, day);
        let classes: Vec<Class> =
            items.iter().filter(|((owner, _), _)| *owner == sixth).map(|(_, item)| item.class).collect();
        let excluded = classes.iter().filter(|class| **class == Class::Excluded).count();
        assert_eq!(excluded, if open { 2 } else { 4 }, "{day} {classes:?}");
        assert!(states.iter().any(|((owner, _), state)| *owner != sixth && *state == State::Done));
    }
}
