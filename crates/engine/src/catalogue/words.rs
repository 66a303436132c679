//! Words of definitions that no measure checks: roles, kinds of organisation, forms of study, parameters, short codes.

use super::{Computed, Ready, build::Builder, parameter_id};
use changxiao_core::{
    day::Calendar,
    definition::{Every, IndicatorDef, MeasureDef, Number, ParameterDef, Setting, StudyPlanDef},
    id::Id,
    message::Message,
    text::Text,
};
use std::collections::BTreeMap;

impl Builder {
    /// Checks duties and makes ready the measures they supply; checks responsibilities and study plans.
    pub(super) fn check_words(&mut self) {
        let duties: Vec<_> = self.catalogue.duties.values().cloned().collect();
        for duty in duties {
            let measure = MeasureDef { duty: Some(duty.id.clone()), ..MeasureDef::default() };
            let def = IndicatorDef::new(duty.id.clone(), duty.part_of, Text::default(), Text::default());
            let def = IndicatorDef {
                period: duty.every.and_then(Every::calendar).unwrap_or(Calendar::Year),
                ..def.measure(measure.clone())
            };
            if let Some(measures) = self.declared(&def, &measure) {
                self.catalogue
                    .measured_duties
                    .insert(duty.id, Ready { def, computed: Computed::Declared(measures), marks: Vec::new() });
            }
        }
        self.check_units();
        self.check_settable();
        let responsibilities: Vec<_> = self.catalogue.responsibilities.values().cloned().collect();
        for def in responsibilities {
            self.are_codes((&def.id, "role"), ("post", "role"), std::slice::from_ref(&def.role));
            self.are_codes((&def.id, "of"), ("org", "kind"), &def.of);
        }
        let plans: Vec<_> = self.catalogue.study_plans.values().cloned().collect();
        for plan in plans {
            self.are_codes((&plan.id, "owners"), ("org", "kind"), &plan.owners);
            for item in &plan.items {
                self.are_codes((&plan.id, "item.form"), ("session", "form"), item.form.as_slice());
                for number in [&item.hours, &item.times].into_iter().flatten() {
                    if let Number::Parameter(name) = number {
                        self.is_parameter(&plan.id, name);
                    }
                }
            }
        }
    }

    /// What shows an item of a study plan is a duty or an indicator.
    pub(super) fn check_shown_by(&mut self) {
        let shown = |plan: &StudyPlanDef| {
            let by = plan.items.iter().filter_map(|item| item.shown_by.clone());
            by.map(|by| (plan.id.clone(), by)).collect::<Vec<_>>()
        };
        let all: Vec<(Id, Id)> = self.catalogue.study_plans.values().flat_map(shown).collect();
        for (plan, by) in all {
            let catalogue = &self.catalogue;
            let mut known = catalogue.duties.keys().chain(catalogue.indicators.keys()).chain(catalogue.withheld.keys());
            if known.any(|id| *id == by) {
                continue;
            }
            let message = self.left_out(&by).unwrap_or_else(|| Message::new("catalogue-unknown-id").with("id", &by));
            let names = catalogue.duties.keys().chain(catalogue.indicators.keys()).map(ToString::to_string);
            let names: Vec<String> = names.collect();
            self.unknown((&plan, "item.shown_by"), (message, by.as_str()), names.iter().map(String::as_str));
        }
    }

    /// A number that others may tighten needs a unit: without it nobody can tell what `36` is. It stays, and nobody may
    /// amend it.
    fn check_units(&mut self) {
        let is_number = |def: &ParameterDef| def.values.iter().any(|value| matches!(value.is, Setting::Number(_)));
        let is_bare = |def: &&ParameterDef| def.stricter.is_some() && def.unit.is_none() && is_number(def);
        let bare: Vec<Id> = self.catalogue.parameters.values().filter(is_bare).map(|def| def.id.clone()).collect();
        for id in bare {
            self.fault(&id, "stricter", Message::new("parameter-without-unit").with("id", &id));
            if let Some(def) = self.catalogue.parameters.get_mut(&id) {
                def.stricter = None;
            }
        }
    }

    /// A parameter can be set by others if it has no direction, to values of the sort it has.
    fn check_settable(&mut self) {
        let sort = |setting: &Setting| matches!(setting, Setting::Number(_));
        let mut strays: Vec<(Id, &str)> = Vec::new();
        for def in self.catalogue.parameters.values_mut().filter(|def| !def.settable.is_empty()) {
            let own = def.values.first().map(|value| sort(&value.is));
            if def.stricter.is_some() {
                strays.push((def.id.clone(), "parameter-settable-and-stricter"));
            } else if def.settable.iter().any(|allowed| Some(sort(allowed)) != own) {
                strays.push((def.id.clone(), "parameter-settable-sort"));
            } else {
                continue;
            }
            def.settable.clear();
        }
        for (id, key) in strays {
            self.fault(&id, "settable", Message::new(key).with("id", &id));
        }
    }

    /// Whether all words are codes of a field of the contract; each that is not becomes a fault.
    pub(super) fn are_codes(&mut self, at: (&Id, &str), (kind, field): (&str, &str), words: &[String]) -> bool {
        let known = self.catalogue.contract().kind(kind).and_then(|kind| kind.field(field));
        let codes: Vec<String> =
            known.into_iter().flat_map(|field| &field.codes).map(|code| code.code.clone()).collect();
        let strays = words.iter().filter(|word| !codes.contains(word));
        let mut is_whole = true;
        for word in strays {
            let message = Message::new("expression-unknown-code")
                .with("field", format!("{kind}.{field}"))
                .with("name", word.as_str());
            self.unknown(at, (message, word), codes.iter().map(String::as_str));
            is_whole = false;
        }
        is_whole
    }

    fn is_parameter(&mut self, id: &Id, name: &str) {
        let target = parameter_id(&id.namespace(), name);
        if target.as_ref().is_some_and(|target| self.catalogue.parameters.contains_key(target)) {
            return;
        }
        if let Some(message) = target.and_then(|target| self.left_out(&target)) {
            return self.fault(id, "item.hours", message);
        }
        let names: Vec<String> = self.catalogue.parameters.keys().map(|known| known.name().to_owned()).collect();
        let message = Message::new("expression-unknown-parameter").with("name", name);
        self.unknown((id, "item.hours"), (message, name), names.iter().map(String::as_str));
    }

    /// A short code names one indicator. Of several with one code only the baseline's keeps it; the others lose theirs,
    /// and are known by their ids alone.
    pub(super) fn with_codes_of_their_own(&mut self, ready: Vec<Ready>) -> Vec<Ready> {
        let mut holders: BTreeMap<String, Vec<Id>> = BTreeMap::new();
        for one in &ready {
            if let Some(code) = &one.def.code {
                holders.entry(code.clone()).or_default().push(one.def.id.clone());
            }
        }
        let is_baseline = |id: &Id| self.baselines.contains(&id.namespace());
        let keeps = |code: &str, id: &Id| match holders.get(code).map(Vec::as_slice) {
            Some([_]) | None => true,
            Some(several) => is_baseline(id) && several.iter().filter(|other| is_baseline(other)).count() == 1,
        };
        let (mut kept, mut strays) = (Vec::new(), Vec::new());
        for mut one in ready {
            if let Some(code) = one.def.code.take() {
                if keeps(&code, &one.def.id) {
                    one.def.code = Some(code);
                } else {
                    strays.push((one.def.id.clone(), code));
                }
            }
            kept.push(one);
        }
        for (id, code) in strays {
            self.fault(&id, "code", Message::new("catalogue-code-twice").with("code", code));
        }
        kept
    }
}
