//! A look: what another register says about an item, along declared keys.

use super::{
    OutOfRange, covered,
    explain::looked_at,
    frame::{Frame, number},
    item::Ask,
    population::Counted,
    reader::Table,
    value::{Between, Value},
};
use crate::{
    contract::SpanFields,
    count::LookedAt,
    day::{Day, Period},
    days::Days,
    definition::Which,
    expression::Type,
    fraction::Fraction,
    id::OrganisationId,
    measure::{Look, Relation, Take, Written},
};
use std::{collections::BTreeSet, sync::Arc};

/// What a look found.
pub(super) struct Found {
    pub(super) value: Value,
    /// Days of the window on which the register is not covered.
    pub(super) missing: Days,
    /// The records looked at, if they are to be listed.
    pub(super) records: Vec<LookedAt>,
    /// The days on which a record counts, if they are to be listed.
    pub(super) window: Days,
}

/// How one row stands to a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It counts.
    Counts,
    /// Whether it counts nobody knows.
    MayCount,
    /// It is dated after the day up to which records are seen.
    NotSeen,
    /// Its day lies outside the window.
    Outside,
    /// It is not of those asked for.
    OfAnotherSort,
}

/// The days on which a row counts; `None` if nobody knows.
type Window = Option<Days>;

/// Looks into registers for an item, one after the other: each may use what those before it found.
pub(super) fn find_all<'l>(
    ask: &Ask<'_, '_>,
    item: &Frame<'_, '_>,
    (looks, counted): (impl IntoIterator<Item = &'l Look>, &Counted),
) -> Result<Vec<(&'l str, Found)>, OutOfRange> {
    let mut values: Vec<(&str, Value)> = Vec::new();
    let mut all = Vec::new();
    for look in looks {
        let found = find(ask, &item.with(&values), (look, counted))?;
        values.push((look.name.as_str(), found.value.clone()));
        all.push((look.name.as_str(), found));
    }
    Ok(all)
}

/// Looks into a register for an item.
fn find(ask: &Ask<'_, '_>, item: &Frame<'_, '_>, (look, counted): (&Look, &Counted)) -> Result<Found, OutOfRange> {
    let window = window(ask, item, (look, counted))?;
    let missing = covered::missing(ask, item, (look, window.as_ref().unwrap_or(&counted.window)));
    let mut total = Total { is_unsure: window.is_none(), ..Total::default() };
    let mut records = Vec::new();
    if let Some(table) = ask.evaluator.reader.table(&look.register) {
        let row = item.table.columns.row(item.row);
        let same = look.by.iter().filter(|key| key.relation == Relation::Same);
        let keys: Vec<(&str, Value)> =
            same.map(|key| (key.there.as_str(), item.reader.read(item.table.kind, row, &key.here))).collect();
        total.is_unsure |= keys.iter().any(|(_, value)| *value == Value::Unknown);
        let rows = match near(item, table, look).filter(|_| keys.is_empty()) {
            Some(near) => near.into_iter().filter(|row| table.is_read(*row, item.world)).collect(),
            None => item.reader.rows_where(table, &keys, item.world),
        };
        for row in rows {
            let frame = Frame { table, row, item: None, of: Some(item), ..*item };
            let day = day(&frame, look)?;
            if !is_related(item, &frame, (look, &day)) {
                continue;
            }
            let standing = standing(&frame, look, (window.as_ref(), &day))?;
            total.add(&frame, look, standing)?;
            if ask.is_listing() {
                records.extend(looked_at(&frame, look, (window.as_ref().unwrap_or(&counted.window), standing))?);
            }
        }
    }
    let is_whole = missing.stretches().is_empty() && !total.is_unsure;
    let window = window.filter(|_| ask.is_listing()).unwrap_or_default();
    Ok(Found { value: total.value(look, is_whole), missing, records, window })
}

/// The days of a look: of states the one day on which they must be in force, else from its first to its last day, else
/// the item's own days or those of the year before.
fn window(ask: &Ask<'_, '_>, item: &Frame<'_, '_>, (look, counted): (&Look, &Counted)) -> Result<Window, OutOfRange> {
    let day = |written: &Option<Written>| written.as_ref().map(|written| item.value(&written.checked)).transpose();
    let of = |from: Day, to: Day| Some(Period::new(from, to).into_iter().collect());
    let is_state = item.reader.contract.kind(&look.register).is_some_and(|kind| kind.span.is_some());
    if is_state {
        return Ok(match day(&look.at)?.unwrap_or(Value::Day(counted.due)) {
            Value::Day(day) => of(day, day.plus_days(1)),
            Value::Nothing | Value::Endless => Some(Days::none()),
            _ => None,
        });
    }
    let own = match look.period {
        Which::This => counted.window.clone(),
        Which::YearBefore => {
            let before = Period::new(ask.period.from().plus_months(-12), ask.period.to().plus_months(-12));
            before.into_iter().collect()
        }
    };
    let (from, until) = (day(&look.from)?, day(&look.until)?);
    if from.is_none() && until.is_none() {
        return Ok(Some(own));
    }
    let ends = own.stretches().first().zip(own.stretches().last()).map(|(first, last)| (first.from(), last.last()));
    let Some((first, last)) = ends else { return Ok(Some(own)) };
    Ok(match (from.unwrap_or(Value::Day(first)), until.unwrap_or(Value::Day(last))) {
        (Value::Day(from), Value::Day(until)) => of(from, until.plus_days(1)),
        (Value::Unknown, _) | (_, Value::Unknown) => None,
        _ => Some(Days::none()),
    })
}

