//! What is handed out: printed tables as workbooks. It lays out, computes no score and words nothing: whoever calls it does.

mod table;

pub use table::{Cell, Column, Notes, PrintedTable, Unwritten, write_table};
