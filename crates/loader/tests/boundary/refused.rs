//! Libraries that must be refused.

use crate::built::{library, limits, refused};
use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
};
use changxiao_loader::Limits;
use std::time::Duration;

fn check(target: &str, message: Message, hint: Option<&str>) {
    let fault = Fault { hint: hint.map(Message::new), ..Fault::new(Place::file("LIBRARY"), message) };
    assert_eq!(refused(&library(target), limits()), fault);
}

#[test]
fn no_layout_constant() {
    check("no_layout_constant", Message::new("plugin-no-layout"), Some("hint-plugin-rebuild"));
}

#[test]
fn other_layout() {
    let text = "mismatched package Expected: changxiao-sdk Found: changxiao-refused-plugins";
    check("other_layout", Message::new("plugin-other-layout").with("text", text), Some("hint-plugin-rebuild"));
}

#[test]
fn other_boundary() {
    check(
        "other_boundary",
        Message::new("plugin-other-boundary").with("version", "2.0.0"),
        Some("hint-plugin-rebuild"),
    );
}

#[test]
fn older() {
    let message = Message::new("plugin-older").with("api", 0).with("least", 1).with("most", 1);
    check("older", message, Some("hint-plugin-rebuild"));
}

#[test]
fn newer() {
    let message = Message::new("plugin-newer").with("api", 99).with("least", 1).with("most", 1);
    check("newer", message, Some("hint-plugin-newer-program"));
}

#[test]
fn newer_contract() {
    let known = changxiao_core::contract::CONTRACT_VERSION;
    let message = Message::new("plugin-newer-contract").with("contract", 99).with("known", known);
    check("newer_contract", message, Some("hint-plugin-newer-program"));
}

#[test]
fn constructor_panics() {
    check("constructor_panics", Message::new("plugin-constructor-panicked"), None);
}

#[test]
fn register_panics() {
    check_panic("register_panics", "the list is not ready", "tests/plugins/refused/examples/register_panics.rs:16:9");
}

#[test]
fn about_panics() {
    check_panic("about_panics", "who is asking?", "tests/plugins/refused/examples/about_panics.rs:12:9");
}

fn check_panic(target: &str, text: &str, place: &str) {
    check(target, Message::new("plugin-panicked").with("message", text).with("place", place), None);
}

#[test]
fn no_plugin() {
    check("no_plugin", Message::new("plugin-none-exported"), Some("hint-plugin-export"));
}

#[test]
fn garbled_description() {
    let text = "EOF while parsing a value at line 1 column 9";
    check("garbled_description", Message::new("plugin-garbled").with("text", text), None);
}

#[test]
fn anonymous() {
    check("anonymous", Message::new("plugin-anonymous"), None);
}

#[test]
fn exits_when_opened() {
    check("exits_when_opened", Message::new("plugin-exited").with("code", 0), None);
}

#[test]
fn loops_when_opened() {
    let limits = Limits { time: Duration::from_millis(500), ..limits() };
    let message = Message::new("plugin-timed-out").with("seconds", "0.5");
    let fault = refused(&library("loops_when_opened"), limits);
    assert_eq!(fault, Fault::new(Place::file("LIBRARY"), message));
}
