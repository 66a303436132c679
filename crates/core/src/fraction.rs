//! Exact fractions. Every ratio, share and amount of the program is one; nothing is rounded before its declared place.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, str::FromStr};

/// An exact fraction in lowest terms with a denominator above 0. All arithmetic is checked: `None` means it left i128.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

/// What is wrong with a text that should be a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number; expected 3, 0.95, 19/20 or 95 %")]
pub struct NotANumber(pub String);

fn gcd(mut a: i128, mut b: i128) -> i128 {
    // Division of 64 bits is many times as fast as of 128.
    if let (Ok(a), Ok(b)) = (u64::try_from(a.unsigned_abs()), u64::try_from(b.unsigned_abs())) {
        return i128::from(gcd_of_small(a, b));
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}

fn gcd_of_small(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Fraction {
    /// 0.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// 1.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// numerator / denominator; `None` if the denominator is 0 or the terms are out of range.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        if denominator == 1 {
            return Some(Self { numerator, denominator });
        }
        let divisor = gcd(numerator, denominator) * denominator.signum();
        if divisor == 1 {
            return Some(Self { numerator, denominator });
        }
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// A number of hundredths, as decimals of the registers are kept.
    #[must_use]
    pub fn from_hundredths(hundredths: i64) -> Self {
        Self::new(i128::from(hundredths), 100).unwrap_or(Self::ZERO)
    }

    /// Numerator in lowest terms.
    #[must_use]
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Denominator in lowest terms, above 0.
    #[must_use]
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether its terms have at most 64 bits: the sum and the product of two such terms stay in range.
    fn is_small(self) -> bool {
        i64::try_from(self.numerator).is_ok() && i64::try_from(self.denominator).is_ok()
    }

    /// Sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator && self.is_small() && other.is_small() {
            return Self::new(self.numerator + other.numerator, self.denominator);
        }
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::new(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// Difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negative())
    }

    /// Product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.numerator.checked_mul(other.numerator)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// Quotient; `None` also for division by 0.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        Self::new(self.numerator.checked_mul(other.denominator)?, self.denominator.checked_mul(other.numerator)?)
    }

    /// With the other sign.
    #[must_use]
    pub fn negative(self) -> Self {
        Self { numerator: -self.numerator, denominator: self.denominator }
    }

    /// The greatest whole number that is not above.
    #[must_use]
    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// Rounded half away from zero to so many decimal places; `None` if that leaves the range.
    #[must_use]
    pub fn rounded(self, places: u32) -> Option<Self> {
        let scale = 10_i128.checked_pow(places)?;
        if self.denominator == 1 {
            return Some(self);
        }
        if scale % self.denominator == 0 {
            return Some(self);
        }
        let scaled = self.numerator.checked_mul(scale)?;
        let (whole, rest) = (scaled / self.denominator, scaled % self.denominator);
        let is_up = rest.checked_abs()?.checked_mul(2)? >= self.denominator;
        Self::new(if is_up { whole + scaled.signum() } else { whole }, scale)
    }

    /// The least whole number that is not below.
    #[must_use]
    pub fn ceiling(self) -> i128 {
        self.numerator.div_euclid(self.denominator) + i128::from(self.numerator.rem_euclid(self.denominator) != 0)
    }
}

macro_rules! whole {
    ($($type:ty),*) => {$(
        impl From<$type> for Fraction {
            fn from(whole: $type) -> Self {
                Self { numerator: i128::from(whole), denominator: 1 }
            }
        }
    )*};
}
whole!(i32, i64, u32, u64);

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        if self.is_small() && other.is_small() {
            return (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator));
        }
        let whole = self.numerator.div_euclid(self.denominator).cmp(&other.numerator.div_euclid(other.denominator));
        let (a, b) = (self.numerator.rem_euclid(self.denominator), other.numerator.rem_euclid(other.denominator));
        whole.then_with(|| match (a.checked_mul(other.denominator), b.checked_mul(self.denominator)) {
            (Some(left), Some(right)) => left.cmp(&right),
            // Out of range for cross-multiplying: compare the reciprocals of the fractional parts instead.
            _ => match (a, b) {
                (0, 0) => Ordering::Equal,
                (0, _) => Ordering::Less,
                (_, 0) => Ordering::Greater,
                _ => Self { numerator: other.denominator, denominator: b }
                    .cmp(&Self { numerator: self.denominator, denominator: a }),
            },
        })
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Fraction {
    type Err = NotANumber;
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let fault = || NotANumber(text.to_owned());
        let trimmed = text.trim();
        if let Some(percent) = trimmed.strip_suffix('%') {
            return percent.trim().parse::<Self>()?.over(Self::from(100)).ok_or_else(fault);
        }
        if let Some((numerator, denominator)) = trimmed.split_once('/') {
            let (numerator, denominator): (Self, Self) = (numerator.parse()?, denominator.parse()?);
            return numerator.over(denominator).ok_or_else(fault);
        }
        let (digits, places) = match trimmed.split_once('.') {
            Some((whole, places)) if !places.is_empty() && !whole.is_empty() => {
                (format!("{whole}{places}"), places.len())
            }
            Some(_) => return Err(fault()),
            None => (trimmed.to_owned(), 0),
        };
        let unsigned = digits.strip_prefix('-').unwrap_or(&digits);
        if unsigned.is_empty() || !unsigned.bytes().all(|b| b.is_ascii_digit()) {
            return Err(fault());
        }
        let scale = u32::try_from(places).ok().and_then(|places| 10_i128.checked_pow(places)).ok_or_else(fault)?;
        Self::new(digits.parse().map_err(|_| fault())?, scale).ok_or_else(fault)
    }
}

impl TryFrom<String> for Fraction {
    type Error = NotANumber;
    fn try_from(text: String) -> Result<Self, NotANumber> {
        text.parse()
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.to_string()
    }
}

/// Exactly: as a decimal where it has one of at most six places, else as `a/b`.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for places in 0..=6_u32 {
            let scale = 10_i128.pow(places);
            if scale % self.denominator != 0 {
                continue;
            }
            let Some(scaled) = self.numerator.checked_mul(scale / self.denominator) else { break };
            let sign = if scaled < 0 { "-" } else { "" };
            let (whole, rest) =
                (scaled.unsigned_abs() / scale.unsigned_abs(), scaled.unsigned_abs() % scale.unsigned_abs());
            return match places {
                0 => write!(f, "{sign}{whole}"),
                _ => write!(f, "{sign}{whole}.{rest:0width$}", width = places as usize),
            };
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
