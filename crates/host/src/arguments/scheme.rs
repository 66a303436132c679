//! What `scheme` is asked.

use super::{Flags, Verb, path, sources, text, texts};
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
