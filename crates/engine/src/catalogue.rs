//! The catalogue: all definitions of all departments, checked together. What is faulty is left out and said; the rest
//! stands. The order in which departments arrive changes nothing.

mod amendments;
mod build;
mod calendar_years;
mod effects;
mod origin;
mod places;
mod words;

pub use amendments::Amended;
pub use effects::{Effects, Tightened};
pub use origin::{Amendment, Impact, Named, Origin};

use changxiao_core::{
    contract::Contract,
    day::Day,
    definition::{
        AmendmentDef, CalendarYearDef, DutyDef, IndicatorDef, MechanismDef, Pack, PackText, ParameterDef,
        ResponsibilityDef, Setting, StudyPlanDef,
    },
    department::About,
    fault::Fault,
    id::{Id, Namespace},
    measure::{Measure, Settings},
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
    /// Years of the statutory calendar.
    calendar_years: BTreeMap<i16, CalendarYearDef>,
    indicators: BTreeMap<Id, Ready>,
    amendments: Vec<Amended>,
    places: places::Places,
}

/// The settings that a definition of one namespace sees: amendments applied.
pub struct SettingsOf<'a> {
    catalogue: &'a Catalogue,
    namespace: Namespace,
}

impl Catalogue {
    /// Makes the catalogue; faults beside it, in the order of their places.
    #[must_use]
    pub fn new(contract: Contract, contributions: Vec<Contribution>) -> (Self, Vec<Fault>) {
        build::build(contract, contributions)
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

    /// The settings that definitions of a namespace see.
    #[must_use]
    pub fn settings(&self, namespace: Namespace) -> SettingsOf<'_> {
        SettingsOf { catalogue: self, namespace }
    }

    /// The days on which a parameter may change, amendments included, in no order.
    #[must_use]
    pub fn days_of_change(&self, namespace: &Namespace, name: &str) -> Vec<Day> {
        let Some(id) = parameter_id(namespace, name) else { return Vec::new() };
        let written = self.parameters.get(&id).into_iter().flat_map(|def| def.values.iter().map(|value| value.from));
        let amended = self.amendments.iter().filter(|amended| amended.def.target == id);
        written.chain(amended.flat_map(|amended| [Some(amended.def.since), amended.def.until]).flatten()).collect()
    }

    /// The setting of a parameter on a day, amendments applied; with the amendment, if one holds.
    #[must_use]
    pub fn setting(&self, id: &Id, day: Day) -> Option<(Setting, Option<&AmendmentDef>)> {
        let written = &self.parameters.get(id)?.on(day)?.is;
        let amended = self.amendments.iter().find(|amended| amended.def.target == *id && amended.holds_on(day));
        match amended.and_then(|amended| Some((amended.value()?, &amended.def))) {
            Some((value, def)) => Some((Setting::Number(value), Some(def))),
            None => Some((written.clone(), None)),
        }
    }
}

/// The id that `$name` means in a namespace: a name of its own, or a whole id.
#[must_use]
pub fn parameter_id(namespace: &Namespace, name: &str) -> Option<Id> {
    if name.contains('/') { name.parse().ok() } else { namespace.id(name).ok() }
}

impl Settings for SettingsOf<'_> {
    fn on(&self, name: &str, day: Day) -> Option<Setting> {
        let id = parameter_id(&self.namespace, name)?;
        self.catalogue.setting(&id, day).map(|(setting, _)| setting)
    }

    fn is_working_day(&self, day: Day) -> Option<bool> {
        self.catalogue.calendar_years.get(&day.year()).map(|year| year.is_working_day(day))
    }
}

#[cfg(test)]
mod tests;
