//! Items and atoms drawn by chance.

use crate::{
    chance::Chance,
    draw::{Text, put, read, text},
};

const CONDITIONS: [&str; 12] = [
    "f3",
    "not f3",
    "f0 > 2",
    "f1 >= 3 or f3",
    "f2 = 'a'",
    "f2 in ('a', 'b')",
    "f6 > 1 and f0 <= 3",
    "f7 >= 2",
    "f9 = 'top'",
    "f4 < 5",
    "f5 >= 0.7",
    "f8 <= 2",
];

/// A condition over facts.
pub(crate) fn condition(chance: &mut Chance) -> &'static str {
    chance.pick(&CONDITIONS)
}

/// Maybe a start, a floor, a cap.
pub(crate) fn limits(chance: &mut Chance, table: &mut Text) {
    if chance.is(15) {
        put(table, "floor", text(chance.pick(&["0", "-3", "none", "0.75"])));
    }
    if chance.is(20) {
        put(table, "cap", text(chance.pick(&["3", "2.5", "none", "7.125", "2/3"])));
    }
}

fn conditions(chance: &mut Chance, table: &mut Text) {
    if chance.is(18) {
        put(table, "when", text(condition(chance)));
    }
    if chance.is(12) {
        put(table, "unless", text(condition(chance)));
    }
}

fn weight(chance: &mut Chance, table: &mut Text) {
    if chance.is(20) {
        put(table, "weight", text(chance.pick(&["2", "0.5", "1/3", "0", "-1"])));
    }
}

fn repeat(chance: &mut Chance, (table, every): (&mut Text, &[&str])) {
    if !every.is_empty() && chance.is(15) {
        put(table, "every", text(chance.pick(every)));
        put(table, "together", text(chance.pick(&["sum", "mean", "least", "greatest", "latest"])));
    }
}

/// An item with its parts; inside an item that is repeated nothing has a name.
pub(crate) fn item(chance: &mut Chance, (id, above): (&str, Option<bool>), names: &mut Vec<&str>) -> Text {
    // Above it stands the scheme, or an item, which may be repeated.
    let is_inside = above == Some(true);
    let mut item = read("name = \"i\"\n");
    put(&mut item, "id", text(id));
    if chance.is(60) {
        put(&mut item, "points", text(chance.pick(&["10", "5", "2.5", "20", "4..6"])));
    }
    if chance.is(10) {
        put(&mut item, "start", text(chance.pick(&["3", "0", "1..2"])));
    }
    limits(chance, &mut item);
    conditions(chance, &mut item);
    weight(chance, &mut item);
    repeat(chance, (&mut item, if is_inside { &[] } else { &["half-year", "quarter"] }));
    let every = item.get("every").and_then(toml::Value::as_str).map(str::to_owned);
    put(&mut item, "absent", text(chance.pick(&["share", "share", "full", "leave"])));
    let combine = chance.pick(&["sum", "sum", "sum", "sum", "mean", "least", "greatest", "geometric", "one"]);
    put(&mut item, "combine", text(combine));
    if chance.is(15) {
        put(&mut item, "known_at_least", text("1/2"));
    }
    let count = 2 + chance.below(3);
    let has_items = above.is_none() && chance.is(40);
    let is_repeated = is_inside || every.is_some();
    // Codes name the period; what is repeated inside a repeat has shorter ones.
    let shorter: &[&str] = match every.as_deref() {
        _ if is_inside => &[],
        None => &["half-year", "quarter"],
        Some("half-year") => &["quarter"],
        Some(_) => &["month"],
    };
    let mut parts: Vec<toml::Value> = Vec::new();
    for number in 1..=count {
        let mut part = if has_items {
            self::item(chance, (&format!("{id}.{number}"), Some(is_repeated)), &mut Vec::new())
        } else {
            atom(chance, (&format!("a{number}"), shorter))
        };
        if !is_repeated && names.len() > 1 && chance.is(30) {
            put(&mut part, "as", text(names.pop().unwrap()));
        }
        parts.push(part.into());
    }
    put(&mut item, if has_items { "item" } else { "atom" }, parts);
    item
}

fn rule(chance: &mut Chance) -> &'static str {
    chance.pick(&[
        "points = \"-1\"",
        "points = \"2\"",
        "points = \"-0.5\"\neach = 1",
        "points = \"0.3\"\neach = 2",
        "points = \"0.3\"\neach = 2\ncount = \"begun\"",
        "points = \"1\"\neach = 3\ncount = \"exact\"",
        "points = \"-?\"",
        "points = \"-2..0\"",
        "points = \"zero\"",
        "points = \"-1\"\nshort_of = \"4\"",
        "points = \"-1\"\nshort_of = \"f0\"\neach = 1",
        "points = \"-0.4\"\nbeyond = \"2\"\neach = 1",
        "step = [{ at_least = 5, points = 3 }, { above = 1, points = 1.5 }, { points = 0.25 }]",
        "step = [{ at_most = 1, points = \"zero\" }, { below = 4, points = -1 }]",
        "step = [{ is = \"a\", points = 5 }, { is = \"b\", points = 2 }, { is = \"c\", points = \"1..2\" }]",
        "line = [{ at = 0, points = 0 }, { at = 4, points = 8 }, { at = 10, points = 5 }]",
        "line = [{ at = \"1/3\", points = 1 }, { at = 2, points = \"2..3\" }]",
    ])
}

const SOURCES: [&str; 12] =
    ["f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f0 + f7", "greatest(f1, 0)", "if(f3, f4, f0)"];

fn atom(chance: &mut Chance, (id, every): (&str, &[&str])) -> Text {
    let mut atom = if chance.is(15) {
        let from = chance.pick(&["\"f4\"", "\"f6\"", "\"f1\"", "\"f5 * 10\"", "{ ask = { least = -2, most = 6 } }"]);
        read(&format!("from = {from}"))
    } else {
        let mut atom = read(rule(chance));
        if chance.is(55) {
            let has_words = atom.get("step").is_some_and(|steps| steps[0].get("is").is_some());
            put(&mut atom, "from", text(if has_words { "f2" } else { chance.pick(&SOURCES) }));
        }
        atom
    };
    put(&mut atom, "id", text(id));
    put(&mut atom, "name", text("a"));
    limits(chance, &mut atom);
    conditions(chance, &mut atom);
    weight(chance, &mut atom);
    repeat(chance, (&mut atom, every));
    atom
}
