//! What scoring gives, as plain data: by whose card and by code, so that two results can be compared and a wrong one made.

use crate::{
    cards::{Cards, filled},
    draw::{Text, compiled},
};
use changxiao_engine::scheme::{Graded, Line, NodeKind, Points, Scored, Scoring, Table, Value, grade, trace};
use std::collections::BTreeMap;

/// The result of one card.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// Points of items and atoms by code.
    pub(crate) points: BTreeMap<String, Points>,
    /// Values of all nodes by code.
    pub(crate) values: BTreeMap<String, Value>,
    pub(crate) graded: Graded,
    pub(crate) lines: Vec<Line>,
}

/// The results of all cards.
pub(crate) type Outcome = BTreeMap<String, Sheet>;

/// A scheme, its cards, and their seed.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) seed: u64,
    pub(crate) scheme: Text,
    pub(crate) cards: Cards,
}

/// How a sample is read; a test of a law gives it one that is wrong.
pub(crate) type Reading = fn(&Sample) -> Outcome;

fn sheet(table: &Table, (scored, graded): (&Scored, &Graded)) -> Sheet {
    let mut points = BTreeMap::new();
    let mut values = BTreeMap::new();
    for (place, node) in table.nodes().iter().enumerate() {
        if node.is_scored() {
            let before = points.insert(node.code.clone(), scored.of(place));
            assert!(before.is_none(), "the code {} stands twice", node.code);
        }
        // The total and the grade change after this.
        if node.code.is_empty() || matches!(node.kind, NodeKind::Grade) {
            continue;
        }
        values.insert(format!("{} {}", node.code, node.is_scored()), scored.value(place).clone());
    }
    Sheet { points, values, graded: graded.clone(), lines: trace(table, scored, Some(graded)) }
}

/// The right reading.
pub(crate) fn right(sample: &Sample) -> Outcome {
    let table = compiled(&sample.scheme);
    let cards = filled(&table, &sample.cards);
    let scoring = Scoring::new(&table, &cards);
    let graded = grade(&scoring);
    assert_eq!(graded.len(), cards.len());
    let sheets = graded.iter().enumerate().map(|(place, graded)| sheet(&table, (&scoring.score(place), graded)));
    cards.iter().map(|card| card.whose.clone()).zip(sheets).collect()
}

/// All of it as text.
pub(crate) fn written(outcome: &Outcome) -> String {
    let one = |(whose, sheet): (&String, &Sheet)| {
        let lines: Vec<String> = sheet.lines.iter().map(line).collect();
        let graded = &sheet.graded;
        format!(
            "{whose}\n{:#?}\n{:#?}\n{:?} {} {} {} {} {} {} {:?}\n{}\n",
            sheet.points,
            sheet.values,
            graded.score,
            graded.by,
            graded.class,
            graded.best,
            graded.worst,
            graded.is_direct,
            graded.is_displaced,
            graded.consequences,
            lines.join("\n")
        )
    };
    outcome.iter().map(one).collect()
}

/// A line without the places of its inputs, which follow the order of names.
fn line(line: &Line) -> String {
    format!(
        "{} {} {:?} {} {:?} {:?} {:?}",
        line.depth, line.code, line.kind, line.brings, line.points, line.printed, line.quantity
    )
}
