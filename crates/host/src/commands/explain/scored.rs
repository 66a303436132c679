//! `explain` of a scheme: where the points of an organisation come from, line by line down to what they rest on, and the
//! smallest change that reaches the next grade.

use super::teller::Teller;
use crate::{
    commands::{Session, evaluate, named, scheme},
    departments::Opened,
    errors::Stop,
    screen, table,
};
use changxiao_core::{
    id::Id, id::OrganisationId, message::Message, organisations::Organisations, registers::Registers, tally::Class,
};
use changxiao_engine::{
    evaluation::Span,
    explanation::explain,
    scheme::{Change, Graded, Line, Scoring, Table, Value, score_all, trace},
    seal::Seal,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Items of one quantity that are shown.
const MOST_ITEMS: usize = 5;

/// What is explained.
pub(super) struct Asked<'a> {
    pub(super) scheme: &'a Id,
    pub(super) organisation: &'a OrganisationId,
    pub(super) organisations: &'a Organisations,
    pub(super) registers: &'a Registers,
    pub(super) span: Span,
    pub(super) seal: &'a Seal,
    pub(super) run: &'a Path,
    pub(super) beside: (&'a [PathBuf], &'a [PathBuf]),
}

pub(super) fn run(session: &Session, opened: &mut Opened, asked: &Asked<'_>) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let beside = evaluate::beside(&opened.catalogue, asked.span, asked.beside)?;
    let read = (&opened.catalogue, asked.registers, None);
    let (results, _) = score_all(read, asked.span, &beside.read, &mut opened.plugins);
    let result = results.get(asked.scheme);
    let place =
        result.and_then(|result| result.cards.iter().position(|card| card.whose == asked.organisation.as_str()));
    let found = result.zip(place).and_then(|(result, place)| Some((result, place, result.graded.get(place)?)));
    let Some((result, place, graded)) = found else {
        let stop = Message::new("no-such-score").with("organisation", asked.organisation.as_str());
        return Err(Stop::new(stop.with("scheme", asked.scheme)).into());
    };
    let scoring = Scoring::new(&result.table, &result.cards);
    let scored = scoring.score(place);
    let title = Message::new("explain-score")
        .with("organisation", named(asked.organisations, asked.organisation))
        .with("scheme", result.table.def.name.clone());
    screen::line(table::title(&wording.say(&title)));
    let [score, grade, follows] = scheme::result_cells(wording, &result.table, graded);
    let key = if grade.is_empty() { "explain-score-sentence" } else { "explain-score-graded" };
    screen::line(wording.say(&Message::new(key).with("score", score).with("grade", grade)));
    if !follows.is_empty() {
        screen::line(wording.say(&Message::new("explain-score-follows").with("what", follows)));
    }
    let lines = trace(&result.table, &scored, Some(graded));
    screen::line(scheme::traced::text(wording, &result.table, &lines));
    records(session, opened, asked, (&result.table, &lines));
    reasons(session, asked, &result.table);
    next_grade(session, (&scoring, place), graded);
    screen::line(format!("\n{}", wording.word("explain-working-paper")));
    Ok(0)
}

/// What registers show for the quantities that rest on them: the items that are not met.
fn records(session: &Session, opened: &mut Opened, asked: &Asked<'_>, (table, lines): (&Table, &[Line])) {
    let wording = &session.wording;
    let Some(ready) = opened.catalogue.schemes().get(asked.scheme).cloned() else { return };
    let mut seen = BTreeSet::new();
    for line in lines {
        for (place, input) in line.inputs.iter().filter_map(|place| Some((*place, table.inputs.get(*place)?))) {
            let own = ready.measures.get(&input.code);
            let measured = input.def.indicator.as_ref().and_then(|id| opened.catalogue.indicators().get(id)).or(own);
            let Some(measured) = measured.cloned().filter(|_| !seen.contains(&place)) else { continue };
            let span = Span { period: input.period, ..asked.span };
            let read = (&opened.catalogue, asked.registers);
            let Some((explained, _)) = explain(read, span, (asked.organisation, &measured), &mut opened.plugins) else {
                continue;
            };
            let (catalogue, organisations) = (&opened.catalogue, asked.organisations);
            let (seal, run) = (asked.seal, asked.run);
            let told = Teller { wording, catalogue, organisations, ready: &measured, seal, run }.tell(&explained);
            if seen.is_empty() {
                screen::line(wording.word("explain-score-records"));
            }
            seen.insert(place);
            screen::line(format!("  {} {}", input.key, told.sentence));
            let open = told.items.iter().filter(|item| item.class != Class::Met);
            open.take(MOST_ITEMS).for_each(|item| screen::line(format!("    {}", item.sentence)));
        }
    }
}

/// What assessors wrote beside their answers.
fn reasons(session: &Session, asked: &Asked<'_>, table: &Table) {
    let wording = &session.wording;
    let Some(register) = asked.registers.table("assessment") else { return };
    let period = table.period.to_string();
    let mut is_first = true;
    for row in register.rows() {
        let is_here = row.text("org") == Some(asked.organisation.as_str())
            && row.text("scheme") == Some(asked.scheme.as_str())
            && row.text("period") == Some(period.as_str())
            && row.day("held_on").is_some_and(|day| day <= asked.span.as_of);
        let (Some(reason), Some(item)) = (row.text("reason").filter(|_| is_here), row.text("item")) else { continue };
        if std::mem::take(&mut is_first) {
            screen::line(wording.word("explain-score-reasons"));
        }
        let by = row.text("assessor").and_then(|by| table.assessor(by)).map(|by| wording.text(&by.name));
        let message = Message::new("explain-score-reason").with("key", item).with("reason", reason);
        screen::line(format!("  {}", wording.say(&message.with("by", by.unwrap_or_default()))));
    }
}

fn next_grade(session: &Session, (scoring, place): (&Scoring<'_>, usize), graded: &Graded) {
    let wording = &session.wording;
    let table = scoring.table();
    let Some(grading) = &table.def.grading else { return };
    if graded.is_displaced {
        screen::line(wording.word("explain-score-displaced"));
    }
    let Some(reached) = scoring.next_grade(place) else {
        if graded.worst > 0 {
            screen::line(wording.word("explain-score-no-way"));
        }
        return;
    };
    let Some(grade) = grading.grades.get(reached.grade) else { return };
    screen::line(wording.say(&Message::new("explain-score-next").with("grade", grade.name.clone())));
    for change in &reached.changes {
        if let Some(sentence) = sentence(session, table, change) {
            screen::line(format!("  {sentence}"));
        }
    }
}

fn sentence(session: &Session, table: &Table, change: &Change) -> Option<String> {
    let wording = &session.wording;
    let input = table.inputs.get(change.input)?;
    let value = |value: &Value| scheme::traced::value(wording, input, value);
    let message = Message::new("explain-score-change")
        .with("key", input.key.as_str())
        .with("name", input.name.clone())
        .with("from", value(&change.from))
        .with("to", value(&change.to));
    Some(wording.say(&message))
}
