//! Single records of a register, with whatever chance writes into their fields: blanks, late deeds, odd amounts.

use super::{
    chance::Chance,
    organisations::Life,
    rows::{Row, day},
};
use changxiao_core::{columns::Cell, day::Day};

/// First and last day of what was written down.
pub(super) const DAYS: fn() -> (Day, Day) = || (day(2024, 7, 1), day(2026, 6, 30));

/// Registers of dated records that belong to an organisation.
pub(crate) const DATED: [&str; 5] = ["meeting", "session", "training", "issue", "attendance"];

/// A code of a field, by the contract; of few kinds, so that records of one kind are not rare.
fn code(chance: &mut Chance, row: Row, field: &'static str) -> Row {
    let codes = &row.declared().field(field).unwrap().codes;
    let few = codes.len().min(4);
    let code = chance.pick(&codes[..few]).code.clone();
    row.text(field, &code)
}

fn maybe(chance: &mut Chance, row: Row, percent: usize, fill: impl FnOnce(&mut Chance, Row) -> Row) -> Row {
    if chance.is(percent) { fill(chance, row) } else { row }
}

/// A record of a life on one of these days, by this number; `None` if it has no day there. `person` and `event` are for
/// the registers that name them.
pub(crate) fn record(
    chance: &mut Chance,
    kind: &'static str,
    (life, days): (&Life, (Day, Day)),
    (number, person, event): (usize, &str, &str),
) -> Option<Row> {
    let row = Row::new(kind).text("org", &life.id);
    let on = life.day(chance, days)?;
    Some(match kind {
        "meeting" => meeting(chance, row.text("id", &format!("M{number}")).day("held_on", on)),
        "session" => session(chance, row.text("id", &format!("S{number}")).day("held_on", on)),
        "training" => {
            let row = row.text("course", &format!("T{number}")).text("person", person).day("ended_on", on);
            let row = code(chance, row, "kind");
            maybe(chance, row, 80, |chance, row| row.with("hours", hours(chance)))
        }
        "attendance" => {
            let row = row.text("event_kind", if event.starts_with('S') { "session" } else { "meeting" });
            let row = code(chance, row.text("event", event).text("person", person), "status");
            maybe(chance, row, 20, |chance, row| row.day("made_up_on", on.plus_days(days_later(chance))))
        }
        "issue" => issue(chance, row.text("id", &format!("I{number}")), on),
        _ => unreachable!("no records of {kind}"),
    })
}

fn hours(chance: &mut Chance) -> Cell {
    Cell::Number(*chance.pick(&[0, 50, 100, 150, 200, 400, 800]))
}

fn days_later(chance: &mut Chance) -> i32 {
    i32::try_from(chance.below(150)).unwrap()
}

fn meeting(chance: &mut Chance, row: Row) -> Row {
    let row = code(chance, row, "kind");
    let row = maybe(chance, row, 75, |chance, row| row.number("expected", chance.below(12)));
    let row = maybe(chance, row, 75, |chance, row| row.number("present", chance.below(12)));
    maybe(chance, row, 50, |chance, row| row.truth("criticism", chance.is(50)))
}

fn session(chance: &mut Chance, row: Row) -> Row {
    let row = code(chance, row, "form");
    let row = maybe(chance, row, 80, |chance, row| row.with("hours", hours(chance)));
    let row = maybe(chance, row, 60, |chance, row| code(chance, row, "topic_scope"));
    maybe(chance, row, 30, |chance, row| row.text("speaker", &format!("P{}", chance.below(40))))
}

fn issue(chance: &mut Chance, row: Row, on: Day) -> Row {
    let row = code(chance, row.day("found_on", on).text("source_kind", "own"), "class");
    let row = row.truth("self_found", chance.is(50));
    let row = maybe(chance, row, 70, |chance, row| row.day("due_on", on.plus_days(days_later(chance))));
    let row = maybe(chance, row, 20, |chance, row| row.day("dropped_on", on.plus_days(days_later(chance))));
    let row = maybe(chance, row, 60, |chance, row| row.day("closed_on", on.plus_days(days_later(chance))));
    let row = maybe(chance, row, 50, |chance, row| row.day("verified_on", on.plus_days(days_later(chance))));
    maybe(chance, row, 50, |_, row| row.text("verified_by", "U0"))
}
