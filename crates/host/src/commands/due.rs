//! `due --as-of`: what is overdue, not known, pending or done on a day, who answers, and to whom it has climbed.

use super::{Session, day_or, occasion, occasion::Words, today};
use crate::{arguments, departments, faults, inputs, screen, table};
use changxiao_core::{day::Period, message::Message};
use changxiao_engine::{
    due::{Asked, Due, Missing, State, due},
    occasions::Whose,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What `due` is asked, beside whose.
pub(super) struct Request {
    pub(super) as_of: Option<String>,
    pub(super) since: Option<String>,
    pub(super) format: String,
    pub(super) shows_done: bool,
}

pub(super) fn run(session: &Session, typed: &arguments::Whose, request: &Request) -> anyhow::Result<u8> {
    let (wording, settings) = (&session.wording, &session.settings);
    let as_of = day_or(request.as_of.as_deref(), today())?;
    let asked = Asked { since: day_or(request.since.as_deref(), as_of.plus_months(-12))?, as_of };
    let mut opened = departments::open(settings)?;
    faults::print(wording, "heading-definition-faults", &opened.faults);
    let reading = inputs::registers(&settings.registers, opened.catalogue.contract())?;
    faults::print(wording, "heading-register-faults", reading.all_faults());
    let organisations = inputs::organisations(&reading, as_of)?;
    opened.settle(wording, (&organisations, as_of));
    let whose = occasion::whose(&opened.catalogue, &organisations, typed)?;
    let found = due((&opened.catalogue, &reading.registers), &whose, asked);
    faults::print(wording, "heading-evaluation-faults", &found.faults);
    let words = Words { wording, catalogue: &opened.catalogue, organisations: &organisations };
    if request.format == "json" {
        let due: Vec<Value> = found.due.iter().map(|one| Value::Object(json(&words, one))).collect();
        let missing: Vec<Value> = found.missing.iter().map(missing_json).collect();
        let all = json!({ "as_of": asked.as_of, "since": asked.since, "occasions": due, "missing_registers": missing });
        screen::line(serde_json::to_string_pretty(&all)?);
    } else {
        let is_shown = |one: &&Due| request.shows_done || !matches!(one.state, State::Done | State::Exempt);
        print(&words, (&whose, asked), (&found.due, &found.due.iter().filter(is_shown).collect::<Vec<_>>()));
        print_missing(&words, &found.missing);
    }
    Ok(0)
}

fn print(words: &Words<'_>, (whose, asked): (&Whose, Asked), (all, shown): (&[Due], &[&Due])) {
    let wording = words.wording;
    let title = match whose {
        Whose::Everybody => Message::new("due-title"),
        Whose::Organisation(id) => Message::new("due-title-organisation").with("organisation", words.organisation(id)),
        Whose::Post(id, role) => {
            Message::new("due-title-post").with("organisation", words.organisation(id)).with("role", words.role(role))
        }
    };
    screen::line(format!("{}\n", table::title(&wording.say(&title.with("day", asked.as_of)))));
    screen::line(format!("{}\n", wording.say(&counts(all, asked))));
    if shown.is_empty() {
        screen::line(wording.word("due-empty"));
    } else {
        let header =
            ["column-state", "column-by", "column-what", "column-organisation", "column-answers", "column-climbed"];
        let rows = shown.iter().map(|one| row(words, one)).collect();
        screen::line(table::table(header.map(|key| wording.word(key)).to_vec(), rows));
    }
    if shown.len() < all.len() {
        screen::line(format!("\n{}", wording.word("due-done-hint")));
    }
}

/// The registers that have not arrived and in which events may stand, with the organisations whose sheet is missing.
fn print_missing(words: &Words<'_>, missing: &[Missing]) {
    let mut by_register: BTreeMap<(&str, Period), Vec<String>> = BTreeMap::new();
    for one in missing {
        by_register.entry((&one.register, one.days)).or_default().push(words.organisation(&one.organisation));
    }
    if !by_register.is_empty() {
        screen::line(format!("\n{}", words.wording.word("due-missing")));
    }
    for ((register, days), organisations) in by_register {
        let line = Message::new("due-missing-register").with("register", words.register_name(register));
        let line = line.with("from", days.from()).with("last", days.last());
        let separator = words.wording.word("list-separator");
        screen::line(words.wording.say(&line.with("organisations", organisations.join(&separator))));
    }
}

fn missing_json(one: &Missing) -> Value {
    json!({
        "register": one.register, "organisation": one.organisation, "from": one.days.from(), "last": one.days.last(),
    })
}

fn counts(all: &[Due], asked: Asked) -> Message {
    let of = |one: &Due| one.occasion.count;
    let count = |is: fn(&State) -> bool| all.iter().filter(|one| is(&one.state)).map(of).sum::<usize>();
    Message::new("due-counts")
        .with("overdue", count(|state| matches!(state, State::Overdue { .. })))
        .with("unknown", count(|state| matches!(state, State::NotKnown)))
        .with("grace", count(|state| matches!(state, State::InGrace { .. })))
        .with("pending", count(|state| matches!(state, State::Pending { .. })))
        .with("done", count(|state| matches!(state, State::Done)))
        .with("exempt", count(|state| matches!(state, State::Exempt)))
        .with("since", asked.since)
}

fn row(words: &Words<'_>, one: &Due) -> Vec<String> {
    let occasion = &one.occasion;
    let posts = occasion.answering.iter().zip(&one.held).map(|(post, held)| {
        let key = match held {
            Some(true) => "due-post",
            Some(false) => "due-post-vacant",
            None => "due-post-unknown",
        };
        words.post(post, key)
    });
    let posts: Vec<String> = posts.collect();
    vec![
        state(words, one),
        words.day(occasion),
        words.what(occasion),
        words.owner(occasion),
        if posts.is_empty() { words.wording.word("due-nobody") } else { posts.join("\n") },
        climbed(words, one),
    ]
}

/// The state in words; what is not known, with what is missing; what is deferred, until when.
fn state(words: &Words<'_>, one: &Due) -> String {
    let wording = words.wording;
    let state = wording.say(&match one.state {
        State::Overdue { days } => Message::new("due-overdue").with("days", days),
        State::InGrace { until } => Message::new("due-in-grace").with("day", until),
        State::Pending { days_left: 0 } => Message::new("due-pending-today"),
        State::Pending { days_left } => Message::new("due-pending").with("days", days_left),
        State::Done => Message::new("due-done"),
        State::Exempt => Message::new("due-exempt"),
        State::NotKnown => Message::new("due-not-known"),
    });
    let deferred = one
        .occasion
        .deferred_from
        .map(|from| Message::new("due-deferred").with("day", one.occasion.window.last()).with("from", from));
    let is_not_known = one.state == State::NotKnown;
    let reasons = one.reasons.iter().filter(|reason| is_not_known && !reason.key.starts_with("reason-found"));
    let beside = deferred.iter().chain(reasons).map(|message| wording.say(message));
    std::iter::once(state).chain(beside).collect::<Vec<_>>().join("\n")
}

fn climbed(words: &Words<'_>, one: &Due) -> String {
    let Some(climbed) = one.climbed else { return String::new() };
    let has_post = one.occasion.answering.iter().any(|post| post.tier == climbed.to);
    let key = if has_post { "due-climbed" } else { "due-climbed-nobody" };
    words.wording.say(&Message::new(key).with("tier", words.tier(climbed.to)).with("days", climbed.after_days))
}

fn json(words: &Words<'_>, one: &Due) -> Map<String, Value> {
    let mut fields = words.json(&one.occasion);
    let (state, days) = match one.state {
        State::Overdue { days } => ("overdue", json!({ "days_overdue": days })),
        State::NotKnown => ("not-known", json!({})),
        State::InGrace { until } => ("in-grace", json!({ "judged_on": until })),
        State::Pending { days_left } => ("pending", json!({ "days_left": days_left })),
        State::Done => ("done", json!({})),
        State::Exempt => ("exempt", json!({})),
    };
    fields.insert("state".to_owned(), json!(state));
    fields.extend(days.as_object().cloned().unwrap_or_default());
    let reasons: Vec<String> = one.reasons.iter().map(|reason| words.wording.say(reason)).collect();
    fields.insert("reasons".to_owned(), json!(reasons));
    if let Some(posts) = fields.get_mut("answering").and_then(Value::as_array_mut) {
        for (post, held) in posts.iter_mut().zip(&one.held) {
            post.as_object_mut().and_then(|post| post.insert("is_held".to_owned(), json!(held)));
        }
    }
    let climbed = one.climbed.map(|climbed| json!({ "tier": climbed.to, "after_days": climbed.after_days }));
    fields.insert("climbed_to".to_owned(), json!(climbed));
    fields
}
