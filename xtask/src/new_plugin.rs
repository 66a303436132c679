//! `new-plugin NAME`: writes a plugin that already counts something, for its author to change. `cargo xtask demo` finds
//! it by its folder; nothing else has to be edited.

use crate::{Ended, arguments::Arguments, cargo, stop::Stop, workspace::Workspace};
use anyhow::Context as _;
use std::{fs, path::Path};

macro_rules! templates {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_str!(concat!("../templates/plugin/", $file)))),*]
    };
}

/// The files of a plugin. The manifest comes last: without it cargo does not look at the folder.
const TEMPLATES: [(&str, &str); 3] = templates!["src/lib.rs", "tests/bench.rs", "Cargo.toml"];

/// Namespaces that are not free.
const TAKEN: [&str; 2] = ["baseline", "invalid"];

/// The longest namespace that an id may have.
const LONGEST: usize = 64;

/// The command.
pub(crate) fn run(mut arguments: Arguments) -> anyhow::Result<Ended> {
    let name = arguments.word("the name of the plugin")?;
    arguments.end()?;
    check_name(&name)?;
    let workspace = Workspace::read()?;
    check_free(&workspace, &name)?;
    let folder = format!("plugins/{name}");
    for (file, text) in TEMPLATES {
        write(&workspace.root.join(&folder).join(file), &filled(text, &name))?;
        println!("wrote {folder}/{file}");
    }
    lay_out(&workspace, &name);
    println!("\n{}", next(&name));
    Ok(Ended::Well)
}

/// The name becomes the namespace of the plugin's ids, so that it obeys the rule of ids.
fn check_name(name: &str) -> Result<(), Stop> {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if name.len() > LONGEST || !name.split('-').all(is_part) {
        let what = format!(
            "`{name}` is no name of a plugin; expected small letters, digits and single hyphens, at most {LONGEST}"
        );
        return Err(Stop::new(what, format!("for example `cargo xtask new-plugin {}`", proposal(name))));
    }
    if TAKEN.contains(&name) {
        return Err(Stop::new(
            format!("the namespace `{name}` is not free"),
            "take a name of your own, such as that of your office",
        ));
    }
    Ok(())
}

/// The nearest name that would do.
fn proposal(name: &str) -> String {
    let letters = name.chars().map(|one| if one.is_ascii_alphanumeric() { one.to_ascii_lowercase() } else { '-' });
    let letters: String = letters.take(LONGEST).collect();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "my-office".to_owned() } else { parts.join("-") }
}

fn check_free(workspace: &Workspace, name: &str) -> Result<(), Stop> {
    let (folder, package) = (format!("plugins/{name}"), package(name));
    let hint = "take another name, or change what is there";
    if workspace.root.join(&folder).exists() {
        return Err(Stop::new(format!("`{folder}` exists already"), hint));
    }
    match workspace.packages.iter().find(|other| other.name == package) {
        Some(other) => Err(Stop::new(format!("the package `{package}` exists already, in `{}`", other.folder), hint)),
        None => Ok(()),
    }
}

fn package(name: &str) -> String {
    format!("changxiao-plugin-{name}")
}

/// A template with the names filled in.
fn filled(text: &str, name: &str) -> String {
    text.replace("PLUGIN_CRATE", &package(name).replace('-', "_")).replace("PLUGIN_NAME", name)
}

fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let stop = || Stop::new(format!("`{}` cannot be written", file.display()), "look at the permissions of its folder");
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(stop)?;
    }
    fs::write(file, text).with_context(stop)
}

/// Lines that became too long by the name are broken as rustfmt breaks them. Without rustfmt they stay: `check` asks for it.
fn lay_out(workspace: &Workspace, name: &str) {
    let arguments = ["fmt".to_owned(), "-p".to_owned(), package(name)];
    if let Err(error) = cargo::lines(workspace, (&arguments, &[]), |line| println!("{line}")) {
        eprintln!("note: the new files keep the layout of their templates: {error}");
    }
}

fn next(name: &str) -> String {
    format!(
        "The plugin counts quarterly Party days (by definition) and meetings with head counts (by code). Next:\n  \
         cargo test -p {}    run its test\n  \
         cargo xtask demo    see `{name}/party-day-quarterly` and `{name}/meetings-with-counts` in a run\n  \
         then change plugins/{name}/src/lib.rs into what your office needs",
        package(name)
    )
}

#[cfg(test)]
mod tests;
