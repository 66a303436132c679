//! Indicators computed by code. Here is decided who is asked and what they are given; the code itself runs elsewhere, and
//! whoever runs it may ask for many organisations at once. That changes no number.

use crate::{
    catalogue::Ready,
    evaluation::{Evaluating, nobody_knows},
};
use changxiao_core::{
    count::{Item, Listing, Subject},
    day::Period,
    days::Days,
    fault::{Fault, Place},
    id::{Id, OrganisationId},
    message::Message,
    native::{Inputs, OrganisationRecords},
    tally::{Class, Tally},
};
use std::collections::{BTreeMap, BTreeSet};

/// Runs native indicators; the loader does, in processes of their own.
pub trait Natives {
    /// Counts the items of one organisation; lists them if asked.
    fn tally(
        &mut self,
        indicator: &Id,
        records: &OrganisationRecords,
        listing: Listing,
    ) -> Result<(Tally, Vec<Item>), Fault>;

    /// Counts the items of many organisations, which all have the same tables and columns, and tells the tally of each in
    /// their order. Left out, they are asked one by one.
    fn tallies(
        &mut self,
        indicator: &Id,
        records: &mut dyn Iterator<Item = OrganisationRecords>,
        told: &mut dyn FnMut(Result<Tally, Fault>),
    ) {
        for one in records {
            told(self.tally(indicator, &one, Listing::Counts).map(|(tally, _)| tally));
        }
    }

    /// The fault with which an indicator's code ended its process, if it did. Such an indicator is not known anywhere:
    /// whom it had answered before depends on who was asked first.
    fn ended(&self, indicator: &Id) -> Option<Fault>;
}

/// Nobody runs native indicators: there are none.
pub struct NoNatives;

impl Natives for NoNatives {
    fn tally(&mut self, indicator: &Id, _: &OrganisationRecords, _: Listing) -> Result<(Tally, Vec<Item>), Fault> {
        Err(nobody_runs(indicator))
    }

    fn ended(&self, _: &Id) -> Option<Fault> {
        None
    }
}

impl Evaluating<'_> {
    /// The tallies of all owners of an indicator in all its calendar periods. Records are gathered as they are asked for,
    /// by organisation and then by period.
    pub(crate) fn all_native(
        &mut self,
        (ready, inputs): (&Ready, &Inputs),
        natives: &mut dyn Natives,
    ) -> BTreeMap<(OrganisationId, Period), Tally> {
        let mut own = BTreeMap::new();
        let mut asked = BTreeSet::new();
        for period in ready.def.period.within(self.span.period) {
            for owner in self.owners(ready, period) {
                match self.foreseen(inputs, (&owner, period)) {
                    Some((tally, _)) => own.extend([((owner, period), tally)]),
                    None => asked.extend([(owner, period)]),
                }
            }
        }
        let mut answers = Vec::new();
        let mut faults: Vec<Fault> = Vec::new();
        let mut records = asked.iter().map(|(owner, period)| self.records(inputs, (owner, *period)));
        natives.tallies(&ready.def.id, &mut records, &mut |answer| match answer {
            Ok(tally) => answers.push(tally),
            Err(fault) => {
                answers.push(nobody_knows(&fault.message).0);
                // What all of them say is kept once.
                if faults.last() != Some(&fault) {
                    faults.push(fault);
                }
            }
        });
        drop(records);
        if answers.len() < asked.len() {
            faults.push(nobody_runs(&ready.def.id));
        }
        let unknown = Tally::of(Class::Open);
        own.extend(asked.into_iter().zip(answers.into_iter().chain(std::iter::repeat(unknown))));
        self.faults.extend(faults);
        if natives.ended(&ready.def.id).is_some() {
            own.values_mut().for_each(|tally| *tally = unknown);
        }
        own
    }

    /// The tally of one owner in one calendar period, and its items if they are wanted.
    pub(crate) fn native(
        &mut self,
        (ready, inputs): (&Ready, &Inputs),
        asked: (&OrganisationId, Period),
        (natives, listing): (&mut dyn Natives, Listing),
    ) -> (Tally, Vec<Item>) {
        if let Some(foreseen) = self.foreseen(inputs, asked) {
            return foreseen;
        }
        match natives.tally(&ready.def.id, &self.records(inputs, asked), listing) {
            Ok(answer) => answer,
            Err(fault) => {
                let unknown = nobody_knows(&fault.message);
                self.faults.push(fault);
                unknown
            }
        }
    }

    /// What is counted without asking: where a register is not covered, and where the period is not over.
    fn foreseen(&self, inputs: &Inputs, (owner, period): (&OrganisationId, Period)) -> Option<(Tally, Vec<Item>)> {
        let days: Days = std::iter::once(period).collect();
        for register in inputs.registers.keys() {
            let missing = self.evaluator.not_covered(register, owner, &days);
            if let Some(stretch) = missing.stretches().first() {
                let name = self.catalogue.contract().kind(register).map(|kind| kind.name.clone()).unwrap_or_default();
                let message = Message::new("reason-not-covered").with("register", name);
                return Some(nobody_knows(&message.with("from", stretch.from()).with("last", stretch.last())));
            }
        }
        (period.last() > self.span.as_of).then(|| pending(period))
    }

    /// What the code is given.
    fn records(&self, inputs: &Inputs, (owner, period): (&OrganisationId, Period)) -> OrganisationRecords {
        let rows = |(register, fields): (&String, &Vec<String>)| {
            let table = self.evaluator.rows_of(owner, period, (register.as_str(), fields.as_slice()));
            Some((register.clone(), table?))
        };
        let tables = inputs.registers.iter().filter_map(rows).collect();
        OrganisationRecords { organisation: owner.clone(), period, as_of: self.span.as_of, tables }
    }
}

fn pending(period: Period) -> (Tally, Vec<Item>) {
    let reason = Message::new("reason-pending").with("day", period.last());
    let item = Item { reasons: vec![reason], ..Item::new(Subject::Occasion(period), Class::Pending) };
    (Tally::of(Class::Pending), vec![item])
}

/// The fault where nobody runs an indicator's code.
#[must_use]
pub fn nobody_runs(indicator: &Id) -> Fault {
    Fault::new(Place::default(), Message::new("native-nobody").with("id", indicator))
}
