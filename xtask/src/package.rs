//! `package`: a folder that runs from anywhere, made beside the old one, tried out, and only then put in its place.

use crate::{
    Ended,
    arguments::Arguments,
    build::{self, HOST, Product},
    stop::Stop,
    tree,
    workspace::Workspace,
};
use anyhow::Context as _;
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// Files and folders of the repository that go in, and under which name.
const CONTENTS: [(&str, &str); 6] = [
    ("README.md", "README.md"),
    ("README.zh-CN.md", "README.zh-CN.md"),
    ("LICENSE", "LICENSE"),
    ("docs", "docs"),
    ("config", "config"),
    ("tests/fixtures/yunchuan", "demo/yunchuan"),
];

/// Parts of names of files that belong to one operator and stay at home.
const SECRETS: [&str; 7] = [".env", ".key", ".pem", ".p12", "secret", "password", ".local."];

/// The glibc of the oldest servers that are to be served.
const OLDEST_GLIBC: (u32, u32) = (2, 28);

/// The command.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<Ended> {
    arguments.end()?;
    let workspace = Workspace::read()?;
    let contents = contents(&workspace)?;
    let product = build::product(&workspace, &["--release"])?;
    let parent = workspace.target.join("package");
    let (partial, done) = (parent.join(".changxiao.partial"), parent.join("changxiao"));
    let stop = || {
        Stop::new(format!("`{}` cannot be written", parent.display()), "look at its permissions and at the space left")
    };
    remove(&partial).with_context(stop)?;
    fill(&partial, &product).with_context(stop)?;
    for (from, to) in &contents {
        copy(&workspace.root.join(from), &partial.join(to)).with_context(stop)?;
    }
    try_out(&partial, &parent.join(".try-out"))?;
    remove(&done).with_context(stop)?;
    fs::rename(&partial, &done).with_context(stop)?;
    println!("{}", closing(&workspace.shown(&done), &product)?);
    Ok(Ended::Well)
}

/// The files that go in and their new names; every part that is missing is named at once.
fn contents(workspace: &Workspace) -> anyhow::Result<Vec<(String, String)>> {
    let known = tree::files(workspace)?;
    let (mut contents, mut missing) = (Vec::new(), Vec::new());
    for (from, to) in CONTENTS {
        let found: Vec<(String, String)> =
            known.iter().filter_map(|file| Some((file.clone(), renamed(file, from, to)?))).collect();
        if found.is_empty() {
            missing.push(format!("`{from}`"));
        }
        contents.extend(found);
    }
    if missing.is_empty() {
        return Ok(contents);
    }
    Err(Stop::new(
        format!("missing from the package: {}", missing.join(", ")),
        "write them, or `git checkout` brings them back",
    )
    .into())
}

/// The new name of a file that is, or lies in, `from`; none for somebody's secrets.
fn renamed(file: &str, from: &str, to: &str) -> Option<String> {
    let rest = file.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let is_secret = SECRETS.iter().any(|part| name.contains(part));
    (!is_secret).then(|| format!("{to}{rest}"))
}

fn fill(folder: &Path, product: &Product) -> io::Result<()> {
    copy(&product.host, &folder.join(HOST))?;
    fs::create_dir_all(folder.join("plugins"))?;
    for library in &product.plugins {
        copy(library, &folder.join("plugins").join(library.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).map(|_| ())
}

fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// The command that a package must be able to run, from the folder in which it lies.
fn evaluation(package: &str, out: &str) -> Vec<String> {
    let line = "evaluate --registers {package}/demo/yunchuan --period 2025 --as-of 2026-02-15 --plugin {package}/plugins --out {out}";
    line.split(' ').map(|word| word.replace("{package}", package).replace("{out}", out)).collect()
}

/// Runs the packaged program from an empty folder that is not its own.
fn try_out(package: &Path, folder: &Path) -> anyhow::Result<()> {
    let hint = "the package was not put in place; what the program says stands above";
    remove(folder)
        .and_then(|()| fs::create_dir_all(folder))
        .context(Stop::new("no folder to try the package in", hint))?;
    let words = evaluation(&package.display().to_string(), "run");
    println!("$ {HOST} {}", words.join(" "));
    let status = Command::new(package.join(HOST)).args(&words).current_dir(folder).status();
    let status = status.context(Stop::new("the packaged program cannot be started", hint))?;
    let run = folder.join("run");
    let is_whole = ["tallies.csv", "outcomes.csv", "run.json"].iter().all(|file| run.join(file).is_file());
    if !status.success() || !is_whole {
        return Err(Stop::new(format!("the packaged program ended with {status} on the demo data"), hint).into());
    }
    remove(folder).context("the folder in which the package was tried cannot be removed")
}

fn closing(package: &str, product: &Product) -> anyhow::Result<String> {
    let command = evaluation(package, "run").join(" ");
    let mut text = format!(
        "\n{package} is ready; it ran the demo data from another folder. To run it:\n  {package}/{HOST} {command}"
    );
    let files: Vec<&PathBuf> = std::iter::once(&product.host).chain(&product.plugins).collect();
    let mut asked = None;
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
        asked = asked.max(glibc(&bytes));
    }
    if let Some((major, minor)) = asked.filter(|version| *version > OLDEST_GLIBC) {
        let (oldest_major, oldest_minor) = OLDEST_GLIBC;
        text.push_str(&format!(
            "\nnote: it asks for glibc {major}.{minor}; servers with glibc {oldest_major}.{oldest_minor} need one built there, or with cargo-zigbuild"
        ));
    }
    Ok(text)
}

/// The newest glibc whose symbols a file names.
fn glibc(bytes: &[u8]) -> Option<(u32, u32)> {
    const MARK: &[u8] = b"GLIBC_";
    let after = bytes.windows(MARK.len()).enumerate().filter(|(_, part)| *part == MARK).map(|(at, _)| at + MARK.len());
    after.filter_map(|at| version(bytes.get(at..)?)).max()
}

fn version(bytes: &[u8]) -> Option<(u32, u32)> {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let mut numbers = std::str::from_utf8(bytes.get(..length)?).ok()?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests;
