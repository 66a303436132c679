//! `scheme check`: what is wrong with a scheme, or only odd, before anybody is scored by it.

use super::read;
use crate::{
    commands::{Session, today},
    faults, screen,
};
use changxiao_core::{day::Calendar, message::Message};

pub(super) fn run(session: &Session, wanted: &[String]) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let mut count = 0;
    for wanted in wanted {
        let read = read::schemes(session, wanted)?;
        let schemes = read.ids.iter().filter_map(|id| read.opened.catalogue.schemes().get(id));
        for ready in schemes {
            let table = read::table(ready, Calendar::Year.around(today()))?;
            let said = Message::new("scheme-checked")
                .with("id", &ready.def.id)
                .with("nodes", table.nodes().iter().filter(|node| node.is_scored()).count())
                .with("inputs", table.inputs.len());
            screen::line(wording.say(&said));
        }
        count += faults::print(wording, "heading-scheme-faults", &read.faults);
    }
    Ok(u8::from(count > 0))
}
