//! Explaining a number: what it is made of, down to items and records, and the smallest change that reaches the target.

use crate::{
    catalogue::{Amended, Catalogue, Computed, Ready, Whom},
    evaluation::{Evaluating, Outcome, Span, nobody_knows},
    natives::Natives,
    roll_up::lines,
};
use changxiao_core::{
    count::{Change, Item, Listing},
    day::{Day, Period},
    definition::{Clause, Target},
    fault::Fault,
    fraction::Fraction,
    id::{Id, OrganisationId},
    message::Message,
    organisations::Organisations,
    registers::Registers,
    tally::{Class, Tally},
};
use std::collections::{BTreeMap, BTreeSet};

/// Why a number is what it is.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The indicator.
    pub indicator: Id,
    /// The clause it rests on: its own, or that of its duty.
    pub clause: Option<Clause>,
    /// Its eight counts.
    pub tally: Tally,
    /// Its outcome.
    pub outcome: Outcome,
    /// Its own items, by calendar period.
    pub items: Vec<(Period, Item)>,
    /// What the organisations directly below brought, if any.
    pub parts: BTreeMap<OrganisationId, Tally>,
    /// The parameters in force at the end of the period, with the amendments that hold for it or below it.
    pub parameters: Vec<Parameter>,
    /// The numbers of the indicator that this one supersedes, and of those that supersede it.
    pub beside: Vec<Beside>,
    /// The smallest changes that reach the target, each with its owner; empty if it is met or cannot be reached so.
    pub changes: Vec<(OrganisationId, Period, Item)>,
    /// How many of them still lack when all are made.
    pub still_missing: i128,
    /// By how much the numerator is above what the target allows.
    pub excess: Option<Fraction>,
}

/// The number of an indicator that is shown beside another.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The indicator.
    pub indicator: Id,
    /// Whether it supersedes the one explained; else it is superseded by it.
    pub is_superseding: bool,
    /// Its eight counts here; `None` if it has no number here.
    pub tally: Option<Tally>,
}

/// A parameter in an explanation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Id.
    pub id: Id,
    /// Value in force for the organisation explained.
    pub value: String,
    /// The amendments that hold for an organisation whose items are in the number.
    pub amended: Vec<Amended>,
}

/// Explains the number of an organisation and an indicator; `None` if there is none.
pub fn explain(
    (catalogue, registers): (&Catalogue, &Registers),
    span: Span,
    (organisation, ready): (&OrganisationId, &Ready),
    natives: &mut dyn Natives,
) -> Option<(Explanation, Vec<Fault>)> {
    let mut evaluating = Evaluating::new(catalogue, registers, span);
    let mut gathered = Gathered::default();
    // Code that ended at whatever organisation is known nowhere: all are asked, as in the run.
    let is_native = matches!(ready.computed, Computed::Native(_));
    let ended = is_native.then(|| evaluating.numbers(ready, natives)).and_then(|_| natives.ended(&ready.def.id));
    for period in ready.def.period.within(span.period) {
        for owner in evaluating.owners(ready, period) {
            let lines = lines(evaluating.evaluator.organisations(), &owner, period.last());
            let Some(below) = lines.iter().find_map(|line| below(line, organisation, &owner)) else { continue };
            let (tally, items) = match &ended {
                Some(fault) => nobody_knows(&fault.message),
                None => evaluating.tally(ready, (&owner, period), (natives, Listing::Items)),
            };
            if !evaluating.is_number(ready, (&owner, period), &tally) {
                continue;
            }
            let items = items.into_iter().map(|item| to_be_handed_in(item, &owner)).collect();
            gathered.add(below, (owner, period), (tally, items))?;
        }
    }
    let tally = gathered.tally?;
    let beside = beside(&mut evaluating, (organisation, ready), natives);
    let (changes, still_missing) = smallest(&tally, ready.def.target, &gathered.all);
    let explanation = Explanation {
        organisation: organisation.clone(),
        indicator: ready.def.id.clone(),
        clause: clause(catalogue, ready),
        outcome: ready.outcome(&tally),
        tally,
        parameters: parameters(
            (catalogue, ready),
            span.period.last(),
            (evaluating.evaluator.organisations(), organisation, &gathered.owners),
        ),
        items: gathered.own,
        parts: gathered.parts,
        beside,
        changes,
        still_missing,
        excess: excess(&tally, ready.def.target),
    };
    Some((explanation, evaluating.faults))
}

/// The numbers of what an indicator supersedes, and of what supersedes it.
fn beside(
    evaluating: &mut Evaluating<'_>,
    (organisation, ready): (&OrganisationId, &Ready),
    natives: &mut dyn Natives,
) -> Vec<Beside> {
    let catalogue = evaluating.catalogue;
    let others = catalogue.superseded(ready).map(|other| (other, false)).into_iter();
    let others = others.chain(catalogue.superseding(&ready.def.id).map(|other| (other, true)));
    let number = |(other, is_superseding): (&Ready, bool)| {
        let tally = evaluating.numbers(other, natives).lines.get(organisation).copied();
        Beside { indicator: other.def.id.clone(), is_superseding, tally }
    };
    others.map(number).collect()
}

