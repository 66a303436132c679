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
}

pub(super) fn verb(inner: &ArgMatches) -> (Verb, Flags) {
    let (verb, inner) = match inner.subcommand() {
        Some(("try", inner)) => {
            let shows_trace = inner.get_flag("trace");
            (SchemeVerb::Try { scheme: text(inner, "scheme"), cards: path(inner, "cards"), shows_trace }, inner)
        }
        Some((_, inner)) => (SchemeVerb::Check { schemes: texts(inner, "scheme") }, inner),
        None => return (Verb::ConfigShow, Flags::new()),
    };
    (Verb::Scheme(verb), sources(inner))
}
