//! Why an item was decided so where no look says how much was found and needed: the part of its test that does not hold,
//! the condition that nobody can answer, the part of the period for which something is owed. And what would change it.

use super::{
    OutOfRange,
    explain::{first_false, why_not},
    frame::{Frame, number},
};
use crate::{
    count::Change,
    day::Period,
    expression::{Checked, CheckedKind, Function},
    fraction::Fraction,
    measure::{Measure, Written},
    message::Message,
    tally::Class,
};

/// The part of the test of a missed item that does not hold, with the value that stands there.
pub(super) fn missed(frame: &Frame<'_, '_>, measure: &Measure) -> Result<[Message; 2], OutOfRange> {
    let due = Message::new("reason-due").with("due", frame.due);
    Ok([due, why_not(frame, Some(&measure.numerator))?])
}

/// The conditions that decide whether an item belongs, and that nobody can answer.
pub(super) fn not_answered(frame: &Frame<'_, '_>, measure: &Measure) -> Result<Vec<Message>, OutOfRange> {
    let said = |written: &Written| Message::new("reason-not-answered").with("condition", written.text.as_str());
    Ok(unanswered(frame, measure)?.into_iter().map(said).collect())
}

fn unanswered<'m>(frame: &Frame<'_, '_>, measure: &'m Measure) -> Result<Vec<&'m Written>, OutOfRange> {
    let amounts = measure.denominator.is_some();
    let conditions = [measure.only.as_ref(), measure.exclude.as_ref().filter(|_| !amounts), measure.except.as_ref()];
    let is_open = |written: &&Written| frame.truth(&written.checked).map(|truth| truth.is_none());
    let mut open = Vec::new();
    for written in conditions.into_iter().flatten() {
        if is_open(&written)? {
            open.push(written);
        }
    }
    Ok(open)
}

/// That something is owed for a part of the period only, if the test counts days: the exact fraction of days.
pub(super) fn pro_rata(
    frame: &Frame<'_, '_>,
    measure: &Measure,
    period: Period,
) -> Result<Option<Message>, OutOfRange> {
    let whole = Fraction::from(period.days());
    let mut part = None;
    for node in days_counted(&measure.numerator.checked) {
        let days = number(&frame.value(node)?).known();
        part = days.filter(|days| *days < whole).or(part);
    }
    Ok(part.map(|part| Message::new("reason-pro-rata").with("part", part).with("whole", whole)))
}

/// The places of a test where days are counted.
fn days_counted(node: &Checked) -> Vec<&Checked> {
    match &node.kind {
        CheckedKind::Call(Function::Days, _) => vec![node],
        _ => node.parts().into_iter().flat_map(days_counted).collect(),
    }
}

/// The change of the item's own record that meets it: what would have to be so, or to be found out.
pub(super) fn change(frame: &Frame<'_, '_>, measure: &Measure, class: Class) -> Result<Option<Change>, OutOfRange> {
    let numerator = &measure.numerator;
    let of = |key: &str, amount: Fraction, condition: &str| {
        Some(Change { amount, message: Message::new(key).with("condition", condition) })
    };
    Ok(match class {
        Class::Missed => {
            let part = first_false(frame, &numerator.checked)?;
            let text = numerator.text.get(part.at.clone()).unwrap_or(&numerator.text);
            of("change-so", Fraction::ONE, text)
        }
        Class::Unknown => of("change-find-out", Fraction::ZERO, &numerator.text),
        Class::Open => {
            let open = unanswered(frame, measure)?;
            of("change-find-out", Fraction::ZERO, open.first().map_or(numerator.text.as_str(), |one| one.text.as_str()))
        }
        _ => None,
    })
}
