//! A sample as it is shown: the draw itself, its frame, and how to repeat it.

use crate::{
    commands::named,
    figures::NOTHING,
    messages::Wording,
    run_folder, screen,
    table::{table, title},
};
use changxiao_core::{
    contract::{Field, FieldType},
    day::Day,
    id::OrganisationId,
    message::Message,
    organisations::Organisations,
};
use changxiao_engine::draw::{Class, Draw, Frame, Place};
use serde_json::{Value, json};

/// Digits of a key that a table shows: enough to follow the order.
const DIGITS: usize = 12;

/// A sample with what is needed to show it.
pub(super) struct Sample<'s> {
    pub(super) wording: &'s Wording,
    pub(super) organisations: &'s Organisations,
    pub(super) frame: &'s Frame,
    pub(super) draw: &'s Draw,
    /// The field that makes classes.
    pub(super) field: Option<&'s Field>,
    pub(super) day: Day,
    pub(super) seed: u64,
    pub(super) draws_members: bool,
}

/// One line of a sample.
struct Line<'s> {
    class: &'s str,
    place: &'s Place,
    is_reserve: bool,
}

impl<'s> Sample<'s> {
    pub(super) fn print(&self, format: &str) -> anyhow::Result<()> {
        match format {
            "csv" => {
                screen::text(&self.csv()?);
                self.told().iter().for_each(|line| eprintln!("{line}"));
            }
            "json" => screen::line(serde_json::to_string_pretty(&self.json())?),
            _ => {
                let key = if self.draws_members { "draw-title-members" } else { "draw-title" };
                let message = Message::new(key).with("day", self.day).with("seed", self.seed.to_string());
                screen::line(format!("{}\n", title(&self.wording.say(&message))));
                screen::line(self.table());
                self.told().iter().for_each(screen::line);
            }
        }
        Ok(())
    }

    /// The drawn and those that stand by, class by class.
    fn lines(&self) -> impl Iterator<Item = Line<'s>> {
        self.draw.classes.iter().flat_map(|(class, of)| {
            let drawn = of.drawn.iter().map(move |place| Line { class, place, is_reserve: false });
            drawn.chain(of.reserve.iter().map(move |place| Line { class, place, is_reserve: true }))
        })
    }

    fn organisation(&self, place: &Place) -> Option<&'s OrganisationId> {
        self.frame.get(&place.id).map(|candidate| &candidate.organisation)
    }

    fn name(&self, place: &Place) -> &'s str {
        let organisation = self.organisation(place).and_then(|id| self.organisations.get(id));
        organisation.and_then(|one| one.name.as_deref()).unwrap_or_default()
    }

    fn table(&self) -> String {
        let mut header = vec!["draw-number", "draw-part", "column-id", "column-organisation", "draw-key"];
        let mut header: Vec<String> = header.drain(..).map(|key| self.wording.word(key)).collect();
        if let Some(field) = self.field {
            header.insert(2, field.header.in_language(self.wording.language).to_owned());
        }
        let row = |(number, line): (usize, Line<'_>)| {
            let part = if line.is_reserve { "draw-reserve" } else { "draw-drawn" };
            let organisation = match self.organisation(line.place) {
                Some(id) if self.draws_members => named(self.organisations, id),
                _ => self.name(line.place).to_owned(),
            };
            let key: String = line.place.key.chars().take(DIGITS).collect();
            let mut row =
                vec![(number + 1).to_string(), self.wording.word(part), line.place.id.clone(), organisation, key];
            if self.field.is_some() {
                row.insert(2, self.class(line.class));
            }
            row
        };
        table(header, self.lines().enumerate().map(row).collect())
    }

    /// A class in words: an organisation by its name, a code by its word.
    fn class(&self, class: &str) -> String {
        let Some(field) = self.field.filter(|_| !class.is_empty()) else { return NOTHING.to_owned() };
        match field.holds {
            FieldType::Id => named(self.organisations, &OrganisationId::from(class)),
            FieldType::Code => {
                let word = |code: &changxiao_core::contract::Code| match self.wording.language {
                    changxiao_core::text::Language::Chinese => code.zh.clone(),
                    changxiao_core::text::Language::English => code.en.clone(),
                };
                field.code(class).map_or_else(|| class.to_owned(), word)
            }
            FieldType::Boolean if class == "true" => self.wording.word("yes"),
            FieldType::Boolean => self.wording.word("no"),
            _ => class.to_owned(),
        }
    }

    /// The frame, what fell short, the method, and who may see it.
    fn told(&self) -> Vec<String> {
        let say = |message: &Message| self.wording.say(message);
        let digest = if self.field.is_some() { "draw-digest-classes" } else { "draw-digest" };
        let first = self.lines().next().map(|line| line.place.id.clone()).unwrap_or_default();
        let mut told = vec![
            say(&Message::new("draw-counts")
                .with("frame", self.frame.len())
                .with("drawn", self.draw.drawn())
                .with("reserve", self.draw.reserve())),
            say(&Message::new(digest).with("digest", self.frame.digest())),
        ];
        let small = self.draw.classes.iter().filter(|(_, class)| class.is_too_small());
        told.extend(small.map(|(name, class)| {
            say(&Message::new("draw-class-too-small")
                .with("class", self.class(name))
                .with("frame", class.frame)
                .with("wanted", class.wanted))
        }));
        told.push(self.method());
        told.push(say(&Message::new("draw-repeat").with("seed", self.seed.to_string()).with("id", first)));
        told.extend(self.paper());
        told
    }

    fn method(&self) -> String {
        self.wording.word("draw-method")
    }

    /// Of a sample of persons: whose paper it is.
    fn paper(&self) -> Option<String> {
        self.draws_members.then(|| self.wording.word("draw-working-paper"))
    }

    fn csv(&self) -> anyhow::Result<String> {
        let row = |(number, line): (usize, Line<'_>)| {
            let part = if line.is_reserve { "reserve" } else { "drawn" };
            let organisation = self.organisation(line.place).map(ToString::to_string).unwrap_or_default();
            vec![
                (number + 1).to_string(),
                part.to_owned(),
                line.class.to_owned(),
                line.place.id.clone(),
                organisation,
                self.name(line.place).to_owned(),
                line.place.key.clone(),
            ]
        };
        let header = ["number", "part", "class", "id", "organisation", "organisation_name", "key"];
        let bytes = run_folder::csv(&header, self.lines().enumerate().map(row))?;
        Ok(String::from_utf8(bytes)?)
    }

    fn json(&self) -> Value {
        let place = |place: &Place| {
            json!({
                "id": place.id, "organisation": self.organisation(place), "organisation_name": self.name(place),
                "key": place.key,
            })
        };
        let places = |places: &[Place]| places.iter().map(place).collect::<Vec<Value>>();
        let class = |(name, class): (&String, &Class)| {
            json!({
                "class": self.field.map(|_| name), "frame": class.frame, "wanted": class.wanted,
                "drawn": places(&class.drawn), "reserve": places(&class.reserve),
            })
        };
        json!({
            "among": if self.draws_members { "members" } else { "organisations" },
            "as_of": self.day,
            "seed": self.seed,
            "each_of": self.field.map(|field| &field.id),
            "frame": { "count": self.frame.len(), "sha256": self.frame.digest() },
            "method": self.method(),
            "working_paper": self.paper(),
            "classes": self.draw.classes.iter().map(class).collect::<Vec<Value>>(),
        })
    }
}
