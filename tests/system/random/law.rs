//! A law, tried on samples of definitions and registers; and what is printed if a sample breaks it.

use super::{
    chance::Chance,
    definitions::{indicator, pack},
    draw, rows,
    shrink::smallest,
};
use changxiao_core::{
    day::{Day, Period},
    definition::IndicatorDef,
    id::Id,
    registers::Registers,
};
use changxiao_engine::{
    catalogue::{Catalogue, Contribution, SourceKind},
    evaluation::{Numbers, Span, evaluate},
    natives::NoNatives,
};
use std::collections::BTreeMap;

/// Definitions and registers.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) seed: u64,
    pub(crate) indicators: Vec<IndicatorDef>,
    pub(crate) rows: Vec<rows::Row>,
    pub(crate) as_of: Day,
    /// What the law changes in the rows.
    pub(crate) edits: Vec<Edit>,
}

/// One change of the rows: a row goes, a row comes, or one takes the place of another.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) goes: Option<rows::Row>,
    pub(crate) comes: Option<rows::Row>,
}

impl Edit {
    pub(crate) fn add(row: rows::Row) -> Self {
        Self { goes: None, comes: Some(row) }
    }

    pub(crate) fn remove(row: &rows::Row) -> Self {
        Self { goes: Some(row.clone()), comes: None }
    }

    pub(crate) fn replace(old: &rows::Row, new: rows::Row) -> Self {
        Self { goes: Some(old.clone()), comes: Some(new) }
    }
}

/// A way to read a sample: the program's own, or one that is wrong on purpose.
pub(crate) type Reading = fn(&Sample) -> BTreeMap<Id, Numbers>;

/// Why a sample breaks a law, if it does.
pub(crate) type Complaint = Box<dyn Fn(&Sample) -> Option<String>>;

/// A law.
pub(crate) struct Law {
    /// What it says.
    pub(crate) says: &'static str,
    /// How many samples it is tried on.
    pub(crate) samples: u64,
    /// Of which indicators it speaks.
    pub(crate) speaks_of: fn(&IndicatorDef) -> bool,
    /// What it changes in the rows of a sample.
    pub(crate) edits: fn(&Sample) -> Vec<Edit>,
    /// Why a sample breaks it.
    pub(crate) complaint: Complaint,
}

/// The environment variable that tries every law on more samples than it asks for: `SAMPLES=1000`.
const SAMPLES: &str = "SAMPLES";

/// How many indicators a sample has at most, and among how many those are sought of which a law speaks.
const INDICATORS: usize = 8;
const DRAWN: usize = 100;

impl Sample {
    /// The sample of a seed for a law.
    pub(crate) fn new(seed: u64, law: &Law) -> Self {
        let mut chance = Chance::new(seed);
        let drawn = (0..DRAWN).map(|number| indicator(&mut chance, number));
        let indicators = drawn.filter(law.speaks_of).take(INDICATORS).collect();
        let mut chance = Chance::new(seed + 1_000_000);
        let as_of = match chance.below(3) {
            0 => rows::day(2026, 3, 31),
            _ => chance.day(rows::day(2025, 3, 1), rows::day(2026, 2, 28)),
        };
        let rows = draw::registers(&mut chance);
        let sample = Self { seed, indicators, rows, as_of, edits: Vec::new() };
        Self { edits: (law.edits)(&sample), ..sample }
    }

    /// Chance for what a law changes: the same whenever the sample is tried.
    pub(crate) fn chance(&self) -> Chance {
        Chance::new(self.seed ^ 0xC4A6)
    }

    pub(crate) fn span(&self) -> Span {
        Span { period: Period::year(2025).unwrap(), as_of: self.as_of }
    }

    /// The same with its rows changed. A row that comes for one that is not there stays away too.
    pub(crate) fn edited(&self) -> Self {
        let mut rows = self.rows.clone();
        for edit in &self.edits {
            let at = edit.goes.as_ref().map(|gone| rows.iter().position(|row| row == gone));
            match at {
                Some(None) => continue,
                Some(Some(at)) => drop(rows.remove(at)),
                None => {}
            }
            rows.extend(edit.comes.clone());
        }
        self.with(rows)
    }

