//! A duty (应办事项): who owes what, when, shown by which record, on which clause. It is the one source of calendar entry,
//! to-do line, floor indicator and lastingness.
//!
//! When something is owed is said in one of three ways. Whichever it is, the duty is spelled out as a measure
//! (`measure/duty.rs`), so that evaluator, explanation, plan and what is due all ask the same.
//!
//! | written | one item for | its window |
//! | --- | --- | --- |
//! | `every = "quarter"` | each owner and calendar period | the period |
//! | `every = "term"` | each owner and term of office | from `opens` before the last day of the term to that day |
//! | `[duty.after]` | each record that is an event, each stay or post that begins | from the event's day (`not_before`) to the end of `within`, or step by step (`every`, until `until` or `ended_by`) |
//!
//! `roles` puts each holder of a post in the place of the organisation; `deferred` moves the last day of a window, and
//! only to a later one. Before an event is on record nothing is planned: how many there will be nobody knows.

use super::common::{Clause, Number};
use crate::{day::Calendar, id::Id, text::Text};
use serde::{Deserialize, Serialize};

/// Definition of a duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyDef {
    /// Id.
    pub id: Id,
    /// Mechanism it is part of.
    pub part_of: Id,
    /// Name.
    pub name: Text,
    /// What is owed, in a sentence.
    pub says: Text,
    /// Why it matters.
    pub why: Option<Text>,
    /// An example.
    pub example: Option<Text>,
    /// The clause it rests on.
    pub clause: Clause,
    /// Kinds of organisation that owe it (codes of `org.kind`).
    pub owners: Vec<String>,
    /// Roles in these organisations (codes of `post.role`) each holder of which owes it, instead of the organisation. A
    /// person who holds several owes it once: in the first of the roles, then in the post held longest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Which of them: by the owner's state on the last day of an occasion, by the event, or by the post.
    pub only: Option<String>,
    /// Which of those are let off, asked of the same: their occasion is neither planned nor measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<String>,
    /// How often: once in each of these; or `after`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
    /// How long before the end of a term the window opens; left out: with the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Length>,
    /// After which event; or `every`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<After>,
    /// What moves the last day of a window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred: Option<Deferral>,
    /// Days after an occasion before it is judged, so that late sheets can arrive. It never lengthens the occasion.
    #[serde(default)]
    pub grace_days: i32,
    /// The fewest days of grace to which others may move it; left out, nobody may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_grace_days: Option<i32>,
    /// The records that show it.
    pub shown_by: Evidence,
}

/// How often something is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Once a month.
    Month,
    /// Once in January and February, in March and April, …
    TwoMonths,
    /// Once a quarter.
    Quarter,
    /// Once in each half of a year.
    HalfYear,
    /// Once a year.
    Year,
    /// Once in each term of office of the organisation (`org.term_start`, `org.term_years`).
    Term,
}

impl Every {
    /// The calendar periods it means; a term is none.
    #[must_use]
    pub fn calendar(self) -> Option<Calendar> {
        match self {
            Self::Month => Some(Calendar::Month),
            Self::TwoMonths => Some(Calendar::TwoMonths),
            Self::Quarter => Some(Calendar::Quarter),
            Self::HalfYear => Some(Calendar::HalfYear),
            Self::Year => Some(Calendar::Year),
            Self::Term => None,
        }
    }
}

impl From<Calendar> for Every {
    fn from(calendar: Calendar) -> Self {
        match calendar {
            Calendar::Month => Self::Month,
            Calendar::TwoMonths => Self::TwoMonths,
            Calendar::Quarter => Self::Quarter,
            Calendar::HalfYear => Self::HalfYear,
            Calendar::Year => Self::Year,
        }
    }
}

/// A length of time from a day: `{ days = 30 }`, `{ working_days = 15 }` or `{ months = 3 }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Calendar days; the day itself is day 0.
    Days(Number),
    /// Working days by the statutory calendar, the day itself not counted.
    WorkingDays(Number),
    /// Months: the same day number, or that month's last day.
    Months(Number),
}

/// The event after which something is owed: a dated record of a register; of stays and posts their beginning, as long as
/// they are in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// Kind of register.
    pub register: String,
    /// Which of its rows are events.
    pub only: Option<String>,
    /// The day of the event; left out: the row's own day, of a stay or post its first.
    pub day: Option<String>,
    /// How long after the event at the latest.
    pub within: Option<Length>,
    /// The last day that the record itself names; where it is blank `within` counts.
    pub last_day: Option<String>,
    /// How long after the event at the earliest; left out: from the event's day on.
    pub not_before: Option<Length>,
    /// Again and again: one window for each step of so many months after the event.
    pub every: Option<Length>,
    /// The last day on which such a window may end.
    pub until: Option<String>,
    /// The record that ends them: no window ends on its day or later.
    pub ended_by: Option<Ending>,
    /// Owner of an event: the organisation of the latest record with the same value in this field.
    pub owner_by_latest: Option<String>,
}

/// A record that ends what is owed again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Kind of register.
    pub register: String,
    /// Keys that join it to the event, as those of a look.
    pub by: Vec<String>,
    /// Which of its rows.
    pub only: Option<String>,
    /// Its day; left out: the row's own day.
    pub day: Option<String>,
}

/// What moves the last day of a window to a later day. Nothing moves it to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deferral {
    /// Kind of register that holds the approvals; left out: the approval stands in the item's own row.
    pub register: Option<String>,
    /// Keys that join an approval to the item, as those of a look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// Which of its rows are approved deferrals.
    pub only: Option<String>,
    /// The last day of the deferral.
    pub until: String,
}

/// The records that show a duty done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Kind of register.
    pub register: String,
    /// Keys that join it to the organisation, the event or the post, as those of a look; left out: the same organisation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// Which of its rows.
    pub only: Option<String>,
    /// The day of the deed; left out: the row's own day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// How many in a window.
    pub at_least: Number,
    /// What one is called, for the sentence of the smallest change.
    pub unit: Text,
}
