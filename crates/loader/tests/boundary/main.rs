//! The boundary with real libraries and real worker processes. Whole faults are compared; that these tests end at all
//! shows that the program lives.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

mod batches;
mod built;
mod example;
mod files;
mod folder;
mod hostile;
mod orphan;
mod refused;
