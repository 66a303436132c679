//! Events of plugins, told again under the plugin's name: target `plugin`, field `plugin`.

use changxiao_sdk::wire::Event;
use std::fmt::Write;
use tracing::{Level, event, level_filters::LevelFilter};

/// Events kept while a plugin's name is not known yet.
pub(crate) const MOST_WAITING: usize = 1000;

/// Events of one worker that are told; of what comes after, only that it came is.
pub(crate) const MOST_TOLD: usize = 1000;

/// Most detailed level that anybody here listens to, as a number.
pub(crate) fn wanted() -> u32 {
    match LevelFilter::current().into_level() {
        None => 0,
        Some(Level::ERROR) => 1,
        Some(Level::WARN) => 2,
        Some(Level::INFO) => 3,
        Some(Level::DEBUG) => 4,
        Some(Level::TRACE) => 5,
    }
}

/// Tells an event again.
pub(crate) fn tell(plugin: &str, sent: &Event) {
    let (from, text) = (sent.target.as_str(), sentence(sent));
    match sent.level {
        1 => event!(target: "plugin", Level::ERROR, plugin, from, "{text}"),
        2 => event!(target: "plugin", Level::WARN, plugin, from, "{text}"),
        3 => event!(target: "plugin", Level::INFO, plugin, from, "{text}"),
        4 => event!(target: "plugin", Level::DEBUG, plugin, from, "{text}"),
        _ => event!(target: "plugin", Level::TRACE, plugin, from, "{text}"),
    }
}

/// The message and its other fields; fields of events have names fixed when this program was compiled.
fn sentence(sent: &Event) -> String {
    let mut text = sent.message.clone();
    for (name, value) in &sent.fields {
        let space = if text.is_empty() { "" } else { " " };
        // Writing to a text cannot fail.
        let _ = write!(text, "{space}{name}={value}");
    }
    text
}
