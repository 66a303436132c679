//! The program `changxiao`: arguments, settings, progress, exit codes. It holds no rule of the domain.

mod arguments;
mod commands;
mod departments;
mod errors;
mod faults;
mod figures;
mod inputs;
mod lock;
mod logging;
mod messages;
mod run_folder;
mod screen;
mod settings;
mod table;

use messages::Wording;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == changxiao_loader::WORKER_ARGUMENT) {
        return changxiao_loader::serve();
    }
    let wording = Wording::new(arguments::language(&arguments));
    let done = match arguments::read(&wording, &arguments) {
        arguments::Read::Command(command) => commands::run(&wording, *command),
        arguments::Read::Shown(text, code) => {
            errors::print_shown(&text, code);
            return ExitCode::from(code);
        }
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            errors::print(&wording, &error);
            ExitCode::from(2)
        }
    }
}
