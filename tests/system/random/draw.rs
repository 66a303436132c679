//! Registers by chance: the rows of a whole administration, with coverage that has gaps, records in several versions and
//! objections.

use super::{
    chance::Chance,
    organisations::{Life, elsewhere, organisations},
    people::people,
    records::{DATED, DAYS, record},
    rows::{Row, day},
};
use changxiao_core::{columns::Cell, day::Day};

/// Registers that can lack coverage.
pub(crate) const COVERED: [&str; 7] = ["member", "post", "meeting", "session", "training", "issue", "attendance"];

/// All rows of an administration.
pub(super) fn registers(chance: &mut Chance) -> Vec<Row> {
    let (mut rows, lives) = organisations(chance, &["A", "B"]);
    let many = 20 + chance.below(15);
    rows.extend(people(chance, &lives, ("P", many)));
    let density = 1 + chance.below(4);
    rows.extend(records(chance, (&rows, &lives), (density, 0)));
    rows.extend(coverage(chance, &lives));
    if chance.is(70) {
        let versions = versions(chance, &rows);
        rows.extend(versions);
        let evidence = evidence(chance, &rows);
        rows.extend(evidence);
    }
    rows
}

/// The rows of a department elsewhere.
pub(crate) fn department_elsewhere(chance: &mut Chance) -> Vec<Row> {
    let (mut rows, lives) = elsewhere(chance);
    rows.extend(people(chance, &lives, ("Z", 6)));
    let more = records(chance, (&rows, &lives), (3, 10_000));
    rows.extend(more);
    rows.extend(coverage(chance, &lives));
    let versions = versions(chance, &rows);
    rows.extend(versions);
    let evidence = evidence(chance, &rows);
    rows.extend(evidence);
    rows
}

/// Dated records of every organisation, so many a register.
fn records(chance: &mut Chance, (rows, lives): (&[Row], &[Life]), (density, first): (usize, usize)) -> Vec<Row> {
    let mut records: Vec<Row> = Vec::new();
    let mut number = first;
    for life in lives {
        let persons: Vec<String> = persons_of(rows, life);
        for kind in DATED {
            for _ in 0..chance.below(density * 4) {
                number += 1;
                let person = if persons.is_empty() { String::new() } else { chance.pick(&persons).clone() };
                let events: Vec<String> = events_of(&records, life);
                let event = if events.is_empty() { String::new() } else { chance.pick(&events).clone() };
                let is_possible = match kind {
                    "training" => !person.is_empty(),
                    "attendance" => !person.is_empty() && !event.is_empty(),
                    _ => true,
                };
                if is_possible {
                    records.extend(record(chance, kind, (life, DAYS()), (number, &person, &event)));
                }
            }
        }
    }
    // One person is expected at one event once.
    let mut known = std::collections::BTreeSet::new();
    records.retain(|row| row.kind != "attendance" || known.insert(row.key()));
    records
}

pub(crate) fn persons_of(rows: &[Row], life: &Life) -> Vec<String> {
    let stays = rows.iter().filter(|row| row.kind == "member" && row.text_of("org") == life.id);
    stays.map(|row| row.text_of("person")).collect()
}

fn events_of(rows: &[Row], life: &Life) -> Vec<String> {
    let events = rows.iter().filter(|row| matches!(row.kind, "session" | "meeting") && row.text_of("org") == life.id);
    events.map(|row| row.text_of("id")).collect()
}

fn statement((kind, org): (&str, &str), (first, last): (Day, Day), (scope, by): (&str, &str)) -> Row {
    let row = Row::new("coverage").text("kind", kind).text("org", org).text("scope", scope).text("stated_by", by);
    row.day("first_day", first).day("last_day", last)
}

