//! The verbs, one file each.

mod catalogue;
mod check;
mod config;
mod due;
mod evaluate;
mod explain;
mod occasion;
mod plan;
mod sample;
mod scheme;
mod snapshot;
mod study;

use crate::{
    arguments::{Command, StudyVerb, Verb},
    errors::Stop,
    logging,
    messages::{self, Wording},
    settings::{self, Settings, Shown},
};
use changxiao_core::{day::Day, fault::nearest, id::OrganisationId, message::Message, organisations::Organisations};
use changxiao_engine::catalogue::Catalogue;
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) use catalogue::{ConsentAsked, SqlAsked};
pub(crate) use evaluate::Asked as EvaluateAsked;
pub(crate) use sample::{Asked as SampleAsked, DrawAsked};
pub(crate) use scheme::{CollectAsked, SheetAsked};
pub(crate) use study::ProgressAsked;

/// What every verb is given.
pub(crate) struct Session {
    /// Wording in the reader's language.
    pub(crate) wording: Wording,
    /// The settings.
    pub(crate) settings: Settings,
    /// Each setting with its origin.
    pub(crate) shown: Vec<Shown>,
}

/// Runs a verb; gives the exit code.
pub(crate) fn run(help: &Wording, command: Command) -> anyhow::Result<u8> {
    let (settings, shown) = settings::read(command.config.as_deref(), &command.flags)?;
    logging::start(&settings.log);
    let language = messages::language(&settings.language).unwrap_or(help.language);
    let session = Session { wording: Wording::new(language), settings, shown };
    match command.verb {
        Verb::Evaluate(asked) => evaluate::run(&session, &asked),
        Verb::Explain { organisation, indicator, run, format } => {
            explain::run(session, (&organisation, &indicator), (&run, &format))
        }
        Verb::Check => check::run(&session),
        Verb::CatalogueList => catalogue::list(&session),
        Verb::CatalogueShow { id } => catalogue::show(&session, &id),
        Verb::CatalogueEffects => catalogue::effects(&session),
        Verb::CatalogueOrigin { id } => catalogue::origin(&session, &id),
        Verb::CatalogueSql(asked) => catalogue::sql(&session, &asked),
        Verb::CatalogueImpact { parameter } => catalogue::impact(&session, &parameter),
        Verb::CatalogueConsent(asked) => catalogue::consent(&session, &asked),
        Verb::CatalogueDiff { before, after, format } => catalogue::diff(&session, (&before, &after), &format),
        Verb::Study(StudyVerb::List { plan, as_of }) => study::list(&session, (plan.as_deref(), as_of.as_deref())),
        Verb::Study(StudyVerb::Diff { plan, as_of }) => study::diff(&session, (plan.as_deref(), as_of.as_deref())),
        Verb::Study(StudyVerb::Progress(asked)) => study::progress(&session, &asked),
        Verb::Scheme(verb) => scheme::run(&session, &verb),
        Verb::SampleMake(asked) => sample::make(&session, &asked),
        Verb::SampleDraw(asked) => sample::draw(&session, &asked),
        Verb::SnapshotCreate { out } => snapshot::create(&session, &out),
        Verb::SnapshotShow { snapshot } => snapshot::show(&session, &snapshot),
        Verb::SnapshotVerify { snapshot } => snapshot::verify(&session, &snapshot),
        Verb::SnapshotDiff { earlier, later } => snapshot::diff(&session, &earlier, &later),
        Verb::Plan { whose, year, format } => plan::run(&session, &whose, (year, &format)),
        Verb::Due { whose, as_of, since, format, shows_done } => {
            due::run(&session, &whose, &due::Request { as_of, since, format, shows_done })
        }
        Verb::ConfigShow => Ok(config::show(&session)),
    }
}

/// Seconds since 1 January 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The day it is now where the machine stands (`TZ`, or the zone of the system; without either, UTC).
fn today() -> Day {
    let date = jiff::ZonedDateTime::now().date();
    Day::new(date.year(), date.month(), date.day()).unwrap_or(Day::from_number(0))
}

/// A day as it was typed, or another if none was.
fn day_or(text: Option<&str>, other: Day) -> anyhow::Result<Day> {
    let Some(text) = text else { return Ok(other) };
    Ok(text.parse().map_err(|_| Stop::new(Message::new("not-a-day").with("text", text)))?)
}

/// An organisation as it is shown: its name and id.
fn named(organisations: &Organisations, id: &OrganisationId) -> String {
    match organisations.get(id).and_then(|organisation| organisation.name.as_deref()) {
        Some(name) => format!("{name} {id}"),
        None => id.to_string(),
    }
}

/// An organisation that the register does not know, with the nearest it does.
fn unknown_organisation(organisations: &Organisations, wanted: &str) -> Stop {
    let stop = Stop::new(Message::new("unknown-organisation").with("id", wanted));
    let by_name = organisations.iter().find(|(_, one)| one.name.as_deref() == Some(wanted)).map(|(id, _)| id.as_str());
    match by_name.or_else(|| nearest(wanted, organisations.iter().map(|(id, _)| id.as_str()))) {
        Some(name) => stop.hint(Message::new("hint-nearest").with("name", name)),
        None => stop,
    }
}

/// An indicator that the catalogue does not know, with the nearest it does.
fn unknown_indicator(catalogue: &Catalogue, wanted: &str) -> Stop {
    if let Some(ready) = catalogue.withheld().values().find(|ready| ready.def.id.as_str() == wanted) {
        let namespace = ready.def.id.namespace();
        let hint = Message::new("hint-sponsor").with("namespace", namespace.as_str()).with("id", wanted);
        return Stop::new(Message::new("withheld-definition").with("id", wanted)).hint(hint);
    }
    let stop =
        Stop::new(Message::new("unknown-definition").with("id", wanted)).hint(Message::new("hint-catalogue-list"));
    let names = catalogue
        .indicators()
        .values()
        .flat_map(|ready| ready.def.code.as_deref().into_iter().chain([ready.def.id.as_str()]));
    stop.nearest(wanted, names)
}
