//! Why a command had to stop, and what to do next.

use std::fmt;

/// What is wrong, and the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    what: String,
    hint: String,
}

impl Stop {
    /// What is wrong (lower-case start, no final dot), and the next step.
    pub(crate) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)
    }
}

impl std::error::Error for Stop {}

/// Prints an error: what is wrong, its causes on lines of their own, then the hint.
pub(crate) fn print(error: &anyhow::Error) {
    eprintln!("error: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
    if let Some(stop) = error.downcast_ref::<Stop>() {
        eprintln!("\nhint: {}", stop.hint.trim_end());
    }
}
