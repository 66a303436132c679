//! The shape of the command line, one line an argument.

mod sample;
mod scheme;
mod study;

use crate::messages::Wording;
use clap::{Arg, ArgAction, ArgGroup, Command, builder::PossibleValuesParser, value_parser};
use std::{ffi::OsString, path::PathBuf};

/// The whole command line, in the reader's language.
pub(super) fn command(wording: &Wording) -> Command {
    let shape = Shape { wording };
    let root = shape.verb("changxiao", "help-changxiao").version(env!("CARGO_PKG_VERSION")).term_width(100);
    root.disable_version_flag(true)
        .arg(shape.arg("version", "help-version").short('V').long("version").action(ArgAction::Version))
        .args(shape.globals())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            shape.evaluate(),
            shape.explain(),
            shape.check(),
            shape.catalogue(),
            shape.plan(),
            shape.due(),
            shape.study(),
            shape.scheme(),
            shape.sample(),
            shape.snapshot(),
            shape.config(),
        ])
}

/// The command that was begun, as far as it exists: `changxiao evaluate`.
pub(super) fn command_of(arguments: &[OsString]) -> String {
    let verbs =
        ["evaluate", "explain", "check", "catalogue", "plan", "due", "study", "scheme", "snapshot", "sample", "config"];
    let words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    let verb = words.into_iter().find(|word| verbs.contains(word));
    verb.map_or_else(|| "changxiao".to_owned(), |verb| format!("changxiao {verb}"))
}

struct Shape<'w> {
    wording: &'w Wording,
}

