//! The shape of `scheme`.

use super::Shape;
use clap::{Arg, ArgAction, Command, value_parser};
use std::path::PathBuf;

impl Shape<'_> {
    pub(super) fn scheme(&self) -> Command {
        let verb = self.verb("scheme", "help-scheme").subcommand_required(true).arg_required_else_help(true);
        verb.subcommands([self.scheme_check(), self.scheme_try()])
    }

    /// A scheme: a file, or the id of one in the catalogue.
    fn scheme_position(&self) -> Arg {
        self.position("scheme", "SCHEME").help(self.wording.word("help-scheme-position"))
    }

    fn scheme_check(&self) -> Command {
        self.verb("check", "help-scheme-check")
            .arg(self.scheme_position().num_args(1..).action(ArgAction::Append))
            .args(self.definitions())
    }

    fn scheme_try(&self) -> Command {
        let cards = self.position("cards", "CARDS").value_parser(value_parser!(PathBuf));
        self.verb("try", "help-scheme-try")
            .arg(self.scheme_position())
            .arg(cards)
            .arg(self.arg("trace", "help-trace").long("trace").action(ArgAction::SetTrue))
            .args(self.definitions())
    }
}
