//! Schemes in the catalogue: compiled once to find what is wrong, their own measures made ready, their questions held
//! against the rules on formalism.

use super::{
    Computed, Contribution, Ready,
    build::Builder,
    formalism::{Mark, mark},
    places::part_of,
};
use crate::scheme::{Input, Table, compile};
use changxiao_core::{
    day::{Calendar, Day},
    definition::{IndicatorDef, SchemeDef, scheme::Take},
    fault::Fault,
    id::Id,
    measure::DEPARTMENT,
    message::Message,
};
use std::collections::{BTreeMap, BTreeSet};

/// A scheme that can be used.
#[derive(Clone, Debug)]
pub struct ReadyScheme {
    /// Its definition.
    pub def: SchemeDef,
    /// Measures of its own, by the codes of their inputs.
    pub measures: BTreeMap<String, Ready>,
    /// The rules against formalism that its questions fit, by the codes of their inputs.
    pub marks: Vec<(String, Mark)>,
    /// Whether it is not scored, because it is marked and nobody stands for it.
    pub is_withheld: bool,
}

impl Builder {
    /// Takes the schemes that are whole; faults for the others.
    pub(super) fn take_schemes(&mut self, contributions: &[Contribution], own: &BTreeSet<Id>) {
        let all = contributions.iter().flat_map(|one| &one.pack.schemes).filter(|def| own.contains(&def.id));
        let known: BTreeSet<Id> = all.clone().map(|def| def.id.clone()).collect();
        for def in all {
            if let Some(ready) = self.scheme(def, &known) {
                self.catalogue.schemes.insert(def.id.clone(), ready);
            }
        }
        self.leave_out_circles();
    }

    fn scheme(&mut self, def: &SchemeDef, known: &BTreeSet<Id>) -> Option<ReadyScheme> {
        let day = Day::new(2025, 1, 1)?;
        let table = match compile(def, Calendar::Year.around(day)) {
            Ok(table) => table,
            Err(found) => {
                for (key, fault) in found {
                    let part = part_of(&fault);
                    let place = self.places.of(&def.id, &key, part);
                    self.faults.push(Fault { place, message: fault.message, expected: None, hint: fault.hint });
                }
                return None;
            }
        };
        let before = self.faults.len();
        self.are_codes((&def.id, "owners"), ("org", "kind"), &kinds_of(def));
        let mut measures = BTreeMap::new();
        let mut marks = Vec::new();
        let mut seen = BTreeSet::new();
        for input in table.inputs.iter().filter(|input| seen.insert(input.code.clone())) {
            self.check_input(&table, input, known);
            let ready = self.own_measure(&table, input);
            let rules = self.catalogue.formalism().values().filter(|rule| rule.until.is_none());
            marks.extend(rules.filter_map(|rule| Some((input.code.clone(), mark(rule, &ready)?))));
            if input.def.measure.is_some() {
                measures.insert(input.code.clone(), ready);
            }
        }
        for node in table.nodes().iter().filter(|node| node.item().is_some() && seen.insert(node.code.clone())) {
            let named = IndicatorDef::new(def.id.clone(), def.id.clone(), node.name.clone(), node.name.clone());
            let ready = Ready { def: named, computed: Computed::Declared(Vec::new()), marks: Vec::new() };
            let rules = self.catalogue.formalism().values().filter(|rule| rule.until.is_none());
            marks.extend(rules.filter_map(|rule| Some((node.code.clone(), mark(rule, &ready)?))));
        }
        let is_whole = self.faults.len() == before;
        let is_withheld = self.is_withheld(def, &marks)?;
        is_whole.then(|| ReadyScheme { def: def.clone(), measures, marks, is_withheld })
    }

