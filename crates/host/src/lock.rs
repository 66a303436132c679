//! The file of the operator's consents: read before departments are opened, written whole or not at all. One that cannot be
//! read stops the program: it must never be taken for none.

use crate::{errors::Stop, settings::Settings};
use anyhow::Context as _;
use changxiao_core::message::Message;
use changxiao_engine::consent::{Lock, SCHEMA};
use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

/// Its usual name.
pub(crate) const FILE: &str = "plugins.lock";

const HEAD: &str = "# The operator's consents to departments. `changxiao catalogue consent` writes this file; keep it under version control.\n\n";

/// Where the settings say it is, and whether they say it themselves.
pub(crate) fn path(settings: &Settings) -> PathBuf {
    if settings.lock.is_empty() { settings.usual_lock.clone() } else { PathBuf::from(&settings.lock) }
}

/// The lock; `None` if there is none at its usual place. One that is named, or required, must be there.
pub(crate) fn read(settings: &Settings) -> anyhow::Result<Option<Lock>> {
    let path = path(settings);
    let about = |key: &str| Stop::new(Message::new(key).with("path", path.display().to_string()));
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return match settings.lock.is_empty() && !settings.locked {
                true => Ok(None),
                false => Err(about("no-lock").hint(Message::new("hint-lock")).into()),
            };
        }
        Err(error) => return Err(error).context(about("lock-unreadable")),
    };
    parse(&text, &path).map(Some)
}

/// The lock to which a consent is added: an empty one where there is none yet.
pub(crate) fn read_or_empty(path: &Path) -> anyhow::Result<Lock> {
    match fs::read_to_string(path) {
        Ok(text) => parse(&text, path),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Lock::empty()),
        Err(error) => {
            Err(error).context(Stop::new(Message::new("lock-unreadable").with("path", path.display().to_string())))
        }
    }
}

fn parse(text: &str, path: &Path) -> anyhow::Result<Lock> {
    let about = |key: &str| Message::new(key).with("path", path.display().to_string());
    #[derive(serde::Deserialize)]
    struct Head {
        schema: u32,
    }
    // A newer layout may have keys that this program does not know: its number is looked at first.
    if let Ok(Head { schema }) = toml::from_str::<Head>(text)
        && schema != SCHEMA
    {
        return Err(Stop::new(about("lock-other-schema").with("found", schema).with("known", SCHEMA)).into());
    }
    toml::from_str(text).with_context(|| Stop::new(about("lock-unreadable")).hint(Message::new("hint-lock-unreadable")))
}

/// Writes the lock beside its place, then puts it there in one step.
pub(crate) fn write(lock: &Lock, path: &Path) -> anyhow::Result<()> {
    let stop = || Stop::new(Message::new("run-not-written").with("path", path.display().to_string()));
    let text = format!("{HEAD}{}", toml::to_string(lock).with_context(stop)?);
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(stop)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(stop)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).with_context(stop)?;
    set_mode(file.path()).with_context(stop)?;
    file.persist(path).map_err(|error| error.error).with_context(stop)?;
    fs::File::open(folder).and_then(|folder| folder.sync_all()).with_context(stop)
}

/// Temporary files are for their owner only; the lock is for whoever may read its folder.
fn set_mode(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o644))
}
