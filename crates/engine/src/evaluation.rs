//! An evaluation: every indicator for every organisation that is asked, rolled up both trees.

use crate::{
    catalogue::{Catalogue, Computed, Ready, Whom},
    natives::Natives,
    roll_up::lines,
};
use changxiao_core::{
    count::{Count, Item, Listing, Subject},
    day::{Day, Period},
    definition::Target,
    evaluate::{Evaluator, Question},
    fault::{Fault, Place},
    fraction::Fraction,
    id::{Id, OrganisationId},
    message::Message,
    registers::Registers,
    tally::{Class, OutcomeKind, Tally},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a run asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its period.
    pub period: Period,
    /// Day up to which records are seen.
    pub as_of: Day,
}

/// The numbers of one indicator.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// What each owner counted, by owner and calendar period.
    pub own: BTreeMap<(OrganisationId, Period), Tally>,
    /// The line of each organisation in its tree.
    pub lines: BTreeMap<OrganisationId, Tally>,
}

/// The outcome of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Kind.
    pub kind: OutcomeKind,
    /// The share, if it is known.
    pub value: Option<Fraction>,
    /// Least share the counts allow.
    pub lower: Option<Fraction>,
    /// Greatest share the counts allow.
    pub upper: Option<Fraction>,
    /// Whether the target is met; `None`: no target, or not known.
    pub is_met: Option<bool>,
}

/// All numbers of a run.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// By indicator.
    pub numbers: BTreeMap<Id, Numbers>,
    /// What went wrong on the way; those numbers are not known.
    pub faults: Vec<Fault>,
}

/// One evaluation under way.
pub struct Evaluating<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The registers, made ready.
    pub evaluator: Evaluator<'a>,
    /// What is asked for.
    pub span: Span,
    /// Faults so far.
    pub faults: Vec<Fault>,
}

/// Evaluates every indicator of the catalogue.
pub fn evaluate(catalogue: &Catalogue, registers: &Registers, span: Span, natives: &mut dyn Natives) -> Evaluation {
    let mut evaluating = Evaluating::new(catalogue, registers, span);
    let numbers = catalogue.indicators().values().map(|ready| {
        let _span = tracing::debug_span!("indicator", id = %ready.def.id).entered();
        (ready.def.id.clone(), evaluating.numbers(ready, natives))
    });
    let numbers = numbers.collect();
    let mut faults = evaluating.faults;
    faults.sort();
    faults.dedup();
    Evaluation { numbers, faults }
}

impl<'a> Evaluating<'a> {
    /// Makes an evaluation ready.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, registers: &'a Registers, span: Span) -> Self {
        Self {
            catalogue,
            evaluator: Evaluator::new(catalogue.contract(), registers, span.as_of),
            span,
            faults: Vec::new(),
        }
    }

    /// The numbers of one indicator.
    pub fn numbers(&mut self, ready: &Ready, natives: &mut dyn Natives) -> Numbers {
        let mut numbers = Numbers::default();
        if let Computed::Native(inputs) = &ready.computed {
            numbers.own = self.all_native((ready, inputs), natives);
            self.roll_up(ready, &mut numbers);
            return numbers;
        }
        for period in ready.def.period.within(self.span.period) {
            for owner in self.owners(ready, period) {
                let (tally, _) = self.tally(ready, (&owner, period), (natives, Listing::Counts));
                if self.is_number(ready, (&owner, period), &tally) {
                    numbers.own.insert((owner, period), tally);
                }
            }
        }
        self.roll_up(ready, &mut numbers);
        numbers
    }

    fn roll_up(&mut self, ready: &Ready, numbers: &mut Numbers) {
        for ((owner, period), tally) in &numbers.own {
            for line in lines(self.evaluator.organisations(), owner, period.last()).into_iter().flatten() {
                let sum = numbers.lines.entry(line).or_default();
                match sum.plus(*tally) {
                    Some(more) => *sum = more,
                    None => self.faults.push(out_of_range(&ready.def.id, owner)),
                }
            }
        }
    }

    /// The organisations asked by an indicator in a period.
    #[must_use]
    pub fn owners(&self, ready: &Ready, period: Period) -> Vec<OrganisationId> {
        match &ready.computed {
            Computed::Declared(measures) => {
                let asked = measures.iter().flat_map(|measure| self.evaluator.asked(measure, period));
                asked.collect::<BTreeSet<_>>().into_iter().collect()
            }
            Computed::Native(inputs) => self.evaluator.owners(&inputs.owners, period).cloned().collect(),
        }
    }

    /// Whether a tally is a number: one of an organisation that is asked only for its records, none of which is an item, is
    /// none, so that no division is asked for what its department keeps.
    pub(crate) fn is_number(&self, ready: &Ready, asked: (&OrganisationId, Period), tally: &Tally) -> bool {
        let Computed::Declared(measures) = &ready.computed else { return true };
        *tally != Tally::default() || measures.iter().any(|measure| self.evaluator.is_asked_anyway(measure, asked))
    }

    /// The tally of one owner in one calendar period, and its items if they are wanted.
    pub fn tally(
        &mut self,
        ready: &Ready,
        (owner, period): (&OrganisationId, Period),
        (natives, listing): (&mut dyn Natives, Listing),
    ) -> (Tally, Vec<Item>) {
        match &ready.computed {
            Computed::Native(inputs) => self.native((ready, inputs), (owner, period), (natives, listing)),
            Computed::Declared(measures) => {
                let whom = Whom { organisations: self.evaluator.organisations(), organisation: owner };
                let settings = self.catalogue.settings(Catalogue::namespace_of(ready), Some(whom));
                let (calendar, run) = (ready.def.period, self.span.period);
                let mut count = Count::new(listing);
                let question = Question { measures, settings: &settings, calendar, period: run };
                let counted = self.evaluator.count(&question, owner, period, &mut count);
                match (counted, count.tally()) {
                    (Ok(()), Some(tally)) => (tally, count.into_items()),
                    _ => {
                        self.faults.push(out_of_range(&ready.def.id, owner));
                        nobody_knows(&Message::new("evaluation-out-of-range"))
                    }
                }
            }
        }
    }

    /// The occasions of one owner that are due in a period, of whatever length.
    pub fn occasions(&mut self, ready: &Ready, owner: &OrganisationId, period: Period) -> Vec<Item> {
        let Computed::Declared(measures) = &ready.computed else { return Vec::new() };
        let whom = Whom { organisations: self.evaluator.organisations(), organisation: owner };
        let settings = self.catalogue.settings(Catalogue::namespace_of(ready), Some(whom));
        let question = Question { measures, settings: &settings, calendar: ready.def.period, period };
        self.evaluator.occasions(&question, owner, period).unwrap_or_else(|_| {
            self.faults.push(out_of_range(&ready.def.id, owner));
            Vec::new()
        })
    }
}

