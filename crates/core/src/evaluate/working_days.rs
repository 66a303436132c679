//! Counting working days by the statutory calendar, and what is said where a year of it is missing.

use super::{
    OutOfRange,
    frame::{Frame, number},
    value::Value,
};
use crate::{
    day::Day,
    expression::{Checked, CheckedKind, Function},
    measure::Settings,
};

/// The n-th working day after a day (before it, if n is negative); 0 is the day itself. The year that has no calendar, if
/// the way leads through one.
pub(super) fn after(settings: &dyn Settings, day: Day, count: i32) -> Result<Day, i16> {
    let step = count.signum();
    let (mut day, mut left) = (day, count.unsigned_abs());
    while left > 0 {
        day = day.plus_days(step);
        left -= u32::from(settings.is_working_day(day).ok_or(day.year())?);
    }
    Ok(day)
}

/// The later of two days. A blank is no day; with one that nobody knows, nobody knows the later.
pub(super) fn last_of(first: Value, second: Value) -> Value {
    match (first, second) {
        (Value::Nothing, other) | (other, Value::Nothing) => other,
        (Value::Day(first), Value::Day(second)) => Value::Day(first.max(second)),
        (Value::Endless, Value::Day(_) | Value::Endless) | (Value::Day(_), Value::Endless) => Value::Endless,
        _ => Value::Unknown,
    }
}

/// The first year without a calendar through which a count of working days in an expression leads.
pub(super) fn missing_year(frame: &Frame<'_, '_>, node: &Checked) -> Result<Option<i16>, OutOfRange> {
    if let CheckedKind::Call(Function::AddWorkingDays, arguments) = &node.kind
        && let [day, count] = arguments.as_slice()
        && let Value::Day(day) = frame.value(day)?
        && let Some(count) = number(&frame.value(count)?).known().filter(|count| count.denominator() == 1)
        && let Ok(count) = i32::try_from(count.numerator())
        && let Err(year) = after(frame.settings, day, count)
    {
        return Ok(Some(year));
    }
    for node in node.parts() {
        if let Some(year) = missing_year(frame, node)? {
            return Ok(Some(year));
        }
    }
    Ok(None)
}
