//! A pack: definitions as one TOML text or one message over a plugin's wire. A text names the noun of every item in a
//! table of its own (`[[indicator]]`, `[[duty]]`, …), so that a file may hold one item or many.

use super::{
    AmendmentDef, CalendarYearDef, DutyDef, FormalismDef, IndicatorDef, MechanismDef, ParameterDef, ResponsibilityDef,
    SchemeDef, StudyPlanDef,
};
use crate::{department::About, fault::Fault, native::Inputs};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Definitions of one department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pack {
    /// Who speaks; in a folder of packs only one text says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// Mechanisms.
    #[serde(rename = "mechanism")]
    pub mechanisms: Vec<MechanismDef>,
    /// Duties.
    #[serde(rename = "duty")]
    pub duties: Vec<DutyDef>,
    /// Responsibilities.
    #[serde(rename = "responsibility")]
    pub responsibilities: Vec<ResponsibilityDef>,
    /// Study plans.
    #[serde(rename = "study_plan")]
    pub study_plans: Vec<StudyPlanDef>,
    /// Indicators.
    #[serde(rename = "indicator")]
    pub indicators: Vec<IndicatorDef>,
    /// Indicators computed by code; only over a plugin's wire. A text that names the noun is refused, so none is not written.
    #[serde(rename = "native", skip_serializing_if = "Vec::is_empty")]
    pub natives: Vec<NativeDef>,
    /// Dated parameters.
    #[serde(rename = "parameter")]
    pub parameters: Vec<ParameterDef>,
    /// Years of the statutory calendar.
    #[serde(rename = "calendar_year", skip_serializing_if = "Vec::is_empty")]
    pub calendar_years: Vec<CalendarYearDef>,
    /// Amendments.
    #[serde(rename = "amendment")]
    pub amendments: Vec<AmendmentDef>,
    /// Schemes.
    #[serde(rename = "scheme", skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<SchemeDef>,
    /// Rules against formalism; the baseline alone may have any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formalism: Vec<FormalismDef>,
}

/// An indicator computed by code, as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NativeDef {
    /// Its definition.
    pub indicator: IndicatorDef,
    /// The columns its code reads.
    pub inputs: Inputs,
}

/// A text with definitions, and the name of the file it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackText {
    /// File, for faults.
    pub file: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

impl PackText {
    /// A text by this name.
    #[must_use]
    pub fn new(file: &str, text: &str) -> Self {
        Self { file: file.into(), text: text.into() }
    }

    /// Reads the definitions that can be read, and tells all that is wrong with the others.
    #[must_use]
    pub fn read(&self) -> (Pack, Vec<Fault>) {
        super::reading::read(self)
    }
}
