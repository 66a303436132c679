//! Errors: why the program had to stop. Worded in the reader's language, causes on lines of their own, the next step last.

use crate::messages::Wording;
use changxiao_core::{fault::nearest, message::Message};
use std::fmt;

/// An error that has a wording.
#[derive(Debug)]
pub(crate) struct Stop {
    /// What is wrong.
    pub(crate) message: Message,
    /// The next step.
    pub(crate) hint: Option<Message>,
}

impl Stop {
    /// An error without a next step.
    pub(crate) fn new(message: Message) -> Self {
        Self { message, hint: None }
    }

    /// The same with a next step.
    pub(crate) fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same with the nearest of the names that are known as the next step, if one is near.
    pub(crate) fn nearest<'n>(self, wanted: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        match nearest(wanted, known) {
            Some(name) => self.hint(Message::new("hint-nearest").with("name", name)),
            None => self,
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message.key)
    }
}

impl std::error::Error for Stop {}

/// Prints an error to stderr.
pub(crate) fn print(wording: &Wording, error: &anyhow::Error) {
    let mut lines = Vec::new();
    let mut hint = None;
    let mut causes = error.chain();
    // The outermost may be a context, which only `anyhow` itself can look into.
    if let Some(stop) = error.downcast_ref::<Stop>() {
        lines.push(wording.say(&stop.message));
        hint = stop.hint.as_ref().map(|hint| wording.say(hint));
        causes.next();
    }
    lines.extend(causes.map(ToString::to_string));
    let mut lines = lines.into_iter();
    eprintln!("{}", wording.say(&Message::new("error-line").with("what", lines.next().unwrap_or_default())));
    for cause in lines {
        eprintln!("  {cause}");
    }
    if let Some(hint) = hint {
        eprintln!("\n{}", wording.say(&Message::new("hint-line").with("what", hint)));
    }
}

/// Prints help or an error of the command line.
pub(crate) fn print_shown(text: &str, code: u8) {
    if code == 0 {
        print!("{text}");
    } else {
        eprint!("{text}");
    }
}
