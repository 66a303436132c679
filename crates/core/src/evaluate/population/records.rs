//! Dated records: month by month of their due days; a month that nothing covers is one open item, and its records do not
//! count.

use super::{Candidate, Counted};
use crate::{
    columns::Cell,
    count::Subject,
    day::{Calendar, Day, Period},
    days::Days,
    definition::Each,
    evaluate::{
        OutOfRange, Value, covered,
        item::{Ask, bare},
        reader::{Table, World},
    },
    fraction::Fraction,
    measure::DEPARTMENT,
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
    let kind = ask.evaluator.organisations().kind(ask.owner);
    let is_named = population.owners.iter().any(|owner| owner == kind);
    let names_departments = population.owners.iter().any(|owner| owner == DEPARTMENT);
    let month = |month: Period| {
        let days: Days = std::iter::once(month).collect();
        let registers = std::iter::once(register).chain(population.also_covered.iter().map(String::as_str));
        let gaps = registers.map(|register| (register.to_owned(), covered::of(ask, register, (ask.owner, &days))));
        let missing = gaps.into_iter().find(|(_, gap)| !gap.stretches().is_empty());
        let is_department = || ask.evaluator.organisations().is_department(ask.owner, month.last());
        let is_asked = is_named || (names_departments && is_department());
        Candidate::Month {
            counted: counted.iter().filter(|one| month.contains(one.due)).cloned().collect(),
            missing,
            is_asked,
        }
    };
    Ok(Calendar::Month.within(ask.period).map(month).collect())
}

fn records(ask: &Ask<'_, '_>, table: &Table<'_>, world: World<'_>) -> Result<Vec<Counted>, OutOfRange> {
    let reader = &ask.evaluator.reader;
    let population = &ask.measure.population;
    let unit = table.kind.unit_field.as_deref().unwrap_or("");
    let own = reader.rows_where(table, &[(unit, Value::Text(ask.owner.as_str().into()))], world);
    // Where the owner is that of the latest record, others of the same file may turn out to be the owner's.
    let rows: Vec<usize> = match &population.owner_by_latest {
        Some(field) => {
            let alike = |index: usize| {
                let alike = reader.read(table.kind, table.columns.row(index), field);
                reader.rows_where(table, &[(field, alike)], world)
            };
            own.into_iter().flat_map(alike).collect::<BTreeSet<_>>().into_iter().collect()
        }
        None => own,
    };
    let mut counted = Vec::new();
    for index in rows {
        let row = table.columns.row(index);
        let Some(day) = reader.day_of(table, row, world).filter(|_| reader.is_seen(table, row, world)) else {
            continue;
        };
        for one in steps(ask, table, (index, day)) {
            let due = due(ask, (table, world), &one)?;
            let Some(due) = due.filter(|due| ask.period.contains(*due)) else { continue };
            let one = Counted { due, ..one };
            if is_owner(ask, (table, world), &one) {
                counted.push(one);
            }
        }
    }
    Ok(counted)
}

/// One item a record, or one for each step of months after its day that ends in the period.
fn steps(ask: &Ask<'_, '_>, table: &Table<'_>, (index, day): (usize, Day)) -> Vec<Counted> {
    let key = key_of(table, index);
    let record = |key: String, window: Option<Period>, due: Day| {
        let subject = Subject::Record { kind: table.kind.kind.clone(), key };
        Counted {
            subject,
            row: index,
            in_force: Vec::new(),
            stay_from: Some(day),
            window: window.into_iter().collect(),
            due,
        }
    };
    let Some(Each::Months(months)) = ask.measure.population.each else {
        return vec![record(key, Some(ask.period), day)];
    };
    let ends = (1..).map(|step| (step, day.plus_months(months.saturating_mul(step))));
    let until = ends.take_while(|(_, due)| *due < ask.period.to()).filter(|(_, due)| *due >= ask.period.from());
    until
        .map(|(step, due)| {
            let before = day.plus_months(months.saturating_mul(step - 1));
            let first = if step == 1 { before } else { before.plus_days(1) };
            record(format!("{key} {step}"), Period::new(first, due.plus_days(1)), due)
        })
        .collect()
}

/// The day on which a record is due; without one it is no item.
fn due(
    ask: &Ask<'_, '_>,
    (table, world): (&Table<'_>, World<'_>),
    counted: &Counted,
) -> Result<Option<Day>, OutOfRange> {
    let Some(written) = &ask.measure.due else { return Ok(Some(counted.due)) };
    Ok(match bare(ask, (table, world), counted).value(&written.checked)? {
        Value::Day(day) => Some(day),
        _ => None,
    })
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
    let row = table.columns.row(row);
    let parts = table.kind.key.iter().map(|field| match row.cell(field) {
        Cell::Text(text) => text.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Number(number) => Fraction::from_hundredths(number).to_string(),
        _ => String::new(),
    });
    parts.collect::<Vec<_>>().join(" ")
}
