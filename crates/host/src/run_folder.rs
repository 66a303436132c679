//! The run folder: written whole or not at all, byte for byte the same for the same seal.

pub(crate) mod schemes;

use crate::{errors::Stop, faults, messages::Wording};
use anyhow::Context as _;
use changxiao_core::{
    day::Period,
    id::Id,
    message::Message,
    tally::{OutcomeKind, Tally},
    text::Language,
};
use changxiao_engine::{
    catalogue::{Catalogue, Ready},
    evaluation::Evaluation,
    scheme::{Outstanding, SchemeResult},
    seal::Seal,
};
use changxiao_registers::Reading;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// What spreadsheet programs need to take a CSV for UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What happened in a run beside its numbers: time, machine, paths. Not part of the seal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RunLog {
    /// When it began, as the machine's clock said (UTC, seconds since 1970).
    pub(crate) started_at: u64,
    /// How long it took, in milliseconds.
    pub(crate) took_milliseconds: u64,
    /// Name of the machine.
    pub(crate) host: String,
    /// Level of isolation of plugins.
    pub(crate) isolation: String,
    /// Files and folders of registers, as absolute paths.
    pub(crate) registers: Vec<PathBuf>,
    /// Folder of the baseline, if not the one inside the program.
    pub(crate) baseline: Option<PathBuf>,
    /// Folders of packs.
    pub(crate) packs: Vec<PathBuf>,
    /// Libraries of plugins or folders of them.
    pub(crate) plugins: Vec<PathBuf>,
    /// Files of schemes, or folders of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) schemes: Vec<PathBuf>,
    /// Earlier runs, the latest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) earlier: Vec<PathBuf>,
    /// Files of anonymous cards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) cards: Vec<PathBuf>,
    /// File of the operator's consents, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lock: Option<PathBuf>,
    /// Indicators that a rule against formalism fits, and who stands for them, in the language of the run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) marked: Vec<String>,
    /// Faults, in the language of the run.
    pub(crate) faults: Vec<String>,
}

/// All that a run folder holds.
pub(crate) struct Run<'r> {
    /// The catalogue.
    pub(crate) catalogue: &'r Catalogue,
    /// The numbers.
    pub(crate) evaluation: &'r Evaluation,
    /// The schemes, scored.
    pub(crate) schemes: &'r BTreeMap<Id, SchemeResult>,
    /// What assessors have still to answer.
    pub(crate) outstanding: &'r BTreeMap<Id, Outstanding>,
    /// What was read.
    pub(crate) reading: &'r Reading,
    /// The seal.
    pub(crate) seal: &'r Seal,
    /// The log.
    pub(crate) log: &'r RunLog,
}

/// Writes a run folder beside its place, then puts it there in one step. Gives the names of its files.
pub(crate) fn write(run: &Run<'_>, out: &Path) -> anyhow::Result<Vec<&'static str>> {
    let stop = || Stop::new(Message::new("run-not-written").with("path", out.display().to_string()));
    refuse_to_overwrite(out)?;
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(stop)?;
    let folder = tempfile::Builder::new().prefix(".run-").tempdir_in(parent).with_context(stop)?;
    let mut files = vec![
        ("tallies.csv", tallies(run)?),
        ("outcomes.csv", outcomes(run)?),
        ("internal/quarantine.csv", quarantine(run.reading)?),
        ("run.json", json(run.seal)?),
        ("run.log.json", json(run.log)?),
    ];
    files.extend(schemes::files(run.schemes, run.outstanding)?);
    files.extend(superseded(run)?.map(|bytes| ("superseded.csv", bytes)));
    fs::create_dir(folder.path().join("internal")).with_context(stop)?;
    let names = files.iter().map(|(name, _)| *name).collect();
    for (name, bytes) in files {
        let mut file = fs::File::create(folder.path().join(name)).with_context(stop)?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).with_context(stop)?;
    }
    set_mode(folder.path()).with_context(stop)?;
    put(folder, out).with_context(stop)?;
    Ok(names)
}

