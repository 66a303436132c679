//! A definition that is printed and read again is the same definition, as a text and as a message over a plugin's wire.

use super::of_all;
use crate::random::{Law, contract, contribution, hold, no_edits};
use changxiao_core::{
    definition::{Pack, PackText},
    department::{Department, List},
};
use changxiao_engine::catalogue::{Catalogue, Computed, Contribution};

/// A way to print definitions.
pub(super) type Printing = fn(&Pack) -> String;

pub(super) fn printed(pack: &Pack) -> String {
    toml::to_string(pack).unwrap()
}

pub(super) fn of_printing(printing: Printing) -> Law {
    Law {
        says: "a definition printed and read again is the same",
        samples: 60,
        speaks_of: of_all,
        edits: no_edits,
        complaint: Box::new(move |sample| {
            let usual = contribution(sample);
            let text = PackText::new("printed.toml", &printing(&usual.pack));
            let (again, faults) = text.read();
            let wired: Pack = serde_json::from_str(&serde_json::to_string(&usual.pack).unwrap()).unwrap();
            let is_same = again == usual.pack && wired == usual.pack && faults.is_empty();
            let computed = |pack: Pack| measures(Contribution { pack, ..usual.clone() });
            let is_computed_alike = || computed(usual.pack.clone()) == computed(again.clone());
            (!is_same || !is_computed_alike()).then(|| format!("{faults:?}\n{}", text.text))
        }),
    }
}

fn measures(contribution: Contribution) -> Vec<Vec<changxiao_core::measure::Measure>> {
    let (catalogue, faults) = Catalogue::new(contract().clone(), vec![contribution]);
    assert_eq!(faults, []);
    let measures = catalogue.indicators().values().map(|ready| match &ready.computed {
        Computed::Declared(measures) => measures.clone(),
        Computed::Native(_) => unreachable!("chance writes no code"),
    });
    measures.collect()
}

#[test]
fn definitions_read_again() {
    hold(&of_printing(printed));
}

/// Every item of the baseline as well, with its amendments, duties and parameters.
#[test]
fn the_baseline_read_again() {
    let mut list = List::default();
    changxiao_baseline::Baseline.register(&mut list);
    let whole = list.pack_of(changxiao_baseline::Baseline.about());
    let (again, faults) = PackText::new("baseline.toml", &printed(&whole)).read();
    assert_eq!(faults, []);
    assert_eq!(again, whole);
}
