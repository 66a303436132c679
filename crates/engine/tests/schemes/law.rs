//! A law holds for every sample, and is found broken by a wrong reading.

use crate::{
    cards::cards,
    chance::Chance,
    draw::{compiled, scheme},
    outcome::{Reading, Sample},
};

/// A law: what a reading of a sample breaks, if it breaks it.
pub(crate) struct Law {
    pub(crate) says: &'static str,
    pub(crate) samples: u64,
    pub(crate) draw: fn(u64) -> Sample,
    pub(crate) complaint: fn(&Sample, Reading) -> Option<String>,
}

/// Any scheme with up to seven cards.
pub(crate) fn any(seed: u64) -> Sample {
    let mut chance = Chance::new(seed);
    let scheme = scheme(&mut chance);
    let table = compiled(&scheme);
    let count = 1 + chance.below(7);
    let cards = cards(&mut chance, &table, count);
    Sample { seed, scheme, cards }
}

/// The law holds for all samples.
pub(crate) fn hold(law: &Law, reading: Reading) {
    for seed in 0..law.samples {
        let sample = (law.draw)(seed);
        if let Some(complaint) = (law.complaint)(&sample, reading) {
            let text = toml::to_string(&sample.scheme).unwrap();
            panic!("broken for seed {seed}: {}\n{complaint}\n\n{text}\n{:#?}", law.says, sample.cards);
        }
    }
}

/// The law is broken by a reading that is wrong in the way that it forbids.
pub(crate) fn breaks(law: &Law, wrong: Reading) {
    let found = (0..law.samples).find_map(|seed| (law.complaint)(&(law.draw)(seed), wrong));
    assert!(found.is_some(), "nothing breaks: {}", law.says);
}
