//! Reads one raw cell as its field wants it. What cannot be read is a fault without a place: the caller knows where.

use crate::{
    calendar_cell,
    characters::{comparable, is_blank, quoted, trimmed},
    number_cell,
    sheet::Raw,
};
use changxiao_core::{
    columns::Cell,
    contract::{Field, FieldType, Privacy},
    fault::{Fault, Place},
    message::Message,
    text::Text,
};
use std::sync::Arc;

/// Words for nothing; where a field is required, they are as good as an empty cell.
const NOTHING: &[&str] = &["无", "-", "--", "—", "——", "－", "/", "\\", "n/a", "none"];

/// Words for yes and for no.
const YES: &[&str] = &["是", "有", "true", "yes", "y", "1", "√", "✓", "✔"];
const NO: &[&str] = &["否", "无", "false", "no", "n", "0", "×", "✗"];

/// Longest id, in bytes.
const LONGEST_ID: usize = 64;

/// The cell, or what is wrong with it.
pub(crate) fn read(raw: &Raw, field: &Field) -> Result<Cell, Box<Fault>> {
    match raw {
        Raw::Empty => return Ok(Cell::Blank),
        Raw::NoResult => {
            let fault = fault(Message::new("register-formula-without-result"));
            return Err(Box::new(fault.hint(Message::new("register-hint-recalculate"))));
        }
        Raw::Failed(error) => {
            return Err(Box::new(fault(Message::new("register-cell-failed").with("value", error.as_str()))));
        }
        _ => {}
    }
    if is_nothing(raw, field) {
        return Ok(Cell::Blank);
    }
    match field.holds {
        FieldType::Text => Ok(text(&raw.shown())),
        FieldType::Id => id(raw, field).map(Cell::Text),
        FieldType::Key => key(&raw.shown(), field).map(Cell::Text),
        FieldType::IdList => id_list(raw, field),
        FieldType::Code => code(&raw.shown(), field),
        FieldType::Boolean => boolean(raw, field),
        FieldType::Date => calendar_cell::date(raw, field),
        FieldType::Month => calendar_cell::month(raw, field),
        FieldType::Integer => number_cell::integer(raw, field),
        FieldType::Decimal => number_cell::decimal(raw, field),
    }
}

/// Whether a cell holds a word for nothing, and the word means nothing else in this field.
fn is_nothing(raw: &Raw, field: &Field) -> bool {
    let word = trimmed(&raw.shown()).to_lowercase();
    let is_answer = field.holds == FieldType::Boolean && NO.contains(&word.as_str());
    !is_answer && NOTHING.contains(&word.as_str()) && find_code(&comparable(&word), field).is_none()
}

/// A fault without a place.
pub(crate) fn fault(message: Message) -> Fault {
    Fault::new(Place::default(), message)
}

/// A message that quotes the cell, unless the field is one of those that are never printed.
pub(crate) fn quoting(key: &str, shown: &str, field: &Field) -> Message {
    let value = if field.privacy == Privacy::Restricted { "…".to_owned() } else { quoted(trimmed(shown)) };
    Message::new(key).with("value", value)
}

fn text(shown: &str) -> Cell {
    let text = trimmed(shown);
    if text.is_empty() { Cell::Blank } else { Cell::Text(text.into()) }
}

fn id(raw: &Raw, field: &Field) -> Result<Arc<str>, Box<Fault>> {
    if let Raw::Number(number) = raw
        && number.abs() >= 1e15
    {
        let fault = fault(Message::new("register-id-number-too-long"));
        return Err(Box::new(fault.expected(Message::new("register-expected-id-as-text"))));
    }
    checked_id(&raw.shown(), field)
}

/// The key of a record: ids and days joined by vertical bars.
fn key(shown: &str, field: &Field) -> Result<Arc<str>, Box<Fault>> {
    let parts: Result<Vec<Arc<str>>, Box<Fault>> = shown.split('|').map(|part| checked_id(part, field)).collect();
    Ok(parts?.join("|").into())
}

