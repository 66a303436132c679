//! The core of Changxiao: the words of the domain, definitions as data, expressions, the traits departments implement,
//! and the row-wise reference evaluator that defines what every number means.
//!
//! It does no input or output, reads no clock, and does not know that plugins are libraries.

pub mod amount;
pub mod columns;
pub mod contract;
pub mod count;
pub mod day;
pub mod days;
pub mod definition;
pub mod department;
pub mod evaluate;
pub mod expression;
pub mod fault;
pub mod fraction;
pub mod id;
pub mod measure;
pub mod message;
pub mod native;
pub mod organisations;
pub mod points;
pub mod posts;
pub mod registers;
pub mod sheet;
pub mod tally;
pub mod text;
