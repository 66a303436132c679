//! Where every rule rises and nothing is conditional, a better answer never lowers the score.

use crate::{
    cards::{cards, domain, known},
    chance::Chance,
    draw::{Text, compiled, put, read, text},
    law::{Law, breaks, hold},
    outcome::{Sample, right},
};
use changxiao_engine::scheme::Value;

/// Rules that rise, and rules that fall, with the answer.
const UP: [&str; 8] = [
    "points = \"2\"",
    "points = \"0.3\"\neach = 2",
    "points = \"0.25\"\neach = 3\ncount = \"exact\"",
    "points = \"-1\"\nshort_of = 4\neach = 1",
    "points = \"-0.5\"\nshort_of = 3",
    "step = [{ at_least = 5, points = 3 }, { above = 1, points = 1.5 }, { points = 0.25 }]",
    "line = [{ at = 0, points = 0 }, { at = 4, points = 2 }, { at = 10, points = 5 }]",
    "from = { ask = { least = 0, most = 6 } }",
];
const DOWN: [&str; 5] = [
    "points = \"-1\"",
    "points = \"zero\"",
    "points = \"-0.4\"\neach = 1",
    "points = \"-0.3\"\nbeyond = 1\neach = 2\ncount = \"begun\"",
    "line = [{ at = 0, points = 5 }, { at = 8, points = 0 }]",
];

fn item(chance: &mut Chance, (id, depth): (&str, usize)) -> Text {
    let mut item = read("name = \"i\"\n");
    put(&mut item, "id", text(id));
    if chance.is(50) {
        put(&mut item, "points", text(chance.pick(&["10", "4"])));
    }
    if chance.is(20) {
        put(&mut item, "weight", text(chance.pick(&["2", "0.5"])));
    }
    put(&mut item, "combine", text(chance.pick(&["sum", "sum", "mean", "least", "greatest"])));
    let has_items = depth == 0 && chance.is(40);
    let parts: Vec<toml::Value> = (1..=2 + chance.below(3))
        .map(|number| if has_items { self::item(chance, (&format!("{id}.{number}"), 1)) } else { atom(chance, number) })
        .map(toml::Value::from)
        .collect();
    // Below a floor of 0, to be left without points would be a gain.
    if !item.contains_key("points") {
        put(&mut item, "floor", 0);
    }
    put(&mut item, if has_items { "item" } else { "atom" }, parts);
    item
}

/// An atom; its id says whether it rises or falls.
fn atom(chance: &mut Chance, number: usize) -> Text {
    let is_up = chance.is(60);
    let mut atom = read(if is_up { chance.pick(&UP) } else { chance.pick(&DOWN) });
    put(&mut atom, "id", text(&format!("{}{number}", if is_up { "up" } else { "down" })));
    put(&mut atom, "name", text("a"));
    if chance.is(20) {
        put(&mut atom, "cap", text("2.5"));
    }
    if chance.is(20) {
        put(&mut atom, "every", text("half-year"));
        put(&mut atom, "together", text(chance.pick(&["sum", "mean", "least", "greatest"])));
    }
    atom
}

const RISING: Law = Law {
    says: "a better answer never lowers the score",
    samples: 60,
    draw: |seed| {
        let mut chance = Chance::new(seed + 70_000);
        let mut scheme = read("id = \"laws/rising\"\nname = \"rising\"\nplaces = 6\n");
        let items: Vec<toml::Value> =
            (1..=1 + chance.below(3)).map(|number| item(&mut chance, (&number.to_string(), 0)).into()).collect();
        put(&mut scheme, "item", items);
        put(&mut scheme, "combine", text(chance.pick(&["sum", "mean", "least", "greatest"])));
        let table = compiled(&scheme);
        let mut all = cards(&mut chance, &table, 1);
        all[0].1.retain(|_, value| *value != Value::Absent);
        let cards = known(&mut chance, &table, &all);
        Sample { seed, scheme, cards }
    },
    complaint: |sample, reading| {
        let table = compiled(&sample.scheme);
        let score = |sample: &Sample| reading(sample)["org0"].graded.score.amount.known().unwrap();
        let before = score(sample);
        for input in &table.inputs {
            let old = sample.cards[0].1[&input.key].amount().unwrap().known().unwrap();
            for value in domain(&table, input) {
                let new = value.amount().unwrap().known().unwrap();
                if if input.key.contains("up") { new <= old } else { new >= old } {
                    continue;
                }
                let mut better = sample.clone();
                better.cards[0].1.insert(input.key.clone(), value);
                let after = score(&better);
                if after < before {
                    return Some(format!(
                        "{} from {old} to {new}: the score falls from {before} to {after}",
                        input.key
                    ));
                }
            }
        }
        None
    },
};

#[test]
fn better_is_never_worse() {
    hold(&RISING, right);
}

#[test]
fn a_reading_that_punishes_is_found() {
    breaks(&RISING, |sample| {
        let mut outcome = right(sample);
        for sheet in outcome.values_mut() {
            sheet.graded.score.amount = sheet.graded.score.amount.negative();
        }
        outcome
    });
    // Whoever reaches the cap is taken for one who has nothing.
    breaks(&RISING, |sample| {
        let mut outcome = right(sample);
        for sheet in outcome.values_mut() {
            let score = &mut sheet.graded.score.amount;
            if score.known().is_some_and(|score| score >= 10.into()) {
                *score = changxiao_core::amount::Amount::ZERO;
            }
        }
        outcome
    });
}
