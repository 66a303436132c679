//! Floors and caps hold for every node; only what leaves an item without points goes below a floor above 0.

use crate::{
    draw::{Text, compiled},
    law::{Law, any, breaks, hold},
    outcome::{Sample, right},
};
use changxiao_core::{amount::Amount, fraction::Fraction};
use changxiao_engine::scheme::{Applies, NodeKind};
use std::collections::BTreeMap;

const LIMITS: Law = Law {
    says: "no node is below its floor or above its cap",
    samples: 200,
    draw: any,
    complaint: |sample, reading| {
        let table = compiled(&sample.scheme);
        let mut limits = BTreeMap::new();
        of_parts(&sample.scheme, "", &mut limits);
        let outcome = reading(sample);
        for (whose, sheet) in &outcome {
            for node in table.nodes().iter().filter(|node| node.is_scored()) {
                // A repeat puts together; the limits are those of each period.
                if node.item().is_some_and(|item| item.is_repeated) {
                    continue;
                }
                let points = sheet.points[&node.code];
                let (floor, cap) = match &node.kind {
                    NodeKind::Item(item) => (item.floor, item.cap),
                    _ => limits[node.code.split('@').next().unwrap()],
                };
                let ends = (floor.and_then(|floor| floor.least), cap.and_then(|cap| cap.most));
                if points.applies != Applies::No && !is_inside(points.amount, ends, node.item().is_some()) {
                    return Some(format!(
                        "{whose}: `{}` is {}, between {floor:?} and {cap:?}",
                        node.code, points.amount
                    ));
                }
            }
        }
        None
    },
};

/// Whether an amount keeps a floor and a cap; a floor above the cap gives way. An item may be left without points.
fn is_inside(amount: Amount, (floor, cap): (Option<Fraction>, Option<Fraction>), is_item: bool) -> bool {
    let zero = Some(Fraction::ZERO);
    let is_capped =
        cap.is_none_or(|cap| amount.most.is_some_and(|most| most <= cap) || (is_item && amount.most == zero));
    let floor = floor.map(|floor| cap.map_or(floor, |cap| floor.min(cap)));
    let is_floored =
        floor.is_none_or(|floor| amount.least.is_some_and(|least| floor <= least) || (is_item && amount.least == zero));
    is_capped && is_floored
}

type Limits = BTreeMap<String, (Option<Amount>, Option<Amount>)>;

/// Floors and caps of atoms by their codes, as they are written.
fn of_parts(part: &Text, code: &str, limits: &mut Limits) {
    let each = |key: &str| {
        part.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_table)
    };
    for item in each("item") {
        of_parts(item, item["id"].as_str().unwrap(), limits);
    }
    for atom in each("atom") {
        let limit = |key: &str| atom.get(key).and_then(|limit| Amount::parse(limit.as_str().unwrap()).ok());
        limits.insert(format!("{code}.{}", atom["id"].as_str().unwrap()), (limit("floor"), limit("cap")));
    }
}

#[test]
fn limits_hold() {
    hold(&LIMITS, right);
}

#[test]
fn points_beyond_a_limit_are_found() {
    breaks(&LIMITS, |sample| of_more(sample, "0.01"));
    breaks(&LIMITS, |sample| of_more(sample, "-0.01"));
}

fn of_more(sample: &Sample, more: &str) -> crate::outcome::Outcome {
    let mut outcome = right(sample);
    let more = Amount::parse(more).unwrap();
    for points in outcome.values_mut().flat_map(|sheet| sheet.points.values_mut()) {
        points.amount = points.amount.plus(more);
    }
    outcome
}
