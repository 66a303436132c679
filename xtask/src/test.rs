//! `test`: everything the tests load is built first, then all tests run; the last line sums them up.

use crate::{
    Ended,
    arguments::Arguments,
    build, cargo,
    finding::Finding,
    office,
    stop::Stop,
    workspace::{Package, Workspace},
};
use std::io::Write as _;

/// Fixtures without which most tests would fail for a reason that is not theirs.
const FIXTURES: &str = "tests/fixtures/yunchuan";

/// What the tests came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed; a test program that did not compile or did not come to its end counts as one.
    pub(crate) failed: u64,
    /// Where they failed.
    pub(crate) findings: Vec<Finding>,
    failing: Option<String>,
}

/// The command.
pub(crate) fn run(mut arguments: Arguments) -> anyhow::Result<Ended> {
    let more = arguments.after_dashes();
    arguments.end()?;
    let sum = all(&Workspace::read()?, &more)?;
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(if sum.failed == 0 { Ended::Well } else { Ended::WithFindings })
}

/// Sets up and runs all tests, doc tests among them.
pub(crate) fn all(workspace: &Workspace, more: &[String]) -> anyhow::Result<Sum> {
    set_up(workspace)?;
    let mut arguments = ["--workspace", "--no-fail-fast"].map(str::to_owned).to_vec();
    arguments.extend_from_slice(more);
    tests(workspace, &arguments)
}

/// Runs `cargo test`, passes its output on, and sums up.
pub(crate) fn tests(workspace: &Workspace, arguments: &[String]) -> anyhow::Result<Sum> {
    let mut all = vec!["test".to_owned()];
    all.extend_from_slice(arguments);
    let mut sum = Sum::default();
    let status = cargo::lines(workspace, (&all, &[]), |line| {
        let _ = writeln!(std::io::stdout(), "{line}");
        sum.read(line);
    })?;
    if !status.success() && sum.failed == 0 {
        let what = "a test program did not compile or did not come to its end; what it says stands above";
        sum.failed = 1;
        sum.findings.push(Finding::new("Cargo.toml", 1, what));
        println!("\n{what}");
    }
    Ok(sum)
}

/// Builds programs, libraries and examples of the same packages with the same profile as the tests, so that cargo
/// compiles nothing for a second set of features.
fn set_up(workspace: &Workspace) -> anyhow::Result<()> {
    build::ask_for_linker()?;
    office::make_ready()?;
    if !workspace.root.join(FIXTURES).is_dir() {
        return Err(Stop::new(
            format!("the folder `{FIXTURES}` is missing"),
            format!("`git checkout -- {FIXTURES}` brings it back"),
        )
        .into());
    }
    let arguments = ["--workspace", "--lib", "--bins", "--examples"].map(str::to_owned);
    let built = cargo::build(workspace, &arguments)?;
    let loaded: Vec<&Package> = workspace.packages.iter().filter(|package| !package.libraries.is_empty()).collect();
    build::libraries(&built, &loaded).map(|_| ())
}

impl Sum {
    /// Reads one line of the output.
    fn read(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
        } else if let Some(name) = line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----")) {
            self.failing = Some(name.to_owned());
            self.findings.extend(doc_test(name));
        } else if let Some((_, place)) = line.split_once(" panicked at ") {
            let mut parts = place.split(':');
            let (file, line) = (parts.next().unwrap_or(""), parts.next().and_then(|line| line.parse().ok()));
            if let (Some(name), Some(line)) = (self.failing.take().filter(|name| doc_test(name).is_none()), line) {
                self.findings.push(Finding::new(file, line, format!("test `{name}` failed")));
            }
        }
    }
}

/// The place of a failed doc test, which stands in its name: `FILE - ITEM (line N)`.
fn doc_test(name: &str) -> Option<Finding> {
    let (file, rest) = name.split_once(" - ")?;
    let line = rest.rsplit_once("(line ")?.1.trim_end_matches(')').parse().ok()?;
    Some(Finding::new(file, line, "doc test failed"))
}

fn number_before(result: &str, word: &str) -> u64 {
    let before = result.split(word).next().unwrap_or("");
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
