//! Many organisations in one question: what is told does not depend on how they are split, what goes wrong with one is
//! told of that one, and answers that nobody asked for are refused.

use crate::built::{library, limits, open, program, records, without_path};
use changxiao_core::{
    columns::Columns,
    count::Listing,
    fault::{Fault, Place},
    id::Id,
    message::Message,
    native::OrganisationRecords,
    tally::Tally,
};
use changxiao_loader::{BatchLimits, Limits, Plugin};
use std::time::Duration;

const HOSTILE: &str = "changxiao_hostile_plugin";
const FORGER: &str = "forger";

/// Branches `ZB01`, `ZB02`, … of which each has one meeting fewer than the one before, down to none, and then three again.
fn branches(number: usize) -> Vec<OrganisationRecords> {
    let whole = records();
    let one = |at: usize| {
        let keep: Vec<usize> = (0..3 - at % 4).collect();
        let cut = |table: &Columns| table.picked(&keep);
        let tables = whole.tables.iter().map(|(kind, table)| (kind.clone(), cut(table))).collect();
        OrganisationRecords { organisation: format!("ZB{:02}", at + 1).as_str().into(), tables, ..whole.clone() }
    };
    (0..number).map(one).collect()
}

type Answers = Vec<Result<Tally, Fault>>;

fn ask(plugin: &mut Plugin, indicator: &str, asked: Vec<OrganisationRecords>) -> Answers {
    let mut answers = Vec::new();
    let indicator: Id = indicator.parse().unwrap();
    plugin.tallies(&indicator, &mut asked.into_iter(), &mut |answer| answers.push(answer));
    answers
}

fn with_batches(target: &str, organisations: usize, time: Duration) -> Plugin {
    let batch = BatchLimits { organisations, ..BatchLimits::default() };
    Plugin::open(&program(), &library(target), Limits { batch, time, ..limits() }).unwrap().0
}

fn fault(target: &str, answer: &Result<Tally, Fault>) -> Message {
    without_path(answer.clone().unwrap_err(), &library(target)).message
}

fn tally(numerator: i64, denominator: i64) -> Tally {
    Tally { numerator: numerator.into(), denominator: denominator.into(), ..Tally::default() }
}

#[test]
fn how_organisations_are_split_changes_no_answer() {
    for name in ["well-behaved", "panic-for-one", "fault-for-one", "abort-for-one", "panic", "too-many-items", "absent"]
    {
        let indicator = format!("hostile/{name}");
        let one_by_one = {
            let (mut plugin, _) = open(HOSTILE);
            let id: Id = indicator.parse().unwrap();
            let one = |records: &OrganisationRecords| {
                let counted = plugin.tally(&id, records, Listing::Counts).map(|counted| counted.tally);
                counted.map_err(|cause| plugin.fault(&id, &cause))
            };
            branches(9).iter().map(one).collect::<Answers>()
        };
        for organisations in [1, 2, 1000] {
            let mut plugin = with_batches(HOSTILE, organisations, limits().time);
            let answers = ask(&mut plugin, &indicator, branches(9));
            assert_eq!(answers, one_by_one, "{name}, batches of {organisations}");
            assert_eq!(ask(&mut plugin, "hostile/well-behaved", branches(1)), [Ok(tally(1, 3))]);
        }
    }
}

#[test]
fn each_has_its_own_rows_also_if_it_has_none() {
    let (mut plugin, _) = open(HOSTILE);
    let answers = ask(&mut plugin, "hostile/well-behaved", branches(6));
    assert_eq!(answers, [tally(1, 3), tally(1, 2), tally(1, 1), tally(0, 0), tally(1, 3), tally(1, 2)].map(Ok));
}

#[test]
fn what_goes_wrong_with_one_is_told_of_that_one() {
    let (mut plugin, _) = open(HOSTILE);
    let answers = ask(&mut plugin, "hostile/fault-for-one", branches(3));
    assert_eq!((&answers[0], &answers[2]), (&Ok(tally(1, 3)), &Ok(tally(1, 1))));
    let said = Message::new("plugin-said").with("cause", Message::said("no list of ships was kept"));
    assert_eq!(fault(HOSTILE, &answers[1]), said);
    let answers = ask(&mut plugin, "hostile/panic-for-one", branches(3));
    assert_eq!((&answers[0], &answers[2]), (&Ok(tally(1, 3)), &Ok(tally(1, 1))));
    assert_eq!(fault(HOSTILE, &answers[1]).key, "plugin-panicked");
    assert!(plugin.ended().is_empty());
}