/// The rows whose organisations on some day may stand to that of the item as the first such key asks; `None`: no such key.
fn near(item: &Frame<'_, '_>, table: &Table<'_>, look: &Look) -> Option<Vec<usize>> {
    let key = look.by.iter().find(|key| key.relation != Relation::Same)?;
    let Some(here) = item.table.columns.row(item.row).text(&key.here).map(OrganisationId::from) else {
        return Some(Vec::new());
    };
    let organisations = &item.reader.organisations;
    let near = match key.relation {
        Relation::Same | Relation::Within => organisations.may_be_within(&here),
        Relation::Around => [organisations.may_be_within(&here), organisations.may_be_above(&here)].concat(),
        Relation::Reached | Relation::Voice => organisations.may_be_seated_within(&here),
    };
    let index = item.reader.index(table, &key.there);
    let rows = near.into_iter().filter_map(|id| index.get(id.as_str())).flatten().copied();
    Some(rows.collect::<BTreeSet<_>>().into_iter().collect())
}

/// Whether the organisation of a row stands to that of the item as the keys ask, on the row's day.
fn is_related(item: &Frame<'_, '_>, frame: &Frame<'_, '_>, (look, day): (&Look, &Value)) -> bool {
    let organisations = &frame.reader.organisations;
    let day = match day {
        Value::Day(day) if frame.table.kind.span.is_none() => *day,
        _ => item.due,
    };
    look.by.iter().filter(|key| key.relation != Relation::Same).all(|key| {
        let Some(here) = item.table.columns.row(item.row).text(&key.here).map(OrganisationId::from) else {
            return false;
        };
        let row = frame.table.columns.row(frame.row);
        let named: Vec<OrganisationId> = match (row.text(&key.there), key.there.as_str()) {
            (Some(id), _) => vec![id.into()],
            (None, "serves") => {
                row.text("org").map_or_else(Vec::new, |id| organisations.served(&id.into(), day).to_vec())
            }
            (None, field) => row.list(field).iter().map(|id| id.as_ref().into()).collect(),
        };
        named.iter().any(|there| match key.relation {
            Relation::Same => *there == here,
            Relation::Within => organisations.is_within(there, &here, day),
            Relation::Around => {
                organisations.is_within(there, &here, day) || organisations.is_within(&here, there, day)
            }
            Relation::Reached => organisations.is_reached(there, &here, day),
            Relation::Voice => {
                *there == here
                    || organisations.is_department(&here, day) && organisations.voices(&here, day).contains(&there)
            }
        })
    })
}

fn standing(
    frame: &Frame<'_, '_>,
    look: &Look,
    (window, day): (Option<&Days>, &Value),
) -> Result<Standing, OutOfRange> {
    let row = frame.table.columns.row(frame.row);
    if !frame.reader.is_seen(frame.table, row, frame.world) {
        return Ok(Standing::NotSeen);
    }
    let is_within = match (window, day, &frame.table.kind.span) {
        (None, ..) | (_, Value::Unknown, _) => None,
        (Some(window), _, Some(span)) if look.ended => Some(has_ended(frame, span, window)),
        (Some(window), _, Some(span)) => Some(is_in_force(frame, span, window)),
        (Some(window), Value::Day(day), None) => Some(window.contains(*day)),
        (Some(_), _, None) => Some(false),
    };
    let is_asked = look.only.as_ref().map_or(Ok(Some(true)), |only| frame.truth(&only.checked))?;
    Ok(match (is_within, is_asked) {
        (Some(true), Some(true)) => Standing::Counts,
        (_, Some(false)) => Standing::OfAnotherSort,
        (Some(false), _) => Standing::Outside,
        _ => Standing::MayCount,
    })
}

/// Whether a state has ended by the day looked at, as seen at `as_of`.
fn has_ended(frame: &Frame<'_, '_>, span: &SpanFields, window: &Days) -> bool {
    let to = frame.table.columns.row(frame.row).day(&span.to).filter(|to| *to <= frame.reader.as_of);
    to.is_some_and(|to| window.stretches().iter().any(|stretch| to <= stretch.from()))
}

