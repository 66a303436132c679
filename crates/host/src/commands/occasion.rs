//! Occasions as `plan` and `due` show them: whose they are, their words, and their JSON. No person is named, only posts.

use super::{named, unknown_organisation};
use crate::{arguments, errors::Stop, messages::Wording};
use changxiao_core::{
    contract::Field, definition::Tier, id::OrganisationId, message::Message, organisations::Organisations, text::Text,
};
use changxiao_engine::{
    catalogue::Catalogue,
    occasions::{Answering, Occasion, Whose},
};
use serde_json::{Value, json};

/// What words for occasions are taken from.
pub(super) struct Words<'w> {
    pub(super) wording: &'w Wording,
    pub(super) catalogue: &'w Catalogue,
    pub(super) organisations: &'w Organisations,
}

impl Words<'_> {
    /// What is to be done, how often.
    pub(super) fn what(&self, one: &Occasion) -> String {
        let amount = one.at_least.map(|least| least.to_string()).unwrap_or_default();
        let what = Message::new("plan-what").with("duty", one.name.clone()).with("amount", amount);
        let what = self.wording.say(&what.with("unit", one.unit.clone()));
        match (&one.event, one.count) {
            (Some(event), _) => {
                self.wording.say(&Message::new("plan-what-event").with("what", what).with("event", event.as_str()))
            }
            (None, 2..) if one.role.is_none() => {
                self.wording.say(&Message::new("plan-what-count").with("what", what).with("count", one.count))
            }
            (None, _) => what,
        }
    }

    /// Who owes it: the organisation, or the holders of a post in it.
    pub(super) fn owner(&self, one: &Occasion) -> String {
        let organisation = self.organisation(&one.organisation);
        let Some(role) = &one.role else { return organisation };
        let key = if one.count > 1 { "plan-owner-holders" } else { "plan-owner-holder" };
        let owner = Message::new(key).with("organisation", organisation).with("role", self.role(role));
        self.wording.say(&owner.with("count", one.count))
    }

    /// The last day.
    pub(super) fn day(&self, one: &Occasion) -> String {
        if one.is_day_known { one.window.last().to_string() } else { self.wording.word("plan-day-not-known") }
    }

    /// The last day, and the day before it was deferred.
    pub(super) fn last_day(&self, one: &Occasion) -> String {
        let deferred = one.deferred_from.map(|from| Message::new("plan-deferred").with("from", from));
        let deferred = deferred.map(|message| self.wording.say(&message));
        std::iter::once(self.day(one)).chain(deferred).collect::<Vec<_>>().join("\n")
    }

    /// The first and last day.
    pub(super) fn window(&self, one: &Occasion) -> String {
        let last = if one.is_day_known { one.window.last().to_string() } else { "?".to_owned() };
        format!("{} – {last}", one.window.from())
    }

    /// The organisation that owes it.
    pub(super) fn organisation(&self, id: &OrganisationId) -> String {
        named(self.organisations, id)
    }

    /// The register in which it shows.
    pub(super) fn register(&self, one: &Occasion) -> String {
        self.register_name(&one.register)
    }

    /// The name of a register.
    pub(super) fn register_name(&self, register: &str) -> String {
        let kind = self.catalogue.contract().kind(register);
        kind.map(|kind| self.wording.text(&kind.name).to_owned()).unwrap_or_default()
    }

    /// The clause, short.
    pub(super) fn clause(&self, one: &Occasion) -> String {
        let clause = Message::new("clause-short").with("regulation", one.clause.regulation.clone());
        self.wording.say(&clause.with("article", one.clause.article.clone()))
    }

    /// A tier.
    pub(super) fn tier(&self, tier: Tier) -> String {
        self.wording.word(&format!("tier-{}", code(tier)))
    }

    /// A role by its code.
    pub(super) fn role(&self, role: &str) -> String {
        let found = roles(self.catalogue).iter().find(|code| code.code == role);
        found.map_or_else(
            || role.to_owned(),
            |code| self.wording.text(&Text::new(code.zh.as_str(), code.en.as_str())).to_owned(),
        )
    }

    /// A post that answers, in the sentence of a key.
    pub(super) fn post(&self, post: &Answering, key: &str) -> String {
        let sentence = Message::new(key).with("tier", self.tier(post.tier)).with("role", self.role(&post.role));
        self.wording.say(&sentence.with("organisation", self.organisation(&post.organisation)))
    }

    /// An occasion for programs that read on.
    pub(super) fn json(&self, one: &Occasion) -> serde_json::Map<String, Value> {
        let name = self.organisations.get(&one.organisation).and_then(|organisation| organisation.name.clone());
        let fields = [
            ("duty", json!(one.duty)),
            ("name", json!(one.name)),
            ("organisation", json!(one.organisation)),
            ("organisation_name", json!(name)),
            ("role", json!(one.role)),
            ("event", json!(one.event)),
            ("count", json!(one.count)),
            ("from", json!(one.window.from())),
            ("last", json!(one.is_day_known.then(|| one.window.last()))),
            ("deferred_from", json!(one.deferred_from)),
            ("at_least", json!(one.at_least.map(|least| least.to_string()))),
            ("unit", json!(one.unit)),
            ("register", json!(one.register)),
            ("clause", json!(one.clause)),
            ("answering", one.answering.iter().map(|post| Value::Object(self.post_json(post))).collect()),
        ];
        fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    fn post_json(&self, post: &Answering) -> serde_json::Map<String, Value> {
        let fields =
            [("tier", json!(post.tier)), ("organisation", json!(post.organisation)), ("role", json!(post.role))];
        fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }
}

