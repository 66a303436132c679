//! `scheme diff`: what two schemes say differently, part by part and key by key.

use super::read;
use crate::{commands::Session, figures, messages::Wording, screen, table};
use changxiao_core::message::Message;
use changxiao_engine::{
    difference::KeyDifference,
    scheme::{PartChange, PartDifference, PartKind, difference},
};

pub(super) fn run(session: &Session, (before, after): (&str, &str), format: &str) -> anyhow::Result<u8> {
    let ((earlier, _), (later, _)) = (read::one(session, before)?, read::one(session, after)?);
    let found = difference(&earlier.def, &later.def);
    if format == "json" {
        screen::line(serde_json::to_string_pretty(&found)?);
        return Ok(0);
    }
    let wording = &session.wording;
    let title = Message::new("diff-title").with("before", before).with("after", after);
    screen::line(table::title(&wording.say(&title)));
    if found.is_empty() {
        screen::line(wording.word("scheme-diff-same"));
    }
    for key in &found.keys {
        screen::line(line(wording, key));
    }
    if let Some(sum) = &found.sum {
        let message = Message::new("scheme-diff-sum").with("before", end(&sum.before)).with("after", end(&sum.after));
        screen::line(wording.say(&message));
    }
    for part in &found.parts {
        screen::line(wording.say(&heading(part)));
        part.keys.iter().for_each(|key| screen::line(format!("    {}", line(wording, key))));
    }
    Ok(0)
}

fn heading(part: &PartDifference) -> Message {
    let key = match part.change {
        PartChange::Added => "diff-added",
        PartChange::Removed => "diff-removed",
        PartChange::Changed => "diff-changed",
        PartChange::Moved => "scheme-diff-moved",
    };
    let noun = Message::new(match part.kind {
        PartKind::Item => "scheme-noun-item",
        PartKind::Atom => "scheme-noun-atom",
        PartKind::Fact => "scheme-noun-fact",
        PartKind::Assessor => "scheme-noun-assessor",
        PartKind::Stage => "scheme-noun-stage",
        PartKind::Grade => "scheme-noun-grade",
        PartKind::Consequence => "scheme-noun-consequence",
    });
    let message = Message::new(key).with("noun", noun).with("id", part.code.as_str()).with("name", part.name.clone());
    match &part.before {
        Some(before) => message.with("before", before.as_str()),
        None => message,
    }
}

/// A key, what it is called, and both values.
fn line(wording: &Wording, key: &KeyDifference) -> String {
    let values = Message::new("scheme-diff-values").with("before", end(&key.before)).with("after", end(&key.after));
    // A word that only repeats the key says nothing more.
    let named = key_words(wording, &key.key).filter(|named| !key.key.replace('_', " ").starts_with(named.as_str()));
    let key = match named {
        Some(named) => Message::new("scheme-diff-key").with("key", key.key.as_str()).with("name", named),
        None => Message::said(key.key.as_str()),
    };
    wording.say(&Message::new("scheme-diff-line").with("key", key).with("values", values))
}

/// What the first part of a key is called.
pub(super) fn key_words(wording: &Wording, key: &str) -> Option<String> {
    let first = key.split(['.', '[']).next().unwrap_or_default();
    let message = format!("scheme-key-{}", first.replace('_', "-"));
    wording.has(&message).then(|| wording.word(&message))
}

fn end(value: &Option<String>) -> String {
    value.clone().unwrap_or_else(|| figures::NOTHING.to_owned())
}
