//! A scheme drawn by chance, as the text that an author would write: facts of every source, items two deep, atoms of every
//! rule, conditions, repeats, sharing, grades with shares, consequences.

use crate::{chance::Chance, grades, parts};
use changxiao_core::{day::Period, definition::SchemeDef};
use changxiao_engine::scheme::{Found, Table, compile};

/// A scheme as data, before it is read.
pub(crate) type Text = toml::Table;

/// A value of the text.
pub(crate) fn text(value: &str) -> toml::Value {
    toml::Value::String(value.to_owned())
}

/// Sets a key.
pub(crate) fn put(table: &mut Text, key: &str, value: impl Into<toml::Value>) {
    table.insert(key.to_owned(), value.into());
}

/// A table from TOML.
pub(crate) fn read(source: &str) -> Text {
    source.parse().unwrap_or_else(|fault| panic!("{fault}\n{source}"))
}

/// The period of all of them.
pub(crate) fn period() -> Period {
    "2025".parse().unwrap()
}

/// The scheme, compiled.
pub(crate) fn compiled(scheme: &Text) -> Table {
    try_compiled(scheme).unwrap_or_else(|faults| panic!("{faults:?}\n{}", toml::to_string(scheme).unwrap()))
}

fn try_compiled(scheme: &Text) -> Result<Table, Vec<Found>> {
    let source = toml::to_string(scheme).unwrap();
    let def: SchemeDef = toml::from_str(&source).unwrap_or_else(|fault| panic!("{fault}\n{source}"));
    compile(&def, period())
}

/// Facts of every source; the names are `f0` and so on.
fn facts(chance: &mut Chance) -> Text {
    let together = chance.pick(&["sum", "mean", "least", "greatest", "latest", "longest-row"]);
    let take = chance.pick(&["place-from-top", "place-from-bottom", "mean", "least", "greatest", "count"]);
    let of = chance.pick(&["f4", "f6", "f0 - f4", "n0"]);
    let among = if chance.is(40) { "among = \"f2\"" } else { "" };
    let formula = chance.pick(&[
        "f0 + f1",
        "f0 - f4 * 2",
        "least(f0, f4, 5)",
        "greatest(f1, 0) / (f0 + 1)",
        "if(f3, f0, f4)",
        "yes(f0 > 2) * f4",
        "round(f1 / 3, 1)",
        "f4 * f1",
    ]);
    let more = chance.pick(&["", "quorum = \"1/2\"", "at_least = 3", "of_invited = true"]);
    read(&format!(
        r#"
        f0 = {{ ask = "count" }}
        f1 = {{ ask = "number" }}
        f2 = {{ ask = ["a", "b", "c"] }}
        f3 = {{ ask = "yes-no" }}
        f4 = {{ ask = {{ least = 0, most = 10 }} }}
        f5 = {{ vote = {{ answer = [{{ is = "good", name = "g", worth = 1 }}, {{ is = "fair", name = "f", worth = 0.6 }}], {more} }} }}
        f6 = {{ value = "{formula}" }}
        f7 = {{ ask = "count", every = "quarter", together = "{together}" }}
        f8 = {{ peers = {{ of = "{of}", {among}{comma} take = "{take}" }} }}
        f9 = {{ earlier = {{ of = "grade" }} }}
        "#,
        comma = if among.is_empty() { "" } else { "," }
    ))
}

/// A scheme with everything.
pub(crate) fn scheme(chance: &mut Chance) -> Text {
    let mut scheme = read("id = \"laws/random\"\nname = \"random\"\n");
    put(&mut scheme, "places", i64::from(chance.pick(&[0_i32, 1, 2, 2, 6])));
    put(&mut scheme, "fact", facts(chance));
    let count = 1 + chance.below(4);
    let mut names = vec!["n0", "n1", "n2"];
    let items: Vec<toml::Value> =
        (1..=count).map(|number| parts::item(chance, (&number.to_string(), None), &mut names).into()).collect();
    put(&mut scheme, "item", items);
    // The name that a comparison may ask for is always there.
    let first = scheme["item"].as_array_mut().unwrap()[0].as_table_mut().unwrap();
    if names.contains(&"n0") {
        put(first, "as", text("n0"));
    }
    parts::limits(chance, &mut scheme);
    if chance.is(20) {
        put(&mut scheme, "combine", text(chance.pick(&["mean", "least", "greatest", "geometric"])));
    }
    if chance.is(15) {
        put(&mut scheme, "known_at_least", text("1/2"));
    }
    grades::add(chance, &mut scheme);
    // What its own comparison decides cannot be compared.
    if try_compiled(&scheme).is_err() {
        scheme["fact"]["f8"]["peers"].as_table_mut().unwrap().insert("of".to_owned(), text("f4"));
    }
    scheme
}