#[test]
fn whoever_ends_the_worker_is_named_with_the_organisation() {
    let ended = |cause: Message| {
        Message::new("plugin-ended-at").with("cause", cause).with("organisation", "ZB02").with("period", "2025")
    };
    for organisations in [1, 2, 1000] {
        let mut plugin = with_batches(HOSTILE, organisations, Duration::from_secs(2));
        for (name, cause) in [
            ("abort-for-one", Message::new("plugin-killed").with("signal", "SIGABRT")),
            ("endless-loop-for-one", Message::new("plugin-timed-out").with("seconds", "2")),
        ] {
            let answers = ask(&mut plugin, &format!("hostile/{name}"), branches(4));
            assert_eq!(answers[0], Ok(tally(1, 3)));
            for answer in &answers[1..] {
                assert_eq!(fault(HOSTILE, answer), ended(cause.clone()), "{name}, batches of {organisations}");
            }
            assert!(plugin.ended().contains_key(&format!("hostile/{name}").parse().unwrap()));
        }
    }
}

/// An answer that cannot be believed: from then on nothing of that indicator is.
fn check_forged(name: &str, told: usize, cause: Message) {
    let mut plugin = with_batches(FORGER, 1000, limits().time);
    let answers = ask(&mut plugin, &format!("forger/{name}"), branches(3));
    assert_eq!(answers[..told], vec![Ok(tally(1, 1)); told], "{name}");
    let named = branches(3).get(told).map(|records| records.organisation.clone());
    for answer in &answers[told..] {
        let expected = match &named {
            Some(organisation) => Message::new("plugin-ended-at")
                .with("cause", cause.clone())
                .with("organisation", organisation.as_str())
                .with("period", "2025"),
            None => cause.clone(),
        };
        let place = Place::file("LIBRARY").in_column(format!("forger/{name}"));
        let fault = without_path(answer.clone().unwrap_err(), &library(FORGER));
        assert_eq!(fault, Fault::new(place, expected), "{name}");
    }
    let ended = plugin.ended().get(&format!("forger/{name}").parse().unwrap());
    assert_eq!(ended.map(changxiao_loader::Cause::message), Some(cause), "{name}");
    assert_eq!(ask(&mut plugin, "forger/honest", branches(2)), vec![Ok(tally(1, 1)); 2]);
}

#[test]
fn answers_that_nobody_asked_for_are_refused() {
    let not_asked = |told: &str, asked: &str| Message::new("plugin-not-asked").with("told", told).with("asked", asked);
    let foreign = Message::new("plugin-foreign-namespace").with("told", "baseline/branch-meeting");
    check_forged("foreign-namespace", 1, foreign.with("namespace", "forger"));
    check_forged("other-indicator", 1, not_asked("forger/honest", "forger/other-indicator"));
    check_forged("other-organisation", 1, not_asked("ZB99 · 2025", "ZB02 · 2025"));
    check_forged("other-period", 1, not_asked("ZB02 · 2025-01", "ZB02 · 2025"));
    check_forged("other-order", 0, not_asked("ZB03 · 2025", "ZB01 · 2025"));
    check_forged("twice", 1, Message::new("plugin-told-twice").with("told", "ZB01 · 2025"));
    check_forged("too-few", 2, Message::new("plugin-wrong-number").with("asked", 3).with("told", 2));
    check_forged("too-many", 3, Message::new("plugin-wrong-number").with("asked", 3).with("told", 4));
    check_forged("of-nobody", 0, Message::new("plugin-not-a-message"));
}

#[test]
fn answers_that_are_no_numbers_are_refused() {
    let garbled = |number: &str, column: usize| {
        let text = format!("`{number}` is not a number; expected 3, 0.95, 19/20 or 95 % at line 1 column {column}");
        Message::new("plugin-garbled").with("text", text)
    };
    check_forged("not-a-number", 0, garbled("NaN", 152));
    check_forged("overflow", 0, garbled(&"9".repeat(60), 205));
    let text = "EOF while parsing a string at line 1 column 123";
    check_forged("half", 0, Message::new("plugin-garbled").with("text", text));
}

#[test]
fn an_answer_that_cannot_be_is_not_known_for_that_organisation() {
    let mut plugin = with_batches(FORGER, 1000, limits().time);
    for (name, key) in [("contradictory", "plugin-contradictory"), ("too-long", "plugin-too-long")] {
        let answers = ask(&mut plugin, &format!("forger/{name}"), branches(3));
        assert_eq!((&answers[0], &answers[2]), (&Ok(tally(1, 1)), &Ok(tally(1, 1))), "{name}");
        assert_eq!(fault(FORGER, &answers[1]).key, key);
    }
    let answers = ask(&mut plugin, "forger/unimplemented", branches(3));
    let expected = Message::new("plugin-unimplemented").with("method", 2);
    assert_eq!(answers.iter().map(|answer| fault(FORGER, answer)).collect::<Vec<_>>(), vec![expected; 3]);
    assert!(plugin.ended().is_empty());
}

#[test]
fn a_plugin_without_batches_is_asked_one_by_one() {
    let mut plugin = with_batches("without_batches", 1000, limits().time);
    let answers = ask(&mut plugin, "before/rows", branches(5));
    assert_eq!(answers, [3, 2, 1, 0, 3].map(|rows| Ok(tally(0, rows))));
}
