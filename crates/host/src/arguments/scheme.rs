//! What `scheme` is asked.

use super::{Flags, Verb, path, sources, text, texts};
use crate::commands::{CollectAsked, SheetAsked};
use clap::ArgMatches;
use std::path::PathBuf;

/// A verb of `scheme`.
pub(crate) enum SchemeVerb {
    /// Look for what is wrong with schemes.
    Check {
        /// Files, or ids in the catalogue.
        schemes: Vec<String>,
    },
    /// Score cards filled by hand.
    Try {
        /// File, or id in the catalogue.
        scheme: String,
        /// File of cards.
        cards: PathBuf,
        /// Whether each card is followed by its trace.
        shows_trace: bool,
    },
    /// Print the table of a scheme.
    Render {
        /// File, or id in the catalogue.
        scheme: String,
        /// `markdown` or `xlsx`.
        format: String,
        /// File to write; left out: standard output.
        out: Option<PathBuf>,
    },
    /// What two schemes say differently.
    Diff {
        /// File, or id in the catalogue.
        before: String,
        /// File, or id in the catalogue.
        after: String,
        /// `table` or `json`.
        format: String,
    },
    /// Begin a scheme.
    New {
        /// Its id.
        id: String,
        /// File to write; left out: standard output.
        out: Option<PathBuf>,
    },
    /// Print the schema of scheme files, for editors.
    Schema,
    /// Write assessors' sheets.
    Sheet(SheetAsked),
    /// Read filled sheets.
    Collect(CollectAsked),
}

pub(super) fn verb(inner: &ArgMatches) -> (Verb, Flags) {
    let Some((name, inner)) = inner.subcommand() else { return (Verb::ConfigShow, Flags::new()) };
    let verb = match name {
        "try" => {
            let shows_trace = inner.get_flag("trace");
            SchemeVerb::Try { scheme: text(inner, "scheme"), cards: path(inner, "cards"), shows_trace }
        }
        "render" => {
            SchemeVerb::Render { scheme: text(inner, "scheme"), format: text(inner, "format"), out: out(inner) }
        }
        "sheet" => SchemeVerb::Sheet(sheet(inner)),
        "collect" => SchemeVerb::Collect(collect(inner)),
        "diff" => SchemeVerb::Diff {
            before: text(inner, "before"),
            after: text(inner, "after"),
            format: text(inner, "format"),
        },
        "new" => return (Verb::Scheme(SchemeVerb::New { id: text(inner, "id"), out: out(inner) }), Flags::new()),
        "schema" => return (Verb::Scheme(SchemeVerb::Schema), Flags::new()),
        _ => SchemeVerb::Check { schemes: texts(inner, "scheme") },
    };
    (Verb::Scheme(verb), sources(inner))
}

/// File to write, if one is given.
fn out(inner: &ArgMatches) -> Option<PathBuf> {
    inner.get_one::<PathBuf>("into").cloned()
}

fn sheet(inner: &ArgMatches) -> SheetAsked {
    let [scheme, period] = ["scheme", "period"].map(|name| text(inner, name));
    let [organisations, assessors] = ["organisation", "assessor"].map(|name| texts(inner, name));
    let [as_of, return_to] = ["as-of", "return-to"].map(|name| inner.get_one(name).cloned());
    SheetAsked { scheme, period, as_of, organisations, assessors, return_to, out: path(inner, "out") }
}

fn collect(inner: &ArgMatches) -> CollectAsked {
    let [scheme, period] = ["scheme", "period"].map(|name| text(inner, name));
    let [organisations, fail_on] = ["organisation", "fail-on"].map(|name| texts(inner, name));
    let sheets = inner.get_many::<PathBuf>("sheets").into_iter().flatten().cloned().collect();
    let (on, out) = (inner.get_one("on").cloned(), path(inner, "out"));
    CollectAsked { sheets, scheme, period, organisations, on, out, fail_on }
}
