//! A plugin that fails in every way. After each, the next indicator is still answered.

use crate::built::{library, limits, open, program, records, without_path};
use changxiao_core::count::Listing;
use changxiao_core::{
    fault::{Fault, Place},
    id::Id,
    message::Message,
    tally::Tally,
};
use changxiao_loader::{Cause, Limits, Plugin};
use std::time::Duration;

const LIBRARY: &str = "changxiao_hostile_plugin";

fn id(name: &str) -> Id {
    format!("hostile/{name}").parse().unwrap()
}

/// The fault of one way to fail, after which the well-behaved indicator must still count.
fn fault_of(plugin: &mut Plugin, name: &str) -> Fault {
    let cause = plugin.tally(&id(name), &records(), Listing::Items).unwrap_err();
    let fault = without_path(plugin.fault(&id(name), &cause), &library(LIBRARY));
    assert_well_behaved(plugin);
    fault
}

fn assert_well_behaved(plugin: &mut Plugin) {
    let counted = plugin.tally(&id("well-behaved"), &records(), Listing::Counts).unwrap();
    assert_eq!(counted.tally, Tally { numerator: 1.into(), denominator: 3.into(), ..Tally::default() });
}

fn check(name: &str, message: Message) {
    let (mut plugin, _) = open(LIBRARY);
    let fault = fault_of(&mut plugin, name);
    assert_eq!(fault, Fault::new(Place::file("LIBRARY").in_column(id(name).as_str()), message));
}

/// The same for one that ends the worker: then it is also told who was asked.
fn check_end(name: &str, cause: Message) {
    check(name, ended(cause));
}

fn ended(cause: Message) -> Message {
    Message::new("plugin-ended-at").with("cause", cause).with("organisation", "ZB01").with("period", "2025")
}

#[test]
fn panic() {
    let (mut plugin, _) = open(LIBRARY);
    let cause = plugin.tally(&id("panic"), &records(), Listing::Counts).unwrap_err();
    let Cause::Panicked(panic) = &cause else { panic!("{cause:?}") };
    assert_eq!(panic.message, "the harbour is closed");
    let (file, line) = panic.place.split_once(':').unwrap();
    assert_eq!(file, "tests/plugins/hostile/src/lib.rs");
    assert!(line.split(':').all(|number| number.parse::<u32>().is_ok()));
    assert!(panic.backtrace.contains("changxiao_hostile_plugin"), "{}", panic.backtrace);
    let place = panic.place.as_str();
    let message = Message::new("plugin-panicked").with("message", "the harbour is closed").with("place", place);
    assert_eq!(plugin.fault(&id("panic"), &cause).message, message);
    // It was caught: the worker lives, and the indicator is asked again for the next organisation.
    assert!(plugin.ended().is_empty());
    assert_well_behaved(&mut plugin);
}

#[test]
fn panic_while_the_payload_is_dropped() {
    let (mut plugin, _) = open(LIBRARY);
    let fault = fault_of(&mut plugin, "panic-in-drop");
    assert_eq!(fault.message.key, "plugin-panicked");
    assert!(plugin.ended().is_empty());
}

#[test]
fn fault() {
    check("fault", Message::new("plugin-said").with("cause", Message::said("no list of ships was kept")));
}

#[test]
fn exit_zero() {
    check_end("exit-zero", Message::new("plugin-exited").with("code", 0));
}

#[test]
fn abort() {
    check_end("abort", Message::new("plugin-killed").with("signal", "SIGABRT"));
}

#[test]
fn stack_overflow() {
    check_end("stack-overflow", Message::new("plugin-overflowed-stack"));
}

#[test]
fn null_dereference() {
    check_end("null-dereference", Message::new("plugin-killed").with("signal", "SIGSEGV"));
}

#[test]
fn endless_memory() {
    check_end("endless-memory", Message::new("plugin-out-of-memory").with("bytes", 67_108_864));
}

#[test]
fn endless_loop() {
    let limits = Limits { time: Duration::from_secs(1), ..limits() };
    let (mut plugin, _) = Plugin::open(&program(), &library(LIBRARY), limits).unwrap();
    let fault = fault_of(&mut plugin, "endless-loop");
    assert_eq!(fault.message, ended(Message::new("plugin-timed-out").with("seconds", "1")));
}

#[test]
fn counts_that_cannot_be() {
    let of = |numerator: i64, disputed: u64| {
        let message = Message::new("plugin-contradictory").with("numerator", numerator).with("denominator", 1);
        message.with("unknown", 0).with("open", 0).with("disputed", disputed).with("items", 1)
    };
    check("more-met-than-counted", of(5, 0));
    check("less-than-nothing", of(-1, 0));
    check("undoubted-dispute", of(1, 1));
    check("out-of-range", Message::new("plugin-out-of-range"));
}

#[test]
fn too_many_items() {
    check("too-many-items", Message::new("plugin-too-long").with("bytes", 16_777_216));
}

#[test]
fn forged_answer() {
    check_end("forged-answer", Message::new("plugin-not-a-message"));
}

#[test]
fn floods_drown_nobody() {
    let (mut plugin, _) = open(LIBRARY);
    for name in ["output-flood", "event-flood"] {
        let counted = plugin.tally(&id(name), &records(), Listing::Counts).unwrap();
        assert_eq!(counted.tally, Tally { numerator: 1.into(), denominator: 3.into(), ..Tally::default() });
    }
}

#[test]
fn an_indicator_that_is_not_there() {
    check("absent", Message::new("plugin-unknown-indicator").with("indicator", "hostile/absent"));
}

#[test]
fn an_indicator_that_ended_the_worker_is_not_asked_again() {
    let (mut plugin, _) = open(LIBRARY);
    for _ in 0..3 {
        for name in ["exit-zero", "abort", "stack-overflow", "null-dereference"] {
            fault_of(&mut plugin, name);
        }
    }
    let ended: Vec<String> = plugin.ended().iter().map(|(id, cause)| format!("{id} {cause:?}")).collect();
    let expected = [
        r#"hostile/abort Killed("SIGABRT")"#,
        "hostile/exit-zero Exited(0)",
        r#"hostile/null-dereference Killed("SIGSEGV")"#,
        "hostile/stack-overflow OverflowedStack",
    ];
    assert_eq!(ended, expected);
}
