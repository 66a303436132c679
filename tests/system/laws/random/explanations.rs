//! The items and parts of an explanation add up to its number; and the records of its smallest change, written down, reach
//! the target, where a change can be written down without knowing the definition: so many rows more, or so much more of an
//! amount, between two days.

use super::{counts, measures, of_all};
use crate::random::{Chance, Law, Life, Row, Sample, catalogue, hold, lives, no_edits, read, record, registers};
use changxiao_core::{
    columns::Cell,
    count::{Count, Item, Listing, Subject},
    day::Day,
    definition::IndicatorDef,
    fraction::Fraction,
    id::{Id, OrganisationId},
    message::Argument,
    tally::{Class, Tally},
};
use changxiao_engine::{
    evaluation::Outcome,
    explanation::{self, Explanation},
    natives::NoNatives,
};
use std::{cell::Cell as Counter, rc::Rc};

/// A way to explain a number: by indicator and organisation.
pub(super) type Explaining = fn(&Sample, (&Id, &OrganisationId)) -> Explanation;

pub(super) fn explain(sample: &Sample, (id, organisation): (&Id, &OrganisationId)) -> Explanation {
    let (catalogue, registers) = (catalogue(&sample.alone(id)), registers(&sample.rows));
    let number = (organisation, &catalogue.indicators()[id]);
    let (explanation, faults) =
        explanation::explain((&catalogue, &registers), sample.span(), number, &mut NoNatives).unwrap();
    assert_eq!(faults, []);
    explanation
}

/// Some lines of each indicator, so many in a hundred: the same ones whatever else the sample holds.
fn some_lines(sample: &Sample, percent: usize) -> Vec<(Id, OrganisationId, Tally)> {
    let is_one = |id: &Id, who: &OrganisationId| {
        let letters = id.as_str().bytes().chain(who.as_str().bytes());
        Chance::new(letters.fold(sample.seed, |sum, letter| (sum % 1_000_000_007) * 31 + u64::from(letter))).is(percent)
    };
    let numbers = read(sample);
    let lines =
        numbers.iter().flat_map(|(id, numbers)| numbers.lines.iter().map(move |(who, tally)| (id, who, *tally)));
    lines.filter(|(id, who, _)| is_one(id, who)).map(|(id, who, tally)| (id.clone(), who.clone(), tally)).collect()
}

pub(super) fn of_sums(explaining: Explaining) -> Law {
    Law {
        says: "items and parts add up to the number",
        samples: 4,
        speaks_of: of_all,
        edits: no_edits,
        complaint: Box::new(move |sample| {
            some_lines(sample, 20).into_iter().find_map(|(id, who, tally)| {
                let explanation = explaining(sample, (&id, &who));
                let mut own = Count::new(Listing::Counts);
                explanation.items.iter().for_each(|(_, item)| own.add(item.clone()));
                let sum =
                    explanation.parts.values().try_fold(own.tally().unwrap(), |sum, part| sum.plus(*part)).unwrap();
                let words = || format!("{id} {who}: number {}, sum {}", counts(Some(&tally)), counts(Some(&sum)));
                (sum != tally || explanation.tally != tally).then(words)
            })
        }),
    }
}

#[test]
fn items_and_parts_add_up() {
    hold(&of_sums(explain));
}

/// Indicators whose smallest change is so many more rows of one register, which nothing else of them looks at.
fn is_changed_by_rows(indicator: &IndicatorDef) -> bool {
    let measure = indicator.measure.as_ref().unwrap();
    let conditions =
        [&measure.only, &measure.exclude, &measure.except].map(|text| text.clone().unwrap_or_default()).join(" ");
    let numerator = measure.numerator.clone().unwrap_or_default();
    let is_changed = |(name, look): (&String, &changxiao_core::definition::LookDef)| {
        let is_made = matches!(look.register.as_str(), "meeting" | "session" | "training");
        let others = measure.look.values().filter(|other| {
            other.register == look.register
                || other.register == "attendance"
                || other.from.is_some()
                || other.until.is_some()
        });
        let is_taken = look.take == "count" || look.take == "sum hours";
        let by: Vec<&str> = look.by.iter().map(String::as_str).collect();
        numerator.starts_with(&format!("look.{name} >= "))
            && is_made
            && is_taken
            && others.count() <= 1
            && matches!(by.as_slice(), ["org"] | ["person", "org"])
            && !conditions.contains(&format!("look.{name}"))
    };
    measures(indicator).count() == 1 && measure.denominator.is_none() && measure.look.iter().any(is_changed)
}

/// How often changes were written down: a law that never was tried says nothing.
pub(super) type Tried = Rc<Counter<usize>>;

pub(super) fn of_changes(explaining: Explaining, tried: Tried) -> Law {
    Law {
        says: "the smallest change reaches the target",
        samples: 12,
        speaks_of: is_changed_by_rows,
        edits: no_edits,
        complaint: Box::new(move |sample| changes_that_fall_short(sample, explaining, &tried)),
    }
}

