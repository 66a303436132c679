//! The order of rows, files and departments changes no number, nor does it matter in how many files a table stands.

use super::{difference, of_all};
use crate::{
    laws::order::text,
    random::{Law, Reading, Row, Sample, contract, contribution, hold, no_edits, read, read_from, registers, tables},
};
use changxiao_core::{id::Id, registers::Registers};
use changxiao_engine::{catalogue::Catalogue, evaluation::Numbers};
use std::collections::BTreeMap;

pub(super) fn of_rows(reading: Reading) -> Law {
    Law {
        says: "the order of rows changes nothing",
        samples: 10,
        speaks_of: of_all,
        edits: no_edits,
        complaint: Box::new(move |sample| {
            let mut rows = sample.rows.clone();
            sample.chance().shuffle(&mut rows);
            difference((&reading(sample), &reading(&sample.with(rows))), |_| true)
        }),
    }
}

#[test]
fn rows_in_any_order() {
    hold(&of_rows(read));
}

/// A way to read rows that stand in several files, in the order of their names.
pub(super) type Filing = fn(&[Vec<Row>]) -> Registers;

/// Writes the files, each with one table a kind, and reads them as the program does. Nothing may be put aside.
pub(super) fn filed(files: &[Vec<Row>]) -> Registers {
    let folder = tempfile::tempdir().unwrap();
    for (number, rows) in files.iter().enumerate() {
        for (kind, table) in tables(rows) {
            let order: Vec<usize> = (0..table.len()).collect();
            std::fs::write(folder.path().join(format!("{number}-{kind}.csv")), text(&table, &order)).unwrap();
        }
    }
    let reading = changxiao_registers::read(&[folder.path().to_owned()], contract()).unwrap();
    let equal = |fault: &&changxiao_core::fault::Fault| fault.message.key != "register-row-twice";
    assert_eq!(reading.all_faults().find(equal), None);
    reading.registers
}

pub(super) fn of_files(filing: Filing) -> Law {
    Law {
        says: "a table in several files, in any order, is the same table",
        samples: 5,
        speaks_of: of_all,
        edits: no_edits,
        complaint: Box::new(move |sample| {
            let (mut chance, mut rows) = (sample.chance(), sample.rows.clone());
            chance.shuffle(&mut rows);
            let mut files = vec![Vec::new(); 2 + chance.below(3)];
            for row in rows {
                let file = chance.below(files.len());
                files[file].push(row);
            }
            let whole = read_from(sample, &filing(std::slice::from_ref(&sample.rows)));
            let split = read_from(sample, &filing(&files));
            let direct = read_from(sample, &registers(&sample.rows));
            difference((&whole, &split), |_| true).or_else(|| difference((&direct, &whole), |_| true))
        }),
    }
}

#[test]
fn tables_in_several_files() {
    hold(&of_files(filed));
}

/// A way to make one catalogue of several departments, and to read a sample by it.
pub(super) type Gathering = fn(&Sample, Vec<changxiao_engine::catalogue::Contribution>) -> BTreeMap<Id, Numbers>;

pub(super) fn gathered(
    sample: &Sample,
    departments: Vec<changxiao_engine::catalogue::Contribution>,
) -> BTreeMap<Id, Numbers> {
    let (catalogue, faults) = Catalogue::new(contract().clone(), departments);
    assert_eq!(faults, []);
    crate::random::read_by(sample, &catalogue, &registers(&sample.rows))
}

pub(super) fn of_departments(gathering: Gathering) -> Law {
    Law {
        says: "the order of departments changes nothing",
        samples: 4,
        speaks_of: of_all,
        edits: no_edits,
        complaint: Box::new(move |sample| {
            let own = contribution(sample);
            let mut other = own.clone();
            let text = toml::to_string(&other.pack).unwrap().replace("random", "other");
            other.pack = toml::from_str(&text).unwrap();
            let one = gathering(sample, vec![own.clone(), other.clone()]);
            let two = gathering(sample, vec![other, own]);
            (one.len() != two.len())
                .then(|| "some are missing".to_owned())
                .or_else(|| difference((&one, &two), |_| true))
        }),
    }
}

#[test]
fn departments_in_any_order() {
    hold(&of_departments(gathered));
}
