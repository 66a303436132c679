//! Reading a text item by item, so that one faulty item takes nothing else with it, and every fault of every item is told
//! at once. What is faulty is left out; a text that is no TOML gives nothing, because nobody can tell where an item ends.

use super::{Pack, PackText, mending::Mending};
use crate::{
    fault::{Fault, Place, nearest},
    message::{Argument, Message},
};
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

/// What may stand at the left margin of a text.
const NOUNS: [&str; 11] = [
    "about",
    "mechanism",
    "duty",
    "responsibility",
    "study_plan",
    "indicator",
    "parameter",
    "calendar_year",
    "amendment",
    "formalism",
    "scheme",
];

/// Faults of one item that are told; somebody who made so many has read the first.
const MOST_FAULTS: usize = 40;

pub(super) fn read(text: &PackText) -> (Pack, Vec<Fault>) {
    let (root, errors) = DeTable::parse_recoverable(&text.text);
    let mut reading = Reading { text, faults: Vec::new() };
    let torn: Vec<Range<usize>> = errors.iter().map(|error| error.span().unwrap_or(0..0)).collect();
    for (error, at) in errors.iter().zip(&torn) {
        let message = Message::new("definition-no-toml").with("text", error.message().replace('\n', " "));
        reading.faults.push((text.at(at.clone()), at.start, message.into()));
    }
    let pack = reading.pack(root.into_inner());
    let is_certain = |at: usize| !torn.iter().any(|torn| text.stretch(torn.start).contains(&at));
    let syntax = errors.len();
    let told = reading.faults.into_iter().enumerate();
    let told = told.filter(|(place, (_, at, _))| *place < syntax || is_certain(*at));
    let mut faults: Vec<(usize, Fault)> = told.map(|(_, (place, at, said))| (at, said.fault(place))).collect();
    faults.sort();
    faults.dedup();
    let pack = if errors.is_empty() { pack } else { Pack::default() };
    (pack, faults.into_iter().map(|(_, fault)| fault).collect())
}

/// What is wrong, without its place.
pub(super) struct Said {
    message: Message,
    expected: Option<Message>,
    hint: Option<Message>,
}

impl From<Message> for Said {
    fn from(message: Message) -> Self {
        Self { message, expected: None, hint: None }
    }
}

impl Said {
    /// The key that is offered instead of an unknown one.
    fn nearest(&self) -> Option<&str> {
        let hint = self.hint.as_ref().filter(|_| self.message.key == "definition-unknown-key")?;
        match hint.arguments.get("name")? {
            Argument::Plain(name) => Some(name),
            _ => None,
        }
    }

    fn fault(self, place: Place) -> Fault {
        Fault { place, message: self.message, expected: self.expected, hint: self.hint }
    }
}

struct Reading<'t> {
    text: &'t PackText,
    faults: Vec<(Place, usize, Said)>,
}

impl PackText {
    /// The bytes from the header of an item to that of the next: what a fault of syntax makes uncertain.
    fn stretch(&self, at: usize) -> Range<usize> {
        let is_header = |line: &str| line.starts_with('[') && !line.split('#').next().unwrap_or("").contains('.');
        let (mut from, mut start) = (0, 0);
        for line in self.text.split_inclusive('\n') {
            if is_header(line) && start > at {
                return from..start;
            }
            if is_header(line) {
                from = start;
            }
            start += line.len();
        }
        from..self.text.len() + 1
    }
}

