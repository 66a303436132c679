//! `config show`: each setting with its origin.

use super::Session;
use crate::{screen, table::table};

pub(super) fn show(session: &Session) -> u8 {
    let wording = &session.wording;
    let header = ["column-key", "column-value", "column-origin"].map(|key| wording.word(key)).to_vec();
    let rows =
        session.shown.iter().map(|one| vec![one.key.clone(), one.value.clone(), wording.say(&one.origin)]).collect();
    screen::line(table(header, rows));
    0
}
