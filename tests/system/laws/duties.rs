//! Duties after an event, by term and by post, on small registers where everything happens on the edges: what is due agrees
//! with the count of the same duty, nothing is owed before its event, and no person is named.

use super::{catalogue, span};
use crate::program::{Bench, root, table};
use changxiao_core::{
    count::{Listing, Subject},
    day::{Day, Period},
    id::OrganisationId,
    tally::Tally,
};
use changxiao_engine::{
    catalogue::Catalogue,
    due::{Asked, State, due},
    evaluation::Evaluating,
    natives::NoNatives,
    occasions::Whose,
    plan::plan,
};
use changxiao_registers::Reading;
use std::collections::{BTreeMap, BTreeSet};

const DUTIES: [&str; 7] = [
    "baseline/activist-review",
    "baseline/admission-approved",
    "baseline/admission-talk",
    "baseline/new-secretary-trained",
    "baseline/opinion-answered",
    "baseline/re-election",
    "baseline/secretary-lecture-yearly",
];

const FOLDERS: [&str; 8] = ["10", "13", "17", "22", "34", "39", "4", "44"];

fn reading(folder: &str) -> Reading {
    let contract = changxiao_registers::contract().unwrap();
    changxiao_registers::read(&[root().join("tests/fixtures/independent").join(folder)], &contract).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Met, missed, left out, not known; of an owner whose sheet is missing somewhere nothing.
type Counts = BTreeMap<OrganisationId, [usize; 4]>;

/// What the measure of a duty counts in the year, and the owners of whom a register is missing.
fn counted(catalogue: &Catalogue, reading: &Reading, (duty, as_of): (&str, Day)) -> (Counts, BTreeSet<OrganisationId>) {
    let mut evaluating = Evaluating::new(catalogue, &reading.registers, span(as_of));
    let ready = catalogue.measured_duty(&duty.parse().unwrap()).unwrap();
    let (mut counts, mut missing) = (Counts::new(), BTreeSet::new());
    for owner in evaluating.owners(ready, span(as_of).period) {
        let (tally, items) = evaluating.tally(ready, (&owner, span(as_of).period), (&mut NoNatives, Listing::Items));
        if items.iter().any(|item| matches!(item.subject, Subject::MissingRegister { .. })) {
            missing.insert(owner.clone());
        }
        let Tally { numerator, denominator, excluded, unknown, open, pending, .. } = tally;
        assert_eq!(pending, 0, "{duty} {owner:?}: the year is over");
        let whole = |number: changxiao_core::fraction::Fraction| usize::try_from(number.numerator()).unwrap();
        let (met, all) = (whole(numerator), whole(denominator));
        let [excluded, unknown, open] = [excluded, unknown, open].map(|count| usize::try_from(count).unwrap());
        counts.insert(owner, [met, all - met - unknown, excluded, unknown + open]);
    }
    (counts, missing)
}

/// The same from what is due, by duty.
fn found(catalogue: &Catalogue, reading: &Reading, as_of: Day) -> BTreeMap<String, Counts> {
    let asked = Asked { since: day("2025-01-01"), as_of };
    let found = due((catalogue, &reading.registers), &Whose::Everybody, asked);
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for one in found.due.iter().filter(|one| one.occasion.window.last() <= day("2025-12-31")) {
        let place = match one.state {
            State::Done => 0,
            State::Overdue { .. } => 1,
            State::Exempt => 2,
            State::NotKnown => 3,
            State::InGrace { .. } | State::Pending { .. } => panic!("{one:?}"),
        };
        let of_duty = counts.entry(one.occasion.duty.to_string()).or_default();
        of_duty.entry(one.occasion.organisation.clone()).or_default()[place] += one.occasion.count;
    }
    counts
}

#[test]
fn what_is_due_agrees_with_the_count_of_every_duty() {
    let (catalogue, as_of) = (catalogue(), day("2026-02-15"));
    let mut compared: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for folder in FOLDERS {
        let reading = reading(folder);
        let found = found(&catalogue, &reading, as_of);
        for duty in DUTIES {
            let (counted, missing) = counted(&catalogue, &reading, (duty, as_of));
            let found = found.get(duty).cloned().unwrap_or_default();
            for owner in counted.keys().chain(found.keys()).filter(|owner| !missing.contains(owner)) {
                let of = |counts: &Counts| counts.get(owner).copied().unwrap_or_default();
                assert_eq!(of(&counted), of(&found), "{folder} {duty} {owner:?}");
            }
            let all = compared.entry(duty).or_default();
            let whole = counted.iter().filter(|(owner, _)| !missing.contains(owner));
            whole.for_each(|(_, counts)| all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count));
        }
    }
    // The folders hold no elections, and nobody is let off but from a lecture.
    for (duty, [met, missed, excluded, _]) in compared {
        assert!(missed > 0, "{duty}");
        assert_eq!(met > 0, duty != "baseline/re-election", "{duty} {met}");
        assert_eq!(excluded > 0, duty == "baseline/secretary-lecture-yearly", "{duty} {excluded}");
    }
}

