//! Answers as rows of the register of assessments.

use super::{Assessed, Given};
use crate::{scheme::Table, seal};
use changxiao_core::{
    columns::{Cell, Columns},
    contract::Kind,
    day::Day,
    fraction::Fraction,
    sheet::Part,
};

/// Stands before and after a word of the scheme, so that a register never takes it for an empty cell (无, none).
pub(crate) const QUOTES: (char, char) = ('「', '」');

/// Says that the question does not apply.
pub(crate) const ABSENT: &str = "~";

/// The answers of a collection as rows of the register of assessments, in its order.
#[must_use]
pub fn records(kind: &Kind, table: &Table, answers: &[Assessed], received: Day) -> Columns {
    let mut columns = Columns::empty(kind);
    for answer in answers {
        let cells = kind.fields.iter().map(|field| cell(&field.id, (table, answer), received));
        columns.push(cells.collect::<Vec<_>>(), answer.origin.clone());
    }
    columns.sorted(kind)
}

fn cell(field: &str, (table, answer): (&Table, &Assessed), received: Day) -> Cell {
    let text = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::Text(text.into()) };
    match field {
        "id" => text(&id(table, answer)),
        "org" => text(answer.organisation.as_str()),
        "kind" => text("sheet-line"),
        "held_on" => Cell::Day(received),
        "item" => text(&answer.question.key),
        "mark" => match &answer.given {
            Given::Number(number) => hundredths(*number).map_or(Cell::Blank, Cell::Number),
            Given::Word(_) | Given::Absent => Cell::Blank,
        },
        "scheme" => text(table.def.id.as_str()),
        "period" => text(&table.period.to_string()),
        "assessor" => text(&answer.assessor),
        "rater" => Cell::Number(i64::from(answer.rater).saturating_mul(100)),
        "choice" => choice(answer).map_or(Cell::Blank, |choice| text(&choice)),
        "reason" => text(&answer.reason),
        _ => Cell::Blank,
    }
}

fn choice(answer: &Assessed) -> Option<String> {
    let quoted = |word: &str| format!("{}{word}{}", QUOTES.0, QUOTES.1);
    match (&answer.question.part, &answer.given) {
        (_, Given::Absent) => Some(ABSENT.to_owned()),
        (_, Given::Word(word)) | (Some(Part::Answer(word, _)), _) => Some(quoted(word)),
        (Some(Part::Invited), _) => Some(Part::Invited.word().to_owned()),
        (None, Given::Number(_)) => None,
    }
}

fn hundredths(number: Fraction) -> Option<i64> {
    let hundredths = number.times(Fraction::from(100)).filter(|hundredths| hundredths.denominator() == 1)?;
    i64::try_from(hundredths.numerator()).ok()
}

/// An id of the answer to a question by a rater: the same whenever it is collected, so that a later answer replaces none
/// unseen.
fn id(table: &Table, answer: &Assessed) -> String {
    let part = answer.question.part.as_ref().map_or("", Part::word);
    let organisation = answer.organisation.as_str();
    let (scheme, period, rater) = (&table.def.id, table.period, answer.rater);
    let whole = [scheme.as_str(), &period.to_string(), &answer.assessor, &rater.to_string(), organisation];
    let whole = format!("{}|{}|{part}", whole.join("|"), answer.question.key);
    let digest = seal::digest(whole.as_bytes());
    format!("{}-{}", table.def.code(), digest.get(..20).unwrap_or(&digest))
}
