//! An indicator (指标): a measured quantity with meaning. Its measure is inside; a floor indicator names its duty and has
//! no measure of its own.

use super::common::{Clause, exact};
use crate::{day::Calendar, fraction::Fraction, id::Id, text::Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Definition of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDef {
    /// Id.
    pub id: Id,
    /// Short code by which offices call it, such as E04. Optional.
    pub code: Option<String>,
    /// Mechanism it is part of.
    pub part_of: Id,
    /// Name.
    pub name: Text,
    /// What it says.
    pub says: Text,
    /// Why it matters.
    pub why: Option<Text>,
    /// Where it comes from, beside the clause.
    pub source: Option<Text>,
    /// An example.
    pub example: Option<Text>,
    /// The clause it rests on; a floor has that of its duty.
    pub clause: Option<Clause>,
    /// Aspect of evaluation, A1 to A5.
    pub aspect: Aspect,
    /// Role.
    pub role: Role,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// Target of the share.
    pub target: Option<Target>,
    /// Calendar period for which it is computed; a run's period is cut into these.
    pub period: Calendar,
    /// How it is computed; left out by a native indicator, whose code computes it.
    pub measure: Option<MeasureDef>,
}

/// How an indicator is computed: eight keys, or the single key `duty`, which supplies all but `exclude` and `except`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureDef {
    /// The duty that a floor measures.
    pub duty: Option<Id>,
    /// What is counted.
    pub population: Option<Population>,
    /// Which of them.
    pub only: Option<String>,
    /// Which leave before the numerator is looked at.
    pub exclude: Option<String>,
    /// When one is met.
    pub numerator: Option<String>,
    /// Amount of one in the denominator; left out: one each.
    pub denominator: Option<String>,
    /// Which leave if they are not met.
    pub except: Option<String>,
    /// Looks into other registers, by name.
    #[serde(default)]
    pub look: BTreeMap<String, LookDef>,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Kind of register: `org` counts organisations, `member` continuous stays.
    pub register: String,
    /// Kinds of organisation that own items; all of these are asked.
    pub owners: Vec<String>,
    /// One item for each of these in the period, instead of one for the period.
    pub each: Option<Calendar>,
    /// Whether a state has to touch the period, or to be in force on its last day (the default).
    #[serde(default)]
    pub rows: Stand,
    /// Days after an item's due day before it is judged.
    #[serde(default)]
    pub grace_days: u32,
}

/// Which states belong to a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// In force on the last day.
    #[default]
    OnLastDay,
    /// In force on at least one day.
    Overlapping,
}

/// What another register says about an item, along declared keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookDef {
    /// Kind of register.
    #[serde(rename = "in")]
    pub register: String,
    /// Keys: `"org"` (the same field on both sides) or `"here = there"`.
    pub by: Vec<String>,
    /// Which of its rows.
    pub only: Option<String>,
    /// The day of such a row, if it is not its own day.
    pub when: Option<String>,
    /// `count`, or `sum FIELD`, `min FIELD`, `max FIELD`.
    pub take: String,
    /// What one is called, for the sentence of the smallest change.
    pub unit: Option<Text>,
}

/// The five aspects of evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Aspect {
    /// The leading group values Party work.
    A1,
    /// Quality of members and cadres.
    A2,
    /// Conduct.
    A3,
    /// Centre tasks.
    A4,
    /// Ideas, mechanisms, team.
    A5,
}

/// Role of an indicator in an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What must be: decides qualified or not.
    Floor,
    /// How many were reached.
    Coverage,
    /// What came of it.
    Outcome,
    /// What people say.
    Perception,
    /// What it costs those below.
    Burden,
    /// What must not happen.
    Guard,
}

/// A direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More.
    #[default]
    Up,
    /// Less.
    Down,
}

/// Target of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The share is to be this or more.
    AtLeast(#[serde(deserialize_with = "exact")] Fraction),
    /// The share is to be this or less.
    AtMost(#[serde(deserialize_with = "exact")] Fraction),
}

impl IndicatorDef {
    /// A yearly coverage indicator of aspect A2, without target and measure yet.
    #[must_use]
    pub fn new(id: Id, part_of: Id, name: Text, says: Text) -> Self {
        let (aspect, role, direction, period) = (Aspect::A2, Role::Coverage, Direction::Up, Calendar::Year);
        let (code, why, source, example, clause, target, measure) = (None, None, None, None, None, None, None);
        Self {
            id,
            code,
            part_of,
            name,
            says,
            why,
            source,
            example,
            clause,
            aspect,
            role,
            direction,
            target,
            period,
            measure,
        }
    }

    /// Short code.
    #[must_use]
    pub fn code(mut self, code: &str) -> Self {
        self.code = Some(code.to_owned());
        self
    }

    /// Target: this share or more.
    #[must_use]
    pub fn at_least(mut self, share: Fraction) -> Self {
        self.target = Some(Target::AtLeast(share));
        self
    }

    /// How it is computed.
    #[must_use]
    pub fn measure(mut self, measure: MeasureDef) -> Self {
        self.measure = Some(measure);
        self
    }

    /// Role and aspect.
    #[must_use]
    pub fn role(mut self, role: Role, aspect: Aspect) -> Self {
        (self.role, self.aspect) = (role, aspect);
        self
    }
}

impl MeasureDef {
    /// One item a calendar period for each organisation of these kinds.
    #[must_use]
    pub fn each(calendar: Calendar, owners: &[&str]) -> Self {
        let owners = owners.iter().map(|&kind| kind.to_owned()).collect();
        let population = Population {
            register: "org".to_owned(),
            owners,
            each: Some(calendar),
            rows: Stand::OnLastDay,
            grace_days: 0,
        };
        Self { population: Some(population), ..Self::default() }
    }

    /// Counts the rows of another register of the same organisation that fit, under a name.
    #[must_use]
    pub fn count(mut self, name: &str, register: &str, only: &str) -> Self {
        let (by, take) = (vec!["org".to_owned()], "count".to_owned());
        let look =
            LookDef { register: register.to_owned(), by, only: Some(only.to_owned()), when: None, take, unit: None };
        self.look.insert(name.to_owned(), look);
        self
    }

    /// When an item is met.
    #[must_use]
    pub fn met_if(mut self, numerator: &str) -> Self {
        self.numerator = Some(numerator.to_owned());
        self
    }
}
