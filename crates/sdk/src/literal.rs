//! Ids and days written in code: `id!` and `day!` refuse a wrong one when the plugin is compiled, so that authors need
//! neither `unwrap` nor a fault that can only be a slip of the pen.

use changxiao_core::{day::Day, id::Id};

/// An id, checked when it is compiled.
///
/// ```
/// use changxiao_sdk::prelude::*;
/// assert_eq!(id!("harbour/quay-talks").name(), "quay-talks");
/// ```
///
/// ```compile_fail
/// changxiao_sdk::id!("harbour/Quay Talks");
/// ```
#[macro_export]
macro_rules! id {
    ($text:literal) => {{
        const _: () =
            assert!($crate::is_id($text), concat!("`", $text, "` is not an id; expected `namespace/kebab-name`"));
        $crate::checked_id($text)
    }};
}

/// A day of the calendar, checked when it is compiled.
///
/// ```
/// use changxiao_sdk::prelude::*;
/// assert_eq!(day!("2025-01-01").year(), 2025);
/// ```
///
/// ```compile_fail
/// changxiao_sdk::day!("2025-02-30");
/// ```
#[macro_export]
macro_rules! day {
    ($text:literal) => {{
        const _: () =
            assert!($crate::is_day($text), concat!("`", $text, "` is not a day; expected one such as 2025-03-01"));
        $crate::checked_day($text)
    }};
}

/// Whether a text is an id: the same rule as that of `Id`, for the compiler. Only for `id!`.
#[doc(hidden)]
#[must_use]
#[expect(clippy::indexing_slicing, reason = "a constant function has no `get`; every index is below the length")]
pub const fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut at, mut slash, mut start, mut is_after_hyphen) = (0, 0, 0, true);
    while at < bytes.len() {
        let is_break = match bytes[at] {
            b'a'..=b'z' | b'0'..=b'9' => false,
            b'-' => true,
            b'/' if slash == 0 && at - start <= 64 => {
                (slash, start) = (at, at + 1);
                true
            }
            _ => return false,
        };
        if is_break && is_after_hyphen {
            return false;
        }
        is_after_hyphen = is_break;
        at += 1;
    }
    slash > 0 && !is_after_hyphen && at - start <= 64
}

/// Whether a text is a day of the calendar: the same rule as that of `Day`, for the compiler. Only for `day!`.
#[doc(hidden)]
#[must_use]
#[expect(clippy::indexing_slicing, reason = "a constant function has no `get`; the length is 10")]
pub const fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let (mut numbers, mut at) = ([0_u32; 3], 0);
    while at < bytes.len() {
        let part = if at < 4 {
            0
        } else if at < 7 {
            1
        } else {
            2
        };
        if at != 4 && at != 7 {
            if !bytes[at].is_ascii_digit() {
                return false;
            }
            numbers[part] = numbers[part] * 10 + (bytes[at] - b'0') as u32;
        }
        at += 1;
    }
    let [year, month, day] = numbers;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year >= 1900 && year < 2200 && day >= 1 && day <= last
}

/// The id of a text that `is_id` has let pass. Only for `id!`.
#[doc(hidden)]
#[must_use]
pub fn checked_id(text: &str) -> Id {
    text.parse().unwrap_or_else(|_| unreachable!("`{text}` was checked when it was compiled"))
}

/// The day of a text that `is_day` has let pass. Only for `day!`.
#[doc(hidden)]
#[must_use]
pub fn checked_day(text: &str) -> Day {
    text.parse().unwrap_or_else(|_| unreachable!("`{text}` was checked when it was compiled"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiler_and_the_program_agree_on_ids() {
        let long = format!("a/{}", "b".repeat(65));
        let longest = format!("{}/{}", "a".repeat(64), "b".repeat(64));
        let texts = [
            "a/b",
            "a-b/c-d-e",
            "1/2",
            "a",
            "",
            "/",
            "a/",
            "/b",
            "a/b/c",
            "A/b",
            "a/-b",
            "a/b-",
            "a-/b",
            "-a/b",
            "a/b--c",
            "党/建",
            "a/b c",
            &long,
            &longest,
        ];
        for text in texts {
            assert_eq!(is_id(text), text.parse::<Id>().is_ok(), "{text}");
        }
    }

    #[test]
    fn the_compiler_and_the_program_agree_on_days() {
        for text in
            ["2024-02-29", "2025-02-29", "1900-02-29", "2000-02-29", "2025-00-01", "2025-13-01", "2025-1-01", "x"]
        {
            assert_eq!(is_day(text), text.parse::<Day>().is_ok(), "{text}");
        }
        for month in 1..=12 {
            for day in 0..=32 {
                let text = format!("2025-{month:02}-{day:02}");
                assert_eq!(is_day(&text), text.parse::<Day>().is_ok(), "{text}");
            }
        }
        for year in ["1899", "1900", "2199", "2200", "+200", " 200"] {
            let text = format!("{year}-06-30");
            assert_eq!(is_day(&text), text.parse::<Day>().is_ok(), "{text}");
        }
    }
}
