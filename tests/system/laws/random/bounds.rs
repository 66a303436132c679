//! What becomes known stays inside the bounds that were printed while it was not: a blank is filled, a missing sheet
//! arrives (empty or with records), disputes are decided.
//!
//! The law speaks of shares of items. An amount that nobody knows may be of any size, and a month or roll that nothing
//! covers stands for a number of items that nobody knows (contract, part 1.6): of those there are no bounds to keep.
//! Disputes are decided all alike, as the worlds are in which each item was computed (part 1.8).

use super::{counts, measures};
use crate::random::{Chance, Edit, Law, Life, Reading, Row, Sample, hold, lives, persons_of, read, record};
use changxiao_core::{
    columns::Cell,
    day::Day,
    definition::{Covered, IndicatorDef},
    tally::Tally,
};
use std::collections::BTreeMap;

/// What is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Learned {
    Blanks,
    Sheets,
    Disputes,
}

pub(super) fn of_bounds(reading: Reading, learned: Learned) -> Law {
    Law {
        says: "what becomes known stays inside the bounds",
        samples: 14,
        speaks_of,
        edits: match learned {
            Learned::Blanks => filled_blanks,
            Learned::Sheets => sheets,
            Learned::Disputes => decisions,
        },
        complaint: Box::new(move |sample| {
            let (before, after) = (reading(sample), reading(&sample.edited()));
            sample.indicators.iter().filter(|one| !is_counted_anew(sample, one)).find_map(|one| {
                let (first, then) = (&before[&one.id], &after[&one.id]);
                let owners =
                    first.own.iter().map(|(key, tally)| (format!("{} in {}", key.0, key.1), tally, then.own.get(key)));
                let lines = first.lines.iter().map(|(key, tally)| (key.to_string(), tally, then.lines.get(key)));
                let left = owners.chain(lines).find(|(_, first, then)| then.is_none_or(|then| !is_inside(then, first)));
                left.map(|(who, first, then)| {
                    format!("{} {who}: first {}, then {}", one.id, counts(Some(first)), counts(then))
                })
            })
        }),
    }
}

#[test]
fn filled_blanks_stay_inside() {
    hold(&of_bounds(read, Learned::Blanks));
}

#[test]
fn arrived_sheets_stay_inside() {
    hold(&of_bounds(read, Learned::Sheets));
}

#[test]
fn decided_disputes_stay_inside() {
    hold(&of_bounds(read, Learned::Disputes));
}

/// Shares whose looks ask for the coverage of all that they count: not those that ask nobody, nor those that go through the
/// tree, where the owner's coverage, or that of its department, stands for that of many.
fn speaks_of(indicator: &IndicatorDef) -> bool {
    measures(indicator).all(|measure| {
        let is_covered = measure
            .look
            .values()
            .all(|look| look.covered != Covered::Nobody && look.by.iter().all(|key| !key.contains("org ")));
        measure.denominator.is_none() && is_covered
    })
}

/// Whether sheets arrived of what an indicator counts itself.
fn is_counted_anew(sample: &Sample, indicator: &IndicatorDef) -> bool {
    let arrived = sample.edits.iter().filter_map(|edit| edit.comes.as_ref()).filter(|row| row.kind == "coverage");
    let arrived: Vec<String> = arrived.map(|row| row.text_of("kind")).collect();
    measures(indicator).filter_map(|measure| measure.population.as_ref()).any(|population| {
        arrived.contains(&population.register) || population.also_covered.iter().any(|also| arrived.contains(also))
    })
}

/// Whether the bounds of one tally lie within those of another.
fn is_inside(then: &Tally, first: &Tally) -> bool {
    match (first.bounds(), then.bounds()) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(first), Some(then)) => first.lower <= then.lower && then.upper <= first.upper,
    }
}