    /// The same with one indicator only.
    pub(crate) fn alone(&self, id: &Id) -> Self {
        let indicators = self.indicators.iter().filter(|one| one.id == *id).cloned().collect();
        Self { indicators, ..self.clone() }
    }

    /// The same with other rows.
    pub(crate) fn with(&self, rows: Vec<rows::Row>) -> Self {
        Self { rows, ..self.clone() }
    }
}

/// The catalogue of a sample's definitions; none if one of them is faulty.
pub(super) fn catalogue_if_sound(sample: &Sample) -> Option<Catalogue> {
    let (catalogue, faults) = Catalogue::new(rows::contract().clone(), vec![contribution(sample)]);
    faults.is_empty().then_some(catalogue)
}

/// What a sample's definitions are to a catalogue.
pub(crate) fn contribution(sample: &Sample) -> Contribution {
    Contribution {
        pack: pack(&sample.indicators),
        texts: Vec::new(),
        source: "chance".to_owned(),
        kind: SourceKind::Pack,
    }
}

/// The catalogue of a sample's definitions.
pub(crate) fn catalogue(sample: &Sample) -> Catalogue {
    let (catalogue, faults) = Catalogue::new(rows::contract().clone(), vec![contribution(sample)]);
    assert!(faults.is_empty(), "seed {}: {faults:#?}", sample.seed);
    catalogue
}

/// All numbers of a sample, as the program has them.
pub(crate) fn read(sample: &Sample) -> BTreeMap<Id, Numbers> {
    read_from(sample, &rows::registers(&sample.rows))
}

/// The same, from registers of one's own.
pub(crate) fn read_from(sample: &Sample, registers: &Registers) -> BTreeMap<Id, Numbers> {
    read_by(sample, &catalogue(sample), registers)
}

/// The same, by a catalogue of one's own.
pub(crate) fn read_by(sample: &Sample, catalogue: &Catalogue, registers: &Registers) -> BTreeMap<Id, Numbers> {
    let evaluation = evaluate(catalogue, registers, sample.span(), &mut NoNatives);
    assert!(evaluation.faults.is_empty(), "seed {}: {:#?}", sample.seed, evaluation.faults);
    evaluation.numbers
}

/// Tries a law on its samples. The first that breaks it is made as small as it can be and printed.
pub(crate) fn hold(law: &Law) {
    let samples = std::env::var(SAMPLES).ok().map_or(law.samples, |samples| samples.parse().unwrap());
    for seed in 0..samples {
        let sample = Sample::new(seed, law);
        if (law.complaint)(&sample).is_some() {
            let small = smallest(law, sample);
            panic!("{}\n{}", law.says, shown(&small, &(law.complaint)(&small).unwrap()));
        }
    }
}

/// Whether any of its samples breaks a law.
pub(crate) fn breaks(law: &Law) -> bool {
    (0..law.samples).any(|seed| (law.complaint)(&Sample::new(seed, law)).is_some())
}

/// What the edits of a law say if it makes none.
pub(crate) fn no_edits(_: &Sample) -> Vec<Edit> {
    Vec::new()
}

/// A sample as somebody can read and repeat it.
fn shown(sample: &Sample, complaint: &str) -> String {
    let indicators: Vec<String> = sample.indicators.iter().map(|one| toml::to_string(one).unwrap()).collect();
    let rows: Vec<String> = sample.rows.iter().map(ToString::to_string).collect();
    let mark = |mark: &str, row: &Option<rows::Row>| row.as_ref().map(|row| format!("{mark} {row}"));
    let edits = sample.edits.iter().flat_map(|edit| [mark("-", &edit.goes), mark("+", &edit.comes)]).flatten();
    let edits: Vec<String> = edits.collect();
    let (seed, as_of) = (sample.seed, sample.as_of);
    let parts = [indicators.join("\n"), rows.join("\n"), edits.join("\n")].join("\n\n");
    format!("seed {seed}, as of {as_of}: {complaint}\n\n{parts}")
}
