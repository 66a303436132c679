//! What registers already show beside each question of a sheet: the scheme's quantities from records, as an evaluation
//! finds them.

use super::{asked::Asked, traced};
use crate::{commands::Session, departments::Opened, faults};
use changxiao_core::{day::Day, id::OrganisationId, message::Message};
use changxiao_engine::{
    evaluation::Span,
    scheme::{Beside, score_all},
};
use std::collections::BTreeMap;

/// By organisation and the key of a question.
pub(super) type ShownBeside = BTreeMap<(OrganisationId, String), String>;

/// What stands beside the questions, as of a day. Where nothing does, nothing is computed.
pub(super) fn shown(session: &Session, mut opened: Opened, (whole, as_of): (&Asked, Day)) -> ShownBeside {
    let (wording, table) = (&session.wording, &whole.table);
    let beside = table.beside();
    if beside.is_empty() {
        return ShownBeside::new();
    }
    opened.settle(wording, (&whole.organisations, as_of));
    let read = (&opened.catalogue, &whole.reading.registers, None);
    let span = Span { period: table.period, as_of };
    let (results, found) = score_all(read, span, &Beside::default(), &mut opened.plugins);
    faults::print(wording, "heading-scheme-faults", &found);
    let Some(result) = results.get(&table.def.id) else { return ShownBeside::new() };
    let mut shown = ShownBeside::new();
    for card in &result.cards {
        for (key, places) in &beside {
            let lines = places.iter().filter_map(|at| {
                let (input, value) = table.inputs.get(*at).zip(card.values.get(*at))?;
                let value = traced::value(wording, input, value);
                Some(wording.say(&Message::new("sheet-shown").with("name", input.name.clone()).with("value", value)))
            });
            let lines: Vec<String> = lines.collect();
            shown.insert((OrganisationId::from(card.whose.as_str()), (*key).to_owned()), lines.join("\n"));
        }
    }
    shown
}
