//! Where in a text something stands: the line, and the bytes to quote. A text is parsed again for each fault; there are
//! few, and nothing has to be kept for texts without any.

use super::PackText;
use crate::fault::{Place, Quote};
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Lines of a value that are quoted whole; of a longer one only the first is shown.
const MOST_LINES: usize = 12;

/// What is looked for in a text.
#[derive(Clone, Debug)]
pub struct Sought<'a> {
    /// Id of a definition, or target of an amendment.
    pub id: &'a str,
    /// Keys below it, such as `measure.look.held.only`. Of those that are not written the nearest above is taken.
    pub key: &'a str,
    /// Which part of the value.
    pub part: Part<'a>,
}

/// Part of a value.
#[derive(Clone, Debug)]
pub enum Part<'a> {
    /// All of it.
    Whole,
    /// A word in it.
    Word(&'a str),
    /// These bytes of an expression that is it, or stands in it.
    Of(&'a str, Range<usize>),
}

impl PackText {
    /// The places in every item with this id or target, in the order in which they are written.
    #[must_use]
    pub fn places_of(&self, sought: &Sought<'_>) -> Vec<Place> {
        let (root, _) = DeTable::parse_recoverable(&self.text);
        let lists = root.get_ref().values().filter_map(|list| list.get_ref().as_array());
        let items = lists.flat_map(|list| list.iter()).filter(|item| is_named(item, sought.id));
        let mut ranges: Vec<Range<usize>> = items.map(|item| self.range(item, sought)).collect();
        ranges.sort_by_key(|range| range.start);
        ranges.into_iter().map(|range| self.at(range).in_column(sought.key)).collect()
    }

    /// The place of these bytes: the line of the first, and the lines of all.
    #[must_use]
    pub(super) fn at(&self, range: Range<usize>) -> Place {
        let text = &self.text;
        // What is missing at the end is missing at the end of the last line.
        let from = if range.start >= text.len() { text.trim_end().len() } else { range.start };
        let part = text.get(from..range.end.min(text.len())).unwrap_or("").trim_end_matches(['\n', '\r']);
        let until = from + part.len();
        let start = text.get(..from).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let line_end = |at: usize| text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
        let is_long = part.matches('\n').count() >= MOST_LINES;
        let until = if is_long { line_end(from) } else { until };
        let row = text.get(..from).unwrap_or(text).matches('\n').count() + 1;
        let place = Place::file(self.file.as_ref()).at_row(u32::try_from(row).unwrap_or(u32::MAX));
        match text.get(start..line_end(until)) {
            Some(lines) => place.quoting(Quote { text: lines.to_owned(), from: from - start, until: until - start }),
            None => place,
        }
    }

    fn range(&self, item: &Spanned<DeValue<'_>>, sought: &Sought<'_>) -> Range<usize> {
        let mut path: Vec<&str> = sought.key.split('.').collect();
        let mut found = below(item, &path);
        while found.is_empty() && path.pop().is_some() {
            found = below(item, &path);
        }
        if path.is_empty() {
            found = below(item, &["id"]).into_iter().chain(below(item, &["target"])).take(1).collect();
        }
        let whole = found.first().map_or_else(|| item.span(), |value| value.span());
        let exact = found.iter().find_map(|value| self.part(value.span(), &sought.part));
        exact.unwrap_or(whole)
    }

    fn part(&self, value: Range<usize>, part: &Part<'_>) -> Option<Range<usize>> {
        let written = self.text.get(value.clone())?;
        let word_of = |from: usize, word: &str, is_part: fn(char) -> bool| {
            let before = written.get(..from).unwrap_or("").chars().next_back();
            let after = written.get(from + word.len()..).unwrap_or("").chars().next();
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        };
        let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == '/';
        let inside = match part {
            Part::Whole | Part::Word("") => None,
            Part::Word(word) => {
                let (at, _) = written.match_indices(word).find(|(at, _)| word_of(*at, word, is_name))?;
                Some(at..at + word.len())
            }
            // An expression with escapes does not stand in the text as it is, and is quoted whole.
            Part::Of(expression, bytes) if !expression.is_empty() => {
                let is_within = |c: char| !matches!(c, '"' | '\'') && !c.is_whitespace();
                let (at, _) = written.match_indices(expression).find(|(at, _)| word_of(*at, expression, is_within))?;
                Some(at + bytes.start..at + bytes.end)
            }
            Part::Of(..) => None,
        };
        inside.map(|inside| value.start + inside.start..value.start + inside.end)
    }
}

fn is_named(item: &Spanned<DeValue<'_>>, id: &str) -> bool {
    let Some(table) = item.get_ref().as_table() else { return false };
    ["id", "target"].iter().any(|key| table.get(*key).and_then(|value| value.get_ref().as_str()) == Some(id))
}

/// The values under these keys; in every table of a list, and in the parts of a measure if it has no such key itself.
fn below<'v, 't>(value: &'v Spanned<DeValue<'t>>, path: &[&str]) -> Vec<&'v Spanned<DeValue<'t>>> {
    let Some((first, rest)) = path.split_first() else { return vec![value] };
    match value.get_ref() {
        DeValue::Table(table) => match (table.get(*first), table.get("part")) {
            (Some(next), _) => below(next, rest),
            (None, Some(parts)) => below(parts, path),
            (None, None) => Vec::new(),
        },
        DeValue::Array(list) => match list.iter().find_map(|one| Some((one, after_id(one, path)?))) {
            Some((one, rest)) => below(one, rest),
            None => list.iter().flat_map(|one| below(one, path)).collect(),
        },
        _ => Vec::new(),
    }
}

/// What is left of a path after the id of an item in a list; an id may have points in it.
fn after_id<'p, 's>(item: &Spanned<DeValue<'_>>, path: &'p [&'s str]) -> Option<&'p [&'s str]> {
    let id = item.get_ref().as_table()?.get("id")?.get_ref().as_str()?;
    let length = id.split('.').count();
    let (own, rest) = path.split_at_checked(length)?;
    (own.join(".") == id).then_some(rest)
}
