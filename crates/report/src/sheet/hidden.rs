//! The hidden sheet: whose sheet it is and of what, how its columns are called, and the lists of its drop-downs.

use crate::{Error, Words, sheet::rows};
use changxiao_core::{
    sheet::{Expected, Question, Sheet, does_not_apply, no, yes},
    text::{Language, Text},
};
use rust_xlsxwriter::Worksheet;
use std::collections::BTreeMap;

/// What the hidden sheet is called.
pub(crate) const NAME: &str = "_changxiao";
/// What stands in its first cell.
pub(crate) const SIGN: &str = "changxiao-sheet";
/// Version of its layout, beside that.
pub(crate) const LAYOUT: &str = "1";

/// Column of the first list.
const FIRST_LIST: u16 = 3;

/// The lists of drop-downs, each once, in the order in which they are first asked for.
pub(super) struct Lists {
    lists: Vec<Vec<String>>,
    places: BTreeMap<Vec<String>, usize>,
}

impl Lists {
    pub(super) fn new(sheet: &Sheet, words: Words<'_>) -> Self {
        let mut all = Self { lists: Vec::new(), places: BTreeMap::new() };
        for line in &sheet.lines {
            let Some(list) = list(&line.question, words) else { continue };
            if !all.places.contains_key(&list) {
                all.places.insert(list.clone(), all.lists.len());
                all.lists.push(list);
            }
        }
        all
    }

    /// Where the list of a question stands, as a formula names it.
    pub(super) fn range(&self, question: &Question, words: Words<'_>) -> Option<String> {
        let list = list(question, words)?;
        let place = u16::try_from(*self.places.get(&list)?).ok()?;
        let column = rows::letters(FIRST_LIST.checked_add(place)?);
        Some(format!("={NAME}!${column}$1:${column}${}", list.len()))
    }
}

/// What can be chosen; `None` where a number is written.
fn list(question: &Question, words: Words<'_>) -> Option<Vec<String>> {
    let mut list = match &question.expected {
        Expected::YesNo => [yes(), no()].iter().map(|text| words.text(text).to_owned()).collect(),
        Expected::Words(choices) => choices.iter().map(|choice| shown(choice, choices, words)).collect::<Vec<_>>(),
        Expected::Count | Expected::Number | Expected::Points { .. } => return None,
    };
    if question.may_not_apply() {
        let absent = does_not_apply();
        let absent = words.text(&absent);
        if !list.iter().any(|one| one == absent) {
            list.push(absent.to_owned());
        }
    }
    Some(list)
}

/// What a choice is called; where two are called the same, the word by which the scheme knows it.
pub(super) fn shown((word, name): &(String, Text), all: &[(String, Text)], words: Words<'_>) -> String {
    let name = words.text(name);
    let is_alone = all.iter().filter(|(_, other)| words.text(other) == name).count() == 1;
    if is_alone { name.to_owned() } else { word.clone() }
}

pub(super) fn write(page: &mut Worksheet, sheet: &Sheet, (words, lists): (Words<'_>, &Lists)) -> Result<(), Error> {
    page.set_name(NAME)?;
    let identity = &sheet.identity;
    let language = match words.language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    let [code, answer, reason] = rows::TITLES_READ.map(|key| words.word(key));
    let facts = [
        (SIGN, LAYOUT),
        ("scheme", &identity.scheme),
        ("digest", &identity.digest),
        ("period", &identity.period),
        ("assessor", &identity.assessor),
        ("rater", &identity.rater.to_string()),
        ("language", language),
        ("code", &code),
        ("answer", &answer),
        ("reason", &reason),
    ];
    for (row, (key, value)) in (0..).zip(facts) {
        page.write_string(row, 0, key)?;
        page.write_string(row, 1, value)?;
    }
    for (column, list) in (FIRST_LIST..).zip(&lists.lists) {
        for (row, word) in (0..).zip(list) {
            page.write_string(row, column, word)?;
        }
    }
    page.set_hidden(true);
    page.protect();
    Ok(())
}
