//! The years that a sample spans, and days within them. Days at the edge of a month or quarter are picked more often than
//! chance would: there rules show whether they count to the right side.

use super::chance::Chance;
use changxiao_core::day::{Calendar, Day, Period};

/// Whole years, first and last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    period: Period,
}

impl Years {
    /// From the first year to the last, both included; `None` if they are out of order, before 1950 or after 2150.
    #[must_use]
    pub fn new(first: i16, last: i16) -> Option<Self> {
        let is_known = |year: &i16| (1950..=2150).contains(year);
        let (first, last) = (Some(first).filter(is_known)?, Some(last).filter(is_known)?);
        let period = Period::new(Period::year(first)?.from(), Period::year(last)?.to())?;
        Some(Self { period })
    }

    /// The days from the first to the last.
    pub(super) fn period(self) -> Period {
        self.period
    }

    /// First day.
    pub(super) fn from(self) -> Day {
        self.period.from()
    }

    /// First day after.
    pub(super) fn to(self) -> Day {
        self.period.to()
    }

    /// Number of months.
    pub(super) fn months(self) -> i32 {
        self.from().months_until(self.to())
    }

    /// Day up to which an office would look back at the last year.
    pub(super) fn as_of(self) -> Day {
        self.to().plus_days(45)
    }

    /// The calendar periods of one kind.
    pub(super) fn within(self, calendar: Calendar) -> impl Iterator<Item = Period> {
        calendar.within(self.period)
    }

    /// A day in the middle of the span, often the first of a month or quarter: when organisations change.
    pub(super) fn change(self, chance: &mut Chance) -> Day {
        let month = self.from().plus_months(chance.between(2, self.months() - 3));
        let quarter = Calendar::Quarter.around(month).from();
        let other = month.plus_days(chance.between(1, 26));
        chance.weighted(other, &[(40, month), (20, quarter.max(self.from().plus_months(1)))])
    }
}

/// A day of a period; its first and its last day come up more often than the others.
pub(super) fn day_in(period: Period, chance: &mut Chance) -> Day {
    let other = period.from().plus_days(chance.between(0, period.days() - 1));
    chance.weighted(other, &[(4, period.from()), (4, period.last())])
}

/// A day so many days after another; often the limit itself or the day after.
pub(super) fn day_around(day: Day, limit: i32, chance: &mut Chance) -> Day {
    let within = chance.between(1, limit.max(2) - 1);
    let after = limit + chance.between(1, 40);
    day.plus_days(chance.weighted(within, &[(8, limit), (4, limit + 1), (4, after)]))
}
