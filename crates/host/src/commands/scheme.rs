//! `scheme`: scoring tables, one file a verb.

pub(super) mod cards;
mod check;
mod read;
pub(super) mod traced;
mod tried;

pub(super) use tried::result_cells;

use super::Session;
use crate::arguments::SchemeVerb;

pub(super) fn run(session: &Session, verb: &SchemeVerb) -> anyhow::Result<u8> {
    match verb {
        SchemeVerb::Check { schemes } => check::run(session, schemes),
        SchemeVerb::Try { scheme, cards, shows_trace } => tried::run(session, scheme, (cards, *shows_trace)),
    }
}
