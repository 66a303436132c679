//! Puts an explanation into words.

use super::told::{ChangeTold, ClauseTold, ItemTold, Number, ParameterTold, PartTold, RecordTold, Told, Worded};
use crate::{
    commands::{
        catalogue::{clause_message, mark_lines},
        named,
    },
    figures,
    messages::Wording,
};
use changxiao_core::{
    count::{Item, LookedAt, Subject},
    day::Period,
    definition::{Role, Target},
    fraction::Fraction,
    id::OrganisationId,
    message::Message,
    organisations::Organisations,
    tally::{Class, OutcomeKind, Tally},
};
use changxiao_engine::{
    catalogue::{Amended, Catalogue, Ready},
    explanation::{Beside, Explanation, Parameter},
    seal::Seal,
};
use std::{collections::BTreeMap, path::Path};

/// What words are taken from.
pub(super) struct Teller<'t> {
    pub(super) wording: &'t Wording,
    pub(super) catalogue: &'t Catalogue,
    pub(super) organisations: &'t Organisations,
    pub(super) ready: &'t Ready,
    pub(super) seal: &'t Seal,
    pub(super) run: &'t Path,
}

impl Teller<'_> {
    fn say(&self, message: &Message) -> String {
        self.wording.say(message).trim().to_owned()
    }

    /// All of an explanation.
    pub(super) fn tell(&self, explanation: &Explanation) -> Told {
        let def = &self.ready.def;
        let organisation = named(self.organisations, &explanation.organisation);
        let title = Message::new("explain-title").with("organisation", organisation).with("name", def.name.clone());
        Told {
            title: self.say(&title.with("period", self.seal.period.to_string())),
            sentence: self.sentence(explanation),
            organisation: explanation.organisation.clone(),
            organisation_name: self.name(&explanation.organisation),
            indicator: explanation.indicator.clone(),
            code: def.code.clone(),
            name: def.name.clone(),
            role: self.role(),
            period: self.seal.period,
            as_of: self.seal.as_of,
            number: self.number(&explanation.tally),
            target: def.target,
            clause: explanation.clause.as_ref().map(|clause| {
                let sentence = Message::new("explain-clause").with("clause", clause_message(clause));
                ClauseTold::new(clause, self.say(&sentence))
            }),
            parameters: explanation.parameters.iter().map(|parameter| self.parameter(parameter)).collect(),
            formalism: self.formalism(),
            beside: explanation.beside.iter().filter_map(|one| self.beside(one)).collect(),
            items: self.items(explanation),
            parts: self.parts(explanation),
            changes: self.changes(explanation),
            still_missing: explanation.still_missing.to_string(),
            excess: explanation.excess,
            beyond_changes: self.beyond_changes(explanation),
            working_paper: self.wording.word("explain-working-paper"),
        }
    }

    /// What formalism rules say of the indicator.
    fn formalism(&self) -> Vec<String> {
        let marks = mark_lines(self.wording, self.catalogue, &self.ready.def.id).into_iter();
        marks.map(|mark| self.say(&Message::new("explain-formalism").with("mark", mark))).collect()
    }

    /// The number of what it supersedes, or of what supersedes it.
    fn beside(&self, one: &Beside) -> Option<String> {
        let other = self.catalogue.indicators().get(&one.indicator)?;
        let key = if one.is_superseding { "explain-superseded-by" } else { "explain-supersedes" };
        let cell = one.tally.map(|tally| figures::cell(self.wording, other, &tally));
        let cell = cell.unwrap_or_else(|| self.wording.word("explain-no-number"));
        let message = Message::new(key).with("id", &one.indicator).with("name", other.def.name.clone());
        Some(self.say(&message.with("number", cell)))
    }

    fn name(&self, organisation: &OrganisationId) -> Option<String> {
        self.organisations.get(organisation).and_then(|one| one.name.clone())
    }

    fn role(&self) -> Worded {
        let code = match self.ready.def.role {
            Role::Floor => "floor",
            Role::Coverage => "coverage",
            Role::Outcome => "outcome",
            Role::Perception => "perception",
            Role::Burden => "burden",
            Role::Guard => "guard",
        };
        let role = self.wording.word(&format!("role-{code}"));
        Worded { code: code.to_owned(), sentence: self.say(&Message::new("explain-role").with("role", role)) }
    }

    fn number(&self, tally: &Tally) -> Number {
        let outcome = self.ready.outcome(tally);
        let (kind, value, is_met) = (outcome.kind, outcome.value, outcome.is_met);
        Number { kind, value, lower: outcome.lower, upper: outcome.upper, is_met, tally: *tally }
    }

    /// One sentence that says the number.
    fn sentence(&self, explanation: &Explanation) -> String {
        let (tally, outcome) = (&explanation.tally, &explanation.outcome);
        let key = match outcome.kind {
            OutcomeKind::Value => "explain-value",
            OutcomeKind::NotApplicable => "explain-not-applicable",
            OutcomeKind::Pending => "explain-pending",
            OutcomeKind::NotKnown => "explain-not-known",
            OutcomeKind::Disputed => "explain-disputed",
        };
        let counts = match self.ready.def.target {
            _ if self.ready.measures_amounts() => "counts-amounts",
            Some(Target::AtMost(_)) => "counts-share",
            _ => "counts-met",
        };
        let counts = Message::new(counts).with("numerator", tally.numerator).with("denominator", tally.denominator);
        let share = |share: Option<Fraction>| share.map(figures::percent).unwrap_or_default();
        let target =
            |target: Target| self.wording.say(&Message::new("explain-target").with("target", figures::target(target)));
        let mark = figures::mark(self.wording, outcome);
        let mark = if mark.is_empty() { mark } else { format!(" {mark}") };
        let message = Message::new(key)
            .with("counts", counts)
            .with("lower", share(outcome.lower))
            .with("upper", share(outcome.upper))
            .with("unknown", tally.unknown)
            .with("open", tally.open)
            .with("excluded", tally.excluded)
            .with("excepted", tally.excepted)
            .with("disputed", tally.disputed)
            .with("pending", tally.pending)
            .with("target", self.ready.def.target.map(target).unwrap_or_default())
            .with("mark", mark)
            .with("day", self.seal.as_of);
        self.say(&message)
    }

    fn parameter(&self, parameter: &Parameter) -> ParameterTold {
        let sentence =
            Message::new("explain-parameter").with("id", &parameter.id).with("value", parameter.value.as_str());
        let amended = parameter.amended.iter().map(|amended| self.say(&amended_message(amended)));
        ParameterTold {
            sentence: self.say(&sentence),
            id: parameter.id.clone(),
            value: parameter.value.clone(),
            amended: amended.collect(),
        }
    }

    fn items(&self, explanation: &Explanation) -> Vec<ItemTold> {
        explanation.items.iter().map(|(period, item)| self.item(&explanation.organisation, *period, item)).collect()
    }

    fn item(&self, organisation: &OrganisationId, period: Period, item: &Item) -> ItemTold {
        let amounts = item.amounts.map(|amounts| {
            let message = Message::new("item-amounts").with("numerator", amounts.numerator);
            self.say(&message.with("denominator", amounts.denominator))
        });
        let reasons = item.reasons.iter().map(|reason| self.say(reason));
        let reasons: Vec<String> = amounts.into_iter().chain(reasons).collect();
        let sentence = Message::new("explain-item")
            .with("subject", self.subject(&item.subject, period))
            .with("class", self.wording.word(class(item)))
            .with("reasons", reasons.join(&self.wording.word("joint")));
        let is_others =
            |record: &&LookedAt| record.is_personal && record.organisation.as_deref() != Some(organisation.as_str());
        let (others, records): (Vec<&LookedAt>, Vec<&LookedAt>) = once(&item.records).into_iter().partition(is_others);
        ItemTold {
            sentence: self.say(&sentence),
            period,
            subject: item.subject.clone(),
            class: item.class,
            is_disputed: item.is_disputed,
            amounts: item.amounts,
            reasons,
            records: records.into_iter().map(|record| self.record(record)).collect(),
            records_of_others: others.len(),
            change: item.change.as_ref().map(|change| self.say(&change.message)),
        }
    }

    fn record(&self, record: &LookedAt) -> RecordTold {
        let key = if record.is_counted { "explain-counted" } else { "explain-not-counted" };
        let sentence = Message::new(key)
            .with("key", record.key.as_str())
            .with("day", record.day.map(|day| day.to_string()).unwrap_or_default())
            .with("origin", record.origin.as_str())
            .with("reason", record.reason.clone());
        RecordTold {
            sentence: self.say(&sentence),
            kind: record.kind.clone(),
            key: record.key.clone(),
            organisation: record.organisation.clone(),
            day: record.day,
            origin: record.origin.clone(),
            is_counted: record.is_counted,
            reason: self.say(&record.reason),
        }
    }

    /// What an item is. Where several periods are added up, a record says in which it was counted.
    fn subject(&self, subject: &Subject, period: Period) -> Message {
        let is_one = period == self.seal.period;
        match subject {
            Subject::Occasion(period) => Message::new("subject-occasion").with("period", period.to_string()),
            Subject::Organisation => Message::new("subject-occasion").with("period", period.to_string()),
            Subject::Record { key, .. } if is_one => Message::new("subject-record").with("key", key.as_str()),
            Subject::Record { key, .. } => {
                Message::new("subject-record-in").with("key", key.as_str()).with("period", period.to_string())
            }
            Subject::MissingRegister { kind, .. } => {
                let name = self.catalogue.contract().kind(kind).map(|kind| kind.name.clone()).unwrap_or_default();
                Message::new("subject-missing").with("kind", name)
            }
        }
    }

    /// Those that miss the target come first, those that lack most before others.
    fn parts(&self, explanation: &Explanation) -> Vec<PartTold> {
        let mut parts: Vec<(&OrganisationId, &Tally)> = explanation.parts.iter().collect();
        let lacks = |tally: &Tally| {
            let whole = tally.denominator.plus(Fraction::from(tally.open)).unwrap_or(tally.denominator);
            whole.minus(tally.numerator).map_or(0, Fraction::ceiling)
        };
        parts.sort_by_key(|(id, tally)| {
            let rank = match self.ready.outcome(tally).is_met {
                Some(false) => 0,
                None => 1,
                Some(true) => 2,
            };
            (rank, -lacks(tally), (*id).clone())
        });
        let told = |(id, tally): (&OrganisationId, &Tally)| PartTold {
            sentence: format!("{}  {}", named(self.organisations, id), figures::cell(self.wording, self.ready, tally)),
            organisation: id.clone(),
            organisation_name: self.name(id),
            number: self.number(tally),
        };
        parts.into_iter().map(told).collect()
    }

    /// What concerns single persons is for the organisation that keeps their records: others are told how many.
    fn changes(&self, explanation: &Explanation) -> Vec<ChangeTold> {
        let is_private = |owner: &OrganisationId, item: &Item| {
            *owner != explanation.organisation && matches!(item.subject, Subject::Record { .. })
        };
        let mut private: BTreeMap<&OrganisationId, usize> = BTreeMap::new();
        let mut open = Vec::new();
        for (owner, period, item) in &explanation.changes {
            if is_private(owner, item) {
                *private.entry(owner).or_default() += 1;
            } else {
                open.extend(self.change(owner, *period, item));
            }
        }
        private.into_iter().map(|(owner, count)| self.change_below(owner, count)).chain(open).collect()
    }

    fn change_below(&self, owner: &OrganisationId, count: usize) -> ChangeTold {
        let indicator = self.ready.def.code.as_deref().unwrap_or(self.ready.def.id.as_str());
        let sentence = Message::new("explain-change-below")
            .with("organisation", named(self.organisations, owner))
            .with("count", count)
            .with("id", owner.as_str())
            .with("indicator", indicator)
            .with("run", self.run.display().to_string());
        let (organisation, sentence) = (owner.clone(), self.say(&sentence));
        ChangeTold { sentence, organisation, items: count, period: None, subject: None, amount: None }
    }

    fn change(&self, owner: &OrganisationId, period: Period, item: &Item) -> Option<ChangeTold> {
        let change = item.change.as_ref()?;
        let sentence = Message::new("explain-change")
            .with("organisation", named(self.organisations, owner))
            .with("subject", self.subject(&item.subject, period))
            .with("change", change.message.clone());
        Some(ChangeTold {
            sentence: self.say(&sentence),
            organisation: owner.clone(),
            items: 1,
            period: Some(period),
            subject: Some(item.subject.clone()),
            amount: Some(change.amount),
        })
    }

    fn beyond_changes(&self, explanation: &Explanation) -> Vec<String> {
        let lacking = (explanation.still_missing > 0).then(|| {
            let amount = explanation.still_missing.to_string();
            match self.ready.measures_amounts() {
                true => Message::new("explain-lacking-amount").with("amount", amount),
                false => Message::new("explain-still-missing").with("count", amount),
            }
        });
        let excess = explanation.excess.map(|excess| {
            let amount = if self.ready.measures_amounts() { excess } else { whole(excess) };
            Message::new("explain-excess").with("amount", amount)
        });
        lacking.into_iter().chain(excess).map(|message| self.say(&message)).collect()
    }
}

