//! `scheme`: scoring tables, one file a verb.

mod cards;
mod check;
mod diff;
mod new;
mod read;
mod render;
mod schema;
mod traced;
mod tried;

use super::Session;
use crate::arguments::SchemeVerb;

pub(super) fn run(session: &Session, verb: &SchemeVerb) -> anyhow::Result<u8> {
    match verb {
        SchemeVerb::Check { schemes } => check::run(session, schemes),
        SchemeVerb::Try { scheme, cards, shows_trace } => tried::run(session, scheme, (cards, *shows_trace)),
        SchemeVerb::Render { scheme, format, out } => render::run(session, scheme, (format, out.as_deref())),
        SchemeVerb::Diff { before, after, format } => diff::run(session, (before, after), format),
        SchemeVerb::New { id, out } => new::run(session, id, out.as_deref()),
        SchemeVerb::Schema => schema::run(),
    }
}
