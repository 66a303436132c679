//! `sample`: `make` writes the registers of a fictional administration, as tables in a folder of their own; `draw` draws
//! from those of a real one.

mod draw;

pub(crate) use draw::DrawAsked;
pub(super) use draw::draw;

use super::Session;
use crate::{errors::Stop, screen, table::table};
use anyhow::Context as _;
use changxiao_core::message::Message;
use changxiao_registers::{
    contract,
    sample::{self, Folder, Settings, Years},
};
use std::{fs, path::Path, path::PathBuf};

/// What the command line asks for.
pub(crate) struct Asked {
    /// Seed.
    pub(crate) seed: u64,
    /// Party branches.
    pub(crate) branches: usize,
    /// Persons.
    pub(crate) members: usize,
    /// Years as written.
    pub(crate) years: String,
    /// 0 to 100.
    pub(crate) mess: u8,
    /// Folder.
    pub(crate) out: PathBuf,
}

pub(super) fn make(session: &Session, asked: &Asked) -> anyhow::Result<u8> {
    let settings = settings(asked)?;
    let contract = contract().map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    claim(&asked.out)?;
    let failed = || Stop::new(Message::new("run-not-written").with("path", asked.out.display().to_string()));
    let mut folder = Folder::new(asked.out.clone());
    let counts = sample::make(&settings, &contract, &mut folder).with_context(failed)?;
    folder.close().with_context(failed)?;
    let wording = &session.wording;
    let name = |kind: &str| contract.kind(kind).map(|kind| kind.name.in_language(wording.language).to_owned());
    let rows = counts.iter().map(|(kind, count)| vec![name(kind).unwrap_or_default(), count.to_string()]);
    screen::line(table(["column-register", "column-rows"].map(|key| wording.word(key)).to_vec(), rows.collect()));
    let written = Message::new("sample-written").with("path", asked.out.display().to_string());
    screen::line(wording.say(&written.with("count", counts.values().sum::<u64>())));
    Ok(0)
}

fn settings(asked: &Asked) -> anyhow::Result<Settings> {
    let years = years(&asked.years).ok_or_else(|| {
        let stop = Stop::new(Message::new("not-years").with("text", asked.years.as_str()));
        stop.hint(Message::new("hint-years"))
    })?;
    let least = asked.branches.saturating_mul(sample::MEMBERS_OF_A_BRANCH);
    if asked.members < least {
        let stop = Stop::new(Message::new("sample-too-few-members").with("members", asked.members));
        return Err(stop.hint(Message::new("hint-sample-members").with("least", least)).into());
    }
    Ok(Settings { seed: asked.seed, branches: asked.branches, members: asked.members, years, mess: asked.mess })
}

/// `2023..2025`, both included, or one year.
fn years(text: &str) -> Option<Years> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    Years::new(first.parse().ok()?, last.parse().ok()?)
}

/// Makes the folder; one that holds something is left alone.
fn claim(out: &Path) -> anyhow::Result<()> {
    let path = out.display().to_string();
    let is_taken = out.exists() && fs::read_dir(out).map_or(true, |mut entries| entries.next().is_some());
    if is_taken {
        let stop = Stop::new(Message::new("sample-not-overwritten").with("path", path));
        return Err(stop.hint(Message::new("hint-other-out")).into());
    }
    fs::create_dir_all(out).with_context(|| Stop::new(Message::new("run-not-written").with("path", path)))
}
