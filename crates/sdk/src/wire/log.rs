//! Forwards `tracing` events to the program: a plugin has its own copy of `tracing`, whose events nobody would see.

use super::{message::Event, root::HostApi};
use std::fmt::{Debug, Write};
use tracing::{
    Level, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span,
};

/// Sends events; spans pass unseen.
struct Forwarder {
    host: HostApi,
    level: LevelFilter,
}

/// Sends all events of this library to the program from now on.
pub(super) fn forward_to(host: HostApi) {
    let level = match host.level {
        0 => LevelFilter::OFF,
        1 => LevelFilter::ERROR,
        2 => LevelFilter::WARN,
        3 => LevelFilter::INFO,
        4 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    // An author's code may have set its own; then that one stays.
    let _ = tracing::subscriber::set_global_default(Forwarder { host, level });
}

impl Subscriber for Forwarder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.level)
    }

    fn event(&self, event: &tracing::Event<'_>) {
        let metadata = event.metadata();
        let mut sent =
            Event { level: number_of(*metadata.level()), target: metadata.target().to_owned(), ..Event::default() };
        event.record(&mut sent);
        if let Ok(json) = serde_json::to_string(&sent) {
            (self.host.log)(self.host.token, json.as_str().into());
        }
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

fn number_of(level: Level) -> u32 {
    match level {
        Level::ERROR => 1,
        Level::WARN => 2,
        Level::INFO => 3,
        Level::DEBUG => 4,
        Level::TRACE => 5,
    }
}

impl Visit for Event {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = String::new();
        // Writing to a text fails only if the author's `Debug` does; then what was written so far is sent.
        let _ = write!(text, "{value:?}");
        self.record_str(field, &text);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "message" => value.clone_into(&mut self.message),
            name => self.fields.push((name.to_owned(), value.to_owned())),
        }
    }
}
