//! Registers as offices keep them, read into the tables of the contract: kinds as data, readers of workbooks and text
//! files, checks of rows and between rows, coverage as the files state it; snapshots of all that, and samples of such
//! registers.
//!
//! It knows no indicator and no scheme, and words no message: `host` does. Columns that are not in the contract are
//! never kept, wherever they stand.

mod calendar_cell;
mod cell;
mod characters;
mod contract;
mod coverage;
mod delimited;
mod encoding;
mod header;
mod keys;
mod lines_above;
mod number_cell;
mod organisations;
mod paths;
mod period_words;
mod reading;
mod records;
mod references;
mod rows;
pub mod sample;
mod sheet;
mod snapshot;
mod states;
mod workbook;
mod written;

pub use contract::contract;
pub use reading::{Error, Note, Quarantined, Reading, SheetBalance, read};
pub use snapshot::{
    difference::{Difference, Keys, compare_registers},
    manifest::{Claims, Listed, Manifest, Partition, read_manifest},
    open_snapshot, verify_snapshot,
    write::{Created, Outcome, create_snapshot},
};

pub use written::written;

#[cfg(test)]
mod tests;
