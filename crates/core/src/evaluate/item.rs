//! Deciding one item, in the order of the contract: only, due, excluded, met, excepted.

use super::{
    Evaluator, OutOfRange, Question, change, explain,
    frame::{Frame, ItemView, number},
    look::{self, Found},
    population::{Candidate, Counted, candidates},
    reader::World,
    value::Value,
};
use crate::{count::Item, day::Period, id::OrganisationId, measure::Written, tally::Class};

/// One question put to one owner for one calendar period.
pub(super) struct Ask<'q, 'a> {
    pub(super) evaluator: &'q Evaluator<'a>,
    pub(super) question: &'q Question<'q>,
    pub(super) owner: &'q OrganisationId,
    pub(super) period: Period,
    pub(super) is_listing: bool,
}

/// The items of one world.
pub(super) fn items(ask: &Ask<'_, '_>, world: World) -> Result<Vec<Item>, OutOfRange> {
    let mut items = Vec::new();
    for candidate in candidates(ask, world) {
        match candidate {
            Candidate::Item(counted) => items.extend(item(ask, world, &counted)?),
            Candidate::Missing(days) => items.push(explain::missing(ask, &days)),
        }
    }
    Ok(items)
}

fn item(ask: &Ask<'_, '_>, world: World, counted: &Counted) -> Result<Option<Item>, OutOfRange> {
    let reader = &ask.evaluator.reader;
    let measure = ask.question.measure;
    let Some(table) = reader.table(&measure.population.register) else { return Ok(None) };
    let bare = ItemView { period: ask.period, in_force: &counted.in_force, looks: &[] };
    let settings = ask.question.settings;
    let frame = Frame { reader, settings, world, due: counted.due, table, row: counted.row, item: Some(bare) };
    let mut found: Vec<(&str, Found)> = Vec::new();
    for look in &measure.looks {
        found.push((look.name.as_str(), look::find(ask, &frame, (look, counted))?));
    }
    let looks: Vec<(&str, Value)> = found.iter().map(|(name, found)| (*name, found.value.clone())).collect();
    let frame = Frame { item: Some(ItemView { looks: &looks, ..bare }), ..frame };
    let Some((class, amounts)) = decide(ask, &frame, counted)? else { return Ok(None) };
    let mut item = Item { amounts, ..Item::new(counted.subject.clone(), class) };
    if ask.is_listing {
        let needed = change::needed(&frame, measure, &found)?;
        item.reasons = explain::reasons(ask, &frame, (&item, counted), (&found, needed.as_ref()))?;
        item.change = change::change(ask, counted, (class, &found, needed));
        item.records = found.into_iter().flat_map(|(_, found)| found.records).collect();
    }
    Ok(Some(item))
}

type Decided = Option<(Class, Option<crate::count::Amounts>)>;

fn decide(ask: &Ask<'_, '_>, frame: &Frame<'_, '_>, counted: &Counted) -> Result<Decided, OutOfRange> {
    let measure = ask.question.measure;
    let test = |written: &Option<Written>| written.as_ref().map(|written| frame.truth(&written.checked)).transpose();
    let class = |class| Ok(Some((class, None)));
    match test(&measure.only)?.unwrap_or(Some(true)) {
        Some(false) => return Ok(None),
        None => return class(Class::Open),
        Some(true) => {}
    }
    let grace = i32::try_from(measure.population.grace_days).unwrap_or(i32::MAX);
    if counted.due.plus_days(grace) > ask.evaluator.as_of() {
        return class(Class::Pending);
    }
    match test(&measure.exclude)?.unwrap_or(Some(false)) {
        Some(true) => return class(Class::Excluded),
        None => return class(Class::Open),
        Some(false) => {}
    }
    if let Some(denominator) = &measure.denominator {
        let (numerator, denominator) = (frame.value(&measure.numerator.checked)?, frame.value(&denominator.checked)?);
        return Ok(Some(match (number(&numerator).known(), number(&denominator).known()) {
            (Some(numerator), Some(denominator)) => {
                (Class::Met, Some(crate::count::Amounts { numerator, denominator }))
            }
            _ => (Class::Open, None),
        }));
    }
    let met = frame.truth(&measure.numerator.checked)?;
    let excepted = if met == Some(true) { Some(false) } else { test(&measure.except)?.unwrap_or(Some(false)) };
    class(match (met, excepted) {
        (Some(true), _) => Class::Met,
        (Some(false), Some(true)) => Class::Excepted,
        (Some(false), Some(false)) => Class::Missed,
        (None, Some(false)) => Class::Unknown,
        (Some(false), None) | (None, _) => Class::Open,
    })
}

/// Kinds of register whose disputed records can change an item of this measure.
pub(super) fn kinds_read<'q>(ask: &'q Ask<'_, '_>) -> Vec<&'q str> {
    let measure = ask.question.measure;
    let own = measure.looks.iter().map(|look| look.register.as_str()).chain([measure.population.register.as_str()]);
    let kinds: Vec<&str> = own.collect();
    let contract = ask.evaluator.reader.contract;
    let named = kinds.iter().filter_map(|kind| contract.kind(kind)).flat_map(|kind| kind.fields.iter());
    let referred: Vec<&str> =
        named.flat_map(|field| field.referred().map(|(kind, _)| kind)).filter(|kind| *kind != "org").collect();
    kinds.into_iter().chain(referred).collect()
}
