//! Schemes in a run folder: points of every node, facts, grades, what follows; and reading them again from an earlier run. Of
//! schemes about persons nothing is written.

use super::csv;
use crate::errors::Stop;
use anyhow::Context as _;
use changxiao_core::{definition::scheme::Subject, fraction::Fraction, id::Id, message::Message};
use changxiao_engine::scheme::{Applies, Follows, Graded, Outstanding, Points, SchemeResult, Scored, Scoring};
use std::{collections::BTreeMap, path::Path};

/// The files of schemes, if any was scored.
pub(super) fn files(
    results: &BTreeMap<Id, SchemeResult>,
    open: &BTreeMap<Id, Outstanding>,
) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
    let of_organisations = |(_, result): &(&Id, &SchemeResult)| result.table.def.subject != Subject::Person;
    let results: Vec<(&Id, &SchemeResult)> = results.iter().filter(of_organisations).collect();
    if results.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![
        ("scores.csv", scores(&results)?),
        ("grades.csv", grades(&results)?),
        ("consequences.csv", consequences(&results)?),
        ("facts.csv", facts(&results)?),
        ("internal/outstanding.csv", outstanding(open)?),
    ])
}

/// The questions that assessors have still to answer; none: the header alone.
fn outstanding(open: &BTreeMap<Id, Outstanding>) -> anyhow::Result<Vec<u8>> {
    let questions = open.iter().flat_map(|(id, of)| of.questions.iter().map(move |question| (id, question)));
    let mut questions: Vec<_> = questions.collect();
    questions.sort_by_key(|(id, question)| (question.organisation.as_str(), *id, question.input));
    let rows = questions.into_iter().map(|(id, question)| {
        vec![question.organisation.clone(), id.to_string(), question.key.clone(), question.assessor.clone()]
    });
    csv(&["organisation", "scheme", "key", "assessor"], rows)
}

fn end(end: Option<Fraction>) -> String {
    end.map(|end| end.to_string()).unwrap_or_default()
}

fn state(points: &Points) -> &'static str {
    match (points.applies, points.is_too_little_known) {
        (Applies::No, _) => "not-applicable",
        (_, true) => "not-scored",
        (Applies::Maybe, false) => "may-apply",
        // A part that may leave its item without points is not settled, though it brings none of its own.
        (Applies::Yes, false) if points.amount.is_known() && points.zero.is_some() => "value",
        (Applies::Yes, false) => "not-known",
    }
}

fn scores(results: &[(&Id, &SchemeResult)]) -> anyhow::Result<Vec<u8>> {
    let mut rows = Vec::new();
    for (id, result) in results {
        let scoring = Scoring::new(&result.table, &result.cards);
        let mut scored = Scored::default();
        let mut nodes: Vec<usize> = (0..result.table.nodes().len()).collect();
        nodes.retain(|at| {
            *at != result.table.root() && result.table.nodes().get(*at).is_some_and(|node| node.is_scored())
        });
        nodes.sort_by(|one, other| {
            let code = |at: &usize| result.table.nodes().get(*at).map_or("", |node| node.code.as_str());
            changxiao_engine::scheme::natural(code(one), code(other))
        });
        for (place, card) in result.cards.iter().enumerate() {
            scoring.score_into(place, &mut scored);
            for at in &nodes {
                let Some(node) = result.table.nodes().get(*at) else { continue };
                let points = scored.of(*at);
                let printed = node.item().and_then(|item| item.points).map(|points| points.to_string());
                rows.push(vec![
                    card.whose.clone(),
                    id.to_string(),
                    node.code.clone(),
                    printed.unwrap_or_default(),
                    end(points.amount.least),
                    end(points.amount.most),
                    state(&points).to_owned(),
                ]);
            }
        }
    }
    rows.sort_by(|one, other| one.iter().take(2).cmp(other.iter().take(2)));
    csv(&["organisation", "scheme", "code", "printed", "least", "most", "state"], rows)
}

/// The values of facts, for later runs that ask for them.
fn facts(results: &[(&Id, &SchemeResult)]) -> anyhow::Result<Vec<u8>> {
    let mut rows = Vec::new();
    for (id, result) in results {
        let scoring = Scoring::new(&result.table, &result.cards);
        let mut scored = Scored::default();
        for (place, card) in result.cards.iter().enumerate() {
            scoring.score_into(place, &mut scored);
            for (name, at) in &result.table.facts {
                rows.push(vec![card.whose.clone(), id.to_string(), name.clone(), scored.value(*at).to_string()]);
            }
        }
    }
    rows.sort();
    csv(&["organisation", "scheme", "fact", "value"], rows)
}

type Line<'r> = (&'r Id, &'r SchemeResult, &'r str, &'r Graded);

/// Every card of every scheme, by organisation.
fn lines<'r>(results: &[(&'r Id, &'r SchemeResult)]) -> Vec<Line<'r>> {
    let of = |(id, result): &(&'r Id, &'r SchemeResult)| -> Vec<Line<'r>> {
        let cards = result.cards.iter().zip(&result.graded);
        cards.map(|(card, graded)| (*id, *result, card.whose.as_str(), graded)).collect()
    };
    let mut lines: Vec<Line<'r>> = results.iter().flat_map(of).collect();
    lines.sort_by_key(|(id, _, whose, _)| (*whose, *id));
    lines
}

