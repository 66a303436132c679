//! Why a plugin could not be opened, or a call got no answer. The wording stands in `loader.ftl`.

use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
    tally::Tally,
};
use changxiao_sdk::wire::{PLUGIN_API, Panic};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Why a plugin could not be opened, or a call got no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    // The file, found before a worker is started.
    /// It cannot be read.
    Unreadable(String),
    /// It is not a shared library.
    NotALibrary,
    /// It was built for another machine.
    OtherMachine(String),
    /// It ends before what its own header announces.
    Truncated {
        /// Its length.
        bytes: u64,
        /// The length its header announces.
        needed: u64,
    },

    // The library, found in the worker when it is opened.
    /// The system could not open it.
    NotOpened(String),
    /// It exports no plugin.
    NoPlugin,
    /// It hides the layout by which the two sides are compared.
    NoLayout,
    /// The layout of its functions is another.
    OtherLayout(String),
    /// The version of its boundary is another.
    OtherBoundary(String),
    /// Its constructor panicked.
    ConstructorPanicked,
    /// Its constructor returned an error.
    ConstructorFailed(String),

    // What it says of itself.
    /// It was built for an older plugin API than this program understands.
    Older(u32),
    /// It was built for a newer plugin API.
    Newer(u32),
    /// It was built for a newer register contract.
    NewerContract {
        /// Its contract.
        contract: u32,
        /// Ours.
        known: u32,
    },
    /// It does not say who speaks.
    Anonymous,

    // The worker ended.
    /// It could not be started.
    NotStarted(String),
    /// It left with an exit code.
    Exited(i32),
    /// A signal ended it.
    Killed(String),
    /// It used up its stack.
    OverflowedStack,
    /// It asked for so many bytes more than it may have.
    OutOfMemory(u64),
    /// It did not answer in so many milliseconds and was ended.
    TimedOut(u64),
    /// It closed its connection and lived on; it was ended.
    Disconnected,

    // The answer is none.
    /// The author's code panicked.
    Panicked(Panic),
    /// The author's code returned a fault.
    Said(Box<Fault>),
    /// What it answered cannot be read.
    Garbled(String),
    /// What came over the connection is no message of ours, or one out of turn.
    NotAMessage,
    /// What was asked or answered is longer than a message may be, in bytes.
    TooLong(u64),
    /// The counts left the range of exact fractions.
    OutOfRange,
    /// The counts contradict each other.
    Contradictory {
        /// The counts.
        tally: Box<Tally>,
        /// Number of items that came with them.
        items: usize,
    },
    /// It answered for an indicator of another namespace than its own.
    ForeignNamespace {
        /// The indicator it answered for.
        told: String,
        /// Its namespace.
        namespace: String,
    },
    /// It answered for an indicator, organisation or period whose turn it was not.
    NotAsked {
        /// What it answered for.
        told: String,
        /// Whose turn it was.
        asked: String,
    },
    /// It answered for the same organisation and period twice.
    ToldTwice(String),
    /// It gave more or fewer answers than were asked.
    WrongNumber {
        /// How many were asked.
        asked: usize,
        /// How many it gave.
        told: usize,
    },
    /// The plugin has no native indicator of this id.
    UnknownIndicator(String),
    /// The plugin does not know this method.
    Unimplemented(u32),
}

impl Cause {
    /// Whether the worker is gone, so that the indicator that was asked is not asked again.
    #[must_use]
    pub fn is_end(&self) -> bool {
        matches!(
            self,
            Self::Exited(_)
                | Self::Killed(_)
                | Self::OverflowedStack
                | Self::OutOfMemory(_)
                | Self::TimedOut(_)
                | Self::Disconnected
                | Self::Garbled(_)
                | Self::NotAMessage
                | Self::ForeignNamespace { .. }
                | Self::NotAsked { .. }
                | Self::ToldTwice(_)
                | Self::WrongNumber { .. }
        )
    }

    /// The fault of a library.
    #[must_use]
    pub fn fault(&self, library: &Path) -> Fault {
        let fault = Fault::new(Place::file(library.display().to_string()), self.message());
        match self {
            Self::Said(said) => Fault { expected: said.expected.clone(), hint: said.hint.clone(), ..fault },
            _ => Fault { hint: self.hint().map(Message::new), ..fault },
        }
    }

