//! Makes a sample that breaks a law as small as it can be: one indicator, few parts of it, few rows.

use super::{
    law::{Law, Sample, catalogue_if_sound},
    rows::{Row, contract},
};
use changxiao_core::{
    columns::Cell,
    contract::Field,
    definition::{IndicatorDef, MeasureDef, Number},
};
use std::{collections::BTreeSet, ops::Range};

/// The smallest sample found that still breaks the law.
pub(super) fn smallest(law: &Law, mut sample: Sample) -> Sample {
    let breaks = |sample: &Sample| catalogue_if_sound(sample).is_some() && (law.complaint)(sample).is_some();
    let alone = |indicator: &IndicatorDef| Sample { indicators: vec![indicator.clone()], ..sample.clone() };
    if let Some(one) = sample.indicators.iter().map(alone).find(|one| breaks(one)) {
        sample = one;
    }
    sample = plainer(sample, &breaks);
    sample = fewer(sample, (|sample| sample.edits.len(), without_edits), &breaks);
    sample = fewer(sample, (|sample| sample.rows.len(), without_rows), &breaks);
    plainer(sample, &breaks)
}

fn without_edits(sample: &Sample, range: Range<usize>) -> Sample {
    let mut fewer = sample.clone();
    fewer.edits.drain(range);
    fewer
}

fn without_rows(sample: &Sample, range: Range<usize>) -> Sample {
    let mut rows = sample.rows.clone();
    rows.drain(range);
    sample.with(rows)
}

/// How many there are of something in a sample, and the sample without some of them.
type Many = (fn(&Sample) -> usize, fn(&Sample, Range<usize>) -> Sample);

/// A way to make a measure plainer.
type Plainer = Box<dyn Fn(&mut MeasureDef)>;

/// The sample without ever smaller stretches of something that it has many of.
fn fewer(mut sample: Sample, (count, without): Many, breaks: &dyn Fn(&Sample) -> bool) -> Sample {
    let mut size = count(&sample).div_ceil(2);
    while size > 0 {
        let mut start = 0;
        while start < count(&sample) {
            let one = without(&sample, start..(start + size).min(count(&sample)));
            if is_whole(&one.rows) && is_whole(&one.edited().rows) && breaks(&one) {
                sample = one;
            } else {
                start += size;
            }
        }
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    sample
}

/// The definitions without the parts that do not matter.
fn plainer(mut sample: Sample, breaks: &dyn Fn(&Sample) -> bool) -> Sample {
    for at in 0..sample.indicators.len() {
        let names: Vec<String> =
            sample.indicators[at].measure.iter().flat_map(|measure| measure.look.keys().cloned()).collect();
        let mut ways: Vec<Plainer> = vec![
            Box::new(|measure| measure.only = None),
            Box::new(|measure| measure.exclude = None),
            Box::new(|measure| measure.except = None),
            Box::new(|measure| measure.part.truncate(1)),
            Box::new(|measure| measure.part = measure.part.split_off(measure.part.len().min(1))),
            Box::new(|measure| *measure = measure.part.first().unwrap_or(measure).clone()),
            Box::new(|measure| measure.look.values_mut().for_each(|look| look.only = None)),
        ];
        ways.extend(
            names.into_iter().map(|name| -> Plainer { Box::new(move |measure| drop(measure.look.remove(&name))) }),
        );
        ways.push(Box::new(|measure| {
            let Some(population) = &mut measure.population else { return };
            population.grace_days = Number::from(0);
            population.per_person = None;
            population.owners.truncate(1);
        }));
        for way in ways {
            let mut one = sample.clone();
            one.indicators[at].measure.iter_mut().for_each(&way);
            if breaks(&one) {
                sample = one;
            }
        }
    }
    sample
}

/// Whether every row that is named is there.
fn is_whole(rows: &[Row]) -> bool {
    let named: BTreeSet<(&str, &str, Cell)> = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(move |(field, cell)| (row.kind, *field, cell.clone())))
        .collect();
    let is_there = |field: &Field, cell: Cell| {
        field.refs.is_empty()
            || field.referred().any(|(kind, target)| {
                contract().kind(kind).is_some()
                    && named.iter().any(|(a, b, known)| *a == kind && *b == target && *known == cell)
            })
    };
    rows.iter().filter(|row| row.kind != "evidence").all(|row| {
        row.declared().fields.iter().all(|field| match row.cell(&field.id) {
            Cell::Blank => true,
            Cell::List(list) => list.into_iter().all(|one| is_there(field, Cell::Text(one))),
            cell => is_there(field, cell),
        })
    })
}
