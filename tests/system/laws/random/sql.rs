//! The SQL text of a random definition finds on random registers, for every owner and period, the eight counts of the
//! evaluator.

use super::{counts, of_all};
use crate::{
    laws::sql::{Counts, counts as counts_of_text, database, numbers_of},
    random::{Law, Sample, catalogue, contract, hold, no_edits, read, registers},
};
use changxiao_engine::sql::{Dialect, Writer};
use std::collections::{BTreeMap, BTreeSet};

/// A way to compute the counts of each indicator from its text; of some there is none.
pub(super) type Running = fn(&Sample) -> BTreeMap<String, Counts>;

pub(super) fn run(sample: &Sample) -> BTreeMap<String, Counts> {
    let (catalogue, registers) = (catalogue(sample), registers(&sample.rows));
    let database = database(contract(), &registers);
    let mut writer = Writer::new(&catalogue, sample.span(), Dialect::Sqlite);
    let said: Vec<_> = catalogue.indicators().values().filter(|ready| writer.tables(ready).is_ok()).collect();
    database.execute_batch(&writer.frame(&said)).unwrap();
    said.into_iter().map(|ready| (ready.def.id.to_string(), counts_of_text(&database, &writer, ready))).collect()
}

pub(super) fn of_text(running: Running) -> Law {
    Law {
        says: "the SQL text finds the counts of the evaluator",
        samples: 10,
        speaks_of: of_all,
        edits: no_edits,
        complaint: Box::new(move |sample| {
            let numbers = read(sample);
            running(sample).into_iter().find_map(|(id, found)| {
                let own = numbers[&id.parse().unwrap()].own.iter();
                let expected: Counts = own
                    .map(|((owner, period), tally)| ((owner.to_string(), period.from().to_string()), *tally))
                    .collect();
                let found = numbers_of(found, &expected);
                let keys: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
                let unlike = keys.into_iter().find(|key| found.get(*key) != expected.get(*key))?;
                let (is, said) = (counts(expected.get(unlike)), counts(found.get(unlike)));
                Some(format!("{id} {} {}: evaluator {is}, text {said}", unlike.0, unlike.1))
            })
        }),
    }
}

#[test]
fn the_text_finds_the_same_counts() {
    hold(&of_text(run));
}
