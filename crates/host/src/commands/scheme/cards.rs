//! Scorecards by hand: answers of several cards, and what they should give, in one file.

use crate::errors::Stop;
use anyhow::Context as _;
use changxiao_core::{amount::Amount, day::Period, message::Message};
use changxiao_engine::scheme::{Answer, Card, CardFault, Table};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::{collections::BTreeMap, fs, path::Path};

/// A file of cards.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::commands) struct CardsFile {
    /// Period, as on the command line.
    #[serde(deserialize_with = "period")]
    pub(in crate::commands) period: Period,
    /// Of cards for an evaluation: the scheme.
    pub(in crate::commands) scheme: Option<String>,
    /// Answers of every card that does not say otherwise.
    #[serde(default)]
    usual: BTreeMap<String, toml::Value>,
    /// The cards.
    #[serde(default, rename = "card")]
    pub(in crate::commands) cards: Vec<CardText>,
}

/// A card as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::commands) struct CardText {
    /// What it shows.
    pub(in crate::commands) name: String,
    /// Whose it is; left out: its name.
    pub(in crate::commands) whose: Option<String>,
    /// Of an anonymous card: the organisation of its person.
    pub(in crate::commands) organisation: Option<String>,
    #[serde(default)]
    answers: BTreeMap<String, toml::Value>,
    /// What it should give, by code, `score`, `grade` or the id of a consequence.
    #[serde(default)]
    pub(in crate::commands) expect: BTreeMap<String, toml::Value>,
}

fn period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

pub(in crate::commands) fn read(path: &Path) -> anyhow::Result<CardsFile> {
    let stop = || Stop::new(Message::new("path-unreadable").with("path", path.display().to_string()));
    let text = fs::read_to_string(path).with_context(stop)?;
    toml::from_str(&text)
        .with_context(|| Stop::new(Message::new("cards-unreadable").with("path", path.display().to_string())))
}

impl CardsFile {
    /// The cards, and what does not fit the scheme, each with the name of its card.
    pub(in crate::commands) fn cards(&self, table: &Table) -> (Vec<Card>, Vec<(String, CardFault)>) {
        let mut faults = Vec::new();
        let cards = self.cards.iter().map(|text| {
            let mut all = self.usual.clone();
            all.extend(text.answers.clone());
            let answers = all.iter().filter_map(|(key, value)| Some((key.clone(), answer(value)?))).collect();
            let whose = text.whose.as_deref().unwrap_or(&text.name);
            let (card, found) = Card::filled(whose, table, &answers);
            faults.extend(found.into_iter().map(|fault| (text.name.clone(), fault)));
            card
        });
        (cards.collect(), faults)
    }
}

/// An answer; `None`: nobody knows.
fn answer(value: &toml::Value) -> Option<Answer> {
    Some(match value {
        toml::Value::Boolean(truth) => Answer::Truth(*truth),
        toml::Value::Array(several) => Answer::Several(several.iter().filter_map(answer).collect()),
        toml::Value::Table(counts) => {
            let count = |value: &toml::Value| value.as_integer().and_then(|count| u64::try_from(count).ok());
            Answer::Counts(counts.iter().filter_map(|(word, value)| Some((word.clone(), count(value)?))).collect())
        }
        other => {
            let text = written(other);
            match text.as_str() {
                "?" => return None,
                "-" => Answer::Absent,
                "yes" | "是" => Answer::Truth(true),
                "no" | "否" => Answer::Truth(false),
                text => Amount::parse(text).map_or_else(|_| Answer::Word(text.to_owned()), Answer::Number),
            }
        }
    })
}

/// A value as it was written.
pub(in crate::commands) fn written(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(truth) => if *truth { "yes" } else { "no" }.to_owned(),
        other => other.to_string(),
    }
}
