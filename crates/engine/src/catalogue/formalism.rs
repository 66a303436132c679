//! Rules against formalism at work: which indicators one of them fits, by words, by fields read, and by the shape of the
//! measure. A marked indicator of the baseline is left out; one of a department is computed only if somebody named in the
//! operator's lock stands for it. What the rules can and cannot see stands in `config/README.md`.

use super::{Catalogue, Computed, Ready, build::Builder};
use changxiao_core::{
    definition::{Direction, FormalismDef, Part},
    expression::{Checked, CheckedKind},
    fault::Fault,
    id::Id,
    measure::{Measure, Take},
    message::Message,
    native::Inputs,
    text::Text,
};
use std::collections::BTreeSet;

/// A rule that an indicator fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The rule.
    pub rule: Id,
    /// Its name.
    pub name: Text,
    /// What of the indicator fits it: a word, a field, or a register of which more rows are better without end.
    pub found: Message,
}

/// An indicator or a scheme that some rule fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The indicator or scheme.
    pub id: Id,
    /// The rules; of a scheme, one for each question that fits it.
    pub marks: Vec<Mark>,
    /// Who stands for it; nobody: it is not computed.
    pub sponsor: Option<String>,
}

impl Catalogue {
    /// Every indicator and every scheme that some rule fits.
    pub fn marked(&self) -> impl Iterator<Item = Marked> {
        let indicators = self.indicators.values().chain(self.withheld.values());
        let indicators = indicators.map(|ready| (&ready.def.id, ready.marks.clone()));
        let schemes = self.schemes.values().map(|ready| {
            let marks: Vec<Mark> = ready.marks.iter().map(|(_, mark)| mark.clone()).collect();
            (&ready.def.id, marks)
        });
        indicators.chain(schemes).filter(|(_, marks)| !marks.is_empty()).map(|(id, marks)| {
            let id = id.clone();
            let standing = self.standings.get(&id.namespace());
            let sponsor = standing.and_then(|standing| standing.sponsor(&id)).map(str::to_owned);
            Marked { id, marks, sponsor }
        })
    }
}

impl Builder {
    /// Fields and registers that a rule names must exist.
    pub(super) fn check_formalism(&mut self) {
        let rules: Vec<FormalismDef> = self.catalogue.formalism.values().cloned().collect();
        for rule in &rules {
            let fields = rule.fields.iter().map(|field| ("fields", field.split_once('.').unwrap_or((field, ""))));
            let registers = rule.more_rows_of.iter().map(|register| ("more_rows_of", (register.as_str(), "*")));
            for (key, (register, field)) in fields.chain(registers) {
                self.check_field((&rule.id, key), (register, field));
            }
        }
    }

    fn check_field(&mut self, at: (&Id, &str), (register, field): (&str, &str)) {
        let Some(kind) = self.catalogue.contract().kind(register).cloned() else {
            let known: Vec<String> = self.catalogue.contract().kinds().map(|kind| kind.kind.clone()).collect();
            let message = Message::new("measure-unknown-register").with("name", register);
            return self.unknown(at, (message, register), known.iter().map(String::as_str));
        };
        if field != "*" && kind.field(field).is_none() {
            let message = Message::new("expression-unknown-field").with("name", field).with("kind", kind.name.clone());
            self.unknown(at, (message, field), kind.fields.iter().map(|field| field.id.as_str()));
        }
    }

    /// Marks what a rule fits; leaves out what may not be computed.
    pub(super) fn without_formalism(&mut self, ready: Vec<Ready>) -> Vec<Ready> {
        let mut kept = Vec::new();
        for mut one in ready {
            let rules = self.catalogue.formalism.values().filter(|rule| rule.until.is_none());
            one.marks = rules.filter_map(|rule| mark(rule, &one)).collect();
            let Some(first) = one.marks.first().cloned() else {
                kept.push(one);
                continue;
            };
            let (id, namespace) = (&one.def.id, one.def.id.namespace());
            let standing = self.catalogue.standings.get(&namespace);
            let is_baseline = self.baselines.contains(&namespace);
            if !is_baseline && standing.is_some_and(|standing| standing.sponsor(id).is_some()) {
                kept.push(one);
                continue;
            }
            let key = if is_baseline { "formalism-in-baseline" } else { "formalism-without-sponsor" };
            let message = Message::new(key).with("id", id).with("rule", first.name).with("found", first.found);
            let fault = Fault::new(self.places.of(id, "id", Part::Whole), message);
            self.faults.push(if is_baseline {
                fault.hint(Message::new("hint-formalism-baseline").with("rule", &first.rule))
            } else {
                fault.hint(Message::new("hint-sponsor").with("namespace", namespace.as_str()).with("id", id))
            });
            if !is_baseline {
                self.catalogue.withheld.insert(id.clone(), one);
            }
        }
        kept
    }
}

/// The mark of a rule on an indicator, if it fits.
pub(super) fn mark(rule: &FormalismDef, ready: &Ready) -> Option<Mark> {
    let found = word(rule, ready).or_else(|| field(rule, ready)).or_else(|| more_rows(rule, ready))?;
    Some(Mark { rule: rule.id.clone(), name: rule.name.clone(), found })
}

