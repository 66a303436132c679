//! An assessor's sheet (评分表) as data: what it asks, and what comes back on it. A workbook is made of it, and it of a
//! workbook, elsewhere; what an answer means is decided elsewhere too.

use crate::{day::Day, definition::Clause, fraction::Fraction, text::Text};
use std::sync::Arc;

/// Whose sheet it is and of what; it travels with the sheet, hidden, so that no other is taken for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetIdentity {
    /// Id of the scheme.
    pub scheme: String,
    /// Digest of its definition.
    pub digest: String,
    /// Period.
    pub period: String,
    /// Id of the assessor.
    pub assessor: String,
    /// Number of the rater, from 1.
    pub rater: u32,
}

/// A sheet to be filled.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Whose it is and of what.
    pub identity: SheetIdentity,
    /// What the scheme is called.
    pub name: Text,
    /// What the assessor is called.
    pub assessor: Text,
    /// How many raters answer for the assessor.
    pub raters: u32,
    /// Last day on which it may be returned, if one is set.
    pub due: Option<Day>,
    /// To whom it is returned, if that was said.
    pub return_to: Option<String>,
    /// The day its file bears; the same sheet has the same bytes whenever it is made.
    pub day: Day,
    /// Its rows.
    pub lines: Vec<SheetLine>,
}

/// A row of a sheet: one question about one organisation.
#[derive(Clone, Debug)]
pub struct SheetLine {
    /// Code, unique on all sheets of a scheme in a period.
    pub code: String,
    /// Id of the organisation.
    pub organisation: String,
    /// Name of the organisation; empty if it has none.
    pub organisation_name: String,
    /// What is asked.
    pub question: Arc<Question>,
    /// What the registers already show; may be empty.
    pub shown: String,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Key of the input that the answer fills.
    pub key: String,
    /// Which count of a vote, if it is one.
    pub part: Option<Part>,
    /// The item in which it counts, with its number; of a fact that none reads, nothing.
    pub item: Option<Text>,
    /// The question.
    pub name: Text,
    /// More of it.
    pub says: Option<Text>,
    /// The part of the period it is about, if it is asked for several.
    pub period: Option<String>,
    /// The clause it rests on.
    pub clause: Option<Clause>,
    /// What an answer looks like.
    pub expected: Expected,
}

/// One count of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// How many gave this answer: its word, and what it is called.
    Answer(String, Text),
    /// How many were asked.
    Invited,
}

/// What an answer looks like.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// Yes or no.
    YesNo,
    /// One of these words, by what they are called.
    Words(Vec<(String, Text)>),
    /// A whole number, not below 0.
    Count,
    /// A number.
    Number,
    /// A number not below the one and not above the other.
    Points {
        /// Not below.
        least: Fraction,
        /// Not above.
        most: Fraction,
    },
}

/// A sheet that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledSheet {
    /// File, as it was named to the program, without folders.
    pub file: String,
    /// Name of the sheet in the workbook.
    pub sheet: String,
    /// Whose it is and of what.
    pub identity: SheetIdentity,
    /// What the column of answers is called on it.
    pub answer_title: String,
    /// All rows below the header in which anything stands.
    pub lines: Vec<FilledLine>,
}

/// A row of a sheet that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledLine {
    /// Row, from 1.
    pub row: u32,
    /// Code; empty if none stands there.
    pub code: String,
    /// What stands in the cell of the answer, trimmed; of a formula, its result, or without one the formula.
    pub answer: String,
    /// Reason.
    pub reason: String,
    /// Whether anything else stands in the row.
    pub has_more: bool,
}

/// Word of the count of those who were asked.
pub const INVITED: &str = "invited";

/// Yes, as sheets write it.
#[must_use]
pub fn yes() -> Text {
    Text::new("是", "yes")
}

/// No, as sheets write it.
#[must_use]
pub fn no() -> Text {
    Text::new("否", "no")
}

/// That a question does not apply, as sheets write it.
#[must_use]
pub fn does_not_apply() -> Text {
    Text::new("不适用", "does not apply")
}

impl FilledLine {
    /// Whether an answer stands in it.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        !self.answer.is_empty()
    }

    /// Whether an answer or a reason stands in it.
    #[must_use]
    pub fn is_said(&self) -> bool {
        self.is_answered() || !self.reason.is_empty()
    }
}

impl Question {
    /// The code of its row about an organisation.
    #[must_use]
    pub fn code(&self, scheme: &str, organisation: &str) -> String {
        let part = self.part.as_ref().map(|part| format!(":{}", part.word())).unwrap_or_default();
        format!("{scheme}:{organisation}:{}{part}", self.key)
    }

    /// Whether it may be answered that it does not apply; where votes are counted, that is 0.
    #[must_use]
    pub fn may_not_apply(&self) -> bool {
        self.part.is_none()
    }
}

impl Part {
    /// Its word in registers.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Answer(word, _) => word,
            Self::Invited => INVITED,
        }
    }
}
