//! An explanation in words: what the terminal shows and what `--format json` prints come from here, so that they say the
//! same. What names persons of another organisation is left out of both.

use changxiao_core::{
    count::{Amounts, Subject},
    day::{Day, Period},
    definition::{Clause, Target},
    fraction::Fraction,
    id::{Id, OrganisationId},
    tally::{Class, OutcomeKind, Tally},
    text::Text,
};
use serde::Serialize;

/// A number and why it is what it is.
#[derive(Serialize)]
pub(super) struct Told {
    pub(super) title: String,
    /// The number in one sentence.
    pub(super) sentence: String,
    pub(super) organisation: OrganisationId,
    pub(super) organisation_name: Option<String>,
    pub(super) indicator: Id,
    pub(super) code: Option<String>,
    pub(super) name: Text,
    pub(super) role: Worded,
    pub(super) period: Period,
    pub(super) as_of: Day,
    #[serde(flatten)]
    pub(super) number: Number,
    pub(super) target: Option<Target>,
    pub(super) clause: Option<ClauseTold>,
    pub(super) parameters: Vec<ParameterTold>,
    /// What formalism rules say of the indicator.
    pub(super) formalism: Vec<String>,
    /// The numbers of what it supersedes, and of what supersedes it.
    pub(super) beside: Vec<String>,
    /// Its own items.
    pub(super) items: Vec<ItemTold>,
    /// What the organisations directly below brought, what pulls it down first.
    pub(super) parts: Vec<PartTold>,
    /// The smallest change that reaches the target.
    pub(super) changes: Vec<ChangeTold>,
    /// How many items lack when all changes are made; where amounts are measured, by how much the numerator must grow.
    pub(super) still_missing: String,
    /// By how much the numerator would have to fall.
    pub(super) excess: Option<Fraction>,
    /// What is said of the two.
    pub(super) beyond_changes: Vec<String>,
    /// For whom this is.
    pub(super) working_paper: String,
}

/// A code with its words.
#[derive(Serialize)]
pub(super) struct Worded {
    pub(super) code: String,
    pub(super) sentence: String,
}

/// The eight counts and what they mean.
#[derive(Serialize)]
pub(super) struct Number {
    pub(super) kind: OutcomeKind,
    pub(super) value: Option<Fraction>,
    pub(super) lower: Option<Fraction>,
    pub(super) upper: Option<Fraction>,
    pub(super) is_met: Option<bool>,
    pub(super) tally: Tally,
}

/// A clause.
#[derive(Serialize)]
pub(super) struct ClauseTold {
    pub(super) sentence: String,
    pub(super) regulation: Text,
    pub(super) article: Text,
    pub(super) in_force_from: Day,
    pub(super) confidence: changxiao_core::definition::Confidence,
}

/// A parameter, and what amended it.
#[derive(Serialize)]
pub(super) struct ParameterTold {
    pub(super) sentence: String,
    pub(super) id: Id,
    pub(super) value: String,
    pub(super) amended: Vec<String>,
}

/// An item.
#[derive(Serialize)]
pub(super) struct ItemTold {
    pub(super) sentence: String,
    pub(super) period: Period,
    pub(super) subject: Subject,
    pub(super) class: Class,
    pub(super) is_disputed: bool,
    pub(super) amounts: Option<Amounts>,
    pub(super) reasons: Vec<String>,
    pub(super) records: Vec<RecordTold>,
    /// How many records about persons of other organisations were looked at and are not shown.
    pub(super) records_of_others: usize,
    /// The smallest change that meets it.
    pub(super) change: Option<String>,
}

/// A record that was looked at.
#[derive(Serialize)]
pub(super) struct RecordTold {
    pub(super) sentence: String,
    pub(super) kind: String,
    pub(super) key: String,
    pub(super) organisation: Option<String>,
    pub(super) day: Option<Day>,
    pub(super) origin: String,
    pub(super) is_counted: bool,
    pub(super) reason: String,
}

/// What an organisation directly below brought.
#[derive(Serialize)]
pub(super) struct PartTold {
    pub(super) sentence: String,
    pub(super) organisation: OrganisationId,
    pub(super) organisation_name: Option<String>,
    #[serde(flatten)]
    pub(super) number: Number,
}

/// A change; of an organisation below, where single persons are concerned, only how many.
#[derive(Serialize)]
pub(super) struct ChangeTold {
    pub(super) sentence: String,
    pub(super) organisation: OrganisationId,
    pub(super) items: usize,
    pub(super) period: Option<Period>,
    pub(super) subject: Option<Subject>,
    pub(super) amount: Option<Fraction>,
}

impl ClauseTold {
    pub(super) fn new(clause: &Clause, sentence: String) -> Self {
        Self {
            sentence,
            regulation: clause.regulation.clone(),
            article: clause.article.clone(),
            in_force_from: clause.in_force_from,
            confidence: clause.confidence,
        }
    }
}
