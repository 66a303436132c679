//! Deciding one item, in the order of the contract: only, due, excluded, met, excepted.

use super::{
    Evaluator, OutOfRange, Question, change, explain,
    frame::{Frame, ItemView, number},
    look::{self, Found},
    population::{Candidate, Counted, candidates},
    reader::{Table, World},
    value::Value,
    why,
};
use crate::{
    count::{Amounts, Item, Owed},
    day::{Day, Period},
    definition::{Number, Setting},
    fraction::Fraction,
    id::OrganisationId,
    measure::{Measure, SHOWN, Written},
    tally::Class,
};

/// One question put to one owner for one calendar period.
pub(super) struct Ask<'q, 'a> {
    pub(super) evaluator: &'q Evaluator<'a>,
    pub(super) question: &'q Question<'q>,
    pub(super) measure: &'q Measure,
    pub(super) owner: &'q OrganisationId,
    pub(super) period: Period,
    pub(super) wants: Wants,
}

/// What is wanted of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// The counts alone.
    Numbers,
    /// The items as well, with records and reasons.
    Items,
    /// The occasions of a duty: all that is on record, whether or not its month is covered.
    Occasions,
}

impl Ask<'_, '_> {
    /// Whether records and reasons are wanted.
    pub(super) fn is_listing(&self) -> bool {
        self.wants != Wants::Numbers
    }
}

/// The items of one world.
pub(super) fn items(ask: &Ask<'_, '_>, world: World<'_>) -> Result<Vec<Item>, OutOfRange> {
    let mut items = Vec::new();
    for candidate in candidates(ask, world)? {
        match candidate {
            Candidate::Item(counted) => items.extend(item(ask, world, &counted)?),
            Candidate::Month { counted, missing, is_asked } => {
                let found: Result<Vec<Option<Item>>, OutOfRange> =
                    counted.iter().map(|one| item(ask, world, one)).collect();
                let found: Vec<Item> = found?.into_iter().flatten().collect();
                let missing = missing.filter(|_| is_asked || !found.is_empty());
                if missing.is_none() || ask.wants == Wants::Occasions {
                    items.extend(found);
                }
                items.extend(missing.map(|(register, days)| explain::missing(ask, (&register, &days))));
            }
        }
    }
    Ok(items)
}

