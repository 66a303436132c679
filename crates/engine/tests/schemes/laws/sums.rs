//! The lines of a trace sum to the item they stand under, and those of the scheme to its score, at both ends.

use crate::{
    law::{Law, any, breaks, hold},
    outcome::{Outcome, Sample, Sheet, right},
};
use changxiao_core::{amount::Amount, fraction::Fraction};
use changxiao_engine::scheme::{Applies, Ends, Line, LineKind};

const SUMS: Law = Law {
    says: "the lines of a trace sum to the item and to the score",
    samples: 300,
    draw: any,
    complaint: |sample, reading| {
        let outcome = reading(sample);
        outcome.iter().find_map(|(whose, sheet)| wrong(sheet).map(|what| format!("{whose}: {what}")))
    },
};

type Pair = [Option<Fraction>; 2];

fn sum(lines: &[&Line]) -> Pair {
    let one = |end: fn(&Ends) -> Option<Fraction>| {
        lines.iter().try_fold(Fraction::ZERO, |sum, line| sum.plus(end(&line.brings)?))
    };
    [one(|ends| ends.least), one(|ends| ends.most)]
}

/// An end that has no bound in some line has no sum to compare.
fn agrees(sum: Pair, amount: Amount) -> bool {
    let [least, most] = sum;
    (least.is_none() || least == amount.least) && (most.is_none() || most == amount.most)
}

fn wrong(sheet: &Sheet) -> Option<String> {
    let lines = &sheet.lines;
    let top: Vec<&Line> = lines.iter().filter(|line| line.depth == 0).collect();
    let (total, score) = (sum(&top), sheet.graded.score.amount);
    if sheet.graded.score.applies != Applies::No && !agrees(total, score) {
        return Some(format!("the lines make {total:?}, the score is {score}\n{lines:#?}"));
    }
    lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Item).find_map(|(place, item)| {
        let points = item.points.filter(|points| points.applies != Applies::No)?;
        let below = lines[place + 1..].iter().take_while(|line| line.depth > item.depth);
        let inside: Vec<&Line> = below.filter(|line| line.depth == item.depth + 1).collect();
        let total = sum(&inside);
        let is_right = agrees(total, points.amount);
        (!is_right).then(|| format!("the lines of {} make {total:?}, it has {}\n{inside:#?}", item.code, points.amount))
    })
}

#[test]
fn lines_sum() {
    hold(&SUMS, right);
}

fn without(sample: &Sample, kind: LineKind) -> Outcome {
    let mut outcome = right(sample);
    outcome.values_mut().for_each(|sheet| sheet.lines.retain(|line| line.kind != kind));
    outcome
}

#[test]
fn a_line_that_is_left_out_is_found() {
    breaks(&SUMS, |sample| without(sample, LineKind::Atom));
    breaks(&SUMS, |sample| without(sample, LineKind::Start));
    breaks(&SUMS, |sample| without(sample, LineKind::Shared));
    breaks(&SUMS, |sample| without(sample, LineKind::Combined));
    breaks(&SUMS, |sample| without(sample, LineKind::Floor));
    breaks(&SUMS, |sample| without(sample, LineKind::Cap));
    breaks(&SUMS, |sample| without(sample, LineKind::Zero));
    breaks(&SUMS, |sample| without(sample, LineKind::Rounding));
    breaks(&SUMS, |sample| without(sample, LineKind::Veto));
}
