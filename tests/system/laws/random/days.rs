//! What is dated after `as_of` changes no number of that day: new records, new versions of old ones, deeds and ends that
//! are filled in, states of organisations, checks of records, and what offices state.

use super::{difference, of_all};
use crate::random::{Chance, DATED, Edit, Law, Life, Reading, Row, Sample, hold, lives, persons_of, read, record};
use changxiao_core::day::Day;

pub(super) fn of_days(reading: Reading) -> Law {
    Law {
        says: "records dated after as_of change nothing",
        samples: 14,
        speaks_of: of_all,
        edits,
        complaint: Box::new(move |sample| difference((&reading(sample), &reading(&sample.edited())), |_| true)),
    }
}

#[test]
fn records_of_later_days() {
    hold(&of_days(read));
}

/// Changes that nobody could know of on the day, each of another row.
fn edits(sample: &Sample) -> Vec<Edit> {
    let mut chance = sample.chance();
    let lives = lives(&sample.rows);
    let mut edits = Vec::new();
    let mut order: Vec<usize> = (0..sample.rows.len()).collect();
    chance.shuffle(&mut order);
    for at in order.into_iter().take(60) {
        let first = sample.as_of.plus_days(1);
        let on = chance.day(first, first.plus_days(120));
        let (life, row) = (chance.pick(&lives).clone(), &sample.rows[at]);
        match chance.below(5) {
            0 => edits.extend(new_record(&mut chance, sample, (&life, first)).map(Edit::add)),
            1 => edits.push(Edit::add(of_another_kind(&mut chance, (&life, row), on))),
            2 => edits.extend(new_version(row, on).map(Edit::add)),
            3 => edits.extend(deed(row, on).map(|late| Edit::replace(row, late))),
            _ => edits.extend(end(row, on)),
        }
    }
    edits
}

fn new_record(chance: &mut Chance, sample: &Sample, (life, first): (&Life, Day)) -> Option<Row> {
    let persons = persons_of(&sample.rows, life);
    let person = if persons.is_empty() { "P0".to_owned() } else { chance.pick(&persons).clone() };
    // Attendance has no day of its own: it is seen with its event, and these events are seen.
    let kind = *chance.pick(&DATED[..DATED.len() - 1]);
    let number = 20_000 + chance.below(10_000);
    record(chance, kind, (life, (first, first.plus_days(200))), (number, &person, ""))
}

/// A statement of coverage, an objection to a record, or a new member.
fn of_another_kind(chance: &mut Chance, (life, about): (&Life, &Row), on: Day) -> Row {
    let number = chance.below(10_000);
    match chance.below(3) {
        0 => {
            let kind = *chance.pick(&["session", "meeting", "member"]);
            let statement = Row::new("coverage").text("kind", kind).text("org", &life.id).text("scope", "own");
            statement.text("stated_by", "office").day("first_day", on).day("last_day", on.plus_days(30))
        }
        1 if DATED.contains(&about.kind) => {
            let check = Row::new("evidence").text("id", &format!("late{number}")).text("org", &about.text_of("org"));
            let check = check.text("record_kind", about.kind).text("record", &about.key());
            check.text("origin", "objection").day("opened_on", on)
        }
        _ => {
            let member = Row::new("member").text("person", &format!("Q{number}")).text("org", &life.id);
            member.text("status", "full").day("valid_from", on)
        }
    }
}

/// The same record as somebody writes it down on a later day.
fn new_version(row: &Row, on: Day) -> Option<Row> {
    let field = match row.kind {
        "meeting" | "session" => "held_on",
        "training" => "ended_on",
        "issue" => "found_on",
        _ => return None,
    };
    Some(row.clone().day(field, on))
}

/// The record with a deed that had not happened.
fn deed(row: &Row, on: Day) -> Option<Row> {
    let field = match row.kind {
        "issue" => "closed_on",
        "attendance" => "made_up_on",
        "evidence" => "decided_on",
        _ => return None,
    };
    let late = row.clone().day(field, on);
    let late = if row.kind == "evidence" { late.text("result", "untrue") } else { late };
    row.day_of(field).is_none().then_some(late)
}

/// A state that goes on for the time being comes to an end; an organisation goes on under another parent.
fn end(row: &Row, on: Day) -> Vec<Edit> {
    let is_open = matches!(row.kind, "org" | "member" | "post") && row.day_of("valid_to").is_none();
    if !is_open || row.day_of("valid_from").unwrap() >= on {
        return Vec::new();
    }
    let mut edits = vec![Edit::replace(row, row.clone().day("valid_to", on))];
    if row.kind == "org" && row.text_of("parent") == "AG" {
        edits.push(Edit::add(row.clone().text("parent", "AC").day("valid_from", on).number("staff", 1)));
    }
    edits
}
