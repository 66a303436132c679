//! The log: readable on a terminal, JSON lines with `--log json`. Always to stderr; data goes to stdout.

use crate::settings::Log;
use std::io::IsTerminal as _;
use tracing_subscriber::{EnvFilter, fmt};

/// Starts the log. A filter that cannot be read falls back to warnings, and says so.
pub(crate) fn start(log: &Log) {
    let filter = EnvFilter::try_new(&log.level);
    let unreadable = filter.as_ref().err().map(ToString::to_string);
    let builder = fmt().with_env_filter(filter.unwrap_or_else(|_| EnvFilter::new("warn"))).with_writer(std::io::stderr);
    let started = if log.format == "json" {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.without_time().with_ansi(std::io::stderr().is_terminal()).try_init()
    };
    if let (Ok(()), Some(reason)) = (started, unreadable) {
        tracing::warn!(filter = log.level, reason, "log.level cannot be read, warnings are shown");
    }
}