/// The tally and the item of a number that nobody knows, with the reason.
pub(crate) fn nobody_knows(reason: &Message) -> (Tally, Vec<Item>) {
    let item = Item { reasons: vec![reason.clone()], ..Item::new(Subject::Organisation, Class::Open) };
    (Tally::of(Class::Open), vec![item])
}

fn out_of_range(indicator: &Id, owner: &OrganisationId) -> Fault {
    let message = Message::new("evaluation-out-of-range").with("id", indicator).with("organisation", owner.as_str());
    Fault::new(Place::default(), message)
}

impl Ready {
    /// Whether its numerator and denominator are amounts, not numbers of items.
    #[must_use]
    pub fn measures_amounts(&self) -> bool {
        match &self.computed {
            Computed::Declared(measures) => measures.iter().any(|measure| measure.denominator.is_some()),
            Computed::Native(_) => false,
        }
    }

    /// The outcome of a tally of this indicator. An amount that nobody knows may be of any size: while one is open, no
    /// amount can be said to meet its target.
    #[must_use]
    pub fn outcome(&self, tally: &Tally) -> Outcome {
        let outcome = Outcome::of(tally, self.def.target);
        if self.measures_amounts() && tally.open > 0 { Outcome { is_met: None, ..outcome } } else { outcome }
    }
}

impl Outcome {
    /// The outcome of a tally against a target.
    #[must_use]
    pub fn of(tally: &Tally, target: Option<Target>) -> Self {
        let (kind, bounds) = (tally.outcome(), tally.bounds());
        let (lower, upper) = (bounds.map(|bounds| bounds.lower), bounds.map(|bounds| bounds.upper));
        let is_met = match (target, bounds) {
            (Some(Target::AtLeast(target)), Some(bounds)) if bounds.lower >= target => Some(true),
            (Some(Target::AtLeast(target)), Some(bounds)) if bounds.upper < target => Some(false),
            (Some(Target::AtMost(target)), Some(bounds)) if bounds.upper <= target => Some(true),
            (Some(Target::AtMost(target)), Some(bounds)) if bounds.lower > target => Some(false),
            (Some(Target::Between { least, most }), Some(bounds)) if bounds.lower >= least && bounds.upper <= most => {
                Some(true)
            }
            (Some(Target::Between { least, most }), Some(bounds)) if bounds.upper < least || bounds.lower > most => {
                Some(false)
            }
            _ => None,
        };
        Self { kind, value: lower.filter(|_| kind == OutcomeKind::Value), lower, upper, is_met }
    }
}