/// Whether a state is in force on the day looked at, as seen at `as_of`.
fn is_in_force(frame: &Frame<'_, '_>, span: &SpanFields, window: &Days) -> bool {
    let row = frame.table.columns.row(frame.row);
    let to = row.day(&span.to).filter(|to| *to <= frame.reader.as_of);
    let is_on = |day: Day| row.day(&span.from).is_some_and(|from| from <= day) && to.is_none_or(|to| day < to);
    window.stretches().iter().any(|stretch| is_on(stretch.from()))
}

/// The day of a row.
pub(super) fn day(frame: &Frame<'_, '_>, look: &Look) -> Result<Value, OutOfRange> {
    match &look.when {
        Some(when) => frame.value(&when.checked),
        None => {
            let row = frame.table.columns.row(frame.row);
            Ok(frame.reader.day_of(frame.table, row, frame.world).map_or(Value::Nothing, Value::Day))
        }
    }
}

/// What was taken so far.
#[derive(Default)]
struct Total {
    is_unsure: bool,
    may_be_more: bool,
    sum: Option<Between>,
    ends: Option<(Between, Between)>,
    days: Vec<Day>,
    different: BTreeSet<Arc<str>>,
    may_differ: BTreeSet<Arc<str>>,
    /// Rows whose value nobody knows: each may bring another one.
    without_value: usize,
}

impl Total {
    fn add(&mut self, frame: &Frame<'_, '_>, look: &Look, standing: Standing) -> Result<(), OutOfRange> {
        if matches!(standing, Standing::NotSeen | Standing::Outside | Standing::OfAnotherSort) {
            return Ok(());
        }
        let amount = match look.take.amount() {
            None => Value::Number(Between::exactly(Fraction::ONE)),
            Some(amount) => frame.value(&amount.checked)?,
        };
        self.may_be_more |= standing == Standing::MayCount;
        match amount {
            Value::Day(day) if standing == Standing::Counts => self.days.push(day),
            Value::Text(text) if standing == Standing::Counts => drop(self.different.insert(text)),
            Value::Text(text) => drop(self.may_differ.insert(text)),
            Value::Nothing if look.is == Type::Day => {}
            Value::Day(_) => {}
            Value::Unknown if look.is == Type::Day => self.may_be_more = true,
            Value::Unknown if matches!(look.take, Take::Different(_)) => {
                self.without_value = self.without_value.saturating_add(1);
            }
            amount => self.add_number(&amount, standing)?,
        }
        Ok(())
    }

    fn add_number(&mut self, amount: &Value, standing: Standing) -> Result<(), OutOfRange> {
        // Amounts of registers are never below 0: an amount nobody knows adds nothing for certain.
        let amount = match amount {
            Value::Nothing => Between::exactly(Fraction::ZERO),
            Value::Number(amount) => *amount,
            _ => Between::at_least(Fraction::ZERO),
        };
        let amount = match standing {
            Standing::MayCount => Between { least: Some(Fraction::ZERO), most: amount.most },
            _ => amount,
        };
        self.sum = Some(self.sum.unwrap_or(Between::exactly(Fraction::ZERO)).plus(amount)?);
        if standing == Standing::Counts {
            let (low, high) = self.ends.unwrap_or((amount, amount));
            self.ends = Some((low.lesser(amount), high.greater(amount)));
        }
        Ok(())
    }

    fn value(&self, look: &Look, is_whole: bool) -> Value {
        let is_sure = is_whole && !self.may_be_more;
        let sum = self.sum.unwrap_or(Between::exactly(Fraction::ZERO));
        let open_above = |between: Between| if is_whole { between } else { Between { most: None, ..between } };
        match (&look.take, self.ends) {
            (Take::Count | Take::Sum(_), _) => Value::Number(open_above(sum)),
            (Take::Different(_), _) => Value::Number(open_above(self.different_values())),
            (Take::Least(_) | Take::Greatest(_), _) if look.is == Type::Day => self.day(look, is_sure),
            (_, None) if is_sure => Value::Nothing,
            (_, None) => Value::Unknown,
            (Take::Least(_), Some((low, _))) if is_sure => Value::Number(low),
            (Take::Least(_), Some((low, _))) => Value::Number(Between { least: None, ..low }),
            (Take::Greatest(_), Some((_, high))) if is_sure => Value::Number(high),
            (Take::Greatest(_), Some((_, high))) => Value::Number(Between { most: None, ..high }),
        }
    }

    fn different_values(&self) -> Between {
        let count = |values: usize| Fraction::from(u64::try_from(values).unwrap_or(u64::MAX));
        let most = self.different.union(&self.may_differ).count().saturating_add(self.without_value);
        Between { least: Some(count(self.different.len())), most: Some(count(most)) }
    }

    fn day(&self, look: &Look, is_sure: bool) -> Value {
        let end = if matches!(look.take, Take::Least(_)) { self.days.iter().min() } else { self.days.iter().max() };
        match end {
            _ if !is_sure => Value::Unknown,
            Some(day) => Value::Day(*day),
            None => Value::Nothing,
        }
    }
}

/// The number a look found, between two ends.
pub(super) fn found_number(found: &Found) -> Between {
    number(&found.value)
}
