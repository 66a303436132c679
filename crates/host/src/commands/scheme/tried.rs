//! `scheme try`: cards filled by hand are scored and graded; what they were expected to give is compared.

use super::{cards, cards::CardText, read, traced};
use crate::{
    commands::Session,
    faults,
    messages::Wording,
    screen,
    table::{table as shown, title},
};
use changxiao_core::{
    amount::Amount,
    fault::{Fault, Place},
    message::Message,
};
use changxiao_engine::scheme::{Applies, Follows, Graded, Points, Scored, Scoring, Table, grade, trace};
use std::path::Path;

pub(super) fn run(session: &Session, scheme: &str, (path, shows_trace): (&Path, bool)) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let file = cards::read(path)?;
    let (ready, _) = read::one(session, scheme)?;
    let table = read::table(&ready, file.period)?;
    let (cards, unfit) = file.cards(&table);
    let place = |card: &str| Place::file(path.display().to_string()).in_column(card);
    let unfit: Vec<Fault> = unfit.into_iter().map(|(card, fault)| Fault::new(place(&card), fault.message)).collect();
    faults::print(wording, "heading-card-faults", &unfit);
    let scoring = Scoring::new(&table, &cards);
    let graded = grade(&scoring);
    let mut wrong = Vec::new();
    let mut rows = Vec::new();
    for (at, (text, graded)) in file.cards.iter().zip(&graded).enumerate() {
        let scored = scoring.score(at);
        let differing = differing(&table, text, (&scored, graded));
        wrong.extend(differing.into_iter().map(|message| Fault::new(place(&text.name), message)));
        let cells = result_cells(wording, &table, graded);
        rows.push(std::iter::once(text.name.clone()).chain(cells).collect());
        if shows_trace {
            screen::line(title(&text.name));
            screen::line(traced::text(wording, &table, &trace(&table, &scored, Some(graded))));
            screen::line("");
        }
    }
    let header = ["scheme-card", "scheme-score", "scheme-grade", "scheme-consequences"].map(|key| wording.word(key));
    screen::line(shown(header.to_vec(), rows));
    faults::print(wording, "heading-expectation-faults", &wrong);
    let expected: usize = file.cards.iter().map(|card| card.expect.len()).sum();
    let said =
        Message::new("scheme-tried").with("cards", cards.len()).with("expected", expected).with("wrong", wrong.len());
    screen::line(wording.say(&said));
    Ok(u8::from(!wrong.is_empty() || !unfit.is_empty()))
}

/// Points as they are printed: `-` where nothing applies.
pub(super) fn points(points: &Points) -> String {
    match points.applies {
        Applies::No => "-".to_owned(),
        Applies::Yes => points.amount.to_string(),
        Applies::Maybe => format!("{} / -", points.amount),
    }
}

/// The grade, or the stretch of grades, as ids.
fn grade_ids(table: &Table, graded: &Graded) -> String {
    let ids: Vec<&str> = graded.grades(table).iter().map(|grade| grade.id.as_str()).collect();
    if ids.is_empty() { "-".to_owned() } else { ids.join(" / ") }
}

fn follows(one: &Follows) -> String {
    match (one.holds, &one.value) {
        (Some(false), _) => "no".to_owned(),
        (Some(true), Some(value)) => value.to_string(),
        (Some(true), None) => "yes".to_owned(),
        (None, _) => "?".to_owned(),
    }
}

/// Score, grades and what follows, as a table shows them.
pub(in crate::commands) fn result_cells(wording: &Wording, table: &Table, graded: &Graded) -> [String; 3] {
    let score =
        if graded.score.is_too_little_known { wording.word("scheme-not-scored") } else { points(&graded.score) };
    let grades: Vec<&str> = graded.grades(table).iter().map(|grade| wording.text(&grade.name)).collect();
    let defs = table.def.consequences.iter().zip(&graded.consequences);
    let following = defs.filter_map(|(def, one)| {
        let name = wording.text(&def.name);
        match (one.holds, &one.value) {
            (Some(false), _) => None,
            (Some(true), Some(value)) => Some(format!("{name} {value}")),
            (Some(true), None) => Some(name.to_owned()),
            (None, _) => Some(format!("{name} ?")),
        }
    });
    [score, grades.join(" / "), following.collect::<Vec<_>>().join("; ")]
}

/// What a card was expected to give and does not.
fn differing(table: &Table, text: &CardText, (scored, graded): (&Scored, &Graded)) -> Vec<Message> {
    let found = |code: &str| -> Option<String> {
        if code == "score" {
            let is_scored = !graded.score.is_too_little_known;
            return Some(if is_scored { points(&graded.score) } else { "not-scored".to_owned() });
        }
        if code == "grade" && table.def.grading.is_some() {
            return Some(grade_ids(table, graded));
        }
        if let Some((at, _)) = table.node(code) {
            return Some(points(&scored.of(at)));
        }
        let place = table.def.consequences.iter().position(|def| def.id == code)?;
        graded.consequences.get(place).map(follows)
    };
    let differs = |(code, wanted): (&String, &toml::Value)| {
        let wanted = cards::written(wanted);
        let Some(found) = found(code) else {
            return Some(Message::new("scheme-expectation-unknown").with("code", code.as_str()));
        };
        let same = |text: &str| Amount::parse(text).ok();
        let is_same = found == wanted || (same(&found).is_some() && same(&found) == same(&wanted));
        let message = Message::new("scheme-expectation-differs");
        (!is_same).then(|| message.with("code", code.as_str()).with("wanted", wanted).with("found", found))
    };
    text.expect.iter().filter_map(differs).collect()
}
