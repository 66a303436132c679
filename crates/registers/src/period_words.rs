//! Finds the period that a title, an information line or a name states: 2025年, 2025年度第一季度, 上半年, 2025年1-9月,
//! 2025年1月1日至2025年12月31日. A single day is a date of filling in, never a period.

use crate::characters::comparable;
use changxiao_core::day::{Calendar, Day, Period};
use std::collections::BTreeSet;

/// What a text says about the period.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PeriodWords {
    /// Periods with their year.
    pub(crate) periods: BTreeSet<Period>,
    /// Stretches of a year that is not named: first and last month.
    pub(crate) parts: BTreeSet<(i8, i8)>,
}

/// A point in a year: month and perhaps day.
type Point = (i8, Option<i8>);

/// A stretch of one year, or to a point of a later one.
enum Stretch {
    Points(Point, Option<i16>, Point),
    Day,
    /// Something that looks like a stretch and is none: nothing may be concluded.
    Unclear,
}

/// What a text says about the period.
pub(crate) fn find(text: &str) -> PeriodWords {
    let letters: Vec<char> = comparable(text).chars().collect();
    let mut scanner = Scanner { letters: &letters, at: 0 };
    let mut words = PeriodWords::default();
    while scanner.at < letters.len() {
        let start = scanner.at;
        if scanner.is_until() {
            // 截至2025年12月31日 is a day of counting.
            scanner.year_with_stretch();
            scanner.stretch();
        } else if let Some(found) = scanner.year_with_stretch() {
            words.periods.extend(found);
        } else if let Some(stretch) = scanner.stretch() {
            if let Stretch::Points((first, None), None, (last, None)) = stretch {
                words.parts.insert((first, last));
            }
        } else {
            scanner.skip_run();
        }
        scanner.at = scanner.at.max(start.saturating_add(1));
    }
    words
}

