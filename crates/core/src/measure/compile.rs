//! From a definition to a measure made ready.

use super::{Measure, Written};
use crate::{
    contract::{Contract, Kind},
    definition::{Began, DutyDef, Each, LookDef, MeasureDef, Number, Population, Setting},
    expression::{ExpressionFault, Meaning, Scope, Type, parse},
    fault::nearest,
    id::Id,
    message::Message,
};

/// The word among owners that means every unit that is a department, and whoever else has a record.
pub const DEPARTMENT: &str = "department";

/// What a measure may mention.
pub struct Fields<'a> {
    /// The register contract.
    pub contract: &'a Contract,
    /// The setting of a parameter, whatever its day.
    pub parameter: &'a dyn Fn(&str) -> Option<Setting>,
    /// Names of all parameters, for offering the nearest.
    pub parameter_names: &'a [String],
    /// A duty by its id.
    pub duty: &'a dyn Fn(&Id) -> Option<DutyDef>,
}

/// One fault of a measure: the key it stands under, and what is wrong there.
pub type KeyFault = (String, ExpressionFault);

/// Makes a measure ready, or gives all its faults with their keys. The indicator is the sum of what comes back.
pub fn compile(measure: &MeasureDef, fields: &Fields<'_>) -> Result<Vec<Measure>, Vec<KeyFault>> {
    let mut compiler = Compiler { fields, faults: Vec::new() };
    let ready: Option<Vec<Measure>> = match (&measure.duty, measure.part.as_slice()) {
        (Some(id), _) => compiler.duty(id, measure).map(|one| vec![one]),
        (None, []) => compiler.measure(measure).map(|one| vec![one]),
        (None, parts) => {
            if *measure != (MeasureDef { part: measure.part.clone(), ..MeasureDef::default() }) {
                compiler.fault("measure.part", Message::new("measure-part-and-more"));
            }
            parts.iter().map(|part| compiler.measure(part)).collect()
        }
    };
    match ready {
        Some(ready) if compiler.faults.is_empty() => Ok(ready),
        _ => Err(compiler.faults),
    }
}

/// The measure that a duty supplies; `rest` may bring `exclude`, `except` and looks for them.
fn spell_out(duty: &DutyDef, rest: &MeasureDef) -> MeasureDef {
    let evidence = &duty.shown_by;
    let look =
        LookDef { unit: Some(evidence.unit.clone()), ..LookDef::count(&evidence.register, evidence.only.as_deref()) };
    let least = match &evidence.at_least {
        Number::Fixed(number) => number.to_string(),
        Number::Parameter(name) => format!("${name}"),
    };
    let population = Population {
        each: Some(Each::Calendar(duty.every)),
        grace_days: Number::from(i64::from(duty.grace_days)),
        ..Population::organisations(duty.owners.clone())
    };
    MeasureDef {
        population: Some(population),
        only: duty.only.clone(),
        numerator: Some(format!("look.shown >= {least}")),
        look: std::iter::once(("shown".to_owned(), look)).chain(rest.look.clone()).collect(),
        exclude: either(duty.exempt.as_deref(), rest.exclude.as_deref()),
        except: rest.except.clone(),
        ..MeasureDef::default()
    }
}

