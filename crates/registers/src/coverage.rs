//! What a sheet says about its own completeness: for which organisation and which days it was kept. A sheet that does not
//! say both claims nothing, and what it lacks stays unknown instead of missed.

use crate::{
    lines_above::Said,
    organisations::Organisations,
    period_words::{self, PeriodWords},
    reading::{Note, Tables},
    records::{Record, cell_of},
    sheet::SheetName,
};
use changxiao_core::{
    columns::{Cell, Origin},
    contract::Kind,
    day::{Calendar, Day, Period},
    message::Message,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Kinds whose sheets claim nothing: the list of organisations needs no coverage, and coverage is no record of events.
const WITHOUT_COVERAGE: &[&str] = &["org", "coverage"];

/// A sheet that was read, as far as coverage needs it.
pub(crate) struct SheetWords {
    pub(crate) name: SheetName,
    pub(crate) kind: String,
    pub(crate) said: Said,
    pub(crate) header_row: u32,
}

/// A value, and the message key that says where it was found.
type Sourced<T> = (T, &'static str);

/// Adds what the sheets state to the coverage register. A sheet of which rows were put aside claims nothing: what such a
/// row records would else count as missed.
pub(crate) fn derive(
    tables: &mut Tables<'_>,
    sheets: &[SheetWords],
    put_aside: &BTreeMap<SheetName, usize>,
) -> Vec<Note> {
    let Some(kind) = tables.contract.kind("coverage") else { return Vec::new() };
    let list = tables.contract.kind("org").zip(tables.records.get("org"));
    let organisations = list.map(|(kind, records)| Organisations::new(kind, records)).unwrap_or_default();
    let by_sheet = organisations_by_sheet(tables);
    let mut notes = Vec::new();
    let mut claims: BTreeMap<Vec<Cell>, Origin> = BTreeMap::new();
    for sheet in sheets.iter().filter(|sheet| !WITHOUT_COVERAGE.contains(&sheet.kind.as_str())) {
        let message = match whole(sheet, put_aside).and_then(|()| stated(sheet, &organisations)) {
            Err(reason) => Message::new("register-states-no-coverage").with("reason", reason),
            Ok((organisation, period)) => {
                let mut belonging = by_sheet.get(&sheet.name).into_iter().flatten();
                let has_lower = belonging.any(|other| organisations.is_below(other, &organisation.0));
                let scope = if has_lower { "subtree" } else { "own" };
                let claim = claim(kind, &sheet.kind, &organisation.0, (scope, period.0));
                let origin = sheet.name.origin(sheet.header_row);
                claims.entry(claim).and_modify(|other| *other = origin.clone().min(other.clone())).or_insert(origin);
                covers(&organisation, &period, scope)
            }
        };
        let kind = tables.contract.kind(&sheet.kind).map(|kind| kind.name.clone()).unwrap_or_default();
        notes.push(Note { place: sheet.name.place(), message: message.with("kind", kind) });
    }
    let records = tables.records.entry(kind.kind.clone()).or_default();
    claims.retain(|cells, _| !records.iter().any(|record| record.cells == *cells));
    records.extend(claims.into_iter().map(|(cells, origin)| Record { cells, origin }));
    notes
}

/// The organisations to which the kept rows of each sheet belong.
fn organisations_by_sheet(tables: &Tables<'_>) -> BTreeMap<SheetName, BTreeSet<Arc<str>>> {
    let mut by_sheet: BTreeMap<SheetName, BTreeSet<Arc<str>>> = BTreeMap::new();
    for kind in tables.contract.kinds() {
        let Some(unit) = &kind.unit_field else { continue };
        for record in tables.records.get(&kind.kind).into_iter().flatten() {
            let name = SheetName { file: record.origin.file.clone(), sheet: record.origin.sheet.clone() };
            match cell_of(kind, &record.cells, unit) {
                Cell::Text(id) => by_sheet.entry(name).or_default().extend([id.clone()]),
                Cell::List(ids) => by_sheet.entry(name).or_default().extend(ids.iter().cloned()),
                _ => {}
            }
        }
    }
    by_sheet
}

/// Whether all rows of a sheet were kept.
fn whole(sheet: &SheetWords, put_aside: &BTreeMap<SheetName, usize>) -> Result<(), Message> {
    match put_aside.get(&sheet.name) {
        Some(rows) => Err(Message::new("register-no-coverage-rows-put-aside").with("rows", *rows)),
        None => Ok(()),
    }
}

/// The organisation and the period of a sheet, or why one of them is not known.
fn stated(sheet: &SheetWords, organisations: &Organisations) -> Result<(Sourced<Arc<str>>, Sourced<Period>), Message> {
    Ok((organisation(&sheet.said, organisations)?, period(sheet)?))
}

fn organisation(said: &Said, organisations: &Organisations) -> Result<Sourced<Arc<str>>, Message> {
    if let Some(called) = said.organisations.first() {
        let unknown = || Message::new("register-no-coverage-organisation-unknown").with("name", called.as_str());
        return organisations.called(called).map(|id| (id, "register-said-in-information-line")).ok_or_else(unknown);
    }
    let named: BTreeSet<Arc<str>> = said.titles.iter().flat_map(|title| organisations.named_in(title)).collect();
    let mut ids = named.iter();
    match (ids.next(), ids.next()) {
        (None, _) => Err(Message::new("register-no-coverage-organisation-missing")),
        (Some(id), None) => Ok((id.clone(), "register-said-in-title")),
        (Some(_), Some(_)) => {
            let names: Vec<&str> = named.iter().map(|id| &**id).collect();
            Err(Message::new("register-no-coverage-organisations-several").with("names", names.join(", ")))
        }
    }
}

/// The period, from the first of title, information line, name of the sheet, name of the file that states one. A whole
/// year is narrowed to the quarter, half-year or month that another of these names: a sheet 一季度 in a file of 2025 does
/// not speak for the year.
fn period(sheet: &SheetWords) -> Result<Sourced<Period>, Message> {
    let file = sheet.name.file.rsplit_once('.').map_or(&*sheet.name.file, |(stem, _)| stem);
    let places = [
        (words(&sheet.said.titles), "register-said-in-title"),
        (words(&sheet.said.periods), "register-said-in-information-line"),
        (sheet.name.sheet.as_deref().map(period_words::find).unwrap_or_default(), "register-said-in-sheet-name"),
        (period_words::find(file), "register-said-in-file-name"),
    ];
    let Some((words, place)) = places.iter().find(|(words, _)| !words.periods.is_empty()) else {
        return Err(Message::new("register-no-coverage-period-missing"));
    };
    let mut periods = words.periods.iter();
    let (Some(period), None) = (periods.next(), periods.next()) else {
        return Err(Message::new("register-no-coverage-periods-several"));
    };
    let parts: BTreeSet<(i8, i8)> = places.iter().flat_map(|(words, _)| words.parts.iter().copied()).collect();
    if parts.is_empty() || *period != Calendar::Year.around(period.from()) {
        return Ok((*period, *place));
    }
    let mut narrowed = parts.into_iter().filter_map(|(first, last)| part(period.from().year(), first, last));
    match (narrowed.next(), narrowed.next()) {
        (Some(part), None) => Ok((part, *place)),
        _ => Err(Message::new("register-no-coverage-periods-several")),
    }
}

fn words(texts: &[String]) -> PeriodWords {
    let found = texts.iter().map(|text| period_words::find(text)).find(|words| *words != PeriodWords::default());
    found.unwrap_or_default()
}

fn part(year: i16, first: i8, last: i8) -> Option<Period> {
    Period::new(Day::new(year, first, 1)?, Calendar::Month.around(Day::new(year, last, 1)?).to())
}

/// The cells of a row of coverage, in the order of the contract.
fn claim(coverage: &Kind, kind: &str, organisation: &Arc<str>, (scope, period): (&str, Period)) -> Vec<Cell> {
    let cell = |field: &str| match field {
        "kind" => Cell::Text(kind.replace('_', "-").into()),
        "org" => Cell::Text(organisation.clone()),
        "scope" => Cell::Text(scope.into()),
        "first_day" => Cell::Day(period.from()),
        "last_day" => Cell::Day(period.last()),
        "stated_by" => Cell::Text("file".into()),
        _ => Cell::Blank,
    };
    coverage.fields.iter().map(|field| cell(&field.id)).collect()
}

fn covers(organisation: &Sourced<Arc<str>>, period: &Sourced<Period>, scope: &str) -> Message {
    let message = Message::new("register-covers").with("organisation", &*organisation.0);
    let message = message.with("first", period.0.from()).with("last", period.0.last());
    let message = message.with("scope", Message::new(format!("register-scope-{scope}")));
    message.with("organisation-place", Message::new(organisation.1)).with("period-place", Message::new(period.1))
}