/// On the day before an event nothing after it is planned or due.
#[test]
fn nothing_is_owed_before_its_event() {
    let catalogue = catalogue();
    for folder in FOLDERS {
        let reading = reading(folder);
        for as_of in ["2025-03-01", "2025-11-11"].map(day) {
            let asked = Asked { since: day("2024-01-01"), as_of };
            let found = due((&catalogue, &reading.registers), &Whose::Everybody, asked);
            assert!(found.due.iter().all(|one| one.occasion.window.from() <= as_of), "{folder} {as_of}");
            assert_eq!(found.faults, []);
        }
        let whole = Period::new(day("2024-01-01"), day("2027-01-01")).unwrap();
        let (planned, faults) = plan((&catalogue, &reading.registers), &Whose::Everybody, whole);
        assert_eq!(faults, []);
        let is_event = |duty: &str| duty.starts_with("baseline/admission") || duty == "baseline/opinion-answered";
        let after_events = planned.iter().filter(|one| is_event(one.duty.as_str())).map(|one| one.count).sum::<usize>();
        let rows = |kind: &str, is: &dyn Fn(Option<&str>) -> bool, field: &str| {
            let table = reading.registers.table(kind).unwrap();
            table.rows().filter(|row| is(row.text(field))).count()
        };
        let steps = rows("admission_step", &|step| matches!(step, Some("application" | "admission")), "step");
        let opinions = rows("opinion", &|_| true, "id");
        assert!(after_events <= steps + opinions, "{folder}: {after_events} after {steps} + {opinions} events");
    }
}

#[test]
fn no_person_is_in_a_plan_or_in_what_is_due() {
    let bench = Bench::new();
    let file = |folder: &str, kind: &str| {
        let path = root().join("tests/fixtures/independent").join(folder).join(format!("{kind}.csv"));
        table(&std::fs::read_to_string(path).unwrap())
    };
    for folder in ["10", "44"] {
        let mut persons: BTreeSet<String> = file(folder, "member").iter().map(|row| row[0].clone()).collect();
        persons.extend(file(folder, "post").iter().map(|row| row[0].clone()));
        persons.extend(file(folder, "admission_step").iter().flat_map(|row| row[..2].to_vec()));
        assert!(persons.len() > 5, "{persons:?}");
        let registers = format!("--registers fixtures/independent/{folder} --lang en");
        let mut shown = String::new();
        for format in ["table", "json", "ics"] {
            shown.push_str(&bench.run(&format!("plan --all --year 2025 --format {format} {registers}")).stdout);
        }
        for format in ["table", "json"] {
            let due = format!("due --as-of 2025-09-01 --since 2024-01-01 --done --format {format} {registers}");
            shown.push_str(&bench.run(&due).stdout);
        }
        assert!(shown.contains("BEGIN:VCALENDAR") && shown.len() > 50_000, "{}", shown.len());
        let words: BTreeSet<&str> = shown
            .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
            .filter(|word| !word.is_empty())
            .collect();
        let named: Vec<&String> = persons.iter().filter(|person| words.contains(person.as_str())).collect();
        assert!(named.is_empty(), "{folder}: {named:?}");
    }
}
