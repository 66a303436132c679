//! The command line. Every text of its help and of its errors stands in the message files.

mod sample;
mod scheme;
mod shape;
mod study;

use crate::{
    commands::{ConsentAsked, DrawAsked, EvaluateAsked, SampleAsked, SqlAsked},
    messages::{self, Wording},
    settings::Flags,
};
use changxiao_core::{fault::nearest, message::Message, text::Language};
use clap::{ArgMatches, error::ContextKind, error::ContextValue, error::ErrorKind};
use config::{Value, ValueKind};
use std::{ffi::OsString, path::PathBuf};

/// What the command line asks for.
pub(crate) struct Command {
    /// File of settings.
    pub(crate) config: Option<PathBuf>,
    /// Settings given as flags.
    pub(crate) flags: Flags,
    /// The verb.
    pub(crate) verb: Verb,
}

/// A verb with what it needs.
pub(crate) enum Verb {
    /// Evaluate registers into a run folder.
    Evaluate(EvaluateAsked),
    /// Explain one number of a run.
    Explain {
        /// Organisation id.
        organisation: String,
        /// Indicator id or code.
        indicator: String,
        /// Run folder.
        run: PathBuf,
        /// `text` or `json`.
        format: String,
    },
    /// Check definitions and registers.
    Check,
    /// List all definitions.
    CatalogueList,
    /// Show one definition.
    CatalogueShow {
        /// Its id or code.
        id: String,
    },
    /// Show what departments changed.
    CatalogueEffects,
    /// Show where a definition comes from and who amends it.
    CatalogueOrigin {
        /// Its id or code.
        id: String,
    },
    /// Write measures as text of SQL.
    CatalogueSql(SqlAsked),
    /// Show what uses a parameter.
    CatalogueImpact {
        /// Its id.
        parameter: String,
    },
    /// Write down the consent to a department.
    CatalogueConsent(ConsentAsked),
    /// What two sets of departments define differently.
    CatalogueDiff {
        /// Departments, joined by commas.
        before: String,
        /// Departments, joined by commas.
        after: String,
        /// `table` or `json`.
        format: String,
    },
    /// The occasions of a year.
    Plan {
        /// Whose.
        whose: Whose,
        /// Year.
        year: i16,
        /// `table`, `json` or `ics`.
        format: String,
    },
    /// What is due on a day.
    Due {
        /// Whose.
        whose: Whose,
        /// The day; today if left out.
        as_of: Option<String>,
        /// First day on which a window may end; a year before if left out.
        since: Option<String>,
        /// `table` or `json`.
        format: String,
        /// Whether the table also shows what is done or exempt.
        shows_done: bool,
    },
    /// Make the registers of a fictional administration.
    SampleMake(SampleAsked),
    /// Draw a sample of organisations or members.
    SampleDraw(DrawAsked),
    /// Something about study plans.
    Study(StudyVerb),
    /// Something with a scheme.
    Scheme(SchemeVerb),
    /// Keep registers as a snapshot.
    SnapshotCreate {
        /// Folder in which the snapshot gets a folder of its own.
        out: PathBuf,
    },
    /// Show what a snapshot holds.
    SnapshotShow {
        /// Its folder.
        snapshot: PathBuf,
    },
    /// Compare a snapshot with its manifest.
    SnapshotVerify {
        /// Its folder.
        snapshot: PathBuf,
    },
    /// Compare two snapshots.
    SnapshotDiff {
        /// The earlier one.
        earlier: PathBuf,
        /// The later one.
        later: PathBuf,
    },
    /// Show the settings with their origin.
    ConfigShow,
}

pub(crate) use scheme::SchemeVerb;
pub(crate) use study::StudyVerb;

/// Whose occasions are asked for, as typed.
pub(crate) enum Whose {
    /// `ORGANISATION/ROLE`.
    Post(String),
    /// Organisation id.
    Organisation(String),
    /// All of them.
    Everybody,
}

/// What became of the command line.
pub(crate) enum Read {
    /// A command.
    Command(Box<Command>),
    /// A text to show, and the exit code.
    Shown(String, u8),
}

/// The language of the command line: `--lang`, else `CHANGXIAO__LANGUAGE`, else the locale. The file of settings is read
/// later; a language set there holds for all but the help.
pub(crate) fn language(arguments: &[OsString]) -> Language {
    let texts: Vec<String> = arguments.iter().map(|text| text.to_string_lossy().into_owned()).collect();
    let position = texts.iter().position(|text| text == "--lang");
    let after = position.and_then(|position| texts.get(position + 1)).cloned();
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang=").map(str::to_owned));
    let asked =
        after.or(joined).or_else(|| std::env::var("CHANGXIAO__LANGUAGE").ok()).unwrap_or_else(|| "auto".to_owned());
    messages::language(&asked).or_else(|| messages::language("auto")).unwrap_or(Language::Chinese)
}