/// The code of a tier.
fn code(tier: Tier) -> String {
    serde_json::to_value(tier).ok().and_then(|tier| tier.as_str().map(str::to_owned)).unwrap_or_default()
}

fn roles(catalogue: &Catalogue) -> &[changxiao_core::contract::Code] {
    let field = catalogue.contract().kind("post").and_then(|kind| kind.field("role"));
    field.map(|field: &Field| field.codes.as_slice()).unwrap_or_default()
}

/// Whose occasions are asked for, known to the registers.
pub(super) fn whose(
    catalogue: &Catalogue,
    organisations: &Organisations,
    typed: &arguments::Whose,
) -> anyhow::Result<Whose> {
    match typed {
        arguments::Whose::Everybody => Ok(Whose::Everybody),
        arguments::Whose::Organisation(id) => Ok(Whose::Organisation(known(organisations, id)?)),
        arguments::Whose::Post(post) => {
            let stop = || Stop::new(Message::new("not-a-post").with("text", post.as_str()));
            let (organisation, role) = post.split_once('/').ok_or_else(|| stop().hint(Message::new("hint-post")))?;
            Ok(Whose::Post(known(organisations, organisation)?, role_of(catalogue, role)?))
        }
    }
}

fn known(organisations: &Organisations, id: &str) -> anyhow::Result<OrganisationId> {
    let organisation = OrganisationId::from(id);
    match organisations.get(&organisation) {
        Some(_) => Ok(organisation),
        None => Err(unknown_organisation(organisations, id).into()),
    }
}

/// The code of a role: `secretary` or `书记`.
fn role_of(catalogue: &Catalogue, role: &str) -> anyhow::Result<String> {
    let codes = roles(catalogue);
    if let Some(code) = codes.iter().find(|code| code.code == role || code.zh == role || code.en == role) {
        return Ok(code.code.clone());
    }
    let stop = Stop::new(Message::new("unknown-role").with("text", role)).hint(Message::new("hint-post"));
    let names = codes.iter().flat_map(|code| [code.code.as_str(), code.zh.as_str(), code.en.as_str()]);
    Err(stop.nearest(role, names).into())
}
