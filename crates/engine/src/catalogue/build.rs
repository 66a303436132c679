//! Building the catalogue, with all faults of all departments.

use super::{
    Catalogue, Computed, Contribution, Ready, Source, SourceKind, amendments, parameter_id,
    places::{Places, part_of},
    superseding::Organisations,
};
use crate::consent::Lock;
use changxiao_core::{
    contract::Contract,
    definition::{DutyDef, IndicatorDef, MeasureDef, Pack, Part, Role, Setting},
    fault::{Fault, Place},
    id::{Id, Namespace},
    measure::{Fields, Measure, compile},
    message::{Argument, Message},
    native::Inputs,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn build(
    contract: Contract,
    contributions: Vec<Contribution>,
    lock: Option<&Lock>,
) -> (Catalogue, Vec<Fault>) {
    let mut builder = Builder {
        catalogue: Catalogue { contract, ..Catalogue::default() },
        own: BTreeSet::new(),
        baselines: BTreeSet::new(),
        organisations: Organisations::new(),
        places: Places::default(),
        faults: Vec::new(),
    };
    let contributions = builder.admitted(contributions);
    for contribution in &contributions {
        builder.places.learn(contribution);
    }
    for contribution in &contributions {
        builder.collect(contribution);
    }
    builder.ask_consent(&contributions, lock);
    let own = builder.own.clone();
    builder.take_calendar_years(&contributions, &own);
    builder.check_references();
    builder.check_words();
    builder.check_formalism();
    let ready: Vec<_> = contributions.iter().flat_map(|contribution| builder.ready(contribution)).collect();
    let ready = builder.with_codes_of_their_own(ready);
    let ready = builder.without_formalism(ready);
    let ready = builder.superseding(ready);
    builder.catalogue.indicators = ready.into_iter().map(|ready| (ready.def.id.clone(), ready)).collect();
    builder.check_shown_by();
    builder.take_schemes(&contributions, &own);
    let (catalogue, faults) = (&mut builder.catalogue, &mut builder.faults);
    amendments::admit(catalogue, &contributions, &builder.places, faults);
    for contribution in contributions {
        let Some(about) = contribution.pack.about.clone() else { continue };
        let source = Source { about, kind: contribution.kind, name: contribution.source, pack: contribution.pack };
        builder.catalogue.sources.insert(source.about.namespace.clone(), source);
    }
    builder.catalogue.places = builder.places;
    builder.faults.sort();
    builder.faults.dedup();
    (builder.catalogue, builder.faults)
}

pub(super) struct Builder {
    pub(super) catalogue: Catalogue,
    /// Ids that stand once, in the namespace of their department.
    own: BTreeSet<Id>,
    /// Namespaces of the baseline.
    pub(super) baselines: BTreeSet<Namespace>,
    /// The organisations for which departments speak.
    pub(super) organisations: Organisations,
    pub(super) places: Places,
    pub(super) faults: Vec<Fault>,
}

/// The ids of all definitions of a pack, whatever the noun: an id names one thing.
fn all_ids(pack: &Pack) -> Vec<&Id> {
    let mut ids: Vec<&Id> = Vec::new();
    ids.extend(pack.mechanisms.iter().map(|def| &def.id));
    ids.extend(pack.duties.iter().map(|def| &def.id));
    ids.extend(pack.responsibilities.iter().map(|def| &def.id));
    ids.extend(pack.study_plans.iter().map(|def| &def.id));
    ids.extend(pack.parameters.iter().map(|def| &def.id));
    ids.extend(pack.formalism.iter().map(|def| &def.id));
    ids.extend(pack.calendar_years.iter().map(|def| &def.id));
    ids.extend(pack.indicators.iter().map(|def| &def.id));
    ids.extend(pack.schemes.iter().map(|def| &def.id));
    ids.extend(pack.natives.iter().map(|native| &native.indicator.id));
    ids
}

fn take<T: Clone>(into: &mut BTreeMap<Id, T>, defs: &[T], id: impl Fn(&T) -> &Id, own: &BTreeSet<Id>) {
    let own = defs.iter().filter(|def| own.contains(id(def)));
    into.extend(own.map(|def| (id(def).clone(), def.clone())));
}

impl Builder {
    pub(super) fn fault(&mut self, id: &Id, key: &str, message: Message) {
        let place = self.places.of(id, key, Part::Whole);
        self.faults.push(Fault::new(place, message));
    }

    /// A fault about a word in the value of a key.
    pub(super) fn fault_of_word(&mut self, (id, key): (&Id, &str), (message, word): (Message, &str)) {
        let place = self.places.of(id, key, Part::Word(word));
        self.faults.push(Fault::new(place, message));
    }

    /// A name that does not exist, with the nearest that does.
    pub(super) fn unknown<'n>(
        &mut self,
        (id, key): (&Id, &str),
        (message, name): (Message, &str),
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let place = self.places.of(id, key, Part::Word(name));
        self.faults.push(Fault::new(place, message).nearest(name, known));
    }

    /// Departments that may speak: with a namespace of their own. Of several with one namespace none is taken (which one
    /// came first must not matter), except that nobody can displace the baseline.
    fn admitted(&mut self, contributions: Vec<Contribution>) -> Vec<Contribution> {
        let mut by_namespace: BTreeMap<Namespace, Vec<Contribution>> = BTreeMap::new();
        for contribution in contributions {
            match contribution.pack.about.as_ref().map(|about| about.namespace.clone()) {
                Some(namespace) if namespace.as_str() != "invalid" => {
                    by_namespace.entry(namespace).or_default().push(contribution);
                }
                _ => self
                    .faults
                    .push(Fault::new(Place::file(contribution.source), Message::new("catalogue-no-namespace"))),
            }
        }
        let mut admitted = Vec::new();
        for (namespace, mut same) in by_namespace {
            same.sort_by(|a, b| (a.kind, &a.source).cmp(&(b.kind, &b.source)));
            let is_baseline = same.first().is_some_and(|first| first.kind == SourceKind::Baseline);
            let sources: Vec<String> = same.iter().map(|one| one.source.clone()).collect();
            let kept = if is_baseline || same.len() == 1 { 1 } else { 0 };
            let refused = same.split_off(kept);
            for contribution in refused {
                let message = Message::new("catalogue-namespace-twice")
                    .with("namespace", namespace.as_str())
                    .with("sources", sources.join(", "));
                self.faults.push(Fault::new(Place::file(contribution.source), message));
            }
            admitted.extend(same);
        }
        admitted
    }

    fn collect(&mut self, contribution: &Contribution) {
        let pack = &contribution.pack;
        let Some(namespace) = pack.about.as_ref().map(|about| about.namespace.clone()) else { return };
        if let Some(organisation) = pack.about.as_ref().and_then(|about| about.organisation.clone()) {
            self.organisations.insert(namespace.clone(), organisation);
        }
        let own = self.own_ids(&namespace, all_ids(pack));
        let catalogue = &mut self.catalogue;
        take(&mut catalogue.mechanisms, &pack.mechanisms, |def| &def.id, &own);
        take(&mut catalogue.duties, &pack.duties, |def| &def.id, &own);
        take(&mut catalogue.responsibilities, &pack.responsibilities, |def| &def.id, &own);
        take(&mut catalogue.study_plans, &pack.study_plans, |def| &def.id, &own);
        take(&mut catalogue.parameters, &pack.parameters, |def| &def.id, &own);
        if contribution.kind == SourceKind::Baseline {
            take(&mut catalogue.formalism, &pack.formalism, |def| &def.id, &own);
            self.baselines.insert(namespace);
        } else {
            for def in &pack.formalism {
                self.fault(&def.id, "id", Message::new("formalism-not-baseline").with("id", &def.id));
            }
        }
        self.own.extend(own);
    }

    /// The ids that are in the namespace and stand once; faults for the others.
    fn own_ids(&mut self, namespace: &Namespace, ids: Vec<&Id>) -> BTreeSet<Id> {
        let mut own = BTreeSet::new();
        let mut twice = BTreeSet::new();
        for id in ids {
            if id.namespace() != *namespace {
                let message = Message::new("catalogue-foreign-id").with("id", id).with("namespace", namespace.as_str());
                let places = self.places.all(namespace, id, ("id", Part::Whole));
                self.faults.extend(places.into_iter().map(|place| Fault::new(place, message.clone())));
            } else if !own.insert(id.clone()) && twice.insert(id.clone()) {
                let message = Message::new("catalogue-id-twice").with("id", id);
                let places = self.places.all(namespace, id, ("id", Part::Whole));
                self.faults.extend(places.into_iter().map(|place| Fault::new(place, message.clone())));
            }
        }
        own.retain(|id| !twice.contains(id));
        own
    }

    /// Every id that a definition names must exist.
    fn check_references(&mut self) {
        let mut named: Vec<(Id, &str, Id)> = Vec::new();
        named.extend(self.catalogue.duties.values().map(|def| (def.id.clone(), "part_of", def.part_of.clone())));
        named.extend(self.catalogue.study_plans.values().map(|def| (def.id.clone(), "part_of", def.part_of.clone())));
        for def in self.catalogue.responsibilities.values() {
            named.push((def.id.clone(), "part_of", def.part_of.clone()));
            named.extend(def.duties.iter().map(|duty| (def.id.clone(), "duties", duty.clone())));
        }
        for (id, key, target) in named {
            self.check_reference(&id, key, &target);
        }
    }

    fn check_reference(&mut self, id: &Id, key: &str, target: &Id) -> bool {
        let known: Vec<&Id> = if key == "duties" {
            self.catalogue.duties.keys().collect()
        } else {
            self.catalogue.mechanisms.keys().collect()
        };
        if known.contains(&target) {
            return true;
        }
        let place = self.places.of(id, key, Part::Word(target.as_str()));
        if let Some(message) = self.left_out(target) {
            self.faults.push(Fault::new(place, message));
            return false;
        }
        let fault = Fault::new(place, Message::new("catalogue-unknown-id").with("id", target));
        let fault = fault.nearest(target.as_str(), known.iter().map(|id| id.as_str()));
        self.faults.push(fault);
        false
    }

    /// What is said of an id that is not there because its definition is faulty: no other name is offered for it.
    pub(super) fn left_out(&self, id: &Id) -> Option<Message> {
        let is_left_out = !self.own.contains(id) && self.places.is_written(id);
        is_left_out.then(|| Message::new("catalogue-left-out").with("id", id))
    }

    /// The indicators of a department that can be computed.
    fn ready(&mut self, contribution: &Contribution) -> Vec<Ready> {
        let pack = &contribution.pack;
        let own = self.own.clone();
        let declared = pack.indicators.iter().filter(|def| own.contains(&def.id)).map(|def| (def, None));
        let native = pack.natives.iter().filter(|native| own.contains(&native.indicator.id));
        let native = native.map(|native| (&native.indicator, Some(&native.inputs)));
        declared.chain(native).filter_map(|(def, inputs)| self.indicator(def, inputs)).collect()
    }

    /// An indicator made ready, or all that is wrong with it.
    fn indicator(&mut self, def: &IndicatorDef, inputs: Option<&Inputs>) -> Option<Ready> {
        let is_part = self.check_reference(&def.id, "part_of", &def.part_of);
        let is_founded = self.is_founded(def);
        let computed = match (&def.measure, inputs) {
            (Some(measure), None) => self.declared(def, measure).map(Computed::Declared),
            (None, Some(inputs)) => self.native(def, inputs),
            (None, None) => {
                self.fault(&def.id, "measure", Message::new("measure-without-population"));
                None
            }
            (Some(_), Some(_)) => {
                self.fault(&def.id, "measure", Message::new("measure-and-native"));
                None
            }
        };
        computed.filter(|_| is_part && is_founded).map(|computed| Ready {
            def: def.clone(),
            computed,
            marks: Vec::new(),
        })
    }

    /// What must be rests on a clause: the indicator's own, or that of the duty it measures.
    fn is_founded(&mut self, def: &IndicatorDef) -> bool {
        let has_duty = def.measure.as_ref().is_some_and(|measure| measure.duty.is_some());
        let is_founded = def.role != Role::Floor || def.clause.is_some() || has_duty;
        if !is_founded {
            self.fault(&def.id, "role", Message::new("indicator-floor-without-clause"));
        }
        is_founded
    }

    pub(super) fn declared(&mut self, def: &IndicatorDef, measure: &MeasureDef) -> Option<Vec<Measure>> {
        self.declared_at(def, measure, "")
    }

    /// The same where the measure stands deeper in its definition: below these keys.
    pub(super) fn declared_at(
        &mut self,
        def: &IndicatorDef,
        measure: &MeasureDef,
        above: &str,
    ) -> Option<Vec<Measure>> {
        let of = measure.duty.as_ref().map_or_else(|| def.id.namespace(), Id::namespace);
        let parameter = |name: &str| -> Option<Setting> {
            let id = parameter_id(&of, name)?;
            self.catalogue.parameters.get(&id)?.values.first().map(|value| value.is.clone())
        };
        let duty = |id: &Id| -> Option<DutyDef> { self.catalogue.duties.get(id).cloned() };
        let own = |id: &Id| if id.namespace() == of { id.name().to_owned() } else { id.to_string() };
        let parameter_names: Vec<String> = self.catalogue.parameters.keys().map(own).collect();
        let contract = &self.catalogue.contract;
        match compile(
            measure,
            &Fields { contract, parameter: &parameter, parameter_names: &parameter_names, duty: &duty },
        ) {
            Ok(ready) => Some(ready),
            Err(faults) => {
                // A duty's own condition is at fault where the duty stands, not where it is measured.
                let duty = measure.duty.as_ref().filter(|duty| self.catalogue.duties.contains_key(duty));
                for (key, fault) in faults {
                    let part = part_of(&fault);
                    let place = match (duty, key.strip_prefix("duty.")) {
                        (Some(duty), Some(key)) => self.places.of(duty, key, part),
                        _ => self.places.of(&def.id, &format!("{above}{key}"), part),
                    };
                    let missing = match (fault.message.key.as_str(), fault.message.arguments.get("name")) {
                        ("expression-unknown-parameter", Some(Argument::Plain(name))) => parameter_id(&of, name),
                        ("measure-unknown-duty", _) => measure.duty.clone(),
                        _ => None,
                    };
                    let fault = match missing.and_then(|id| self.left_out(&id)) {
                        Some(message) => Fault::new(place, message),
                        None => Fault { place, message: fault.message, expected: None, hint: fault.hint },
                    };
                    self.faults.push(fault);
                }
                None
            }
        }
    }

    fn native(&mut self, def: &IndicatorDef, inputs: &Inputs) -> Option<Computed> {
        let mut is_whole = self.are_codes((&def.id, "inputs"), ("org", "kind"), &inputs.owners);
        for (register, fields) in &inputs.registers {
            let Some(kind) = self.catalogue.contract.kind(register).cloned() else {
                let known: Vec<String> = self.catalogue.contract.kinds().map(|kind| kind.kind.clone()).collect();
                let message = Message::new("measure-unknown-register").with("name", register.as_str());
                self.unknown((&def.id, "inputs"), (message, register), known.iter().map(String::as_str));
                is_whole = false;
                continue;
            };
            for field in fields.iter().filter(|field| kind.field(field).is_none()) {
                let message = Message::new("expression-unknown-field")
                    .with("name", field.as_str())
                    .with("kind", kind.name.clone());
                let known = kind.fields.iter().map(|field| field.id.as_str());
                self.unknown((&def.id, "inputs"), (message, field), known);
                is_whole = false;
            }
        }
        is_whole.then(|| Computed::Native(inputs.clone()))
    }
}
