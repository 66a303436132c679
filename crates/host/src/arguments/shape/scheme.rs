//! The shape of `scheme`.

use super::Shape;
use clap::{Arg, ArgAction, Command, value_parser};
use std::path::PathBuf;

impl Shape<'_> {
    pub(super) fn scheme(&self) -> Command {
        let verb = self.verb("scheme", "help-scheme").subcommand_required(true).arg_required_else_help(true);
        verb.subcommands([
            self.scheme_check(),
            self.scheme_try(),
            self.scheme_render(),
            self.scheme_diff(),
            self.scheme_new(),
            self.verb("schema", "help-scheme-schema"),
        ])
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

    fn scheme_render(&self) -> Command {
        self.verb("render", "help-scheme-render")
            .arg(self.scheme_position())
            .arg(self.format("help-scheme-render-format", &["markdown", "xlsx"]))
            .arg(self.into_file())
            .args(self.definitions())
    }

    fn scheme_diff(&self) -> Command {
        let side = |name, value| self.position(name, value).help(self.wording.word("help-scheme-position"));
        self.verb("diff", "help-scheme-diff")
            .arg(side("before", "BEFORE"))
            .arg(side("after", "AFTER"))
            .arg(self.format("help-due-format", &["table", "json"]).help(self.wording.word("help-diff-format")))
            .args(self.definitions())
    }

    fn scheme_new(&self) -> Command {
        let id = self.position("id", "ID").help(self.wording.word("help-scheme-id"));
        self.verb("new", "help-scheme-new").arg(id).arg(self.into_file())
    }

    /// A file to write instead of standard output.
    fn into_file(&self) -> Arg {
        let file = self.arg("into", "help-scheme-out").long("out").value_name("FILE");
        file.value_parser(value_parser!(PathBuf))
    }
}
