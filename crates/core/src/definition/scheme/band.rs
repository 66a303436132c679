//! A band of numbers with declared ends: of a step, of a grade.

use crate::{amount::Amount, fraction::Fraction};

/// A band; an end that is not said does not bound it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// This or more.
    pub at_least: Option<Fraction>,
    /// More than this.
    pub above: Option<Fraction>,
    /// This or less.
    pub at_most: Option<Fraction>,
    /// Less than this.
    pub below: Option<Fraction>,
}

impl Band {
    /// Whether an amount lies in it; `None`: nobody knows.
    #[must_use]
    pub fn holds(&self, amount: &Amount) -> Option<bool> {
        let not = |truth: Option<bool>| truth.map(|truth| !truth);
        let below = |end: Fraction| Amount::from(end).is_above(amount);
        let above = |end: Fraction| amount.is_above(&end.into());
        let all = [
            self.at_least.map_or(Some(true), |end| not(below(end))),
            self.above.map_or(Some(true), above),
            self.at_most.map_or(Some(true), |end| not(above(end))),
            self.below.map_or(Some(true), below),
        ];
        if all.contains(&Some(false)) { Some(false) } else { all.iter().all(Option::is_some).then_some(true) }
    }

    /// The ends that are said.
    pub fn ends(&self) -> impl Iterator<Item = Fraction> + use<> {
        [self.at_least, self.above, self.at_most, self.below].into_iter().flatten()
    }
}