/// A folder that is there and is no run folder is never replaced.
pub(crate) fn refuse_to_overwrite(out: &Path) -> anyhow::Result<()> {
    let is_empty = || fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    if !out.exists() || out.join("run.json").is_file() || (out.is_dir() && is_empty()) {
        return Ok(());
    }
    let stop = Stop::new(Message::new("run-not-overwritten").with("path", out.display().to_string()));
    Err(stop.hint(Message::new("hint-other-out")).into())
}

/// Temporary folders are for their owner only; a run folder is for whoever may read its parent.
fn set_mode(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

/// Puts the new folder in its place: an exchange where one is there already, so that there is a whole one at any moment.
fn put(folder: tempfile::TempDir, out: &Path) -> std::io::Result<()> {
    let sync = |path: &Path| fs::File::open(path).and_then(|folder| folder.sync_all());
    sync(folder.path())?;
    if out.exists() {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        renameat_with(CWD, folder.path(), CWD, out, RenameFlags::EXCHANGE)?;
        return folder.close();
    }
    let path = folder.keep();
    fs::rename(&path, out).inspect_err(|_| {
        // Left behind it would look like a run: the new folder goes with the failure.
        let _ = fs::remove_dir_all(&path);
    })
}

fn json(value: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The calendar periods of an indicator in a run, from the first to the last.
fn hull(ready: &Ready, period: Period) -> Option<Period> {
    let mut periods = ready.def.period.within(period);
    let first = periods.next()?;
    Period::new(first.from(), periods.last().unwrap_or(first).to())
}

type Line<'r> = (&'r str, &'r Ready, Period, &'r Tally);

/// Every number of the run, by organisation and indicator.
fn lines<'r>(run: &'r Run<'_>) -> Vec<Line<'r>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (id, numbers) in &run.evaluation.numbers {
        let Some(ready) = run.catalogue.indicators().get(id) else { continue };
        let Some(hull) = hull(ready, run.seal.period) else { continue };
        lines.extend(numbers.lines.iter().map(|(organisation, tally)| (organisation.as_str(), ready, hull, tally)));
    }
    lines.sort_by_key(|(organisation, ready, ..)| (*organisation, &ready.def.id));
    lines
}

pub(crate) fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner()?)
}

const KEY: [&str; 4] = ["organisation", "indicator", "period_from", "period_to"];

fn key((organisation, ready, hull, _): &Line<'_>) -> Vec<String> {
    vec![(*organisation).to_owned(), ready.def.id.to_string(), hull.from().to_string(), hull.to().to_string()]
}

fn tallies(run: &Run<'_>) -> anyhow::Result<Vec<u8>> {
    let counts = ["numerator", "denominator", "excluded", "excepted", "unknown", "open", "disputed", "pending"];
    let row = |line: Line<'_>| {
        let tally = line.3;
        let counts = [tally.excluded, tally.excepted, tally.unknown, tally.open, tally.disputed, tally.pending];
        let mut row = key(&line);
        row.extend([tally.numerator.to_string(), tally.denominator.to_string()]);
        row.extend(counts.map(|count| count.to_string()));
        row
    };
    csv(&[KEY.as_slice(), &counts].concat(), lines(run).into_iter().map(row))
}

fn outcomes(run: &Run<'_>) -> anyhow::Result<Vec<u8>> {
    let row = |line: Line<'_>| {
        let target = line.1.def.target;
        let outcome = line.1.outcome(line.3);
        let share = |share: Option<changxiao_core::fraction::Fraction>| {
            share.map(|share| share.to_string()).unwrap_or_default()
        };
        let met = outcome.is_met.map(|met| met.to_string()).unwrap_or_default();
        let target = target.map(|target| match target {
            changxiao_core::definition::Target::AtLeast(share) => format!(">={share}"),
            changxiao_core::definition::Target::AtMost(share) => format!("<={share}"),
            changxiao_core::definition::Target::Between { least, most } => format!("{least}..{most}"),
        });
        let mut row = key(&line);
        row.push(kind(outcome.kind).to_owned());
        row.extend([share(outcome.value), share(outcome.lower), share(outcome.upper), target.unwrap_or_default(), met]);
        row
    };
    let more = ["kind", "value", "lower", "upper", "target", "met"];
    csv(&[KEY.as_slice(), &more].concat(), lines(run).into_iter().map(row))
}

