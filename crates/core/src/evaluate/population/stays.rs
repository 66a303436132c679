//! Continuous stays: longest runs of rows of one person in one organisation (and, of posts, one role) that touch.

use super::{Counted, due::Dating};
use crate::{
    contract::SpanFields,
    count::Subject,
    day::{Day, Period},
    definition::{Began, Each, Stand},
    evaluate::{
        OutOfRange, Value,
        item::{Ask, bare},
        reader::{Table, World},
    },
    measure::Written,
};
use std::{cmp::Reverse, collections::BTreeMap};

/// The end of a stay without end: after every day that is written down.
const ENDLESS: Day = Day::LAST;

/// Rows of one stay: first day in, first day out, row.
type Run = Vec<(Day, Option<Day>, usize)>;

/// The stays of the owner that belong to the period; of a person with several only the one that stands for the person.
pub(super) fn candidates(
    ask: &Ask<'_, '_>,
    (table, span): (&Table<'_>, &SpanFields),
    world: World<'_>,
) -> Result<Vec<Counted>, OutOfRange> {
    let owned = ask.evaluator.reader.rows_owned(table, ask.owner, world);
    let dating = Dating::new(ask);
    let mut candidates = Vec::new();
    let mut of_person: BTreeMap<String, usize> = BTreeMap::new();
    for run in runs(ask, (table, span), owned) {
        let Some(mut counted) = stay(ask, table, &run) else { continue };
        // A person's stays in the owner are numbered: one whose first row is disputed is the same one without it.
        if let Subject::Record { key, .. } = &mut counted.subject {
            let nth = of_person.entry(key.clone()).and_modify(|nth| *nth += 1).or_insert(1);
            if *nth > 1 {
                *key = format!("{key} {nth}");
            }
        }
        if stands_for_person(ask, (table, span, world), &counted)? {
            let dated = dating.dated(ask, (table, world), counted)?;
            candidates.extend(dated.filter(|one| ask.period.contains(one.due)));
        }
    }
    Ok(candidates)
}

/// The stays of the owner, each as the event of its beginning; in force until its end.
pub(super) fn begun(ask: &Ask<'_, '_>, (table, span): (&Table<'_>, &SpanFields), world: World<'_>) -> Vec<Counted> {
    let owned = ask.evaluator.reader.rows_owned(table, ask.owner, world);
    let event = |run: Run| {
        let (from, _, row) = *run.first()?;
        let end = run.iter().map(|(_, to, _)| to.unwrap_or(ENDLESS)).max().unwrap_or(ENDLESS);
        let who = table.kind.key.first().and_then(|person| table.columns.row(row).text(person)).unwrap_or_default();
        let subject = Subject::Record { kind: table.kind.kind.clone(), key: format!("{who} {from}") };
        let in_force = Period::new(from, end).map(|stretch| (row, stretch)).into_iter().collect();
        Some(Counted { in_force, ..Counted::new(ask, (subject, row), (from, from)) })
    };
    runs(ask, (table, span), owned).into_iter().filter_map(event).collect()
}

/// The runs among these rows, by their key without the beginning.
fn runs(ask: &Ask<'_, '_>, (table, span): (&Table<'_>, &SpanFields), rows: Vec<usize>) -> Vec<Run> {
    let as_of = ask.evaluator.reader.as_of;
    let mut by_key: BTreeMap<Vec<&str>, Run> = BTreeMap::new();
    for index in rows {
        let row = table.columns.row(index);
        let Some(from) = row.day(&span.from).filter(|from| *from <= as_of) else { continue };
        let to = row.day(&span.to).filter(|to| *to <= as_of);
        let key =
            table.kind.key.iter().filter(|field| **field != span.from).map(|field| row.text(field).unwrap_or_default());
        by_key.entry(key.collect()).or_default().push((from, to, index));
    }
    by_key.into_values().flat_map(touching).collect()
}

fn touching(mut rows: Run) -> Vec<Run> {
    rows.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    for row in rows {
        let touches = |run: &Run| run.iter().any(|(_, to, _)| to.is_none_or(|to| row.0 <= to));
        match runs.last_mut().filter(|run| touches(run)) {
            Some(run) => run.push(row),
            None => runs.push(vec![row]),
        }
    }
    runs
}

fn stay(ask: &Ask<'_, '_>, table: &Table<'_>, run: &Run) -> Option<Counted> {
    let period = ask.period;
    let within = |(from, to, row): &(Day, Option<Day>, usize)| {
        Some((*row, Period::new((*from).max(period.from()), to.map_or(period.to(), |to| to.min(period.to())))?))
    };
    let in_force: Vec<(usize, Period)> = run.iter().filter_map(within).collect();
    let stand = ask.measure.population.rows;
    let day = Some(stand.day(period)).filter(|_| stand != Stand::Overlapping);
    let is_there = |(from, to, _): &&(Day, Option<Day>, usize)| {
        let is_on = |day: Day| *from <= day && to.is_none_or(|to| day < to);
        day.map_or(*from < period.to() && to.is_none_or(|to| period.from() < to), is_on)
    };
    let cut = |(from, to, _): &&(Day, Option<Day>, usize)| {
        (to.unwrap_or(ENDLESS).min(period.to()), (*from).max(period.from()))
    };
    let (_, _, row) = run.iter().filter(is_there).max_by_key(cut).copied()?;
    let stay_from = run.first().map(|(from, ..)| *from)?;
    let who = table.kind.key.first().and_then(|person| table.columns.row(row).text(person)).unwrap_or_default();
    let key = match ask.measure.population.each {
        // The same stay again in the next of several periods is another item.
        Some(Each::Calendar(_)) => format!("{who} {period}"),
        _ => who.to_owned(),
    };
    let subject = Subject::Record { kind: table.kind.kind.clone(), key };
    let window = match stand {
        Stand::Overlapping => in_force.iter().map(|(_, stretch)| *stretch).collect(),
        _ => std::iter::once(period).collect(),
    };
    Some(Counted { in_force, window, ..Counted::new(ask, (subject, row), (stay_from, period.last())) })
}

/// Whether a stay is the one that stands for its person, if the measure counts persons.
fn stands_for_person(
    ask: &Ask<'_, '_>,
    (table, span, world): (&Table<'_>, &SpanFields, World<'_>),
    counted: &Counted,
) -> Result<bool, OutOfRange> {
    let Some((prefer, began)) = &ask.measure.prefer else { return Ok(true) };
    let person = table.kind.key.first().map_or("", String::as_str);
    let who = ask.evaluator.reader.read(table.kind, table.columns.row(counted.row), person);
    let mut keys = vec![(person, who)];
    if ask.measure.population.per_person.as_ref().is_some_and(|per_person| per_person.in_each_organisation) {
        let unit = table.kind.unit_field.as_deref().unwrap_or("");
        keys.push((unit, Value::Text(ask.owner.as_str().into())));
    }
    let all = ask.evaluator.reader.rows_where(table, &keys, world);
    let mut best = None;
    for run in runs(ask, (table, span), all) {
        if let Some(other) = stay(ask, table, &run) {
            let rank = rank(ask, (table, world), (&other, prefer, *began))?;
            if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, other.row));
            }
        }
    }
    Ok(best.is_some_and(|(_, row)| row == counted.row))
}

type Rank = (Vec<bool>, Reverse<i32>, String);

/// The stay with the least rank stands for the person: conditions that hold first, then by beginning, then by the
/// smallest organisation id.
fn rank(
    ask: &Ask<'_, '_>,
    (table, world): (&Table<'_>, World<'_>),
    (counted, prefer, began): (&Counted, &[Written], Began),
) -> Result<Rank, OutOfRange> {
    let frame = bare(ask, (table, world), counted);
    let held: Result<Vec<bool>, OutOfRange> =
        prefer.iter().map(|condition| Ok(frame.truth(&condition.checked)? != Some(true))).collect();
    let from = counted.stay_from.map_or(0, Day::number);
    let from = if began == Began::Latest { Reverse(from) } else { Reverse(-from) };
    let unit = table.kind.unit_field.as_deref().unwrap_or("");
    Ok((held?, from, table.columns.row(counted.row).text(unit).unwrap_or_default().to_owned()))
}
