//! Where no unknown is asked for twice, the bounds are tight: some answers reach the least, some the most.

use crate::{
    cards::{Cards, domain},
    chance::Chance,
    draw::{Text, compiled, put, read, text},
    law::{Law, breaks, hold},
    outcome::{Sample, right},
};
use changxiao_core::{amount::Amount, fraction::Fraction};
use std::collections::BTreeMap;

const RULES: [&str; 7] = [
    "points = \"-1\"",
    "points = \"2\"",
    "points = \"zero\"",
    "step = [{ is = \"a\", points = 5 }, { is = \"b\", points = 2 }, { is = \"c\", points = -1 }]",
    "from = { ask = { least = 0, most = 6 } }",
    "from = { ask = { least = 0, most = 6 } }\npoints = \"0.5\"\neach = 2",
    "from = { ask = { least = 0, most = 6 } }\nline = [{ at = 0, points = 0 }, { at = 3, points = 4 }, { at = 6, points = 1 }]",
];

/// At most so many answers, all unknown. A condition asks for a fact of its own, and stands beside a part without any.
fn item(chance: &mut Chance, id: &str, (left, facts): (&mut usize, &mut Text)) -> Text {
    let mut item = read("name = \"i\"\n");
    put(&mut item, "id", text(id));
    if chance.is(60) {
        put(&mut item, "points", text(chance.pick(&["10", "4"])));
    }
    if chance.is(20) {
        put(&mut item, "weight", text(chance.pick(&["2", "0.5"])));
    }
    put(&mut item, "combine", text(chance.pick(&["sum", "sum", "sum", "mean", "least", "greatest"])));
    put(&mut item, "absent", text(chance.pick(&["share", "share", "full", "leave"])));
    let mut atoms: Vec<toml::Value> = Vec::new();
    for number in 1..=1 + chance.below(3) {
        if *left == 0 && number > 1 {
            break;
        }
        *left = left.saturating_sub(1);
        let mut atom = read(chance.pick(&RULES));
        put(&mut atom, "id", text(&format!("a{number}")));
        put(&mut atom, "name", text("a"));
        if chance.is(20) {
            put(&mut atom, "cap", text("2.5"));
        }
        if number > 1 && *left > 0 && chance.is(50) {
            *left -= 1;
            let name = format!("f{}", facts.len());
            facts.insert(name.clone(), read("ask = \"yes-no\"").into());
            put(&mut atom, chance.pick(&["when", "unless"]), text(&name));
        }
        atoms.push(atom.into());
    }
    put(&mut item, "atom", atoms);
    item
}

/// All cards that say something for each of these inputs.
fn all(inputs: &[(String, Vec<changxiao_engine::scheme::Value>)]) -> Cards {
    let mut cards = vec![BTreeMap::new()];
    for (key, values) in inputs {
        let with = |card: &BTreeMap<_, _>| -> Vec<BTreeMap<_, _>> {
            let one = |value: &changxiao_engine::scheme::Value| {
                let mut card = card.clone();
                card.insert(key.clone(), value.clone());
                card
            };
            values.iter().map(one).collect()
        };
        cards = cards.iter().flat_map(with).collect();
    }
    cards.into_iter().enumerate().map(|(place, card)| (format!("org{place}"), card)).collect()
}

const TIGHT: Law = Law {
    says: "both bounds of a score are reached",
    samples: 150,
    draw: |seed| {
        let mut chance = Chance::new(seed + 90_000);
        let mut scheme = read("id = \"laws/tight\"\nname = \"tight\"\nplaces = 4\n");
        let (mut left, mut facts) = (5, Text::new());
        let items: Vec<toml::Value> = (1..=1 + chance.below(3))
            .map(|number| item(&mut chance, &number.to_string(), (&mut left, &mut facts)).into())
            .collect();
        put(&mut scheme, "item", items);
        put(&mut scheme, "fact", facts);
        put(&mut scheme, "combine", text(chance.pick(&["sum", "mean", "least", "greatest"])));
        Sample { seed, scheme, cards: vec![("org0".to_owned(), BTreeMap::new())] }
    },
    complaint: |sample, reading| {
        let table = compiled(&sample.scheme);
        let bounds = reading(sample)["org0"].graded.score.amount;
        let inputs: Vec<_> = table.inputs.iter().map(|input| (input.key.clone(), domain(&table, input))).collect();
        let reached = right(&Sample { cards: all(&inputs), ..sample.clone() });
        let scores = || reached.values().map(|sheet| sheet.graded.score.amount.known().unwrap());
        let tight = Amount { least: scores().min(), most: scores().max() };
        (tight != bounds).then(|| format!("the score is {bounds}, reached is {tight}"))
    },
};

#[test]
fn bounds_are_tight() {
    hold(&TIGHT, right);
}

#[test]
fn wider_and_narrower_bounds_are_found() {
    breaks(&TIGHT, |sample| {
        let mut outcome = right(sample);
        let score = &mut outcome.get_mut("org0").unwrap().graded.score.amount;
        *score = score.plus(Amount::between(Fraction::ZERO, "0.0001".parse().unwrap()));
        outcome
    });
    breaks(&TIGHT, |sample| {
        let mut outcome = right(sample);
        let score = &mut outcome.get_mut("org0").unwrap().graded.score.amount;
        score.most = score.least;
        outcome
    });
}
