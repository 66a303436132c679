//! Arithmetic and comparison of numbers between two ends, in three-valued logic.

use super::{
    OutOfRange,
    value::{Between, Value},
};
use crate::{
    expression::{Comparison, Operation},
    fraction::Fraction,
};
use std::cmp::Ordering;

type End = Option<Fraction>;

fn both(a: End, b: End, operation: impl Fn(Fraction, Fraction) -> Option<Fraction>) -> Result<End, OutOfRange> {
    match (a, b) {
        (Some(a), Some(b)) => operation(a, b).map(Some).ok_or(OutOfRange),
        _ => Ok(None),
    }
}

impl Between {
    /// The result of an operation; a quotient by what may be 0 is anything.
    pub(super) fn apply(self, operation: Operation, other: Self) -> Result<Self, OutOfRange> {
        match operation {
            Operation::Plus => self.plus(other),
            Operation::Minus => self.plus(other.negative()),
            Operation::Times => match (self.known(), other.known()) {
                (_, Some(factor)) => self.scaled(factor),
                (Some(factor), _) => other.scaled(factor),
                _ => Ok(Self::anything()),
            },
            Operation::Over => match other.known() {
                Some(divisor) if divisor != Fraction::ZERO => {
                    self.scaled(Fraction::ONE.over(divisor).ok_or(OutOfRange)?)
                }
                _ => Ok(Self::anything()),
            },
        }
    }

    pub(super) fn plus(self, other: Self) -> Result<Self, OutOfRange> {
        let least = both(self.least, other.least, Fraction::plus)?;
        Ok(Self { least, most: both(self.most, other.most, Fraction::plus)? })
    }

    fn negative(self) -> Self {
        Self { least: self.most.map(Fraction::negative), most: self.least.map(Fraction::negative) }
    }

    fn scaled(self, factor: Fraction) -> Result<Self, OutOfRange> {
        if factor == Fraction::ZERO {
            return Ok(Self::exactly(Fraction::ZERO));
        }
        let ends = Self {
            least: both(self.least, Some(factor), Fraction::times)?,
            most: both(self.most, Some(factor), Fraction::times)?,
        };
        Ok(if factor < Fraction::ZERO { Self { least: ends.most, most: ends.least } } else { ends })
    }

    /// Whether this is surely below the other: `orders` are those of this one's most to the other's least.
    fn is_surely(self, other: Self, orders: &[Ordering]) -> bool {
        matches!((self.most, other.least), (Some(most), Some(least)) if orders.contains(&most.cmp(&least)))
    }

    fn compare(self, comparison: Comparison, other: Self) -> Option<bool> {
        const BELOW: [Ordering; 1] = [Ordering::Less];
        const AT_MOST: [Ordering; 2] = [Ordering::Less, Ordering::Equal];
        let below = |a: Self, b: Self| match () {
            () if a.is_surely(b, &BELOW) => Some(true),
            () if b.is_surely(a, &AT_MOST) => Some(false),
            () => None,
        };
        let equal = || match (self.known(), other.known()) {
            (Some(a), Some(b)) => Some(a == b),
            _ if self.is_surely(other, &BELOW) || other.is_surely(self, &BELOW) => Some(false),
            _ => None,
        };
        match comparison {
            Comparison::Below => below(self, other),
            Comparison::Above => below(other, self),
            Comparison::AtMost => below(other, self).map(|truth| !truth),
            Comparison::AtLeast => below(self, other).map(|truth| !truth),
            Comparison::Equal => equal(),
            Comparison::Unequal => equal().map(|truth| !truth),
        }
    }
}

/// A comparison of two values; `None` is unknown. With nothing (a fact) only `!=` is true.
pub(super) fn compare(left: &Value, comparison: Comparison, right: &Value) -> Option<bool> {
    if let (Value::Number(left), Value::Number(right)) = (left, right) {
        return left.compare(comparison, *right);
    }
    if matches!(left, Value::Unknown) || matches!(right, Value::Unknown) {
        return None;
    }
    let Some(order) = left.order(right) else { return Some(comparison == Comparison::Unequal) };
    Some(match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
        Comparison::Below => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::Above => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    })
}
