//! The operator's consent (`plugins.lock`): to what each department defines, by its digest; to each of its amendments; and
//! the names of those who stand for an indicator that a rule against formalism fits. Reading and writing the file is the
//! host's; bundles and signatures will be more keys of a department here.

use crate::{
    catalogue::{Catalogue, Source},
    seal,
};
use changxiao_core::{
    day::Day,
    definition::{AmendmentChange, AmendmentDef},
    id::{Id, Namespace, OrganisationId},
};
use serde::{Deserialize, Serialize};

/// Version of the layout of the lock.
pub const SCHEMA: u32 = 1;

/// All consents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Version of its layout.
    pub schema: u32,
    /// One a department.
    #[serde(default, rename = "department")]
    pub departments: Vec<Consent>,
}

/// The consent to one department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The department.
    pub namespace: Namespace,
    /// Version of its definitions, for reading only.
    pub version: String,
    /// Digest of what it defines.
    pub definitions: String,
    /// Who consented.
    pub by: String,
    /// On which day.
    pub on: Day,
    /// The amendments consented to.
    #[serde(default, rename = "amendment", skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Consented>,
    /// Who stands for its indicators that a rule against formalism fits.
    #[serde(default, rename = "sponsor", skip_serializing_if = "Vec::is_empty")]
    pub sponsors: Vec<Sponsor>,
}

/// An amendment consented to: all of it that changes numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consented {
    /// What is changed.
    pub target: Id,
    /// For which organisation only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<OrganisationId>,
    /// From this day on.
    pub since: Day,
    /// Until before this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// How.
    pub change: AmendmentChange,
}

/// Somebody who stands for an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sponsor {
    /// The indicator.
    pub indicator: Id,
    /// Who.
    pub by: String,
}

/// What the operator has said to a department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// There is no lock: no consent is on file, and amendments are applied.
    #[default]
    NoLock,
    /// There is a lock, and it does not name the department.
    Missing,
    /// The department changed after this consent.
    Changed(Consent),
    /// This consent holds.
    Given(Consent),
}

impl From<&AmendmentDef> for Consented {
    fn from(def: &AmendmentDef) -> Self {
        let (target, change, within) = (def.target.clone(), def.change.clone(), def.within.clone());
        Self { target, within, since: def.since, until: def.until, change }
    }
}

impl Lock {
    /// A lock without any consent.
    #[must_use]
    pub fn empty() -> Self {
        Self { schema: SCHEMA, departments: Vec::new() }
    }

    /// The same lock with one department's consent in the place of an earlier one.
    #[must_use]
    pub fn with(mut self, consent: Consent) -> Self {
        self.departments.retain(|one| one.namespace != consent.namespace);
        self.departments.push(consent);
        self.departments.sort_by(|a, b| a.namespace.cmp(&b.namespace));
        self
    }

    /// What it says to a department whose definitions have this digest.
    #[must_use]
    pub fn standing(&self, namespace: &Namespace, definitions: &str) -> Standing {
        match self.departments.iter().find(|one| one.namespace == *namespace) {
            None => Standing::Missing,
            Some(consent) if consent.definitions != definitions => Standing::Changed(consent.clone()),
            Some(consent) => Standing::Given(consent.clone()),
        }
    }
}

impl Consent {
    /// The consent to all that a department defines, and to those of its amendments that are not refused.
    #[must_use]
    pub fn to((catalogue, source): (&Catalogue, &Source), (by, on): (&str, Day), sponsors: Vec<Sponsor>) -> Self {
        let amended = catalogue.amendments().iter().filter(|amended| amended.by == source.about.namespace);
        Self {
            namespace: source.about.namespace.clone(),
            version: source.about.version.clone(),
            definitions: seal::definitions(&source.pack),
            by: by.to_owned(),
            on,
            amendments: amended.map(|amended| Consented::from(&amended.def)).collect(),
            sponsors,
        }
    }
}

impl Standing {
    /// Whether an amendment may be applied.
    #[must_use]
    pub fn consents_to(&self, def: &AmendmentDef) -> bool {
        match self {
            Self::NoLock => true,
            Self::Missing | Self::Changed(_) => false,
            Self::Given(consent) => consent.amendments.contains(&Consented::from(def)),
        }
    }

    /// Who stands for an indicator.
    #[must_use]
    pub fn sponsor(&self, indicator: &Id) -> Option<&str> {
        match self {
            Self::Given(consent) => {
                let sponsor = consent.sponsors.iter().find(|sponsor| sponsor.indicator == *indicator);
                sponsor.map(|sponsor| sponsor.by.as_str()).filter(|by| !by.trim().is_empty())
            }
            _ => None,
        }
    }
}
