//! Calendar days without zone, half-open spans of them, and the calendar's own periods. No clock: days are passed in.

use jiff::{
    Span,
    civil::{Date, Weekday},
};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A calendar day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// A half-open stretch of days: `from` is the first day in, `to` the first day out; never empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawPeriod", into = "RawPeriod")]
pub struct Period {
    from: Day,
    to: Day,
}

/// A period that the calendar makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// January, February, …
    Month,
    /// January and February, …
    TwoMonths,
    /// January to March, …
    Quarter,
    /// January to June, July to December.
    HalfYear,
    /// January to December.
    Year,
}

/// What is wrong with a text that should be a day or a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADay {
    /// Not `2025-03-01`, or a day the calendar does not have.
    #[error("`{0}` is not a day; expected a day of the calendar such as 2025-03-01")]
    Day(String),
    /// Not a period.
    #[error(
        "`{0}` is not a period; expected 2025, 2025-H1, 2025-Q1, 2025-03+04, 2025-03 or FROM..TO with TO the first day out"
    )]
    Period(String),
}

impl Day {
    /// The last day that can be written down.
    pub const LAST: Self = Self(Date::constant(2199, 12, 31));

    /// The day of this number in this month; `None` if the calendar has none, or the year is not between 1900 and 2199.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if (1900..2200).contains(&year) { Date::new(year, month, day).ok().map(Self) } else { None }
    }

    /// Year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, from 1.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day n months later: the same day number, or that month's last day if there is none. Beyond the calendar it stays.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        Span::new().try_months(months).and_then(|span| self.0.checked_add(span)).map_or(self, Self)
    }

    /// The day n days later (earlier, if negative). Beyond the calendar it stays.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Span::new().try_days(days).and_then(|span| self.0.checked_add(span)).map_or(self, Self)
    }

    /// Days since 1 January 1970; negative before.
    #[must_use]
    pub fn number(self) -> i32 {
        let epoch = Date::constant(1970, 1, 1);
        self.0.since(epoch).map_or(0, |span| span.get_days())
    }

    /// The day of this number since 1 January 1970.
    #[must_use]
    pub fn from_number(days: i32) -> Self {
        Self(Date::constant(1970, 1, 1)).plus_days(days)
    }

    /// Whether it is a Saturday or Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// The greatest whole number of months n with `self + n months <= later`; 0 if `later` is earlier.
    #[must_use]
    pub fn months_until(self, later: Self) -> i32 {
        let rough = (i32::from(later.year()) - i32::from(self.year())) * 12 + i32::from(later.month())
            - i32::from(self.month());
        let whole = if self.plus_months(rough) > later { rough - 1 } else { rough };
        whole.max(0)
    }
}

impl Calendar {
    /// Months in one.
    #[must_use]
    pub fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::TwoMonths => 2,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// The one in which a day lies.
    #[must_use]
    pub fn around(self, day: Day) -> Period {
        let back = (i32::from(day.month()) - 1) % self.months();
        let from = day.plus_days(1 - i32::from(day.day())).plus_months(-back);
        Period { from, to: from.plus_months(self.months()) }
    }

    /// Those that lie wholly in a period, in order.
    pub fn within(self, period: Period) -> impl Iterator<Item = Period> {
        let first = self.around(period.from);
        let first = if first.from < period.from { self.around(first.to) } else { first };
        std::iter::successors(Some(first), move |before| Some(self.around(before.to)))
            .take_while(move |one| one.to <= period.to)
    }
}

impl Period {
    /// From the first day in to the first day out; `None` if that leaves no day.
    #[must_use]
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// A calendar year.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Day::new(year, 1, 1).map(|day| Calendar::Year.around(day))
    }

    /// First day in.
    #[must_use]
    pub fn from(self) -> Day {
        self.from
    }

    /// First day out.
    #[must_use]
    pub fn to(self) -> Day {
        self.to
    }

    /// Last day in.
    #[must_use]
    pub fn last(self) -> Day {
        self.to.plus_days(-1)
    }

    /// Number of days.
    #[must_use]
    pub fn days(self) -> i32 {
        self.to.number() - self.from.number()
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day < self.to
    }

    /// The days that both have.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }
}

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let fault = || NotADay::Day(text.to_owned());
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(fault());
        };
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return Err(fault());
        }
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day).ok_or_else(fault),
            _ => Err(fault()),
        }
    }
}

impl FromStr for Period {
    type Err = NotADay;
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let fault = || NotADay::Period(text.to_owned());
        if let Some((from, to)) = text.split_once("..") {
            return Self::new(from.parse()?, to.parse()?).ok_or_else(fault);
        }
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        let year = year.parse().map_err(|_| fault())?;
        let (calendar, month) = match part {
            "" => (Calendar::Year, 1),
            "H1" => (Calendar::HalfYear, 1),
            "H2" => (Calendar::HalfYear, 7),
            "Q1" => (Calendar::Quarter, 1),
            "Q2" => (Calendar::Quarter, 4),
            "Q3" => (Calendar::Quarter, 7),
            "Q4" => (Calendar::Quarter, 10),
            "01+02" => (Calendar::TwoMonths, 1),
            "03+04" => (Calendar::TwoMonths, 3),
            "05+06" => (Calendar::TwoMonths, 5),
            "07+08" => (Calendar::TwoMonths, 7),
            "09+10" => (Calendar::TwoMonths, 9),
            "11+12" => (Calendar::TwoMonths, 11),
            month if month.len() == 2 => (Calendar::Month, month.parse().map_err(|_| fault())?),
            _ => return Err(fault()),
        };
        Day::new(year, month, 1).map(|day| calendar.around(day)).ok_or_else(fault)
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;
    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[derive(Serialize, Deserialize)]
struct RawPeriod {
    from: Day,
    to: Day,
}

impl TryFrom<RawPeriod> for Period {
    type Error = NotADay;
    fn try_from(raw: RawPeriod) -> Result<Self, NotADay> {
        Self::new(raw.from, raw.to).ok_or_else(|| NotADay::Period(format!("{}..{}", raw.from, raw.to)))
    }
}

impl From<Period> for RawPeriod {
    fn from(period: Period) -> Self {
        Self { from: period.from, to: period.to }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Written as a calendar year, half-year, quarter, two months (`2025-03+04`) or month where it is one, else as `FROM..TO`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.from.year(), self.from.month());
        if *self == Calendar::Year.around(self.from) {
            write!(f, "{year}")
        } else if *self == Calendar::HalfYear.around(self.from) {
            write!(f, "{year}-H{}", (month + 5) / 6)
        } else if *self == Calendar::Quarter.around(self.from) {
            write!(f, "{year}-Q{}", (month + 2) / 3)
        } else if *self == Calendar::TwoMonths.around(self.from) {
            write!(f, "{year}-{month:02}+{:02}", month + 1)
        } else if *self == Calendar::Month.around(self.from) {
            write!(f, "{year}-{month:02}")
        } else {
            write!(f, "{}..{}", self.from, self.to)
        }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

#[cfg(test)]
mod tests;
