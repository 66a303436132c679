//! A responsibility (责任): which post answers for which duties, in which tier, and how an overdue duty climbs.

use super::common::Clause;
use crate::{id::Id, text::Text};
use serde::{Deserialize, Serialize};

/// Definition of a responsibility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponsibilityDef {
    /// Id.
    pub id: Id,
    /// Mechanism it is part of.
    pub part_of: Id,
    /// Name.
    pub name: Text,
    /// What is answered for, in a sentence.
    pub says: Text,
    /// The clause it rests on.
    pub clause: Option<Clause>,
    /// Tier.
    pub tier: Tier,
    /// The post that answers: a code of `post.role` …
    pub role: String,
    /// … in an organisation of one of these kinds: the owner of the duty, or the nearest one above it.
    pub of: Vec<String>,
    /// Duties it answers for.
    pub duties: Vec<Id>,
    /// How an overdue duty climbs.
    #[serde(default)]
    pub escalates: Vec<Escalation>,
}

/// One step of climbing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Days overdue.
    pub after_days: u32,
    /// Tier that is told then.
    pub to: Tier,
}

/// Tiers of responsibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// First responsible (第一责任): the head of the leading group.
    First,
    /// Specifically responsible (具体责任): the member in charge.
    Specific,
    /// Directly responsible (直接责任): the branch secretary.
    Direct,
    /// Organising and leading (组织领导责任): the leading group and its office.
    Organising,
}

impl ResponsibilityDef {
    /// A responsibility of a role in organisations of one kind, without duties yet.
    #[must_use]
    pub fn new(id: Id, part_of: Id, name: Text, says: Text) -> Self {
        let (role, of) = ("secretary".to_owned(), vec!["branch".to_owned()]);
        Self {
            id,
            part_of,
            name,
            says,
            clause: None,
            tier: Tier::Direct,
            role,
            of,
            duties: Vec::new(),
            escalates: Vec::new(),
        }
    }

    /// Tier, and the role in organisations of one kind that answers.
    #[must_use]
    pub fn held_by(mut self, tier: Tier, role: &str, of: &str) -> Self {
        (self.tier, self.role, self.of) = (tier, role.to_owned(), vec![of.to_owned()]);
        self
    }

    /// One more duty it answers for.
    #[must_use]
    pub fn answers_for(mut self, duty: Id) -> Self {
        self.duties.push(duty);
        self
    }
}