/// Reads the command line.
pub(crate) fn read(wording: &Wording, arguments: &[OsString]) -> Read {
    match shape::command(wording).try_get_matches_from(arguments) {
        Ok(matches) => Read::Command(Box::new(command(&matches))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Read::Shown(help(wording, &error), 0),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Read::Shown(help(wording, &error), 2),
            _ => Read::Shown(worded(wording, &error, arguments), 2),
        },
    }
}

/// Help, with the one word in it that the command-line library writes itself.
fn help(wording: &Wording, error: &clap::Error) -> String {
    error.to_string().replace("[OPTIONS]", &format!("[{}]", wording.word("help-options")))
}

/// An error of the command line in the reader's language, with the nearest name or the command that shows the help.
fn worded(wording: &Wording, error: &clap::Error, arguments: &[OsString]) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let mut near =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue].map(context);
    let message = match error.kind() {
        ErrorKind::MissingRequiredArgument => Message::new("argument-missing").with("argument", argument),
        ErrorKind::MissingSubcommand => Message::new("argument-no-command"),
        ErrorKind::InvalidSubcommand => {
            Message::new("argument-unknown-command").with("value", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Message::new("argument-without-value").with("argument", argument)
        }
        ErrorKind::InvalidValue => {
            let known = context(ContextKind::ValidValue);
            let names: Vec<&str> = known.split(", ").collect();
            if let Some(name) = nearest(&value, names) {
                near = [name.to_owned(), String::new(), String::new()];
            }
            Message::new("argument-invalid-value-known")
                .with("argument", argument)
                .with("value", value)
                .with("known", known.clone())
        }
        ErrorKind::ValueValidation => {
            Message::new("argument-invalid-value").with("argument", argument).with("value", value)
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => Message::new("argument-twice").with("argument", argument),
            other => Message::new("argument-conflict").with("argument", argument).with("other", other),
        },
        _ => Message::new("argument-unknown").with("argument", argument),
    };
    let hint = match near.iter().find(|name| !name.is_empty()) {
        Some(name) => Message::new("hint-nearest").with("name", name.as_str()),
        None => Message::new("hint-help").with("command", shape::command_of(arguments)),
    };
    let hint = Message::new("hint-line").with("what", hint);
    let line = Message::new("error-line").with("what", message);
    format!("{}\n\n{}\n", wording.say(&line), wording.say(&hint))
}

fn command(matches: &ArgMatches) -> Command {
    let (verb, flags) = match matches.subcommand() {
        Some(("evaluate", inner)) => (evaluate(inner), sources(inner)),
        Some(("explain", inner)) => {
            let [organisation, indicator] = ["organisation", "indicator"].map(|name| text(inner, name));
            let (run, format) = (path(inner, "run"), text(inner, "format"));
            (Verb::Explain { organisation, indicator, run, format }, sources(inner))
        }
        Some(("check", inner)) => (Verb::Check, sources(inner)),
        Some(("plan", inner)) => {
            let year = inner.get_one::<i16>("year").copied().unwrap_or_default();
            (Verb::Plan { whose: whose(inner), year, format: text(inner, "format") }, sources(inner))
        }
        Some(("due", inner)) => (due(inner), sources(inner)),
        Some(("catalogue", inner)) => match inner.subcommand() {
            Some(("show", inner)) => (Verb::CatalogueShow { id: text(inner, "id") }, sources(inner)),
            Some(("origin", inner)) => (Verb::CatalogueOrigin { id: text(inner, "id") }, sources(inner)),
            Some(("impact", inner)) => (Verb::CatalogueImpact { parameter: text(inner, "parameter") }, sources(inner)),
            Some(("sql", inner)) => (Verb::CatalogueSql(sql(inner)), sources(inner)),
            Some(("consent", inner)) => (consent(inner), sources(inner)),
            Some(("diff", inner)) => {
                let [before, after, format] = ["before", "after", "format"].map(|name| text(inner, name));
                (Verb::CatalogueDiff { before, after, format }, Flags::new())
            }
            Some(("effects", inner)) => (Verb::CatalogueEffects, sources(inner)),
            Some((_, inner)) => (Verb::CatalogueList, sources(inner)),
            None => (Verb::CatalogueList, Flags::new()),
        },
        Some(("study", inner)) => study::verb(inner),
        Some(("scheme", inner)) => scheme::verb(inner),
        Some(("sample", inner)) => sample::verb(inner),
        Some(("snapshot", inner)) => match inner.subcommand() {
            Some(("create", inner)) => (Verb::SnapshotCreate { out: path(inner, "into") }, sources(inner)),
            Some(("verify", inner)) => (Verb::SnapshotVerify { snapshot: path(inner, "snapshot") }, Flags::new()),
            Some(("diff", inner)) => {
                (Verb::SnapshotDiff { earlier: path(inner, "earlier"), later: path(inner, "later") }, Flags::new())
            }
            Some((_, inner)) => (Verb::SnapshotShow { snapshot: path(inner, "snapshot") }, Flags::new()),
            None => (Verb::ConfigShow, Flags::new()),
        },
        _ => (Verb::ConfigShow, Flags::new()),
    };
    let mut all = flags;
    for (flag, key) in [("lang", "language"), ("log", "log.format"), ("log-level", "log.level")] {
        if let Some(value) = matches.get_one::<String>(flag) {
            all.push((key, Value::from(value.as_str())));
        }
    }
    Command { config: matches.get_one::<PathBuf>("config").cloned(), flags: all, verb }
}

