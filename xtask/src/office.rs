//! The spreadsheet program with which tests save what they were handed: without a window, from its own package.

use crate::{cargo, stop::Stop};
use anyhow::Context as _;
use std::process::{Command, Stdio};

/// The program and the Debian package it is in.
const PROGRAM: &str = "soffice";
const PACKAGE: &str = "libreoffice-calc";

/// Sees to it that the program is there: installs it where that is possible, and says so; otherwise says what is missing.
pub(crate) fn make_ready() -> anyhow::Result<()> {
    if cargo::ask_for(&[PROGRAM], "").is_ok() {
        return Ok(());
    }
    let missing = || {
        let what = format!("`{PROGRAM}` is missing, with which tests save sheets of assessors as another program does");
        Stop::new(what, format!("install LibreOffice: `apt-get install {PACKAGE}`"))
    };
    if !is_root() || !is_there("apt-get") {
        return Err(missing().into());
    }
    let arguments = ["install", "--yes", "--no-install-recommends", PACKAGE];
    eprintln!("$ apt-get {}", arguments.join(" "));
    let status = Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").status();
    let is_installed = status.context("`apt-get` did not start")?.success();
    if is_installed { cargo::ask_for(&[PROGRAM], "").with_context(missing) } else { Err(missing().into()) }
}

fn is_root() -> bool {
    let said = Command::new("id").arg("-u").output();
    said.is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}

fn is_there(program: &str) -> bool {
    let status = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
