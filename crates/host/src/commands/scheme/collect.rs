//! `scheme collect`: filled sheets become the register of assessments; what could not be taken, what is missing, and who
//! returned nothing, is told.

use super::{asked::Asked, read};
use crate::{
    commands::{Session, day_or, named, today},
    errors::Stop,
    faults, screen,
    table::table as shown,
};
use anyhow::Context as _;
use changxiao_core::{fault::Fault, id::OrganisationId, message::Message, sheet::FilledSheet};
use changxiao_engine::scheme::{Collected, Collection, RaterBalance, collect, records};
use changxiao_report::read_sheet;
use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// What the command line asks for.
pub(crate) struct CollectAsked {
    /// Filled sheets, or folders of them.
    pub(crate) sheets: Vec<PathBuf>,
    /// File, or id in the catalogue.
    pub(crate) scheme: String,
    /// Period as written.
    pub(crate) period: String,
    /// Organisations; none: all.
    pub(crate) organisations: Vec<String>,
    /// Day on which the sheets came back; today if left out.
    pub(crate) on: Option<String>,
    /// The register that is written.
    pub(crate) out: PathBuf,
    /// What makes the exit code 1.
    pub(crate) fail_on: Vec<String>,
}

/// Endings of workbooks.
const ENDINGS: [&str; 5] = ["xlsx", "xlsm", "xls", "ods", "et"];

pub(super) fn run(session: &Session, asked: &CollectAsked) -> anyhow::Result<u8> {
    let received = day_or(asked.on.as_deref(), today())?;
    let (scheme, _) = read::one(session, &asked.scheme)?;
    let whole = Asked::read(session, &scheme, (&asked.period, &asked.organisations))?;
    let (sheets, unreadable) = sheets(&asked.sheets)?;
    let collection = Collection { table: &whole.table, organisations: &whole.ids, received };
    let mut collected = collect(&collection, &sheets);
    collected.faults.extend(unreadable);
    collected.faults.sort();
    let kind = whole.contract.kind("assessment").cloned();
    let kind = kind.context("the contract has no register of assessments")?;
    let register = records(&kind, &whole.table, &collected.answers, received);
    write(&changxiao_registers::written(&kind, &register)?, &asked.out)?;
    print(session, &whole, &collected);
    faults::print(&session.wording, "heading-sheet-faults", &collected.faults);
    let written = Message::new("collect-written").with("path", asked.out.display().to_string());
    screen::line(session.wording.say(&written.with("count", collected.answers.len())));
    let is_missing = collected.raters.iter().any(|rater| !rater.missing.is_empty());
    let fails = asked.fail_on.iter().any(|what| match what.as_str() {
        "missing" => is_missing,
        _ => !collected.faults.is_empty(),
    });
    Ok(u8::from(fails))
}

/// The sheets of files and folders; those that are none of ours are faults.
fn sheets(paths: &[PathBuf]) -> anyhow::Result<(Vec<FilledSheet>, Vec<Fault>)> {
    let (mut sheets, mut faults) = (Vec::new(), Vec::new());
    for path in files(paths)? {
        let bytes = fs::read(&path);
        let failed = || Stop::new(Message::new("path-unreadable").with("path", path.display().to_string()));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match read_sheet(&name, &bytes.with_context(failed)?) {
            Ok(sheet) => sheets.push(sheet),
            Err(fault) => faults.push(*fault),
        }
    }
    Ok((sheets, faults))
}

/// The files that are named, and the workbooks in folders that are, sorted.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let stop = |key: &str| Stop::new(Message::new(key).with("path", path.display().to_string()));
        if !path.exists() {
            return Err(stop("no-such-path").into());
        }
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries: Result<Vec<_>, _> = fs::read_dir(path).and_then(Iterator::collect);
        let entries = entries.with_context(|| stop("path-unreadable"))?;
        let before = files.len();
        files.extend(entries.into_iter().map(|entry| entry.path()).filter(|path| is_workbook(path)));
        if files.len() == before {
            return Err(stop("sheets-none").into());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// Whether a file of a folder is a workbook; spreadsheet programs leave lock files beside those that are open.
fn is_workbook(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    path.is_file() && !name.starts_with("~$") && !name.starts_with('.') && ENDINGS.contains(&ending.as_str())
}

/// Writes the register whole. One that is there is replaced; anything else is not.
fn write(bytes: &[u8], out: &Path) -> anyhow::Result<()> {
    let path = || out.display().to_string();
    let failed = || Stop::new(Message::new("run-not-written").with("path", path()));
    let first_line = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
    if out.exists() {
        let before = fs::read(out).with_context(failed)?;
        if first_line(&before) != first_line(bytes) {
            let stop = Stop::new(Message::new("collect-not-overwritten").with("path", path()));
            return Err(stop.hint(Message::new("hint-other-out")).into());
        }
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(failed)?;
    file.write_all(bytes).with_context(failed)?;
    file.persist(out).with_context(failed)?;
    Ok(())
}

/// Who answered what, and what is missing.
fn print(session: &Session, whole: &Asked, collected: &Collected) {
    let wording = &session.wording;
    let name = |id: &str| {
        let assessor = whole.table.assessor(id);
        assessor.map_or_else(|| id.to_owned(), |assessor| wording.text(&assessor.name).to_owned())
    };
    let row = |one: &RaterBalance| {
        let counts = [one.sheets, one.asked, one.answered, one.put_aside, one.missing.len()];
        let mut row = vec![name(&one.assessor), one.rater.to_string()];
        row.extend(counts.map(|count| count.to_string()));
        row.push(one.due.map(|day| day.to_string()).unwrap_or_default());
        row.push(wording.word(state(one)));
        row
    };
    let header = [
        "column-assessor",
        "column-rater",
        "column-sheets",
        "column-asked",
        "column-answered",
        "column-not-taken",
        "column-missing",
        "column-due-day",
        "column-state",
    ];
    let header = header.map(|key| wording.word(key)).to_vec();
    screen::line(shown(header, collected.raters.iter().map(row).collect()));
    for one in &collected.raters {
        let mut missing: BTreeMap<&OrganisationId, Vec<&str>> = BTreeMap::new();
        for question in one.missing.iter().filter(|_| one.sheets > 0) {
            missing.entry(&question.organisation).or_default().push(&question.key);
        }
        for (organisation, keys) in missing {
            let message =
                Message::new("collect-missing").with("assessor", name(&one.assessor)).with("rater", one.rater);
            let message = message.with("organisation", named(&whole.organisations, organisation));
            screen::line(wording.say(&message.with("keys", keys.join(", "))));
        }
    }
}

fn state(one: &RaterBalance) -> &'static str {
    match (one.sheets > 0, one.is_late) {
        (true, false) => "collect-in-time",
        (true, true) => "collect-late",
        (false, false) => "collect-not-back",
        (false, true) => "collect-overdue",
    }
}
