//! What a cell of an answer accepts: a drop-down of words, or a number within its bounds. One validation for all rows that
//! ask alike, so that a sheet of thousands stays quick.

use super::{hidden::Lists, rows};
use crate::{Error, Words};
use changxiao_core::{
    fraction::Fraction,
    sheet::{Expected, Question, Sheet, does_not_apply},
};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet};
use std::collections::BTreeMap;

/// Most characters of a message that a spreadsheet program shows.
const MOST: usize = 250;

pub(super) fn write(page: &mut Worksheet, sheet: &Sheet, (words, lists): (Words<'_>, &Lists)) -> Result<(), Error> {
    let mut alike: BTreeMap<(&Expected, bool), Vec<u32>> = BTreeMap::new();
    for (row, line) in (rows::FIRST..).zip(&sheet.lines) {
        alike.entry((&line.question.expected, line.question.may_not_apply())).or_default().push(row);
    }
    for places in alike.into_values() {
        let Some(first) = places.first().copied() else { continue };
        let at = usize::try_from(first.saturating_sub(rows::FIRST)).unwrap_or_default();
        let Some(line) = sheet.lines.get(at) else { continue };
        let validation = DataValidation::new();
        let validation = match lists.range(&line.question, words) {
            Some(range) => validation.allow_list_formula(Formula::new(range)),
            None => validation.allow_custom(Formula::new(condition(&line.question, (first, words)))),
        };
        let message: String = rows::expectation(&line.question, words).chars().take(MOST).collect();
        let title: String = words.word("sheet-unfit").chars().take(30).collect();
        let validation = validation
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title(title)?
            .set_error_message(message)?
            .set_multi_range(ranges(&places));
        page.add_data_validation(first, rows::ANSWER, first, rows::ANSWER, &validation)?;
    }
    Ok(())
}

/// What must hold of the first cell; a program moves it along to the others.
fn condition(question: &Question, (row, words): (u32, Words<'_>)) -> String {
    let cell = rows::name(row, rows::ANSWER).replace('$', "");
    let number = |end: Fraction| decimal(end);
    let bounds = match &question.expected {
        Expected::Count => format!("{cell}>=0,{cell}=INT({cell})"),
        Expected::Points { least, most } => format!("{cell}>={},{cell}<={}", number(*least), number(*most)),
        _ => "TRUE".to_owned(),
    };
    let is_number = format!("IF(ISNUMBER({cell}),AND({bounds}),FALSE)");
    if question.may_not_apply() {
        format!("=OR({cell}=\"{}\",{is_number})", words.text(&does_not_apply()))
    } else {
        format!("={is_number}")
    }
}

/// A number as a formula writes it.
fn decimal(number: Fraction) -> String {
    let text = number.to_string();
    if text.contains('/') { format!("({text})") } else { text }
}

/// Rows as ranges of the column of answers.
fn ranges(rows: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some((_, last)) if last.saturating_add(1) == *row => *last = *row,
            _ => ranges.push((*row, *row)),
        }
    }
    let name = |row: u32| rows::name(row, rows::ANSWER).replace('$', "");
    let one =
        |(first, last): (u32, u32)| if first == last { name(first) } else { format!("{}:{}", name(first), name(last)) };
    ranges.into_iter().map(one).collect::<Vec<_>>().join(" ")
}
