//! Reading a scheme: from a file of its own, or from the catalogue by its id.

use crate::{commands::Session, departments, errors::Stop, faults};
use anyhow::Context as _;
use changxiao_core::{
    day::Period,
    definition::{PackText, Part, SchemeDef, Sought},
    fault::{Fault, Place},
    message::{Argument, Message},
};
use changxiao_engine::scheme::{Found, Table, compile};
use std::{fs, path::Path};

/// A scheme, and the text it was read from, for placing faults.
pub(super) struct Read {
    pub(super) def: SchemeDef,
    text: PackText,
}

/// The schemes of a file, or the one in the catalogue by this id. Faults of reading are returned beside.
pub(super) fn schemes(session: &Session, wanted: &str) -> anyhow::Result<(Vec<Read>, Vec<Fault>)> {
    let path = Path::new(wanted);
    if path.exists() || wanted.ends_with(".toml") {
        let bytes = fs::read_to_string(path);
        let stop = || Stop::new(Message::new("path-unreadable").with("path", wanted));
        let text = PackText::new(wanted, &bytes.with_context(stop)?);
        let (pack, faults) = text.read();
        if pack.schemes.is_empty() && faults.is_empty() {
            return Err(Stop::new(Message::new("scheme-none-in-file").with("path", wanted)).into());
        }
        let read = |def| Read { def, text: text.clone() };
        return Ok((pack.schemes.into_iter().map(read).collect(), faults));
    }
    let opened = departments::open(&session.settings)?;
    let known = || opened.catalogue.sources().flat_map(|source| &source.pack.schemes);
    let found = known().find(|def| def.id.as_str() == wanted);
    let Some(def) = found else {
        let stop = Stop::new(Message::new("scheme-unknown").with("id", wanted));
        return Err(stop.nearest(wanted, known().map(|def| def.id.as_str())).into());
    };
    Ok((vec![Read { def: def.clone(), text: PackText::new(wanted, "") }], opened.faults))
}

/// One scheme, or an error if it cannot be used: its faults are printed first.
pub(super) fn one(session: &Session, wanted: &str) -> anyhow::Result<Read> {
    let (mut schemes, found) = schemes(session, wanted)?;
    let count = faults::print(&session.wording, "heading-scheme-faults", &found);
    match schemes.pop() {
        Some(read) if schemes.is_empty() => Ok(read),
        Some(_) => Err(Stop::new(Message::new("scheme-several-in-file").with("path", wanted)).into()),
        None => Err(Stop::new(Message::new("scheme-faulty").with("path", wanted).with("count", count)).into()),
    }
}

impl Read {
    /// The table of a period, or all that is wrong.
    pub(super) fn compiled(&self, period: Period) -> Result<Table, Vec<Fault>> {
        compile(&self.def, period).map_err(|found| found.into_iter().map(|found| self.placed(found)).collect())
    }

    /// The table of a period; faults are printed, and are an error.
    pub(super) fn table(&self, session: &Session, period: Period) -> anyhow::Result<Table> {
        self.compiled(period).map_err(|found| {
            let count = faults::print(&session.wording, "heading-scheme-faults", &found);
            let id = self.def.id.as_str();
            Stop::new(Message::new("scheme-faulty").with("path", id).with("count", count)).into()
        })
    }

    /// A fault at the place of its key.
    fn placed(&self, (key, fault): Found) -> Fault {
        let argument = |name: &str| match fault.message.arguments.get(name) {
            Some(Argument::Plain(text)) => text.clone(),
            _ => String::new(),
        };
        let (expression, name) = (argument("expression"), argument("name"));
        let part = match (expression.is_empty(), name.is_empty()) {
            (false, _) => Part::Of(&expression, fault.at.clone()),
            (true, false) => Part::Word(&name),
            (true, true) => Part::Whole,
        };
        let place = self.place((&key, part));
        Fault { place, message: fault.message, expected: None, hint: fault.hint }
    }

    /// The place of a key.
    pub(super) fn place(&self, (key, part): (&str, Part<'_>)) -> Place {
        let sought = Sought { id: self.def.id.as_str(), key, part };
        let place = self.text.places_of(&sought).into_iter().next();
        place.unwrap_or_else(|| Place::file(self.text.file.as_ref()).in_column(key))
    }
}
