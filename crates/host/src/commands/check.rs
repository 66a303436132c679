//! `check`: definitions, plugins and registers, before any run.

use super::{Session, today};
use crate::{departments, faults, inputs, screen};
use changxiao_core::{message::Message, organisations::Organisations};

pub(super) fn run(session: &Session) -> anyhow::Result<u8> {
    let (wording, settings) = (&session.wording, &session.settings);
    let mut opened = departments::open(settings)?;
    let mut found = faults::print(wording, "heading-definition-faults", &opened.faults);
    let catalogue = &opened.catalogue;
    let whole_duties = catalogue.duties().keys().filter(|id| catalogue.measured_duty(id).is_some());
    let said = Message::new("check-definitions")
        .with("departments", catalogue.sources().count())
        .with("indicators", catalogue.indicators().len())
        .with("duties", whole_duties.count());
    screen::line(wording.say(&said));
    if settings.registers.is_empty() {
        screen::line(wording.word("check-no-registers"));
    } else {
        let reading = inputs::registers(&settings.registers, opened.catalogue.contract())?;
        found += inputs::report(wording, &reading);
        let day = today();
        if let Some(table) = reading.registers.table("org") {
            found += opened.settle(wording, (&Organisations::new(Some(table), day), day));
        }
    }
    screen::line(wording.say(&Message::new("check-done").with("count", found)));
    Ok(u8::from(found > 0))
}
