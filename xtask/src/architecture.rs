//! Compares the crate table of docs/ARCHITECTURE.md with the manifests, in both directions.
//!
//! The table is any Markdown table with a column headed `depends on`. The first code span of a row's first cell is the
//! folder of a package, or `folder/*` for all packages right in it. The cell under `depends on` lists the folders of the
//! packages that it depends on, each as a code span, or says `none`. Dependencies of tests and examples are left out. An
//! exact row must list just what the manifest has; of a `*` row each package may depend on what is listed and on
//! nothing else, and each thing listed must be used by one of them, if there is one.

use crate::{
    finding::Finding,
    workspace::{Package, Workspace},
};
use std::{collections::BTreeSet, fs};

/// Where the table stands.
const FILE: &str = "docs/ARCHITECTURE.md";
const COLUMN: &str = "depends on";

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    line: usize,
    folder: String,
    needs: BTreeSet<String>,
    is_readable: bool,
}

/// What in the table is not so, and what is so and not in the table.
pub(crate) fn check(workspace: &Workspace) -> Vec<Finding> {
    let Ok(text) = fs::read_to_string(workspace.root.join(FILE)) else {
        return vec![Finding::new(FILE, 1, "cannot be read; the crate table is expected there")];
    };
    compare(&rows(&text), workspace)
}

fn compare(rows: &[Row], workspace: &Workspace) -> Vec<Finding> {
    if rows.is_empty() {
        let what = format!(
            "has no crate table; expected rows such as `| \u{60}crates/core\u{60} | … |` under a column headed `{COLUMN}`"
        );
        return vec![Finding::new(FILE, 1, what)];
    }
    let mut findings = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if rows.iter().take(at).any(|earlier| earlier.folder == row.folder) {
            findings.push(row.finding(format!("a second row for `{}`", row.folder)));
            continue;
        }
        if !row.is_readable {
            findings.push(
                row.finding(format!(
                    "column `{COLUMN}` of `{}`: expected folders as code spans, or `none`",
                    row.folder
                )),
            );
        }
        findings.extend(row.compare(workspace, rows));
    }
    let is_left_out = |package: &&Package| row_of(rows, package).is_none();
    let missing = workspace.packages.iter().filter(is_left_out);
    findings
        .extend(missing.map(|package| Finding::new(FILE, last_line(rows), format!("no row for `{}`", package.folder))));
    findings
}

/// The row that speaks of a package: its own, else that of its folder.
fn row_of<'r>(rows: &'r [Row], package: &Package) -> Option<&'r Row> {
    let parent = package.folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    let own = rows.iter().find(|row| row.folder == package.folder);
    own.or_else(|| rows.iter().find(|row| row.group() == Some(parent)))
}

fn last_line(rows: &[Row]) -> usize {
    rows.last().map_or(1, |row| row.line)
}

impl Row {
    /// The folder whose packages it speaks of together.
    fn group(&self) -> Option<&str> {
        self.folder.strip_suffix("/*")
    }

    fn compare(&self, workspace: &Workspace, rows: &[Row]) -> Vec<Finding> {
        let packages: Vec<&Package> =
            workspace.packages.iter().filter(|package| row_of(rows, package) == Some(self)).collect();
        let mut findings = Vec::new();
        if packages.is_empty() && self.group().is_none() {
            return vec![self.finding(format!("`{}` is no package of the workspace", self.folder))];
        }
        for package in &packages {
            let unsaid = package.needs.difference(&self.needs);
            findings.extend(
                unsaid.map(|need| self.finding(format!("does not say that `{}` depends on `{need}`", package.folder))),
            );
        }
        let is_unused =
            |need: &&String| !packages.is_empty() && !packages.iter().any(|package| package.needs.contains(*need));
        let unused = self.needs.iter().filter(is_unused);
        findings.extend(
            unused.map(|need| {
                self.finding(format!("says that `{}` depends on `{need}`, which it does not", self.folder))
            }),
        );
        findings
    }

    fn finding(&self, what: String) -> Finding {
        Finding::new(FILE, self.line, what)
    }
}

/// The rows of all tables that have the column.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut column = None;
    for (line, written) in (1..).zip(text.lines()) {
        let Some(cells) = cells(written) else {
            column = None;
            continue;
        };
        let Some(position) = column else {
            column = cells.iter().position(|cell| cell.eq_ignore_ascii_case(COLUMN));
            continue;
        };
        let needs = cells.get(position).copied().unwrap_or("");
        if let Some(folder) = cells.first().and_then(|first| spans(first).next()) {
            let is_readable = is_list(needs);
            rows.push(Row {
                line,
                folder: folder.to_owned(),
                needs: spans(needs).map(str::to_owned).collect(),
                is_readable,
            });
        }
    }
    rows
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?;
    Some(inner.strip_suffix('|').unwrap_or(inner).split('|').map(str::trim).collect())
}

/// The code spans of a cell.
fn spans(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

fn is_list(cell: &str) -> bool {
    let between: String = cell.split('`').step_by(2).collect();
    cell.trim() == "none" || (spans(cell).next().is_some() && between.chars().all(|one| one == ',' || one == ' '))
}

#[cfg(test)]
mod tests;
