//! `catalogue consent`: the operator reads what a department adds and changes, and consents by name.

use super::{show_effects, unknown_namespace};
use crate::{
    commands::{Session, day_or, today},
    departments,
    errors::Stop,
    faults, lock, screen,
};
use changxiao_core::message::Message;
use changxiao_engine::{
    catalogue::{Catalogue, Effects},
    consent::{Consent, Lock, Sponsor},
};

/// What `catalogue consent` is asked.
pub(crate) struct Asked {
    pub(crate) namespace: String,
    pub(crate) by: String,
    pub(crate) on: Option<String>,
    /// Each `INDICATOR=NAME`.
    pub(crate) sponsors: Vec<String>,
}

pub(crate) fn consent(session: &Session, asked: &Asked) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let on = day_or(asked.on.as_deref(), today())?;
    if asked.by.trim().is_empty() {
        return Err(Stop::new(Message::new("consent-by-nobody")).into());
    }
    let path = lock::path(&session.settings);
    let earlier = lock::read_or_empty(&path)?;
    let opened = departments::open_with(&session.settings, None)?;
    // That nobody stands for an indicator is what this command is about to change.
    let told = opened.faults.iter().filter(|fault| fault.message.key != "formalism-without-sponsor");
    faults::print(wording, "heading-definition-faults", told);
    let catalogue = &opened.catalogue;
    let effects = catalogue.effects();
    let Some(effects) = effects.iter().find(|one| one.about.namespace.as_str() == asked.namespace) else {
        return Err(unknown_namespace(catalogue, &asked.namespace).into());
    };
    let Some(source) = catalogue.sources().find(|one| one.about.namespace == effects.about.namespace) else {
        return Err(unknown_namespace(catalogue, &asked.namespace).into());
    };
    let sponsors = sponsors(effects, &asked.sponsors)?;
    let consent = Consent::to((catalogue, source), (asked.by.trim(), on), sponsors);
    show(session, (&earlier, &consent))?;
    let message = Message::new("consent-digest").with("digest", consent.definitions.as_str());
    screen::line(wording.say(&message));
    for sponsor in &consent.sponsors {
        let message = Message::new("consent-sponsor").with("id", &sponsor.indicator).with("by", sponsor.by.as_str());
        screen::line(wording.say(&message));
    }
    let message = Message::new("consent-written").with("by", consent.by.as_str()).with("day", on);
    let message = message.with("count", consent.amendments.len()).with("path", path.display().to_string());
    lock::write(&earlier.with(consent), &path)?;
    screen::line(wording.say(&message));
    Ok(0)
}

/// What the department does once this consent holds.
fn show(session: &Session, (earlier, consent): (&Lock, &Consent)) -> anyhow::Result<()> {
    let lock = earlier.clone().with(consent.clone());
    let catalogue = departments::open_with(&session.settings, Some(&lock))?.catalogue;
    let effects = catalogue.effects().into_iter().find(|one| one.about.namespace == consent.namespace);
    effects.iter().for_each(|effects| show_effects(session, (&catalogue, effects)));
    Ok(())
}

/// Sponsors as typed: each stands for a marked indicator of the department.
fn sponsors(effects: &Effects, typed: &[String]) -> anyhow::Result<Vec<Sponsor>> {
    let mut sponsors = Vec::new();
    for text in typed {
        let unreadable = || Stop::new(Message::new("not-a-sponsor").with("text", text.as_str()));
        let (id, by) = text.split_once('=').ok_or_else(unreadable)?;
        if by.trim().is_empty() {
            return Err(unreadable().into());
        }
        let Some(marked) = effects.marked.iter().find(|marked| marked.id.as_str() == id) else {
            let stop = Stop::new(Message::new("sponsor-of-unmarked").with("id", id));
            return Err(stop.nearest(id, effects.marked.iter().map(|marked| marked.id.as_str())).into());
        };
        sponsors.push(Sponsor { indicator: marked.id.clone(), by: by.trim().to_owned() });
    }
    sponsors.sort_by(|a, b| a.indicator.cmp(&b.indicator));
    sponsors.dedup_by(|a, b| a.indicator == b.indicator);
    Ok(sponsors)
}

/// How many marked indicators of a department nobody stands for.
pub(super) fn unsponsored(catalogue: &Catalogue, effects: &Effects) -> usize {
    let is_withheld = |id| {
        catalogue.withheld().contains_key(id) || catalogue.schemes().get(id).is_some_and(|ready| ready.is_withheld)
    };
    effects.marked.iter().filter(|marked| is_withheld(&marked.id)).count()
}