impl Shape<'_> {
    /// A verb with its help; `KEY-example` gives the example below it.
    fn verb(&self, name: &'static str, key: &str) -> Command {
        let word = |key: &str| self.wording.word(key);
        let template =
            format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", word("help-usage"));
        let example = format!("{key}-example");
        let after = if self.wording.has(&example) {
            format!("{}\n{}", word("help-examples"), word(&example))
        } else {
            String::new()
        };
        Command::new(name)
            .about(word(key))
            .after_help(after)
            .help_template(template)
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .subcommand_help_heading(word("help-commands"))
            .subcommand_value_name(word("help-command-name"))
            .next_help_heading(word("help-options"))
            .arg(self.arg("help", "help-help").short('h').long("help").action(ArgAction::Help))
    }

    fn arg(&self, name: &'static str, key: &str) -> Arg {
        Arg::new(name).help(self.wording.word(key))
    }

    fn option(&self, name: &'static str, value: &'static str) -> Arg {
        self.arg(name, &format!("help-{name}")).long(name).value_name(value).hide_possible_values(true)
    }

    fn path(&self, name: &'static str, value: &'static str) -> Arg {
        self.option(name, value).value_parser(value_parser!(PathBuf))
    }

    fn position(&self, name: &'static str, value: &'static str) -> Arg {
        let heading = self.wording.word("help-arguments");
        self.arg(name, &format!("help-{name}")).value_name(value).required(true).help_heading(heading)
    }

    fn globals(&self) -> [Arg; 4] {
        let one_of = |values: &'static [&'static str]| PossibleValuesParser::new(values);
        [
            self.option("lang", "LANG").value_parser(one_of(&["auto", "zh", "zh-CN", "en"])).global(true),
            self.path("config", "FILE").global(true),
            self.option("log", "FORMAT").value_parser(one_of(&["text", "json"])).global(true),
            self.option("log-level", "LEVEL").global(true),
        ]
    }

    fn definitions(&self) -> [Arg; 5] {
        let locked = self.arg("locked", "help-locked").long("locked").action(ArgAction::SetTrue);
        let [baseline, pack, plugin] = self.departments();
        [baseline, pack, plugin, self.path("lock", "FILE"), locked]
    }

    fn departments(&self) -> [Arg; 3] {
        let many = |arg: Arg| arg.action(ArgAction::Append);
        [self.path("baseline", "DIR"), many(self.path("pack", "DIR")), many(self.path("plugin", "PATH"))]
    }

    fn registers(&self) -> Arg {
        self.path("registers", "PATH").num_args(1..).action(ArgAction::Append)
    }

    fn evaluate(&self) -> Command {
        let fail_on = PossibleValuesParser::new(["faults", "floors", "missing", "unknown"]);
        self.verb("evaluate", "help-evaluate")
            .arg(self.registers())
            .arg(self.option("period", "PERIOD").required(true))
            .arg(self.option("as-of", "DAY"))
            .arg(self.path("out", "DIR").required(true))
            .arg(self.scheme_files())
            .arg(self.path("earlier", "RUN").help(self.wording.word("help-earlier-run")).action(ArgAction::Append))
            .arg(
                self.arg("person-cards", "help-person-cards")
                    .long("cards")
                    .value_name("FILE")
                    .value_parser(value_parser!(PathBuf))
                    .action(ArgAction::Append),
            )
            .arg(self.option("show", "INDICATOR").num_args(1..).action(ArgAction::Append))
            .arg(self.option("fail-on", "WHAT").value_parser(fail_on).action(ArgAction::Append))
            .args(self.definitions())
    }

    fn explain(&self) -> Command {
        let run = self.path("run", "DIR").required(true);
        let verb = self.verb("explain", "help-explain").arg(self.position("organisation", "ORGANISATION"));
        verb.arg(self.position("indicator", "INDICATOR"))
            .arg(run)
            .arg(self.format("help-explain-format", &["text", "json"]))
            .arg(self.scheme_files())
            .arg(self.registers())
            .args(self.definitions())
    }

    /// Files of schemes beside those of departments.
    fn scheme_files(&self) -> Arg {
        let files = self.arg("scheme-file", "help-scheme-file").long("scheme").value_name("FILE");
        files.value_parser(value_parser!(PathBuf)).num_args(1..).action(ArgAction::Append)
    }

    fn check(&self) -> Command {
        self.verb("check", "help-check").arg(self.scheme_files()).arg(self.registers()).args(self.definitions())
    }

    fn catalogue(&self) -> Command {
        let list = self.verb("list", "help-catalogue-list").args(self.definitions());
        let show = self.verb("show", "help-catalogue-show").arg(self.position("id", "ID")).args(self.definitions());
        let effects = self.verb("effects", "help-catalogue-effects").args(self.definitions());
        let origin =
            self.verb("origin", "help-catalogue-origin").arg(self.position("id", "ID")).args(self.definitions());
        let parameter = self.position("parameter", "PARAMETER");
        let impact = self.verb("impact", "help-catalogue-impact").arg(parameter).args(self.definitions());
        let sql = self.sql().args(self.definitions());
        let verb = self.verb("catalogue", "help-catalogue").subcommand_required(true).arg_required_else_help(true);
        verb.subcommands([list, show, effects, origin, impact, sql, self.consent(), self.diff()])
    }

    fn sql(&self) -> Command {
        let flag = |name: &'static str, key: &str| self.arg(name, key).long(name).action(ArgAction::SetTrue);
        let dialects = PossibleValuesParser::new(["ansi", "postgresql", "duckdb", "sqlite"]);
        self.verb("sql", "help-catalogue-sql")
            .arg(self.position("ids", "ID").required(false).num_args(1..).required_unless_present("tables"))
            .arg(self.option("period", "PERIOD").help(self.wording.word("help-sql-period")))
            .arg(self.option("as-of", "DAY"))
            .arg(
                self.option("dialect", "DIALECT").value_parser(dialects).default_value("ansi").hide_default_value(true),
            )
            .arg(flag("steps", "help-steps"))
            .arg(flag("tables", "help-tables"))
    }

    fn consent(&self) -> Command {
        self.verb("consent", "help-catalogue-consent")
            .arg(self.position("namespace", "NAMESPACE"))
            .arg(self.option("by", "NAME").required(true))
            .arg(self.option("on", "DAY"))
            .arg(self.option("sponsor", "INDICATOR=NAME").action(ArgAction::Append))
            .arg(self.scheme_files())
            .arg(self.path("lock", "FILE"))
            .args(self.departments())
    }

    fn diff(&self) -> Command {
        let side = |name, value| self.arg(name, "help-side").value_name(value).required(true);
        let heading = self.wording.word("help-arguments");
        self.verb("diff", "help-catalogue-diff")
            .arg(side("before", "BEFORE").help_heading(heading.clone()))
            .arg(side("after", "AFTER").help_heading(heading))
            .arg(self.format("help-due-format", &["table", "json"]).help(self.wording.word("help-diff-format")))
    }

    fn plan(&self) -> Command {
        let year = self.option("year", "YEAR").required(true).value_parser(value_parser!(i16).range(1900..2200));
        let all = self.arg("all", "help-all").long("all").action(ArgAction::SetTrue);
        let whose = ArgGroup::new("whose").args(["post", "organisation", "all"]).required(true);
        let verb = self.verb("plan", "help-plan").arg(self.position("post", "POST").required(false)).arg(year);
        verb.arg(self.option("organisation", "ID"))
            .arg(all)
            .group(whose)
            .arg(self.format("help-plan-format", &["table", "json", "ics"]))
            .arg(self.registers())
            .args(self.definitions())
    }

    fn due(&self) -> Command {
        let whose = ArgGroup::new("whose").args(["post", "organisation"]);
        self.verb("due", "help-due")
            .arg(self.registers())
            .arg(self.option("as-of", "DAY"))
            .arg(self.option("since", "DAY"))
            .arg(self.option("organisation", "ID"))
            .arg(self.option("post", "POST"))
            .group(whose)
            .arg(self.arg("done", "help-done").long("done").action(ArgAction::SetTrue))
            .arg(self.format("help-due-format", &["table", "json"]))
            .args(self.definitions())
    }

    fn format(&self, key: &str, formats: &[&'static str]) -> Arg {
        let format = self.arg("format", key).long("format").value_name("FORMAT").hide_possible_values(true);
        let known = PossibleValuesParser::new(formats.iter().copied());
        format.value_parser(known).default_value(formats.first().copied().unwrap_or("table")).hide_default_value(true)
    }

    fn snapshot(&self) -> Command {
        let folder = |name| self.position(name, "DIR").value_parser(value_parser!(PathBuf));
        let into = self.arg("into", "help-into").long("out").value_name("DIR").value_parser(value_parser!(PathBuf));
        let create = self.verb("create", "help-snapshot-create").arg(self.registers()).arg(into.required(true));
        let show = self.verb("show", "help-snapshot-show").arg(folder("snapshot"));
        let verify = self.verb("verify", "help-snapshot-verify").arg(folder("snapshot"));
        let diff = self
            .verb("diff", "help-snapshot-diff")
            .arg(folder("earlier").help(self.wording.word("help-earlier-snapshot")))
            .arg(folder("later"));
        let verb = self.verb("snapshot", "help-verb-snapshot").subcommand_required(true).arg_required_else_help(true);
        verb.subcommands([create, show, verify, diff])
    }

    fn config(&self) -> Command {
        let verb = self.verb("config", "help-verb-config").subcommand_required(true).arg_required_else_help(true);
        verb.subcommand(self.verb("show", "help-config-show"))
    }
}
