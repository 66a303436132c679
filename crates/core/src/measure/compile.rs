//! From a definition to a measure made ready.

use super::{Measure, Written};
use crate::{
    contract::{Contract, Kind},
    definition::{Began, DutyDef, MeasureDef, Population, Setting, Stand},
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

pub(super) struct Compiler<'a> {
    pub(super) fields: &'a Fields<'a>,
    pub(super) faults: Vec<KeyFault>,
}

impl<'a> Compiler<'a> {
    pub(super) fn fault(&mut self, key: impl Into<String>, message: Message) {
        self.faults.push((key.into(), ExpressionFault { at: 0..0, message, hint: None }));
    }

    pub(super) fn measure(&mut self, measure: &MeasureDef) -> Option<Measure> {
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
        if population.rows == Stand::Standing && (population.each.is_some() || population.due.is_some()) {
            self.fault("measure.population.rows", Message::new("measure-standing-and-days"));
        }
        let prefer = self.prefer(&population, kind);
        let numerator = numerator?;
        Some(Measure {
            population,
            due,
            deferred_from: None,
            prefer,
            only,
            exclude,
            numerator,
            denominator,
            except,
            looks,
        })
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
        Scope { contract, kind, looks: &[], parameter, parameter_names, meaning, item: None }
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
