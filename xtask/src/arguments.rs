//! The words after a command. What nobody takes is refused with the usage of the command.

use crate::stop::Stop;

/// The words after the command.
#[derive(Clone, Debug)]
pub(crate) struct Arguments {
    usage: &'static str,
    words: Vec<String>,
}

impl Arguments {
    /// The words after the command whose usage this is.
    pub(crate) fn new(usage: &'static str, words: Vec<String>) -> Self {
        Self { usage, words }
    }

    /// Takes a flag; whether it was there.
    pub(crate) fn has_flag(&mut self, flag: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != flag);
        self.words.len() < before
    }

    /// Takes an option with its value, if it is there.
    pub(crate) fn option(&mut self, option: &str) -> anyhow::Result<Option<String>> {
        let Some(position) = self.words.iter().position(|word| word == option) else { return Ok(None) };
        if position + 1 == self.words.len() {
            return Err(self.stop(format!("`{option}` has no value")).into());
        }
        self.words.remove(position);
        Ok(Some(self.words.remove(position)))
    }

    /// Takes everything after `--`.
    pub(crate) fn after_dashes(&mut self) -> Vec<String> {
        let Some(position) = self.words.iter().position(|word| word == "--") else { return Vec::new() };
        self.words.split_off(position).into_iter().skip(1).collect()
    }

    /// Takes the one word that must be there.
    pub(crate) fn word(&mut self, what: &str) -> anyhow::Result<String> {
        if self.words.is_empty() {
            return Err(self.stop(format!("{what} is missing")).into());
        }
        Ok(self.words.remove(0))
    }

    /// Refuses what nobody took.
    pub(crate) fn end(self) -> anyhow::Result<()> {
        self.words
            .first()
            .map_or(Ok(()), |word| Err(self.stop(format!("`{word}` is not an argument of this command")).into()))
    }

    /// An error about the arguments, with the usage as its hint.
    pub(crate) fn stop(&self, what: String) -> Stop {
        Stop::new(what, format!("usage: cargo xtask {}", self.usage))
    }
}

#[cfg(test)]
mod tests;
