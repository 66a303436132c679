//! A fault of a text as a compiler shows it: the line as it was written, a caret under the place, the proposal below.

use super::place;
use crate::messages::Wording;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use changxiao_core::{
    fault::{Fault, Place, Quote},
    message::{Argument, Message},
};
use std::{io::IsTerminal as _, ops::Range};

/// How standard error is written to: with colours only where somebody sees them and has not asked for none.
pub(super) fn renderer() -> Renderer {
    let is_plain = !std::io::stderr().is_terminal() || std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    if is_plain { Renderer::plain() } else { Renderer::styled() }
}

/// A fault with its quote; `None` if it has none, or one that does not fit (a plugin can send anything).
pub(super) fn show(wording: &Wording, fault: &Fault, renderer: &Renderer) -> Option<String> {
    let quote = fault.place.quote.as_ref()?;
    quote.parts()?;
    let (level, hint) = (wording.word("level-fault"), wording.word("level-hint"));
    let source = |quote: &Quote| {
        let path = place(wording, &Place { row: None, column: None, ..fault.place.clone() });
        let line = fault.place.row.and_then(|row| usize::try_from(row).ok()).unwrap_or(1);
        (quote.text.clone(), line, path)
    };
    let (text, line, path) = source(quote);
    let key = fault.place.column.clone().filter(|key| !key.is_empty());
    let caret = AnnotationKind::Primary.span(quote.from..quote.until).label(key);
    let snippet = Snippet::source(text.clone()).line_start(line).path(path).fold(false).annotation(caret);
    let mut first = Level::ERROR.with_name(level).primary_title(wording.say(&fault.message)).element(snippet);
    if let Some(expected) = &fault.expected {
        first = first.element(Level::NOTE.with_name(wording.word("level-expected")).message(wording.say(expected)));
    }
    let hinted = Level::HELP.with_name(hint);
    let groups: Vec<Group<'_>> = match (&fault.hint, replacement(fault, quote)) {
        (None, _) => vec![first],
        (Some(said), None) => vec![first.element(hinted.message(wording.say(said)))],
        (Some(said), Some((range, better))) => {
            let patched = Snippet::source(text).line_start(line).fold(true).patch(Patch::new(range, better));
            vec![first, hinted.secondary_title(wording.say(said)).element(patched)]
        }
    };
    Some(renderer.render(&groups))
}

/// The bytes to replace and what by, where the nearest name is known and the wrong one stands once in the part.
fn replacement(fault: &Fault, quote: &Quote) -> Option<(Range<usize>, String)> {
    let hint = fault.hint.as_ref().filter(|hint| hint.key == "hint-nearest")?;
    let better = plain(hint, "name")?;
    let wrong = ["key", "name", "id"].into_iter().find_map(|name| plain(&fault.message, name))?;
    let (_, part, _) = quote.parts()?;
    let mut found = part.match_indices(wrong);
    let (at, _) = found.next().filter(|_| !wrong.is_empty())?;
    let from = quote.from + at;
    found.next().is_none().then(|| (from..from + wrong.len(), better.to_owned()))
}

fn plain<'m>(message: &'m Message, name: &str) -> Option<&'m str> {
    match message.arguments.get(name)? {
        Argument::Plain(text) => Some(text),
        _ => None,
    }
}
