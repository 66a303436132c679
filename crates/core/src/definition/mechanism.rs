//! A mechanism (长效机制): a purpose, and the demands of the founding text it must carry. It lists nothing; items point to it.

use crate::{id::Id, text::Text};
use serde::{Deserialize, Serialize};

/// Definition of a mechanism.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MechanismDef {
    /// Id.
    pub id: Id,
    /// Name.
    pub name: Text,
    /// What it is for.
    pub purpose: Text,
    /// Demands of the founding text it must carry, such as `M1.8`.
    #[serde(default)]
    pub carries: Vec<String>,
}

impl MechanismDef {
    /// A mechanism that names no demand yet.
    #[must_use]
    pub fn new(id: Id, name: Text, purpose: Text) -> Self {
        Self { id, name, purpose, carries: Vec::new() }
    }
}
