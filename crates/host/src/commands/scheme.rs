//! `scheme`: scoring tables, one file a verb.

mod asked;
mod beside;
pub(super) mod cards;
mod check;
mod collect;
mod read;
mod sheet;
pub(super) mod traced;
mod tried;

pub(super) use check::rests;
pub(super) use tried::result_cells;

use super::Session;
use crate::arguments::SchemeVerb;

pub(crate) use collect::CollectAsked;
pub(crate) use sheet::SheetAsked;

pub(super) fn run(session: &Session, verb: &SchemeVerb) -> anyhow::Result<u8> {
    match verb {
        SchemeVerb::Check { schemes } => check::run(session, schemes),
        SchemeVerb::Sheet(asked) => sheet::run(session, asked),
        SchemeVerb::Collect(asked) => collect::run(session, asked),
        SchemeVerb::Try { scheme, cards, shows_trace } => tried::run(session, scheme, (cards, *shows_trace)),
    }
}
