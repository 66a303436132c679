//! `plan --year`: what a post has to see to in a year, what an organisation owes, or what all owe.

mod calendar;

use super::{Session, occasion, occasion::Words};
use crate::{arguments, departments, errors::Stop, faults, inputs, screen, table};
use anyhow::Context as _;
use changxiao_core::{day::Period, message::Message, posts::Posts, registers::Registers};
use changxiao_engine::{
    occasions::{Occasion, Whose},
    plan::plan,
};
use serde_json::{Value, json};

pub(super) fn run(session: &Session, typed: &arguments::Whose, (year, format): (i16, &str)) -> anyhow::Result<u8> {
    let (wording, settings) = (&session.wording, &session.settings);
    let period = Period::year(year).context(Stop::new(Message::new("not-a-year").with("text", year.to_string())))?;
    let mut opened = departments::open(settings)?;
    faults::print(wording, "heading-definition-faults", &opened.faults);
    let reading = inputs::registers(&settings.registers, opened.catalogue.contract())?;
    faults::print(wording, "heading-register-faults", reading.all_faults());
    let organisations = inputs::organisations(&reading, period.last())?;
    opened.settle(wording, (&organisations, period.last()));
    let whose = occasion::whose(&opened.catalogue, &organisations, typed)?;
    let (planned, evaluation_faults) = plan((&opened.catalogue, &reading.registers), &whose, period);
    faults::print(wording, "heading-evaluation-faults", &evaluation_faults);
    let words = Words { wording, catalogue: &opened.catalogue, organisations: &organisations };
    match format {
        "ics" => screen::text(&calendar::calendar(&words, &planned, (&title(&words, &whose, year), period.from()))),
        "json" => {
            let planned: Vec<Value> = planned.iter().map(|one| Value::Object(words.json(one))).collect();
            screen::line(serde_json::to_string_pretty(&json!({ "year": year, "occasions": planned }))?);
        }
        _ => print(&words, &planned, (&reading.registers, &whose, period)),
    }
    Ok(0)
}

fn title(words: &Words<'_>, whose: &Whose, year: i16) -> String {
    let name = |id| words.organisations.get(id).and_then(|one| one.name.clone()).unwrap_or_default();
    let message = match whose {
        Whose::Everybody => Message::new("plan-title-everybody"),
        Whose::Organisation(id) => {
            Message::new("plan-title-organisation").with("organisation", id.as_str()).with("name", name(id))
        }
        Whose::Post(id, role) => Message::new("plan-title")
            .with("organisation", id.as_str())
            .with("name", name(id))
            .with("role", words.role(role)),
    };
    words.wording.say(&message.with("year", year.to_string()))
}

fn print(words: &Words<'_>, planned: &[Occasion], (registers, whose, period): (&Registers, &Whose, Period)) {
    let wording = words.wording;
    screen::line(format!("{}\n", table::title(&title(words, whose, period.from().year()))));
    if let Whose::Post(organisation, role) = whose {
        let posts = Posts::new(registers.table("post"), period.last());
        let since = posts.holders(organisation, role, period.from()).map(|holding| holding.from).min();
        let held =
            since.map_or_else(|| Message::new("plan-vacant"), |since| Message::new("plan-held").with("since", since));
        screen::line(format!("{}\n", wording.say(&held.with("day", period.from()))));
    }
    if planned.is_empty() {
        screen::line(wording.word(match whose {
            Whose::Everybody => "plan-empty-everybody",
            Whose::Organisation(_) => "plan-empty-organisation",
            Whose::Post(..) => "plan-empty",
        }));
        return;
    }
    let tier = if matches!(whose, Whose::Post(..)) { "column-tier" } else { "column-answers" };
    let header =
        ["column-by", "column-what", "column-organisation", "column-window", "column-shown-in", tier, "column-clause"];
    let rows = planned.iter().map(|one| row(words, whose, one)).collect();
    screen::line(table::table(header.map(|key| wording.word(key)).to_vec(), rows));
}

fn row(words: &Words<'_>, whose: &Whose, one: &Occasion) -> Vec<String> {
    let answers: Vec<String> = match whose {
        Whose::Post(organisation, role) => {
            if one.is_owed_by(organisation, role) {
                vec![words.wording.word("plan-own")]
            } else {
                one.answering.iter().map(|post| words.tier(post.tier)).collect()
            }
        }
        _ => one.answering.iter().map(|post| words.post(post, "due-post")).collect(),
    };
    vec![
        words.last_day(one),
        words.what(one),
        words.owner(one),
        words.window(one),
        words.register(one),
        answers.join("\n"),
        words.clause(one),
    ]
}
