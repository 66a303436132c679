//! The packages of the workspace and the arrows between them, as cargo's metadata has them.

use crate::{cargo, stop::Stop};
use anyhow::Context as _;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The workspace.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workspace {
    /// Folder of the root manifest.
    pub(crate) root: PathBuf,
    /// Folder for what is built.
    pub(crate) target: PathBuf,
    /// Its packages, sorted by folder.
    pub(crate) packages: Vec<Package>,
}

/// A package of the workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Package {
    /// Name.
    pub(crate) name: String,
    /// Folder relative to the root, with `/`.
    pub(crate) folder: String,
    /// Targets built as libraries that can be opened at run time: of the package itself, or its examples.
    pub(crate) libraries: Vec<String>,
    /// Whether it has a library of its own, of any sort.
    pub(crate) has_library: bool,
    /// Folders of the packages of the workspace that it needs to be built.
    pub(crate) needs: BTreeSet<String>,
    /// Folders of those that only its tests and examples need.
    pub(crate) tests_need: BTreeSet<String>,
}

impl Workspace {
    /// Asks cargo about the workspace in whose folders we are.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let said = cargo::output(&["metadata", "--no-deps", "--format-version", "1"])?;
        let metadata: Value = serde_json::from_str(&said).context("cargo's metadata is no JSON")?;
        let [root, target] = ["workspace_root", "target_directory"].map(|key| PathBuf::from(text(&metadata, key)));
        let mut packages: Vec<Package> =
            list(&metadata, "packages").map(|package| Package::read(package, &root)).collect();
        packages.sort_by(|a, b| a.folder.cmp(&b.folder));
        Ok(Self { root, target, packages })
    }

    /// The packages under `plugins/`.
    pub(crate) fn plugins(&self) -> anyhow::Result<Vec<&Package>> {
        let plugins: Vec<&Package> =
            self.packages.iter().filter(|package| package.folder.starts_with("plugins/")).collect();
        match plugins.iter().find(|plugin| plugin.libraries.is_empty()) {
            Some(plugin) => Err(Stop::new(
                format!("`{}` builds no library that can be opened", plugin.folder),
                format!("write `crate-type = [\"cdylib\", \"rlib\"]` under [lib] in {}/Cargo.toml", plugin.folder),
            )
            .into()),
            None => Ok(plugins),
        }
    }

    /// The package in whose folder a file lies.
    pub(crate) fn package_of(&self, file: &str) -> Option<&Package> {
        let holds =
            |package: &&Package| file.strip_prefix(package.folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.packages.iter().filter(holds).max_by_key(|package| package.folder.len())
    }

    /// These folders, and those of all packages that need one of them, directly or not.
    pub(crate) fn with_dependents(&self, folders: &BTreeSet<String>) -> BTreeSet<String> {
        let mut all = folders.clone();
        loop {
            let needs_one =
                |package: &&Package| package.needs.union(&package.tests_need).any(|need| all.contains(need));
            let more: Vec<String> =
                self.packages.iter().filter(needs_one).map(|package| package.folder.clone()).collect();
            let before = all.len();
            all.extend(more);
            if all.len() == before {
                return all;
            }
        }
    }

    /// A path as one would type it in the root folder.
    pub(crate) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

impl Package {
    fn read(package: &Value, root: &Path) -> Self {
        let manifest = PathBuf::from(text(package, "manifest_path"));
        let is_opened = |target: &&Value| list(target, "crate_types").any(|kind| kind == "cdylib");
        let is_library =
            |target: &Value| list(target, "kind").any(|kind| kind == "lib" || kind == "rlib" || kind == "cdylib");
        let is_dev = |need: &Value| text(need, "kind") == "dev";
        let needs = |wanted: bool| {
            let chosen = list(package, "dependencies").filter(|need| is_dev(need) == wanted);
            chosen.filter_map(|need| need.get("path")?.as_str()).map(|path| relative(Path::new(path), root)).collect()
        };
        Self {
            name: text(package, "name").to_owned(),
            folder: relative(manifest.parent().unwrap_or(root), root),
            libraries: list(package, "targets")
                .filter(is_opened)
                .map(|target| text(target, "name").to_owned())
                .collect(),
            has_library: list(package, "targets").any(is_library),
            needs: needs(false),
            tests_need: needs(true),
        }
    }
}

fn relative(folder: &Path, root: &Path) -> String {
    folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().replace('\\', "/")
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// A workspace for the tests of this crate: folders, and what each needs; after `|` what its tests need.
#[cfg(test)]
pub(crate) fn workspace_of(packages: &[(&str, &str)]) -> Workspace {
    let split = |names: &str| names.split_whitespace().map(str::to_owned).collect();
    let package = |(folder, needs): &(&str, &str)| {
        let (needs, tests_need) = needs.split_once('|').unwrap_or((needs, ""));
        let (name, folder) = (folder.replace('/', "-"), (*folder).to_owned());
        Package { name, folder, needs: split(needs), tests_need: split(tests_need), ..Package::default() }
    };
    Workspace { packages: packages.iter().map(package).collect(), ..Workspace::default() }
}

#[cfg(test)]
mod tests;
