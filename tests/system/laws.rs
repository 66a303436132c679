//! Laws that must hold whatever the numbers are, tried on the fictional bureau of `tests/fixtures/yunchuan`.

mod calendar;
mod days;
mod due;
mod duties;
mod explanations;
mod folder;
mod loosening;
mod missing_sheet;
mod names;
mod natives;
mod numbers;
mod order;
mod random;
mod second;
mod snapshots;
mod sql;
mod told;

pub(crate) use folder::files;

use crate::program::{Bench, root, table};
use changxiao_baseline::Baseline;
use changxiao_core::{
    day::{Day, Period},
    department::{Department, List},
};
use changxiao_engine::{
    catalogue::{Catalogue, Contribution, SourceKind},
    evaluation::Span,
};
use changxiao_registers::Reading;
use std::collections::BTreeMap;

/// Period, day and language of every run of the demo.
pub(crate) const DEMO: &str = "--period 2025 --as-of 2026-02-15 --lang en";

/// The counts of a line of `tallies.csv`, from numerator to pending, by indicator and organisation.
pub(crate) type Lines = BTreeMap<(String, String), Vec<String>>;

pub(crate) fn lines(bench: &Bench, run: &str) -> Lines {
    let rows = table(&bench.read(&format!("{run}/tallies.csv")));
    rows.iter().map(|row| ((row[1].clone(), row[0].clone()), row[4..].to_vec())).collect()
}

/// The registers of the demo, read.
fn reading() -> Reading {
    let contract = changxiao_registers::contract().unwrap();
    changxiao_registers::read(&[root().join("tests/fixtures/yunchuan")], &contract).unwrap()
}

/// The baseline and the example pack.
fn catalogue() -> Catalogue {
    let pack = changxiao_loader::open_folder(&root().join("config/packs/example")).unwrap();
    let contributions = vec![contribution(&Baseline, SourceKind::Baseline), contribution(&pack, SourceKind::Pack)];
    let (catalogue, faults) = Catalogue::new(changxiao_registers::contract().unwrap(), contributions);
    assert_eq!(faults, []);
    catalogue
}

fn contribution(department: &impl Department, kind: SourceKind) -> Contribution {
    let mut list = List::default();
    department.register(&mut list);
    let (pack, texts) = (list.pack_of(department.about()), list.texts().to_vec());
    Contribution { pack, texts, source: String::new(), kind }
}

fn span(as_of: Day) -> Span {
    Span { period: Period::year(2025).unwrap(), as_of }
}
