//! A duty (应办事项): who owes what, how often, shown by which record, on which clause. It is the one source of calendar
//! entry, to-do line, floor indicator and lastingness.

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
    /// Which of them, by their state on the last day of an occasion.
    pub only: Option<String>,
    /// Which of those are let off, by the same state: their occasion is neither planned nor measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<String>,
    /// How often: once in each of these.
    pub every: Calendar,
    /// Days after an occasion before it is judged, so that late sheets can arrive. It never lengthens the occasion.
    #[serde(default)]
    pub grace_days: i32,
    /// The fewest days of grace to which others may move it; left out, nobody may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_grace_days: Option<i32>,
    /// The records that show it.
    pub shown_by: Evidence,
}

/// The records that show a duty done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Kind of register.
    pub register: String,
    /// Which of its rows.
    pub only: Option<String>,
    /// How many in an occasion.
    pub at_least: Number,
    /// What one is called, for the sentence of the smallest change.
    pub unit: Text,
}
