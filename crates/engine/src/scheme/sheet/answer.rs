//! What stands in the cell of an answer, and what it means. People type what they like: full-width digits, either
//! language, a tick.

use changxiao_core::{
    fraction::Fraction,
    message::Message,
    sheet::{Expected, Question, does_not_apply, no, yes},
    text::Text,
};

/// An answer, as the register keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A number that is a whole number of hundredths; yes is 1 and no is 0.
    Number(Fraction),
    /// A word of the scheme.
    Word(String),
    /// It does not apply.
    Absent,
}

/// Other ways to write yes, no, and that a question does not apply.
const YES: [&str; 6] = ["y", "true", "1", "√", "✓", "✔"];
const NO: [&str; 5] = ["n", "false", "0", "×", "✗"];
const ABSENT: [&str; 5] = ["n/a", "-", "—", "/", "不涉及"];

/// Most hundredths that a register keeps without loss: as many as a double tells apart.
const MOST: i128 = 1 << 53;

/// Reads an answer; otherwise tells what was expected.
pub(super) fn read(question: &Question, written: &str) -> Result<Given, Message> {
    let text = half_width(written);
    let text = text.trim();
    let expected = || expectation(question);
    // A word of the question itself goes before everything else that it may mean.
    if let Expected::Words(words) = &question.expected {
        let found = words.iter().find(|(word, name)| word == text || is_called(name, text));
        if let Some((word, _)) = found {
            return Ok(Given::Word(word.clone()));
        }
    }
    if question.may_not_apply() && is_one(text, &does_not_apply(), &ABSENT) {
        return Ok(Given::Absent);
    }
    match &question.expected {
        Expected::YesNo if is_one(text, &yes(), &YES) => Ok(Given::Number(Fraction::ONE)),
        Expected::YesNo if is_one(text, &no(), &NO) => Ok(Given::Number(Fraction::ZERO)),
        Expected::YesNo | Expected::Words(_) => Err(expected()),
        Expected::Count => {
            let is_count = |number: &Fraction| number.denominator() == 1 && *number >= Fraction::ZERO;
            number(text).filter(is_count).map(Given::Number).ok_or_else(expected)
        }
        Expected::Number => number(text).map(Given::Number).ok_or_else(expected),
        Expected::Points { least, most } => {
            let is_within = |number: &Fraction| least <= number && number <= most;
            number(text).filter(is_within).map(Given::Number).ok_or_else(expected)
        }
    }
}

/// What a question expects, in words.
fn expectation(question: &Question) -> Message {
    match &question.expected {
        Expected::YesNo => Message::new("sheet-expects-yes-no").with("yes", yes()).with("no", no()),
        Expected::Count => Message::new("sheet-expects-count"),
        Expected::Number => Message::new("sheet-expects-number"),
        Expected::Points { least, most } => {
            Message::new("sheet-expects-points").with("least", *least).with("most", *most)
        }
        Expected::Words(words) => {
            let all = |name: fn(&Text) -> &str, comma: &str| {
                let names: Vec<&str> = words.iter().map(|(_, text)| name(text)).collect();
                names.join(comma)
            };
            let names = Text::new(all(|text| &text.zh, "、"), all(|text| &text.en, ", "));
            Message::new("expected-one-of").with("names", names)
        }
    }
}

fn is_called(name: &Text, text: &str) -> bool {
    let is = |name: &str| half_width(name).trim().to_lowercase() == text.to_lowercase();
    is(&name.zh) || is(&name.en)
}

fn is_one(text: &str, name: &Text, others: &[&str]) -> bool {
    is_called(name, text) || others.contains(&text.to_lowercase().as_str())
}

/// A number of at most two decimal places, as registers keep it.
fn number(text: &str) -> Option<Fraction> {
    let number: Fraction = text.parse().ok()?;
    let hundredths = number.times(Fraction::from(100))?;
    let is_kept = hundredths.denominator() == 1 && (-MOST..=MOST).contains(&hundredths.numerator());
    is_kept.then_some(number)
}

/// Full-width letters, digits and signs as plain ones.
fn half_width(text: &str) -> String {
    let plain = |letter: char| match u32::from(letter) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(letter),
        0x3000 | 0xa0 => ' ',
        0x2212 => '-',
        _ => letter,
    };
    text.chars().map(plain).collect()
}
