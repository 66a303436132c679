//! Definitions and registers made by chance, for laws that must hold whatever is defined and whatever was written down.
//! Everything follows from one number, so that a test that failed fails again.

mod chance;
mod conditions;
mod definitions;
mod draw;
mod law;
mod looks;
mod organisations;
mod people;
mod records;
mod rows;
mod shrink;

pub(crate) use chance::Chance;
pub(crate) use draw::{COVERED, department_elsewhere, persons_of};
pub(crate) use law::{
    Edit, Law, Reading, Sample, breaks, catalogue, contribution, hold, no_edits, read, read_by, read_from,
};
pub(crate) use organisations::{Life, lives};
pub(crate) use records::{DATED, record};
pub(crate) use rows::{Row, contract, day, registers, tables};
