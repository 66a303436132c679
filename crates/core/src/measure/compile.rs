//! From a definition to a measure made ready.

use super::{Look, Measure, Take, Written};
use crate::{
    contract::{Contract, Kind},
    definition::{DutyDef, LookDef, MeasureDef, Number, Population, Setting, Stand},
    expression::{ExpressionFault, Meaning, Scope, Type, parse},
    fault::nearest,
    id::Id,
    message::Message,
};

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

/// Makes a measure ready, or gives all its faults with their keys.
pub fn compile(measure: &MeasureDef, fields: &Fields<'_>) -> Result<Measure, Vec<KeyFault>> {
    let mut compiler = Compiler { fields, faults: Vec::new() };
    let ready = match &measure.duty {
        None => compiler.measure(measure),
        Some(id) => compiler.duty(id, measure),
    };
    match ready {
        Some(ready) if compiler.faults.is_empty() => Ok(ready),
        _ => Err(compiler.faults),
    }
}

/// The measure that a duty supplies; `rest` may bring `exclude`, `except` and looks for them.
fn spell_out(duty: &DutyDef, rest: &MeasureDef) -> MeasureDef {
    let evidence = &duty.shown_by;
    let look = LookDef {
        register: evidence.register.clone(),
        by: vec!["org".to_owned()],
        only: evidence.only.clone(),
        when: None,
        take: "count".to_owned(),
        unit: Some(evidence.unit.clone()),
    };
    let least = match &evidence.at_least {
        Number::Fixed(number) => number.to_string(),
        Number::Parameter(name) => format!("${name}"),
    };
    let population = Population {
        register: "org".to_owned(),
        owners: duty.owners.clone(),
        each: Some(duty.every),
        rows: Stand::OnLastDay,
        grace_days: duty.grace_days,
    };
    MeasureDef {
        population: Some(population),
        numerator: Some(format!("look.shown >= {least}")),
        look: std::iter::once(("shown".to_owned(), look)).chain(rest.look.clone()).collect(),
        exclude: rest.exclude.clone(),
        except: rest.except.clone(),
        ..MeasureDef::default()
    }
}

struct Compiler<'a> {
    fields: &'a Fields<'a>,
    faults: Vec<KeyFault>,
}

impl<'a> Compiler<'a> {
    fn fault(&mut self, key: impl Into<String>, message: Message) {
        self.faults.push((key.into(), ExpressionFault { at: 0..0, message, hint: None }));
    }

