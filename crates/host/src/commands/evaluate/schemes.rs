//! Schemes of an evaluation: what they read beside registers, and the table they end with.

use crate::{
    commands::{named, scheme},
    errors::Stop,
    figures,
    messages::Wording,
    run_folder, screen, table,
};
use anyhow::Context as _;
use changxiao_core::{
    definition::scheme::Subject, id::Id, id::OrganisationId, message::Message, organisations::Organisations,
};
use changxiao_engine::{
    catalogue::Catalogue,
    evaluation::Span,
    scheme::{Answered, Beside, Graded, Outstanding, SchemeResult, Table, compile},
    seal::digest,
};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Organisations that are printed of a scheme; the run folder has all.
const MOST_ROWS: usize = 30;

/// Organisations that are named of those an assessor has not finished with.
const MOST_NAMED: usize = 3;

/// What schemes read beside registers, with its digests.
#[derive(Default)]
pub(in crate::commands) struct BesideRegisters {
    pub(in crate::commands) read: Beside,
    pub(in crate::commands) digests: Vec<String>,
}

/// Reads earlier runs, the latest first, and anonymous cards.
pub(in crate::commands) fn beside(
    catalogue: &Catalogue,
    span: Span,
    (earlier, cards): (&[PathBuf], &[PathBuf]),
) -> anyhow::Result<BesideRegisters> {
    let mut beside = BesideRegisters::default();
    for run in earlier {
        beside.read.earlier.push(run_folder::schemes::read(run)?);
        let stop = || Stop::new(Message::new("path-unreadable").with("path", run.display().to_string()));
        beside.digests.push(digest(&fs::read(run.join("run.json")).with_context(stop)?));
    }
    for path in cards {
        let file = scheme::cards::read(path)?;
        let unknown = |name: &str| {
            let stop = Stop::new(Message::new("scheme-unknown").with("name", name));
            stop.nearest(name, catalogue.schemes().keys().map(Id::as_str))
        };
        let wanted = file.scheme.clone().unwrap_or_default();
        let ready =
            wanted.parse().ok().and_then(|id: Id| catalogue.schemes().get(&id)).ok_or_else(|| unknown(&wanted))?;
        if ready.def.subject == Subject::Organisation {
            return Err(Stop::new(Message::new("cards-not-of-persons").with("id", &ready.def.id)).into());
        }
        let Ok(table) = compile(&ready.def, span.period) else { continue };
        let (filled, unfit) = file.cards(&table);
        if let Some((card, fault)) = unfit.first() {
            let stop =
                Stop::new(Message::new("cards-unfit").with("card", card.as_str()).with("what", fault.message.clone()));
            return Err(stop.into());
        }
        let of =
            |text: &scheme::cards::CardText| OrganisationId::from(text.organisation.as_deref().unwrap_or_default());
        let persons = file.cards.iter().map(of).zip(filled);
        beside.read.persons.entry(ready.def.id.clone()).or_default().extend(persons);
        beside.digests.push(digest(&fs::read(path)?));
    }
    Ok(beside)
}

/// What assessors have still to answer, of every scheme about organisations.
pub(super) fn outstanding(results: &BTreeMap<Id, SchemeResult>) -> BTreeMap<Id, Outstanding> {
    let results = results.iter().filter(|(_, result)| result.table.def.subject == Subject::Organisation);
    results.map(|(id, result)| (id.clone(), result.outstanding())).collect()
}

/// Prints scores and grades, a table a scheme, and what it rests on; of schemes about persons, nothing.
pub(super) fn print(
    wording: &Wording,
    organisations: &Organisations,
    (results, outstanding): (&BTreeMap<Id, SchemeResult>, &BTreeMap<Id, Outstanding>),
) {
    for (id, result) in results {
        if result.table.def.subject == Subject::Person {
            screen::line(format!("\n{}", wording.say(&Message::new("evaluate-scheme-persons").with("id", id))));
            continue;
        }
        let title = Message::new("evaluate-scheme").with("id", id).with("name", result.table.def.name.clone());
        screen::line(format!("\n{}", table::title(&wording.say(&title))));
        let mut cards: Vec<(&str, &Graded)> =
            result.cards.iter().map(|card| card.whose.as_str()).zip(&result.graded).collect();
        // By organisation, not by score: a table is no ranking.
        cards.sort_by_key(|(whose, _)| *whose);
        let rows = cards.iter().take(MOST_ROWS).map(|(whose, graded)| {
            let name = named(organisations, &OrganisationId::from(*whose));
            let [score, grade, follows] = scheme::result_cells(wording, &result.table, graded);
            vec![name, score, grade, follows]
        });
        let header = ["column-organisation", "scheme-score", "scheme-grade", "scheme-consequences"];
        screen::line(table::table(header.map(|key| wording.word(key)).to_vec(), rows.collect()));
        if cards.len() > MOST_ROWS {
            let more = Message::new("evaluate-scheme-more").with("count", cards.len() - MOST_ROWS);
            screen::line(wording.say(&more));
        }
        screen::line(scheme::rests(wording, &result.table));
        if let Some(outstanding) = outstanding.get(id) {
            print_outstanding(wording, organisations, (&result.table, outstanding));
        }
    }
}

/// Prints how far assessors have come, and how much of the table nobody has answered yet.
fn print_outstanding(wording: &Wording, organisations: &Organisations, (table, outstanding): (&Table, &Outstanding)) {
    if outstanding.assessors.is_empty() {
        return;
    }
    let share = Message::new("scheme-outstanding").with("share", figures::percent(outstanding.share));
    screen::line(wording.say(&share));
    for (id, answered) in &outstanding.assessors {
        let name = table.assessor(id).map_or(id.as_str(), |assessor| wording.text(&assessor.name));
        screen::line(format!("  {}", come_so_far(wording, organisations, (name, answered))));
    }
}

/// How far an assessor has come, as a sentence.
fn come_so_far(wording: &Wording, organisations: &Organisations, (name, answered): (&str, &Answered)) -> String {
    let without = &answered.without;
    let key = if without.is_empty() { "scheme-answered-all" } else { "scheme-answered" };
    let names: Vec<String> =
        without.iter().take(MOST_NAMED).map(|id| named(organisations, &OrganisationId::from(id.as_str()))).collect();
    let message = Message::new(key)
        .with("assessor", name)
        .with("answered", answered.answered)
        .with("asked", answered.asked)
        .with("organisations", names.join(&wording.word("list-separator")));
    let mut sentence = wording.say(&message);
    if without.len() > MOST_NAMED {
        sentence
            .push_str(&wording.say(&Message::new("scheme-answered-more").with("count", without.len() - MOST_NAMED)));
    }
    sentence
}
