//! Which items there are: occasions of organisations, organisations, continuous stays, dated records.

use super::{
    item::Ask,
    reader::{Table, World},
};
use crate::{
    contract::SpanFields,
    count::Subject,
    day::{Calendar, Day, Period},
    days::Days,
    definition::Stand,
    id::OrganisationId,
};
use std::collections::BTreeMap;

/// Something that may be counted.
pub(super) enum Candidate {
    /// An item.
    Item(Counted),
    /// A register whose sheet has not arrived: it stands for a number that nobody knows.
    Missing(Days),
}

/// One item of the population.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) subject: Subject,
    /// Row that is its state: on the due day, or its last.
    pub(super) row: usize,
    /// The days it is in force, each stretch with its row.
    pub(super) in_force: Vec<(usize, Period)>,
    /// The days on which a deed counts.
    pub(super) window: Days,
    pub(super) due: Day,
}

/// All candidates of one owner in one period and world.
pub(super) fn candidates(ask: &Ask<'_, '_>, world: World) -> Vec<Candidate> {
    let population = &ask.question.measure.population;
    let Some(kind) = ask.evaluator.reader.contract.kind(&population.register) else { return Vec::new() };
    let table = ask.evaluator.reader.table(&population.register);
    match (&kind.span, population.register.as_str(), population.each) {
        (_, "org", Some(calendar)) => occasions(ask, calendar),
        (_, "org", None) => organisation(ask),
        (Some(span), register, _) => {
            let stays = table.map_or_else(Vec::new, |table| stays(ask, (table, span), world));
            missing_or(ask, register, stays)
        }
        (None, register, _) => records(ask, (register, table), world),
    }
}

/// Occasions exist for an owner that is in force during all of them.
fn occasions(ask: &Ask<'_, '_>, calendar: Calendar) -> Vec<Candidate> {
    let Some(organisation) = ask.evaluator.organisations().get(ask.owner) else { return Vec::new() };
    let existing = calendar.within(ask.period).filter(|occasion| organisation.is_in_force_during(*occasion));
    existing.filter_map(|occasion| state(ask, ask.owner, (Subject::Occasion(occasion), occasion))).collect()
}

fn organisation(ask: &Ask<'_, '_>) -> Vec<Candidate> {
    let Some(organisation) = ask.evaluator.organisations().get(ask.owner) else { return Vec::new() };
    let is_in = match ask.question.measure.population.rows {
        Stand::OnLastDay => organisation.on(ask.period.last()).is_some(),
        Stand::Overlapping => !organisation.days_in_force(ask.period).stretches().is_empty(),
    };
    if is_in { state(ask, ask.owner, (Subject::Organisation, ask.period)).into_iter().collect() } else { Vec::new() }
}

fn state(ask: &Ask<'_, '_>, owner: &OrganisationId, (subject, window): (Subject, Period)) -> Option<Candidate> {
    let organisation = ask.evaluator.organisations().get(owner)?;
    let in_force: Vec<_> =
        organisation.states.iter().filter_map(|state| Some((state.row, state.within(window)?))).collect();
    let row = in_force.last()?.0;
    Some(Candidate::Item(Counted {
        subject,
        row,
        in_force,
        window: std::iter::once(window).collect(),
        due: window.last(),
    }))
}

/// If the register of the population is not covered for the owner, one open item stands for all: on the last day of the
/// period, or on all of its days where a stay need only touch it. A committee or general branch keeps a roll only if
/// somebody is on it (contract, part 1.6).
fn missing_or(ask: &Ask<'_, '_>, register: &str, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let kind = ask.evaluator.organisations().get(ask.owner).map_or("", |organisation| organisation.kind.as_str());
    if candidates.is_empty() && kind != "branch" {
        return candidates;
    }
    let asked = match ask.question.measure.population.rows {
        Stand::Overlapping => Some(ask.period),
        Stand::OnLastDay => Period::new(ask.period.last(), ask.period.to()),
    };
    let missing = ask.evaluator.not_covered(register, ask.owner, &asked.into_iter().collect());
    if missing.stretches().is_empty() { candidates } else { vec![Candidate::Missing(missing)] }
}

