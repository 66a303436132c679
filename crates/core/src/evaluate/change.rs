//! The smallest change of the registers that meets an item, where its test asks that one look reach a number.

use super::{
    OutOfRange,
    explain::taken_from,
    frame::Frame,
    item::Ask,
    look::{Found, found_number},
    population::Counted,
    value::{Between, Value},
};
use crate::{
    count::Change,
    expression::{Checked, CheckedKind, Comparison},
    fraction::Fraction,
    measure::{Measure, Take},
    message::Message,
    tally::Class,
    text::Text,
};

/// What a look would have to find.
pub(super) struct Needed {
    /// Position of the look.
    pub(super) look: usize,
    /// The least that meets the test.
    pub(super) amount: Fraction,
}

/// The least number a look would have to find so that the test holds: the test is a line in it, so two points tell.
pub(super) fn needed(
    frame: &Frame<'_, '_>,
    measure: &Measure,
    found: &[(&str, Found)],
) -> Result<Option<Needed>, OutOfRange> {
    let CheckedKind::Compare(Comparison::AtLeast | Comparison::Above, left, right) = &measure.numerator.checked.kind
    else {
        return Ok(None);
    };
    for (position, (name, _)) in found.iter().enumerate() {
        let distance = |amount| distance(frame, (left, right), (found, name, amount));
        let (Some(at_zero), Some(at_one)) = (distance(Fraction::ZERO)?, distance(Fraction::ONE)?) else { continue };
        let slope = at_one.minus(at_zero).ok_or(OutOfRange)?;
        if slope <= Fraction::ZERO {
            continue;
        }
        let exact = at_zero.negative().over(slope).ok_or(OutOfRange)?;
        let step = match measure.looks.get(position).map(|look| &look.take) {
            Some(Take::Count) => Fraction::ONE,
            _ => Fraction::from_hundredths(1),
        };
        let steps = exact.over(step).ok_or(OutOfRange)?.ceiling();
        let amount = Fraction::new(steps, 1).and_then(|steps| steps.times(step)).ok_or(OutOfRange)?;
        if with_look(frame, (found, name, amount), |frame| frame.truth(&measure.numerator.checked))? == Some(true) {
            return Ok(Some(Needed { look: position, amount }));
        }
    }
    Ok(None)
}

type Supposed<'s> = (&'s [(&'s str, Found)], &'s str, Fraction);

fn with_look<T>(frame: &Frame<'_, '_>, (found, name, amount): Supposed<'_>, answer: impl Fn(&Frame<'_, '_>) -> T) -> T {
    let supposed = |(known, found): &(&str, Found)| {
        if *known == name { Value::Number(Between::exactly(amount)) } else { found.value.clone() }
    };
    let looks: Vec<(&str, Value)> = found.iter().map(|one| (one.0, supposed(one))).collect();
    answer(&frame.with(&looks))
}

fn distance(
    frame: &Frame<'_, '_>,
    (left, right): (&Checked, &Checked),
    supposed: Supposed<'_>,
) -> Result<Option<Fraction>, OutOfRange> {
    let values = with_look(frame, supposed, |frame| Ok((frame.value(left)?, frame.value(right)?)))?;
    match values {
        (Value::Number(left), Value::Number(right)) => match (left.known(), right.known()) {
            (Some(left), Some(right)) => left.minus(right).map(Some).ok_or(OutOfRange),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

/// The smallest change for an item that is missed, or whose sheet has not arrived.
pub(super) fn change(
    ask: &Ask<'_, '_>,
    counted: &Counted,
    (class, found, needed): (Class, &[(&str, Found)], Option<Needed>),
) -> Option<Change> {
    if matches!(class, Class::Unknown | Class::Open) {
        return find_out(ask, found);
    }
    let needed = needed.filter(|_| class == Class::Missed)?;
    let look = ask.measure.looks.get(needed.look)?;
    let (_, found) = found.get(needed.look)?;
    let amount = needed.amount.minus(found_number(found).least?)?;
    // A look with days of its own asks for a record on one of them; if nobody knows them, on one of the item's.
    let days = if found.window.stretches().is_empty() { &counted.window } else { &found.window };
    let (first, last) = (days.stretches().first()?.from(), days.stretches().last()?.last());
    let name = name(ask, &look.register);
    let unit = look.unit.clone().unwrap_or_else(|| name.clone());
    let message = Message::new("change-record").with("amount", amount).with("unit", unit).with("register", name);
    let message = message.with("from", first).with("last", last);
    Some(Change { amount, message })
}

fn name(ask: &Ask<'_, '_>, register: &str) -> Text {
    ask.evaluator.reader.contract.kind(register).map(|kind| kind.name.clone()).unwrap_or_default()
}

/// What has to be handed in or filled in before anybody knows.
fn find_out(ask: &Ask<'_, '_>, found: &[(&str, Found)]) -> Option<Change> {
    let looks = ask.measure.looks.iter().zip(found);
    let message = looks.into_iter().find_map(|(look, (_, found))| {
        let name = name(ask, &look.register);
        match found.missing.stretches().first() {
            Some(stretch) => {
                let message =
                    Message::new("change-hand-in").with("register", name).with("organisation", ask.owner.as_str());
                Some(message.with("from", stretch.from()).with("last", stretch.last()))
            }
            None => {
                let register = taken_from(ask.evaluator.reader.contract, look);
                found_number(found).known().is_none().then(|| Message::new("change-fill-in").with("register", register))
            }
        }
    });
    message.map(|message| Change { amount: Fraction::ZERO, message })
}
