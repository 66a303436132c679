//! The shape of `scheme`.

use super::Shape;
use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser, value_parser};
use std::path::PathBuf;

impl Shape<'_> {
    pub(super) fn scheme(&self) -> Command {
        let verb = self.verb("scheme", "help-scheme").subcommand_required(true).arg_required_else_help(true);
        verb.subcommands([
            self.scheme_check(),
            self.scheme_try(),
            self.scheme_sheet(),
            self.scheme_collect(),
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
            .arg(self.scheme_files())
            .args(self.definitions())
    }

    fn scheme_try(&self) -> Command {
        let cards = self.position("cards", "CARDS").value_parser(value_parser!(PathBuf));
        self.verb("try", "help-scheme-try")
            .arg(self.scheme_position())
            .arg(cards)
            .arg(self.arg("trace", "help-trace").long("trace").action(ArgAction::SetTrue))
            .arg(self.scheme_files())
            .args(self.definitions())
    }

    /// The organisations that are asked about, of those in the registers.
    fn scheme_organisation(&self) -> Arg {
        let word = self.wording.word("help-sheet-organisation");
        self.option("organisation", "ID").help(word).action(ArgAction::Append)
    }

    fn scheme_sheet(&self) -> Command {
        let help = |key: &str| self.wording.word(key);
        self.verb("sheet", "help-scheme-sheet")
            .arg(self.scheme_position())
            .arg(self.option("period", "PERIOD").required(true))
            .arg(self.option("as-of", "DAY"))
            .arg(self.registers())
            .arg(self.path("out", "DIR").help(help("help-sheet-out")).required(true))
            .arg(self.scheme_organisation())
            .arg(self.option("assessor", "ID").help(help("help-sheet-assessor")).action(ArgAction::Append))
            .arg(self.option("return-to", "NAME"))
            .arg(self.scheme_files())
            .args(self.definitions())
    }

    fn scheme_collect(&self) -> Command {
        let help = |key: &str| self.wording.word(key);
        let sheets = self.position("sheets", "SHEET").num_args(1..).value_parser(value_parser!(PathBuf));
        let fail_on = PossibleValuesParser::new(["faults", "missing"]);
        self.verb("collect", "help-scheme-collect")
            .arg(self.scheme_position())
            .arg(sheets)
            .arg(self.option("period", "PERIOD").required(true))
            .arg(self.registers())
            .arg(self.path("out", "FILE").help(help("help-collect-out")).required(true))
            .arg(self.option("on", "DAY").help(help("help-collect-on")))
            .arg(self.scheme_organisation())
            .arg(
                self.option("fail-on", "WHAT")
                    .help(help("help-collect-fail-on"))
                    .value_parser(fail_on)
                    .action(ArgAction::Append),
            )
            .arg(self.scheme_files())
            .args(self.definitions())
    }

    fn scheme_render(&self) -> Command {
        self.verb("render", "help-scheme-render")
            .arg(self.scheme_position())
            .arg(self.format("help-scheme-render-format", &["markdown", "xlsx"]))
            .arg(self.output_file())
            .arg(self.scheme_files())
            .args(self.definitions())
    }

    fn scheme_diff(&self) -> Command {
        let side = |name, value| self.position(name, value).help(self.wording.word("help-scheme-position"));
        self.verb("diff", "help-scheme-diff")
            .arg(side("before", "BEFORE"))
            .arg(side("after", "AFTER"))
            .arg(self.format("help-due-format", &["table", "json"]).help(self.wording.word("help-diff-format")))
            .arg(self.scheme_files())
            .args(self.definitions())
    }

    fn scheme_new(&self) -> Command {
        let id = self.position("id", "ID").help(self.wording.word("help-scheme-id"));
        self.verb("new", "help-scheme-new").arg(id).arg(self.output_file())
    }

    /// A file to write instead of standard output.
    fn output_file(&self) -> Arg {
        let file = self.arg("into", "help-scheme-out").long("out").value_name("FILE");
        file.value_parser(value_parser!(PathBuf))
    }
}
