//! What git knows of the tree: its files, tracked and not yet tracked, and what changed since HEAD.

use crate::{stop::Stop, workspace::Workspace};
use anyhow::Context as _;
use std::process::Command;

/// All files that are tracked, or are new and not ignored, relative to the root; deleted ones left out.
pub(crate) fn files(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    let listed = git(workspace, &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    let mut files: Vec<String> = listed.split_terminator('\0').map(str::to_owned).collect();
    files.retain(|file| workspace.root.join(file).is_file());
    files.sort();
    files.dedup();
    Ok(files)
}

/// Files that differ from HEAD, new and deleted ones among them.
pub(crate) fn changed(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    Ok(changed_in(&git(workspace, &["status", "--porcelain=v1", "-z", "--untracked-files=all"])?))
}

/// Reads `git status --porcelain=v1 -z`; a renamed or copied file is followed by its former name.
fn changed_in(status: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut is_former_name = false;
    for entry in status.split_terminator('\0') {
        let (marks, file) =
            if is_former_name { ("", Some(entry)) } else { (entry.get(..2).unwrap_or(""), entry.get(3..)) };
        files.extend(file.map(str::to_owned));
        is_former_name = marks.contains(['R', 'C']);
    }
    files
}

fn git(workspace: &Workspace, arguments: &[&str]) -> anyhow::Result<String> {
    let said = Command::new("git").args(arguments).current_dir(&workspace.root).output();
    let said = said.context(Stop::new("`git` cannot be started", "install git; it lists the files of the tree"))?;
    if !said.status.success() {
        let cause = String::from_utf8_lossy(&said.stderr).trim().to_owned();
        let stop =
            Stop::new(format!("`git {}` failed", arguments.join(" ")), "run this inside a clone of the repository");
        return Err(anyhow::Error::msg(cause).context(stop));
    }
    String::from_utf8(said.stdout).context(Stop::new("a file name is not UTF-8", "rename the file"))
}

#[cfg(test)]
mod tests;
