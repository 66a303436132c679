//! The trace of a score as a table: what each line brings, what it rests on, and a sum that is the score.

use crate::{messages::Wording, table::table as shown};
use changxiao_core::message::Message;
use changxiao_engine::scheme::{Applies, Line, LineKind, Table};

/// The table of a trace.
pub(in crate::commands) fn text(wording: &Wording, table: &Table, lines: &[Line]) -> String {
    let header = ["trace-code", "trace-name", "trace-quantity", "trace-printed", "trace-points", "trace-brings"];
    let rows = lines.iter().map(|line| row(wording, table, line)).collect();
    shown(header.map(|key| wording.word(key)).to_vec(), rows)
}

fn row(wording: &Wording, table: &Table, line: &Line) -> Vec<String> {
    let is_own = line.points.is_some();
    let name = if is_own { wording.text(&line.name).to_owned() } else { wording.word(kind(line.kind)) };
    let quantity = line.quantity.as_ref().map(|quantity| quantity.to_string()).unwrap_or_default();
    let asked = line.inputs.iter().filter_map(|input| table.inputs.get(*input));
    let by = asked.filter_map(|input| table.assessor(input.asked.as_ref()?.by.as_deref()?)).next();
    let quantity = match by {
        Some(by) => wording.say(&Message::new("trace-answered").with("by", by.name.clone()).with("quantity", quantity)),
        None => quantity,
    };
    let points = line.points.as_ref().map(|points| match points.applies {
        Applies::No => wording.word("trace-not-applicable"),
        Applies::Yes | Applies::Maybe => points.amount.to_string(),
    });
    vec![
        if is_own { line.code.clone() } else { String::new() },
        format!("{}{name}", "  ".repeat(line.depth)),
        quantity,
        line.printed.map(|printed| printed.to_string()).unwrap_or_default(),
        points.unwrap_or_default(),
        line.brings.to_string(),
    ]
}

/// Key of the words for an adjustment.
fn kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Item | LineKind::Atom => "trace-part",
        LineKind::Start => "trace-start",
        LineKind::Shared => "trace-shared",
        LineKind::Combined => "trace-combined",
        LineKind::Floor => "trace-floor",
        LineKind::Cap => "trace-cap",
        LineKind::Zero => "trace-zero",
        LineKind::Rounding => "trace-rounding",
        LineKind::Veto => "trace-veto",
    }
}
