//! Numbers as people type them: with a unit behind them, or in a sentence that counts several things.

use crate::{
    cell::{fault, quoting},
    characters::comparable,
    sheet::Raw,
};
use changxiao_core::{columns::Cell, contract::Field, fault::Fault, message::Message};

/// Units that may stand behind a number.
const UNITS: &[&str] = &[
    "人", "名", "位", "个", "人次", "次", "学时", "课时", "小时", "年", "岁", "元", "篇", "项", "件", "份", "h",
    "hours", "hour", "years", "persons", "people",
];

/// A whole number.
pub(crate) fn integer(raw: &Raw, field: &Field) -> Result<Cell, Box<Fault>> {
    let expected = Message::new("register-expected-whole-number");
    let number = hundredths(raw, field, &expected)?;
    if number % 100 == 0 { Ok(Cell::Number(number)) } else { Err(failed("register-not-whole", raw, field, expected)) }
}

/// A number of at most two decimal places.
pub(crate) fn decimal(raw: &Raw, field: &Field) -> Result<Cell, Box<Fault>> {
    hundredths(raw, field, &Message::new("register-expected-number")).map(Cell::Number)
}

fn failed(key: &str, raw: &Raw, field: &Field, expected: Message) -> Box<Fault> {
    Box::new(fault(quoting(key, &raw.shown(), field)).expected(expected))
}

fn hundredths(raw: &Raw, field: &Field, expected: &Message) -> Result<i64, Box<Fault>> {
    let failed = |key| failed(key, raw, field, expected.clone());
    let shown = match raw {
        Raw::Text(_) | Raw::Number(_) => comparable(&raw.shown()).to_lowercase(),
        _ => return Err(failed("register-not-a-number")),
    };
    let text = after_word(&shown, field).unwrap_or_else(|| without_unit(&shown));
    if text.starts_with('-') && text.get(1..).is_some_and(|rest| places(rest).is_some()) {
        return Err(failed("register-number-negative"));
    }
    let (whole, decimals) = places(text).ok_or_else(|| failed("register-not-a-number"))?;
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > 2 {
        return Err(failed("register-too-many-places"));
    }
    let number = format!("{whole}{decimals:0<2}").parse::<i64>();
    number.map_err(|_| failed("register-number-too-large"))
}

/// The digits before and behind the point, if a text is a number and nothing else.
fn places(text: &str) -> Option<(&str, &str)> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit());
    (is_digits(whole) && is_digits(decimals)).then_some((whole, decimals))
}

/// The number behind the first of the field's words, in a sentence such as 应到12人实到10人.
fn after_word<'a>(text: &'a str, field: &Field) -> Option<&'a str> {
    let (_, rest) = field.number_after.iter().find_map(|word| text.split_once(word.as_str()))?;
    let rest = rest.trim_start_matches([':', '人', '数', '为']);
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
    rest.get(..end)
}

fn without_unit(text: &str) -> &str {
    let start = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let unit = text.strip_prefix(start).unwrap_or_default();
    if unit.is_empty() || UNITS.contains(&unit) { start } else { text }
}
