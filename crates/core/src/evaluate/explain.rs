//! Why an item was counted so: sentences with their values, and the records that were looked at. Fields that are
//! restricted are named, their values never shown.

use super::{
    OutOfRange,
    change::Needed,
    frame::{Frame, number},
    item::{self, Ask},
    look::{self, Found, Standing, found_number},
    population::{Counted, key_of},
    value::{Between, Value},
    why, working_days,
};
use crate::{
    contract::{Contract, Field, Privacy},
    count::{Change, Item, LookedAt, Owed, Subject},
    day::Period,
    days::Days,
    expression::{Checked, CheckedKind},
    fraction::Fraction,
    measure::{Look, Measure, Take, Written},
    message::{Argument, Message},
    tally::Class,
    text::Text,
};

/// Days before and after a window within which a record that would count is still worth naming.
const NEAR: i32 = 31;

/// The item that stands for a register whose sheet has not arrived.
pub(super) fn missing(ask: &Ask<'_, '_>, (register, days): (&str, &Days)) -> Item {
    let subject = Subject::MissingRegister {
        kind: register.to_owned(),
        from: days.stretches().first().map(|stretch| stretch.from()),
    };
    let mut item = Item::new(subject, Class::Open);
    if ask.is_listing() {
        let name = ask.evaluator.reader.contract.kind(register).map(|kind| kind.name.clone()).unwrap_or_default();
        let ends = days.stretches().first().zip(days.stretches().last());
        let window = ends.and_then(|(first, last)| Period::new(first.from(), last.to()));
        item.owed = window.map(|window| Owed { window, is_day_known: true, deferred_from: None, role: None });
        item.reasons = days.stretches().iter().map(|stretch| not_covered(name.clone(), *stretch)).collect();
        item.change = days.stretches().first().map(|stretch| {
            let message =
                Message::new("change-hand-in").with("register", name).with("organisation", ask.owner.as_str());
            Change {
                amount: Fraction::ZERO,
                message: message.with("from", stretch.from()).with("last", stretch.last()),
            }
        });
    }
    item
}

fn not_covered(register: Text, stretch: Period) -> Message {
    Message::new("reason-not-covered")
        .with("register", register)
        .with("from", stretch.from())
        .with("last", stretch.last())
}

/// Why an item was counted so.
pub(super) fn reasons(
    ask: &Ask<'_, '_>,
    frame: &Frame<'_, '_>,
    (item, counted): (&Item, &Counted),
    (found, needed): (&[(&str, Found)], Option<&Needed>),
) -> Result<Vec<Message>, OutOfRange> {
    let measure = ask.measure;
    let mut reasons = Vec::new();
    match item.class {
        Class::Pending => {
            let judged = counted.due.plus_days(item::grace(frame, measure));
            reasons.push(Message::new("reason-pending").with("day", judged));
            return Ok(reasons);
        }
        Class::Excluded => {
            reasons.extend(measure.exclude.as_ref().map(|written| condition("reason-excluded", written)));
        }
        Class::Excepted => reasons.extend(measure.except.as_ref().map(|written| condition("reason-excepted", written))),
        _ => {}
    }
    if item.class == Class::Excluded {
        return Ok(reasons);
    }
    if matches!(item.class, Class::Unknown | Class::Open) {
        reasons.extend(not_reckoned(frame, (measure, counted))?);
        if !counted.is_day_known {
            return Ok(reasons);
        }
    }
    if item.class == Class::Open {
        reasons.extend(why::not_answered(frame, measure)?);
    }
    for (position, (_, found)) in found.iter().enumerate() {
        let Some(look) = measure.looks.get(position) else { continue };
        let unit = look
            .unit
            .clone()
            .or_else(|| Some(frame.reader.contract.kind(&look.register)?.name.clone()))
            .unwrap_or_default();
        let number = found_number(found);
        let message = match needed.filter(|needed| needed.look == position) {
            Some(needed) => Message::new("reason-found-needed").with("needed", needed.amount),
            None => Message::new("reason-found"),
        };
        reasons.push(message.with("unit", unit).with("found", written_value(&found.value)));
        if matches!(item.class, Class::Unknown | Class::Open) {
            let name = frame.reader.contract.kind(&look.register).map(|kind| kind.name.clone()).unwrap_or_default();
            reasons.extend(found.missing.stretches().iter().map(|stretch| not_covered(name.clone(), *stretch)));
            if found.missing.stretches().is_empty() && number.known().is_none() {
                reasons.push(Message::new("reason-blank").with("register", taken_from(frame.reader.contract, look)));
            }
        }
    }
    // Where no look says how much was found and needed, the test itself is the reason; amounts have none.
    match item.class {
        _ if needed.is_some() || measure.denominator.is_some() => {}
        Class::Missed => reasons.extend(why::missed(frame, measure)?),
        Class::Met | Class::Unknown => {
            reasons.push(condition("reason-test", &measure.numerator).with("due", counted.due));
        }
        _ => {}
    }
    reasons.extend(why::pro_rata(frame, measure, ask.period)?);
    Ok(reasons)
}

