//! Occasions of organisations: calendar periods, and terms of office.

use super::{Candidate, Counted, due::Dating, state};
use crate::{
    count::Subject,
    day::{Calendar, Day, Period},
    evaluate::{
        OutOfRange, Value,
        item::{Ask, Wants, bare},
        reader::{Table, World},
    },
    measure::SHOWN,
    organisations::Organisation,
};
use std::collections::BTreeMap;

/// Calendar occasions exist for an owner that is in force during all of them. One that may be deferred belongs to the
/// period in which its last day then lies, so that those of earlier periods are looked at too.
pub(super) fn by_calendar(
    ask: &Ask<'_, '_>,
    (table, world): (Option<&Table<'_>>, World<'_>),
    calendar: Calendar,
) -> Result<Vec<Candidate>, OutOfRange> {
    let organisation = ask.evaluator.organisations().get(ask.owner);
    let (Some(organisation), Some(table)) = (organisation, table) else { return Ok(Vec::new()) };
    let exists = |occasion: &Period| organisation.is_in_force_during(*occasion);
    let counted = |occasion| state(ask, (Subject::Occasion(occasion), occasion));
    if ask.measure.due.is_none() {
        let existing = calendar.within(ask.period).filter(exists);
        return Ok(existing.filter_map(counted).map(Candidate::Item).collect());
    }
    let dating = Dating::new(ask);
    let begun = if ask.wants == Wants::Occasions { ask.evaluator.as_of() } else { ask.period.last() };
    let span = organisation.opened().and_then(|opened| Period::new(opened, ask.period.to()));
    let windows = span.into_iter().flat_map(|span| calendar.within(span));
    let mut candidates = Vec::new();
    for occasion in windows.filter(|window| window.from() <= begun).filter(exists) {
        let Some(counted) = counted(occasion) else { continue };
        let dated = dating.dated(ask, (table, world), Counted { period: occasion, ..counted })?;
        candidates.extend(dated.filter(|one| ask.period.contains(one.due)).map(Candidate::Item));
    }
    Ok(candidates)
}

/// Terms: each first day of a term that the list of organisations names, with the last of its rows. A term that was
/// followed by the next before its window opened, or whose organisation is no longer in force on the due day, owes nothing.
pub(super) fn by_term(
    ask: &Ask<'_, '_>,
    (table, world): (Option<&Table<'_>>, World<'_>),
) -> Result<Vec<Candidate>, OutOfRange> {
    let organisation = ask.evaluator.organisations().get(ask.owner);
    let (Some(organisation), Some(table)) = (organisation, table) else { return Ok(Vec::new()) };
    let dating = Dating::new(ask);
    let mut candidates = Vec::new();
    let terms = terms(organisation, table);
    for (start, (row, next)) in &terms {
        let own = term(ask, organisation, (*start, *row, *next));
        let one = match dating.dated(ask, (table, world), own.clone())? {
            Some(dated) => dated,
            // The length of the term is not known: while it lasts, nobody knows whether it is over.
            None => {
                let is_present = next.is_none_or(|next| next > ask.period.last()) && *start <= ask.period.last();
                if !is_present {
                    continue;
                }
                Counted { due: ask.period.last(), is_day_known: false, ..own }
            }
        };
        let first = first_day(ask, (table, world), &one)?;
        let is_cut_short = next.zip(first).is_some_and(|(next, first)| next < first);
        let is_there = organisation.on(one.due).is_some();
        if ask.period.contains(one.due) && !is_cut_short && is_there {
            candidates.push(Candidate::Item(one));
        }
    }
    Ok(candidates)
}

/// First days of terms, each with its last row and the first day of the next.
fn terms(organisation: &Organisation, table: &Table<'_>) -> BTreeMap<Day, (usize, Option<Day>)> {
    let start = |row: usize| table.columns.row(row).day("term_start");
    let rows: BTreeMap<Day, usize> =
        organisation.states.iter().filter_map(|state| Some((start(state.row)?, state.row))).collect();
    let next = rows.keys().skip(1).copied().map(Some).chain([None]);
    rows.iter().zip(next).map(|((start, row), next)| (*start, (*row, next))).collect()
}

fn term(ask: &Ask<'_, '_>, organisation: &Organisation, (start, row, next): (Day, usize, Option<Day>)) -> Counted {
    let end = next.or_else(|| organisation.closed()).unwrap_or(ask.period.to());
    let in_force = Period::new(start, end.max(start.plus_days(1)));
    let subject = Subject::Record { kind: "org".to_owned(), key: format!("{} {start}", ask.owner.as_str()) };
    Counted {
        in_force: in_force.map(|stretch| (row, stretch)).into_iter().collect(),
        window: in_force.into_iter().collect(),
        ..Counted::new(ask, (subject, row), (start, start))
    }
}

/// The first day of the window in which it is to be done.
fn first_day(
    ask: &Ask<'_, '_>,
    (table, world): (&Table<'_>, World<'_>),
    counted: &Counted,
) -> Result<Option<Day>, OutOfRange> {
    let shown = ask.measure.looks.iter().find(|look| look.name == SHOWN).and_then(|look| look.from.as_ref());
    let Some(from) = shown else { return Ok(None) };
    Ok(match bare(ask, (table, world), counted).value(&from.checked)? {
        Value::Day(day) => Some(day),
        _ => None,
    })
}
