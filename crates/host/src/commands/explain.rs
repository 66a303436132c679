//! `explain`: why a number of a run is what it is, down to clause and records, and the smallest change that reaches the
//! target. A working paper: it names records and opaque ids, for the organisation that owns them.

use super::{Session, catalogue, catalogue::clause_message, named, unknown_indicator, unknown_organisation};
use crate::{departments, errors::Stop, figures, inputs, messages::Wording, run_folder, screen, table};
use anyhow::Context as _;
use changxiao_core::{
    count::{Item, LookedAt, Subject},
    day::Period,
    definition::Target,
    id::OrganisationId,
    message::Message,
    organisations::Organisations,
    tally::{Class, OutcomeKind},
};
use changxiao_engine::{
    catalogue::{Amended, Catalogue, Ready},
    evaluation::Span,
    explanation::{Explanation, explain},
    seal::Seal,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// How many records of one item, and how many changes, are printed; what is left out is said.
const MOST: usize = 12;

pub(super) fn run(mut session: Session, (organisation, indicator): (&str, &str), run: &Path) -> anyhow::Result<u8> {
    let (seal, log) = run_folder::read(run)?;
    let settings = &mut session.settings;
    let or = |given: &mut Vec<PathBuf>, logged: Vec<PathBuf>| {
        if given.is_empty() {
            *given = logged;
        }
    };
    or(&mut settings.registers, log.registers);
    or(&mut settings.packs, log.packs);
    or(&mut settings.plugins, log.plugins);
    if let Some(lock) = log.lock.filter(|_| settings.lock.is_empty()) {
        settings.lock = lock.display().to_string();
    }
    if let Some(folder) = log.baseline.filter(|_| settings.baseline.is_empty()) {
        settings.baseline = folder.display().to_string();
    }
    let mut opened = departments::open(&session.settings)?;
    let reading = inputs::registers(&session.settings.registers, opened.catalogue.contract())?;
    let span = Span { period: seal.period, as_of: seal.as_of };
    let organisations = inputs::organisations(&reading, span.as_of)?;
    opened.settle(&session.wording, (&organisations, span.as_of));
    let now = Seal::new(&opened.catalogue, span, reading.digest(), |source| opened.plugins.library(source));
    same(&seal, &now)?;
    let ready = opened
        .catalogue
        .indicator(indicator)
        .cloned()
        .ok_or_else(|| unknown_indicator(&opened.catalogue, indicator))?;
    let id = OrganisationId::from(organisation);
    if organisations.get(&id).is_none() {
        return Err(unknown_organisation(&organisations, organisation).into());
    }
    let found = explain((&opened.catalogue, &reading.registers), span, (&id, &ready), &mut opened.plugins);
    let none = || {
        Stop::new(Message::new("no-such-number").with("organisation", organisation).with("indicator", &ready.def.id))
    };
    let (explanation, _) = found.with_context(none)?;
    let (wording, catalogue) = (&session.wording, &opened.catalogue);
    Page { wording, catalogue, organisations: &organisations, ready: &ready, run }.print(&explanation, &seal);
    Ok(0)
}

/// The registers and definitions must be those of the run, or the explanation would be of another number.
fn same(sealed: &Seal, now: &Seal) -> anyhow::Result<()> {
    let key = match () {
        () if sealed.registers != now.registers => "registers-changed",
        () if sealed.departments != now.departments || sealed.amendments != now.amendments => "definitions-changed",
        () => return Ok(()),
    };
    Err(Stop::new(Message::new(key)).hint(Message::new("hint-evaluate-again")).into())
}

struct Page<'p> {
    wording: &'p Wording,
    catalogue: &'p Catalogue,
    organisations: &'p Organisations,
    ready: &'p Ready,
    run: &'p Path,
}