/// A word in its id, its names, or the units of what it counts.
fn word(rule: &FormalismDef, ready: &Ready) -> Option<Message> {
    let def = &ready.def;
    let units = measures(ready).iter().flat_map(|measure| &measure.looks).filter_map(|look| look.unit.as_ref());
    let texts = units.chain([&def.name]).flat_map(|text| [text.zh.as_str(), text.en.as_str()]);
    let texts: Vec<String> = texts.chain([def.id.name()]).map(spaced).collect();
    let word = rule.words.iter().find(|word| texts.iter().any(|text| has_word(text, &spaced(word))))?;
    Some(Message::new("formalism-word").with("word", word.as_str()))
}

/// Small letters, hyphens as blanks.
fn spaced(text: &str) -> String {
    text.to_lowercase().replace('-', " ")
}

/// Whether a text holds a word: Chinese anywhere, letters only where a word begins and ends.
fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let stands_alone = |at: usize| {
        let (before, after) = (text.get(..at), text.get(at + word.len()..));
        !is_letter(before.and_then(|before| before.chars().next_back()))
            && !is_letter(after.and_then(|after| after.chars().next()))
    };
    !word.is_empty() && text.match_indices(word).any(|(at, _)| !word.is_ascii() || stands_alone(at))
}

fn measures(ready: &Ready) -> &[Measure] {
    match &ready.computed {
        Computed::Declared(measures) => measures,
        Computed::Native(_) => &[],
    }
}

/// A field that it reads.
fn field(rule: &FormalismDef, ready: &Ready) -> Option<Message> {
    if rule.fields.is_empty() {
        return None;
    }
    let mut read = BTreeSet::new();
    match &ready.computed {
        Computed::Native(inputs) => native_fields(inputs, &mut read),
        Computed::Declared(measures) => measures.iter().for_each(|measure| fields(measure, &mut read)),
    }
    let field = rule.fields.iter().find(|field| match field.strip_suffix(".*") {
        Some(register) => read.iter().any(|(of, _)| of == register),
        None => read.iter().any(|(of, name)| field.split_once('.') == Some((of, name))),
    })?;
    Some(Message::new("formalism-field").with("field", field.as_str()))
}

type Read = BTreeSet<(String, String)>;

fn native_fields(inputs: &Inputs, read: &mut Read) {
    for (register, fields) in &inputs.registers {
        read.insert((register.clone(), String::new()));
        read.extend(fields.iter().map(|field| (register.clone(), field.clone())));
    }
}

/// Registers and fields that a measure reads.
fn fields(measure: &Measure, read: &mut Read) {
    let of = measure.population.register.as_str();
    read.insert((of.to_owned(), String::new()));
    read.extend(measure.population.also_covered.iter().map(|register| (register.clone(), String::new())));
    let own = [&measure.due, &measure.only, &measure.exclude, &measure.denominator, &measure.except];
    let prefer = measure.prefer.iter().flat_map(|(prefer, _)| prefer);
    let own = own.into_iter().flatten().chain([&measure.numerator]).chain(prefer);
    own.for_each(|written| fields_of(&written.checked, of, read));
    for look in &measure.looks {
        read.insert((look.register.clone(), String::new()));
        let there = [&look.only, &look.when].into_iter().flatten().chain(look.take.amount());
        there.for_each(|written| fields_of(&written.checked, &look.register, read));
        let here = [&look.from, &look.until, &look.at].into_iter().flatten();
        here.for_each(|written| fields_of(&written.checked, of, read));
    }
}

fn fields_of(expression: &Checked, register: &str, read: &mut Read) {
    expression.visit(&mut |node| {
        let (of, field) = match &node.kind {
            CheckedKind::Field(field) => (register, field),
            CheckedKind::Referred { steps, field } => (steps.last().map_or(register, |step| step.kind.as_str()), field),
            _ => return,
        };
        read.insert((of.to_owned(), field.clone()));
    });
}

/// A register of which more rows are better without end: an amount made of their number, upwards, with no target at which
/// it is enough.
fn more_rows(rule: &FormalismDef, ready: &Ready) -> Option<Message> {
    let def = &ready.def;
    if def.target.is_some() || def.direction != Direction::Up {
        return None;
    }
    let amounts = measures(ready).iter().filter(|measure| measure.denominator.is_some());
    let mut counted = amounts.flat_map(|measure| {
        let looks = measure.looks.iter().filter(|look| matches!(look.take, Take::Count | Take::Different(_)));
        looks.filter(|look| is_amount_of(&measure.numerator.checked, &look.name))
    });
    let look = counted.find(|look| rule.more_rows_of.contains(&look.register))?;
    Some(Message::new("formalism-more-rows").with("register", look.register.as_str()))
}

/// Whether the value of an expression grows with a look, other than by passing a test.
fn is_amount_of(node: &Checked, look: &str) -> bool {
    match &node.kind {
        CheckedKind::Look(name) => name == look,
        CheckedKind::Arithmetic(_, left, right) => is_amount_of(left, look) || is_amount_of(right, look),
        CheckedKind::Call(_, arguments) => arguments.iter().any(|one| is_amount_of(one, look)),
        _ => false,
    }
}
