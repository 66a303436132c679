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
    if frame.value(node)? != Value::Unknown {
        return Ok(None);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{CalendarYearDef, Setting};

    /// The two calendars of the baseline around New Year 2026.
    struct Calendars(Vec<CalendarYearDef>);

    impl Settings for Calendars {
        fn on(&self, _: &str, _: Day) -> Option<Setting> {
            None
        }

        fn is_working_day(&self, day: Day) -> Option<bool> {
            let year = self.0.iter().find(|year| year.year == day.year())?;
            Some(year.is_working_day(day))
        }
    }

    fn calendars() -> Calendars {
        #[derive(serde::Deserialize)]
        struct File {
            calendar_year: Vec<CalendarYearDef>,
        }
        let texts = [
            include_str!("../../../../config/baseline/calendar/2025.toml"),
            include_str!("../../../../config/baseline/calendar/2026.toml"),
        ];
        Calendars(texts.iter().flat_map(|text| toml::from_str::<File>(text).unwrap().calendar_year).collect())
    }

    fn check(from: &str, count: i32, expected: Result<&str, i16>) {
        let expected = expected.map(|day| day.parse::<Day>().unwrap());
        assert_eq!(after(&calendars(), from.parse().unwrap(), count), expected, "{from} {count}");
    }

    #[test]
    fn working_days_are_counted_over_holidays_and_worked_weekends() {
        check("2025-09-26", 1, Ok("2025-09-28")); // a Sunday that is worked
        check("2025-09-30", 1, Ok("2025-10-09"));
        check("2025-10-10", 1, Ok("2025-10-11")); // a Saturday that is worked
        check("2025-12-31", 1, Ok("2026-01-04"));
        check("2025-10-03", 0, Ok("2025-10-03")); // the day itself, worked or not
        check("2025-10-09", -1, Ok("2025-09-30"));
        check("2026-01-04", -2, Ok("2025-12-30"));
    }

    #[test]
    fn a_way_through_a_year_without_calendar_names_it() {
        check("2026-12-30", 1, Ok("2026-12-31"));
        check("2026-12-30", 2, Err(2027));
        check("2025-01-03", -2, Err(2024));
        check("2199-12-31", 5, Err(2200));
    }

    /// Working days of whole years, counted from the notices: weekdays, less days off on weekdays, plus worked weekends.
    #[test]
    fn whole_years_have_the_working_days_of_their_notices() {
        for (year, expected) in [(2025_i16, 248), (2026, 248)] {
            let first = Day::new(year, 1, 1).unwrap();
            let days = (0..365).map(|days| first.plus_days(days));
            let worked = days.filter(|day| calendars().is_working_day(*day) == Some(true)).count();
            assert_eq!(worked, expected, "{year}");
        }
        assert!(calendars().0.iter().all(|year| year.strays().is_empty()));
    }

    #[test]
    fn the_later_of_two_days_passes_over_a_blank() {
        let day = |text: &str| Value::Day(text.parse().unwrap());
        let check = |first, second, expected: Value| assert_eq!(last_of(first, second), expected);
        check(day("2025-01-01"), day("2025-02-01"), day("2025-02-01"));
        check(Value::Nothing, day("2025-02-01"), day("2025-02-01"));
        check(day("2025-02-01"), Value::Nothing, day("2025-02-01"));
        check(Value::Nothing, Value::Nothing, Value::Nothing);
        check(Value::Unknown, day("2025-02-01"), Value::Unknown);
        check(day("2025-02-01"), Value::Endless, Value::Endless);
    }
}