fn checked_id(shown: &str, field: &Field) -> Result<Arc<str>, Box<Fault>> {
    let id = trimmed(shown);
    let key = if is_identity_number(id) {
        return Err(Box::new(fault(Message::new("register-id-is-identity-number"))));
    } else if id.contains(is_blank) {
        "register-id-with-blank"
    } else if id.contains('|') {
        "register-id-with-bar"
    } else if id.len() > LONGEST_ID {
        "register-id-too-long"
    } else {
        return Ok(id.into());
    };
    Err(Box::new(fault(quoting(key, id, field)).expected(Message::new("register-expected-id"))))
}

/// Whether an id is a citizen's identity number: 17 digits with a valid check digit behind them (GB 11643-1999).
fn is_identity_number(id: &str) -> bool {
    let digits = id.chars().take(17).filter_map(|digit| digit.to_digit(10));
    let digits: Vec<u32> = digits.collect();
    let Some(check) = id.chars().nth(17).filter(|_| digits.len() == 17 && id.chars().count() == 18) else {
        return false;
    };
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit.saturating_mul(weight)).sum();
    let expected = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap_or(0));
    expected == Some(check.to_ascii_uppercase())
}

fn id_list(raw: &Raw, field: &Field) -> Result<Cell, Box<Fault>> {
    let shown = raw.shown();
    let parts = shown.split([';', '；', '、', ',', '，', '\n']).map(trimmed).filter(|part| !part.is_empty());
    let ids = parts.map(|part| checked_id(part, field)).collect::<Result<Vec<_>, _>>()?;
    Ok(if ids.is_empty() { Cell::Blank } else { Cell::List(ids) })
}

fn code(shown: &str, field: &Field) -> Result<Cell, Box<Fault>> {
    // Most cells hold exactly the Chinese word; the slower comparison is for the others.
    if let Some(code) = field.codes.iter().find(|code| code.zh == shown) {
        return Ok(Cell::Text(code.code.as_str().into()));
    }
    let word = comparable(shown).to_lowercase();
    if let Some(code) = find_code(&word, field) {
        return Ok(Cell::Text(code.into()));
    }
    let zh = field.codes.iter().map(|code| code.zh.as_str());
    let en = field.codes.iter().map(|code| format!("{} ({})", code.zh, code.en));
    let names = Text::new(zh.collect::<Vec<_>>().join("、"), en.collect::<Vec<_>>().join(", "));
    let words = field.codes.iter().flat_map(|code| std::iter::once(&code.zh).chain(&code.also)).map(String::as_str);
    let fault = fault(quoting("register-unknown-code", shown, field));
    Err(Box::new(
        fault.expected(Message::new("expected-one-of").with("names", names)).nearest(&comparable(shown), words),
    ))
}

/// The code that a word stands for; the word is compared without blanks, half-width, in lower case.
fn find_code<'a>(word: &str, field: &'a Field) -> Option<&'a str> {
    let is_meant = |name: &str| comparable(name).to_lowercase() == word;
    let words =
        |code: &'a changxiao_core::contract::Code| [&code.code, &code.zh, &code.en].into_iter().chain(&code.also);
    field.codes.iter().find(|code| words(code).any(|name| is_meant(name))).map(|code| code.code.as_str())
}

fn boolean(raw: &Raw, field: &Field) -> Result<Cell, Box<Fault>> {
    if let Raw::Boolean(answer) = raw {
        return Ok(Cell::Boolean(*answer));
    }
    let word = comparable(&raw.shown()).to_lowercase();
    if YES.contains(&word.as_str()) {
        return Ok(Cell::Boolean(true));
    }
    if NO.contains(&word.as_str()) {
        return Ok(Cell::Boolean(false));
    }
    let fault = fault(quoting("register-not-yes-or-no", &raw.shown(), field));
    Err(Box::new(fault.expected(Message::new("register-expected-yes-or-no"))))
}

#[cfg(test)]
mod tests;
