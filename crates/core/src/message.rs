//! A message names its wording instead of being it: the key stands in the message files of `host`, in Chinese and English.

use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sentence to be worded later, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    /// Key in the message files, kebab-case.
    pub key: String,
    /// What the wording puts in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub arguments: BTreeMap<String, Argument>,
}

/// A value put into a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Argument {
    /// A text in both languages.
    Text(Text),
    /// A message inside a message.
    Message(Box<Message>),
    /// The same in every language: an id, a file, a number.
    Plain(String),
}

impl Message {
    /// A message without arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), arguments: BTreeMap::new() }
    }

    /// Words of an author (of a plugin, say), given as they are: a plain text, or one in both languages.
    pub fn said(text: impl Into<Argument>) -> Self {
        Self::new("said").with("text", text)
    }

    /// The same message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Argument>) -> Self {
        self.arguments.insert(name.to_owned(), value.into());
        self
    }
}

impl From<&str> for Argument {
    fn from(value: &str) -> Self {
        Self::Plain(value.to_owned())
    }
}

impl From<String> for Argument {
    fn from(value: String) -> Self {
        Self::Plain(value)
    }
}

impl From<Text> for Argument {
    fn from(value: Text) -> Self {
        Self::Text(value)
    }
}

impl From<Message> for Argument {
    fn from(value: Message) -> Self {
        Self::Message(Box::new(value))
    }
}

macro_rules! plain_argument {
    ($($type:ty),*) => {$(
        impl From<$type> for Argument {
            fn from(value: $type) -> Self {
                Self::Plain(value.to_string())
            }
        }
    )*};
}
plain_argument!(i32, i64, u32, u64, usize, crate::day::Day, crate::fraction::Fraction, &crate::id::Id);