impl Reading<'_> {
    fn pack(&mut self, root: DeTable<'_>) -> Pack {
        let mut pack = Pack::default();
        for (noun, value) in root {
            let at = noun.span();
            match noun.get_ref().as_ref() {
                "about" => pack.about = self.item("about", value),
                "mechanism" => pack.mechanisms = self.items("mechanism", value),
                "duty" => pack.duties = self.items("duty", value),
                "responsibility" => pack.responsibilities = self.items("responsibility", value),
                "study_plan" => pack.study_plans = self.items("study_plan", value),
                "indicator" => pack.indicators = self.items("indicator", value),
                "parameter" => pack.parameters = self.items("parameter", value),
                "calendar_year" => pack.calendar_years = self.items("calendar_year", value),
                "amendment" => pack.amendments = self.items("amendment", value),
                "scheme" => pack.schemes = self.items("scheme", value),
                "formalism" => pack.formalism = self.items("formalism", value),
                "native" => self.fault((at, "native"), Message::new("definition-native-in-text").into()),
                other => self.fault((at, other), unknown_key(other, &NOUNS)),
            }
        }
        pack
    }

    fn items<T: DeserializeOwned>(&mut self, noun: &str, value: Spanned<DeValue<'_>>) -> Vec<T> {
        let at = value.span();
        match value.into_inner() {
            DeValue::Array(items) => items.into_iter().filter_map(|item| self.item(noun, item)).collect(),
            _ => {
                self.fault((at, noun), Message::new("definition-no-list").with("noun", noun).into());
                Vec::new()
            }
        }
    }

    /// An item, or all its faults: what was told is mended as far as it can be, and the item is read again.
    fn item<T: DeserializeOwned>(&mut self, noun: &str, value: Spanned<DeValue<'_>>) -> Option<T> {
        let mut error = match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(item) => return Some(item),
            Err(error) => error,
        };
        let head = value.span();
        let mut mending = Mending::new(value);
        for _ in 0..MOST_FAULTS {
            let at = error.span().unwrap_or_else(|| head.clone());
            if let Some((key, at)) = mending.told(error.message(), &at) {
                let key = if key.is_empty() { noun.to_owned() } else { key };
                let said = said(error.message());
                if let Some(better) = said.nearest() {
                    mending.meant(&at, better);
                }
                self.fault((at, &key), said);
            }
            if !mending.mend(error.message(), &at, |value| T::deserialize(ValueDeserializer::from(value)).err()) {
                break;
            }
            match T::deserialize(ValueDeserializer::from(mending.value())) {
                Ok(_) => break,
                Err(next) => error = next,
            }
        }
        None
    }

    fn fault(&mut self, (at, key): (Range<usize>, &str), said: Said) {
        self.faults.push((self.text.at(at.clone()).in_column(key), at.start, said));
    }
}

fn unknown_key(wanted: &str, known: &[&str]) -> Said {
    named(Message::new("definition-unknown-key").with("key", wanted), wanted, known)
}

fn named(message: Message, wanted: &str, known: &[&str]) -> Said {
    match nearest(wanted, known.iter().copied()) {
        Some(name) => Said { message, expected: None, hint: Some(Message::new("hint-nearest").with("name", name)) },
        None if known.is_empty() => message.into(),
        None => {
            let expected = Message::new("expected-one-of").with("names", known.join(", "));
            Said { message, expected: Some(expected), hint: None }
        }
    }
}

/// Gives serde's sentence the form of our own faults; one that we do not know passes as it is.
fn said(sentence: &str) -> Said {
    let quoted: Vec<&str> = sentence.split('`').skip(1).step_by(2).collect();
    let begins = |start: &str| sentence.starts_with(start);
    match quoted.split_first() {
        Some((wanted, known)) if begins("unknown field") => return unknown_key(wanted, known),
        Some((wanted, known)) if begins("unknown variant") => {
            return named(Message::new("definition-unknown-word").with("name", *wanted), wanted, known);
        }
        Some((key, _)) if begins("missing field") => {
            return Message::new("definition-missing-key").with("key", *key).into();
        }
        _ => {}
    }
    let own = [
        (" is not an id;", "definition-not-an-id"),
        (" is not a day;", "definition-not-a-day"),
        (" is not a number;", "definition-not-a-number"),
        (" is not exact as it stands", "definition-not-exact"),
    ];
    for (words, key) in own {
        if let Some((found, _)) = sentence.split_once(words) {
            return Message::new(key).with("text", found.trim_matches('`')).into();
        }
    }
    if begins("data did not match any variant") || begins("wanted ") {
        return Message::new("definition-wrong-form").into();
    }
    if let Some((found, expected)) =
        sentence.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        let message = Message::new("definition-wrong-type").with("expected", sort(expected)).with("found", sort(found));
        return message.into();
    }
    Message::new("definition-unreadable").with("text", sentence).into()
}

/// The sort of a value in serde's words.
fn sort(words: &str) -> Message {
    let first = words.trim_start_matches("a ").trim_start_matches("an ").split([' ', '`']).next().unwrap_or("");
    let key = match first {
        "string" | "borrowed" | "str" | "character" => "sort-text",
        "integer" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => "sort-whole-number",
        "floating" | "f64" => "sort-float",
        "boolean" => "sort-truth",
        "sequence" | "array" => "sort-list",
        "map" | "struct" | "table" | "wanted" | "inline" => "sort-table",
        "date-time" | "datetime" => "sort-toml-day",
        _ => return Message::said(words),
    };
    Message::new(key)
}
