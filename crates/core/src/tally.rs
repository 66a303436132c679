//! A tally is eight counts. What kind of outcome they mean is derived after roll-up and never stored, so that nothing
//! can collapse on the way.

use crate::fraction::Fraction;
use serde::{Deserialize, Serialize};

/// What became of one item. The order is that of the decisions: the first that applies is the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Its window, with grace, has not closed at `as_of`.
    Pending,
    /// An exclusion holds: it left before the numerator was looked at.
    Excluded,
    /// In the denominator, and in the numerator.
    Met,
    /// In the denominator only.
    Missed,
    /// Not met, and an exception holds: it left.
    Excepted,
    /// In the denominator; whether it is met nobody knows.
    Unknown,
    /// Whether it belongs to the denominator nobody knows.
    Open,
}

/// Eight counts of one organisation, indicator and period. Numerator and denominator are amounts where the indicator
/// measures amounts; the other six are always numbers of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Items met, or their amount.
    pub numerator: Fraction,
    /// Items that count, or their amount.
    pub denominator: Fraction,
    /// Left before the numerator was looked at.
    pub excluded: u64,
    /// Left because they were not met for an accepted reason.
    pub excepted: u64,
    /// In the denominator, test unknown.
    pub unknown: u64,
    /// Unknown whether they belong.
    pub open: u64,
    /// Of unknown and open: because records contradict each other or are objected to.
    pub disputed: u64,
    /// Not yet due.
    pub pending: u64,
}

/// The least and the greatest share that the counts allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// If everything unknown were not met.
    pub lower: Fraction,
    /// If everything unknown were met.
    pub upper: Fraction,
}

/// Kind of an outcome, derived from a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// A number is known.
    Value,
    /// Nothing applied.
    NotApplicable,
    /// Nothing is due yet.
    Pending,
    /// Only bounds are known.
    NotKnown,
    /// Only bounds are known, and records contradict each other.
    Disputed,
}

impl Default for Tally {
    fn default() -> Self {
        let zero = Fraction::ZERO;
        Self {
            numerator: zero,
            denominator: zero,
            excluded: 0,
            excepted: 0,
            unknown: 0,
            open: 0,
            disputed: 0,
            pending: 0,
        }
    }
}

impl Tally {
    /// The tally of one item of a share.
    #[must_use]
    pub fn of(class: Class) -> Self {
        let mut tally = Self::default();
        match class {
            Class::Pending => tally.pending = 1,
            Class::Excluded => tally.excluded = 1,
            Class::Excepted => tally.excepted = 1,
            Class::Open => tally.open = 1,
            Class::Missed => tally.denominator = Fraction::ONE,
            Class::Unknown => (tally.denominator, tally.unknown) = (Fraction::ONE, 1),
            Class::Met => (tally.numerator, tally.denominator) = (Fraction::ONE, Fraction::ONE),
        }
        tally
    }

    /// The sum; `None` if an amount leaves the range of exact fractions.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.plus(other.numerator)?,
            denominator: self.denominator.plus(other.denominator)?,
            excluded: self.excluded.checked_add(other.excluded)?,
            excepted: self.excepted.checked_add(other.excepted)?,
            unknown: self.unknown.checked_add(other.unknown)?,
            open: self.open.checked_add(other.open)?,
            disputed: self.disputed.checked_add(other.disputed)?,
            pending: self.pending.checked_add(other.pending)?,
        })
    }

    /// Bounds of the share: numerator / (denominator + open) and (numerator + unknown + open) / (denominator + open);
    /// `None` if nothing is in the denominator or open.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let open = Fraction::from(self.open);
        let whole = self.denominator.plus(open)?;
        let most = self.numerator.plus(Fraction::from(self.unknown))?.plus(open)?;
        Some(Bounds { lower: self.numerator.over(whole)?, upper: most.over(whole)? })
    }

    /// Kind of outcome.
    #[must_use]
    pub fn outcome(&self) -> OutcomeKind {
        match self.bounds() {
            None if self.pending > 0 => OutcomeKind::Pending,
            None => OutcomeKind::NotApplicable,
            Some(_) if self.disputed > 0 => OutcomeKind::Disputed,
            Some(_) if self.unknown > 0 || self.open > 0 => OutcomeKind::NotKnown,
            Some(_) => OutcomeKind::Value,
        }
    }
}
