//! A measure made ready for evaluation: parsed, checked against the register contract, and with a duty spelled out as the
//! measure it supplies. All faults of a definition are found here, before any run.

mod compile;
mod duty;
mod look;

pub use compile::{DEPARTMENT, Fields, KeyFault, compile};

use crate::{
    definition::{Began, Covered, Population, Setting, Which},
    expression::{Checked, Type},
    text::Text,
};

/// Name of the look of a duty's measure that counts its evidence: its days are the window of an item.
pub const SHOWN: &str = "shown";

/// A measure made ready. An indicator is the sum of one or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is counted.
    pub population: Population,
    /// The day on which a record is due.
    pub due: Option<Written>,
    /// The day on which it would be due without a deferral, if there can be one: for what is shown, not for what counts.
    pub deferred_from: Option<Written>,
    /// Which of several stays stands for a person.
    pub prefer: Option<(Vec<Written>, Began)>,
    /// Which of them.
    pub only: Option<Written>,
    /// Which leave before the numerator is looked at; a number, if there is a denominator.
    pub exclude: Option<Written>,
    /// When one is met; an amount, if there is a denominator.
    pub numerator: Written,
    /// Amount of one.
    pub denominator: Option<Written>,
    /// Which leave if they are not met.
    pub except: Option<Written>,
    /// Looks into other registers: each after those whose results it uses.
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
    /// Keys.
    pub by: Vec<Key>,
    /// Which rows.
    pub only: Option<Written>,
    /// The day of a row; left out: its own.
    pub when: Option<Written>,
    /// First day on which a row counts.
    pub from: Option<Written>,
    /// Last day on which a row counts.
    pub until: Option<Written>,
    /// The day on which a state must be in force, if rows are states.
    pub at: Option<Written>,
    /// Whether states are meant that have ended by that day.
    pub ended: bool,
    /// This period or that of the year before.
    pub period: Which,
    /// For whom the register must be covered.
    pub covered: Covered,
    /// What is taken from the rows.
    pub take: Take,
    /// Type of what is taken.
    pub is: Type,
    /// What one is called.
    pub unit: Option<Text>,
}

/// A key of a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Field of the item.
    pub here: String,
    /// Field of the register.
    pub there: String,
    /// How they must stand to each other.
    pub relation: Relation,
}

/// How the organisation of a row must stand to that of the item; for other fields only `Same` makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same value.
    Same,
    /// At or below it.
    Within,
    /// At, above or below it.
    Around,
    /// In its reach, if it is a department.
    Reached,
    /// It itself, or a leading group or organ committee whose seat it is.
    Voice,
}

/// What a look takes from the rows it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Take {
    /// Their number.
    Count,
    /// The number of different values of an expression.
    Different(Written),
    /// The sum of an amount.
    Sum(Written),
    /// The least of an amount or day.
    Least(Written),
    /// The greatest of an amount or day.
    Greatest(Written),
}

impl Take {
    /// The expression taken from each row.
    #[must_use]
    pub fn amount(&self) -> Option<&Written> {
        match self {
            Self::Count => None,
            Self::Different(amount) | Self::Sum(amount) | Self::Least(amount) | Self::Greatest(amount) => Some(amount),
        }
    }
}

impl Measure {
    /// Every expression that is asked of an item, those of looks included.
    pub fn expressions_of_items(&self) -> impl Iterator<Item = &Written> {
        let own = [&self.due, &self.only, &self.exclude, &self.denominator, &self.except].into_iter().flatten();
        let days = self.looks.iter().flat_map(|look| [&look.from, &look.until, &look.at].into_iter().flatten());
        own.chain([&self.numerator]).chain(days)
    }

    /// Every expression in it.
    pub fn expressions(&self) -> impl Iterator<Item = &Written> {
        let own = [&self.due, &self.only, &self.exclude, &self.denominator, &self.except].into_iter().flatten();
        let prefer = self.prefer.iter().flat_map(|(prefer, _)| prefer);
        let looks = self.looks.iter().flat_map(|look| {
            let parts = [&look.only, &look.when, &look.from, &look.until, &look.at].into_iter().flatten();
            parts.chain(look.take.amount())
        });
        own.chain([&self.numerator]).chain(prefer).chain(looks)
    }
}

/// Where the settings of parameters come from.
pub trait Settings {
    /// The setting of a parameter on a day, with amendments; `None` if it has none on that day.
    fn on(&self, name: &str, day: crate::day::Day) -> Option<Setting>;

    /// Whether a day is worked by the statutory calendar; `None` if there is none of its year.
    fn is_working_day(&self, _day: crate::day::Day) -> Option<bool> {
        None
    }
}
