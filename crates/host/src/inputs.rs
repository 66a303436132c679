//! Reading the registers a command needs, and saying what was read.

use crate::{errors::Stop, faults, messages::Wording};
use changxiao_core::{contract::Contract, day::Day, message::Message, organisations::Organisations};
use changxiao_registers::{Reading, read};
use std::path::PathBuf;

/// Reads registers; at least one path must be given.
pub(crate) fn registers(paths: &[PathBuf], contract: &Contract) -> anyhow::Result<Reading> {
    if paths.is_empty() {
        let stop = Stop::new(Message::new("no-registers"));
        return Err(stop.hint(Message::new("hint-registers")).into());
    }
    read(paths, contract).map_err(|error| {
        let message = match &error {
            changxiao_registers::Error::Missing(path) => {
                Message::new("no-such-path").with("path", path.display().to_string())
            }
            other => Message::said(other.to_string()),
        };
        Stop::new(message).into()
    })
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
