//! What `study` is asked.

use super::{Flags, Verb, sources, text};
use crate::commands::ProgressAsked;
use clap::ArgMatches;

/// What is asked about study plans.
pub(crate) enum StudyVerb {
    /// What plans ask on a day.
    List {
        /// Id or name of a plan.
        plan: Option<String>,
        /// The day.
        as_of: Option<String>,
    },
    /// What departments changed.
    Diff {
        /// Id or name of a plan.
        plan: Option<String>,
        /// The day.
        as_of: Option<String>,
    },
    /// How far plans are carried out.
    Progress(ProgressAsked),
}

pub(super) fn verb(inner: &ArgMatches) -> (Verb, Flags) {
    let written = |inner: &ArgMatches, name| inner.get_one::<String>(name).cloned();
    let of = |inner: &ArgMatches| (written(inner, "plan"), written(inner, "as-of"));
    match inner.subcommand() {
        Some(("progress", inner)) => {
            let ((plan, as_of), period) = (of(inner), text(inner, "period"));
            let (organisation, format) = (written(inner, "organisation"), text(inner, "format"));
            let asked = ProgressAsked { plan, period, as_of, organisation, format };
            (Verb::Study(StudyVerb::Progress(asked)), sources(inner))
        }
        Some(("diff", inner)) => {
            let (plan, as_of) = of(inner);
            (Verb::Study(StudyVerb::Diff { plan, as_of }), sources(inner))
        }
        Some((_, inner)) => {
            let (plan, as_of) = of(inner);
            (Verb::Study(StudyVerb::List { plan, as_of }), sources(inner))
        }
        None => (Verb::ConfigShow, Flags::new()),
    }
}