/// A frame for an item, without looks.
pub(super) fn bare<'f, 'a>(
    ask: &'f Ask<'f, 'a>,
    (table, world): (&'f Table<'a>, World<'f>),
    counted: &'f Counted,
) -> Frame<'f, 'a> {
    let (in_force, stay_from) = (counted.in_force.as_slice(), counted.stay_from);
    let item = ItemView { owner: ask.owner, period: counted.period, in_force, stay_from, looks: &[] };
    let (reader, settings) = (&ask.evaluator.reader, ask.question.settings);
    Frame { reader, settings, world, due: counted.due, table, row: counted.row, item: Some(item), of: None }
}

fn item(ask: &Ask<'_, '_>, world: World<'_>, counted: &Counted) -> Result<Option<Item>, OutOfRange> {
    let measure = ask.measure;
    let Some(table) = ask.evaluator.reader.table(&measure.population.register) else { return Ok(None) };
    let frame = bare(ask, (table, world), counted);
    let found = look::find_all(ask, &frame, (&measure.looks, counted))?;
    let looks: Vec<(&str, Value)> = found.iter().map(|(name, found)| (*name, found.value.clone())).collect();
    let frame = frame.with(&looks);
    let Some((class, amounts)) = decide(ask, &frame, counted)? else { return Ok(None) };
    let mut item = Item { amounts, ..Item::new(counted.subject.clone(), class) };
    if ask.is_listing() {
        let needed = change::needed(&frame, measure, &found)?;
        item.reasons = explain::reasons(ask, &frame, (&item, counted), (&found, needed.as_ref()))?;
        item.change = change::change(ask, counted, (class, &found, needed));
        if item.change.is_none() && measure.denominator.is_none() {
            item.change = why::change(&frame, measure, class)?;
        }
        item.owed = owed(&frame, counted, &found);
        // Where the last day is not known, no record can be said to lie outside the window.
        let found = found.into_iter().filter(|_| counted.is_day_known);
        item.records = found.flat_map(|(_, found)| found.records).collect();
    }
    Ok(Some(item))
}

/// When and by whom an occasion is owed: its window is that of the look that counts its evidence.
fn owed(frame: &Frame<'_, '_>, counted: &Counted, found: &[(&str, Found)]) -> Option<Owed> {
    let (_, shown) = found.iter().find(|(name, _)| *name == SHOWN)?;
    let day = |day: Day| Period::new(day, day.plus_days(1));
    let stretches = shown.window.stretches();
    let window = match stretches.first().zip(stretches.last()).filter(|_| counted.is_day_known) {
        Some((first, last)) => Period::new(first.from(), last.to()),
        None if counted.is_day_known => day(counted.due),
        None => day(counted.stay_from.unwrap_or(counted.due)),
    };
    let row = frame.table.columns.row(frame.row);
    let role = row.text("role").filter(|_| frame.table.kind.kind == "post").map(str::to_owned);
    Some(Owed { window: window?, is_day_known: counted.is_day_known, deferred_from: counted.deferred_from, role })
}

/// Days of grace: a number, or the parameter in force on the due day.
pub(super) fn grace(frame: &Frame<'_, '_>, measure: &Measure) -> i32 {
    let days = match &measure.population.grace_days {
        Number::Fixed(days) => Some(*days),
        Number::Parameter(name) => match frame.settings.on(name, frame.due) {
            Some(Setting::Number(days)) => Some(days),
            _ => None,
        },
    };
    days.and_then(|days| i32::try_from(days.ceiling()).ok()).unwrap_or(0)
}

type Decided = Option<(Class, Option<Amounts>)>;

fn decide(ask: &Ask<'_, '_>, frame: &Frame<'_, '_>, counted: &Counted) -> Result<Decided, OutOfRange> {
    let measure = ask.measure;
    let test = |written: &Option<Written>| written.as_ref().map(|written| frame.truth(&written.checked)).transpose();
    let class = |class| Ok(Some((class, None)));
    match test(&measure.only)?.unwrap_or(Some(true)) {
        Some(false) => return Ok(None),
        None => return class(Class::Open),
        Some(true) => {}
    }
    if !counted.is_day_known {
        return class(Class::Open);
    }
    if counted.due.plus_days(grace(frame, measure)) > ask.evaluator.as_of() {
        return class(Class::Pending);
    }
    if measure.denominator.is_some() {
        return amounts(frame, measure);
    }
    match test(&measure.exclude)?.unwrap_or(Some(false)) {
        Some(true) => return class(Class::Excluded),
        None => return class(Class::Open),
        Some(false) => {}
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

/// An item that is an amount: excepted and nothing else, open if one of its amounts is not known, and nothing at all if
/// there is nothing in its denominator.
fn amounts(frame: &Frame<'_, '_>, measure: &Measure) -> Result<Decided, OutOfRange> {
    match measure.except.as_ref().map(|except| frame.truth(&except.checked)).transpose()?.unwrap_or(Some(false)) {
        Some(true) => return Ok(Some((Class::Excepted, None))),
        None => return Ok(Some((Class::Open, None))),
        Some(false) => {}
    }
    let known = |written: Option<&Written>| match written {
        None => Ok(Some(Fraction::ZERO)),
        Some(written) => frame.value(&written.checked).map(|value| number(&value).known()),
    };
    let (numerator, denominator) = (known(Some(&measure.numerator))?, known(measure.denominator.as_ref())?);
    let excluded = known(measure.exclude.as_ref())?.and_then(|count| u64::try_from(count.ceiling()).ok());
    Ok(match (numerator, denominator, excluded) {
        (_, Some(Fraction::ZERO), _) => None,
        (Some(numerator), Some(denominator), Some(excluded)) => {
            Some((Class::Met, Some(Amounts { numerator, denominator, excluded })))
        }
        _ => Some((Class::Open, None)),
    })
}
