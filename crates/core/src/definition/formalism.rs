//! A rule against formalism (形式主义): what an indicator must not be judged by. Central staff keep these rules as dated
//! data beside the baseline; an indicator that one of them fits is marked, not forbidden to be written.

use super::common::Clause;
use crate::{day::Day, id::Id, text::Text};
use serde::{Deserialize, Serialize};

/// Definition of a rule against formalism.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormalismDef {
    /// Id.
    pub id: Id,
    /// Name of what is banned.
    pub name: Text,
    /// Why it is.
    pub says: Text,
    /// Where it is banned.
    pub clause: Clause,
    /// First day on which the rule holds.
    pub since: Day,
    /// First day on which it holds no longer: from then on it marks nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Words of an indicator's id, names and units: Chinese ones anywhere, others as whole words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Fields `register.field` that it must not read; `register.*` means all of a register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Registers of which more rows must not be better without end: their number as an amount, without a target.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_rows_of: Vec<String>,
}
