//! An amendment (修订): the only way to change somebody else's definition. Data, dated, reasoned, bounded; it states the
//! value it was written against, and is stale if that is no longer the value.

use super::{common::exact, study_plan::StudyItem};
use crate::{day::Day, fraction::Fraction, id::Id, text::Text};
use serde::{Deserialize, Serialize};

/// Definition of an amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentDef {
    /// The definition of another department that is changed.
    pub target: Id,
    /// How it is changed.
    pub change: Change,
    /// First day on which the change holds.
    pub since: Day,
    /// First day on which it holds no longer.
    pub until: Option<Day>,
    /// Why.
    pub reason: Text,
    /// The document that decided it.
    pub authority: String,
}

/// The change itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// A parameter goes up.
    Raise {
        /// The value it was written against.
        #[serde(deserialize_with = "exact")]
        from: Fraction,
        /// The new value.
        #[serde(deserialize_with = "exact")]
        to: Fraction,
    },
    /// A parameter goes down.
    Lower {
        /// The value it was written against.
        #[serde(deserialize_with = "exact")]
        from: Fraction,
        /// The new value.
        #[serde(deserialize_with = "exact")]
        to: Fraction,
    },
    /// A study plan gets one more item.
    Add(StudyItem),
}

impl AmendmentDef {
    fn new(target: Id, change: Change, since: Day) -> Self {
        Self { target, change, since, until: None, reason: Text::default(), authority: String::new() }
    }

    /// Raises a parameter from the value it has to a higher one.
    pub fn raise(target: Id, from: impl Into<Fraction>, to: impl Into<Fraction>, since: Day) -> Self {
        Self::new(target, Change::Raise { from: from.into(), to: to.into() }, since)
    }

    /// Lowers a parameter from the value it has to a lower one.
    pub fn lower(target: Id, from: impl Into<Fraction>, to: impl Into<Fraction>, since: Day) -> Self {
        Self::new(target, Change::Lower { from: from.into(), to: to.into() }, since)
    }

    /// Adds an item to a study plan.
    #[must_use]
    pub fn add(target: Id, item: StudyItem, since: Day) -> Self {
        Self::new(target, Change::Add(item), since)
    }

    /// Why, and the document that decided it. Both are asked for when the catalogue is made.
    #[must_use]
    pub fn because(mut self, reason: Text, authority: &str) -> Self {
        (self.reason, self.authority) = (reason, authority.to_owned());
        self
    }
}
