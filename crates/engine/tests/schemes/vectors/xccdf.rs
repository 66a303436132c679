//! The four scoring models of XCCDF as schemes. A rule is an item with one atom; one that is not counted does not apply.

use crate::{
    draw::{Text, compiled, put, read, text},
    outcome::{Sample, right},
};
use changxiao_core::fraction::Fraction;
use changxiao_engine::scheme::Applies;
use serde_json::Value;
use std::collections::BTreeMap;

const MODELS: [&str; 4] = ["default", "flat", "flat-unweighted", "absolute"];

/// A rule: its id and weight, and what of the tree stands above it.
fn rule(node: &Value, weight: &str) -> Text {
    let id = node["id"].as_str().unwrap();
    let mut item =
        read(&format!("name = \"{id}\"\natom = [{{ id = \"a\", name = \"{id}\", points = 1, places = 9 }}]"));
    put(&mut item, "id", text(id));
    put(&mut item, "weight", text(weight));
    item
}

fn weight(node: &Value, refined: &BTreeMap<String, String>) -> String {
    let own = node["weight"].to_string();
    refined.get(node["id"].as_str().unwrap()).cloned().unwrap_or(own)
}

/// The tree as it stands: means of means.
fn nested(nodes: &Value, refined: &BTreeMap<String, String>) -> Vec<toml::Value> {
    let one = |node: &Value| {
        if node["type"] == "rule" {
            return rule(node, &weight(node, refined)).into();
        }
        let mut group = read("name = \"group\"\ncombine = \"mean\"\n");
        put(&mut group, "id", text(node["id"].as_str().unwrap()));
        put(&mut group, "weight", text(&weight(node, refined)));
        put(&mut group, "item", nested(&node["children"], refined));
        group.into()
    };
    nodes.as_array().unwrap().iter().map(one).collect()
}

/// All rules side by side.
fn flat(nodes: &Value, weight: &dyn Fn(&Value) -> String) -> Vec<toml::Value> {
    let one = |node: &Value| match node["type"].as_str() {
        Some("rule") => vec![rule(node, &weight(node)).into()],
        _ => flat(&node["children"], weight),
    };
    nodes.as_array().unwrap().iter().flat_map(one).collect()
}

fn scheme(model: &str, tree: &Value, refined: &BTreeMap<String, String>) -> Text {
    let one = |_: &Value| "1".to_owned();
    let (combine, items) = match model {
        "default" => ("mean", nested(tree, refined)),
        "flat" => ("sum", flat(tree, &|node| weight(node, refined))),
        "flat-unweighted" => ("sum", flat(tree, &one)),
        _ => ("least", flat(tree, &one)),
    };
    let mut scheme = read("id = \"vectors/xccdf\"\nname = \"xccdf\"\nplaces = 9\nabsent = \"leave\"\n");
    put(&mut scheme, "combine", text(combine));
    put(&mut scheme, "item", items);
    scheme
}

/// The score, and whether there is one.
fn score(scheme: &Text, results: &Value, passed: &[&str]) -> (Applies, Fraction) {
    let value = |result: &Value| match result["result"].as_str() {
        Some("pass" | "fail") => {
            let is_passed = passed.iter().any(|one| result["result"] == *one);
            Fraction::from(u32::from(is_passed)).into()
        }
        _ => changxiao_engine::scheme::Value::Absent,
    };
    let results = results.as_object().unwrap().iter().map(|(rule, result)| (format!("{rule}.a"), value(result)));
    let sample = Sample { seed: 0, scheme: scheme.clone(), cards: vec![("benchmark".to_owned(), results.collect())] };
    let score = right(&sample)["benchmark"].graded.score;
    (score.applies, score.amount.known().unwrap())
}

/// Whether a score is the expected one; the engine that made them computed the default model in single precision.
fn is_near(model: &str, score: Fraction, expected: &Value) -> bool {
    let times = if model == "default" { 100.0 } else { 1.0 };
    let score = score.numerator() as f64 / score.denominator() as f64 * times;
    let allowed = if model == "default" { 1e-5 } else { 0.0 };
    (score - expected.as_f64().unwrap()).abs() <= allowed
}

/// Compares one tree under one model; tells what differs.
fn compare((case, model): (&Value, &str), kind: (&str, &str), refined: &BTreeMap<String, String>) -> Option<String> {
    let (results, expected) = (&case[kind.0], &case[kind.1][model]);
    let scheme = scheme(model, &case["tree"], refined);
    assert!(!compiled(&scheme).inputs.is_empty());
    let (applies, found) = score(&scheme, results, &["pass"]);
    let what = || Some(format!("{} {model}: {found}, expected {expected}", case["id"]));
    let is_counted = |result: &Value| matches!(result["result"].as_str(), Some("pass" | "fail"));
    if !results.as_object().unwrap().values().any(is_counted) {
        // The one difference: there it is 0, or passed under the absolute model; here it is not scored.
        let theirs = if model == "absolute" { 1.0 } else { 0.0 };
        let is_so = applies == Applies::No && expected["score"].as_f64() == Some(theirs);
        return if is_so { None } else { what() };
    }
    let is_right = applies == Applies::Yes && is_near(model, found, &expected["score"]);
    // The greatest that can be reached: everything that counts is passed.
    let (_, most) = score(&scheme, results, &["pass", "fail"]);
    let is_most = model == "absolute" || is_near(model, most, &expected["maximum"]);
    if is_right && is_most { None } else { what() }
}

const KINDS: [(&str, &str); 2] = [("results", "scores"), ("tailored_results", "tailored_scores")];

#[test]
fn all_scores_are_reproduced() {
    let vectors = super::json("xccdf_scores.json");
    let cases = vectors["cases"].as_array().unwrap();
    let (mut count, mut unscored) = (0, 0);
    for (case, kind) in cases.iter().flat_map(|case| KINDS.map(|kind| (case, kind))) {
        for model in MODELS {
            assert_eq!(compare((case, model), kind, &BTreeMap::new()), None);
            count += 1;
        }
        let is_counted = |result: &Value| matches!(result["result"].as_str(), Some("pass" | "fail"));
        unscored += u32::from(!case[kind.0].as_object().unwrap().values().any(is_counted));
    }
    assert_eq!((count, unscored), (80, 4));
}

#[test]
fn weights_set_anew_would_not_reproduce_them() {
    let vectors = super::json("xccdf_scores.json");
    let differs = |case: &&Value| {
        let refined = case["tailoring"]["refine"].as_array().unwrap().iter();
        let refined =
            refined.map(|one| (one["rule"].as_str().unwrap().to_owned(), one["weight"].to_string())).collect();
        compare((case, "default"), KINDS[1], &refined).is_some()
    };
    assert!(vectors["cases"].as_array().unwrap().iter().any(|case| differs(&case)));
}