fn changes_that_fall_short(sample: &Sample, explaining: Explaining, tried: &Tried) -> Option<String> {
    some_lines(sample, 30).into_iter().find_map(|(id, who, _)| {
        let before = explaining(sample, (&id, &who));
        let is_whole =
            before.still_missing == 0 && before.changes.iter().all(|(_, _, item)| item.class == Class::Missed);
        if before.changes.is_empty() || !is_whole {
            return None;
        }
        let added = written_down(sample, (&id, &who), &before)?;
        tried.set(tried.get() + 1);
        let after = explain(&sample.with([sample.rows.clone(), added.clone()].concat()), (&id, &who));
        let rows: Vec<String> = added.iter().map(ToString::to_string).collect();
        let words = || {
            let (first, then) = (counts(Some(&before.tally)), counts(Some(&after.tally)));
            format!("{id} {who}: before {first}, after {then}, with\n{}", rows.join("\n"))
        };
        let outcome: Outcome = after.outcome;
        (outcome.is_met != Some(true)).then(words)
    })
}

#[test]
fn the_smallest_change_reaches_the_target() {
    let tried = Tried::default();
    hold(&of_changes(explain, Rc::clone(&tried)));
    assert!(tried.get() > 8, "{}", tried.get());
}

/// The rows of all changes of an explanation; `None` if chance finds none that count for one of them.
fn written_down(sample: &Sample, number: (&Id, &OrganisationId), explanation: &Explanation) -> Option<Vec<Row>> {
    let mut chance = sample.chance();
    let lives = lives(&sample.rows);
    let indicator = sample.indicators.iter().find(|one| one.id == *number.0)?;
    let measure = indicator.measure.as_ref()?;
    let (_, look) = measure.look.iter().find(|(name, _)| {
        measure.numerator.as_ref().is_some_and(|numerator| numerator.starts_with(&format!("look.{name} >= ")))
    })?;
    let kind = ["meeting", "session", "training"].into_iter().find(|kind| *kind == look.register)?;
    let mut rows = Vec::new();
    for (place, (owner, _, item)) in explanation.changes.iter().enumerate() {
        let life = lives.iter().find(|life| life.id == owner.as_str())?;
        let made = candidates(&mut chance, (kind, life), (place, item, sample.as_of));
        let counted = counted(sample, number, made, (owner, item));
        let amount = item.change.as_ref()?.amount;
        match look.take.as_str() {
            "count" => {
                let wanted = usize::try_from(amount.ceiling()).ok()?;
                rows.extend(counted.get(..wanted)?.iter().cloned());
            }
            _ => {
                let hundredths = amount.times(Fraction::from(100_i64))?.ceiling();
                let row = counted.first()?.clone().with("hours", Cell::Number(i64::try_from(hundredths).ok()?));
                rows.extend(self::counted(sample, number, vec![row], (owner, item)));
            }
        }
    }
    (rows.len() >= explanation.changes.len()).then_some(rows)
}

/// Records of the owner between the days that the change names, its first and its last among them.
fn candidates(
    chance: &mut Chance,
    (kind, life): (&'static str, &Life),
    (place, item, as_of): (usize, &Item, Day),
) -> Vec<Row> {
    let arguments = &item.change.as_ref().unwrap().message.arguments;
    let day = |name: &str| match arguments.get(name) {
        Some(Argument::Plain(day)) => day.parse::<Day>().unwrap(),
        other => panic!("{name}: {other:?}"),
    };
    let (first, last) = (day("from"), day("last").min(as_of));
    let person = match &item.subject {
        Subject::Record { key, .. } => key.split(' ').next().unwrap().to_owned(),
        _ => "P0".to_owned(),
    };
    let days = [(first, first), (last, last), (first, last)];
    let one = |number: usize| {
        let number = (40_000 + place * 100 + number, person.as_str(), "");
        record(chance, kind, (life, days[number.0 % 3]), number)
    };
    (0..40).filter_map(one).collect()
}

/// Those of some records that an explanation counts for an item.
fn counted(
    sample: &Sample,
    number: (&Id, &OrganisationId),
    made: Vec<Row>,
    (owner, item): (&OrganisationId, &Item),
) -> Vec<Row> {
    let with = sample.with([sample.rows.clone(), made.clone()].concat());
    let explanation = explain(&with, (number.0, owner));
    let records =
        explanation.items.iter().filter(|(_, one)| one.subject == item.subject).flat_map(|(_, one)| &one.records);
    let counted: Vec<&str> = records.filter(|record| record.is_counted).map(|record| record.key.as_str()).collect();
    made.into_iter().filter(|row| counted.iter().any(|key| key.replace(' ', "|") == row.key())).collect()
}
