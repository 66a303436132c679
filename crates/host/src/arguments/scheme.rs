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
    /// Write assessors' sheets.
    Sheet(SheetAsked),
    /// Read filled sheets.
    Collect(CollectAsked),
}

pub(super) fn verb(inner: &ArgMatches) -> (Verb, Flags) {
    let (verb, inner) = match inner.subcommand() {
        Some(("try", inner)) => {
            let shows_trace = inner.get_flag("trace");
            (SchemeVerb::Try { scheme: text(inner, "scheme"), cards: path(inner, "cards"), shows_trace }, inner)
        }
        Some(("sheet", inner)) => (SchemeVerb::Sheet(sheet(inner)), inner),
        Some(("collect", inner)) => (SchemeVerb::Collect(collect(inner)), inner),
        Some((_, inner)) => (SchemeVerb::Check { schemes: texts(inner, "scheme") }, inner),
        None => return (Verb::ConfigShow, Flags::new()),
    };
    (Verb::Scheme(verb), sources(inner))
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
