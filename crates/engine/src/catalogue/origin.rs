//! Where a definition comes from and who changes it, and what hangs on a parameter: the two questions before a change.

use super::{Amended, Catalogue, Source, effects::uses, parameter_id};
use changxiao_core::{
    definition::{Number, Part, StudyPlanDef},
    fault::Place,
    id::Id,
    text::Text,
};

/// A definition by its noun (key of its name), id and name.
pub type Named<'c> = (&'static str, &'c Id, &'c Text);

/// Where a definition comes from.
pub struct Origin<'c> {
    /// The definition.
    pub named: Named<'c>,
    /// The department that defines it.
    pub source: &'c Source,
    /// Where it is written.
    pub place: Place,
    /// The amendments of it.
    pub amendments: Vec<Amendment<'c>>,
    /// Of an indicator or duty: the parameters it uses, each with its own origin.
    pub uses: Vec<Origin<'c>>,
}

/// An amendment and the department that made it.
pub struct Amendment<'c> {
    /// Who.
    pub source: &'c Source,
    /// What.
    pub amended: &'c Amended,
}

/// What uses a parameter.
pub struct Impact<'c> {
    /// The parameter.
    pub parameter: Named<'c>,
    /// Indicators, duties and study plans.
    pub users: Vec<Named<'c>>,
}

impl Catalogue {
    /// Every definition.
    #[must_use]
    pub fn definitions(&self) -> Vec<Named<'_>> {
        let mut all: Vec<Named<'_>> = Vec::new();
        all.extend(self.mechanisms.values().map(|def| ("noun-mechanism", &def.id, &def.name)));
        all.extend(self.duties.values().map(|def| ("noun-duty", &def.id, &def.name)));
        all.extend(self.responsibilities.values().map(|def| ("noun-responsibility", &def.id, &def.name)));
        all.extend(self.study_plans.values().map(|def| ("noun-study-plan", &def.id, &def.name)));
        all.extend(self.parameters.values().map(|def| ("noun-parameter", &def.id, &def.name)));
        all.extend(self.formalism.values().map(|def| ("noun-formalism", &def.id, &def.name)));
        let years = self.calendar_years.values();
        all.extend(years.map(|def| ("noun-calendar-year", &def.id, &def.clause.regulation)));
        let indicators = self.indicators.values().chain(self.withheld.values());
        all.extend(indicators.map(|ready| ("noun-indicator", &ready.def.id, &ready.def.name)));
        all
    }

    /// A definition by its id, or an indicator by its code.
    #[must_use]
    pub fn definition(&self, name: &str) -> Option<Named<'_>> {
        let id = self.indicator(name).map_or(name, |ready| ready.def.id.as_str());
        self.definitions().into_iter().find(|(_, known, _)| known.as_str() == id)
    }

    /// Where a definition comes from; by id, or code of an indicator.
    #[must_use]
    pub fn origin(&self, name: &str) -> Option<Origin<'_>> {
        let named = self.definition(name)?;
        let (_, id, _) = named;
        let amended = self.amendments.iter().filter(|amended| amended.def.target == *id);
        let amendments =
            amended.filter_map(|amended| Some(Amendment { source: self.sources.get(&amended.by)?, amended }));
        let used = self.parameters.keys().filter(|parameter| self.users(parameter).iter().any(|user| user.1 == id));
        Some(Origin {
            named,
            source: self.sources.get(&id.namespace())?,
            place: self.places.of(id, "id", Part::Whole),
            amendments: amendments.collect(),
            uses: used.filter_map(|parameter| self.origin(parameter.as_str())).collect(),
        })
    }

    /// What uses a parameter.
    #[must_use]
    pub fn impact(&self, parameter: &str) -> Option<Impact<'_>> {
        let (id, def) = self.parameters.iter().find(|(id, _)| id.as_str() == parameter)?;
        Some(Impact { parameter: ("noun-parameter", &def.id, &def.name), users: self.users(id) })
    }

    /// Whether anything uses a parameter, be it withheld.
    pub(super) fn is_used(&self, parameter: &Id) -> bool {
        !self.users(parameter).is_empty() || self.withheld.values().any(|ready| uses(ready, parameter))
    }

    pub(super) fn users(&self, parameter: &Id) -> Vec<Named<'_>> {
        let indicators = self.indicators_using(parameter);
        let has_duty = |id: &Id| self.measured_duties.get(id).is_some_and(|ready| uses(ready, parameter));
        let has_plan = |plan: &StudyPlanDef| {
            let numbers = plan.items.iter().flat_map(|item| [&item.hours, &item.times]).flatten();
            numbers.into_iter().any(|number| match number {
                Number::Parameter(name) => parameter_id(&plan.id.namespace(), name).as_ref() == Some(parameter),
                Number::Fixed(_) => false,
            })
        };
        let is_user = |(noun, id, _): &Named<'_>| match *noun {
            "noun-indicator" => indicators.contains(id),
            "noun-duty" => has_duty(id),
            "noun-study-plan" => self.study_plans.get(*id).is_some_and(has_plan),
            _ => false,
        };
        self.definitions().into_iter().filter(is_user).collect()
    }
}
