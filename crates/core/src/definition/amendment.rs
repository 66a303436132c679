//! An amendment (修订): the only way to change somebody else's definition. Data, dated, reasoned, bounded; it states the
//! value it was written against, and is stale if that is no longer the value. It may hold for one subtree only.

use super::{common::exact, parameter::Setting, study_plan::StudyItem};
use crate::{
    day::{Calendar, Day},
    fraction::Fraction,
    id::{Id, OrganisationId},
    text::Text,
};
use serde::{Deserialize, Serialize};

/// Definition of an amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentDef {
    /// The definition of another department that is changed.
    pub target: Id,
    /// How it is changed.
    pub change: Change,
    /// The organisation at and below which it holds, with the Party organisations seated there; left out: wherever the
    /// department may amend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<OrganisationId>,
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
    /// A window becomes narrower: of a duty the days of grace, of an item of a study plan the calendar period.
    Move(Move),
    /// A parameter without direction takes another of the values that its owner allows.
    Set {
        /// The value it was written against.
        from: Setting,
        /// The new value.
        to: Setting,
    },
}

/// How a window is moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Topic of an item of a study plan, in either language; left out: a duty is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The window it was written against.
    pub from: Window,
    /// The new window.
    pub to: Window,
}

/// What can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Window {
    /// Days of grace after an occasion.
    Days(i32),
    /// Once in each of these.
    Every(Calendar),
}

impl AmendmentDef {
    fn new(target: Id, change: Change, since: Day) -> Self {
        Self { target, change, within: None, since, until: None, reason: Text::default(), authority: String::new() }
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

    /// Moves the judgement of a duty's occasions to fewer days of grace.
    #[must_use]
    pub fn shorten_grace(target: Id, from: i32, to: i32, since: Day) -> Self {
        Self::new(target, Change::Move(Move { item: None, from: Window::Days(from), to: Window::Days(to) }), since)
    }

    /// Sets a parameter to another of the values that its owner allows.
    #[must_use]
    pub fn set(target: Id, from: Setting, to: Setting, since: Day) -> Self {
        Self::new(target, Change::Set { from, to }, since)
    }

    /// It holds at and below this organisation only.
    #[must_use]
    pub fn within(mut self, organisation: &str) -> Self {
        self.within = Some(organisation.into());
        self
    }

    /// Why, and the document that decided it. Both are asked for when the catalogue is made.
    #[must_use]
    pub fn because(mut self, reason: Text, authority: &str) -> Self {
        (self.reason, self.authority) = (reason, authority.to_owned());
        self
    }
}
