//! What two sets of registers have that the other has not, by the keys of their records. Keys that say something of a
//! person are counted and never named.

use changxiao_core::{
    columns::{Cell, Columns},
    contract::{Contract, Kind, Privacy},
    fraction::Fraction,
    registers::Registers,
};
use std::collections::BTreeMap;

/// The difference of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Kind of register.
    pub kind: String,
    /// Records that only the later registers have.
    pub added: Keys,
    /// Records that only the earlier registers have.
    pub removed: Keys,
    /// Records that both have, with other cells.
    pub changed: Keys,
}

/// Records by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// How many.
    pub count: usize,
    /// Their keys in order; empty if those of the kind are personal.
    pub named: Vec<String>,
}

/// The versions of each record, by key.
type Records = BTreeMap<Vec<Cell>, Vec<Vec<Cell>>>;

/// Compares registers kind by kind; kinds without a difference are left out.
#[must_use]
pub fn compare_registers(earlier: &Registers, later: &Registers, contract: &Contract) -> Vec<Difference> {
    let compared = contract.kinds().map(|kind| {
        let [before, after] = [earlier, later].map(|registers| records(registers.table(&kind.kind), kind));
        difference(kind, &before, &after)
    });
    compared.filter(|one| one.added.count + one.removed.count + one.changed.count > 0).collect()
}

fn difference(kind: &Kind, before: &Records, after: &Records) -> Difference {
    let is_open = kind.key.iter().filter_map(|field| kind.field(field)).all(|field| field.privacy == Privacy::Open);
    let keys = |keys: Vec<&Vec<Cell>>| Keys {
        count: keys.len(),
        named: if is_open { keys.into_iter().map(|key| shown(key)).collect() } else { Vec::new() },
    };
    let is_changed = |key: &&Vec<Cell>| before.get(*key).is_some_and(|versions| after.get(*key) != Some(versions));
    Difference {
        kind: kind.kind.clone(),
        added: keys(after.keys().filter(|key| !before.contains_key(*key)).collect()),
        removed: keys(before.keys().filter(|key| !after.contains_key(*key)).collect()),
        changed: keys(before.keys().filter(|key| after.contains_key(*key)).filter(is_changed).collect()),
    }
}

fn records(table: Option<&Columns>, kind: &Kind) -> Records {
    let mut records = Records::new();
    for row in table.into_iter().flat_map(Columns::rows) {
        let key = kind.key.iter().map(|field| row.cell(field)).collect();
        records.entry(key).or_default().push(kind.fields.iter().map(|field| row.cell(&field.id)).collect());
    }
    records
}

/// A key as explanations show it.
fn shown(key: &[Cell]) -> String {
    let parts = key.iter().map(|cell| match cell {
        Cell::Text(text) => text.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Number(number) => Fraction::from_hundredths(*number).to_string(),
        _ => String::new(),
    });
    parts.collect::<Vec<_>>().join(" ")
}