/// Continuous stays: longest runs of rows of one person in the owner that touch.
fn stays(ask: &Ask<'_, '_>, (table, span): (&Table<'_>, &SpanFields), world: World) -> Vec<Candidate> {
    let person = table.kind.key.first().map_or("", String::as_str);
    let mut rows: BTreeMap<&str, Run> = BTreeMap::new();
    let reader = &ask.evaluator.reader;
    let owned = [(table.kind.unit_field.as_deref().unwrap_or(""), super::Value::Text(ask.owner.as_str().into()))];
    for index in reader.rows_where(table, &owned, world) {
        let row = table.columns.row(index);
        let (Some(who), Some(from)) = (row.text(person), row.day(&span.from)) else { continue };
        if from <= reader.as_of {
            let to = row.day(&span.to).filter(|to| *to <= reader.as_of);
            rows.entry(who).or_default().push((from, to, index));
        }
    }
    let runs = rows.into_iter().flat_map(|(who, rows)| runs(rows).into_iter().map(move |run| (who, run)));
    runs.filter_map(|(who, run)| stay(ask, (table, who), &run)).map(Candidate::Item).collect()
}

/// Rows of one stay: first day in, first day out, row.
type Run = Vec<(Day, Option<Day>, usize)>;

fn runs(mut rows: Run) -> Vec<Run> {
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

fn stay(ask: &Ask<'_, '_>, (table, who): (&Table<'_>, &str), run: &Run) -> Option<Counted> {
    let period = ask.period;
    let within = |(from, to, row): &(Day, Option<Day>, usize)| {
        Some((*row, Period::new((*from).max(period.from()), to.map_or(period.to(), |to| to.min(period.to())))?))
    };
    let in_force: Vec<(usize, Period)> = run.iter().filter_map(within).collect();
    let (row, last) = in_force.last().copied()?;
    if ask.question.measure.population.rows == Stand::OnLastDay && last.to() < period.to() {
        return None;
    }
    let began = run.first().map(|(from, ..)| *from)?;
    let subject = Subject::Record { kind: table.kind.kind.clone(), key: format!("{who}@{began}") };
    let window = match ask.question.measure.population.rows {
        Stand::Overlapping => in_force.iter().map(|(_, stretch)| *stretch).collect(),
        Stand::OnLastDay => std::iter::once(period).collect(),
    };
    Some(Counted { subject, row, in_force, window, due: period.last() })
}

/// Dated records: month by month; a month that nothing covers is one open item, and its rows do not count.
fn records(ask: &Ask<'_, '_>, (register, table): (&str, Option<&Table<'_>>), world: World) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for month in Calendar::Month.within(ask.period) {
        let missing = ask.evaluator.not_covered(register, ask.owner, &std::iter::once(month).collect());
        if missing.stretches().is_empty() {
            candidates.extend(
                table.into_iter().flat_map(|table| records_in(ask, (table, month), world)).map(Candidate::Item),
            );
        } else {
            candidates.push(Candidate::Missing(missing));
        }
    }
    candidates
}

fn records_in(ask: &Ask<'_, '_>, (table, month): (&Table<'_>, Period), world: World) -> Vec<Counted> {
    let reader = &ask.evaluator.reader;
    let owned = [(table.kind.unit_field.as_deref().unwrap_or(""), super::Value::Text(ask.owner.as_str().into()))];
    let record = |index: usize| {
        let row = table.columns.row(index);
        let due = reader.day_of(table, row, world).filter(|day| month.contains(*day))?;
        let subject = Subject::Record { kind: table.kind.kind.clone(), key: key_of(table, index) };
        let window = std::iter::once(ask.period).collect();
        reader.is_seen(table, row, world).then_some(Counted { subject, row: index, in_force: Vec::new(), window, due })
    };
    reader.rows_where(table, &owned, world).into_iter().filter_map(record).collect()
}

/// The key of a row, as it is shown.
pub(super) fn key_of(table: &Table<'_>, row: usize) -> String {
    let row = table.columns.row(row);
    let parts = table.kind.key.iter().map(|field| match row.cell(field) {
        crate::columns::Cell::Text(text) => text.to_string(),
        crate::columns::Cell::Day(day) => day.to_string(),
        crate::columns::Cell::Number(number) => crate::fraction::Fraction::from_hundredths(number).to_string(),
        _ => String::new(),
    });
    parts.collect::<Vec<_>>().join(" ")
}
