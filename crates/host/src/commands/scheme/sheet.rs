//! `scheme sheet`: the assessors' sheets of a period, one workbook a rater.

use super::{
    asked::Asked,
    beside::{self, ShownBeside},
    read,
};
use crate::{
    commands::{Session, day_or, today},
    errors::Stop,
    screen,
    table::table as shown,
};
use anyhow::Context as _;
use changxiao_core::{
    definition::scheme::AssessorDef,
    id::OrganisationId,
    message::Message,
    organisations::Organisations,
    sheet::{Question, Sheet, SheetLine},
};
use changxiao_engine::scheme::{Input, Sayer, Table};
use changxiao_report::{Words, write_sheet};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What the command line asks for.
pub(crate) struct SheetAsked {
    /// File, or id in the catalogue.
    pub(crate) scheme: String,
    /// Period as written.
    pub(crate) period: String,
    /// Day up to which records are seen; today if left out.
    pub(crate) as_of: Option<String>,
    /// Organisations; none: all.
    pub(crate) organisations: Vec<String>,
    /// Assessors; none: all.
    pub(crate) assessors: Vec<String>,
    /// To whom the sheets are returned.
    pub(crate) return_to: Option<String>,
    /// Folder.
    pub(crate) out: PathBuf,
}

/// Longest id that a register keeps, in bytes.
const LONGEST_KEY: usize = 64;

pub(super) fn run(session: &Session, asked: &SheetAsked) -> anyhow::Result<u8> {
    let (scheme, opened) = read::one(session, &asked.scheme)?;
    let as_of = day_or(asked.as_of.as_deref(), today())?;
    let whole = Asked::read(session, &scheme, (&asked.period, &asked.organisations))?;
    let assessors = wanted(&whole.table, &asked.assessors)?;
    say_unasked(session, &whole.table);
    let beside = beside::shown(session, opened, (&whole, as_of));
    let sheets = sheets(&whole, &assessors, (&beside, asked.return_to.as_deref()))?;
    if sheets.is_empty() {
        return Err(Stop::new(Message::new("sheet-nothing-asked")).into());
    }
    write(session, &sheets, &asked.out)?;
    print(session, &sheets, &asked.out);
    Ok(0)
}

/// The assessors of these ids, or all.
fn wanted<'t>(table: &'t Table, ids: &[String]) -> anyhow::Result<Vec<&'t AssessorDef>> {
    let all = &table.def.assessors;
    for id in ids {
        if table.assessor(id).is_none() {
            let stop = Stop::new(Message::new("sheet-unknown-assessor").with("id", id.as_str()));
            return Err(stop.nearest(id, all.iter().map(|one| one.id.as_str())).into());
        }
    }
    Ok(all.iter().filter(|one| ids.is_empty() || ids.contains(&one.id)).collect())
}

/// Says which questions stand on no sheet, because nobody is named for them.
fn say_unasked(session: &Session, table: &Table) {
    let is_unasked = |input: &&Input| input.sayer() == Sayer::Nobody;
    let keys: Vec<&str> = table.inputs.iter().filter(is_unasked).map(|input| input.key.as_str()).collect();
    if !keys.is_empty() {
        let message = Message::new("sheet-asked-of-nobody").with("count", keys.len()).with("keys", keys.join(", "));
        eprintln!("{}", session.wording.say(&message));
    }
}

