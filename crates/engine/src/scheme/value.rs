//! A value in a scheme: a number known or bounded, a word known or not, or nothing because nothing applies.

use changxiao_core::{amount::Amount, fraction::Fraction};
use std::sync::Arc;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, or the interval in which it lies.
    Number(Amount),
    /// A word; `None`: nobody knows which.
    Word(Option<Arc<str>>),
    /// Nothing applies.
    Absent,
}

impl Value {
    /// 0.
    pub const ZERO: Self = Self::Number(Amount::ZERO);

    /// Any number at all.
    pub const UNKNOWN: Self = Self::Number(Amount::ANY);

    /// The number, or the interval; a word is any number.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Number(amount) => Some(*amount),
            Self::Word(_) => Some(Amount::ANY),
            Self::Absent => None,
        }
    }

    /// Whether it is known, or nothing applies.
    #[must_use]
    pub fn is_known(&self) -> bool {
        match self {
            Self::Number(amount) => amount.is_known(),
            Self::Word(word) => word.is_some(),
            Self::Absent => true,
        }
    }

    /// The truth of it as a condition: above 0. What does not apply is not.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        self.amount().map_or(Some(false), |amount| amount.is_above(&Amount::ZERO))
    }

    /// Yes, no, or nobody knows.
    #[must_use]
    pub fn of_truth(truth: Option<bool>) -> Self {
        Self::Number(match truth {
            Some(true) => Fraction::ONE.into(),
            Some(false) => Amount::ZERO,
            None => Amount::between(Fraction::ZERO, Fraction::ONE),
        })
    }
}

impl From<Fraction> for Value {
    fn from(number: Fraction) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(word: &str) -> Self {
        Self::Word(Some(word.into()))
    }
}

/// A value as scorecards and tables show it: `3`, `0..1`, `?`, a word, `-` for what does not apply.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(amount) => amount.fmt(f),
            Self::Word(Some(word)) => f.write_str(word),
            Self::Word(None) => f.write_str("?"),
            Self::Absent => f.write_str("-"),
        }
    }
}
