//! The expression language of definitions: comparison, arithmetic, `in`, `is null`, declared references, a few functions
//! of days. Parsed once with exact places, checked against the register contract when definitions load.
//!
//! ```text
//! or         = and { "or" and }
//! and        = not { "and" not }
//! not        = "not" not | comparison
//! comparison = sum [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) sum | [ "not" ] "in" ( list | parameter ) | "is" [ "not" ] "null" ]
//! sum        = product { ( "+" | "-" ) product }
//! product    = atom { ( "*" | "/" ) atom }
//! atom       = number | day | text | "true" | "false" | parameter | name { "." name } | name "(" or { "," or } ")" | "(" or ")"
//! list       = "(" atom { "," atom } ")"
//! parameter  = "$" name
//! ```

mod check;
mod parse;
mod token;
mod tree;

pub use check::{Meaning, Scope, Type};
pub use parse::parse;
pub use tree::{Checked, CheckedKind, Comparison, Function, Node, NodeKind, Operation, Own, Step};

use crate::message::Message;
use std::ops::Range;

/// What is wrong with an expression, and where in it (bytes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionFault {
    /// The place in the text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// What to do next.
    pub hint: Option<Message>,
}

impl ExpressionFault {
    fn new(at: Range<usize>, message: Message) -> Self {
        Self { at, message, hint: None }
    }
}

#[cfg(test)]
mod tests;
