//! Sets of days, as sorted stretches that neither touch nor overlap.

use crate::day::Period;

/// A set of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days(Vec<Period>);

impl Days {
    /// No day.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The stretches, in order.
    #[must_use]
    pub fn stretches(&self) -> &[Period] {
        &self.0
    }

    /// Number of days.
    #[must_use]
    pub fn count(&self) -> i64 {
        self.0.iter().map(|stretch| i64::from(stretch.days())).sum()
    }

    /// Whether a day is in it.
    #[must_use]
    pub fn contains(&self, day: crate::day::Day) -> bool {
        self.0.iter().any(|stretch| stretch.contains(day))
    }

    /// The days of this set that are not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for stretch in &self.0 {
            let mut from = stretch.from();
            for gap in &other.0 {
                left.extend(Period::new(from, gap.from().min(stretch.to())));
                from = from.max(gap.to());
            }
            left.extend(Period::new(from, stretch.to()));
        }
        left.into_iter().collect()
    }

    /// The days that both sets have.
    #[must_use]
    pub fn and(&self, period: Period) -> Self {
        Self(self.0.iter().filter_map(|stretch| stretch.and(period)).collect())
    }
}

impl FromIterator<Period> for Days {
    fn from_iter<I: IntoIterator<Item = Period>>(periods: I) -> Self {
        let mut sorted: Vec<Period> = periods.into_iter().collect();
        sorted.sort_unstable();
        let mut merged: Vec<Period> = Vec::with_capacity(sorted.len());
        for period in sorted {
            match merged.last_mut() {
                Some(last) if period.from() <= last.to() => {
                    *last = Period::new(last.from(), last.to().max(period.to())).unwrap_or(*last);
                }
                _ => merged.push(period),
            }
        }
        Self(merged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(periods: &[&str]) -> Days {
        periods.iter().map(|period| period.parse::<Period>().unwrap()).collect()
    }

    #[test]
    fn stretches_merge_and_part() {
        let year = days(&["2025-H1", "2025-H2"]);
        assert_eq!(year, days(&["2025"]));
        assert_eq!(
            year.without(&days(&["2025-Q2", "2025-11", "2026"])),
            days(&["2025-Q1", "2025-07-01..2025-11-01", "2025-12"])
        );
        assert_eq!(year.without(&days(&["2024", "2026"])).count(), 365);
        assert_eq!(days(&["2025-01"]).without(&days(&["2025"])), Days::none());
        assert_eq!(days(&["2025"]).and("2025-02".parse().unwrap()).count(), 28);
    }
}
