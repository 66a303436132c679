//! Reading a scheme: from a file of its own, or from the catalogue by its id. Either way it goes through the catalogue, so
//! that its measures, its references and its marks are looked at.

use crate::{commands::Session, departments, departments::Opened, errors::Stop, faults};
use anyhow::Context as _;
use changxiao_core::{day::Period, definition::PackText, fault::Fault, id::Id, message::Message};
use changxiao_engine::{
    catalogue::ReadyScheme,
    scheme::{Table, compile},
};
use std::{fs, path::Path};

/// The catalogue with the schemes that were asked for.
pub(super) struct Read {
    pub(super) opened: Opened,
    /// Ids of the schemes in the file, or the one asked for.
    pub(super) ids: Vec<Id>,
    /// What is wrong with them.
    pub(super) faults: Vec<Fault>,
}

/// The schemes of a file, or the one in the catalogue by this id.
pub(super) fn schemes(session: &Session, wanted: &str) -> anyhow::Result<Read> {
    let path = Path::new(wanted);
    let mut settings = session.settings.clone();
    if !path.exists() && !wanted.ends_with(".toml") {
        let opened = departments::open(&settings)?;
        let known = || opened.catalogue.schemes().keys();
        let Some(id) = known().find(|id| id.as_str() == wanted).cloned() else {
            let stop = Stop::new(Message::new("scheme-unknown").with("name", wanted));
            return Err(stop.nearest(wanted, known().map(Id::as_str)).into());
        };
        return Ok(Read { opened, ids: vec![id], faults: Vec::new() });
    }
    let bytes = fs::read_to_string(path);
    let text = bytes.with_context(|| Stop::new(Message::new("path-unreadable").with("path", wanted)))?;
    let (pack, own) = PackText::new(wanted, &text).read();
    if pack.schemes.is_empty() && own.is_empty() {
        return Err(Stop::new(Message::new("scheme-none-in-file").with("path", wanted)).into());
    }
    settings.schemes.push(path.to_owned());
    let opened = departments::open(&settings)?;
    let faults = opened.faults.iter().filter(|fault| fault.place.file.as_deref() == Some(wanted)).cloned().collect();
    Ok(Read { opened, ids: pack.schemes.into_iter().map(|def| def.id).collect(), faults })
}

/// One scheme, or an error if it cannot be used: its faults are printed first.
pub(super) fn one(session: &Session, wanted: &str) -> anyhow::Result<(ReadyScheme, Opened)> {
    let mut read = schemes(session, wanted)?;
    let count = faults::print(&session.wording, "heading-scheme-faults", &read.faults);
    let faulty = || Stop::new(Message::new("scheme-faulty").with("path", wanted).with("count", count));
    match read.ids.pop() {
        Some(id) if read.ids.is_empty() => {
            let ready = read.opened.catalogue.schemes().get(&id).cloned().ok_or_else(faulty)?;
            Ok((ready, read.opened))
        }
        Some(_) => Err(Stop::new(Message::new("scheme-several-in-file").with("path", wanted)).into()),
        None => Err(faulty().into()),
    }
}

/// The table of a period.
pub(super) fn table(ready: &ReadyScheme, period: Period) -> anyhow::Result<Table> {
    let faulty = |found: Vec<_>| {
        Stop::new(Message::new("scheme-faulty").with("path", ready.def.id.as_str()).with("count", found.len()))
    };
    compile(&ready.def, period).map_err(|found| faulty(found).into())
}