fn evaluate(inner: &ArgMatches) -> Verb {
    Verb::Evaluate(EvaluateAsked {
        period: text(inner, "period"),
        as_of: inner.get_one::<String>("as-of").cloned(),
        out: path(inner, "out"),
        fail_on: texts(inner, "fail-on"),
        show: texts(inner, "show"),
        earlier: paths(inner, "earlier"),
        cards: paths(inner, "person-cards"),
    })
}

fn sql(inner: &ArgMatches) -> SqlAsked {
    let written = |name| inner.get_one::<String>(name).cloned();
    SqlAsked {
        ids: texts(inner, "ids"),
        period: written("period"),
        as_of: written("as-of"),
        dialect: text(inner, "dialect"),
        has_tables: inner.get_flag("tables"),
        has_steps: inner.get_flag("steps"),
    }
}

fn consent(inner: &ArgMatches) -> Verb {
    Verb::CatalogueConsent(ConsentAsked {
        namespace: text(inner, "namespace"),
        by: text(inner, "by"),
        on: inner.get_one::<String>("on").cloned(),
        sponsors: texts(inner, "sponsor"),
    })
}

fn due(inner: &ArgMatches) -> Verb {
    let day = |name| inner.get_one::<String>(name).cloned();
    let (as_of, since) = (day("as-of"), day("since"));
    Verb::Due { whose: whose(inner), as_of, since, format: text(inner, "format"), shows_done: inner.get_flag("done") }
}

fn whose(inner: &ArgMatches) -> Whose {
    match (inner.get_one::<String>("post"), inner.get_one::<String>("organisation")) {
        (Some(post), _) => Whose::Post(post.clone()),
        (None, Some(organisation)) => Whose::Organisation(organisation.clone()),
        (None, None) => Whose::Everybody,
    }
}

/// The flags that say where definitions and registers come from.
fn sources(inner: &ArgMatches) -> Flags {
    let mut flags = Flags::new();
    for (flag, key) in
        [("registers", "registers"), ("pack", "packs"), ("plugin", "plugins"), ("scheme-file", "schemes")]
    {
        let Ok(Some(paths)) = inner.try_get_many::<PathBuf>(flag) else { continue };
        let values = paths.map(|path| Value::from(path.to_string_lossy().as_ref())).collect();
        flags.push((key, Value::new(None, ValueKind::Array(values))));
    }
    if let Ok(Some(folder)) = inner.try_get_one::<PathBuf>("baseline") {
        flags.push(("baseline", Value::from(folder.to_string_lossy().as_ref())));
    }
    if let Ok(Some(file)) = inner.try_get_one::<PathBuf>("lock") {
        flags.push(("lock", Value::from(file.to_string_lossy().as_ref())));
    }
    if let Ok(Some(true)) = inner.try_get_one::<bool>("locked") {
        flags.push(("locked", Value::from(true)));
    }
    flags
}

fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one::<String>(name).cloned().unwrap_or_default()
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

fn paths(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>(name).into_iter().flatten().cloned().collect()
}

fn path(matches: &ArgMatches, name: &str) -> PathBuf {
    matches.get_one::<PathBuf>(name).cloned().unwrap_or_default()
}
