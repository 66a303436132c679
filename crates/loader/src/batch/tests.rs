//! Where one batch ends and the next begins.

use super::*;
use changxiao_core::{
    columns::{Cell, Origin},
    day::{Day, Period},
};
use std::collections::BTreeMap;

/// One organisation with so many rows of so many letters.
fn records(rows: usize, letters: usize) -> OrganisationRecords {
    let mut table = Columns::new("meeting", vec![("id".to_owned(), Column::Text(Vec::new()))]);
    for _ in 0..rows {
        table.push([Cell::Text("x".repeat(letters).into())], Origin { file: "a".into(), sheet: None, row: 1 });
    }
    OrganisationRecords {
        organisation: "ZB01".into(),
        period: Period::year(2025).unwrap(),
        as_of: Day::new(2026, 1, 1).unwrap(),
        tables: BTreeMap::from([("meeting".to_owned(), table)]),
    }
}

/// How many organisations each batch has.
fn split(limits: BatchLimits, all: &[(usize, usize)]) -> Vec<usize> {
    let mut each = all.iter().map(|(rows, letters)| records(*rows, *letters));
    Batches::new(&mut each, limits).map(|batch| batch.len()).collect()
}

const AMPLE: BatchLimits = BatchLimits { organisations: 100, rows: 100, bytes: 10_000 };

#[test]
fn nobody_makes_no_batch() {
    assert_eq!(split(AMPLE, &[]), Vec::<usize>::new());
}

#[test]
fn organisations_without_rows_are_bounded_too() {
    assert_eq!(split(BatchLimits { organisations: 3, ..AMPLE }, &[(0, 0); 7]), [3, 3, 1]);
    assert_eq!(split(BatchLimits { organisations: 1, ..AMPLE }, &[(0, 0); 2]), [1, 1]);
}

#[test]
fn the_first_bound_that_is_reached_closes_it() {
    assert_eq!(split(BatchLimits { rows: 10, ..AMPLE }, &[(5, 1), (5, 1), (1, 1), (0, 0)]), [2, 2]);
    assert_eq!(split(BatchLimits { bytes: 1000, ..AMPLE }, &[(1, 900), (1, 900), (1, 1), (1, 1)]), [1, 3]);
}

#[test]
fn one_that_is_beyond_every_bound_goes_alone() {
    assert_eq!(split(AMPLE, &[(1, 1), (200, 1), (1, 20_000), (1, 1)]), [1, 1, 1, 1]);
}

#[test]
fn nothing_is_gathered_before_it_is_asked_for() {
    let mut taken = 0;
    let mut all = std::iter::repeat_with(|| {
        taken += 1;
        records(1, 1)
    });
    let mut batches = Batches::new(&mut all, BatchLimits { organisations: 10, ..AMPLE });
    assert_eq!(batches.next().unwrap().len(), 10);
    drop(batches);
    assert_eq!(taken, 10);
}
