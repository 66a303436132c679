//! What `sample` is asked.

use super::{Flags, Verb, path, sources, text, texts};
use crate::commands::{DrawAsked, SampleAsked};
use clap::ArgMatches;

pub(super) fn verb(inner: &ArgMatches) -> (Verb, Flags) {
    match inner.subcommand() {
        Some(("draw", inner)) => (Verb::SampleDraw(draw(inner)), sources(inner)),
        Some((_, inner)) => (Verb::SampleMake(make(inner)), Flags::new()),
        None => (Verb::ConfigShow, Flags::new()),
    }
}

fn number(inner: &ArgMatches, name: &str) -> u64 {
    inner.get_one::<u64>(name).copied().unwrap_or_default()
}

fn make(inner: &ArgMatches) -> SampleAsked {
    let count = |name| usize::try_from(number(inner, name)).unwrap_or(usize::MAX);
    SampleAsked {
        seed: number(inner, "seed"),
        branches: count("organisations"),
        members: count("members"),
        years: text(inner, "years"),
        mess: inner.get_one::<u8>("mess").copied().unwrap_or_default(),
        out: path(inner, "out"),
    }
}

fn draw(inner: &ArgMatches) -> DrawAsked {
    let written = |name| inner.get_one::<String>(name).cloned();
    DrawAsked {
        seed: number(inner, "seed"),
        size: text(inner, "size"),
        reserve: written("reserve"),
        kinds: texts(inner, "kind"),
        draws_members: inner.get_flag("members"),
        within: texts(inner, "within"),
        each_of: written("each-of"),
        as_of: written("as-of"),
        format: text(inner, "format"),
    }
}
