//! Points of a scheme and the two places of a printed share: exact decimals, rounded half up, at a declared place only.

use crate::fraction::Fraction;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;

/// An exact decimal with the places it was rounded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(Decimal);

impl Points {
    /// A fraction rounded half away from zero to this many decimal places; `None` if it is out of range.
    #[must_use]
    pub fn rounded(value: Fraction, places: u32) -> Option<Self> {
        let (rounded, scale) = (value.rounded(places)?, 10_i128.checked_pow(places)?);
        let whole = rounded.numerator().checked_mul(scale / rounded.denominator())?;
        Decimal::try_from_i128_with_scale(whole, places).ok().map(Self)
    }

    /// The same, rounded once more to fewer places (half up), as printed totals of totals are.
    #[must_use]
    pub fn to_places(self, places: u32) -> Self {
        let mut rounded = self.0.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(places);
        Self(rounded)
    }

    /// Sum; `None` if it is out of range.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up() {
        let rounded = |text: &str, places| Points::rounded(text.parse().unwrap(), places).unwrap().to_string();
        assert_eq!(rounded("0.125", 2), "0.13");
        assert_eq!(rounded("-0.125", 2), "-0.13");
        assert_eq!(rounded("1/3", 2), "0.33");
        assert_eq!(rounded("1", 2), "1.00");
        let sum = Points::rounded("0.125".parse().unwrap(), 2)
            .unwrap()
            .plus(Points::rounded("1/3".parse().unwrap(), 2).unwrap());
        assert_eq!(sum.unwrap().to_places(1).to_string(), "0.5");
    }
}
