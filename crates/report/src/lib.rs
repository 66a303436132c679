//! What is handed out, and what comes back of it: assessors' sheets as workbooks, in Chinese or English;
//! and printed tables.
//!
//! It lays out and reads back. It computes no score, decides no answer, and words nothing: whoever calls it does.

mod error;
mod filled;
mod sheet;
mod table;

pub use error::Error;
pub use filled::read_sheet;
pub use sheet::write_sheet;
pub use table::{Cell, Column, Notes, PrintedTable, Unwritten, write_table};

use changxiao_core::{
    message::Message,
    text::{Language, Text},
};

/// The reader's language, and how messages are said in it.
#[derive(Clone, Copy)]
pub struct Words<'w> {
    /// The language.
    pub language: Language,
    /// Says a message.
    pub say: &'w dyn Fn(&Message) -> String,
}

impl Words<'_> {
    fn say(&self, message: &Message) -> String {
        (self.say)(message)
    }

    fn word(&self, key: &str) -> String {
        self.say(&Message::new(key))
    }

    fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language)
    }
}
