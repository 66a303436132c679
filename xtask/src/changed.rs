//! Which packages a change reaches, for `check --quick`.

use crate::{tree, workspace::Workspace};
use std::collections::BTreeSet;

/// A change to one of these may change what every package is.
const ALL: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", ".clippy.toml", ".rustfmt.toml", "rust-toolchain.toml", ".cargo/", "config/"];

/// Names of packages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Those with a changed file.
    pub(crate) changed: Vec<String>,
    /// Those, and the ones that need them.
    pub(crate) reached: Vec<String>,
}

/// What changed since HEAD reaches.
pub(crate) fn reach(workspace: &Workspace) -> anyhow::Result<Reach> {
    Ok(reach_of(workspace, &tree::changed(workspace)?))
}

fn reach_of(workspace: &Workspace, files: &[String]) -> Reach {
    let is_for_all =
        |file: &String| ALL.iter().any(|part| file == part || (part.ends_with('/') && file.starts_with(part)));
    let changed: BTreeSet<String> = if files.iter().any(is_for_all) {
        workspace.packages.iter().map(|package| package.folder.clone()).collect()
    } else {
        files.iter().filter_map(|file| workspace.package_of(file)).map(|package| package.folder.clone()).collect()
    };
    let names = |folders: &BTreeSet<String>| {
        let chosen = workspace.packages.iter().filter(|package| folders.contains(&package.folder));
        chosen.map(|package| package.name.clone()).collect()
    };
    Reach { changed: names(&changed), reached: names(&workspace.with_dependents(&changed)) }
}

#[cfg(test)]
mod tests;
