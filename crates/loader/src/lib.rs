//! Opens departments: a pack folder, or a library in a worker process of its own. The program asks `Plugin`; the worker
//! runs `serve`. What a number means is none of this crate's business.
//!
//! A plugin cannot harm the run: whatever it does, the worker answers, or ends and the end has a `Cause`.

mod batch;
mod cause;
mod elf;
mod end;
mod folder;
mod frame;
mod library;
mod log;
mod plugin;
mod serve;
mod worker;

pub use batch::BatchLimits;
pub use cause::Cause;
pub use changxiao_sdk::wire::{Description, PLUGIN_API, Panic};
pub use folder::{PackDepartment, open_folder};
pub use plugin::Plugin;
pub use serve::{WORKER_ARGUMENT, serve};
pub use worker::{Counted, Limits, Worker};
