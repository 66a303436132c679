//! Opens a library in this process and compares its layout with ours. Only the worker does this: opening runs the
//! library's own constructors before any check.

#![expect(unsafe_code, reason = "opening a library and reading its symbol")]

use crate::cause::Cause;
use abi_stable::{
    library::{AbiHeaderRef, LibHeader, LibraryError, ROOT_MODULE_LOADER_NAME_WITH_NUL, RootModule, RootModuleError},
    sabi_types::VersionStrings,
};
use changxiao_sdk::wire::RootRef;
use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
use std::path::Path;

/// The functions of a plugin, or why it is refused.
pub(crate) fn open(path: &Path) -> Result<RootRef, Cause> {
    let header = header(path)?;
    let (found, ours) = (header.version_strings(), <RootRef as RootModule>::VERSION_STRINGS);
    if major(found) != major(ours) {
        return Err(Cause::OtherBoundary(found.version.to_string()));
    }
    if header.layout().is_none() {
        return Err(Cause::NoLayout);
    }
    header.init_root_module::<RootRef>().map_err(cause)
}

fn header(path: &Path) -> Result<&'static LibHeader, Cause> {
    // SAFETY: constructors of the library run here. They are the author's; that is why this process is a worker, which
    // can do no more harm than end. The handle is never closed (see below), so nothing of it can dangle.
    let library = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) };
    let library = library.map_err(|error| Cause::NotOpened(without_path(&error.to_string(), path)))?;
    // SAFETY: a symbol of this name is a `LibHeader`, by abi_stable's naming; `upgrade` compares its magic bytes and
    // version before anything else of it is read. Whoever exports another thing under this name breaks its own worker.
    let symbol = unsafe { library.get::<AbiHeaderRef>(ROOT_MODULE_LOADER_NAME_WITH_NUL).map(|symbol| *symbol) };
    // A Rust library must not be closed: threads and thread-locals of it may live on.
    std::mem::forget(library);
    symbol.map_err(|_| Cause::NoPlugin)?.upgrade().map_err(cause)
}

/// The system puts the path first; the fault names it already.
fn without_path(text: &str, path: &Path) -> String {
    text.replacen(&format!("{}: ", path.display()), "", 1)
}

fn major(version: VersionStrings) -> u32 {
    version.parsed().map_or(0, |version| version.major)
}

fn cause(error: LibraryError) -> Cause {
    match error {
        LibraryError::RootModule { err: RootModuleError::Unwound, .. } => Cause::ConstructorPanicked,
        LibraryError::RootModule { err, .. } => Cause::ConstructorFailed(reason(&err.to_string())),
        other => Cause::OtherLayout(reason(&other.to_string())),
    }
}

/// abi_stable prints both layouts whole, hundreds of lines; the reason stands at the end, after the last `Error:`.
fn reason(text: &str) -> String {
    let (_, last) = text.rsplit_once("Error:").unwrap_or(("", text));
    let words: Vec<&str> = last.split_whitespace().collect();
    words.join(" ").chars().take(300).collect()
}