/// A condition that holds if one of two does. Each of the two has been checked by itself: a duty when it is collected.
fn either(exempt: Option<&str>, exclude: Option<&str>) -> Option<String> {
    match (exempt, exclude) {
        (Some(exempt), Some(exclude)) => Some(format!("({exempt}) or ({exclude})")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

pub(super) struct Compiler<'a> {
    pub(super) fields: &'a Fields<'a>,
    pub(super) faults: Vec<KeyFault>,
}

impl<'a> Compiler<'a> {
    pub(super) fn fault(&mut self, key: impl Into<String>, message: Message) {
        self.faults.push((key.into(), ExpressionFault { at: 0..0, message, hint: None }));
    }

    fn duty(&mut self, id: &Id, rest: &MeasureDef) -> Option<Measure> {
        if rest.population.is_some() || rest.only.is_some() || rest.numerator.is_some() || rest.denominator.is_some() {
            self.fault("measure.duty", Message::new("measure-duty-and-more"));
        }
        match (self.fields.duty)(id) {
            Some(duty) => {
                let before = self.faults.len();
                let ready = self.measure(&spell_out(&duty, rest));
                // Without an `exclude` of the indicator, what is wrong there stands in the duty's own `exempt`.
                let own = self.faults.iter_mut().skip(before).filter(|_| rest.exclude.is_none());
                own.filter(|(key, _)| key == "measure.exclude").for_each(|(key, _)| "exempt".clone_into(key));
                ready
            }
            None => {
                self.fault("measure.duty", Message::new("measure-unknown-duty").with("name", id));
                None
            }
        }
    }

    fn measure(&mut self, measure: &MeasureDef) -> Option<Measure> {
        let Some(population) = measure.population.clone() else {
            self.fault("measure", Message::new("measure-without-population"));
            return None;
        };
        let kind = self.kind(&population.register, "measure.population.register")?;
        self.owners(&population);
        let looks = self.looks(&measure.look, kind);
        let mut types: Vec<(String, Type)> = looks.iter().map(|look| (look.name.clone(), look.is)).collect();
        // A look that is faulty itself is no unknown name elsewhere.
        let faulty = measure.look.keys().filter(|name| !looks.iter().any(|look| look.name == **name));
        types.extend(faulty.map(|name| (name.clone(), Type::Number)));
        let scope = Scope { looks: &types, ..self.scope(kind, Meaning::Item) };
        let mut part = |key: &str, text: &Option<String>, wanted| {
            self.written(&format!("measure.{key}"), text.as_deref(), &scope, wanted)
        };
        let amount = if measure.denominator.is_some() { Type::Number } else { Type::Truth };
        let due = part("population.due", &population.due, Type::Day);
        let only = part("only", &measure.only, Type::Truth);
        let exclude = part("exclude", &measure.exclude, amount);
        let except = part("except", &measure.except, Type::Truth);
        let denominator = part("denominator", &measure.denominator, Type::Number);
        let numerator = part("numerator", &measure.numerator, amount);
        if measure.numerator.is_none() {
            self.fault("measure", Message::new("measure-without-numerator"));
        }
        let prefer = self.prefer(&population, kind);
        Some(Measure { population, due, prefer, only, exclude, numerator: numerator?, denominator, except, looks })
    }

    /// The conditions by which one of several stays stands for a person; each is asked of a stay's row.
    fn prefer(&mut self, population: &Population, kind: &'a Kind) -> Option<(Vec<Written>, Began)> {
        let per_person = population.per_person.as_ref()?;
        let scope = self.scope(kind, Meaning::Row);
        let conditions = per_person.prefer.iter();
        let prefer = conditions
            .filter_map(|text| self.written("measure.population.per_person.prefer", Some(text), &scope, Type::Truth))
            .collect();
        Some((prefer, per_person.then))
    }

    pub(super) fn scope(&self, kind: &'a Kind, meaning: Meaning) -> Scope<'a> {
        let Fields { contract, parameter, parameter_names, .. } = self.fields;
        Scope { contract, kind, looks: &[], parameter, parameter_names, meaning }
    }

    pub(super) fn kind(&mut self, register: &str, key: &str) -> Option<&'a Kind> {
        let kind = self.fields.contract.kind(register);
        if kind.is_none() {
            let names: Vec<&str> = self.fields.contract.kinds().map(|kind| kind.kind.as_str()).collect();
            let hint = nearest(register, names).map(|name| Message::new("hint-nearest").with("name", name));
            let message = Message::new("measure-unknown-register").with("name", register);
            self.faults.push((key.to_owned(), ExpressionFault { at: 0..0, message, hint }));
        }
        kind
    }

    fn owners(&mut self, population: &Population) {
        let Some(field) = self.fields.contract.kind("org").and_then(|kind| kind.field("kind")) else { return };
        for owner in population.owners.iter().filter(|owner| *owner != DEPARTMENT && field.code(owner).is_none()) {
            let hint = nearest(owner, field.codes.iter().map(|code| code.code.as_str()));
            let hint = hint.map(|name| Message::new("hint-nearest").with("name", name));
            let message = Message::new("measure-unknown-owner").with("name", owner.as_str());
            self.faults.push(("measure.population.owners".to_owned(), ExpressionFault { at: 0..0, message, hint }));
        }
        if population.owners.is_empty() {
            self.fault("measure.population.owners", Message::new("measure-without-owners"));
        }
    }

    pub(super) fn written(
        &mut self,
        key: &str,
        text: Option<&str>,
        scope: &Scope<'_>,
        wanted: Type,
    ) -> Option<Written> {
        let text = text?;
        let faults = match parse(text) {
            Ok(node) => match scope.check(&node, wanted) {
                Ok(checked) => return Some(Written { text: text.to_owned(), checked }),
                Err(_) => scope.faults(&node, wanted),
            },
            Err(fault) => vec![fault],
        };
        for fault in faults {
            let message = fault.message.with("expression", text);
            self.faults.push((key.to_owned(), ExpressionFault { message, ..fault }));
        }
        None
    }
}
