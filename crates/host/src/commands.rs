//! The verbs, one file each.

mod catalogue;
mod check;
mod config;
mod evaluate;
mod explain;
mod plan;

use crate::{
    arguments::{Command, Verb},
    errors::Stop,
    logging,
    messages::{self, Wording},
    settings::{self, Settings, Shown},
};
use changxiao_core::{fault::nearest, id::OrganisationId, message::Message, organisations::Organisations};
use changxiao_engine::catalogue::Catalogue;

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
        Verb::Evaluate { period, as_of, out, fail_on, show } => {
            let asked = evaluate::Asked { period, as_of, out, fail_on, show };
            evaluate::run(&session, &asked)
        }
        Verb::Explain { organisation, indicator, run } => explain::run(session, (&organisation, &indicator), &run),
        Verb::Check => check::run(&session),
        Verb::CatalogueList => catalogue::list(&session),
        Verb::CatalogueShow { id } => catalogue::show(&session, &id),
        Verb::CatalogueEffects => catalogue::effects(&session),
        Verb::CatalogueOrigin { id } => catalogue::origin(&session, &id),
        Verb::CatalogueImpact { parameter } => catalogue::impact(&session, &parameter),
        Verb::Plan { post, year } => plan::run(&session, &post, year),
        Verb::ConfigShow => Ok(config::show(&session)),
    }
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
    let stop = Stop::new(Message::new("unknown-definition").with("id", wanted));
    let names = catalogue
        .indicators()
        .values()
        .flat_map(|ready| ready.def.code.as_deref().into_iter().chain([ready.def.id.as_str()]));
    match nearest(wanted, names) {
        Some(name) => stop.hint(Message::new("hint-nearest").with("name", name)),
        None => stop.hint(Message::new("hint-catalogue-list")),
    }
}
