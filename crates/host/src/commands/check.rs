//! `check`: definitions, plugins and registers, before any run.

use super::{Session, now, today};
use crate::{departments, faults, inputs, screen};
use changxiao_core::{message::Message, organisations::Organisations};

pub(super) fn run(session: &Session) -> anyhow::Result<u8> {
    let (wording, settings) = (&session.wording, &session.settings);
    let mut opened = departments::open(settings)?;
    let mut found = faults::print(wording, "heading-definition-faults", &opened.faults);
    let said = Message::new("check-definitions")
        .with("departments", opened.catalogue.sources().count())
        .with("indicators", opened.catalogue.indicators().len())
        .with("duties", opened.catalogue.duties().len());
    screen::line(wording.say(&said));
    if settings.registers.is_empty() {
        screen::line(wording.word("check-no-registers"));
    } else {
        let reading = inputs::registers(&settings.registers, opened.catalogue.contract())?;
        found += inputs::report(wording, &reading);
        let day = today(now());
        if let Some(table) = reading.registers.table("org") {
            found += opened.settle(wording, (&Organisations::new(Some(table), day), day));
        }
    }
    screen::line(wording.say(&Message::new("check-done").with("count", found)));
    Ok(u8::from(found > 0))
}
