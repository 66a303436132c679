//! The day on which an item is due: its own, or that of the measure's `due`, which may ask looks for a deferral.

use super::Counted;
use crate::{
    day::Day,
    evaluate::{
        OutOfRange, Value,
        item::{Ask, bare},
        look,
        reader::{Table, World},
        working_days,
    },
    measure::Look,
};
use std::collections::BTreeSet;

/// Gives items their due day.
pub(super) struct Dating<'m> {
    /// The looks that the due day needs, in their order.
    looks: Vec<&'m Look>,
}

impl<'m> Dating<'m> {
    pub(super) fn new(ask: &Ask<'m, '_>) -> Self {
        let mut needed: BTreeSet<&str> = ask.measure.due.iter().flat_map(|due| due.checked.looks()).collect();
        let mut looks = Vec::new();
        for look in ask.measure.looks.iter().rev() {
            if needed.contains(look.name.as_str()) {
                let days = [&look.from, &look.until, &look.at].into_iter().flatten();
                needed.extend(days.flat_map(|written| written.checked.looks()));
                looks.push(look);
            }
        }
        looks.reverse();
        Self { looks }
    }

    /// The item with its due day; `None` if it has none, which makes it no item. A day that could not be reckoned for want
    /// of a statutory calendar leaves it with its own day, and open.
    pub(super) fn dated(
        &self,
        ask: &Ask<'_, '_>,
        (table, world): (&Table<'_>, World<'_>),
        counted: Counted,
    ) -> Result<Option<Counted>, OutOfRange> {
        let Some(written) = &ask.measure.due else { return Ok(Some(counted)) };
        let frame = bare(ask, (table, world), &counted);
        let found = look::find_all(ask, &frame, (self.looks.iter().copied(), &counted))?;
        let values: Vec<(&str, Value)> = found.into_iter().map(|(name, found)| (name, found.value)).collect();
        let frame = frame.with(&values);
        let day = |value: Value| match value {
            Value::Day(day) => Some(day),
            _ => None,
        };
        match day(frame.value(&written.checked)?) {
            Some(due) => {
                let before = ask.measure.deferred_from.as_ref().map(|from| frame.value(&from.checked)).transpose()?;
                let deferred_from = before.and_then(day).filter(|before: &Day| *before < due);
                Ok(Some(Counted { due, deferred_from, ..counted }))
            }
            None if working_days::missing_year(&frame, &written.checked)?.is_some() => {
                Ok(Some(Counted { is_day_known: false, ..counted }))
            }
            None => Ok(None),
        }
    }
}
