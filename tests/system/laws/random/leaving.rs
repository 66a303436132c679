//! What leaves: an exception never lowers a share, and an exclusion never looks at the numerator.
//!
//! The laws speak of shares. Of records only one version stands here: which versions are a dispute depends on the fields
//! that a measure reads (contract, part 1.8), and so on its exceptions too.

use super::{counts, measures};
use crate::random::{Law, Reading, Row, Sample, hold, no_edits, read};
use changxiao_core::{
    columns::Cell,
    definition::{IndicatorDef, MeasureDef},
    tally::Tally,
};
use std::collections::BTreeSet;

pub(super) fn of_exceptions(reading: Reading) -> Law {
    Law {
        says: "an exception never lowers a share",
        samples: 14,
        speaks_of: |indicator| are_shares(indicator) && measures(indicator).any(|measure| measure.except.is_some()),
        edits: no_edits,
        complaint: Box::new(move |sample| {
            let with = in_one_version(sample);
            let without = changed(&with, |measure| measure.except = None);
            let (with, without) = (reading(&with), reading(&without));
            with.iter().find_map(|(id, numbers)| {
                let mut lines = numbers.lines.iter().map(|(who, tally)| (who, tally, without[id].lines.get(who)));
                let (who, then, first) =
                    lines.find(|(_, with, without)| without.is_none_or(|without| is_lowered(without, with)))?;
                Some(format!("{id} {who}: without its exception {}, with it {}", counts(first), counts(Some(then))))
            })
        }),
    }
}

#[test]
fn exceptions_never_lower() {
    hold(&of_exceptions(read));
}

pub(super) fn of_exclusions(reading: Reading) -> Law {
    Law {
        says: "an exclusion never looks at the numerator",
        samples: 14,
        speaks_of: |indicator| are_shares(indicator) && measures(indicator).any(|measure| measure.exclude.is_some()),
        edits: no_edits,
        complaint: Box::new(move |sample| {
            let usual = in_one_version(sample);
            let numbers = reading(&usual);
            let always = changed(&usual, |measure| measure.numerator = Some("true".to_owned()));
            let other_way = changed(&usual, |measure| {
                measure.numerator = measure.numerator.as_ref().map(|numerator| format!("not ({numerator})"));
            });
            let others = [always, other_way].into_iter().chain(without_records(&usual));
            others.into_iter().find_map(|other| {
                reading(&other).iter().find_map(|(id, other)| {
                    let mut lines = numbers[id].lines.iter().map(|(who, tally)| (who, tally, other.lines.get(who)));
                    let (who, first, then) =
                        lines.find(|(_, one, two)| two.is_none_or(|two| two.excluded != one.excluded))?;
                    Some(format!("{id} {who}: {}; with another numerator {}", counts(Some(first)), counts(then)))
                })
            })
        }),
    }
}

#[test]
fn exclusions_never_look_at_the_numerator() {
    hold(&of_exclusions(read));
}

fn are_shares(indicator: &IndicatorDef) -> bool {
    measures(indicator).all(|measure| measure.denominator.is_none())
}

/// Whether a share is less, or may be less, than it was.
fn is_lowered(first: &Tally, then: &Tally) -> bool {
    match (first.bounds(), then.bounds()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(first), Some(then)) => then.lower < first.lower || then.upper < first.upper,
    }
}

/// The sample with one version of each record.
pub(super) fn in_one_version(sample: &Sample) -> Sample {
    let mut seen: BTreeSet<(&str, Vec<Cell>)> = BTreeSet::new();
    let is_first =
        |row: &&Row| seen.insert((row.kind, row.declared().key.iter().map(|field| row.cell(field)).collect()));
    sample.with(sample.rows.iter().filter(is_first).cloned().collect())
}

/// The sample with all its measures changed.
pub(super) fn changed(sample: &Sample, change: impl Fn(&mut MeasureDef)) -> Sample {
    let mut sample = sample.clone();
    for measure in sample.indicators.iter_mut().filter_map(|indicator| indicator.measure.as_mut()) {
        match measure.part.is_empty() {
            true => change(measure),
            false => measure.part.iter_mut().for_each(&change),
        }
    }
    sample
}

/// For each indicator of which only the numerator looks into a register: the sample with it alone, without those records.
fn without_records(sample: &Sample) -> Vec<Sample> {
    let alone = |indicator: &IndicatorDef| {
        let measure = indicator.measure.as_ref()?;
        let population = measure.population.as_ref()?;
        let conditions =
            [&measure.only, &measure.exclude, &measure.except].map(|text| text.clone().unwrap_or_default()).join(" ");
        let is_named = |name: &str| conditions.contains(&format!("look.{name}"));
        let (others, own): (Vec<_>, Vec<_>) = measure.look.iter().partition(|(name, _)| is_named(name));
        let (_, look) = own.first()?;
        let register = look.register.as_str();
        let is_needed = register == population.register
            || register == "member"
            || others.iter().any(|(_, other)| other.register == register || other.register == "attendance");
        let rows = sample.rows.iter().filter(|row| row.kind != register).cloned().collect();
        (!is_needed).then(|| Sample { indicators: vec![indicator.clone()], rows, ..sample.clone() })
    };
    sample.indicators.iter().filter_map(alone).take(2).collect()
}
