//! `explain`: why a number of a run is what it is, down to clause and records, and the smallest change that reaches the
//! target. A working paper: it names records and opaque ids, for the organisation that owns them.

mod page;
mod scored;
mod teller;
mod told;

use super::{Session, unknown_indicator, unknown_organisation};
use crate::{
    departments,
    errors::Stop,
    inputs,
    run_folder::{self, RunLog},
    screen,
    settings::Settings,
};
use anyhow::Context as _;
use changxiao_core::{
    id::{Id, OrganisationId},
    message::Message,
};
use changxiao_engine::{evaluation::Span, explanation::explain, seal::Seal};
use std::path::{Path, PathBuf};
use teller::Teller;

pub(super) fn run(
    mut session: Session,
    (organisation, indicator): (&str, &str),
    (run, format): (&Path, &str),
) -> anyhow::Result<u8> {
    let (seal, log) = run_folder::read(run)?;
    let beside = (log.earlier.clone(), log.cards.clone());
    as_logged(&mut session.settings, log);
    let mut opened = departments::open(&session.settings)?;
    let reading = inputs::registers(&session.settings.registers, opened.catalogue.contract())?;
    let span = Span { period: seal.period, as_of: seal.as_of };
    let organisations = inputs::organisations(&reading, span.as_of)?;
    opened.settle(&session.wording, (&organisations, span.as_of));
    let now = Seal::new(&opened.catalogue, span, reading.digest(), |source| opened.plugins.library(source));
    same(&seal, &now)?;
    let id = OrganisationId::from(organisation);
    let scheme = indicator.parse().ok().filter(|id: &Id| opened.catalogue.schemes().contains_key(id));
    if let Some(scheme) = scheme {
        if organisations.get(&id).is_none() {
            return Err(unknown_organisation(&organisations, organisation).into());
        }
        let asked = scored::Asked {
            scheme: &scheme,
            organisation: &id,
            organisations: &organisations,
            registers: &reading.registers,
            span,
            seal: &seal,
            run,
            beside: (&beside.0, &beside.1),
        };
        return scored::run(&session, &mut opened, &asked);
    }
    let ready = opened
        .catalogue
        .indicator(indicator)
        .cloned()
        .ok_or_else(|| unknown_indicator(&opened.catalogue, indicator))?;
    if organisations.get(&id).is_none() {
        return Err(unknown_organisation(&organisations, organisation).into());
    }
    let found = explain((&opened.catalogue, &reading.registers), span, (&id, &ready), &mut opened.plugins);
    let none = || {
        Stop::new(Message::new("no-such-number").with("organisation", organisation).with("indicator", &ready.def.id))
    };
    let (explanation, _) = found.with_context(none)?;
    let (wording, catalogue) = (&session.wording, &opened.catalogue);
    let teller = Teller { wording, catalogue, organisations: &organisations, ready: &ready, seal: &seal, run };
    let told = teller.tell(&explanation);
    match format {
        "json" => screen::line(serde_json::to_string_pretty(&told)?),
        _ => page::print(wording, &told),
    }
    Ok(0)
}

/// What the command line does not say is as it was in the run.
fn as_logged(settings: &mut Settings, log: RunLog) {
    let or = |given: &mut Vec<PathBuf>, logged: Vec<PathBuf>| {
        if given.is_empty() {
            *given = logged;
        }
    };
    or(&mut settings.registers, log.registers);
    or(&mut settings.packs, log.packs);
    or(&mut settings.plugins, log.plugins);
    or(&mut settings.schemes, log.schemes);
    if let Some(lock) = log.lock.filter(|_| settings.lock.is_empty()) {
        settings.lock = lock.display().to_string();
    }
    if let Some(folder) = log.baseline.filter(|_| settings.baseline.is_empty()) {
        settings.baseline = folder.display().to_string();
    }
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
