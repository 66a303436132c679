//! Dated records, and stays by their beginning: month by month of their due days; a month that nothing covers is one open
//! item, and its records do not count.

use super::{Candidate, Counted, due::Dating, stays};
use crate::{
    count::Subject,
    day::{Calendar, Day, Period},
    days::Days,
    definition::{Each, Stand},
    evaluate::{
        OutOfRange, Value, covered,
        item::{Ask, Wants},
        reader::{self, Table, World},
    },
};
use std::collections::BTreeSet;

/// The records of an owner whose due days lie in the period, month by month.
pub(super) fn candidates(
    ask: &Ask<'_, '_>,
    (register, table): (&str, Option<&Table<'_>>),
    world: World<'_>,
) -> Result<Vec<Candidate>, OutOfRange> {
    let counted = match table {
        Some(table) => records(ask, table, world)?,
        None => Vec::new(),
    };
    let population = &ask.measure.population;
    let over = |period: Period, counted: Vec<Counted>| {
        let days: Days = std::iter::once(period).collect();
        let registers = std::iter::once(register).chain(population.also_covered.iter().map(String::as_str));
        let gaps = registers.map(|register| (register.to_owned(), covered::of(ask, register, (ask.owner, &days))));
        let missing = gaps.into_iter().find(|(_, gap)| !gap.stretches().is_empty());
        let is_asked = ask.evaluator.is_asked_on(population, (ask.owner, period.last()));
        Candidate::Month { counted, missing, is_asked }
    };
    if population.rows == Stand::Standing {
        let last = Period::new(ask.period.last(), ask.period.to());
        return Ok(last.map(|last| over(last, counted)).into_iter().collect());
    }
    // Occasions are asked for over any days; months matter only where they are added up.
    if ask.wants == Wants::Occasions {
        let seen = Period::new(ask.period.from(), ask.evaluator.as_of().plus_days(1).min(ask.period.to()));
        return Ok(match seen {
            Some(seen) => vec![over(seen, counted)],
            None => counted.into_iter().map(Candidate::Item).collect(),
        });
    }
    let of_month = |month: Period| counted.iter().filter(|one| month.contains(one.due)).cloned().collect();
    Ok(Calendar::Month.within(ask.period).map(|month| over(month, of_month(month))).collect())
}

fn records(ask: &Ask<'_, '_>, table: &Table<'_>, world: World<'_>) -> Result<Vec<Counted>, OutOfRange> {
    let reader = &ask.evaluator.reader;
    let population = &ask.measure.population;
    let record = |index: usize| {
        let row = table.columns.row(index);
        let day = reader.day_of(table, row, world).filter(|_| reader.is_seen(table, row, world))?;
        let subject = Subject::Record { kind: table.kind.kind.clone(), key: key_of(table, index) };
        Some(Counted::new(ask, (subject, index), (day, day)))
    };
    let is_standing = population.rows == Stand::Standing;
    let events: Vec<Counted> = match &table.kind.span {
        Some(span) => stays::begun(ask, (table, span), world),
        None => rows(ask, table, world).into_iter().filter_map(record).collect(),
    };
    let dating = Dating::new(ask);
    let mut counted = Vec::new();
    for own in events {
        let due = if is_standing { ask.period.last() } else { own.due };
        let own = Counted { window: std::iter::once(ask.period).collect(), due, ..own };
        let Some(dated) = dating.dated(ask, (table, world), own)? else { continue };
        let all = match population.each {
            Some(Each::Months(months)) => steps(ask, &dated, months),
            _ => vec![dated],
        };
        // A stay that ended before its day is due for nothing any more; a record has no span.
        let is_in_force = |one: &Counted| {
            one.in_force.is_empty() || one.in_force.iter().any(|(_, stretch)| stretch.contains(one.due))
        };
        let all = all.into_iter().filter(|one| ask.period.contains(one.due) && is_in_force(one));
        counted.extend(all.filter(|one| is_owner(ask, (table, world), one)));
    }
    Ok(counted)
}

/// The rows that may be the owner's: its own; where the owner is that of the latest record, also others of the same file.
fn rows(ask: &Ask<'_, '_>, table: &Table<'_>, world: World<'_>) -> Vec<usize> {
    let reader = &ask.evaluator.reader;
    let own = match &ask.measure.population.owner {
        Some(field) => reader.rows_where(table, &[(field, Value::Text(ask.owner.as_str().into()))], world),
        None => reader.rows_owned(table, ask.owner, world),
    };
    let Some(field) = &ask.measure.population.owner_by_latest else { return own };
    let alike = |index: usize| {
        let alike = reader.read(table.kind, table.columns.row(index), field);
        reader.rows_where(table, &[(field, alike)], world)
    };
    own.into_iter().flat_map(alike).collect::<BTreeSet<_>>().into_iter().collect()
}

/// One item for each step of months after a record's due day that ends in the period.
fn steps(ask: &Ask<'_, '_>, counted: &Counted, months: i32) -> Vec<Counted> {
    let Subject::Record { kind, key } = &counted.subject else { return Vec::new() };
    let day = counted.due;
    let end = |step: i32| day.plus_months(months.saturating_mul(step));
    // Beyond the calendar a day stays where it is: there the steps end.
    let is_later = |step: &i32| end(*step) > end(*step - 1) && end(*step) < ask.period.to();
    let until = (1..).take_while(is_later).filter(|step| end(*step) >= ask.period.from());
    let all = until.map(|step| {
        let first = if step == 1 { day } else { end(step - 1).plus_days(1) };
        let window: Days = Period::new(first, end(step).plus_days(1)).into_iter().collect();
        let subject = Subject::Record { kind: kind.clone(), key: format!("{key} {step}") };
        (first, Counted { subject, window, due: end(step), ..counted.clone() })
    });
    let is_wanted = |first: Day| ask.wants != Wants::Occasions || first <= ask.evaluator.as_of();
    all.take_while(|(first, _)| is_wanted(*first)).map(|(_, one)| one).collect()
}

/// Whether a record belongs to the owner: by its own organisation, or that of the latest record alike up to the due day
/// (of one day, the one whose code stands later in the contract).
fn is_owner(ask: &Ask<'_, '_>, (table, world): (&Table<'_>, World<'_>), counted: &Counted) -> bool {
    let Some(field) = &ask.measure.population.owner_by_latest else { return true };
    let reader = &ask.evaluator.reader;
    let unit = table.kind.unit_field.as_deref().unwrap_or("");
    let alike = reader.read(table.kind, table.columns.row(counted.row), field);
    let rows = reader.rows_where(table, &[(field, alike)], world);
    let rank = |index: &usize| {
        let row = table.columns.row(*index);
        let is_seen = reader.is_seen(table, row, world);
        let day = reader.day_of(table, row, world).filter(|day| is_seen && *day <= counted.due)?;
        let codes = table.kind.fields.iter().filter(|field| !field.codes.is_empty());
        let places =
            codes.map(|field| field.codes.iter().position(|code| Some(code.code.as_str()) == row.text(&field.id)));
        Some((day, places.collect::<Vec<_>>()))
    };
    let latest = rows.into_iter().filter_map(|index| Some((rank(&index)?, index))).max();
    latest.is_some_and(|(_, index)| table.columns.row(index).text(unit) == Some(ask.owner.as_str()))
}

/// The key of a row, as it is shown.
pub(in crate::evaluate) fn key_of(table: &Table<'_>, row: usize) -> String {
    reader::key(table.kind, table.columns.row(row)).join(" ")
}
