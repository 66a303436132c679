//! The way back: rows of the register of assessments become answers of scorecards. What is missing stays unknown; rows
//! that contradict each other or the scheme are told, and none of them counts.

use super::{
    card::Answer,
    sheet::{ABSENT, QUOTES},
    table::{Input, Table},
};
use changxiao_core::{
    amount::Amount,
    columns::Row,
    day::Day,
    definition::scheme::VoteDef,
    fault::{Fault, Place},
    message::Message,
    registers::Registers,
    sheet::INVITED,
};
use std::collections::{BTreeMap, BTreeSet};

/// Answers by organisation and by the key of an input.
pub type Answers = BTreeMap<String, BTreeMap<String, Answer>>;

/// Rows of one question about one organisation: by rater, and by the word of a vote's count.
type Rows<'r> = BTreeMap<(u32, String), Vec<Row<'r>>>;

/// The answers to a scheme's questions that the registers hold on a day, and the rows that are none.
#[must_use]
pub fn assessed(table: &Table, registers: &Registers, as_of: Day) -> (Answers, Vec<Fault>) {
    let (mut answers, mut faults) = (Answers::new(), Vec::new());
    let Some(register) = registers.table("assessment") else { return (answers, faults) };
    let places = table.input_places();
    let (scheme, period) = (table.def.id.as_str(), table.period.to_string());
    let mut slots: BTreeMap<(&str, &str), Rows<'_>> = BTreeMap::new();
    for row in register.rows() {
        let is_line = row.text("kind") == Some("sheet-line") && row.text("scheme") == Some(scheme);
        let is_seen = row.day("held_on").is_some_and(|day| day <= as_of);
        if !is_line || !is_seen || row.text("period") != Some(period.as_str()) {
            continue;
        }
        let (Some(organisation), key) = (row.text("org"), row.text("item").unwrap_or_default()) else { continue };
        let input = places.get(key).and_then(|place| table.inputs.get(*place));
        match input.map(|input| slot(table, input, row)) {
            Some(Ok(slot)) => {
                slots.entry((organisation, key)).or_default().entry(slot).or_default().push(row);
            }
            Some(Err(message)) => faults.push(fault(row, message)),
            None => faults.push(fault(row, Message::new("assessed-unknown-key").with("key", key))),
        }
    }
    for ((organisation, key), rows) in slots {
        let Some(input) = places.get(key).and_then(|place| table.inputs.get(*place)) else { continue };
        let raters = table.assessor(input.assessor().unwrap_or_default()).map_or(1, |assessor| assessor.raters);
        if let Some(answer) = of_input(input, raters, rows, &mut faults) {
            answers.entry(organisation.to_owned()).or_default().insert(key.to_owned(), answer);
        }
    }
    faults.sort();
    (answers, faults)
}

/// Which rater's row it is, and of which count; or why it answers no question of the scheme.
fn slot(table: &Table, input: &Input, row: Row<'_>) -> Result<(u32, String), Message> {
    let by = row.text("assessor").unwrap_or_default();
    let Some(assessor) = input.assessor().filter(|assessor| *assessor == by) else {
        let message = Message::new("assessed-not-asked").with("key", input.key.as_str());
        return Err(message.with("assessor", by));
    };
    let raters = table.assessor(assessor).map_or(1, |assessor| assessor.raters);
    let number = row.number("rater").filter(|rater| rater.denominator() == 1);
    let rater = number.map_or(Some(1), |rater| u32::try_from(rater.numerator()).ok());
    let rater = rater.filter(|rater| (1..=raters).contains(rater));
    let unknown = || {
        let found = number.map(|number| number.to_string()).unwrap_or_default();
        Message::new("assessed-unknown-rater").with("assessor", by).with("rater", found)
    };
    let part = if input.def.vote.is_some() { word(row).to_owned() } else { String::new() };
    Ok((rater.ok_or_else(unknown)?, part))
}

/// The answer to one question about one organisation.
fn of_input(input: &Input, raters: u32, rows: Rows<'_>, faults: &mut Vec<Fault>) -> Option<Answer> {
    let mut answers: BTreeMap<u32, BTreeMap<String, Answer>> = BTreeMap::new();
    // A rater of whom a row is contradictory has not answered at all.
    let mut disputed = BTreeSet::new();
    for ((rater, part), rows) in rows {
        let values: Vec<Option<Answer>> = rows.iter().map(|row| value(*row, input)).collect();
        let first = values.first().cloned().flatten();
        if values.iter().any(|value| *value != first) {
            let message = || Message::new("assessed-twice").with("key", input.key.as_str());
            faults.extend(rows.iter().map(|row| fault(*row, message())));
            disputed.insert(rater);
        } else if let Some(answer) = first {
            answers.entry(rater).or_default().insert(part, answer);
        }
    }
    answers.retain(|rater, _| !disputed.contains(rater));
    if let Some(vote) = &input.def.vote {
        return answers.into_values().next().and_then(|counts| counted(vote, counts));
    }
    let mut answers: Vec<Answer> = answers.into_values().flat_map(BTreeMap::into_values).collect();
    match raters {
        _ if answers.is_empty() => None,
        1 => answers.pop(),
        _ => Some(Answer::Several(answers)),
    }
}

/// What a row answers; `None` while it says nothing.
fn value(row: Row<'_>, input: &Input) -> Option<Answer> {
    if row.text("choice") == Some(ABSENT) {
        return Some(Answer::Absent);
    }
    let mark = row.number("mark").map(|mark| Answer::Number(Amount::from(mark)));
    let choice = word(row);
    if input.def.vote.is_some() || choice.is_empty() { mark } else { Some(Answer::Word(choice.to_owned())) }
}

/// The word of a row, without its quotes.
fn word(row: Row<'_>) -> &str {
    let text = row.text("choice").unwrap_or_default();
    text.strip_prefix(QUOTES.0).and_then(|text| text.strip_suffix(QUOTES.1)).unwrap_or(text)
}

/// A vote, once all its answers are counted: a count that is missing is not 0.
fn counted(vote: &VoteDef, counts: BTreeMap<String, Answer>) -> Option<Answer> {
    if counts.values().all(|count| *count == Answer::Absent) {
        return Some(Answer::Absent);
    }
    if !vote.answers.iter().all(|answer| counts.contains_key(&answer.is)) {
        return None;
    }
    let whole = |(word, count): (String, Answer)| match count {
        Answer::Number(amount) => {
            let number = amount.known().filter(|number| number.denominator() == 1)?;
            Some((word, u64::try_from(number.numerator()).ok()?))
        }
        _ => None,
    };
    let counts: Option<BTreeMap<String, u64>> = counts.into_iter().map(whole).collect();
    let counts = counts?;
    // Without a quorum nobody needs to know how many were asked.
    let needs_invited = vote.quorum.is_some() || vote.of_invited;
    (!needs_invited || counts.contains_key(INVITED)).then_some(Answer::Counts(counts))
}

fn fault(row: Row<'_>, message: Message) -> Fault {
    let Some(origin) = row.origin() else { return Fault::new(Place::default(), message) };
    let place = Place::file(&*origin.file).at_row(origin.row);
    let place = match &origin.sheet {
        Some(sheet) => place.in_sheet(&**sheet),
        None => place,
    };
    Fault::new(place, message)
}

#[cfg(test)]
mod tests;
