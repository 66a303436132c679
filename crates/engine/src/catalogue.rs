//! The catalogue: all definitions of all departments, checked together. What is faulty is left out and said; the rest
//! stands. The order in which departments arrive changes nothing.

mod amendments;
mod build;
mod calendar_years;
mod consents;
mod effects;
mod formalism;
mod origin;
mod places;
mod refusal;
mod schemes;
mod scope;
mod settings;
mod superseding;
mod words;

pub use amendments::Amended;
pub use effects::{Changed, Effects};
pub use formalism::{Mark, Marked};
pub use origin::{Amendment, Impact, Named, Origin};
pub use schemes::ReadyScheme;
pub use settings::{SettingsOf, Whom, parameter_id};

use crate::consent::{Lock, Standing};
use changxiao_core::{
    contract::Contract,
    definition::{
        CalendarYearDef, DutyDef, FormalismDef, IndicatorDef, MechanismDef, Pack, PackText, ParameterDef,
        ResponsibilityDef, StudyPlanDef,
    },
    department::About,
    fault::Fault,
    id::{Id, Namespace},
    measure::Measure,
    native::Inputs,
};
use std::collections::BTreeMap;

/// What one department brings.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// Its definitions; `about` is set.
    pub pack: Pack,
    /// The texts they were read from, for placing faults.
    pub texts: Vec<PackText>,
    /// What it is called in faults: the folder or library.
    pub source: String,
    /// What kind of source it is.
    pub kind: SourceKind,
}

/// The three kinds of department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The shared baseline.
    Baseline,
    /// A folder of data files.
    Pack,
    /// A library with code.
    Plugin,
}

/// A department in the catalogue.
#[derive(Clone, Debug)]
pub struct Source {
    /// Who speaks.
    pub about: About,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// What it is called in faults.
    pub name: String,
    /// All it brought.
    pub pack: Pack,
}

/// An indicator made ready.
#[derive(Clone, Debug)]
pub struct Ready {
    /// Its definition.
    pub def: IndicatorDef,
    /// How it is computed.
    pub computed: Computed,
    /// The rules against formalism that it fits.
    pub marks: Vec<Mark>,
}

/// How an indicator is computed.
#[derive(Clone, Debug)]
pub enum Computed {
    /// By its measures, added up.
    Declared(Vec<Measure>),
    /// By code of its department, reading these columns.
    Native(Inputs),
}

/// All definitions, checked together.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    contract: Contract,
    sources: BTreeMap<Namespace, Source>,
    mechanisms: BTreeMap<Id, MechanismDef>,
    duties: BTreeMap<Id, DutyDef>,
    /// The measures that duties supply, made ready.
    measured_duties: BTreeMap<Id, Ready>,
    responsibilities: BTreeMap<Id, ResponsibilityDef>,
    study_plans: BTreeMap<Id, StudyPlanDef>,
    parameters: BTreeMap<Id, ParameterDef>,
    formalism: BTreeMap<Id, FormalismDef>,
    /// Years of the statutory calendar.
    calendar_years: BTreeMap<i16, CalendarYearDef>,
    schemes: BTreeMap<Id, ReadyScheme>,
    indicators: BTreeMap<Id, Ready>,
    /// Indicators that a rule against formalism fits and for which nobody stands: they are not computed.
    withheld: BTreeMap<Id, Ready>,
    /// What the operator has said to each department beside the baseline.
    standings: BTreeMap<Namespace, Standing>,
    amendments: Vec<Amended>,
    places: places::Places,
}

impl Catalogue {
    /// Makes the catalogue; faults beside it, in the order of their places.
    #[must_use]
    pub fn new(contract: Contract, contributions: Vec<Contribution>) -> (Self, Vec<Fault>) {
        build::build(contract, contributions, None)
    }

    /// The same with the operator's consents: an amendment without consent is not applied.
    #[must_use]
    pub fn with_lock(contract: Contract, contributions: Vec<Contribution>, lock: &Lock) -> (Self, Vec<Fault>) {
        build::build(contract, contributions, Some(lock))
    }

    /// The register contract.
    #[must_use]
    pub fn contract(&self) -> &Contract {
        &self.contract
    }

    /// The departments, by namespace.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// The mechanisms.
    #[must_use]
    pub fn mechanisms(&self) -> &BTreeMap<Id, MechanismDef> {
        &self.mechanisms
    }

    /// The duties.
    #[must_use]
    pub fn duties(&self) -> &BTreeMap<Id, DutyDef> {
        &self.duties
    }

    /// The measure that a duty supplies, made ready: an indicator of its own, one occasion at a time. `None`: it is faulty.
    #[must_use]
    pub fn measured_duty(&self, id: &Id) -> Option<&Ready> {
        self.measured_duties.get(id)
    }

    /// The responsibilities.
    #[must_use]
    pub fn responsibilities(&self) -> &BTreeMap<Id, ResponsibilityDef> {
        &self.responsibilities
    }

    /// The study plans, with items that amendments add.
    #[must_use]
    pub fn study_plans(&self) -> &BTreeMap<Id, StudyPlanDef> {
        &self.study_plans
    }

    /// The dated parameters as their own department wrote them.
    #[must_use]
    pub fn parameters(&self) -> &BTreeMap<Id, ParameterDef> {
        &self.parameters
    }

    /// The years of the statutory calendar, one definition a year.
    #[must_use]
    pub fn calendar_years(&self) -> &BTreeMap<i16, CalendarYearDef> {
        &self.calendar_years
    }

    /// The indicators.
    #[must_use]
    pub fn indicators(&self) -> &BTreeMap<Id, Ready> {
        &self.indicators
    }

    /// The schemes.
    #[must_use]
    pub fn schemes(&self) -> &BTreeMap<Id, ReadyScheme> {
        &self.schemes
    }

    /// The rules against formalism.
    #[must_use]
    pub fn formalism(&self) -> &BTreeMap<Id, FormalismDef> {
        &self.formalism
    }

    /// Indicators that are defined but not computed: a rule against formalism fits them, and nobody stands for them.
    #[must_use]
    pub fn withheld(&self) -> &BTreeMap<Id, Ready> {
        &self.withheld
    }

    /// What the operator has said to each department beside the baseline.
    #[must_use]
    pub fn standings(&self) -> &BTreeMap<Namespace, Standing> {
        &self.standings
    }

    /// The indicator that another supersedes, if it does and both are computed.
    #[must_use]
    pub fn superseded(&self, ready: &Ready) -> Option<&Ready> {
        self.indicators.get(ready.def.supersedes.as_ref()?)
    }

    /// The indicators that supersede another.
    pub fn superseding<'c>(&'c self, id: &'c Id) -> impl Iterator<Item = &'c Ready> {
        self.indicators.values().filter(move |ready| ready.def.supersedes.as_ref() == Some(id))
    }

    /// An indicator by its id or its short code.
    #[must_use]
    pub fn indicator(&self, name: &str) -> Option<&Ready> {
        self.indicators.values().find(|ready| ready.def.id.as_str() == name || ready.def.code.as_deref() == Some(name))
    }

    /// The amendments that hold, in the order of their targets.
    #[must_use]
    pub fn amendments(&self) -> &[Amended] {
        &self.amendments
    }
}

#[cfg(test)]
mod tests;
