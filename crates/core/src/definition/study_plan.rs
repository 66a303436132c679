//! A study plan (学习计划): a named list of what is to be studied, in which form, by whom, for how many hours. How far it is
//! carried out is never asked of anybody: a duty or an indicator shows it, or the register of study.

use super::common::{Clause, Number};
use crate::{
    day::Calendar,
    definition::{Each, LookDef, MeasureDef, Population},
    id::Id,
    text::Text,
};
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
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<Text>,
    /// Who studies.
    pub audience: Text,
    /// Kinds of organisation that carry it out (codes of `org.kind`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    /// The clause it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<Clause>,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Hours in each period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Number>,
    /// Sessions in each period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<Number>,
    /// In each of these.
    pub every: Calendar,
    /// The duty or indicator whose numbers show it; left out: the sessions of its form, or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_by: Option<Id>,
}

impl StudyPlanDef {
    /// A plan without items yet.
    #[must_use]
    pub fn new(id: Id, part_of: Id, name: Text, audience: Text) -> Self {
        let (says, owners, clause) = (None, Vec::new(), None);
        Self { id, part_of, name, says, audience, owners, clause, movable_to: Vec::new(), items: Vec::new() }
    }

    /// One more item.
    #[must_use]
    pub fn item(mut self, item: StudyItem) -> Self {
        self.items.push(item);
        self
    }

    /// The measure of an item that sessions of its form show: in each period so many of them or, where it names hours only,
    /// so many hours. `None`: something else shows it, or nothing does.
    #[must_use]
    pub fn measure(&self, item: &StudyItem) -> Option<MeasureDef> {
        let form = item.form.as_ref().filter(|_| item.shown_by.is_none() && !self.owners.is_empty())?;
        let (take, least) = match (&item.times, &item.hours) {
            (None, Some(hours)) => ("sum hours", hours.clone()),
            (times, _) => ("count", times.clone().unwrap_or_else(|| Number::from(1))),
        };
        let held = LookDef {
            take: take.to_owned(),
            unit: Some(item.topic.clone()),
            ..LookDef::count("session", Some(&format!("form = '{form}'")))
        };
        let population =
            Population { each: Some(Each::Calendar(item.every)), ..Population::organisations(self.owners.clone()) };
        let measure = MeasureDef { population: Some(population), ..MeasureDef::default() };
        let mut measure = measure.met_if(&format!("look.held >= {}", String::from(least)));
        measure.look.insert("held".to_owned(), held);
        Some(measure)
    }
}

impl StudyItem {
    /// An item without hours yet.
    #[must_use]
    pub fn new(topic: Text, every: Calendar) -> Self {
        Self { topic, form: None, hours: None, times: None, every, shown_by: None }
    }

    /// Hours in each period.
    #[must_use]
    pub fn hours(mut self, hours: impl Into<Number>) -> Self {
        self.hours = Some(hours.into());
        self
    }

    /// Form: a code of `session.form`.
    #[must_use]
    pub fn form(mut self, form: &str) -> Self {
        self.form = Some(form.to_owned());
        self
    }
}
