//! A year of the statutory calendar: which days are off and which weekend days are worked instead, as the notice of that year
//! says. Where a year is missing, nobody knows its working days.

use super::common::Clause;
use crate::{day::Day, id::Id, text::Text};
use serde::{Deserialize, Serialize};

/// Definition of a year's working days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYearDef {
    /// Id.
    pub id: Id,
    /// The year; nobody else may define it again.
    pub year: i16,
    /// The notice that says so.
    pub clause: Clause,
    /// Its holidays.
    #[serde(rename = "holiday")]
    pub holidays: Vec<HolidayDef>,
}

/// A holiday with the days that are worked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayDef {
    /// Name.
    pub name: Text,
    /// First day off.
    pub from: Day,
    /// Last day off.
    pub last: Day,
    /// Weekend days that are worked instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worked: Vec<Day>,
}

impl CalendarYearDef {
    /// Whether a day of the year is worked: by the notice, else by the day of the week.
    #[must_use]
    pub fn is_working_day(&self, day: Day) -> bool {
        let is_off = self.holidays.iter().any(|holiday| holiday.from <= day && day <= holiday.last);
        let is_worked = self.holidays.iter().any(|holiday| holiday.worked.contains(&day));
        is_worked || (!is_off && !day.is_weekend())
    }

    /// Days that the notice of a year cannot speak of: of another year, off and worked at once, a span without days, or
    /// a day worked that no weekend makes off. With the key they stand under.
    #[must_use]
    pub fn strays(&self) -> Vec<(&'static str, Day)> {
        let mut strays = Vec::new();
        for holiday in &self.holidays {
            let is_off = |day: Day| self.holidays.iter().any(|other| other.from <= day && day <= other.last);
            let is_whole = holiday.from <= holiday.last;
            strays.extend(Some(("holiday.from", holiday.from)).filter(|(_, day)| day.year() != self.year));
            strays.extend(Some(("holiday.last", holiday.last)).filter(|(_, day)| day.year() != self.year || !is_whole));
            let worked = holiday.worked.iter().map(|day| ("holiday.worked", *day));
            strays.extend(worked.filter(|(_, day)| day.year() != self.year || is_off(*day) || !day.is_weekend()));
        }
        strays
    }
}
