//! Makes the registers of a fictional administration, of any size: for trying the program out, for tests, for measuring
//! speed. The same settings give the same rows. No name of a person occurs, and nothing is taken from a real office.
//!
//! Rows leave department by department, so that memory holds one department however many there are.

mod admission;
mod affairs;
mod attendance;
mod branches;
mod campaign;
mod chance;
mod conduct;
mod courses;
mod department;
mod evidence;
mod folder;
mod meetings;
mod members;
mod names;
mod organisations;
mod people;
mod posts;
mod rows;
mod sheets;
mod study;
mod works;
mod years;

pub use folder::Folder;
pub(crate) use folder::shown;
pub use years::Years;

use chance::Chance;
use changxiao_core::{columns::Cell, contract::Contract, contract::Kind};
use department::Department;
use rows::Rows;
use std::{collections::BTreeMap, io, sync::Arc};

/// What is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Number that everything left to chance hangs on.
    pub seed: u64,
    /// Party branches at the beginning; departments, committees, groups and units come with them.
    pub branches: usize,
    /// Persons in the register of members, all years together; at least [`MEMBERS_OF_A_BRANCH`] a branch.
    pub members: usize,
    /// The years that are kept.
    pub years: Years,
    /// How much is missing, late or contradicts itself, in percent of the worst: 0 to 100.
    pub mess: u8,
}

/// A branch is founded with at least so many members (Constitution of the Party, article 30).
pub const MEMBERS_OF_A_BRANCH: usize = 3;

/// Takes the rows as they are made.
pub trait Sink {
    /// Called once a row, in the order in which rows are made: kinds alternate, and within a kind nothing is sorted.
    /// Cells stand in the order of the kind's fields. An error ends the making and is returned by [`make`].
    ///
    /// # Errors
    /// When the row cannot be taken.
    fn row(&mut self, kind: &Kind, cells: &[Cell]) -> io::Result<()>;
}

/// Makes all rows; gives the number of rows of each kind.
///
/// # Errors
/// When the sink fails, or when the contract lacks a field that is to be filled (a defect of this program).
pub fn make(settings: &Settings, contract: &Contract, sink: &mut dyn Sink) -> io::Result<BTreeMap<String, u64>> {
    let mut making =
        Making { settings, rows: Rows::new(contract, sink, settings), ids: BTreeMap::new(), turns: BTreeMap::new() };
    let top = organisations::top(&mut making)?;
    let sizes = department::sizes(settings);
    let mut members = settings.members;
    let mut branches = settings.branches;
    for (index, size) in sizes.iter().enumerate() {
        let share = members * size / branches.max(1);
        let department = Department::new(&mut making, &top, (index, *size), share);
        department.write(&mut making)?;
        members -= share;
        branches -= size;
    }
    Ok(making.rows.counts())
}

/// What every part of the making needs.
struct Making<'a> {
    settings: &'a Settings,
    rows: Rows<'a>,
    ids: BTreeMap<char, u64>,
    turns: BTreeMap<&'static str, usize>,
}

impl Making<'_> {
    /// The next id that begins with a letter. The number means nothing.
    fn id(&mut self, letter: char) -> Arc<str> {
        let number = self.ids.entry(letter).or_default();
        *number += 1;
        format!("{letter}{number:06}").into()
    }

    /// Whose turn it is among several, one after another: what must occur in the smallest sample is not left to chance.
    fn turn<T: Copy, const N: usize>(&mut self, subject: &'static str, all: [T; N]) -> Option<T> {
        let turn = self.turns.entry(subject).or_default();
        let taken = all.get(*turn % N.max(1)).copied();
        *turn += 1;
        taken
    }

    /// Chance of its own for one subject of one organisation, so that no subject shifts another.
    fn chance(&self, subject: &str, index: usize) -> Chance {
        Chance::new(self.settings.seed, subject, index)
    }

    /// Whether something goes wrong that goes wrong so often, in thousandths, at the greatest mess.
    fn is_messy(&self, chance: &mut Chance, permille: u64) -> bool {
        chance.below(100_000) < permille * u64::from(self.settings.mess)
    }

    fn years(&self) -> Years {
        self.settings.years
    }
}

#[cfg(test)]
mod tests;
