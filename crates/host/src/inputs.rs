//! Reading the registers a command needs, and saying what was read.

use crate::{errors::Stop, faults, messages::Wording};
use changxiao_core::{contract::Contract, day::Day, fault::Fault, message::Message, organisations::Organisations};
use changxiao_registers::{Error, Reading, read};
use std::path::{Path, PathBuf};

/// Reads registers; at least one path must be given.
pub(crate) fn registers(paths: &[PathBuf], contract: &Contract) -> anyhow::Result<Reading> {
    if paths.is_empty() {
        let stop = Stop::new(Message::new("no-registers"));
        return Err(stop.hint(Message::new("hint-registers")).into());
    }
    read(paths, contract).map_err(|error| stop(&error))
}

/// Why registers could not be read, or kept as a snapshot, in the reader's words, with the next step and the causes.
pub(crate) fn stop(error: &Error) -> anyhow::Error {
    let at = |key: &str, path: &Path| Message::new(key).with("path", path.display().to_string());
    let again = || Message::new("hint-snapshot-create");
    let other = |key: &str, path: &Path, (found, known): (&u32, &u32)| {
        Stop::new(at(key, path).with("found", *found).with("known", *known)).hint(again())
    };
    let (stop, cause) = match error {
        Error::Missing(path) => (Stop::new(at("no-such-path", path)), None),
        Error::Unreadable { path, source } => (Stop::new(at("path-unreadable", path)), Some(source.to_string())),
        Error::NotASnapshot(path) => (Stop::new(at("not-a-snapshot", path)).hint(again()), None),
        Error::SnapshotBesideOthers(path) => {
            (Stop::new(at("snapshot-beside-others", path)).hint(Message::new("hint-snapshot-alone")), None)
        }
        Error::HoldsSnapshots { folder, snapshots } => {
            let stop = Stop::new(at("holds-snapshots", folder).with("count", snapshots.len()));
            let one = snapshots.last().unwrap_or(folder);
            (stop.hint(at("hint-one-snapshot", one)), None)
        }
        Error::OtherSchema { path, found, known } => (other("snapshot-other-schema", path, (found, known)), None),
        Error::OtherContract { path, found, known } => (other("snapshot-other-contract", path, (found, known)), None),
        Error::Damaged { path, faults } => {
            let first = faults.first().cloned().unwrap_or_else(|| Fault::said(String::new()));
            let message = at("snapshot-damaged", path)
                .with("count", faults.len())
                .with("file", first.place.file.unwrap_or_default())
                .with("what", first.message);
            (Stop::new(message).hint(at("hint-snapshot-verify", path)), None)
        }
        Error::Unwritable { path, source } => (Stop::new(at("run-not-written", path)), Some(source.to_string())),
    };
    match cause {
        Some(cause) => anyhow::Error::msg(cause).context(stop),
        None => stop.into(),
    }
}

/// The organisations of a reading; without them nobody could be asked.
pub(crate) fn organisations(reading: &Reading, as_of: Day) -> anyhow::Result<Organisations> {
    let table = reading
        .registers
        .table("org")
        .ok_or_else(|| Stop::new(Message::new("no-organisations")).hint(Message::new("hint-organisations")))?;
    Ok(Organisations::new(Some(table), as_of))
}

/// Says what was read: notes to the log, balance and faults to stderr. Returns the number of faults.
pub(crate) fn report(wording: &Wording, reading: &Reading) -> usize {
    for note in &reading.notes {
        let (place, what) = (faults::place(wording, &note.place), wording.say(&note.message));
        tracing::info!(target: "registers", "{place}: {what}");
    }
    eprintln!("{}", wording.say(&balance(reading)));
    faults::print(wording, "heading-register-faults", reading.all_faults())
}

/// The balance of rows: seen = kept + put aside + left out.
fn balance(reading: &Reading) -> Message {
    let sum = |count: fn(&changxiao_registers::SheetBalance) -> usize| reading.balance.iter().map(count).sum::<usize>();
    Message::new("balance")
        .with("sheets", reading.balance.len())
        .with("seen", sum(|sheet| sheet.seen))
        .with("kept", sum(|sheet| sheet.kept))
        .with("quarantined", sum(|sheet| sheet.quarantined))
        .with("left", sum(|sheet| sheet.left_out))
}
