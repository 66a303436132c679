//! The operator's settings: defaults < file < environment `CHANGXIAO__…` < flags. Unknown keys are errors.

use crate::errors::Stop;
use anyhow::Context as _;
use changxiao_core::message::Message;
use config::{Config, Environment, File, FileFormat, Map, Value, ValueKind};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The file of settings, looked for in the working folder.
pub(crate) const FILE: &str = "config/changxiao.toml";

/// The settings, with their effect in `config/README.md`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// `auto`, `zh-CN` or `en`.
    pub(crate) language: String,
    /// Folder of a changed copy of the baseline; empty: the one inside the program.
    pub(crate) baseline: String,
    /// Folders of packs.
    pub(crate) packs: Vec<PathBuf>,
    /// Libraries of plugins, or folders of them.
    pub(crate) plugins: Vec<PathBuf>,
    /// Files of schemes, or folders of them.
    pub(crate) schemes: Vec<PathBuf>,
    /// File of the operator's consents; empty: `plugins.lock` beside the file of settings.
    pub(crate) lock: String,
    /// Whether nothing runs but what the lock consents to.
    pub(crate) locked: bool,
    /// Files and folders of registers.
    pub(crate) registers: Vec<PathBuf>,
    /// Log.
    pub(crate) log: Log,
    /// Limits of a plugin's process.
    pub(crate) isolation: Isolation,
    /// Where the operator's consents are looked for if nothing says so.
    #[serde(skip)]
    pub(crate) usual_lock: PathBuf,
}

/// Settings of the log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    /// `error`, `warn`, `info`, `debug`, `trace`, or a filter such as `info,plugin=debug`.
    pub(crate) level: String,
    /// `text` or `json`.
    pub(crate) format: String,
}

/// Settings of a plugin's process.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Isolation {
    /// Seconds an answer may take.
    pub(crate) time_limit_seconds: u64,
    /// Mebibytes of address space.
    pub(crate) memory_limit_mebibytes: u64,
}

/// One value and where it came from, for `config show`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Key with dots.
    pub(crate) key: String,
    /// Value as TOML would write it.
    pub(crate) value: String,
    /// Where it came from.
    pub(crate) origin: Message,
}

/// What flags set.
pub(crate) type Flags = Vec<(&'static str, Value)>;

const LISTS: [&str; 4] = ["packs", "plugins", "registers", "schemes"];

fn defaults() -> [(&'static str, Value); 12] {
    let list = || Value::new(None, ValueKind::Array(Vec::new()));
    [
        ("language", Value::from("auto")),
        ("baseline", Value::from("")),
        ("packs", list()),
        ("plugins", list()),
        ("schemes", list()),
        ("lock", Value::from("")),
        ("locked", Value::from(false)),
        ("registers", list()),
        ("log.level", Value::from("warn,plugin=info")),
        ("log.format", Value::from("text")),
        ("isolation.time_limit_seconds", Value::from(30)),
        ("isolation.memory_limit_mebibytes", Value::from(2048)),
    ]
}

/// Reads the settings.
pub(crate) fn read(file: Option<&Path>, flags: &Flags) -> anyhow::Result<(Settings, Vec<Shown>)> {
    let config = build(file, flags)?;
    let shown = show(&config, flags);
    let known: Vec<&str> = defaults().map(|(key, _)| key).to_vec();
    if let Some(stray) = shown.iter().find(|one| !known.contains(&one.key.as_str())) {
        let stop = Stop::new(
            Message::new("settings-unknown-key").with("key", stray.key.as_str()).with("origin", stray.origin.clone()),
        );
        return Err(stop.nearest(&stray.key, known).into());
    }
    let mut settings: Settings = config.try_deserialize().context(Stop::new(Message::new("settings-unreadable")))?;
    settings.usual_lock = file.unwrap_or(Path::new(FILE)).with_file_name(crate::lock::FILE);
    check(&settings, &shown)?;
    Ok((settings, shown))
}

/// Words that only a few values have a meaning for.
fn check(settings: &Settings, shown: &[Shown]) -> anyhow::Result<()> {
    let words = [
        ("language", settings.language.as_str(), &["auto", "zh-CN", "zh", "en"][..]),
        ("log.format", settings.log.format.as_str(), &["text", "json"][..]),
    ];
    let Some((key, value, known)) = words.into_iter().find(|(_, value, known)| !known.contains(value)) else {
        return Ok(());
    };
    let origin = shown.iter().find(|one| one.key == key).map(|one| one.origin.clone());
    let origin = origin.unwrap_or_else(|| Message::new("origin-default"));
    let message = Message::new("settings-unknown-value").with("key", key).with("value", value).with("origin", origin);
    Err(Stop::new(message).hint(Message::new("expected-one-of").with("names", known.join(", "))).into())
}

fn build(file: Option<&Path>, flags: &Flags) -> anyhow::Result<Config> {
    let mut builder = Config::builder();
    for (key, value) in defaults() {
        builder = builder.set_default(key, value)?;
    }
    let named = file.unwrap_or(Path::new(FILE));
    if file.is_some() && !named.is_file() {
        return Err(Stop::new(Message::new("settings-no-file").with("file", named.display().to_string())).into());
    }
    builder = builder.add_source(File::from(named).format(FileFormat::Toml).required(file.is_some()));
    let mut environment = Environment::with_prefix("CHANGXIAO")
        .prefix_separator("__")
        .separator("__")
        .list_separator(":")
        .try_parsing(true);
    for list in LISTS {
        environment = environment.with_list_parse_key(list);
    }
    builder = builder.add_source(environment);
    for (key, value) in flags {
        builder = builder.set_override(key, value.clone())?;
    }
    builder.build().context(Stop::new(Message::new("settings-unreadable")))
}

fn show(config: &Config, flags: &Flags) -> Vec<Shown> {
    let mut shown = Vec::new();
    if let ValueKind::Table(root) = &config.cache.kind {
        flatten("", root, &mut shown);
    }
    for one in &mut shown {
        if flags.iter().any(|(key, _)| *key == one.key) {
            one.origin = Message::new("origin-flag");
        }
    }
    shown.sort_by(|a, b| a.key.cmp(&b.key));
    shown
}

fn flatten(prefix: &str, table: &Map<String, Value>, shown: &mut Vec<Shown>) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match &value.kind {
            ValueKind::Table(inner) => flatten(&key, inner, shown),
            _ => shown.push(Shown { key, value: written(value), origin: origin(value) }),
        }
    }
}

fn origin(value: &Value) -> Message {
    match value.origin() {
        None => Message::new("origin-default"),
        Some("the environment") => Message::new("origin-environment"),
        Some(file) => Message::new("origin-file").with("file", file),
    }
}

fn written(value: &Value) -> String {
    match &value.kind {
        ValueKind::Array(values) => format!("[{}]", values.iter().map(written).collect::<Vec<_>>().join(", ")),
        ValueKind::String(text) => format!("{text:?}"),
        other => other.to_string(),
    }
}
