//! `scheme check`: what is wrong with a scheme, or only odd, before anybody is scored by it.

use super::read;
use crate::{
    commands::{Session, today},
    faults, figures,
    messages::Wording,
    screen,
};
use changxiao_core::{day::Calendar, definition::scheme::Subject, message::Message};
use changxiao_engine::{
    catalogue::{Computed, ReadyScheme},
    scheme::{Sayer, Table},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(session: &Session, wanted: &[String]) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let mut count = 0;
    for wanted in wanted {
        let read = read::schemes(session, wanted)?;
        let schemes = read.ids.iter().filter_map(|id| read.opened.catalogue.schemes().get(id));
        for ready in schemes {
            let table = read::table(ready, Calendar::Year.around(today()))?;
            let said = Message::new("scheme-checked")
                .with("id", &ready.def.id)
                .with("nodes", table.nodes().iter().filter(|node| node.is_scored()).count())
                .with("inputs", table.inputs.len());
            screen::line(wording.say(&said));
            screen::line(format!("  {}", rests(wording, &table)));
            let oddities = table.oddities();
            let persons = (ready.def.subject == Subject::Person).then(|| Message::new("scheme-persons"));
            let marks = ready.marks.iter().map(|(code, mark)| {
                Message::new("scheme-mark")
                    .with("code", code.as_str())
                    .with("rule", mark.name.clone())
                    .with("found", mark.found.clone())
            });
            for message in oddities.into_iter().chain(persons).chain(marks) {
                screen::line(format!("  - {}", wording.say(&message)));
            }
            needs(wording, ready, &table).into_iter().for_each(|line| screen::line(format!("  {line}")));
        }
        count += faults::print(wording, "heading-scheme-faults", &read.faults);
    }
    Ok(u8::from(count > 0))
}

/// On what a table rests, as a sentence.
pub(in crate::commands) fn rests(wording: &Wording, table: &Table) -> String {
    let rests = table.rests();
    let message = Message::new("scheme-rests")
        .with("records", figures::percent(rests.records))
        .with("assessors", figures::percent(rests.on_assessors()))
        .with("nobody", figures::percent(rests.nobody));
    let mut sentence = wording.say(&message);
    let named = rests.assessors.iter().filter_map(|(id, share)| {
        let name = wording.text(&table.assessor(id)?.name);
        Some(format!("{name} {}", figures::percent(*share)))
    });
    let named: Vec<String> = named.collect();
    if named.len() > 1 {
        sentence.push_str(&wording.say(&Message::new("scheme-rests-named").with("names", named.join(", "))));
    }
    sentence
}

/// What must be there for it to be scored whole: registers, indicators, sheets, surveys, schemes, earlier runs.
fn needs(wording: &Wording, ready: &ReadyScheme, table: &Table) -> Vec<String> {
    let mut needs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut need = |key: &'static str, what: String| {
        needs.entry(key).or_default().insert(what);
    };
    for input in &table.inputs {
        let def = &input.def;
        if let Sayer::Assessor(by) = input.sayer() {
            let name = table.assessor(by).map_or(by, |assessor| wording.text(&assessor.name));
            need("need-sheet", name.to_owned());
        }
        def.indicator.iter().for_each(|id| need("need-indicator", id.to_string()));
        def.scheme.iter().for_each(|other| need("need-scheme", other.id.to_string()));
        if def.earlier.is_some() {
            need("need-earlier", String::new());
        }
        let question = def.vote.as_ref().and_then(|vote| vote.question.clone());
        question.into_iter().for_each(|question| need("need-survey", question));
    }
    let registers = ready.measures.values().flat_map(|ready| match &ready.computed {
        Computed::Declared(measures) => measures
            .iter()
            .flat_map(|measure| {
                std::iter::once(&measure.population.register).chain(measure.looks.iter().map(|look| &look.register))
            })
            .cloned()
            .collect::<Vec<_>>(),
        Computed::Native(_) => Vec::new(),
    });
    registers.for_each(|register| need("need-register", register));
    let line = |(key, what): (&str, BTreeSet<String>)| {
        wording.say(&Message::new(key).with("what", what.into_iter().collect::<Vec<_>>().join(", ")))
    };
    needs.into_iter().map(line).collect()
}
