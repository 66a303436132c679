//! The shape of `sample`.

use super::Shape;
use clap::{Arg, ArgAction, ArgGroup, Command, value_parser};

impl Shape<'_> {
    pub(super) fn sample(&self) -> Command {
        let verb = self.verb("sample", "help-sample").subcommand_required(true).arg_required_else_help(true);
        verb.subcommands([self.sample_make(), self.sample_draw()])
    }

    fn number(&self, name: &'static str, range: std::ops::RangeInclusive<u64>) -> Arg {
        self.option(name, "N").value_parser(value_parser!(u64).range(range))
    }

    fn sample_make(&self) -> Command {
        let number = |name, range, default: &'static str| {
            self.number(name, range).default_value(default).hide_default_value(true)
        };
        let mess = value_parser!(u8).range(0..=100);
        self.verb("make", "help-sample-make")
            .arg(number("seed", 0..=u64::MAX, "1"))
            .arg(number("organisations", 1..=1_000_000, "30"))
            .arg(number("members", 1..=100_000_000, "600"))
            .arg(self.option("years", "FIRST..LAST").required(true))
            .arg(self.option("mess", "N").value_parser(mess).default_value("0").hide_default_value(true))
            .arg(self.path("out", "DIR").help(self.wording.word("help-sample-out")).required(true))
    }

    fn sample_draw(&self) -> Command {
        let draw =
            |name: &'static str, key: &str, value: &'static str| self.arg(name, key).long(name).value_name(value);
        self.verb("draw", "help-sample-draw")
            .arg(self.number("seed", 0..=u64::MAX).help(self.wording.word("help-draw-seed")).required(true))
            .arg(draw("size", "help-draw-size", "N|SHARE").required(true))
            .arg(draw("reserve", "help-draw-reserve", "N|SHARE"))
            .arg(draw("kind", "help-draw-kind", "KIND").action(ArgAction::Append))
            .arg(self.arg("members", "help-draw-members").long("members").action(ArgAction::SetTrue))
            .group(ArgGroup::new("among").args(["kind", "members"]).multiple(true).required(true))
            .arg(draw("within", "help-draw-within", "ID").action(ArgAction::Append))
            .arg(draw("each-of", "help-draw-each-of", "FIELD"))
            .arg(self.registers())
            .arg(self.option("as-of", "DAY").help(self.wording.word("help-draw-as-of")))
            .arg(self.format("help-draw-format", &["table", "csv", "json"]))
    }
}