/// The sheets of all raters who are asked anything.
fn sheets(
    whole: &Asked,
    assessors: &[&AssessorDef],
    (beside, return_to): (&ShownBeside, Option<&str>),
) -> anyhow::Result<Vec<Sheet>> {
    let mut sheets = Vec::new();
    let raters = assessors.iter().flat_map(|assessor| (1..=assessor.raters).map(move |rater| (*assessor, rater)));
    for (assessor, rater) in raters {
        let questions: Vec<Arc<Question>> =
            whole.table.questions(&assessor.id, rater).into_iter().map(Arc::new).collect();
        if let Some(long) = questions.iter().find(|question| question.key.len() > LONGEST_KEY) {
            return Err(Stop::new(Message::new("sheet-key-too-long").with("key", long.key.as_str())).into());
        }
        if questions.is_empty() {
            continue;
        }
        let about = |id: &OrganisationId| lines((whole, id), &questions, beside);
        sheets.push(Sheet {
            identity: whole.table.sheet_identity(&assessor.id, rater),
            name: whole.table.def.name.clone(),
            assessor: assessor.name.clone(),
            raters: assessor.raters,
            due: whole.table.sheets_due(assessor),
            return_to: return_to.map(str::to_owned),
            day: whole.table.period.last(),
            lines: whole.ids.iter().flat_map(about).collect(),
        });
    }
    Ok(sheets)
}

/// The rows about one organisation.
fn lines((whole, id): (&Asked, &OrganisationId), questions: &[Arc<Question>], beside: &ShownBeside) -> Vec<SheetLine> {
    let name =
        |organisations: &Organisations| organisations.get(id).and_then(|one| one.name.as_deref().map(str::to_owned));
    let name = name(&whole.organisations).unwrap_or_default();
    let line = |question: &Arc<Question>| SheetLine {
        code: question.code(whole.table.def.code(), id.as_str()),
        organisation: id.to_string(),
        organisation_name: name.clone(),
        question: question.clone(),
        shown: beside.get(&(id.clone(), question.key.clone())).cloned().unwrap_or_default(),
    };
    questions.iter().map(line).collect()
}

/// The name of a sheet's file.
fn file_name(sheet: &Sheet) -> String {
    let identity = &sheet.identity;
    let scheme = identity.scheme.rsplit('/').next().unwrap_or(&identity.scheme);
    let rater = if sheet.raters > 1 { format!("-{}", identity.rater) } else { String::new() };
    format!("{scheme}-{}-{}{rater}.xlsx", identity.period, identity.assessor)
}

/// Writes all sheets, or none: one that exists may have been filled already.
fn write(session: &Session, sheets: &[Sheet], out: &Path) -> anyhow::Result<()> {
    let failed = |path: &Path| Stop::new(Message::new("run-not-written").with("path", path.display().to_string()));
    for path in sheets.iter().map(|sheet| out.join(file_name(sheet))) {
        if path.exists() {
            let stop = Stop::new(Message::new("sheet-not-overwritten").with("path", path.display().to_string()));
            return Err(stop.hint(Message::new("hint-other-out")).into());
        }
    }
    fs::create_dir_all(out).with_context(|| failed(out))?;
    let wording = &session.wording;
    let words = Words { language: wording.language, say: &|message| wording.say(message) };
    for sheet in sheets {
        let path = out.join(file_name(sheet));
        let bytes = write_sheet(sheet, words).with_context(|| failed(&path))?;
        let mut file = tempfile::NamedTempFile::new_in(out).with_context(|| failed(&path))?;
        file.write_all(&bytes).with_context(|| failed(&path))?;
        file.persist_noclobber(&path).with_context(|| failed(&path))?;
    }
    Ok(())
}

fn print(session: &Session, sheets: &[Sheet], out: &Path) {
    let wording = &session.wording;
    let row = |sheet: &Sheet| {
        let name = wording.text(&sheet.assessor).to_owned();
        let due = sheet.due.map(|day| day.to_string()).unwrap_or_default();
        vec![name, sheet.identity.rater.to_string(), sheet.lines.len().to_string(), due, file_name(sheet)]
    };
    let header = ["column-assessor", "column-rater", "column-lines", "column-due-day", "column-file"];
    screen::line(shown(header.map(|key| wording.word(key)).to_vec(), sheets.iter().map(row).collect()));
    let written = Message::new("sheets-written").with("path", out.display().to_string());
    screen::line(wording.say(&written.with("count", sheets.len())));
}
