//! Schemes of an evaluation: what they read beside registers, and the table they end with.

use crate::{
    commands::{named, scheme},
    errors::Stop,
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
    scheme::{Beside, Graded, SchemeResult, compile},
    seal::digest,
};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// Organisations that are printed of a scheme; the run folder has all.
const MOST_ROWS: usize = 30;

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

/// Prints scores and grades, a table a scheme; of schemes about persons, nothing.
pub(super) fn print(wording: &Wording, organisations: &Organisations, results: &BTreeMap<Id, SchemeResult>) {
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
    }
}
