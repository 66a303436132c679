//! Sheets that came back are read into answers. Every answered cell becomes an answer or a fault; what was asked and not
//! answered is told of each rater, and so is who returned nothing.

use super::{
    answer::{self, Given},
    scored_code,
};
use crate::scheme::Table;
use changxiao_core::{
    columns::Origin,
    day::Day,
    definition::scheme::AssessorDef,
    fault::{Fault, Place},
    id::OrganisationId,
    message::Message,
    sheet::{FilledLine, FilledSheet, Question, SheetIdentity},
};
use std::collections::BTreeMap;

/// What was asked, and when its answers came.
#[derive(Clone, Copy, Debug)]
pub struct Collection<'a> {
    /// The scheme in its period.
    pub table: &'a Table,
    /// The organisations about which was asked.
    pub organisations: &'a [OrganisationId],
    /// The day on which the sheets came back.
    pub received: Day,
}

/// One answer of one rater.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// About whom.
    pub organisation: OrganisationId,
    /// To what.
    pub question: Question,
    /// Whose.
    pub assessor: String,
    /// Number of the rater.
    pub rater: u32,
    /// The answer.
    pub given: Given,
    /// Why, as the rater wrote it; may be empty.
    pub reason: String,
    /// Where it stood.
    pub origin: Origin,
}

/// What became of the sheets of one rater.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaterBalance {
    /// Id of the assessor.
    pub assessor: String,
    /// Number of the rater.
    pub rater: u32,
    /// Sheets that came back.
    pub sheets: usize,
    /// Questions asked.
    pub asked: usize,
    /// Questions answered.
    pub answered: usize,
    /// Questions with an answer that could not be taken.
    pub put_aside: usize,
    /// Questions without an answer.
    pub missing: Vec<Missing>,
    /// Last day for it, if one is set.
    pub due: Option<Day>,
    /// Whether it is past that day: the sheets came late, or are still out.
    pub is_late: bool,
}

/// A question that was not answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// About whom.
    pub organisation: OrganisationId,
    /// Its code on the sheet.
    pub code: String,
    /// Which: the key, and the word of a vote's count.
    pub key: String,
}

/// What came of sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// The answers, in the order of organisations and questions.
    pub answers: Vec<Assessed>,
    /// What could not be taken, sheet by sheet.
    pub faults: Vec<Fault>,
    /// Every rater who was asked anything.
    pub raters: Vec<RaterBalance>,
}

/// Reads sheets that came back.
#[must_use]
pub fn collect(collection: &Collection<'_>, sheets: &[FilledSheet]) -> Collected {
    let mut collected = Collected::default();
    let mut by_rater: BTreeMap<(&str, u32), Vec<&FilledSheet>> = BTreeMap::new();
    for sheet in sheets {
        match stranger(collection.table, &sheet.identity) {
            None => {
                let rater = (sheet.identity.assessor.as_str(), sheet.identity.rater);
                by_rater.entry(rater).or_default().push(sheet);
            }
            Some(message) => {
                let answers = sheet.lines.iter().filter(|line| line.is_answered()).count();
                let place = Place::file(sheet.file.as_str()).in_sheet(sheet.sheet.as_str());
                let is_older = message.key == "sheet-other-version";
                let fault = Fault::new(place, message.with("answers", answers));
                let hint = || Message::new("hint-sheet-again");
                collected.faults.push(if is_older { fault.hint(hint()) } else { fault });
            }
        }
    }
    for assessor in &collection.table.def.assessors {
        for rater in 1..=assessor.raters {
            let sheets = by_rater.remove(&(assessor.id.as_str(), rater)).unwrap_or_default();
            collect_of(collection, (assessor, rater), &sheets, &mut collected);
        }
    }
    collected.faults.sort();
    collected
}

/// Why a sheet is none of this scheme and period, if it is none.
fn stranger(table: &Table, found: &SheetIdentity) -> Option<Message> {
    let own = table.sheet_identity(&found.assessor, found.rater);
    let differs = |key: &str, found: &str, wanted: &str| {
        (found != wanted).then(|| Message::new(key).with("found", found).with("wanted", wanted))
    };
    differs("sheet-other-scheme", &found.scheme, &own.scheme)
        .or_else(|| differs("sheet-other-period", &found.period, &own.period))
        .or_else(|| {
            (found.digest != own.digest)
                .then(|| Message::new("sheet-other-version").with("scheme", own.scheme.as_str()))
        })
        .or_else(|| {
            let is_known = table.assessor(&found.assessor).is_some_and(|one| (1..=one.raters).contains(&found.rater));
            let message = || {
                let message = Message::new("sheet-unknown-rater").with("assessor", found.assessor.as_str());
                message.with("rater", found.rater)
            };
            (!is_known).then(message)
        })
}

/// What was asked of one rater, by its code on the sheet.
type AskedOf<'a> = BTreeMap<String, (&'a OrganisationId, &'a Question)>;

/// Where an answer stands.
type Standing<'a> = (&'a FilledSheet, &'a FilledLine);

