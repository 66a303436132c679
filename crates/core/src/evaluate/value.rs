//! Values while an expression is evaluated. A number is known between two ends: a count over a register whose sheet has
//! not arrived is *at least* what was seen. So a test that more records can only help needs no rule of its own.

use crate::{day::Day, day::Period, days::Days, fraction::Fraction};
use std::{cmp::Ordering, sync::Arc};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nobody knows.
    Unknown,
    /// A fact: there is none, or it has not happened.
    Nothing,
    /// A day that never comes: of a span without end.
    Endless,
    /// Yes or no.
    Truth(bool),
    /// A number between two ends.
    Number(Between),
    /// A day.
    Day(Day),
    /// An id, a text, a code.
    Text(Arc<str>),
    /// Several texts.
    Texts(Vec<Arc<str>>),
    /// Days, each stretch with the row of the stay it belongs to.
    Days(Vec<(usize, Period)>),
}

/// A number of which the ends are known; `None`: no end on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// It is not below.
    pub least: Option<Fraction>,
    /// It is not above.
    pub most: Option<Fraction>,
}

impl Between {
    /// Exactly this.
    #[must_use]
    pub fn exactly(number: Fraction) -> Self {
        Self { least: Some(number), most: Some(number) }
    }

    /// This or more.
    #[must_use]
    pub fn at_least(number: Fraction) -> Self {
        Self { least: Some(number), most: None }
    }

    /// Anything.
    #[must_use]
    pub fn anything() -> Self {
        Self { least: None, most: None }
    }

    /// The lesser of two numbers: an end that is not known goes on below all others, or above them.
    pub(super) fn lesser(self, other: Self) -> Self {
        let most = [self.most, other.most].into_iter().flatten().min();
        Self { least: self.least.min(other.least), most }
    }

    /// The greater of two numbers.
    pub(super) fn greater(self, other: Self) -> Self {
        let most = self.most.zip(other.most).map(|(one, two)| one.max(two));
        Self { least: self.least.max(other.least), most }
    }

    /// The number, if it is known.
    #[must_use]
    pub fn known(self) -> Option<Fraction> {
        self.least.filter(|least| self.most == Some(*least))
    }
}

impl Value {
    /// The truth of a test: `None` is unknown; nothing and anything that is no truth is false.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Truth(truth) => Some(*truth),
            Self::Unknown => None,
            _ => Some(false),
        }
    }

    pub(super) fn of_truth(truth: Option<bool>) -> Self {
        truth.map_or(Self::Unknown, Self::Truth)
    }

    /// A set of days.
    pub(super) fn days(&self) -> Days {
        match self {
            Self::Days(stretches) => stretches.iter().map(|(_, stretch)| *stretch).collect(),
            _ => Days::none(),
        }
    }

    /// Order of two values, where it is known and they have one.
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Day(a), Self::Day(b)) => Some(a.cmp(b)),
            (Self::Endless, Self::Endless) => Some(Ordering::Equal),
            (Self::Endless, Self::Day(_)) => Some(Ordering::Greater),
            (Self::Day(_), Self::Endless) => Some(Ordering::Less),
            (Self::Text(a), Self::Text(b)) => Some(a.cmp(b)),
            (Self::Truth(a), Self::Truth(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}
