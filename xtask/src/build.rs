//! `build`: the program and all plugins.

use crate::{
    Ended,
    arguments::Arguments,
    cargo::{self, Built},
    stop::Stop,
    workspace::{Package, Workspace},
};
use std::path::PathBuf;

/// The package of the program, and the name of the program.
pub(crate) const HOST: &str = "changxiao";

/// What was built.
pub(crate) struct Product {
    /// The program.
    pub(crate) host: PathBuf,
    /// The libraries of the plugins.
    pub(crate) plugins: Vec<PathBuf>,
}

/// The command.
pub(crate) fn run(mut arguments: Arguments) -> anyhow::Result<Ended> {
    let profile: &[&str] = if arguments.has_flag("--release") { &["--release"] } else { &[] };
    arguments.end()?;
    let workspace = Workspace::read()?;
    let product = product(&workspace, profile)?;
    for file in std::iter::once(&product.host).chain(&product.plugins) {
        println!("{}", workspace.shown(file));
    }
    Ok(Ended::Well)
}

/// Builds the program and all plugins.
pub(crate) fn product(workspace: &Workspace, profile: &[&str]) -> anyhow::Result<Product> {
    ask_for_linker()?;
    let plugins = workspace.plugins()?;
    let names = std::iter::once(HOST).chain(plugins.iter().map(|plugin| plugin.name.as_str()));
    let mut arguments = cargo::chosen(names);
    arguments.extend(profile.iter().map(|word| (*word).to_owned()));
    let built = cargo::build(workspace, &arguments)?;
    let host = built_file(&built, HOST)?;
    Ok(Product { host, plugins: libraries(&built, &plugins)? })
}

/// The libraries of these packages; one that was not built is named.
pub(crate) fn libraries(built: &Built, packages: &[&Package]) -> anyhow::Result<Vec<PathBuf>> {
    packages.iter().flat_map(|package| &package.libraries).map(|library| built_file(built, library)).collect()
}

/// The compilers need a linker, and cargo says so only after minutes.
pub(crate) fn ask_for_linker() -> anyhow::Result<()> {
    cargo::ask_for(&["cc"], "install a C compiler, which Rust links with: the package `gcc` or `build-essential`")
}

fn built_file(built: &Built, target: &str) -> anyhow::Result<PathBuf> {
    let stop = || {
        Stop::new(format!("cargo built no file for `{target}`"), "look whether its Cargo.toml still has that target")
    };
    Ok(built.get(target).cloned().ok_or_else(stop)?)
}