fn grades(results: &[(&Id, &SchemeResult)]) -> anyhow::Result<Vec<u8>> {
    let rows = lines(results).into_iter().map(|(id, result, whose, graded)| {
        let grades = graded.grades(&result.table);
        let grade = |grade: Option<&changxiao_core::definition::scheme::GradeDef>| {
            grade.map(|grade| grade.id.clone()).unwrap_or_default()
        };
        let has_classes = result.table.def.grading.as_ref().is_some_and(|grading| grading.among.is_some());
        vec![
            whose.to_owned(),
            id.to_string(),
            end(graded.score.amount.least),
            end(graded.score.amount.most),
            state(&graded.score).to_owned(),
            grade(grades.first()),
            grade(grades.last()),
            if has_classes { graded.class.to_string() } else { String::new() },
            graded.is_displaced.to_string(),
        ]
    });
    let header =
        ["organisation", "scheme", "least", "most", "state", "best_grade", "worst_grade", "class", "displaced"];
    csv(&header, rows)
}

fn consequences(results: &[(&Id, &SchemeResult)]) -> anyhow::Result<Vec<u8>> {
    let rows = lines(results).into_iter().flat_map(|(id, result, whose, graded)| {
        let pairs = result.table.def.consequences.iter().zip(&graded.consequences);
        let row = move |(def, follows): (&changxiao_core::definition::scheme::ConsequenceDef, &Follows)| {
            let holds = match follows.holds {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not-known",
            };
            let value = follows.value.as_ref().map(ToString::to_string).unwrap_or_default();
            vec![whose.to_owned(), id.to_string(), def.id.clone(), holds.to_owned(), value]
        };
        pairs.map(row).collect::<Vec<_>>()
    });
    csv(&["organisation", "scheme", "consequence", "holds", "value"], rows)
}

/// Results of an earlier run, by scheme, organisation and code; `score`, `grade` and ids of consequences are codes too.
pub(crate) fn read(run: &Path) -> anyhow::Result<BTreeMap<(Id, String, String), String>> {
    let mut found = BTreeMap::new();
    let amount = |row: &[String], from: usize| {
        let cell = |place: usize| row.get(place).map(String::as_str).unwrap_or_default();
        match (cell(from + 2), cell(from), cell(from + 1)) {
            ("not-applicable", ..) => Some("-".to_owned()),
            ("not-scored", ..) => None,
            (_, least, most) if least == most && !least.is_empty() => Some(least.to_owned()),
            (_, least, most) if !least.is_empty() && !most.is_empty() => Some(format!("{least}..{most}")),
            _ => None,
        }
    };
    for row in rows(run, "scores.csv")? {
        let [whose, scheme, code, ..] = row.as_slice() else { continue };
        if let (Ok(id), Some(text)) = (scheme.parse(), amount(&row, 4)) {
            found.insert((id, whose.clone(), code.clone()), text);
        }
    }
    for row in rows(run, "facts.csv")? {
        let [whose, scheme, fact, value] = row.as_slice() else { continue };
        // What was not known then is not known now.
        if let (Ok(id), false) = (scheme.parse(), value == "?") {
            found.insert((id, whose.clone(), fact.clone()), value.clone());
        }
    }
    for row in rows(run, "grades.csv")? {
        let [whose, scheme, _, _, _, best, worst, ..] = row.as_slice() else { continue };
        let Ok(id) = scheme.parse::<Id>() else { continue };
        if let Some(text) = amount(&row, 2) {
            found.insert((id.clone(), whose.clone(), "score".to_owned()), text);
        }
        if best == worst && !best.is_empty() {
            found.insert((id, whose.clone(), "grade".to_owned()), best.clone());
        }
    }
    for row in rows(run, "consequences.csv")? {
        let [whose, scheme, code, holds, value] = row.as_slice() else { continue };
        let text = match (holds.as_str(), value.as_str()) {
            ("yes", "") => "1",
            ("yes", value) => value,
            ("no", _) => "0",
            _ => continue,
        };
        if let Ok(id) = scheme.parse() {
            found.insert((id, whose.clone(), code.clone()), text.to_owned());
        }
    }
    Ok(found)
}

/// The rows of a file of a run; of one that is not there, none: no scheme was scored then.
fn rows(run: &Path, name: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let path = run.join(name);
    if !run.join("run.json").is_file() {
        let stop = Stop::new(Message::new("not-a-run").with("path", run.display().to_string()));
        return Err(stop.hint(Message::new("hint-evaluate")).into());
    }
    if !path.exists() {
        return Ok(Vec::new());
    }
    let stop = || Stop::new(Message::new("path-unreadable").with("path", path.display().to_string()));
    let mut reader = ::csv::Reader::from_path(&path).with_context(stop)?;
    let rows = reader.records().map(|row| Ok(row?.iter().map(str::to_owned).collect()));
    rows.collect::<Result<Vec<_>, ::csv::Error>>().with_context(stop)
}
