//! Why nothing could be written.

use rust_xlsxwriter::XlsxError;

/// Why nothing could be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More rows than a sheet of a workbook has.
    #[error("{rows} rows do not fit on one sheet of a workbook")]
    TooManyRows {
        /// How many there are.
        rows: usize,
    },
    /// The writer of workbooks refused; that is a defect of ours.
    #[error("the workbook could not be laid out")]
    Layout(#[from] XlsxError),
}