/// What is said where a day could not be reckoned: the year that has no statutory calendar, or the day that is not known.
fn not_reckoned(
    frame: &Frame<'_, '_>,
    (measure, counted): (&Measure, &Counted),
) -> Result<Option<Message>, OutOfRange> {
    for written in measure.expressions_of_items() {
        if let Some(year) = working_days::missing_year(frame, &written.checked)? {
            return Ok(Some(Message::new("reason-no-calendar").with("year", year.to_string())));
        }
    }
    let due = measure.due.as_ref().filter(|_| !counted.is_day_known);
    Ok(due.map(|due| Message::new("reason-due-not-known").with("expression", due.text.as_str())))
}

/// A number with its ends, or the day that was found.
fn written_value(value: &Value) -> Argument {
    match value {
        Value::Day(day) => (*day).into(),
        Value::Nothing => Message::new("none").into(),
        other => written_between(number(other)),
    }
}

fn written_between(number: Between) -> Argument {
    match (number.least, number.most) {
        (Some(least), Some(most)) if least == most => least.into(),
        (Some(least), Some(most)) => Message::new("between").with("least", least).with("most", most).into(),
        (Some(least), None) => Message::new("at-least").with("least", least).into(),
        (None, Some(most)) => Message::new("at-most").with("most", most).into(),
        (None, None) => Message::new("not-known").into(),
    }
}

fn condition(key: &str, written: &Written) -> Message {
    Message::new(key).with("condition", written.text.as_str())
}

/// One record a look came upon, if it is worth naming: those in the window, and those near it that would count.
pub(super) fn looked_at(
    frame: &Frame<'_, '_>,
    look: &Look,
    (window, standing): (&Days, Standing),
) -> Result<Option<LookedAt>, OutOfRange> {
    let day = match (standing, look::day(frame, look)?) {
        (_, Value::Day(day)) => Some(day),
        // An expression reaches nothing that is not seen; the record's own day still says why it is not.
        (Standing::NotSeen, _) => frame.reader.day_of(frame.table, frame.table.columns.row(frame.row), frame.world),
        _ => None,
    };
    let is_within = day.is_some_and(|day| window.contains(day));
    let is_near = day.is_some_and(|day| is_near(window, day));
    let reason = match standing {
        Standing::Counts => match amount(frame, look)? {
            None => Message::new("record-counted"),
            Some(amount) => match amount.known() {
                Some(amount) => Message::new("record-adds").with("amount", amount),
                None => Message::new("record-blank"),
            },
        },
        Standing::MayCount => Message::new("record-may-count"),
        Standing::NotSeen if is_within => Message::new("record-not-seen").with("day", frame.reader.as_of),
        Standing::Outside if is_near => Message::new("record-outside"),
        Standing::OfAnotherSort if is_within => why_not(frame, look.only.as_ref())?,
        _ => return Ok(None),
    };
    let row = frame.table.columns.row(frame.row);
    let origin = row.origin().map(|origin| match &origin.sheet {
        Some(sheet) => format!("{} · {sheet} · {}", origin.file, origin.row),
        None => format!("{} · {}", origin.file, origin.row),
    });
    let kind = frame.table.kind;
    let is_personal = kind.key.iter().filter_map(|field| kind.field(field)).any(|field| field.privacy != Privacy::Open);
    Ok(Some(LookedAt {
        organisation: kind.unit_field.as_deref().and_then(|unit| row.text(unit)).map(str::to_owned),
        is_personal,
        kind: kind.kind.clone(),
        key: key_of(frame.table, frame.row),
        day,
        origin: origin.unwrap_or_default(),
        is_counted: standing == Standing::Counts,
        reason,
    }))
}

