//! What `explain --format json` gives: the same sentences as the terminal, counts that add up, every kind of outcome.

use crate::program::{Bench, table};
use changxiao_core::tally::{Class, OutcomeKind, Tally};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A sample in which everything occurs, evaluated.
fn messy(as_of: &str) -> Bench {
    let bench = Bench::new();
    bench.run_well("sample make --seed 5 --years 2025 --organisations 30 --members 240 --mess 40 --out registers");
    bench.run_well(&format!(
        "evaluate --registers registers --period 2025 --as-of {as_of} --pack packs/example --out run"
    ));
    bench
}

/// Numbers by the sum of their counts, and whose they are.
type Numbers = BTreeSet<(u64, String)>;

/// For each indicator and each of its counts that is not 0, and once for none, one of the smallest numbers: in turn that
/// of the last organisation, which has items of its own, and that of the first, which is added up from below.
fn of_every_kind(bench: &Bench) -> BTreeSet<(String, String)> {
    let mut chosen: BTreeMap<(String, usize), Numbers> = BTreeMap::new();
    for row in table(&bench.read("run/tallies.csv")) {
        let counts: Vec<u64> = row[4..].iter().map(|count| count.parse().unwrap_or(1)).collect();
        let is_none = counts.iter().all(|count| *count == 0);
        for kind in (2..8).filter(|place| counts[*place] > 0).chain(is_none.then_some(8)) {
            chosen.entry((row[1].clone(), kind)).or_default().insert((counts.iter().sum(), row[0].clone()));
        }
    }
    let one = |(place, ((indicator, _), numbers)): (usize, ((String, usize), Numbers))| {
        let least = numbers.first().unwrap().0;
        let mut smallest = numbers.into_iter().filter(|(size, _)| *size == least).map(|(_, id)| id);
        let id = if place % 3 == 2 { smallest.next() } else { smallest.next_back() };
        (id.unwrap(), indicator)
    };
    chosen.into_iter().enumerate().map(one).collect()
}

fn explained(bench: &Bench, (organisation, indicator): &(String, String), rest: &str) -> String {
    bench.run_well(&format!("explain {organisation} {indicator} --run run {rest}")).stdout
}

/// All texts in a value.
fn texts<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::String(text) => _ = found.insert(text.trim()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        Value::Object(all) => all.values().for_each(|one| texts(one, found)),
        _ => {}
    }
}

fn tally(value: &Value) -> Tally {
    serde_json::from_value(value["tally"].clone()).unwrap()
}

fn item_tally(item: &Value) -> Tally {
    let class: Class = serde_json::from_value(item["class"].clone()).unwrap();
    let mut tally = Tally::of(class);
    if let Some(amounts) = item["amounts"].as_object() {
        let amount = |name: &str| serde_json::from_value(amounts[name].clone()).unwrap();
        (tally.numerator, tally.denominator) = (amount("numerator"), amount("denominator"));
        tally.excluded = amounts["excluded"].as_u64().unwrap();
    }
    tally.disputed = u64::from(item["is_disputed"] == true);
    tally
}

#[test]
fn items_and_parts_of_the_json_add_up_in_every_kind_of_outcome() {
    let mut kinds = BTreeSet::new();
    let mut classes = BTreeSet::new();
    let benches = [(messy("2026-02-15"), 1), (messy("2025-12-20"), 4)];
    let numbers = benches
        .iter()
        .flat_map(|(bench, step)| of_every_kind(bench).into_iter().step_by(*step).map(move |number| (bench, number)));
    for (bench, number) in numbers {
        let told: Value = serde_json::from_str(&explained(bench, &number, "--lang en --format json")).unwrap();
        let own = told["items"].as_array().unwrap().iter().map(item_tally);
        let parts = told["parts"].as_array().unwrap().iter().map(tally);
        let sum = own.chain(parts).fold(Tally::default(), |sum, one| sum.plus(one).unwrap());
        assert_eq!(sum, tally(&told), "{number:?}");
        for item in told["items"].as_array().unwrap() {
            classes.insert(item["class"].as_str().unwrap().to_owned());
            assert_ne!(item["reasons"].as_array().unwrap().len(), 0, "{number:?} {item:?}");
            let is_lacking = ["missed", "unknown", "open"].contains(&item["class"].as_str().unwrap());
            assert!(
                !is_lacking || item["change"].is_string() || number.1.starts_with("example/"),
                "{number:?} {item:?}"
            );
        }
        kinds.insert(serde_json::from_value::<OutcomeKind>(told["kind"].clone()).unwrap());
    }
    use OutcomeKind::{Disputed, NotApplicable, NotKnown, Pending, Value as Known};
    assert_eq!(kinds, BTreeSet::from([Known, NotApplicable, Pending, NotKnown, Disputed]));
    let expected = ["excepted", "excluded", "met", "missed", "open", "pending", "unknown"];
    assert_eq!(classes, BTreeSet::from(expected.map(str::to_owned)));
}

#[test]
fn the_json_says_what_the_terminal_says() {
    let bench = messy("2026-02-15");
    let few: Vec<_> = of_every_kind(&bench).into_iter().step_by(5).collect();
    assert!(few.len() >= 8, "{few:?}");
    for (number, language) in few.iter().flat_map(|number| ["en", "zh-CN"].map(|language| (number, language))) {
        let printed = explained(&bench, number, &format!("--lang {language}"));
        let told: Value =
            serde_json::from_str(&explained(&bench, number, &format!("--lang {language} --format json"))).unwrap();
        let mut said = BTreeSet::new();
        texts(&told, &mut said);
        let is_frame = |line: &&str| {
            let heads = [
                "Item by item",
                "逐项",
                "Added up",
                "由下级",
                "The smallest",
                "达到目标",
                "… and",
                "……另有",
                "(",
                "（另有",
                "─",
            ];
            line.is_empty() || heads.iter().any(|head| line.starts_with(head))
        };
        for line in printed.lines().map(str::trim).filter(|line| !is_frame(line)) {
            assert!(said.contains(line), "{number:?}: {line}\n{told:#}");
        }
    }
}
