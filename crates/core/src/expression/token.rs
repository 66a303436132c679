//! From text to tokens.

use super::ExpressionFault;
use crate::{day::Day, fraction::Fraction, message::Message};
use std::ops::Range;

/// A token and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: Range<usize>,
    pub(super) kind: TokenKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Number(Fraction),
    Day(Day),
    Text(String),
    Name(String),
    Parameter(String),
    /// An operator, bracket, comma or point.
    Sign(&'static str),
}

const SIGNS: [&str; 14] = ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ",", "."];

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ExpressionFault> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let blank: usize = rest.chars().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum();
        if blank > 0 {
            from += blank;
            continue;
        }
        let (length, kind) = token(rest, from)?;
        found.push(Token { at: from..from + length, kind });
        from += length;
    }
    Ok(found)
}

fn length_while(text: &str, is_in: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| is_in(*c)).map(char::len_utf8).sum()
}

fn token(rest: &str, from: usize) -> Result<(usize, TokenKind), ExpressionFault> {
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return digits(rest, from);
    }
    if first == '\'' {
        let inside = rest.get(1..).and_then(|rest| rest.split_once('\''));
        let unclosed = || ExpressionFault::new(from..from + rest.len(), Message::new("expression-unclosed-quote"));
        let (inside, _) = inside.ok_or_else(unclosed)?;
        return Ok((inside.len() + 2, TokenKind::Text(inside.to_owned())));
    }
    if first == '$' {
        let name = rest.get(1..).unwrap_or("");
        let name = name.get(..length_while(name, |c| is_name(c) || c == '-' || c == '/')).unwrap_or("");
        return match name {
            "" => Err(ExpressionFault::new(from..from + 1, Message::new("expression-nameless-parameter"))),
            name => Ok((name.len() + 1, TokenKind::Parameter(name.to_owned()))),
        };
    }
    let name = rest.get(..length_while(rest, is_name)).unwrap_or("");
    if !name.is_empty() {
        return Ok((name.len(), TokenKind::Name(name.to_owned())));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((sign.len(), TokenKind::Sign(sign))),
        None => {
            let message = Message::new("expression-stray-character").with("character", first.to_string());
            Err(ExpressionFault::new(from..from + first.len_utf8(), message))
        }
    }
}

/// A day (2025-03-01) or a number (32, 0.95).
fn digits(rest: &str, from: usize) -> Result<(usize, TokenKind), ExpressionFault> {
    if let Some(day) = rest.get(..10).filter(|text| text.bytes().filter(|b| *b == b'-').count() == 2) {
        let fault = |_| ExpressionFault::new(from..from + 10, Message::new("expression-not-a-day").with("text", day));
        return Ok((10, TokenKind::Day(day.parse().map_err(fault)?)));
    }
    let written = rest.get(..length_while(rest, |c| c.is_ascii_digit() || c == '.')).unwrap_or("");
    let fault = |_| {
        ExpressionFault::new(from..from + written.len(), Message::new("expression-not-a-number").with("text", written))
    };
    Ok((written.len(), TokenKind::Number(written.parse().map_err(fault)?)))
}