    /// What an input names must exist.
    fn check_input(&mut self, table: &Table, input: &Input, known: &BTreeSet<Id>) {
        let id = &table.def.id;
        if let Some(indicator) = &input.def.indicator
            && self.catalogue.indicator(indicator.as_str()).is_none()
        {
            let names: Vec<String> = self.catalogue.indicators().keys().map(ToString::to_string).collect();
            let message = Message::new("scheme-unknown-indicator").with("name", indicator.as_str());
            let key = format!("{}.indicator", input.place);
            self.unknown((id, &key), (message, indicator.as_str()), names.iter().map(String::as_str));
        }
        let has_target = |id: &Id| self.catalogue.indicators().get(id).is_none_or(|one| one.def.target.is_some());
        if input.def.take == Some(Take::Reached) && !input.def.indicator.as_ref().is_some_and(has_target) {
            self.fault(id, &format!("{}.take", input.place), Message::new("scheme-no-target"));
        }
        let others = [
            input.def.scheme.as_ref().map(|other| &other.id),
            input.def.earlier.as_ref().and_then(|one| one.scheme.as_ref()),
        ];
        for other in others.into_iter().flatten().filter(|other| !known.contains(other)) {
            let message = Message::new("scheme-unknown").with("name", other.as_str());
            let key = format!("{}.scheme", input.place);
            self.unknown((id, &key), (message, other.as_str()), known.iter().map(Id::as_str));
        }
        if let Some(field) = &input.def.org {
            let kind = self.catalogue.contract().kind("org").cloned();
            let fields: Vec<String> = kind.iter().flat_map(|kind| &kind.fields).map(|field| field.id.clone()).collect();
            if !fields.contains(field) {
                let message = Message::new("scheme-unknown-org-field").with("name", field.as_str());
                let key = format!("{}.org", input.place);
                self.unknown((id, &key), (message, field), fields.iter().map(String::as_str));
            }
        }
    }

    /// An input as an indicator of its own: what rules against formalism look at, and what is evaluated. One that has no
    /// measure, or a faulty one, measures nothing.
    fn own_measure(&mut self, table: &Table, input: &Input) -> Ready {
        let id = table.def.id.clone();
        let mut def = IndicatorDef::new(id.clone(), id, input.name.clone(), input.name.clone());
        def.period = Calendar::Year;
        def.measure.clone_from(&input.def.measure);
        let above = format!("{}.", input.place);
        let computed = input.def.measure.as_ref().and_then(|measure| self.declared_at(&def, measure, &above));
        Ready { def, computed: Computed::Declared(computed.unwrap_or_default()), marks: Vec::new() }
    }

    /// Whether a marked scheme has nobody who stands for it; `None`: it may not be in the catalogue at all.
    fn is_withheld(&mut self, def: &SchemeDef, marks: &[(String, Mark)]) -> Option<bool> {
        let Some((_, first)) = marks.first() else { return Some(false) };
        let namespace = def.id.namespace();
        if self.baselines.contains(&namespace) {
            let message = Message::new("formalism-in-baseline")
                .with("id", &def.id)
                .with("rule", first.name.clone())
                .with("found", first.found.clone());
            self.fault(&def.id, "id", message);
            return None;
        }
        let standing = self.catalogue.standings().get(&namespace);
        Some(standing.is_none_or(|standing| standing.sponsor(&def.id).is_none()))
    }

    /// Schemes that take scores from each other in a circle are left out.
    fn leave_out_circles(&mut self) {
        loop {
            let schemes = &self.catalogue.schemes;
            let mut done: BTreeSet<&Id> = BTreeSet::new();
            while let Some(next) = schemes
                .values()
                .find(|one| !done.contains(&one.def.id) && one.others().iter().all(|id| done.contains(id)))
            {
                done.insert(&next.def.id);
            }
            let Some(left) = schemes.keys().find(|id| !done.contains(id)).cloned() else { return };
            // Of a circle all are left; of what only leans on one, too: the first is told, and looked at again without it.
            self.fault(&left, "id", Message::new("scheme-circle").with("id", &left));
            self.catalogue.schemes.remove(&left);
        }
    }
}

impl ReadyScheme {
    /// The schemes whose scores it takes in the same run.
    #[must_use]
    pub fn others(&self) -> BTreeSet<Id> {
        let mut others = BTreeSet::new();
        let mut quantity = |def: &changxiao_core::definition::scheme::QuantityDef| {
            others.extend(def.scheme.as_ref().map(|other| other.id.clone()));
        };
        self.def.facts.values().for_each(&mut quantity);
        self.def.items.iter().for_each(|item| in_item(item, &mut quantity));
        others
    }
}

/// Its owners that are kinds of organisation.
fn kinds_of(def: &SchemeDef) -> Vec<String> {
    def.owners.iter().filter(|owner| *owner != DEPARTMENT).cloned().collect()
}

/// Calls `seen` with every quantity in an item.
fn in_item(
    item: &changxiao_core::definition::scheme::ItemDef,
    seen: &mut dyn FnMut(&changxiao_core::definition::scheme::QuantityDef),
) {
    use changxiao_core::definition::scheme::Source;
    for atom in &item.atoms {
        if let Some(Source::Quantity(quantity)) = &atom.from {
            seen(quantity);
        }
    }
    item.items.iter().for_each(|inner| in_item(inner, seen));
}
