//! The order in which items, atoms, facts and cards are written changes nothing.

use crate::{
    chance::Chance,
    draw::Text,
    law::{Law, any, breaks, hold},
    outcome::{Outcome, Sample, Sheet, right, written},
};
use changxiao_core::fraction::Fraction;
use std::collections::BTreeMap;

const ORDER: Law = Law {
    says: "the order in which items, atoms, facts and cards are written changes nothing",
    samples: 120,
    draw: any,
    complaint: |sample, reading| {
        let other = turned(sample);
        let (one, other) = (written(&reading(sample)), written(&named_as_before(reading(&other))));
        let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        (one != other).then(|| format!("{differing:?}"))
    },
};

#[test]
fn order_changes_nothing() {
    hold(&ORDER, right);
}

#[test]
fn a_reading_that_looks_at_the_order_is_found() {
    breaks(&ORDER, |sample| {
        let mut outcome = right(sample);
        // The first card of the file has a better score.
        if let Some(sheet) = outcome.get_mut(&sample.cards[0].0) {
            sheet.graded.score.amount = sheet.graded.score.amount.plus(Fraction::ONE.into());
        }
        outcome
    });
    breaks(&ORDER, |sample| {
        let mut outcome = right(sample);
        let first = sample.scheme["item"][0]["id"].as_str().unwrap().to_owned();
        outcome.values_mut().for_each(|sheet| {
            sheet.points.remove(&first);
        });
        outcome
    });
}

/// The same sample, everything in another order; facts are put in order by their names, so that those are turned round.
fn turned(sample: &Sample) -> Sample {
    let mut chance = Chance::new(sample.seed + 1_000_000);
    let mut scheme = sample.scheme.clone();
    shuffle(&mut chance, &mut scheme);
    let mut source = toml::to_string(&scheme).unwrap();
    for fact in 0..10 {
        source = source.replace(&format!("f{fact}"), &format!("g{}", 9 - fact));
    }
    let mut cards = sample.cards.clone();
    for (_, values) in &mut cards {
        let renamed = |key: &String| renumbered(key, ('f', 'g'));
        *values = values.iter().map(|(key, value)| (renamed(key), value.clone())).collect();
    }
    chance.shuffle(&mut cards);
    Sample { seed: sample.seed, scheme: source.parse().unwrap(), cards }
}

/// A key that begins with a fact, with the name of the fact turned round.
fn renumbered(key: &str, (from, to): (char, char)) -> String {
    let mut letters = key.chars();
    let number = letters.next().filter(|first| *first == from).and_then(|_| letters.next()?.to_digit(10));
    number.map_or_else(|| key.to_owned(), |number| format!("{to}{}{}", 9 - number, letters.as_str()))
}

fn shuffle(chance: &mut Chance, table: &mut Text) {
    for key in ["item", "atom"] {
        let Some(parts) = table.get_mut(key).and_then(toml::Value::as_array_mut) else { continue };
        chance.shuffle(parts);
        parts.iter_mut().filter_map(toml::Value::as_table_mut).for_each(|part| shuffle(chance, part));
    }
}

fn named_as_before(outcome: Outcome) -> Outcome {
    let back = |key: &String| renumbered(key, ('g', 'f'));
    let sheet = |sheet: Sheet| {
        let values: BTreeMap<_, _> = sheet.values.iter().map(|(key, value)| (back(key), value.clone())).collect();
        Sheet { values, ..sheet }
    };
    outcome.into_iter().map(|(whose, one)| (whose, sheet(one))).collect()
}
