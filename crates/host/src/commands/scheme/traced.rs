//! The trace of a score as a table: what each line brings, what it rests on, and a sum that is the score.

use crate::{messages::Wording, table::table as shown};
use changxiao_core::{definition::scheme::AskDef, fraction::Fraction, message::Message};
use changxiao_engine::scheme::{Applies, Input, Line, LineKind, Table, Value};

/// The table of a trace.
pub(in crate::commands) fn text(wording: &Wording, table: &Table, lines: &[Line]) -> String {
    let header = ["trace-code", "trace-name", "trace-quantity", "trace-printed", "trace-points", "trace-brings"];
    let mut header: Vec<String> = header.map(|key| wording.word(key)).to_vec();
    let has_clauses = lines.iter().any(|line| line.clause.is_some());
    if has_clauses {
        header.push(wording.word("trace-clause"));
    }
    let full = |line: &Line| {
        let mut row = row(wording, table, line);
        let clause = line
            .clause
            .as_ref()
            .map(|clause| format!("{} {}", wording.text(&clause.regulation), wording.text(&clause.article)));
        row.extend(has_clauses.then(|| clause.unwrap_or_default()));
        row
    };
    shown(header, lines.iter().map(full).collect())
}

fn row(wording: &Wording, table: &Table, line: &Line) -> Vec<String> {
    let is_own = line.points.is_some();
    let name = if is_own { wording.text(&line.name).to_owned() } else { wording.word(kind(line.kind)) };
    let inputs: Vec<&Input> = line.inputs.iter().filter_map(|input| table.inputs.get(*input)).collect();
    let quantity = line.quantity.as_ref().map(|quantity| match inputs.as_slice() {
        [input] => value(wording, input, quantity),
        _ => quantity.to_string(),
    });
    let quantity = source(wording, table, &inputs, quantity.unwrap_or_default());
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

/// A value as people say it: yes and no, words by what they are called.
pub(in crate::commands) fn value(wording: &Wording, input: &Input, value: &Value) -> String {
    let number = value.amount().and_then(|amount| amount.known());
    match (input.asked.as_ref().map(|asked| (&asked.ask, &asked.words)), value) {
        (_, Value::Absent) => wording.word("trace-not-applicable"),
        (Some((AskDef::YesNo, _)), _) => match number {
            Some(Fraction::ZERO) => wording.word("trace-no"),
            Some(_) => wording.word("trace-yes"),
            None => wording.word("trace-not-known"),
        },
        (Some((_, words)), Value::Word(Some(word))) => {
            let named = words.iter().find(|(known, _)| known.as_str() == word.as_ref());
            named.map_or_else(|| word.to_string(), |(_, text)| wording.text(text).to_owned())
        }
        (_, Value::Number(amount)) if !amount.is_known() && (amount.least.is_none() || amount.most.is_none()) => {
            wording.word("trace-not-known")
        }
        (_, Value::Word(None)) => wording.word("trace-not-known"),
        _ => value.to_string(),
    }
}

/// A quantity with where it comes from.
fn source(wording: &Wording, table: &Table, inputs: &[&Input], quantity: String) -> String {
    let input = match inputs {
        [] => return quantity,
        [input] => input,
        many => {
            let from = Message::new("trace-computed").with("count", many.len());
            return wording.say(&Message::new("trace-answered").with("by", from).with("quantity", quantity));
        }
    };
    let by = input.asked.as_ref().and_then(|asked| table.assessor(asked.by.as_deref()?));
    let from = match (by, &input.def) {
        (Some(by), _) => Message::said(by.name.clone()),
        (None, def) if def.indicator.is_some() => {
            let id = def.indicator.as_ref().map(ToString::to_string).unwrap_or_default();
            Message::new("trace-indicator").with("id", id)
        }
        (None, def) if def.measure.is_some() => Message::new("trace-registers"),
        (None, def) if def.vote.is_some() => Message::new("trace-vote"),
        (None, def) if def.scheme.is_some() => Message::new("trace-scheme"),
        (None, def) if def.earlier.is_some() => Message::new("trace-earlier"),
        (None, def) if def.org.is_some() => Message::new("trace-org"),
        (None, _) => Message::new("trace-nobody"),
    };
    wording.say(&Message::new("trace-answered").with("by", from).with("quantity", quantity))
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
