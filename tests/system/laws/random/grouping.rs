//! However organisations are grouped, what is added up is the same: every tally stands once at the root of each tree, and
//! a level in between changes no other line.

use super::{counts, of_all};
use crate::random::{Edit, Law, Reading, Row, Sample, day, hold, no_edits, read};
use changxiao_core::{id::OrganisationId, tally::Tally};
use changxiao_engine::evaluation::Numbers;

pub(super) fn of_totals(reading: Reading) -> Law {
    Law {
        says: "every tally stands once at the root of each tree",
        samples: 10,
        speaks_of: of_all,
        edits: no_edits,
        complaint: Box::new(move |sample| {
            let is_party = |id: &OrganisationId| kind(sample, id) != "unit";
            reading(sample).iter().find_map(|(id, numbers)| {
                let party = sum(numbers.own.iter().filter(|((owner, _), _)| is_party(owner)).map(|(_, tally)| tally));
                let all = sum(numbers.own.values());
                let roots: Vec<&OrganisationId> =
                    numbers.lines.keys().filter(|id| is_party(id) && is_root(sample, id)).collect();
                let of_party = sum(roots.iter().filter_map(|root| numbers.lines.get(*root)));
                let of_units = numbers.lines.get(&"U0".into()).copied().unwrap_or_default();
                let differ = |name: &str, whole: &Tally, root: &Tally| {
                    (whole != root).then(|| {
                        format!("{id} {name}: in all {}, at the root {}", counts(Some(whole)), counts(Some(root)))
                    })
                };
                differ("Party organisations", &party, &of_party).or_else(|| differ("units", &all, &of_units))
            })
        }),
    }
}

#[test]
fn every_tally_stands_once_at_the_root() {
    hold(&of_totals(read));
}

fn kind(sample: &Sample, id: &OrganisationId) -> String {
    let state = sample.rows.iter().find(|row| row.kind == "org" && row.text_of("org") == id.as_str());
    state.map_or_else(String::new, |row| row.text_of("kind"))
}

fn is_root(sample: &Sample, id: &OrganisationId) -> bool {
    let states = sample.rows.iter().filter(|row| row.kind == "org" && row.text_of("org") == id.as_str());
    states.map(|row| row.text_of("parent")).all(|parent| parent.is_empty())
}

fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Tally {
    tallies.fold(Tally::default(), |sum, tally| sum.plus(*tally).unwrap())
}

pub(super) fn of_levels(reading: Reading) -> Law {
    Law {
        says: "a level in between changes no other line",
        samples: 10,
        speaks_of: of_all,
        edits: levels,
        complaint: Box::new(move |sample| {
            let (before, after) = (reading(sample), reading(&sample.edited()));
            before.iter().find_map(|(id, numbers)| {
                let left = misplaced(numbers, &after[id]);
                left.map(|(who, should, is)| {
                    format!("{id} {who}: should be {}, is {}", counts(Some(&should)), counts(Some(&is)))
                })
            })
        }),
    }
}

#[test]
fn levels_in_between() {
    hold(&of_levels(read));
}

/// A unit between the root and a department, a work committee between the root and its committee.
fn levels(sample: &Sample) -> Vec<Edit> {
    let old = day(2010, 1, 1);
    let level = |id: &str, kind: &str, parent: &str| {
        Row::new("org").text("org", id).text("kind", kind).text("parent", parent).day("valid_from", old)
    };
    let mut edits = vec![Edit::add(level("X0", "unit", "U0")), Edit::add(level("XW", "work-committee", "W0"))];
    for row in sample.rows.iter().filter(|row| row.kind == "org") {
        match row.text_of("org").as_str() {
            "A1" => edits.push(Edit::replace(row, row.clone().text("parent", "X0"))),
            "AC" => edits.push(Edit::replace(row, row.clone().text("parent", "XW"))),
            _ => {}
        }
    }
    edits
}

/// The first line that is not what it was, with what the new levels were asked themselves: who, as it should be, as it is.
fn misplaced(before: &Numbers, after: &Numbers) -> Option<(OrganisationId, Tally, Tally)> {
    let own = |id: &str| sum(after.own.iter().filter(|((owner, _), _)| owner.as_str() == id).map(|(_, tally)| tally));
    let (unit, committee) = (own("X0"), own("XW"));
    let was = |id: &str| before.lines.get(&id.into()).copied().unwrap_or_default();
    let ids = before.lines.keys().chain(after.lines.keys());
    ids.map(|id| {
        let should = match id.as_str() {
            "X0" => was("A1").plus(unit),
            "XW" => was("AC").plus(committee),
            "U0" => was("U0").plus(unit).and_then(|sum| sum.plus(committee)),
            "W0" => was("W0").plus(committee),
            other => Some(was(other)),
        };
        (id.clone(), should.unwrap(), after.lines.get(id).copied().unwrap_or_default())
    })
    .find(|(_, should, is)| should != is)
}
