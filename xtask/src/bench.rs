//! `bench`: how fast the program is, each time against a peer in the same run, so that the ratio tells something on any
//! machine. What is measured stands in the examples of the crates.

use crate::{Ended, arguments::Arguments, cargo, stop::Stop, workspace::Workspace};
use std::io::Write as _;

/// Package and example of each measurement.
const MEASURED: [(&str, &str); 1] = [("changxiao-engine", "schemes")];

/// The command.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<Ended> {
    arguments.end()?;
    let workspace = Workspace::read()?;
    for (package, example) in MEASURED {
        let all = ["run", "--quiet", "--release", "--package", package, "--example", example].map(str::to_owned);
        let status = cargo::lines(&workspace, (&all, &[]), |line| {
            let _ = writeln!(std::io::stdout(), "{line}");
        })?;
        if !status.success() {
            let hint = "what it says stands above: it did not compile, or the two results differ";
            return Err(Stop::new(format!("the measurement `{example}` of {package} failed"), hint).into());
        }
    }
    Ok(Ended::Well)
}
