//! A fault is a value: where, what is wrong, what was expected, what to do next. Faults are collected, never thrown;
//! an *error* is why a crate had to stop, and is another type.

use crate::message::Message;
use serde::{Deserialize, Serialize};

/// Where in what the user gave us. Everything that is known is filled in; rows and lines count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// File, or the name of a text inside a plugin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row of a sheet or line of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column of a register (its header), or key of a definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The lines of a text, and which part of them is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
}

/// Lines of a text as they were written, and the part of them that is meant. `row` of the place is the first of them.
/// What comes over a plugin's wire may be anything: whoever shows it asks `parts` first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quote {
    /// Whole lines.
    pub text: String,
    /// First byte of the part.
    pub from: usize,
    /// First byte that is out of the part; the same as `from` if something is missing there.
    pub until: usize,
}

impl Quote {
    /// What stands before the part, the part, and what stands after it; `None` if the bytes do not fit the text.
    #[must_use]
    pub fn parts(&self) -> Option<(&str, &str, &str)> {
        Some((self.text.get(..self.from)?, self.text.get(self.from..self.until)?, self.text.get(self.until..)?))
    }
}

/// One thing that is wrong with what the user gave us.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: Message,
    /// What was expected instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Message>,
    /// What to do next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Message>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), ..Self::default() }
    }

    /// The same place, in this row or line.
    #[must_use]
    pub fn at_row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place, with the lines that stand there.
    #[must_use]
    pub fn quoting(mut self, quote: Quote) -> Self {
        self.quote = Some(quote);
        self
    }

    /// The same place, in this sheet.
    #[must_use]
    pub fn in_sheet(mut self, sheet: impl Into<String>) -> Self {
        self.sheet = Some(sheet.into());
        self
    }

    /// The same place, in this column or under this key.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }
}

impl Fault {
    /// A fault without expectation or hint.
    #[must_use]
    pub fn new(place: Place, message: Message) -> Self {
        Self { place, message, expected: None, hint: None }
    }

    /// A fault said by an author in words of their own; the place is filled in by whoever called the author's code.
    pub fn said(text: impl Into<crate::message::Argument>) -> Self {
        Self::new(Place::default(), Message::said(text))
    }

    /// The same fault, with what was expected.
    #[must_use]
    pub fn expected(mut self, expected: Message) -> Self {
        self.expected = Some(expected);
        self
    }

    /// The same fault, with the next step.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same fault, with the nearest of the names that exist as a hint, if one is near.
    #[must_use]
    pub fn nearest<'a>(self, wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(wanted, names) {
            Some(name) => self.hint(Message::new("hint-nearest").with("name", name)),
            None => self,
        }
    }
}

/// The name that looks most like the wanted one; `None` if nothing is near. Counts characters, so that it serves Chinese.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Alike in their beginnings and few keystrokes apart: either alone prefers names that are merely short.
    let likeness =
        |name: &str| strsim::jaro_winkler(wanted, name).midpoint(strsim::normalized_damerau_levenshtein(wanted, name));
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let alike = likeness(name);
        if alike >= 0.6 && best.is_none_or(|(most, before)| alike > most || (alike == most && name < before)) {
            best = Some((alike, name));
        }
    }
    best.map(|(_, name)| name)
}
