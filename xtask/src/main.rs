//! `cargo xtask`: setting up, demonstrating, testing, checking and packaging, one file a command. It must not depend on
//! the crates of the workspace, so that it still runs when they do not compile.

mod bench;
mod build;
mod check;
mod demo;
mod new_plugin;
mod package;
mod test;

mod architecture;
mod arguments;
mod cargo;
mod changed;
mod finding;
mod house;
mod office;
mod source;
mod stop;
mod tree;
mod workspace;

use crate::{arguments::Arguments, stop::Stop};
use std::process::ExitCode;

/// A command with the line that `help` shows.
struct Command {
    usage: &'static str,
    says: &'static str,
    run: fn(Arguments) -> anyhow::Result<Ended>,
}

/// How a command ended if it could run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// Everything was as it should be.
    Well,
    /// There are findings, or tests failed.
    WithFindings,
}

/// The table of contents.
const COMMANDS: [Command; 8] = [
    Command {
        usage: "demo [--lang en|zh]",
        says: "build everything and evaluate the demo data with all plugins",
        run: demo::run,
    },
    Command {
        usage: "test [-- ARGS]",
        says: "build what the tests load, then run all tests; ARGS go to cargo test",
        run: test::run,
    },
    Command {
        usage: "check [--quick]",
        says: "format, lints, architecture, house rules and tests: what CI runs",
        run: check::run,
    },
    Command {
        usage: "new-plugin NAME",
        says: "write plugins/NAME with two indicators and a test",
        run: new_plugin::run,
    },
    Command { usage: "build [--release]", says: "build the program and all plugins", run: build::run },
    Command {
        usage: "package",
        says: "make the release folder target/package/changxiao and try it out",
        run: package::run,
    },
    Command {
        usage: "bench",
        says: "CPU seconds of scoring schemes, and their ratio to a peer in the same run",
        run: bench::run,
    },
    Command { usage: "help", says: "this list", run: help },
];

impl Command {
    fn name(&self) -> &'static str {
        self.usage.split(' ').next().unwrap_or(self.usage)
    }
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(name) = words.next() else {
        eprint!("{}", list());
        return ExitCode::from(2);
    };
    match find(&name).and_then(|command| (command.run)(Arguments::new(command.usage, words.collect()))) {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::WithFindings) => ExitCode::from(1),
        Err(error) => {
            stop::print(&error);
            ExitCode::from(2)
        }
    }
}

fn find(name: &str) -> anyhow::Result<&'static Command> {
    if matches!(name, "-h" | "--help") {
        return find("help");
    }
    let known = COMMANDS.iter().find(|command| command.name() == name);
    known.ok_or_else(|| Stop::new(format!("there is no command `{name}`"), nearest(name)).into())
}

/// The command whose name is nearest, if one is near, and the list.
fn nearest(name: &str) -> String {
    let near = COMMANDS.iter().map(|command| (strsim::damerau_levenshtein(name, command.name()), command.name())).min();
    let offer =
        near.filter(|(distance, _)| *distance <= 3).map(|(_, near)| format!("did you mean `cargo xtask {near}`?\n\n"));
    format!("{}{}", offer.unwrap_or_else(|| "take one of these\n\n".to_owned()), list())
}

fn help(arguments: Arguments) -> anyhow::Result<Ended> {
    arguments.end()?;
    print!("{}", list());
    Ok(Ended::Well)
}

fn list() -> String {
    let lines = COMMANDS.iter().map(|command| format!("  {:<21}{}\n", command.usage, command.says));
    format!("usage: cargo xtask COMMAND\n\n{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests;