/// The amount a row adds, if amounts are taken.
fn amount(frame: &Frame<'_, '_>, look: &Look) -> Result<Option<Between>, OutOfRange> {
    match &look.take {
        Take::Sum(amount) => Ok(Some(number(&frame.value(&amount.checked)?))),
        _ => Ok(None),
    }
}

/// The register in which the amounts of a look stand: its own, or the one its rows refer to.
pub(super) fn taken_from(contract: &Contract, look: &Look) -> Text {
    let kind = match look.take.amount().map(|amount| &amount.checked.kind) {
        Some(CheckedKind::Referred { steps, .. }) => steps.last().map_or("", |step| step.kind.as_str()),
        _ => look.register.as_str(),
    };
    contract.kind(kind).map(|kind| kind.name.clone()).unwrap_or_default()
}

fn is_near(window: &Days, day: crate::day::Day) -> bool {
    let ends = window.stretches().first().zip(window.stretches().last());
    ends.is_some_and(|(first, last)| first.from().plus_days(-NEAR) <= day && day < last.to().plus_days(NEAR))
}

/// The first part of a condition that does not hold, with the value that stands there.
pub(super) fn why_not(frame: &Frame<'_, '_>, only: Option<&Written>) -> Result<Message, OutOfRange> {
    let Some(written) = only else { return Ok(Message::new("record-of-another-sort")) };
    let part = first_false(frame, &written.checked)?;
    let text = written.text.get(part.at.clone()).unwrap_or(&written.text);
    let message = Message::new("record-not-so").with("condition", text);
    let subject = match &part.kind {
        CheckedKind::Compare(_, left, _) | CheckedKind::In(left, _) | CheckedKind::IsNull(left) => left,
        _ => return Ok(message),
    };
    let field = match &subject.kind {
        CheckedKind::Field(field) => frame.table.kind.field(field),
        CheckedKind::Referred { steps, field } => {
            steps.last().and_then(|step| frame.reader.contract.kind(&step.kind)).and_then(|kind| kind.field(field))
        }
        _ => None,
    };
    Ok(match field.filter(|field| field.privacy != Privacy::Restricted) {
        None => message,
        Some(field) => {
            let value = shown(field, &frame.value(subject)?);
            Message::new("record-field-is")
                .with("field", field.header.clone())
                .with("value", value)
                .with("condition", text)
        }
    })
}

/// The first part of a condition that does not hold.
pub(super) fn first_false<'c>(frame: &Frame<'_, '_>, node: &'c Checked) -> Result<&'c Checked, OutOfRange> {
    match &node.kind {
        CheckedKind::And(left, _) if frame.truth(left)? == Some(false) => first_false(frame, left),
        CheckedKind::And(_, right) => first_false(frame, right),
        _ => Ok(node),
    }
}

/// A value as a reader knows it: a code by its word.
fn shown(field: &Field, value: &Value) -> Argument {
    match value {
        Value::Text(text) => match field.code(text) {
            Some(code) => Text::new(code.zh.as_str(), code.en.as_str()).into(),
            None => text.as_ref().into(),
        },
        Value::Day(day) => (*day).into(),
        Value::Number(number) => written_between(*number),
        Value::Truth(true) => Message::new("yes").into(),
        Value::Truth(false) => Message::new("no").into(),
        Value::Nothing => Message::new("none").into(),
        Value::Endless | Value::Unknown | Value::Texts(_) | Value::Days(_) => Message::new("not-known").into(),
    }
}
