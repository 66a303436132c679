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
        let (schemes, mut found) = read::schemes(session, wanted)?;
        for scheme in schemes {
            match scheme.compiled(Calendar::Year.around(today())) {
                Ok(table) => {
                    let said = Message::new("scheme-checked")
                        .with("id", &scheme.def.id)
                        .with("nodes", table.nodes().iter().filter(|node| node.is_scored()).count())
                        .with("inputs", table.inputs.len());
                    screen::line(wording.say(&said));
                }
                Err(faults) => found.extend(faults),
            }
        }
        count += faults::print(wording, "heading-scheme-faults", &found);
    }
    Ok(u8::from(count > 0))
}
