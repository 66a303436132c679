//! Scorecards drawn by chance, and what may still be learned about them.

use crate::chance::Chance;
use changxiao_core::{amount::Amount, definition::scheme::AskDef, fraction::Fraction};
use changxiao_engine::scheme::{Answer, Card, Input, Table, Value};
use std::collections::BTreeMap;

/// Scorecards by whose they are: values by the keys of inputs. What is not there is unknown.
pub(crate) type Cards = Vec<(String, BTreeMap<String, Value>)>;

/// A number as it is written.
pub(crate) fn number(text: &str) -> Fraction {
    text.parse().unwrap()
}

fn numbers(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| number(text).into()).collect()
}

/// Values that an input may have; both ends of what it can be are among them if it has ends.
pub(crate) fn domain(table: &Table, input: &Input) -> Vec<Value> {
    if let Some(asked) = &input.asked {
        return match &asked.ask {
            AskDef::YesNo => numbers(&["0", "1"]),
            AskDef::Count => numbers(&["0", "1", "2", "3", "5", "8"]),
            AskDef::Number => numbers(&["-2", "0", "1", "2.5", "3", "7", "12"]),
            AskDef::Points { least, most } => {
                let middle = least.plus(*most).unwrap().times(number("3/7")).unwrap();
                let all = [*least, middle, number("3"), *most];
                all.into_iter().filter(|one| least <= one && one <= most).map(Value::from).collect()
            }
            AskDef::OneOf(words) => words.iter().map(|word| Value::from(word.as_str())).collect(),
        };
    }
    if input.def.vote.is_some() {
        // Counts of those who say so, and of those who were asked.
        let counts = [(2, 1, 4), (0, 3, 3), (5, 0, 9), (1, 1, 9), (3, 3, 6)];
        let vote = |(good, fair, invited): (u64, u64, u64)| {
            let counts = [("good", good), ("fair", fair), ("invited", invited)];
            Answer::Counts(counts.into_iter().map(|(word, count)| (word.to_owned(), count)).collect())
        };
        return counts.into_iter().map(|counts| input.value(&vote(counts), table).unwrap()).collect();
    }
    ["top", "good", "poor"].into_iter().map(Value::from).collect()
}

/// So many cards. A quarter of their values is unknown, some are known only within bounds, some do not apply.
pub(crate) fn cards(chance: &mut Chance, table: &Table, count: usize) -> Cards {
    let card = |chance: &mut Chance| {
        let mut values = BTreeMap::new();
        for input in &table.inputs {
            let known = chance.pick(&domain(table, input));
            let value = match (chance.below(100), &known, input.asked.as_ref().map(|asked| &asked.ask)) {
                (0..=24, ..) => continue,
                (25..=31, Value::Number(one), Some(AskDef::Count | AskDef::Number | AskDef::Points { .. })) => {
                    let other = chance.pick(&domain(table, input)).amount().unwrap();
                    Value::Number(one.hull(other))
                }
                // Between two of which one does not apply `if` knows no bounds; those are `f0` and `f4`.
                (32..=36, ..) if input.key != "f0" && input.key != "f4" => Value::Absent,
                _ => known,
            };
            values.insert(input.key.clone(), value);
        }
        values
    };
    (0..count).map(|number| (format!("org{number}"), card(chance))).collect()
}

/// The cards as the engine takes them.
pub(crate) fn filled(table: &Table, cards: &Cards) -> Vec<Card> {
    let places = table.input_places();
    let one = |(whose, values): &(String, BTreeMap<String, Value>)| {
        let mut card = Card::new(whose.clone(), table);
        values.iter().for_each(|(key, value)| card.set(places[key.as_str()], value.clone()));
        card
    };
    cards.iter().map(one).collect()
}

/// Whether a value is one of those that another allows.
fn allows(bounds: &Value, value: &Value) -> bool {
    match (bounds, value) {
        (Value::Number(bounds), Value::Number(value)) => {
            let inside = |end: Option<Fraction>| end.is_none_or(|end| bounds.holds(end));
            inside(value.least) && inside(value.most)
        }
        (Value::Word(None), Value::Word(_)) => true,
        (bounds, _) => *bounds == Value::UNKNOWN,
    }
}

/// The same cards with something learned: each value that is not known becomes known, so many times in a hundred.
pub(crate) fn learned(chance: &mut Chance, table: &Table, (cards, percent): (&Cards, usize)) -> Cards {
    let mut cards = cards.clone();
    for (_, values) in &mut cards {
        for input in &table.inputs {
            let before = values.get(&input.key).cloned().unwrap_or_else(|| input.unknown());
            if before.is_known() || !chance.is(percent) {
                continue;
            }
            let mut can: Vec<Value> =
                domain(table, input).into_iter().filter(|value| value.is_known() && allows(&before, value)).collect();
            if let Value::Number(Amount { least, most }) = before {
                can.extend(least.into_iter().chain(most).map(Value::from));
            }
            values.insert(input.key.clone(), chance.pick(&can));
        }
    }
    cards
}

/// The same cards with everything known.
pub(crate) fn known(chance: &mut Chance, table: &Table, cards: &Cards) -> Cards {
    learned(chance, table, (cards, 100))
}