/// The coverage of every register: for a whole department at once, or for each organisation with gaps here and there.
fn coverage(chance: &mut Chance, lives: &[Life]) -> Vec<Row> {
    let whole = (day(2014, 1, 1), day(2027, 12, 31));
    let mut rows = Vec::new();
    let letters: std::collections::BTreeSet<&str> = lives.iter().map(Life::letter).collect();
    for kind in COVERED {
        let percent = *chance.pick(&[0, 10, 30]);
        for letter in &letters {
            let of_letter = || lives.iter().filter(|life| life.letter() == *letter);
            match of_letter().find(|life| life.id.ends_with('1') && life.kind == "unit" && chance.is(30)) {
                Some(department) => rows.push(statement((kind, &department.id), whole, ("subtree", "office"))),
                None => of_letter().for_each(|life| rows.extend(with_gaps(chance, (kind, &life.id), percent))),
            }
        }
    }
    rows
}

/// Statements from one gap to the next; a gap is a quarter.
fn with_gaps(chance: &mut Chance, about: (&str, &str), percent: usize) -> Vec<Row> {
    let by = if chance.is(70) { "file" } else { "office" };
    let mut rows = Vec::new();
    let mut from = day(2014, 1, 1);
    for quarter in (0..7).filter(|_| chance.is(percent)).collect::<Vec<i32>>() {
        let gap = day(2024, 10, 1).plus_months(quarter * 3);
        if from < gap {
            rows.push(statement(about, (from, gap.plus_days(-1)), ("own", by)));
        }
        from = gap.plus_months(3);
    }
    rows.push(statement(about, (from, day(2027, 12, 31)), ("own", by)));
    // What an office states replaces what files say.
    if by == "file" && chance.is(5) {
        rows.push(statement(about, (day(2025, 1, 1), day(2025, 8, 31)), ("own", "office")));
    }
    rows
}

/// Second and third versions of some records.
fn versions(chance: &mut Chance, rows: &[Row]) -> Vec<Row> {
    let wanted: &[&str] = &["meeting", "session", "training", "issue", "attendance", "member"];
    let disputable: Vec<&Row> = rows.iter().filter(|row| wanted.contains(&row.kind)).collect();
    let mut versions = Vec::new();
    for _ in 0..chance.below(40) {
        let row = *chance.pick(&disputable);
        for _ in 0..=chance.below(2) {
            versions.push(altered(chance, row));
        }
    }
    versions
}

/// The same record with another value in a field that does not name it.
fn altered(chance: &mut Chance, row: &Row) -> Row {
    let mut other = row.clone();
    match row.kind {
        "meeting" => other = other.number("present", chance.below(12)),
        "session" if chance.is(40) => other = other.day("held_on", chance.day(DAYS().0, DAYS().1)),
        "session" | "training" => drop(other.cells.insert("hours", Cell::Number(*chance.pick(&[100, 300, 900])))),
        "issue" => other = other.day("closed_on", row.day_of("found_on").unwrap().plus_days(40)),
        "attendance" => {
            let status = *chance.pick(&["present", "absent", "leave"]);
            other = other.text("status", status);
        }
        _ => other = other.text("status", "probationary"),
    }
    other
}

/// Checks of records: drawn or objected to; decided, undecided, or decided too late to be seen.
fn evidence(chance: &mut Chance, rows: &[Row]) -> Vec<Row> {
    let wanted: &[&str] = &["meeting", "session", "training", "issue", "attendance", "member"];
    let about: Vec<&Row> = rows.iter().filter(|row| wanted.contains(&row.kind)).collect();
    let many = chance.below(25);
    let letter = rows.first().map_or_else(String::new, |row| row.text_of("org"));
    let one = |number: usize| {
        let row = *chance.pick(&about);
        let opened = chance.day(day(2025, 1, 1), day(2026, 3, 31));
        let check = Row::new("evidence").text("id", &format!("{letter}E{number}")).text("org", &row.text_of("org"));
        let check = check.text("record_kind", row.kind).text("record", &row.key()).day("opened_on", opened);
        let check = check.text("origin", if chance.is(70) { "objection" } else { "sample" });
        if chance.is(50) {
            return check;
        }
        let check = check.day("decided_on", opened.plus_days(i32::try_from(chance.below(120)).unwrap()));
        let result = *chance.pick(&["sound", "untrue", "late"]);
        check.text("result", result)
    };
    (0..many).map(one).collect()
}
