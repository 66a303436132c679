//! The engine: departments become a catalogue, a catalogue and registers become tallies, tallies roll up the two trees and
//! become outcomes, and every number can be explained. It knows no files, terminals or libraries.

pub mod catalogue;
pub mod consent;
pub mod difference;
pub mod draw;
pub mod due;
pub mod evaluation;
pub mod explanation;
pub mod natives;
pub mod occasions;
pub mod plan;
pub mod roll_up;
pub mod scheme;
pub mod seal;
pub mod sql;
pub mod study;
