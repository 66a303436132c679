//! How fast schemes are scored: 500 atoms over 10,000 organisations, and in the same run a naive evaluation of the same
//! scheme in floating point, with which every score is compared. Run by `cargo xtask bench`; figures are CPU seconds.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a measurement, not the program")]

use changxiao_core::{amount::Amount, definition::SchemeDef, fraction::Fraction};
use changxiao_engine::scheme::{Card, Scoring, Table, Value, compile, grade};
use std::{fmt::Write as _, time::Instant};

const ITEMS: usize = 50;
const ATOMS: usize = 10;
const ORGANISATIONS: usize = 10_000;

fn main() {
    let def: SchemeDef = toml::from_str(&scheme()).unwrap_or_else(|fault| panic!("{fault}"));
    let table = compile(&def, "2025".parse().unwrap()).unwrap_or_else(|faults| panic!("{faults:?}"));
    let cards = cards(&table);
    let (seconds, graded) = timed(|| grade(&Scoring::new(&table, &cards)));
    let places: Vec<Vec<usize>> = (1..=ITEMS).map(|item| places(&table, item)).collect();
    let class = table.input("class").unwrap();
    let (peer, naive) = timed(|| naive(&cards, (&places, class)));
    for (graded, (least, most, grade)) in graded.iter().zip(&naive) {
        let Amount { least: Some(one), most: Some(other) } = graded.score.amount else {
            panic!("a score without bounds")
        };
        assert!(
            (float(one) - least).abs() < 1e-6 && (float(other) - most).abs() < 1e-6,
            "{one}..{other}: {least}..{most}"
        );
        assert!(graded.best <= *grade && *grade <= graded.worst, "{}..{}: {grade}", graded.best, graded.worst);
    }
    let settled = graded.iter().filter(|graded| graded.best == graded.worst).count();
    println!("scheme        {} atoms, {} nodes, {} inputs", ITEMS * ATOMS, table.nodes().len(), table.inputs.len());
    println!("organisations {ORGANISATIONS}, of which {settled} have a settled grade; all scores agree with the peer");
    println!("engine        {seconds:.2} s CPU: exact, bounds, conditions, shares");
    println!("peer          {peer:.2} s CPU: the same by hand, in floating point");
    println!("ratio         {:.1}", seconds / peer);
}

/// CPU seconds of this thread, where the system tells them; else those of the clock.
fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let cpu = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
    };
    let (before, clock) = (cpu(), Instant::now());
    let result = run();
    let seconds = before.zip(cpu()).map_or_else(|| clock.elapsed().as_secs_f64(), |(before, after)| after - before);
    (seconds, result)
}

fn scheme() -> String {
    let mut text = String::from(
        r#"
        id = "bench/schemes"
        name = "bench"
        fact = { class = { ask = ["a", "b", "c"] }, open = { value = "class in ('a', 'b')" } }
        "#,
    );
    for item in 1..=ITEMS {
        write!(text, "[[item]]\nid = \"{item}\"\nname = \"i\"\npoints = 20\nstart = 5\natom = [").unwrap();
        for rule in RULES {
            write!(text, "{{ id = \"a{}\", name = \"a\", {rule} }}, ", rule_number(rule)).unwrap();
        }
        text.push_str("]\n");
    }
    text.push_str(
        r#"
        [grading]
        among = "class"
        grade = [
            { id = "top", name = "t", at_least = 350, most_share = "20 %" },
            { id = "good", name = "g", at_least = 330 },
            { id = "rest", name = "r" },
        ]
        "#,
    );
    text
}

const RULES: [&str; ATOMS] = [
    "points = -1",
    "points = -0.5, each = 1, cap = 0, floor = -2",
    "points = 0.3, each = 2, count = 'begun', cap = 1.5",
    "points = -0.4, short_of = 4, each = 1",
    "points = 0.25, beyond = 2, each = 1, cap = 1",
    "step = [{ at_least = 5, points = 3 }, { above = 1, points = 1.5 }, { points = 0.25 }]",
    "line = [{ at = 0, points = 0 }, { at = 3, points = 2 }, { at = 8, points = 3 }]",
    "from = { ask = { least = 0, most = 10 } }, weight = 0.2",
    "points = 1.5, when = 'open'",
    "points = -0.2, each = 1, unless = 'open'",
];

