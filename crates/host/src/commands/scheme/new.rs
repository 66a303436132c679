//! `scheme new`: a scheme to begin with, commented in the reader's language, with one atom of each common kind.

use crate::{commands::Session, errors::Stop, screen};
use anyhow::Context as _;
use changxiao_core::{id::Id, message::Message, text::Language};
use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write as _},
    path::Path,
};

/// Stands in both texts where the id goes.
const ID: &str = "office/scheme";

pub(super) fn run(session: &Session, id: &str, out: Option<&Path>) -> anyhow::Result<u8> {
    let id: Id = id.parse().with_context(|| Stop::new(Message::new("scheme-new-id").with("id", id)))?;
    let text = text(session.wording.language).replace(ID, id.as_str());
    let Some(path) = out else {
        screen::text(&text);
        return Ok(0);
    };
    let named = |key: &str| Message::new(key).with("path", path.display().to_string());
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Stop::new(named("scheme-new-taken")).into());
        }
        opened => opened.with_context(|| Stop::new(named("run-not-written")))?,
    };
    file.write_all(text.as_bytes()).with_context(|| Stop::new(named("run-not-written")))?;
    screen::line(session.wording.say(&named("scheme-new-written")));
    Ok(0)
}

/// The scheme to begin with.
pub(super) fn text(language: Language) -> &'static str {
    match language {
        Language::Chinese => include_str!("new/zh-CN.toml"),
        Language::English => include_str!("new/en.toml"),
    }
}
