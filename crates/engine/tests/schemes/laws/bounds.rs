//! Knowing what was unknown never leaves the bounds that were given while it was not: of points, of values, of scores, of
//! grades. A settled grade stays whoever learns whatever. That nothing applies is never learned: it is an answer of its own.

use crate::{
    cards::{known, learned},
    chance::Chance,
    draw::compiled,
    law::{Law, any, breaks, hold},
    outcome::{Sample, Sheet, right},
};
use changxiao_core::{amount::Amount, fraction::Fraction};
use changxiao_engine::scheme::{Applies, Points, Value};

const BOUNDS: Law = Law {
    says: "what becomes known stays inside the bounds that were given before",
    samples: 120,
    draw: any,
    complaint: |sample, reading| {
        let table = compiled(&sample.scheme);
        let before = reading(sample);
        let mut chance = Chance::new(sample.seed + 2_000_000);
        let some = [5, 20, 60].map(|percent| learned(&mut chance, &table, (&sample.cards, percent)));
        let all: Vec<_> = (0..3).map(|_| known(&mut chance, &table, &sample.cards)).collect();
        some.into_iter().chain(all).find_map(|cards| {
            let after = right(&Sample { cards: cards.clone(), ..sample.clone() });
            let left = before.iter().find_map(|(whose, sheet)| Some((whose, left(sheet, &after[whose])?)));
            left.map(|(whose, what)| format!("{whose}: {what}, when they are\n{cards:#?}"))
        })
    },
};

#[test]
fn knowing_stays_inside() {
    hold(&BOUNDS, right);
}

fn inside(before: &Amount, after: &Amount) -> bool {
    let least = before.least.is_none_or(|end| after.least.is_some_and(|after| end <= after));
    least && before.most.is_none_or(|end| after.most.is_some_and(|after| after <= end))
}

fn points_stay(before: &Points, after: &Points) -> bool {
    let applies = match before.applies {
        Applies::Maybe => true,
        known => known == after.applies,
    };
    let zero = before.zero.is_none() || after.applies == Applies::No || before.zero == after.zero;
    applies && (after.applies == Applies::No || (zero && inside(&before.amount, &after.amount)))
}

fn value_stays(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Number(before), Value::Number(after)) => inside(before, after),
        (Value::Word(None), Value::Word(_)) => true,
        (before, after) => *before == Value::UNKNOWN || before == after,
    }
}

/// What left its bounds.
fn left(before: &Sheet, after: &Sheet) -> Option<String> {
    let points = before.points.iter().rev().find(|(code, points)| !points_stay(points, &after.points[*code]));
    if let Some((code, points)) = points {
        return Some(format!("the points of `{code}` were {points:?}, then {:?}", after.points[code]));
    }
    let value = before.values.iter().find(|(code, value)| !value_stays(value, &after.values[*code]));
    if let Some((code, value)) = value {
        return Some(format!("{code} was {value}, then {}", after.values[code]));
    }
    let (one, other) = (&before.graded, &after.graded);
    if other.score.applies != Applies::No && !points_stay(&one.score, &other.score) {
        return Some(format!("the score was {:?}, then {:?}", one.score, other.score));
    }
    let is_scored = one.is_scored() && other.is_scored();
    if is_scored && (other.best < one.best || one.worst < other.worst) {
        return Some(format!("the grade was {}..{}, then {}..{}", one.best, one.worst, other.best, other.worst));
    }
    let mut follows = one.consequences.iter().zip(&other.consequences);
    let changed = follows.find(|(one, other)| is_scored && one.holds.is_some() && one.holds != other.holds);
    changed.map(|(one, other)| format!("a consequence was {one:?}, then {other:?}"))
}

fn middle(amount: &Amount) -> Amount {
    match (amount.least, amount.most) {
        (Some(least), Some(most)) => least.plus(most).unwrap().over(Fraction::from(2)).unwrap().into(),
        (Some(end), _) | (_, Some(end)) => end.into(),
        _ => Amount::ZERO,
    }
}

#[test]
fn a_guess_in_the_middle_is_found() {
    breaks(&BOUNDS, |sample| {
        let mut outcome = right(sample);
        for sheet in outcome.values_mut() {
            sheet.points.values_mut().for_each(|points| points.amount = middle(&points.amount));
        }
        outcome
    });
}

#[test]
fn a_condition_taken_for_granted_is_found() {
    breaks(&BOUNDS, |sample| {
        let mut outcome = right(sample);
        for points in outcome.values_mut().flat_map(|sheet| sheet.points.values_mut()) {
            if points.applies == Applies::Maybe {
                points.applies = Applies::Yes;
            }
        }
        outcome
    });
}

#[test]
fn a_grade_settled_too_early_is_found() {
    breaks(&BOUNDS, |sample| {
        let mut outcome = right(sample);
        outcome.values_mut().for_each(|sheet| sheet.graded.worst = sheet.graded.best);
        outcome
    });
    breaks(&BOUNDS, |sample| {
        let mut outcome = right(sample);
        outcome.values_mut().for_each(|sheet| sheet.graded.best = sheet.graded.worst);
        outcome
    });
}