fn rule_number(rule: &str) -> usize {
    RULES.iter().position(|one| *one == rule).unwrap()
}

fn places(table: &Table, item: usize) -> Vec<usize> {
    let places = table.input_places();
    (0..ATOMS).map(|atom| places[format!("{item}.a{atom}").as_str()]).collect()
}

/// One answer in a hundred is unknown within bounds.
fn cards(table: &Table) -> Vec<Card> {
    let mut state = 1_u64;
    let mut below = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let is_yes_no = |key: &str| key.ends_with("a0") || key.ends_with("a8");
    let mut card = |number: usize| {
        let mut card = Card::new(format!("org{number}"), table);
        for (place, input) in table.inputs.iter().enumerate() {
            let value = if input.key == "class" {
                Value::from(["a", "b", "c"][usize::try_from(below(3)).unwrap()])
            } else {
                let end = if is_yes_no(&input.key) { 2 } else { 9 };
                let (one, other) = (Fraction::from(below(end)), Fraction::from(below(end)));
                Value::Number(if below(100) == 0 {
                    Amount::between(one.min(other), one.max(other))
                } else {
                    one.into()
                })
            };
            card.set(place, value);
        }
        card
    };
    (0..ORGANISATIONS).map(&mut card).collect()
}

fn float(number: Fraction) -> f64 {
    number.numerator() as f64 / number.denominator() as f64
}

/// The points of an atom by its place in the item, before rounding.
fn points(atom: usize, quantity: f64, is_open: bool) -> f64 {
    match atom {
        0 if quantity > 0.0 => -1.0,
        1 => (-0.5 * quantity.floor()).clamp(-2.0, 0.0),
        2 => (0.3 * (quantity / 2.0).ceil()).min(1.5),
        3 => -0.4 * (4.0 - quantity).max(0.0).floor(),
        4 => (0.25 * (quantity - 2.0).max(0.0).floor()).min(1.0),
        5 if quantity >= 5.0 => 3.0,
        5 if quantity > 1.0 => 1.5,
        5 => 0.25,
        6 if quantity <= 3.0 => (quantity * 2.0 / 3.0 * 100.0).round() / 100.0,
        6 => ((2.0 + (quantity.min(8.0) - 3.0) / 5.0) * 100.0).round() / 100.0,
        7 => quantity * 0.2,
        8 if is_open && quantity > 0.0 => 1.5,
        9 if !is_open => -0.2 * quantity.floor(),
        _ => 0.0,
    }
}

/// Least score, greatest score, and the grade by the least of them, shares inside classes.
fn naive(cards: &[Card], (places, class): (&[Vec<usize>], usize)) -> Vec<(f64, f64, usize)> {
    let mut all = Vec::new();
    let mut classes = Vec::new();
    for card in cards {
        let Value::Word(Some(word)) = &card.values[class] else { panic!("a class that is no word") };
        let is_open = matches!(word.as_ref(), "a" | "b");
        classes.push(word.to_string());
        let (mut least, mut most) = (0.0, 0.0);
        for item in places {
            let (mut low, mut high) = (5.0, 5.0);
            for (atom, place) in item.iter().enumerate() {
                let Value::Number(amount) = &card.values[*place] else { panic!("an answer that is no number") };
                let one = points(atom, float(amount.least.unwrap()), is_open);
                let other = points(atom, float(amount.most.unwrap()), is_open);
                (low, high) = (low + one.min(other), high + one.max(other));
            }
            (least, most) = (least + low.clamp(0.0, 20.0), most + high.clamp(0.0, 20.0));
        }
        all.push((least, most, 0));
    }
    let round = |number: f64| (number * 100.0).round() / 100.0;
    for (least, most, grade) in &mut all {
        (*least, *most) = (round(*least), round(*most));
        *grade = if *least >= 350.0 { 0 } else { 1 + usize::from(*least < 330.0) };
    }
    for word in ["a", "b", "c"] {
        let mut members: Vec<usize> = (0..all.len()).filter(|place| classes[*place] == word).collect();
        members.sort_by(|one, other| all[*other].0.total_cmp(&all[*one].0));
        for place in members.iter().skip(members.len() / 5) {
            all[*place].2 = all[*place].2.max(1);
        }
    }
    all
}
