//! Laws of scoring, on schemes and scorecards drawn by chance from a seed; and scores that others have computed. The engine
//! is a library here: no program is run.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

mod cards;
mod cases;
mod chance;
mod draw;
mod grades;
mod law;
mod outcome;
mod parts;

mod laws;
mod vectors;
