//! A study plan (学习计划): a named list of what is to be studied, in which form, by whom, for how many hours.

use super::common::Number;
use crate::{day::Calendar, id::Id, text::Text};
use serde::{Deserialize, Serialize};

/// Definition of a study plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyPlanDef {
    /// Id.
    pub id: Id,
    /// Mechanism it is part of.
    pub part_of: Id,
    /// Name.
    pub name: Text,
    /// Who studies.
    pub audience: Text,
    /// Shorter calendar periods to which others may move its items; left out, none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub movable_to: Vec<Calendar>,
    /// What is studied.
    #[serde(default, rename = "item")]
    pub items: Vec<StudyItem>,
}

/// One item of a study plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyItem {
    /// Topic.
    pub topic: Text,
    /// Form: a code of `session.form`; any organised form if left out.
    pub form: Option<String>,
    /// Hours.
    pub hours: Number,
    /// In each of these.
    pub every: Calendar,
}

impl StudyPlanDef {
    /// A plan without items yet.
    #[must_use]
    pub fn new(id: Id, part_of: Id, name: Text, audience: Text) -> Self {
        Self { id, part_of, name, audience, movable_to: Vec::new(), items: Vec::new() }
    }

    /// One more item.
    #[must_use]
    pub fn item(mut self, item: StudyItem) -> Self {
        self.items.push(item);
        self
    }
}