/// Rows with the same key, each in its place among the versions of the day; records of one version as well.
fn records(sample: &Sample) -> BTreeMap<(&'static str, Vec<Cell>), Vec<&Row>> {
    let mut records: BTreeMap<(&'static str, Vec<Cell>), Vec<&Row>> = BTreeMap::new();
    for row in &sample.rows {
        let day = row.declared().date_field.as_ref().and_then(|field| row.day_of(field));
        if day.is_none_or(|day| day <= sample.as_of) {
            let key = row.declared().key.iter().map(|field| row.cell(field)).collect();
            records.entry((row.kind, key)).or_default().push(row);
        }
    }
    for versions in records.values_mut() {
        versions.sort_by_key(|row| row.all_cells());
        versions.dedup();
    }
    records
}

/// Half of the blanks that mean "not known" are filled, in records that stand in one version.
fn filled_blanks(sample: &Sample) -> Vec<Edit> {
    let mut chance = sample.chance();
    let mut edits = Vec::new();
    for row in records(sample).into_values().filter(|versions| versions.len() == 1).map(|versions| versions[0]) {
        let mut filled = row.clone();
        for (field, cell) in values(&mut chance, row.kind) {
            if row.cell(field) == Cell::Blank && chance.is(50) {
                filled.cells.insert(field, cell);
            }
        }
        if filled != *row {
            edits.push(Edit::replace(row, filled));
        }
    }
    edits
}

/// Values for the fields of a register whose blank means "not known".
fn values(chance: &mut Chance, kind: &str) -> Vec<(&'static str, Cell)> {
    let mut number = |end: usize| Cell::Number(i64::try_from(chance.below(end)).unwrap() * 100);
    match kind {
        "meeting" => {
            vec![("expected", number(12)), ("present", number(12)), ("criticism", Cell::Boolean(chance.is(50)))]
        }
        "session" => vec![("hours", number(9)), ("topic_scope", Cell::Text("strategic".into()))],
        "training" => vec![("hours", number(9))],
        "org" => vec![("staff", number(30)), ("has_committee", Cell::Boolean(chance.is(50)))],
        "member" => vec![
            ("birth_month", Cell::Day(crate::random::day(if chance.is(50) { 1970 } else { 1990 }, 3, 1))),
            ("rank", Cell::Text((*chance.pick(&["section", "none"])).into())),
        ],
        "post" => vec![("by_procedure", Cell::Boolean(chance.is(50)))],
        _ => Vec::new(),
    }
}

/// Sheets of some registers that had not arrived, for some organisations: what they claim, and in half of the cases
/// records of days that had not been covered.
fn sheets(sample: &Sample) -> Vec<Edit> {
    let mut chance = sample.chance();
    let kinds = ["meeting", "session", "training", "attendance", "issue", "member", "post"];
    let mut edits = Vec::new();
    for kind in kinds.into_iter().filter(|_| chance.is(35)).collect::<Vec<_>>() {
        for life in lives(&sample.rows).iter().filter(|_| chance.is(60)).collect::<Vec<_>>() {
            let claim = Row::new("coverage").text("kind", kind).text("org", &life.id).text("scope", "own");
            let claim = claim
                .day("first_day", crate::random::day(2014, 1, 1))
                .day("last_day", crate::random::day(2027, 12, 31));
            edits.push(Edit::add(claim.text("stated_by", "office")));
            let keeps_a_roll = matches!(life.kind, "branch" | "general-branch" | "organ-committee");
            for _ in 0..if keeps_a_roll { chance.below(12) } else { 0 } {
                let found = (0..12).find_map(|_| missing_record(&mut chance, sample, (kind, life)));
                edits.extend(found.map(Edit::add));
            }
        }
    }
    edits
}

/// A record of an organisation on a day that its register does not cover.
fn missing_record(chance: &mut Chance, sample: &Sample, (kind, life): (&'static str, &Life)) -> Option<Row> {
    let year = (crate::random::day(2024, 7, 1), sample.as_of);
    let number = 30_000 + chance.below(10_000);
    let persons = persons_of(&sample.rows, life);
    let person = if persons.is_empty() { String::new() } else { chance.pick(&persons).clone() };
    let events = sample.rows.iter().filter(|row| row.kind == "session" && row.text_of("org") == life.id);
    let events: Vec<&Row> = events.collect();
    let event = if events.is_empty() { None } else { Some(*chance.pick(&events)) };
    let (event, held) =
        (event.map_or_else(String::new, |row| row.text_of("id")), event.and_then(|row| row.day_of("held_on")));
    let row = match kind {
        "meeting" | "session" | "issue" => record(chance, kind, (life, year), (number, "", ""))?,
        "training" if !person.is_empty() => record(chance, kind, (life, year), (number, &person, ""))?,
        "attendance" if !person.is_empty() && held.is_some() => {
            record(chance, kind, (life, year), (number, &person, &event))?
        }
        _ => return None,
    };
    let field = row.declared().date_field.clone();
    let on = field.map_or(held, |field| row.day_of(&field))?;
    let is_on_roll = person.is_empty() || is_member(&sample.rows, (&person, &life.id), on);
    let is_new = sample.rows.iter().all(|known| known.kind != row.kind || known.key() != row.key());
    (is_new && is_on_roll && !is_covered(&sample.rows, (kind, life), on)).then_some(row)
}

/// Whether a person is on the roll of an organisation on a day.
fn is_member(rows: &[Row], (person, org): (&str, &str), on: Day) -> bool {
    rows.iter()
        .filter(|row| row.kind == "member" && row.text_of("person") == person && row.text_of("org") == org)
        .any(|row| row.day_of("valid_from").unwrap() <= on && row.day_of("valid_to").is_none_or(|to| on < to))
}

/// Whether anybody claims a register for an organisation on a day.
fn is_covered(rows: &[Row], (kind, life): (&str, &Life), on: Day) -> bool {
    rows.iter().filter(|row| row.kind == "coverage" && row.text_of("kind") == kind).any(|row| {
        let org = row.text_of("org");
        let speaks = org == life.id || (row.text_of("scope") == "subtree" && org.starts_with(life.letter()));
        speaks && row.day_of("first_day").unwrap() <= on && on <= row.day_of("last_day").unwrap()
    })
}

/// Every objection is found to be groundless, or every one to be right; of several versions the same one stays everywhere.
fn decisions(sample: &Sample) -> Vec<Edit> {
    let mut chance = sample.chance();
    let (wanted, records) = (chance.below(3), records(sample));
    let mut edits = Vec::new();
    for versions in records.values().filter(|versions| versions.len() > 1) {
        let kept = wanted.min(versions.len() - 1);
        edits.extend(versions.iter().enumerate().filter(|(at, _)| *at != kept).map(|(_, row)| Edit::remove(row)));
    }
    for check in sample.rows.iter().filter(|row| row.kind == "evidence" && row.text_of("origin") == "objection") {
        let opened = check.day_of("opened_on").unwrap();
        let is_decided = check.day_of("decided_on").is_some_and(|day| day <= sample.as_of);
        if opened <= sample.as_of && !is_decided {
            edits.push(Edit::replace(check, check.clone().day("decided_on", opened).text("result", "sound")));
        }
    }
    edits
}
