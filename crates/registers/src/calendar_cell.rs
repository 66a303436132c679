//! Days and months as people type them. A number counts as a day only in a cell formatted as a date: an Excel serial
//! number in a plain cell may be anything.

use crate::{
    cell::{fault, quoting},
    characters::half_width,
    sheet::Raw,
};
use changxiao_core::{columns::Cell, contract::Field, day::Day, fault::Fault, message::Message};

/// What a text says about the calendar.
enum Written {
    /// Year, month, day as written; the calendar need not have it.
    Day(i16, i8, i8),
    /// Year and month as written.
    Month(i16, i8),
}

/// A day.
pub(crate) fn date(raw: &Raw, field: &Field) -> Result<Cell, Box<Fault>> {
    let shown = raw.shown();
    let failed =
        |key| Err(Box::new(fault(quoting(key, &shown, field)).expected(Message::new("register-expected-day"))));
    match (raw, written(&shown)) {
        (Raw::Day(day), _) => Ok(Cell::Day(*day)),
        (_, Some(Written::Day(year, month, day))) => match Day::new(year, month, day) {
            Some(day) => Ok(Cell::Day(day)),
            None => failed("register-no-such-day"),
        },
        _ => failed("register-not-a-day"),
    }
}

/// A month, as its first day; a day stands for its month.
pub(crate) fn month(raw: &Raw, field: &Field) -> Result<Cell, Box<Fault>> {
    let shown = raw.shown();
    let failed =
        |key| Err(Box::new(fault(quoting(key, &shown, field)).expected(Message::new("register-expected-month"))));
    // 1980.10 typed as a number is stored as 1980.1: nobody can tell January from October.
    if matches!(raw, Raw::Number(_)) && shown.ends_with(".1") {
        return failed("register-month-ambiguous");
    }
    let first = |day: Day| day.plus_days(1_i32.saturating_sub(day.day().into()));
    match (raw, written(&shown)) {
        (Raw::Day(day), _) => Ok(Cell::Day(first(*day))),
        (_, Some(Written::Day(year, month, day))) => match Day::new(year, month, day) {
            Some(day) => Ok(Cell::Day(first(day))),
            None => failed("register-no-such-day"),
        },
        (_, Some(Written::Month(year, month))) => match Day::new(year, month, 1) {
            Some(day) => Ok(Cell::Day(day)),
            None => failed("register-no-such-month"),
        },
        _ => failed("register-not-a-month"),
    }
}

/// `2025-03-01`, `2025/3/1`, `2025.3.1`, `2025年3月1日`, `20250301`, with or without a time of day behind it; the same
/// without the day.
fn written(shown: &str) -> Option<Written> {
    let text = half_width(shown);
    let mut scanner = Scanner { rest: text.trim() };
    let digits = scanner.digits();
    if digits.len() == 8 || digits.len() == 6 {
        let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?);
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        return match day {
            "" => scanner.rest.is_empty().then_some(Written::Month(year, month)),
            day => scanner.is_time().then_some(Written::Day(year, month, day.parse().ok()?)),
        };
    }
    if digits.len() != 4 {
        return None;
    }
    let year = digits.parse().ok()?;
    let separator = scanner.one_of(&['-', '/', '.', '年'])?;
    let month = scanner.one_or_two_digits()?;
    if separator == '年' {
        scanner.one_of(&['月'])?;
    }
    if scanner.rest.is_empty() {
        return Some(Written::Month(year, month));
    }
    if separator != '年' {
        scanner.one_of(&[separator])?;
    }
    let day = scanner.one_or_two_digits()?;
    if separator == '年' {
        scanner.one_of(&['日', '号']);
    }
    scanner.is_time().then_some(Written::Day(year, month, day))
}

struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    /// The digits that come next.
    fn digits(&mut self) -> &'a str {
        let end = self.rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        digits
    }

    fn one_or_two_digits(&mut self) -> Option<i8> {
        self.rest = self.rest.trim_start();
        let digits = self.digits();
        if digits.len() > 2 { None } else { digits.parse().ok() }
    }

    /// One of these characters, with blanks before it.
    fn one_of(&mut self, letters: &[char]) -> Option<char> {
        let rest = self.rest.trim_start();
        let next = rest.chars().next().filter(|letter| letters.contains(letter))?;
        self.rest = rest.strip_prefix(next)?;
        Some(next)
    }

    /// Whether nothing or only a time of day is left.
    fn is_time(&self) -> bool {
        let rest = self.rest.trim_start_matches('T').trim();
        let rest =
            ["上午", "下午", "晚上", "晚", "早上"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let is_part = |letter: char| {
            letter.is_ascii_digit() || matches!(letter, ':' | '.' | '时' | '点' | '分' | '秒' | '半' | 'Z' | ' ')
        };
        rest.is_empty()
            || (rest.starts_with(|letter: char| letter.is_ascii_digit())
                && rest.contains([':', '时', '点'])
                && rest.chars().all(is_part))
    }
}
