//! The sheet itself: a row a question and organisation.

use super::{
    cover::PAPER,
    hidden::{Lists, shown},
    look::{self, Look, Looks},
    validation,
};
use crate::{Error, Words};
use changxiao_core::{
    message::Message,
    sheet::{Expected, Part, Question, Sheet, SheetLine, no, yes},
};
use rust_xlsxwriter::{ConditionalFormatFormula, Formula, ProtectionOptions, Worksheet};

/// A column: what it is called, how wide it is, and the size of its letters.
type Column = (&'static str, f64, f64);

const COLUMNS: [Column; 10] = [
    ("sheet-column-organisation", 14.0, 10.0),
    ("sheet-column-item", 15.0, 10.0),
    ("sheet-column-question", 34.0, 10.0),
    ("sheet-column-clause", 17.0, look::SMALL),
    ("sheet-column-shown", 16.0, look::SMALL),
    ("sheet-column-expected", 11.0, look::SMALL),
    ("sheet-column-answer", 12.0, look::LARGE),
    ("sheet-column-reason", 30.0, 10.0),
    ("sheet-column-state", 8.0, 10.0),
    ("sheet-column-code", 13.0, look::SMALLEST),
];

/// What the columns are called that are read back: code, answer and reason.
pub(super) const TITLES_READ: [&str; 3] = ["sheet-column-code", "sheet-column-answer", "sheet-column-reason"];

/// The column of answers.
pub(super) const ANSWER: u16 = 6;
const REASON: u16 = 7;
const STATE: u16 = 8;
const CODE: u16 = 9;

const HEADING: u32 = 2;
/// The first row of a question.
pub(super) const FIRST: u32 = 3;
/// A row is at least so high: one line written by hand, or two typed.
const LEAST_HEIGHT: f64 = 30.0;
/// The cell that counts.
pub(super) const COUNT_CELL: (u32, u16) = (1, 0);

pub(super) fn write(
    page: &mut Worksheet,
    sheet: &Sheet,
    (words, look, lists): (Words<'_>, &Look, &Lists),
) -> Result<(), Error> {
    for (column, (title, width, _)) in (0..).zip(COLUMNS) {
        page.set_column_width(column, width)?;
        page.write_string_with_format(HEADING, column, words.word(title), &look.heading)?;
    }
    page.set_row_height(HEADING, 26)?;
    head(page, sheet, (words, look))?;
    let mut before = None;
    for (row, line) in (FIRST..).zip(&sheet.lines) {
        let is_first = before.replace(&line.organisation) != Some(&line.organisation);
        write_line(page, (row, line), (words, if is_first { &look.first } else { &look.other }))?;
    }
    if let Some(last) = last(sheet) {
        let is_open = Formula::new(format!("=LEN(TRIM(${}{}))=0", letters(ANSWER), FIRST + 1));
        let open = ConditionalFormatFormula::new().set_rule(is_open).set_format(look.open.clone());
        page.add_conditional_format(FIRST, ANSWER, last, ANSWER, &open)?;
        page.add_conditional_format(FIRST, STATE, last, STATE, &open)?;
        page.autofilter(HEADING, 0, last, CODE)?;
    }
    validation::write(page, sheet, (words, lists))?;
    print(page, sheet, words)?;
    page.protect_with_options(&protection());
    Ok(())
}

/// What may be done to a protected sheet: nothing to its content, but columns and rows may be made wider.
pub(super) fn protection() -> ProtectionOptions {
    ProtectionOptions { format_columns: true, format_rows: true, use_autofilter: true, ..ProtectionOptions::default() }
}

fn last(sheet: &Sheet) -> Option<u32> {
    let rows = u32::try_from(sheet.lines.len()).ok()?.checked_sub(1)?;
    FIRST.checked_add(rows)
}

/// Title, and how much is answered.
fn head(page: &mut Worksheet, sheet: &Sheet, (words, look): (Words<'_>, &Look)) -> Result<(), Error> {
    page.write_string_with_format(0, 0, title(sheet, words), &look.title)?;
    page.set_row_height(0, 28)?;
    let (row, column) = COUNT_CELL;
    let state = letters(STATE);
    let done = words.word("sheet-state-done");
    let [before, _, after] = count(words, sheet.lines.len());
    let range = format!("${state}${}:${state}${}", FIRST + 1, last(sheet).unwrap_or(FIRST) + 1);
    let formula = format!("={}&COUNTIF({range},{})&{}", quoted(&before), quoted(&done), quoted(&after));
    let formula = Formula::new(formula).set_result(count(words, sheet.lines.len()).concat());
    page.write_formula_with_format(row, column, formula, &look.label.clone().unset_text_wrap())?;
    Ok(())
}

/// The sentence that says how many of them are answered, around the number: nobody has answered yet.
pub(super) fn count(words: Words<'_>, total: usize) -> [String; 3] {
    let message = Message::new("sheet-count").with("answered", "\u{1}").with("total", total);
    let said = words.say(&message);
    let (before, after) = said.split_once('\u{1}').unwrap_or((&said, ""));
    [before.to_owned(), "0".to_owned(), after.to_owned()]
}

fn title(sheet: &Sheet, words: Words<'_>) -> String {
    let name = Message::new("sheet-title")
        .with("scheme", sheet.name.clone())
        .with("period", sheet.identity.period.as_str())
        .with("assessor", sheet.assessor.clone());
    if sheet.raters > 1 {
        let rater = Message::new("sheet-rater").with("rater", sheet.identity.rater).with("raters", sheet.raters);
        return format!("{} · {}", words.say(&name), words.say(&rater));
    }
    words.say(&name)
}

fn write_line(
    page: &mut Worksheet,
    (row, line): (u32, &SheetLine),
    (words, looks): (Words<'_>, &Looks),
) -> Result<(), Error> {
    let [open, done] = ["sheet-state-open", "sheet-state-done"].map(|key| words.word(key));
    let cell = format!("${}{}", letters(ANSWER), row + 1);
    let state = Formula::new(format!("=IF(LEN(TRIM({cell}))=0,{},{})", quoted(&open), quoted(&done)));
    let texts = texts(line, words);
    let [organisation, item, question, clause, shown, expected] = &texts;
    let plain = [
        (organisation, &looks.text),
        (item, &looks.text),
        (question, &looks.text),
        (clause, &looks.small),
        (shown, &looks.small),
        (expected, &looks.expected),
    ];
    for (column, (text, format)) in (0..).zip(plain) {
        page.write_string_with_format(row, column, text, format)?;
    }
    page.write_blank(row, ANSWER, &looks.answer)?;
    page.write_blank(row, REASON, &looks.reason)?;
    page.write_formula_with_format(row, STATE, state.set_result(open), &looks.state)?;
    page.write_string_with_format(row, CODE, &line.code, &looks.code)?;
    page.set_row_height(row, height(&texts, &line.code))?;
    Ok(())
}

/// What stands in the columns before the answer.
fn texts(line: &SheetLine, words: Words<'_>) -> [String; 6] {
    let question = &line.question;
    let organisation = format!("{} {}", line.organisation_name, line.organisation).trim().to_owned();
    let clause = question.clause.as_ref().map(|clause| {
        let message = Message::new("clause-short").with("regulation", clause.regulation.clone());
        words.say(&message.with("article", clause.article.clone()))
    });
    let item = question.item.as_ref().map(|item| words.text(item).to_owned());
    [
        organisation,
        item.unwrap_or_default(),
        asked(question, words),
        clause.unwrap_or_default(),
        line.shown.clone(),
        expectation(question, words),
    ]
}

/// Height of a row: of the text with the most lines, but room for a pen.
fn height(texts: &[String; 6], code: &str) -> f64 {
    let with_column = texts.iter().zip(COLUMNS).map(|(text, column)| (text.as_str(), column));
    let code = COLUMNS.last().map(|column| (code, *column));
    let heights = with_column.chain(code).map(|(text, (_, width, size))| look::height(text, (width, size)));
    heights.fold(LEAST_HEIGHT, f64::max)
}

/// The question as it is printed.
fn asked(question: &Question, words: Words<'_>) -> String {
    let name = words.text(&question.name).to_owned();
    let name = match &question.part {
        None => name,
        Some(Part::Invited) => words.say(&Message::new("sheet-vote-invited").with("question", question.name.clone())),
        Some(Part::Answer(_, answer)) => {
            let message = Message::new("sheet-vote-answer").with("question", question.name.clone());
            words.say(&message.with("answer", answer.clone()))
        }
    };
    let name = match &question.period {
        Some(period) => format!("{name} [{period}]"),
        None => name,
    };
    match &question.says {
        Some(says) => format!("{name}\n{}", words.text(says)),
        None => name,
    }
}

/// What an answer looks like, shortly.
pub(super) fn expectation(question: &Question, words: Words<'_>) -> String {
    match &question.expected {
        Expected::YesNo => [yes(), no()].map(|text| words.text(&text).to_owned()).join(" / "),
        Expected::Words(all) => all.iter().map(|choice| shown(choice, all, words)).collect::<Vec<_>>().join(" / "),
        Expected::Count => words.word("sheet-short-count"),
        Expected::Number => words.word("sheet-short-number"),
        Expected::Points { least, most } => {
            words.say(&Message::new("sheet-short-points").with("least", *least).with("most", *most))
        }
    }
}

fn print(page: &mut Worksheet, sheet: &Sheet, words: Words<'_>) -> Result<(), Error> {
    page.set_freeze_panes(FIRST, 0)?;
    page.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    page.set_margins(0.4, 0.4, 0.5, 0.6, 0.25, 0.3);
    page.set_repeat_rows(HEADING, HEADING)?;
    // `&` begins a command in a footer, and one may have at most 255 letters.
    let title: String = title(sheet, words).chars().take(110).collect();
    let pages = words.say(&Message::new("sheet-pages").with("page", "&P").with("pages", "&N"));
    page.set_footer(format!("&L&8{}&R&8{pages}", title.replace('&', "&&")));
    Ok(())
}

/// A text inside a formula.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The name of a cell, as formulas write it.
pub(super) fn name(row: u32, column: u16) -> String {
    format!("${}${}", letters(column), row + 1)
}

/// The letters of a column.
pub(super) fn letters(column: u16) -> String {
    let letter = |number: u16| char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
    match column.checked_sub(26) {
        None => letter(column).to_string(),
        Some(rest) => format!("{}{}", letters(rest / 26), letter(column)),
    }
}
