//! The smallest program that can be a worker, for the tests of this crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    changxiao_loader::serve()
}
