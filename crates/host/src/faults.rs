//! Faults as lines: where, what, what was expected, what to do next. Those of a text show the place in it.

mod quoted;

use crate::messages::Wording;
use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
};

/// A place as one text.
pub(crate) fn place(wording: &Wording, at: &Place) -> String {
    let is_text = at.file.as_deref().is_some_and(|file| file.ends_with(".toml"));
    let key = if is_text { "place-line" } else { "place-row" };
    let row = at.row.map(|row| wording.say(&Message::new(key).with("row", row)));
    let parts = [at.file.clone(), at.sheet.clone(), row, at.column.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A fault as lines, without a quote: for registers, and for the log of a run.
pub(crate) fn lines(wording: &Wording, fault: &Fault) -> String {
    let place = place(wording, &fault.place);
    let what = wording.say(&fault.message);
    let mut text = if place.is_empty() {
        what
    } else {
        wording.say(&Message::new("fault-line").with("place", place).with("what", what))
    };
    if let Some(expression) = fault.message.arguments.get("expression") {
        let written = wording.say(&Message::new("fault-expression").with("expression", expression.clone()));
        text = format!("{text}\n  {written}");
    }
    if let Some(expected) = &fault.expected {
        text = format!("{text}\n  {}", wording.say(&Message::new("expected-line").with("what", wording.say(expected))));
    }
    if let Some(hint) = &fault.hint {
        text = format!("{text}\n  {}", wording.say(&Message::new("hint-line").with("what", wording.say(hint))));
    }
    text
}

/// Prints faults to stderr under a heading; none, nothing.
pub(crate) fn print<'f>(wording: &Wording, heading: &str, faults: impl IntoIterator<Item = &'f Fault>) -> usize {
    let faults: Vec<&Fault> = faults.into_iter().collect();
    if !faults.is_empty() {
        eprintln!("{}", wording.say(&Message::new(heading).with("count", faults.len())));
    }
    let renderer = quoted::renderer();
    let mut was_quoted = false;
    for fault in &faults {
        let quoted = quoted::show(wording, fault, &renderer);
        // A block of several lines stands apart from what follows it.
        if was_quoted {
            eprintln!();
        }
        was_quoted = quoted.is_some();
        eprintln!("{}", quoted.unwrap_or_else(|| format!("- {}", lines(wording, fault))));
    }
    faults.len()
}

#[cfg(test)]
mod tests;
