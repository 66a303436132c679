//! Which fields of which registers a measure reads: two versions of a record that differ only elsewhere are no dispute.

use crate::{
    contract::{Contract, Kind},
    expression::{Checked, CheckedKind},
    measure::Measure,
};
use std::collections::{BTreeMap, BTreeSet};

/// Fields by kind of register.
pub type Reads<'m> = BTreeMap<&'m str, BTreeSet<&'m str>>;

/// The fields a measure reads. Organisations are left out: the list of them is read in one version only.
#[must_use]
pub fn fields<'m>(measure: &'m Measure, contract: &'m Contract) -> Reads<'m> {
    let mut reads = Reads::new();
    let population = measure.population.register.as_str();
    let Some(kind) = contract.kind(population) else { return reads };
    own(&mut reads, kind);
    let owners = [&measure.population.owner, &measure.population.owner_by_latest];
    reads.entry(population).or_default().extend(owners.into_iter().flatten().map(String::as_str));
    let asked_of_items = [&measure.due, &measure.only, &measure.exclude, &measure.denominator, &measure.except];
    let asked_of_items = asked_of_items.into_iter().flatten().chain([&measure.numerator]);
    let preferred = measure.prefer.iter().flat_map(|(prefer, _)| prefer);
    for written in asked_of_items.chain(preferred) {
        visit(&mut reads, (kind, contract), &written.checked);
    }
    for look in &measure.looks {
        let Some(looked) = contract.kind(&look.register) else { continue };
        own(&mut reads, looked);
        for key in &look.by {
            reads.entry(population).or_default().insert(key.here.as_str());
            reads.entry(look.register.as_str()).or_default().insert(key.there.as_str());
        }
        for written in [&look.from, &look.until, &look.at].into_iter().flatten() {
            visit(&mut reads, (kind, contract), &written.checked);
        }
        for written in [&look.only, &look.when].into_iter().flatten().chain(look.take.amount()) {
            visit(&mut reads, (looked, contract), &written.checked);
            let mut of_item = |node: &'m Checked| {
                if let CheckedKind::Item(inner) = &node.kind {
                    visit(&mut reads, (kind, contract), inner);
                }
            };
            in_each(&written.checked, &mut of_item);
        }
    }
    reads.remove("org");
    reads
}

/// Calls `seen` with an expression and every part of it.
fn in_each<'m>(node: &'m Checked, seen: &mut dyn FnMut(&'m Checked)) {
    seen(node);
    node.parts().into_iter().for_each(|part| in_each(part, seen));
}

/// What is read of every row: whose it is, and its days.
fn own<'m>(reads: &mut Reads<'m>, kind: &'m Kind) {
    let span = kind.span.iter().flat_map(|span| [span.from.as_str(), span.to.as_str()]);
    let days = [&kind.unit_field, &kind.date_field, &kind.date_from].into_iter().flatten().map(String::as_str);
    reads.entry(&kind.kind).or_default().extend(days.chain(span));
}

/// A field, and the date of the deed on which it depends.
fn read<'m>(reads: &mut Reads<'m>, kind: &'m Kind, field: &'m str) {
    let deed = kind.field(field).and_then(|field| field.depends_on.as_deref());
    reads.entry(&kind.kind).or_default().extend(std::iter::once(field).chain(deed));
}

fn visit<'m>(reads: &mut Reads<'m>, (kind, contract): (&'m Kind, &'m Contract), node: &'m Checked) {
    let mut also = |node: &'m Checked| visit(reads, (kind, contract), node);
    match &node.kind {
        CheckedKind::Field(field) => read(reads, kind, field),
        CheckedKind::Referred { steps, field } => {
            let mut at = kind;
            for step in steps {
                reads.entry(&at.kind).or_default().insert(&step.through);
                let Some(next) = contract.kind(&step.kind) else { return };
                own(reads, next);
                at = next;
            }
            read(reads, at, field);
        }
        CheckedKind::Not(inner) | CheckedKind::IsNull(inner) => also(inner),
        CheckedKind::And(left, right)
        | CheckedKind::Or(left, right)
        | CheckedKind::Compare(_, left, right)
        | CheckedKind::Arithmetic(_, left, right) => {
            also(left);
            also(right);
        }
        CheckedKind::In(needle, list) => std::iter::once(needle.as_ref()).chain(list).for_each(also),
        CheckedKind::Call(_, arguments) => arguments.iter().for_each(also),
        CheckedKind::Number(_)
        | CheckedKind::Day(_)
        | CheckedKind::Text(_)
        | CheckedKind::Truth(_)
        | CheckedKind::Look(_)
        | CheckedKind::Parameter(_)
        | CheckedKind::Item(_)
        | CheckedKind::Own(_) => {}
    }
}