/// The outcomes of indicators that supersede another, beside those of the other; none if none does.
fn superseded(run: &Run<'_>) -> anyhow::Result<Option<Vec<u8>>> {
    let all = lines(run);
    let pairs = all.iter().filter_map(|line| Some((line, line.1.def.supersedes.as_ref()?)));
    let share =
        |share: Option<changxiao_core::fraction::Fraction>| share.map_or(String::new(), |share| share.to_string());
    let outcome = |line: Option<&Line<'_>>| {
        let outcome = line.map(|line| line.1.outcome(line.3));
        let kind = outcome.map(|outcome| kind(outcome.kind).to_owned()).unwrap_or_default();
        let met = outcome.and_then(|outcome| outcome.is_met).map(|met| met.to_string()).unwrap_or_default();
        [kind, share(outcome.and_then(|one| one.lower)), share(outcome.and_then(|one| one.upper)), met]
    };
    let row = |(line, other): (&Line<'_>, &changxiao_core::id::Id)| {
        let beside = all.iter().find(|one| one.0 == line.0 && one.1.def.id == *other);
        let mut row = key(line);
        row.extend(outcome(Some(line)));
        row.push(other.to_string());
        row.extend(outcome(beside));
        row
    };
    let rows: Vec<Vec<String>> = pairs.map(row).collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let own = ["kind", "lower", "upper", "met", "supersedes"];
    let other = ["superseded_kind", "superseded_lower", "superseded_upper", "superseded_met"];
    csv(&[KEY.as_slice(), &own, &other].concat(), rows).map(Some)
}

fn kind(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Value => "value",
        OutcomeKind::NotApplicable => "not-applicable",
        OutcomeKind::Pending => "pending",
        OutcomeKind::NotKnown => "not-known",
        OutcomeKind::Disputed => "disputed",
    }
}

/// The rows put aside: where, what is wrong, what was expected, in both languages, so that the language of the run changes
/// no byte. Working paper of the office that keeps the register.
fn quarantine(reading: &Reading) -> anyhow::Result<Vec<u8>> {
    let wordings = [Language::Chinese, Language::English].map(Wording::new);
    let rows = reading.quarantined.iter().flat_map(|row| row.faults.iter().map(move |fault| (row, fault)));
    let rows = rows.map(|(row, fault)| {
        let expected = fault.expected.as_ref().or(fault.hint.as_ref());
        let mut cells = vec![
            row.origin.file.to_string(),
            row.origin.sheet.as_deref().unwrap_or_default().to_owned(),
            row.origin.row.to_string(),
            fault.place.column.clone().unwrap_or_default(),
        ];
        for wording in &wordings {
            cells.extend([
                wording.say(&fault.message),
                expected.map(|expected| wording.say(expected)).unwrap_or_default(),
            ]);
        }
        cells
    });
    csv(&["file", "sheet", "row", "column", "fault_zh", "expected_zh", "fault_en", "expected_en"], rows)
}

/// Reads the seal and the log of a run.
pub(crate) fn read(run: &Path) -> anyhow::Result<(Seal, RunLog)> {
    let stop = || {
        let stop = Stop::new(Message::new("not-a-run").with("path", run.display().to_string()));
        stop.hint(Message::new("hint-evaluate"))
    };
    let text = |name: &str| fs::read(run.join(name)).with_context(stop);
    let seal = serde_json::from_slice(&text("run.json")?).with_context(stop)?;
    let log = serde_json::from_slice(&text("run.log.json")?).with_context(stop)?;
    Ok((seal, log))
}

/// Faults as the log keeps them.
pub(crate) fn fault_lines(wording: &Wording, all: &[changxiao_core::fault::Fault]) -> Vec<String> {
    all.iter().map(|fault| faults::lines(wording, fault)).collect()
}
