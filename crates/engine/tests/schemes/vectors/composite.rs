//! Composite measures, ten subjects by ten measures: on the level of subjects, as opportunities, all or nothing, and on the
//! level of measures. Those who are scored are cards; their mean is a comparison with peers.

use crate::{
    draw::{Text, read},
    outcome::{Sample, right},
};
use changxiao_core::fraction::Fraction;
use changxiao_engine::scheme::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Cells by subject and measure: yes, no, does not apply.
fn matrix() -> BTreeMap<(String, String), Value> {
    let source = super::fixture("composite_matrix.csv");
    let mut lines = source.lines();
    let subjects: Vec<&str> = lines.next().unwrap().split(',').skip(1).collect();
    let mut cells = BTreeMap::new();
    for line in lines {
        let mut words = line.split(',');
        let measure = words.next().unwrap();
        for (subject, cell) in subjects.iter().zip(words) {
            let value = cell.parse::<Fraction>().map_or(Value::Absent, Value::from);
            cells.insert(((*subject).to_owned(), format!("m{measure}")), value);
        }
    }
    assert_eq!(cells.len(), 100);
    cells
}

/// One card for each first part of a key, with the second as the name of the fact.
fn cards(cells: &BTreeMap<(String, String), Value>) -> crate::cards::Cards {
    let mut cards: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for ((whose, fact), value) in cells {
        cards.entry(whose.clone()).or_default().insert(fact.clone(), value.clone());
    }
    cards.into_iter().collect()
}

/// A scheme that asks a card for these facts, combines them (named `own`), and has more facts.
fn scheme(facts: &[String], combine: &str, more: &str) -> Text {
    let mut source = format!("id = \"vectors/composite\"\nname = \"composite\"\nplaces = 9\n{more}\n");
    for fact in facts {
        writeln!(source, "[fact.{fact}]\nask = \"yes-no\"").unwrap();
    }
    writeln!(source, "[[item]]\nid = \"1\"\nname = \"own\"\nas = \"own\"\ncombine = \"{combine}\"\natom = [").unwrap();
    for fact in facts {
        writeln!(source, "{{ id = \"{fact}\", name = \"{fact}\", from = \"{fact}\", points = 1 }},").unwrap();
    }
    read(&(source + "]\n"))
}

const MEAN: &str = "fact.all = { peers = { of = \"own\", take = \"mean\" } }";

/// The value of a fact, which is the same on every card.
fn of_all(cells: &BTreeMap<(String, String), Value>, (combine, more): (&str, &str), fact: &str) -> Fraction {
    let facts: Vec<String> = cards(cells)[0].1.keys().cloned().collect();
    let sample = Sample { seed: 0, scheme: scheme(&facts, combine, more), cards: cards(cells) };
    let values: Vec<Value> =
        right(&sample).values().map(|sheet| sheet.values[&format!("{fact}.from false")].clone()).collect();
    assert!(values.iter().all(|value| *value == values[0]), "{values:?}");
    values[0].amount().unwrap().known().unwrap()
}

fn percent(number: Fraction) -> f64 {
    number.numerator() as f64 / number.denominator() as f64 * 100.0
}

fn is_near(found: Fraction, expected: &serde_json::Value) {
    let (found, expected) = (percent(found), expected.as_f64().unwrap());
    assert!((found - expected).abs() < 1e-6, "{found}, expected {expected}");
}

#[test]
fn each_subject_has_its_published_share() {
    let expected = super::json("composite_expected.json");
    let facts: Vec<String> = (1..=10).map(|measure| format!("m{measure}")).collect();
    let sample = Sample { seed: 0, scheme: scheme(&facts, "mean", ""), cards: cards(&matrix()) };
    for (subject, sheet) in right(&sample) {
        let share = sheet.graded.score.amount.known().unwrap();
        is_near(share, &expected["computed"]["subject"][&subject]["percent"]);
        let published = expected["published"]["subject_percent"][&subject].as_f64().unwrap();
        assert!((percent(share) - published).abs() <= 0.05, "{subject}: {share}, published {published}");
    }
}

#[test]
fn the_mean_of_the_subjects_is_the_published_one() {
    let mean = of_all(&matrix(), ("mean", MEAN), "all");
    let expected = super::json("composite_expected.json");
    is_near(mean, &expected["computed"]["subject_level_linear"]);
    assert!((percent(mean) - expected["published"]["subject_level_linear"].as_f64().unwrap()).abs() <= 0.05);
}

#[test]
fn opportunities_are_59_of_79() {
    let facts = 1..=10;
    let met: Vec<String> = facts.clone().map(|fact| format!("if(m{fact} is null, 0, m{fact})")).collect();
    let there: Vec<String> = facts.map(|fact| format!("yes(not (m{fact} is null))")).collect();
    let more = format!(
        "fact.met = {{ value = \"{}\" }}\nfact.there = {{ value = \"{}\" }}\n\
         fact.met_mean = {{ peers = {{ of = \"met\", take = \"mean\" }} }}\n\
         fact.there_mean = {{ peers = {{ of = \"there\", take = \"mean\" }} }}\n\
         fact.share = {{ value = \"met_mean / there_mean\" }}",
        met.join(" + "),
        there.join(" + ")
    );
    let share = of_all(&matrix(), ("mean", &more), "share");
    let expected = super::json("composite_expected.json");
    assert_eq!(share.to_string(), expected["published"]["opportunity_fraction"].as_str().unwrap());
    is_near(share, &expected["computed"]["opportunity"]);
}

#[test]
fn two_of_ten_have_everything() {
    let share = of_all(&matrix(), ("least", MEAN), "all");
    is_near(share, &super::json("composite_expected.json")["computed"]["all_or_nothing"]);
}

#[test]
fn the_mean_of_the_measures_is_74_27_percent() {
    let turned = matrix().into_iter().map(|((subject, measure), value)| ((measure, subject), value)).collect();
    let mean = of_all(&turned, ("mean", MEAN), "all");
    is_near(mean, &super::json("composite_expected.json")["computed"]["component_level_linear"]);
}