    /// The sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        let message = Message::new(self.key());
        match self {
            Self::Unreadable(text)
            | Self::NotOpened(text)
            | Self::OtherLayout(text)
            | Self::ConstructorFailed(text)
            | Self::NotStarted(text)
            | Self::Garbled(text) => message.with("text", text.as_str()),
            Self::OtherMachine(machine) => {
                message.with("machine", machine.as_str()).with("needed", std::env::consts::ARCH)
            }
            Self::Truncated { bytes, needed } => message.with("bytes", *bytes).with("needed", *needed),
            Self::OtherBoundary(version) => message.with("version", version.as_str()),
            Self::Older(api) | Self::Newer(api) => message.with("api", *api).with("least", 1).with("most", PLUGIN_API),
            Self::NewerContract { contract, known } => message.with("contract", *contract).with("known", *known),
            Self::Exited(code) => message.with("code", *code),
            Self::Killed(signal) => message.with("signal", signal.as_str()),
            Self::OutOfMemory(bytes) | Self::TooLong(bytes) => message.with("bytes", *bytes),
            Self::TimedOut(milliseconds) => message.with("seconds", seconds(*milliseconds)),
            Self::Panicked(panic) => {
                message.with("message", panic.message.as_str()).with("place", panic.place.as_str())
            }
            Self::Said(fault) => message.with("cause", fault.message.clone()),
            Self::Contradictory { tally, items } => {
                let message = message.with("numerator", tally.numerator).with("denominator", tally.denominator);
                let message = message.with("unknown", tally.unknown).with("open", tally.open);
                message.with("disputed", tally.disputed).with("items", *items)
            }
            Self::ForeignNamespace { told, namespace } => {
                message.with("told", told.as_str()).with("namespace", namespace.as_str())
            }
            Self::NotAsked { told, asked } => message.with("told", told.as_str()).with("asked", asked.as_str()),
            Self::ToldTwice(told) => message.with("told", told.as_str()),
            Self::WrongNumber { asked, told } => message.with("asked", *asked).with("told", *told),
            Self::UnknownIndicator(indicator) => message.with("indicator", indicator.as_str()),
            Self::Unimplemented(method) => message.with("method", *method),
            Self::NotALibrary
            | Self::NoPlugin
            | Self::NoLayout
            | Self::OverflowedStack
            | Self::ConstructorPanicked
            | Self::Anonymous
            | Self::Disconnected
            | Self::NotAMessage
            | Self::OutOfRange => message,
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "plugin-unreadable",
            Self::NotALibrary => "plugin-not-a-library",
            Self::OtherMachine(_) => "plugin-other-machine",
            Self::Truncated { .. } => "plugin-truncated",
            Self::NotOpened(_) => "plugin-not-opened",
            Self::NoPlugin => "plugin-none-exported",
            Self::NoLayout => "plugin-no-layout",
            Self::OtherLayout(_) => "plugin-other-layout",
            Self::OtherBoundary(_) => "plugin-other-boundary",
            Self::ConstructorPanicked => "plugin-constructor-panicked",
            Self::ConstructorFailed(_) => "plugin-constructor-failed",
            Self::Older(_) => "plugin-older",
            Self::Newer(_) => "plugin-newer",
            Self::NewerContract { .. } => "plugin-newer-contract",
            Self::Anonymous => "plugin-anonymous",
            Self::NotStarted(_) => "plugin-worker-not-started",
            Self::Exited(_) => "plugin-exited",
            Self::Killed(_) => "plugin-killed",
            Self::OverflowedStack => "plugin-overflowed-stack",
            Self::OutOfMemory(_) => "plugin-out-of-memory",
            Self::TimedOut(_) => "plugin-timed-out",
            Self::Disconnected => "plugin-disconnected",
            Self::Panicked(_) => "plugin-panicked",
            Self::Said(_) => "plugin-said",
            Self::Garbled(_) => "plugin-garbled",
            Self::NotAMessage => "plugin-not-a-message",
            Self::TooLong(_) => "plugin-too-long",
            Self::OutOfRange => "plugin-out-of-range",
            Self::Contradictory { .. } => "plugin-contradictory",
            Self::ForeignNamespace { .. } => "plugin-foreign-namespace",
            Self::NotAsked { .. } => "plugin-not-asked",
            Self::ToldTwice(_) => "plugin-told-twice",
            Self::WrongNumber { .. } => "plugin-wrong-number",
            Self::UnknownIndicator(_) => "plugin-unknown-indicator",
            Self::Unimplemented(_) => "plugin-unimplemented",
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Truncated { .. } => Some("hint-plugin-copy-again"),
            Self::OtherMachine(_) => Some("hint-plugin-build-for-this-machine"),
            Self::NoPlugin => Some("hint-plugin-export"),
            Self::NoLayout | Self::OtherLayout(_) | Self::OtherBoundary(_) | Self::Older(_) => {
                Some("hint-plugin-rebuild")
            }
            Self::Newer(_) | Self::NewerContract { .. } => Some("hint-plugin-newer-program"),
            _ => None,
        }
    }
}

/// Seconds, with a fraction only where there is one.
fn seconds(milliseconds: u64) -> String {
    let (whole, rest) = (milliseconds / 1000, milliseconds % 1000);
    let text = if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}") };
    if rest == 0 { text } else { text.trim_end_matches('0').to_owned() }
}