    fn duty(&mut self, id: &Id, rest: &MeasureDef) -> Option<Measure> {
        if rest.population.is_some() || rest.only.is_some() || rest.numerator.is_some() || rest.denominator.is_some() {
            self.fault("measure.duty", Message::new("measure-duty-and-more"));
        }
        match (self.fields.duty)(id) {
            Some(duty) => self.measure(&spell_out(&duty, rest)),
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
        let kind = self.kind(&population.register, "measure.population")?;
        self.owners(&population);
        let looks: Vec<Look> = measure.look.iter().filter_map(|(name, look)| self.look(name, look, kind)).collect();
        let types: Vec<(String, Type)> = looks.iter().map(|look| (look.name.clone(), look.take.is())).collect();
        let scope = Scope { looks: &types, ..self.scope(kind, Meaning::Item) };
        let mut part = |key: &str, text: &Option<String>, wanted| {
            self.written(&format!("measure.{key}"), text.as_deref(), &scope, wanted)
        };
        let only = part("only", &measure.only, Type::Truth);
        let exclude = part("exclude", &measure.exclude, Type::Truth);
        let except = part("except", &measure.except, Type::Truth);
        let denominator = part("denominator", &measure.denominator, Type::Number);
        let wanted = if measure.denominator.is_some() { Type::Number } else { Type::Truth };
        let numerator = part("numerator", &measure.numerator, wanted);
        if measure.numerator.is_none() {
            self.fault("measure", Message::new("measure-without-numerator"));
        }
        Some(Measure { population, only, exclude, numerator: numerator?, denominator, except, looks })
    }

    fn scope(&self, kind: &'a Kind, meaning: Meaning) -> Scope<'a> {
        let Fields { contract, parameter, parameter_names, .. } = self.fields;
        Scope { contract, kind, looks: &[], parameter, parameter_names, meaning }
    }

    fn kind(&mut self, register: &str, key: &str) -> Option<&'a Kind> {
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
        for owner in population.owners.iter().filter(|owner| field.code(owner).is_none()) {
            let hint = nearest(owner, field.codes.iter().map(|code| code.code.as_str()));
            let hint = hint.map(|name| Message::new("hint-nearest").with("name", name));
            let message = Message::new("measure-unknown-owner").with("name", owner.as_str());
            self.faults.push(("measure.population".to_owned(), ExpressionFault { at: 0..0, message, hint }));
        }
        if population.owners.is_empty() {
            self.fault("measure.population", Message::new("measure-without-owners"));
        }
    }

    fn written(&mut self, key: &str, text: Option<&str>, scope: &Scope<'_>, wanted: Type) -> Option<Written> {
        let text = text?;
        match parse(text).and_then(|node| scope.check(&node, wanted)) {
            Ok(checked) => Some(Written { text: text.to_owned(), checked }),
            Err(fault) => {
                let message = fault.message.with("expression", text);
                self.faults.push((key.to_owned(), ExpressionFault { message, ..fault }));
                None
            }
        }
    }

    fn look(&mut self, name: &str, look: &LookDef, from: &'a Kind) -> Option<Look> {
        let key = |part: &str| format!("measure.look.{name}.{part}");
        let kind = self.kind(&look.register, &key("in"))?;
        let by: Vec<_> = look.by.iter().filter_map(|pair| self.pair(&key("by"), pair, (from, kind))).collect();
        let scope = self.scope(kind, Meaning::Row);
        let only = self.written(&key("only"), look.only.as_deref(), &scope, Type::Truth);
        let when = self.written(&key("when"), look.when.as_deref(), &scope, Type::Day);
        if look.when.is_none() && kind.date_field.is_none() && kind.date_from.is_none() {
            self.fault(key("when"), Message::new("measure-look-without-day").with("register", kind.name.clone()));
        }
        let take = self.take(&key("take"), &look.take, &scope)?;
        Some(Look {
            name: name.to_owned(),
            register: look.register.clone(),
            by,
            only,
            when,
            take,
            unit: look.unit.clone(),
        })
    }

    fn pair(&mut self, key: &str, pair: &str, (from, to): (&Kind, &Kind)) -> Option<(String, String)> {
        let (here, there) = pair.split_once('=').map_or((pair, pair), |(here, there)| (here.trim(), there.trim()));
        for (kind, field) in [(from, here), (to, there)] {
            if kind.field(field).is_none() {
                let names = kind.fields.iter().map(|field| field.id.as_str());
                let hint = nearest(field, names).map(|name| Message::new("hint-nearest").with("name", name));
                let message =
                    Message::new("expression-unknown-field").with("name", field).with("kind", kind.name.clone());
                self.faults.push((key.to_owned(), ExpressionFault { at: 0..0, message, hint }));
                return None;
            }
        }
        Some((here.to_owned(), there.to_owned()))
    }

    fn take(&mut self, key: &str, text: &str, scope: &Scope<'_>) -> Option<Take> {
        let (verb, amount) = text.split_once(' ').unwrap_or((text, ""));
        match verb {
            "count" if amount.trim().is_empty() => Some(Take::Count),
            "sum" => self.written(key, Some(amount), scope, Type::Number).map(Take::Sum),
            "min" => self.written(key, Some(amount), scope, Type::Number).map(Take::Least),
            "max" => self.written(key, Some(amount), scope, Type::Number).map(Take::Greatest),
            _ => {
                self.fault(key, Message::new("measure-unknown-take").with("text", text));
                None
            }
        }
    }
}

impl Take {
    fn is(&self) -> Type {
        Type::Number
    }
}
