//! A measure made ready for evaluation: parsed, checked against the register contract, and with a duty spelled out as the
//! measure it supplies. All faults of a definition are found here, before any run.

mod compile;

pub use compile::{Fields, KeyFault, compile};

use crate::{
    definition::{Population, Setting},
    expression::Checked,
    text::Text,
};

/// A measure made ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is counted.
    pub population: Population,
    /// Which of them.
    pub only: Option<Written>,
    /// Which leave before the numerator is looked at.
    pub exclude: Option<Written>,
    /// When one is met; an amount, if there is a denominator.
    pub numerator: Written,
    /// Amount of one.
    pub denominator: Option<Written>,
    /// Which leave if they are not met.
    pub except: Option<Written>,
    /// Looks into other registers, by name.
    pub looks: Vec<Look>,
}

/// A checked expression and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// As the author wrote it.
    pub text: String,
    /// As it is evaluated.
    pub checked: Checked,
}

/// A look made ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its name.
    pub name: String,
    /// Kind of register.
    pub register: String,
    /// Keys: field of the item, field of the register.
    pub by: Vec<(String, String)>,
    /// Which rows.
    pub only: Option<Written>,
    /// The day of a row; left out: its own.
    pub when: Option<Written>,
    /// What is taken from the rows.
    pub take: Take,
    /// What one is called.
    pub unit: Option<Text>,
}

/// What a look takes from the rows it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Take {
    /// Their number.
    Count,
    /// The sum of an amount.
    Sum(Written),
    /// The least of an amount.
    Least(Written),
    /// The greatest of an amount.
    Greatest(Written),
}

/// Where the settings of parameters come from.
pub trait Settings {
    /// The setting of a parameter on a day, with amendments; `None` if it has none on that day.
    fn on(&self, name: &str, day: crate::day::Day) -> Option<Setting>;
}