/// Code is not asked about an organisation whose sheet is missing: what has to be handed in stands in the reason.
fn to_be_handed_in(item: Item, owner: &OrganisationId) -> Item {
    let missing = item.reasons.iter().find(|reason| reason.key == "reason-not-covered");
    let Some(missing) = missing.filter(|_| item.change.is_none()) else { return item };
    let message = Message { key: "change-hand-in".to_owned(), arguments: missing.arguments.clone() };
    let change = Change { amount: Fraction::ZERO, message: message.with("organisation", owner.as_str()) };
    Item { change: Some(change), ..item }
}

/// Whether a line passes through an organisation, and from where: `None` within: from the owner itself.
fn below(
    line: &[OrganisationId],
    organisation: &OrganisationId,
    owner: &OrganisationId,
) -> Option<Option<OrganisationId>> {
    let position = line.iter().position(|one| one == organisation)?;
    if organisation == owner {
        return Some(None);
    }
    let before = position.checked_sub(1).and_then(|before| line.get(before));
    Some(Some(before.unwrap_or(owner).clone()))
}

#[derive(Default)]
struct Gathered {
    owners: BTreeSet<OrganisationId>,
    tally: Option<Tally>,
    own: Vec<(Period, Item)>,
    parts: BTreeMap<OrganisationId, Tally>,
    all: Vec<(OrganisationId, Period, Item)>,
}

impl Gathered {
    fn add(
        &mut self,
        below: Option<OrganisationId>,
        (owner, period): (OrganisationId, Period),
        (tally, items): (Tally, Vec<Item>),
    ) -> Option<()> {
        self.tally = Some(self.tally.unwrap_or_default().plus(tally)?);
        match below {
            None => self.own.extend(items.iter().map(|item| (period, item.clone()))),
            Some(part) => {
                let sum = self.parts.entry(part).or_default();
                *sum = sum.plus(tally)?;
            }
        }
        self.owners.insert(owner.clone());
        self.all.extend(items.into_iter().map(|item| (owner.clone(), period, item)));
        Some(())
    }
}

/// The clause an indicator rests on.
#[must_use]
pub fn clause(catalogue: &Catalogue, ready: &Ready) -> Option<Clause> {
    let duty = ready.def.measure.as_ref().and_then(|measure| measure.duty.as_ref());
    ready.def.clause.clone().or_else(|| catalogue.duties().get(duty?).map(|duty| duty.clause.clone()))
}

/// The parameters that an indicator uses, as they stand on a day for an organisation, and the amendments that hold for one
/// of the owners.
fn parameters(
    (catalogue, ready): (&Catalogue, &Ready),
    day: Day,
    (organisations, organisation, owners): (&Organisations, &OrganisationId, &BTreeSet<OrganisationId>),
) -> Vec<Parameter> {
    let whom = |organisation| Some(Whom { organisations, organisation });
    let shown = |id: &Id| {
        let (setting, _) = catalogue.setting(id, day, whom(organisation))?;
        let holding = owners.iter().filter_map(|owner| catalogue.setting(id, day, whom(owner))?.1);
        let mut amended: Vec<Amended> = Vec::new();
        for one in holding {
            if !amended.contains(one) {
                amended.push(one.clone());
            }
        }
        Some(Parameter { id: id.clone(), value: setting.to_string(), amended })
    };
    catalogue.settings_used(&ready.def.id).filter_map(shown).collect()
}

/// The fewest and cheapest changes that bring the lower end of the share to its target: missed items by what they lack,
/// then those whose sheet has not arrived.
fn smallest(
    tally: &Tally,
    target: Option<Target>,
    items: &[(OrganisationId, Period, Item)],
) -> (Vec<(OrganisationId, Period, Item)>, i128) {
    let Some(Target::AtLeast(target) | Target::Between { least: target, .. }) = target else { return (Vec::new(), 0) };
    let whole = tally.denominator.plus(Fraction::from(tally.open));
    let Some(lacking) = whole.and_then(|whole| whole.times(target)?.minus(tally.numerator)) else {
        return (Vec::new(), 0);
    };
    let lacking = lacking.ceiling().max(0);
    let rank = |item: &Item| {
        (matches!(item.class, Class::Unknown | Class::Open), item.change.as_ref().map(|change: &Change| change.amount))
    };
    let mut candidates: Vec<_> = items.iter().filter(|(_, _, item)| item.change.is_some()).collect();
    candidates.sort_by_key(|(owner, period, item)| (rank(item), owner.clone(), *period, item.subject.clone()));
    let wanted = usize::try_from(lacking).unwrap_or(usize::MAX);
    let chosen: Vec<_> = candidates.into_iter().take(wanted).cloned().collect();
    let made = i128::try_from(chosen.len()).unwrap_or(i128::MAX);
    (chosen, lacking - made)
}

/// How far the numerator would have to fall, whatever becomes of what is not known.
fn excess(tally: &Tally, target: Option<Target>) -> Option<Fraction> {
    let Some(Target::AtMost(target) | Target::Between { most: target, .. }) = target else { return None };
    let whole = tally.denominator.plus(Fraction::from(tally.open))?;
    tally.numerator.minus(whole.times(target)?).filter(|excess| *excess > Fraction::ZERO)
}