/// The next whole number.
fn whole(amount: Fraction) -> Fraction {
    Fraction::new(amount.ceiling(), 1).unwrap_or(amount)
}

/// Each record once, though several looks came upon it; as one that counts, if it did for any.
fn once(records: &[LookedAt]) -> Vec<&LookedAt> {
    let mut once: Vec<&LookedAt> = Vec::new();
    for record in records {
        let is_same =
            |known: &&LookedAt| (&known.kind, &known.key, &known.origin) == (&record.kind, &record.key, &record.origin);
        match once.iter().position(is_same) {
            None => once.push(record),
            Some(place) if record.is_counted => {
                if let Some(known) = once.get_mut(place).filter(|known| !known.is_counted) {
                    *known = record;
                }
            }
            Some(_) => {}
        }
    }
    once
}

fn class(item: &Item) -> &'static str {
    match (item.is_disputed, item.class) {
        (true, _) => "class-disputed",
        (_, Class::Pending) => "class-pending",
        (_, Class::Excluded) => "class-excluded",
        (_, Class::Met) if item.amounts.is_some() => "class-amount",
        (_, Class::Met) => "class-met",
        (_, Class::Missed) => "class-missed",
        (_, Class::Excepted) => "class-excepted",
        (_, Class::Unknown) => "class-unknown",
        (_, Class::Open) => "class-open",
    }
}

/// An amendment that made a parameter what it is, here or below.
fn amended_message(amended: &Amended) -> Message {
    let (from, to) = amended.change().unwrap_or_default();
    let message = match amended.within() {
        None => Message::new("explain-amended"),
        Some(scope) => Message::new("explain-amended-within").with("organisation", scope.as_str()).with("to", to),
    };
    message.with("department", amended.by.as_str()).with("from", from).with("since", amended.def.since)
}
