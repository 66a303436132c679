//! Calling cargo: its command line is shown, its messages are passed on, and what it says in JSON is read.

use crate::{finding::Finding, stop::Stop, workspace::Workspace};
use anyhow::Context as _;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Command, ExitStatus, Stdio},
};

/// Name of a target and the file that was built: the library that can be opened, or the program.
pub(crate) type Built = BTreeMap<String, PathBuf>;

/// What cargo prints when asked something short.
pub(crate) fn output(arguments: &[&str]) -> anyhow::Result<String> {
    let said = Command::new(program()).args(arguments).output().context(not_started())?;
    if !said.status.success() {
        let cause = String::from_utf8_lossy(&said.stderr).trim().to_owned();
        let hint = "run this inside the repository, and correct the manifest it names";
        return Err(
            anyhow::Error::msg(cause).context(Stop::new(format!("`cargo {}` failed", arguments.join(" ")), hint))
        );
    }
    String::from_utf8(said.stdout).context("cargo said something that is not UTF-8")
}

/// Builds, and says where everything lies. Compilers' messages go to stderr.
pub(crate) fn build(workspace: &Workspace, arguments: &[String]) -> anyhow::Result<Built> {
    let mut built = Built::new();
    let mut all = vec!["build".to_owned()];
    all.extend_from_slice(arguments);
    let json = "--message-format=json-render-diagnostics";
    let status = lines(workspace, (&all, &[json]), |line| built.extend(artifact(line)))?;
    if status.success() {
        return Ok(built);
    }
    let hint =
        "correct what the compiler names above; if a download failed, run `cargo fetch` where there is a network";
    Err(Stop::new(format!("`cargo {}` failed", all.join(" ")), hint).into())
}

/// Lints packages and collects every warning and error. Warnings are not denied, for a denied one would keep cargo from
/// looking at the packages that depend on it; they are findings all the same.
pub(crate) fn clippy(workspace: &Workspace, packages: &[String]) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut all = vec!["clippy".to_owned()];
    all.extend_from_slice(packages);
    all.extend(["--all-targets", "--keep-going"].map(str::to_owned));
    let status = lines(workspace, (&all, &["--message-format=json"]), |line| findings.extend(diagnosis(line)))?;
    if !status.success() && findings.is_empty() {
        findings.push(Finding::new("Cargo.toml", 1, "`cargo clippy` failed; what it says stands above"));
    }
    Ok(findings)
}

/// Runs cargo in the root folder, hands each line of its stdout on, and waits for its end. The second list of arguments
/// is for us, and is not shown.
pub(crate) fn lines(
    workspace: &Workspace,
    (arguments, ours): (&[String], &[&str]),
    mut each: impl FnMut(&str),
) -> anyhow::Result<ExitStatus> {
    eprintln!("$ cargo {}", arguments.join(" "));
    // What the reader adds must stand before `--`, behind which cargo no longer reads.
    let end = arguments.iter().position(|word| word == "--").unwrap_or(arguments.len());
    let (before, after) = arguments.split_at_checked(end).unwrap_or((arguments, &[]));
    let mut command = Command::new(program());
    command.args(before).args(ours).args(after).current_dir(&workspace.root).stdout(Stdio::piped());
    let mut child = command.spawn().context(not_started())?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            each(&String::from_utf8_lossy(&line.context("cargo's output broke off")?));
        }
    }
    child.wait().context("cargo's end was not seen")
}

/// Refuses to go on without a tool that a step will need.
pub(crate) fn ask_for(tool: &[&str], hint: &str) -> anyhow::Result<()> {
    let name = tool.first().copied().unwrap_or_default();
    let arguments = tool.get(1..).unwrap_or_default();
    let program = if name == "cargo" { program() } else { name.to_owned() };
    let answer =
        Command::new(program).args(arguments).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if answer.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    Err(Stop::new(format!("`{}` is missing", tool.join(" ")), hint).into())
}

/// The arguments `-p NAME` for packages.
pub(crate) fn chosen<'p>(names: impl IntoIterator<Item = &'p str>) -> Vec<String> {
    names.into_iter().flat_map(|name| ["-p".to_owned(), name.to_owned()]).collect()
}

/// The cargo that runs us, so that the toolchain stays the same.
fn program() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

fn not_started() -> Stop {
    Stop::new("`cargo` cannot be started", "install Rust with rustup, and put cargo's folder on the PATH")
}

/// Target and file of a message about something that was built; of a library the file that can be opened.
fn artifact(line: &str) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let target = message.get("target")?;
    let is_kind = |kind: &str| {
        target.get("crate_types").and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == kind))
    };
    let file = if is_kind("cdylib") {
        let files = message.get("filenames")?.as_array()?;
        files.iter().filter_map(Value::as_str).find(|file| file.ends_with(std::env::consts::DLL_SUFFIX))
    } else {
        message.get("executable")?.as_str()
    };
    Some((target.get("name")?.as_str()?.to_owned(), file?.into()))
}

/// Shows a compiler's message, and gives its place and first line.
fn diagnosis(line: &str) -> Option<Finding> {
    let outer: Value = serde_json::from_str(line).ok()?;
    let message = outer.get("message")?;
    let text = |key: &str| message.get(key).and_then(Value::as_str).unwrap_or_default();
    let spans = message.get("spans")?.as_array()?;
    let place = spans.iter().find(|span| span.get("is_primary") == Some(&Value::Bool(true)));
    eprint!("{}", text("rendered"));
    // Messages without a place only sum up: "2 warnings emitted", "aborting due to an error".
    if !matches!(text("level"), "warning" | "error") || (place.is_none() && sums_up(text("message"))) {
        return None;
    }
    let file = place.and_then(|span| span.get("file_name")?.as_str()).unwrap_or("Cargo.toml");
    let number =
        place.and_then(|span| span.get("line_start")?.as_u64()).and_then(|number| usize::try_from(number).ok());
    let lint = message.get("code").and_then(|code| code.get("code")?.as_str()).map(|code| format!(" [{code}]"));
    Some(Finding::new(file, number.unwrap_or(1), format!("{}{}", text("message"), lint.unwrap_or_default())))
}

fn sums_up(message: &str) -> bool {
    message.ends_with("emitted")
        || message.starts_with("aborting due to")
        || message.starts_with("Some errors have detailed")
}

#[cfg(test)]
mod tests;
