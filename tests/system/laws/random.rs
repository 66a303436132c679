//! Laws on random definitions and random registers. Each is a function of a reading, so that `wrong.rs` can show that a
//! reading that is wrong on purpose breaks it.

mod bounds;
mod days;
mod elsewhere;
mod explanations;
mod grouping;
mod leaving;
mod order;
mod printing;
mod sql;
mod wrong;

use changxiao_core::{
    definition::{IndicatorDef, MeasureDef},
    id::{Id, OrganisationId},
    tally::Tally,
};
use changxiao_engine::evaluation::Numbers;
use std::collections::BTreeMap;

/// The first line in which two readings differ, of the organisations asked about.
fn difference(
    (before, after): (&BTreeMap<Id, Numbers>, &BTreeMap<Id, Numbers>),
    is_asked: impl Fn(&OrganisationId) -> bool,
) -> Option<String> {
    for (id, numbers) in before {
        let Some(other) = after.get(id) else { return Some(format!("{id} is missing")) };
        let organisations =
            numbers.lines.keys().chain(other.lines.keys()).filter(|organisation| is_asked(organisation));
        for organisation in organisations {
            let (one, two) = (numbers.lines.get(organisation), other.lines.get(organisation));
            if one != two {
                return Some(format!("{id} {organisation}: first {}, then {}", counts(one), counts(two)));
            }
        }
        let owners = numbers.own.keys().chain(other.own.keys()).filter(|(organisation, _)| is_asked(organisation));
        for owner in owners {
            let (one, two) = (numbers.own.get(owner), other.own.get(owner));
            if one != two {
                return Some(format!("{id} {} in {}: first {}, then {}", owner.0, owner.1, counts(one), counts(two)));
            }
        }
    }
    None
}

/// The eight counts, as cases write them.
fn counts(tally: Option<&Tally>) -> String {
    let Some(tally) = tally else { return "no line".to_owned() };
    let named = [
        ("excluded", tally.excluded),
        ("excepted", tally.excepted),
        ("unknown", tally.unknown),
        ("open", tally.open),
        ("disputed", tally.disputed),
        ("pending", tally.pending),
    ];
    let named: String =
        named.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!(" {name} {count}")).collect();
    format!("{}/{}{named}", tally.numerator, tally.denominator)
}

/// The measures of an indicator: its own, or its parts.
fn measures(indicator: &IndicatorDef) -> impl Iterator<Item = &MeasureDef> {
    let whole = indicator.measure.iter();
    whole.flat_map(
        |measure| if measure.part.is_empty() { std::slice::from_ref(measure) } else { measure.part.as_slice() },
    )
}

/// Law tests speak of every indicator unless they say otherwise.
fn of_all(_: &IndicatorDef) -> bool {
    true
}
