//! `demo`: builds the program and all plugins, makes the registers of a fictional administration, then shows the main job
//! on them, command by command.

use crate::{
    Ended,
    arguments::Arguments,
    build::{self, HOST, Product},
    stop::Stop,
    workspace::Workspace,
};
use anyhow::Context as _;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What the demonstration runs.
const STEPS: &str = include_str!("demo/steps.txt");

/// Paths as one would type them in the root folder.
struct Places {
    host: String,
    registers: String,
    plugins: String,
    run: String,
    schemes: String,
    sheets: String,
}

/// The command.
pub(crate) fn run(mut arguments: Arguments) -> anyhow::Result<Ended> {
    let language = arguments.option("--lang")?;
    if let Some(other) = language.as_deref().filter(|one| !matches!(*one, "en" | "zh")) {
        return Err(arguments.stop(format!("`{other}` is no language of the program; expected `en` or `zh`")).into());
    }
    arguments.end()?;
    let workspace = Workspace::read()?;
    let places = set_up(&workspace)?;
    for step in steps() {
        show(&workspace, &places, &words(step, &places, language.as_deref()))?;
    }
    let is_chinese = language.map_or_else(is_chinese_locale, |language| language == "zh");
    println!("{}", if is_chinese { closing_zh(&places) } else { closing_en(&places) });
    Ok(Ended::Well)
}

/// Builds, and empties and fills the folder of the demonstration.
fn set_up(workspace: &Workspace) -> anyhow::Result<Places> {
    let product = build::product(workspace, &[])?;
    let folder = workspace.target.join("demo");
    copy_plugins(&product, &folder)?;
    let shown = |path: &Path| workspace.shown(path);
    Ok(Places {
        host: shown(&product.host),
        registers: shown(&folder.join("registers")),
        plugins: shown(&folder.join("plugins")),
        run: shown(&folder.join("run")),
        schemes: "config/schemes".to_owned(),
        sheets: shown(&folder.join("sheets")),
    })
}

fn copy_plugins(product: &Product, folder: &Path) -> anyhow::Result<()> {
    let stop = || {
        Stop::new(format!("`{}` cannot be written", folder.display()), "look at its permissions and at the space left")
    };
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(stop)?;
    }
    let plugins = folder.join("plugins");
    fs::create_dir_all(&plugins).with_context(stop)?;
    for library in &product.plugins {
        fs::copy(library, plugins.join(library.file_name().unwrap_or_default())).with_context(stop)?;
    }
    Ok(())
}

/// The steps without remarks and empty lines.
fn steps() -> impl Iterator<Item = &'static str> {
    STEPS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn words(step: &str, places: &Places, language: Option<&str>) -> Vec<String> {
    let paths = [
        ("{registers}", &places.registers),
        ("{plugins}", &places.plugins),
        ("{run}", &places.run),
        ("{schemes}", &places.schemes),
        ("{sheets}", &places.sheets),
    ];
    let fill = |word: &str| paths.iter().fold(word.to_owned(), |word, (mark, path)| word.replace(mark, path));
    let asked = language.into_iter().flat_map(|language| ["--lang".to_owned(), language.to_owned()]);
    step.split(' ').map(fill).chain(asked).collect()
}

fn show(workspace: &Workspace, places: &Places, words: &[String]) -> anyhow::Result<()> {
    let line = format!("{HOST} {}", words.join(" "));
    println!("\n$ {line}");
    let program: PathBuf = workspace.root.join(&places.host);
    let status = Command::new(program).args(words).current_dir(&workspace.root).status();
    let status = status
        .with_context(|| Stop::new(format!("`{}` cannot be started", places.host), "`cargo xtask build` builds it"))?;
    if status.success() {
        return Ok(());
    }
    Err(Stop::new(format!("`{line}` ended with {status}"), "what it says stands above").into())
}

/// As the program decides: no locale, or the C locale, means Chinese.
fn is_chinese_locale() -> bool {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    is_chinese(&set.unwrap_or_default())
}

fn is_chinese(locale: &str) -> bool {
    let language = locale.split(['.', '_', '-']).next().unwrap_or("").to_lowercase();
    matches!(language.as_str(), "" | "c" | "posix" | "zh")
}

fn closing_zh(places: &Places) -> String {
    let Places { host, registers, run, .. } = places;
    format!(
        "\n考评结果在 {run}：tallies.csv 为计数，outcomes.csv 为结果，internal/ 为内部工作底稿，run.json 为封存信息。\n\
         接下来可以试试：\n  \
         {host} explain Z000095 E04 --run {run}    机关党委的数由哪些支部合成\n  \
         {host} check --registers {registers}    检查台账\n  \
         {host} --help    全部命令\n  \
         cargo xtask new-plugin mine && cargo xtask demo    写一个自己的插件，再看一遍"
    )
}

fn closing_en(places: &Places) -> String {
    let Places { host, registers, run, .. } = places;
    format!(
        "\nThe run is in {run}: tallies.csv has the counts, outcomes.csv the results, internal/ working papers, run.json the seal.\n\
         What to try next:\n  \
         {host} explain Z000095 E04 --run {run}    which branches make up the number of their committee\n  \
         {host} check --registers {registers}    check the registers\n  \
         {host} --help    all commands\n  \
         cargo xtask new-plugin mine && cargo xtask demo    write a plugin of your own, and look again"
    )
}

#[cfg(test)]
mod tests;
