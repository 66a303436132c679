//! `catalogue origin|impact`: the two questions before a change: whose is it, and what hangs on it.

use super::{kind_word, open, unknown};
use crate::{commands::Session, errors::Stop, faults, figures, messages::Wording, screen, table};
use changxiao_core::{day::Day, definition::AmendmentChange, fault::Place, message::Message};
use changxiao_engine::catalogue::{Amendment, Catalogue, Named, Origin};

pub(crate) fn origin(session: &Session, wanted: &str) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let catalogue = open(session)?;
    let Some(origin) = catalogue.origin(wanted) else { return Err(unknown(&catalogue, wanted).into()) };
    screen::line(table::title(&wording.say(&named("origin-title", &origin.named))));
    show(wording, &catalogue, (&origin, ""));
    for used in &origin.uses {
        screen::line(wording.say(&named("origin-uses", &used.named)));
        show(wording, &catalogue, (used, "    "));
    }
    Ok(0)
}

pub(crate) fn impact(session: &Session, wanted: &str) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let catalogue = open(session)?;
    let Some(impact) = catalogue.impact(wanted) else {
        let stop = Stop::new(Message::new("no-such-parameter").with("id", wanted));
        let stop = stop.hint(Message::new("hint-catalogue-list"));
        return Err(stop.nearest(wanted, catalogue.parameters().keys().map(|id| id.as_str())).into());
    };
    screen::line(table::title(&wording.say(&named("impact-title", &impact.parameter))));
    if impact.users.is_empty() {
        screen::line(wording.word("impact-none"));
    }
    for user in &impact.users {
        screen::line(wording.say(&named("impact-user", user)));
    }
    Ok(0)
}

fn named(key: &str, (noun, id, name): &Named<'_>) -> Message {
    Message::new(key).with("noun", Message::new(*noun)).with("id", *id).with("name", (*name).clone())
}

fn show(wording: &Wording, catalogue: &Catalogue, (origin, margin): (&Origin<'_>, &str)) {
    let line = |message: &Message| screen::line(format!("{margin}{}", wording.say(message)));
    let about = &origin.source.about;
    let defined = Message::new("origin-defined").with("department", about.name.clone());
    let kind = Message::new(kind_word(origin.source.kind));
    line(&defined.with("kind", kind).with("place", place(wording, &origin.place)));
    for value in catalogue.parameters().get(origin.named.1).into_iter().flat_map(|def| &def.values) {
        let message = Message::new("origin-value").with("value", figures::setting(&value.is));
        line(&message.with("day", value.from));
    }
    for amendment in &origin.amendments {
        line(&amended(wording, amendment));
        let def = &amendment.amended.def;
        if let Some(scope) = amendment.amended.within() {
            let within = Message::new("effects-within").with("organisation", scope.as_str());
            screen::line(format!("{margin}    {}", wording.say(&within)));
        }
        let reason = Message::new("effects-reason").with("reason", def.reason.clone());
        screen::line(format!("{margin}    {}", wording.say(&reason.with("authority", def.authority.as_str()))));
    }
    if origin.amendments.is_empty() {
        line(&Message::new("origin-unamended"));
    }
}

fn amended(wording: &Wording, amendment: &Amendment<'_>) -> Message {
    let def = &amendment.amended.def;
    let message = match (&def.change, amendment.amended.change()) {
        (AmendmentChange::Add(item), _) => Message::new("origin-extended").with("topic", item.topic.clone()),
        (_, change) => {
            let (from, to) = change.unwrap_or_default();
            Message::new("origin-amended").with("from", from).with("to", to)
        }
    };
    // The last day on which it holds, as people say it.
    let last = def.until.map(|until: Day| until.plus_days(-1));
    let until = last.map_or_else(|| wording.word("origin-open"), |last| last.to_string());
    let message = message.with("department", amendment.source.about.name.clone());
    message.with("place", place(wording, &amendment.amended.place)).with("since", def.since).with("until", until)
}

/// File and line; the key adds nothing here.
fn place(wording: &Wording, at: &Place) -> String {
    faults::place(wording, &Place { column: None, ..at.clone() })
}
