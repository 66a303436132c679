//! The shape of `study`.

use super::Shape;
use clap::Command;

impl Shape<'_> {
    pub(super) fn study(&self) -> Command {
        let plan = || self.position("plan", "PLAN").required(false).help(self.wording.word("help-study-plan"));
        let as_of = || self.option("as-of", "DAY").help(self.wording.word("help-study-as-of"));
        let list = self.verb("list", "help-study-list").arg(plan()).arg(as_of()).args(self.definitions());
        let diff = self.verb("diff", "help-study-diff").arg(plan()).arg(as_of()).args(self.definitions());
        let progress = self
            .verb("progress", "help-study-progress")
            .arg(plan())
            .arg(self.registers())
            .arg(self.option("period", "PERIOD").required(true))
            .arg(as_of())
            .arg(self.option("organisation", "ID").help(self.wording.word("help-study-organisation")))
            .arg(self.format("help-diff-format", &["table", "json"]))
            .args(self.definitions());
        let verb = self.verb("study", "help-study").subcommand_required(true).arg_required_else_help(true);
        verb.subcommands([list, diff, progress])
    }
}
