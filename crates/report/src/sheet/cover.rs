//! The first sheet: what this is, by when, and how to fill it. Printed, it is the page in front.

use super::{
    look::{self, Look},
    rows,
};
use crate::{Error, Words};
use changxiao_core::{message::Message, sheet::Sheet};
use rust_xlsxwriter::{Formula, Worksheet};
use std::collections::BTreeSet;

/// Width of the column of labels, and of that beside it.
const WIDTHS: [f64; 2] = [18.0, 68.0];
/// A4.
pub(super) const PAPER: u8 = 9;

/// What is explained, in this order.
const STEPS: [&str; 6] = [
    "sheet-step-where",
    "sheet-step-meaning",
    "sheet-step-absent",
    "sheet-step-reason",
    "sheet-step-locked",
    "sheet-step-return",
];

pub(super) fn write(page: &mut Worksheet, sheet: &Sheet, (words, looks): (Words<'_>, &Look)) -> Result<(), Error> {
    page.set_name(words.word("sheet-tab-cover"))?;
    for (column, width) in (0..).zip(WIDTHS) {
        page.set_column_width(column, width)?;
    }
    page.set_paper_size(PAPER).set_print_fit_to_pages(1, 0).set_margins(0.7, 0.7, 0.8, 0.8, 0.3, 0.3);
    page.merge_range(0, 0, 0, 1, words.text(&sheet.name), &looks.title.clone().set_text_wrap())?;
    page.set_row_height(0, 48)?;
    page.merge_range(1, 0, 1, 1, &words.word("sheet-cover-title"), &looks.label)?;
    let mut row = 3;
    for (label, value) in facts(sheet, words) {
        page.write_string_with_format(row, 0, words.word(label), &looks.label)?;
        page.write_string_with_format(row, 1, value, &looks.plain)?;
        row += 1;
    }
    page.write_string_with_format(row, 0, words.word("sheet-label-answered"), &looks.label)?;
    let tab = words.word("sheet-tab-rows").replace('\'', "''");
    let (line, column) = rows::COUNT_CELL;
    let count = Formula::new(format!("='{tab}'!{}", rows::name(line, column)));
    let count = count.set_result(rows::count(words, sheet.lines.len()).concat());
    page.write_formula_with_format(row, 1, count, &looks.plain)?;
    row += 2;
    page.write_string_with_format(row, 0, words.word("sheet-label-how"), &looks.label)?;
    for (number, step) in (1..).zip(STEPS) {
        let text = format!("{number}. {}", words.word(step));
        page.set_row_height(row, look::height(&text, (WIDTHS[1], 10.0)).max(20.0))?;
        page.write_string_with_format(row, 1, text, &looks.plain)?;
        row += 1;
    }
    row += 1;
    for label in ["sheet-label-signed", "sheet-label-signed-on"] {
        page.set_row_height(row, 32)?;
        page.write_string_with_format(row, 0, words.word(label), &looks.label)?;
        page.write_blank(row, 1, &looks.line)?;
        row += 1;
    }
    page.protect_with_options(&rows::protection());
    Ok(())
}

/// What the sheet is, label by label.
fn facts(sheet: &Sheet, words: Words<'_>) -> Vec<(&'static str, String)> {
    let organisations: BTreeSet<&str> = sheet.lines.iter().map(|line| line.organisation.as_str()).collect();
    let due = sheet
        .due
        .map_or_else(|| words.word("sheet-no-due"), |day| words.say(&Message::new("sheet-due").with("day", day)));
    let return_to = sheet.return_to.clone().unwrap_or_else(|| words.word("sheet-return-to-whom"));
    let mut facts = vec![
        ("sheet-label-period", sheet.identity.period.clone()),
        ("sheet-label-assessor", words.text(&sheet.assessor).to_owned()),
    ];
    if sheet.raters > 1 {
        let rater = Message::new("sheet-rater").with("rater", sheet.identity.rater).with("raters", sheet.raters);
        facts.push(("sheet-label-rater", words.say(&rater)));
    }
    let size = Message::new("sheet-size").with("organisations", organisations.len()).with("lines", sheet.lines.len());
    facts.push(("sheet-label-size", words.say(&size)));
    facts.push(("sheet-label-due", due));
    facts.push(("sheet-label-return-to", return_to));
    facts
}
