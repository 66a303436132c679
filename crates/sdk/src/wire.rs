//! The boundary between the program and a plugin. Its layout is frozen: it grows by method ids and by fields of the JSON
//! messages, never by fields of these structures. Nothing here knows what a number means.
//!
//! What one side allocates, that side frees: the plugin lends its answer to the program's `Sink`, the program lends
//! messages and columns for the time of a call.

mod export;
mod guard;
mod log;
mod message;
mod plugin;
mod root;
mod table;

pub use abi_stable::{
    library::LibHeader,
    std_types::{RSlice, RStr},
};
pub use message::{
    Asked, BatchCall, Description, Event, METHODS, PLUGIN_API, Panic, Reply, TALLY, TALLY_BATCH, TallyCall, Told,
    Versions,
};
pub use plugin::{Call, Plugin};
pub use root::{Exported, HostApi, Root, RootRef, Sink, header};
pub use table::{ColumnShape, ColumnView, TableShape, TableView, decode, encode, encode_joined, with_views};

#[cfg(test)]
mod tests;
