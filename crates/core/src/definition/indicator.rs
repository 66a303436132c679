//! An indicator (指标): a measured quantity with meaning. Its measure is inside; a floor indicator names its duty and has
//! no measure of its own.

use super::{
    common::{Clause, exact},
    measure::MeasureDef,
};
use crate::{day::Calendar, fraction::Fraction, id::Id, text::Text};
use serde::{Deserialize, Serialize};

/// Definition of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDef {
    /// Id.
    pub id: Id,
    /// The indicator of another department beside which it is shown, as what that department should be; both are
    /// computed. It asks for a clause, and for `why` as the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Id>,
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
    /// The share is to be in this band, both ends included.
    Between {
        /// Lower end.
        #[serde(deserialize_with = "exact")]
        least: Fraction,
        /// Upper end.
        #[serde(deserialize_with = "exact")]
        most: Fraction,
    },
}

impl IndicatorDef {
    /// A yearly coverage indicator of aspect A2, without target and measure yet.
    #[must_use]
    pub fn new(id: Id, part_of: Id, name: Text, says: Text) -> Self {
        let (aspect, role, direction, period) = (Aspect::A2, Role::Coverage, Direction::Up, Calendar::Year);
        let (code, why, source, example, clause, target, measure) = (None, None, None, None, None, None, None);
        Self {
            id,
            supersedes: None,
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

    /// The indicator of another department beside which it is shown.
    #[must_use]
    pub fn supersedes(mut self, id: Id) -> Self {
        self.supersedes = Some(id);
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
