//! `catalogue diff`: what two sets of departments define differently: two baselines, or the baseline alone and with others.

use crate::{commands::Session, departments, faults, figures, screen, table};
use changxiao_core::message::Message;
use changxiao_engine::difference::{Change, Difference, ItemDifference, KeyDifference, difference};

pub(crate) fn diff(session: &Session, (before, after): (&str, &str), format: &str) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let (earlier, later) =
        (departments::side(&session.settings, before)?, departments::side(&session.settings, after)?);
    let mut told: Vec<_> = earlier.faults.into_iter().chain(later.faults).collect();
    told.sort();
    told.dedup();
    faults::print(wording, "heading-definition-faults", &told);
    let found = difference(&earlier.catalogue, &later.catalogue);
    if format == "json" {
        screen::line(serde_json::to_string_pretty(&found)?);
        return Ok(0);
    }
    let title = Message::new("diff-title").with("before", before).with("after", after);
    screen::line(table::title(&wording.say(&title)));
    print(session, &found);
    Ok(0)
}

fn print(session: &Session, found: &Difference) {
    let wording = &session.wording;
    if *found == Difference::default() {
        return screen::line(wording.word("diff-same"));
    }
    for item in &found.items {
        screen::line(wording.say(&line(item)).trim_end());
        for key in &item.keys {
            screen::line(format!("    {}: {}", key.key, values(session, key)));
        }
    }
    for setting in &found.settings {
        let end = |value: &Option<String>| value.clone().unwrap_or_else(|| figures::NOTHING.to_owned());
        let message = Message::new("diff-setting").with("id", &setting.id).with("day", setting.from);
        let message = message.with("before", end(&setting.before)).with("after", end(&setting.after));
        screen::line(wording.say(&message));
    }
}

fn line(item: &ItemDifference) -> Message {
    let key = match item.change {
        Change::Added => "diff-added",
        Change::Removed => "diff-removed",
        Change::Changed => "diff-changed",
    };
    let message = Message::new(key).with("noun", Message::new(item.noun)).with("id", item.id.as_str());
    match &item.name {
        Some(name) => message.with("name", name.clone()),
        None => message.with("name", ""),
    }
}

fn values(session: &Session, key: &KeyDifference) -> String {
    match (&key.before, &key.after) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (None, Some(after)) => session.wording.say(&Message::new("diff-key-added").with("value", after.as_str())),
        (before, _) => {
            let before = before.clone().unwrap_or_default();
            session.wording.say(&Message::new("diff-key-removed").with("value", before))
        }
    }
}