struct Scanner<'a> {
    letters: &'a [char],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at.saturating_add(ahead)).copied()
    }

    fn take(&mut self, word: &str) -> bool {
        let is_next = word.chars().enumerate().all(|(ahead, letter)| self.peek(ahead) == Some(letter));
        if is_next {
            self.at = self.at.saturating_add(word.chars().count());
        }
        is_next
    }

    fn take_one_of(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.take(word))
    }

    fn is_until(&mut self) -> bool {
        self.take_one_of(&["截至", "截止到", "截止至", "截止"])
    }

    fn takes_to(&mut self) -> bool {
        self.take_one_of(&["--", "-", "—", "–", "~", "～", "至", "到"])
    }

    /// Passes one letter, or a whole run of digits, so that no year is found inside a longer number.
    fn skip_run(&mut self) {
        let is_digit = |scanner: &Self| scanner.peek(0).is_some_and(|letter| letter.is_ascii_digit());
        if !is_digit(self) {
            self.at = self.at.saturating_add(1);
            return;
        }
        while is_digit(self) {
            self.at = self.at.saturating_add(1);
        }
    }

    /// A year between 2000 and 2099 with what follows it. `Some(None)`: there is a year, but it states no period.
    fn year_with_stretch(&mut self) -> Option<Option<Period>> {
        let start = self.at;
        let Some(year) = self.year() else {
            self.at = start;
            return None;
        };
        let is_marked = self.take("年");
        self.take("度");
        let before_to = self.at;
        if self.takes_to() && self.peek(0).is_some_and(|letter| letter.is_ascii_digit()) {
            // 2024-2025, 2025-03-01: neither is one of the forms above.
            while self
                .peek(0)
                .is_some_and(|letter| letter.is_ascii_digit() || matches!(letter, '-' | '年' | '月' | '日' | '度'))
            {
                self.at = self.at.saturating_add(1);
            }
            return Some(None);
        }
        self.at = before_to;
        let is_date = |letter: char| matches!(letter, '.' | '/' | '_');
        if !is_marked && self.peek(0).is_some_and(is_date) && self.peek(1).is_some_and(|letter| letter.is_ascii_digit())
        {
            self.skip_run();
            return Some(None);
        }
        Some(match self.stretch() {
            None => Period::year(year),
            Some(Stretch::Points(first, later, last)) => period(year, first, later.unwrap_or(year), last),
            Some(Stretch::Day | Stretch::Unclear) => None,
        })
    }

    fn year(&mut self) -> Option<i16> {
        const CHINESE: &str = "〇一二三四五六七八九";
        let digit = |letter: char| match letter {
            '○' | '零' => Some(0),
            other => other
                .to_digit(10)
                .or_else(|| CHINESE.chars().zip(0..).find(|(known, _)| *known == other).map(|(_, digit)| digit)),
        };
        let digits: Vec<u32> = (0..4).filter_map(|ahead| self.peek(ahead).and_then(digit)).collect();
        let number = digits.iter().fold(0_u32, |number, digit| number.saturating_mul(10).saturating_add(*digit));
        let is_longer = self.peek(0).is_some_and(|letter| letter.is_ascii_digit())
            && self.peek(4).is_some_and(|letter| letter.is_ascii_digit());
        if digits.len() != 4 || is_longer || !(2000..2100).contains(&number) {
            return None;
        }
        self.at = self.at.saturating_add(4);
        i16::try_from(number).ok()
    }

    /// A quarter, a half-year, a month, or a range of these or of days.
    fn stretch(&mut self) -> Option<Stretch> {
        let months = |first, last| Some(Stretch::Points((first, None), None, (last, None)));
        if self.take("上半年") {
            return months(1, 6);
        }
        if self.take("下半年") {
            return months(7, 12);
        }
        if self.take("全年") {
            return months(1, 12);
        }
        let start = self.at;
        let found = self.quarters().or_else(|| {
            self.at = start;
            self.points()
        });
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// 第一季度, 一季度, Q1, 前三季度, 一至三季度.
    fn quarters(&mut self) -> Option<Stretch> {
        let stretch = |first: i8, last: i8| {
            let is_in_order = 1 <= first && first <= last && last <= 4;
            let months = |quarter: i8| quarter.saturating_mul(3);
            let points = Stretch::Points((months(first).saturating_sub(2), None), None, (months(last), None));
            Some(if is_in_order { points } else { Stretch::Unclear })
        };
        if self.take_one_of(&["Q", "q"]) {
            let quarter = self.number()?;
            return stretch(quarter, quarter);
        }
        if self.take("前") {
            let last = self.number()?;
            return self.take_one_of(&["个季度", "季度"]).then(|| stretch(1, last)).flatten();
        }
        self.take("第");
        let first = self.number()?;
        let is_named = self.take("季度");
        let after_first = self.at;
        let last = if self.takes_to() {
            self.take("第");
            self.number().filter(|_| self.take("季度"))
        } else {
            None
        };
        if last.is_none() {
            self.at = after_first;
        }
        if is_named || last.is_some() { stretch(first, last.unwrap_or(first)) } else { None }
    }

    /// 3月, 1-9月, 1月至9月, 1月1日至12月31日, 9月至2026年2月; a day alone.
    fn points(&mut self) -> Option<Stretch> {
        let first_month = self.number()?;
        let is_named = self.take("月");
        let first = (first_month, if is_named { self.day() } else { None });
        self.take("份");
        let after_first = self.at;
        if self.takes_to() {
            let year = self.year();
            let is_year = year.is_some() && self.take("年");
            if year.is_some() == is_year
                && let Some(last) = self.number()
                && self.take("月")
            {
                let last = (last, self.day());
                self.take("份");
                let is_alike = first.1.is_some() == last.1.is_some();
                return Some(if is_alike { Stretch::Points(first, year, last) } else { Stretch::Unclear });
            }
        }
        self.at = after_first;
        match first.1 {
            _ if !is_named => None,
            Some(_) => Some(Stretch::Day),
            None => Some(Stretch::Points(first, None, first)),
        }
    }

    fn day(&mut self) -> Option<i8> {
        let start = self.at;
        let day = self.number().filter(|_| self.take_one_of(&["日", "号"]));
        if day.is_none() {
            self.at = start;
        }
        day
    }

    /// A number of one or two digits, or a Chinese one up to twelve.
    fn number(&mut self) -> Option<i8> {
        let digits: String = (0..3).filter_map(|ahead| self.peek(ahead)).take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            self.at = self.at.saturating_add(digits.len());
            return if digits.len() > 2 { None } else { digits.parse().ok() };
        }
        const WORDS: [&str; 12] = ["十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"];
        let position = WORDS.iter().position(|word| self.take(word))?;
        i8::try_from(12_usize.saturating_sub(position)).ok()
    }
}

fn period(first_year: i16, first: Point, last_year: i16, last: Point) -> Option<Period> {
    let from = Day::new(first_year, first.0, first.1.unwrap_or(1))?;
    let to = match last.1 {
        Some(day) => Day::new(last_year, last.0, day)?.plus_days(1),
        None => Calendar::Month.around(Day::new(last_year, last.0, 1)?).to(),
    };
    Period::new(from, to)
}

#[cfg(test)]
mod tests;