impl Page<'_> {
    fn say(&self, message: &Message) -> String {
        self.wording.say(message)
    }

    fn print(&self, explanation: &Explanation, seal: &Seal) {
        let def = &self.ready.def;
        let organisation = named(self.organisations, &explanation.organisation);
        let title = Message::new("explain-title").with("organisation", organisation).with("name", def.name.clone());
        screen::line(table::title(&self.say(&title.with("period", seal.period.to_string()))));
        screen::line(self.sentence(explanation, seal));
        if let Some(clause) = &explanation.clause {
            screen::line(self.say(&Message::new("explain-clause").with("clause", clause_message(clause))));
        }
        for parameter in &explanation.parameters {
            let message =
                Message::new("explain-parameter").with("id", &parameter.id).with("value", parameter.value.as_str());
            screen::line(self.say(&message));
            for amended in &parameter.amended {
                screen::line(format!("  {}", self.say(&amended_message(amended))));
            }
        }
        for mark in catalogue::mark_lines(self.wording, self.catalogue, &def.id) {
            screen::line(self.say(&Message::new("explain-formalism").with("mark", mark)));
        }
        self.beside(explanation);
        self.items(explanation);
        self.parts(explanation);
        self.changes(explanation);
        screen::line(format!("\n{}", self.wording.word("explain-working-paper")));
    }

    /// One sentence that says the number.
    fn sentence(&self, explanation: &Explanation, seal: &Seal) -> String {
        let (tally, outcome) = (&explanation.tally, &explanation.outcome);
        let key = match outcome.kind {
            OutcomeKind::Value => "explain-value",
            OutcomeKind::NotApplicable => "explain-not-applicable",
            OutcomeKind::Pending => "explain-pending",
            OutcomeKind::NotKnown => "explain-not-known",
            OutcomeKind::Disputed => "explain-disputed",
        };
        let share = |share: Option<changxiao_core::fraction::Fraction>| share.map(figures::percent).unwrap_or_default();
        let target = |target: Target| self.say(&Message::new("explain-target").with("target", figures::target(target)));
        let target = self.ready.def.target.map(target).unwrap_or_default();
        let mark = figures::mark(self.wording, outcome);
        let mark = if mark.is_empty() { mark } else { format!(" {mark}") };
        let message = Message::new(key)
            .with("numerator", tally.numerator)
            .with("denominator", tally.denominator)
            .with("lower", share(outcome.lower))
            .with("upper", share(outcome.upper))
            .with("unknown", tally.unknown)
            .with("open", tally.open)
            .with("excluded", tally.excluded)
            .with("excepted", tally.excepted)
            .with("disputed", tally.disputed)
            .with("pending", tally.pending)
            .with("target", target)
            .with("mark", mark)
            .with("day", seal.as_of);
        self.say(&message)
    }

    /// The numbers of what it supersedes, and of what supersedes it.
    fn beside(&self, explanation: &Explanation) {
        for one in &explanation.beside {
            let Some(other) = self.catalogue.indicators().get(&one.indicator) else { continue };
            let key = if one.is_superseding { "explain-superseded-by" } else { "explain-supersedes" };
            let cell = one.tally.map(|tally| figures::cell(self.wording, other, &tally));
            let cell = cell.unwrap_or_else(|| self.wording.word("explain-no-number"));
            let message = Message::new(key).with("id", &one.indicator).with("name", other.def.name.clone());
            screen::line(self.say(&message.with("number", cell)));
        }
    }

    fn items(&self, explanation: &Explanation) {
        if explanation.items.is_empty() {
            return;
        }
        screen::line(format!("\n{}", self.say(&Message::new("explain-items").with("count", explanation.items.len()))));
        for (period, item) in &explanation.items {
            let reasons: Vec<String> = item.reasons.iter().map(|reason| self.say(reason)).collect();
            let line = Message::new("explain-item")
                .with("subject", self.subject(&item.subject, *period))
                .with("class", self.wording.word(class(item)))
                .with("reasons", reasons.join(&self.wording.word("joint")));
            screen::line(self.say(&line));
            self.records(&explanation.organisation, item);
        }
    }

    /// The records looked at; of an item that is met only those that made it so. Records that name persons of another
    /// organisation are counted and not shown.
    fn records(&self, organisation: &OrganisationId, item: &Item) {
        let wanted = item.records.iter().filter(|record| record.is_counted || item.class != Class::Met);
        let is_others =
            |record: &&LookedAt| record.is_personal && record.organisation.as_deref() != Some(organisation.as_str());
        let (others, records): (Vec<&LookedAt>, Vec<&LookedAt>) = wanted.partition(is_others);
        if !others.is_empty() {
            screen::line(format!("    {}", self.say(&Message::new("explain-others").with("count", others.len()))));
        }
        for record in records.iter().take(MOST) {
            let key = if record.is_counted { "explain-counted" } else { "explain-not-counted" };
            let day = record.day.map(|day| day.to_string()).unwrap_or_default();
            let line = Message::new(key)
                .with("key", record.key.as_str())
                .with("day", day)
                .with("origin", record.origin.as_str());
            screen::line(format!("    {}", self.say(&line.with("reason", record.reason.clone()))));
        }
        if records.len() > MOST {
            screen::line(format!(
                "    {}",
                self.say(&Message::new("explain-more").with("count", records.len() - MOST))
            ));
        }
    }

    fn subject(&self, subject: &Subject, period: Period) -> Message {
        match subject {
            Subject::Occasion(period) => Message::new("subject-occasion").with("period", period.to_string()),
            Subject::Organisation => Message::new("subject-occasion").with("period", period.to_string()),
            Subject::Record { key, .. } => Message::new("subject-record").with("key", key.as_str()),
            Subject::MissingRegister { kind, .. } => Message::new("subject-missing").with("kind", kind.as_str()),
        }
    }

    fn parts(&self, explanation: &Explanation) {
        if explanation.parts.is_empty() {
            return;
        }
        screen::line(format!("\n{}", self.wording.word("explain-parts")));
        for (part, tally) in &explanation.parts {
            let cell = figures::cell(self.wording, self.ready, tally);
            screen::line(format!("  {}  {cell}", named(self.organisations, part)));
        }
    }

    fn changes(&self, explanation: &Explanation) {
        if explanation.changes.is_empty() && explanation.still_missing == 0 {
            return;
        }
        screen::line(format!("\n{}", self.wording.word("explain-changes")));
        // What concerns single persons is for the organisation that keeps their records: others are told how many.
        let is_private = |owner: &OrganisationId, item: &Item| {
            *owner != explanation.organisation && matches!(item.subject, Subject::Record { .. })
        };
        let mut private: BTreeMap<&OrganisationId, usize> = BTreeMap::new();
        for (owner, _, _) in explanation.changes.iter().filter(|(owner, _, item)| is_private(owner, item)) {
            *private.entry(owner).or_default() += 1;
        }
        for (owner, count) in private {
            let line = Message::new("explain-change-below")
                .with("organisation", named(self.organisations, owner))
                .with("count", count);
            let indicator = self.ready.def.code.as_deref().unwrap_or(self.ready.def.id.as_str());
            screen::line(
                self.say(
                    &line
                        .with("id", owner.as_str())
                        .with("indicator", indicator)
                        .with("run", self.run.display().to_string()),
                ),
            );
        }
        let open: Vec<_> = explanation.changes.iter().filter(|(owner, _, item)| !is_private(owner, item)).collect();
        for (owner, period, item) in open.iter().take(MOST) {
            let Some(change) = &item.change else { continue };
            let line = Message::new("explain-change").with("organisation", named(self.organisations, owner));
            screen::line(self.say(
                &line.with("subject", self.subject(&item.subject, *period)).with("change", change.message.clone()),
            ));
        }
        if open.len() > MOST {
            screen::line(format!("  {}", self.say(&Message::new("explain-more").with("count", open.len() - MOST))));
        }
        if explanation.still_missing > 0 {
            screen::line(format!(
                "  {}",
                self.say(&Message::new("explain-still-missing").with("count", explanation.still_missing.to_string()))
            ));
        }
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

fn class(item: &Item) -> &'static str {
    match (item.is_disputed, item.class) {
        (true, _) => "class-disputed",
        (_, Class::Pending) => "class-pending",
        (_, Class::Excluded) => "class-excluded",
        (_, Class::Met) => "class-met",
        (_, Class::Missed) => "class-missed",
        (_, Class::Excepted) => "class-excepted",
        (_, Class::Unknown) => "class-unknown",
        (_, Class::Open) => "class-open",
    }
}