fn collect_of(
    collection: &Collection<'_>,
    (assessor, rater): (&AssessorDef, u32),
    sheets: &[&FilledSheet],
    collected: &mut Collected,
) {
    let questions = collection.table.questions(&assessor.id, rater);
    let mut order = Vec::new();
    let mut asked = AskedOf::new();
    for organisation in collection.organisations {
        for question in &questions {
            let code = scored_code(collection.table, organisation, question);
            order.push(code.clone());
            asked.insert(code, (organisation, question));
        }
    }
    let mut standing = standing(sheets, &asked, &mut collected.faults);
    if order.is_empty() && sheets.is_empty() {
        return;
    }
    let mut balance = RaterBalance {
        assessor: assessor.id.clone(),
        rater,
        sheets: sheets.len(),
        asked: order.len(),
        answered: 0,
        put_aside: 0,
        missing: Vec::new(),
        due: collection.table.sheets_due(assessor),
        is_late: false,
    };
    balance.is_late = balance.due.is_some_and(|due| due < collection.received);
    for code in order {
        let Some((organisation, question)) = asked.get(&code).copied() else { continue };
        let places = standing.remove(&code).unwrap_or_default();
        match taken(question, &places) {
            Ok(None) => balance.missing.push(Missing::new(organisation, question, code)),
            Ok(Some((given, (sheet, line)))) => {
                balance.answered += 1;
                collected.answers.push(Assessed {
                    organisation: organisation.clone(),
                    question: question.clone(),
                    assessor: assessor.id.clone(),
                    rater,
                    given,
                    reason: line.reason.clone(),
                    origin: sheet.origin(line),
                });
            }
            Err(faults) => {
                balance.put_aside += 1;
                collected.faults.extend(faults);
            }
        }
    }
    collected.raters.push(balance);
}

/// The answered rows by their codes; what else stands on the sheets is a fault.
fn standing<'a>(
    sheets: &[&'a FilledSheet],
    asked: &AskedOf<'_>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Vec<Standing<'a>>> {
    let mut standing: BTreeMap<String, Vec<Standing<'a>>> = BTreeMap::new();
    for sheet in sheets {
        for line in &sheet.lines {
            let place = || sheet.place(line);
            let is_asked = asked.contains_key(&line.code);
            if is_asked && line.is_answered() {
                standing.entry(line.code.clone()).or_default().push((sheet, line));
            } else if is_asked && !line.reason.is_empty() {
                faults.push(Fault::new(place(), Message::new("sheet-reason-alone")));
            } else if is_asked {
                continue;
            } else if line.code.is_empty() && (line.has_more || line.is_said()) {
                let message = Message::new("sheet-row-added").with("answer", line.answer.as_str());
                faults.push(Fault::new(place(), message));
            } else if line.is_said() {
                let message = Message::new("sheet-unknown-code").with("code", line.code.as_str());
                let message = message.with("answer", line.answer.as_str());
                faults.push(Fault::new(place(), message));
            }
        }
    }
    standing
}

/// The one answer that stands in these places, if one does; several, or one that does not fit, are faults.
fn taken<'a>(question: &Question, places: &[Standing<'a>]) -> Result<Option<(Given, Standing<'a>)>, Vec<Fault>> {
    match places {
        [] => Ok(None),
        [(sheet, line)] => match answer::read(question, &line.answer) {
            Ok(given) => Ok(Some((given, (sheet, line)))),
            Err(expected) => {
                let message = Message::new("sheet-answer-unfit").with("answer", line.answer.as_str());
                Err(vec![Fault::new(sheet.place(line), message).expected(expected)])
            }
        },
        several => {
            let fault = |at: usize, (sheet, line): &Standing<'a>| {
                let message = Message::new("sheet-answered-twice").with("answer", line.answer.as_str());
                let other = several.iter().enumerate().find(|(other, _)| *other != at);
                let other = other.map(|(_, (sheet, line))| {
                    let place = Message::new("sheet-place").with("file", sheet.file.as_str());
                    place.with("sheet", sheet.sheet.as_str()).with("row", line.row)
                });
                Fault::new(sheet.place(line), message.with("other", other.unwrap_or_else(|| Message::said(""))))
            };
            Err(several.iter().enumerate().map(|(at, standing)| fault(at, standing)).collect())
        }
    }
}

impl Missing {
    fn new(organisation: &OrganisationId, question: &Question, code: String) -> Self {
        let part = question.part.as_ref().map(|part| format!(":{}", part.word())).unwrap_or_default();
        Self { organisation: organisation.clone(), code, key: format!("{}{part}", question.key) }
    }
}

/// Where something stands on a sheet.
trait Stands {
    fn place(&self, line: &FilledLine) -> Place;
    fn origin(&self, line: &FilledLine) -> Origin;
}

impl Stands for FilledSheet {
    fn place(&self, line: &FilledLine) -> Place {
        let place = Place::file(self.file.as_str()).in_sheet(self.sheet.as_str()).at_row(line.row);
        place.in_column(self.answer_title.as_str())
    }

    fn origin(&self, line: &FilledLine) -> Origin {
        Origin { file: self.file.as_str().into(), sheet: Some(self.sheet.as_str().into()), row: line.row }
    }
}
