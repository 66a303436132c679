//! `check`: what CI runs. All findings are collected, shown at the end, and make the exit code 1.

use crate::{
    Ended, architecture,
    arguments::Arguments,
    cargo, changed,
    finding::Finding,
    house,
    test::{self, Sum},
    workspace::Workspace,
};
use std::path::Path;

/// The command.
pub(crate) fn run(mut arguments: Arguments) -> anyhow::Result<Ended> {
    let is_quick = arguments.has_flag("--quick");
    arguments.end()?;
    cargo::ask_for(&["cargo", "fmt"], "`rustup component add rustfmt` installs it")?;
    cargo::ask_for(&["cargo", "clippy"], "`rustup component add clippy` installs it")?;
    let workspace = Workspace::read()?;
    let (findings, sum) = if is_quick { quick(&workspace)? } else { full(&workspace)? };
    Ok(report(findings, sum))
}

fn full(workspace: &Workspace) -> anyhow::Result<(Vec<Finding>, Sum)> {
    let everything = ["--workspace".to_owned()];
    let mut findings = format(workspace, &["--all".to_owned()])?;
    findings.extend(architecture::check(workspace));
    findings.extend(house::check(workspace)?);
    findings.extend(cargo::clippy(workspace, &everything)?);
    Ok((findings, test::all(workspace, &[])?))
}

/// Only what changed since HEAD, and what depends on it; the house rules are quick enough to be kept whole.
fn quick(workspace: &Workspace) -> anyhow::Result<(Vec<Finding>, Sum)> {
    let mut findings = house::check(workspace)?;
    let reach = changed::reach(workspace)?;
    if reach.changed.is_empty() {
        println!("no package changed since HEAD");
        return Ok((findings, Sum::default()));
    }
    println!("changed: {}; checked: {}", reach.changed.join(", "), reach.reached.join(", "));
    let reached = cargo::chosen(reach.reached.iter().map(String::as_str));
    findings.extend(format(workspace, &cargo::chosen(reach.changed.iter().map(String::as_str)))?);
    findings.extend(cargo::clippy(workspace, &reached)?);
    // cargo refuses `--lib` where none of the packages has one, as with a change of the system tests alone.
    let has_library =
        workspace.packages.iter().any(|package| package.has_library && reach.reached.contains(&package.name));
    let unit = has_library.then_some("--lib").into_iter().chain(["--bins", "--no-fail-fast"]).map(str::to_owned);
    Ok((findings, test::tests(workspace, &reached.into_iter().chain(unit).collect::<Vec<_>>())?))
}

/// What rustfmt would write otherwise.
fn format(workspace: &Workspace, packages: &[String]) -> anyhow::Result<Vec<Finding>> {
    let mut arguments = vec!["fmt".to_owned()];
    arguments.extend_from_slice(packages);
    arguments.push("--check".to_owned());
    let mut findings = Vec::new();
    let status = cargo::lines(workspace, (&arguments, &[]), |line| {
        println!("{line}");
        findings.extend(difference(workspace, line));
    })?;
    if !status.success() && findings.is_empty() {
        findings.push(Finding::new("Cargo.toml", 1, "`cargo fmt` failed; what it says stands above"));
    }
    Ok(findings)
}

/// The place in a line such as `Diff in FILE:LINE:`.
fn difference(workspace: &Workspace, line: &str) -> Option<Finding> {
    let (file, number) = line.strip_prefix("Diff in ")?.trim_end_matches(':').rsplit_once(':')?;
    let shown = workspace.shown(Path::new(file));
    Some(Finding::new(&shown, number.parse().ok()?, "not in rustfmt's layout; `cargo fmt --all` puts it right"))
}

fn report(mut findings: Vec<Finding>, sum: Sum) -> Ended {
    findings.extend(sum.findings);
    findings.sort();
    findings.dedup();
    println!();
    for finding in &findings {
        println!("{finding}");
    }
    let tests = format!("{} tests passed, {} failed", sum.passed, sum.failed);
    if findings.is_empty() && sum.failed == 0 {
        println!("check: no findings; {tests}");
        return Ended::Well;
    }
    println!("check: {} finding{}; {tests}", findings.len(), if findings.len() == 1 { "" } else { "s" });
    Ended::WithFindings
}

#[cfg(test)]
mod tests;
