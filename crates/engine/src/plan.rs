//! The plan of a post: the occasions of a year from the duties it answers for.

use crate::catalogue::{Catalogue, parameter_id};
use changxiao_core::{
    day::{Day, Period},
    definition::{Clause, DutyDef, Number, ResponsibilityDef, Setting, Tier},
    fraction::Fraction,
    id::{Id, OrganisationId},
    organisations::Organisations,
    text::Text,
};

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The duty.
    pub duty: Id,
    /// Its name.
    pub name: Text,
    /// The organisation that owes it.
    pub organisation: OrganisationId,
    /// The occasion: first and last day.
    pub occasion: Period,
    /// How many are owed in it.
    pub at_least: Option<Fraction>,
    /// What one is called.
    pub unit: Text,
    /// Register in which it will show.
    pub register: String,
    /// Tier in which the post answers.
    pub tier: Tier,
    /// The clause.
    pub clause: Clause,
}

/// The occasions of a period for which a role in an organisation answers, by last day.
#[must_use]
pub fn plan(
    catalogue: &Catalogue,
    organisations: &Organisations,
    (organisation, role): (&OrganisationId, &str),
    period: Period,
) -> Vec<Planned> {
    let mut planned: Vec<Planned> = Vec::new();
    for responsibility in catalogue.responsibilities().values().filter(|def| def.role == role) {
        for duty in responsibility.duties.iter().filter_map(|id| catalogue.duties().get(id)) {
            planned.extend(occasions((catalogue, organisations), (organisation, responsibility), duty, period));
        }
    }
    planned.sort_by_key(|one| {
        (one.occasion.last(), one.occasion.from(), one.duty.clone(), one.organisation.clone(), one.tier)
    });
    // Two responsibilities of one tier may name one duty: it is owed once.
    planned.dedup_by(|a, b| {
        (a.occasion, &a.duty, &a.organisation, a.tier) == (b.occasion, &b.duty, &b.organisation, b.tier)
    });
    planned
}

fn occasions(
    (catalogue, organisations): (&Catalogue, &Organisations),
    (holder, responsibility): (&OrganisationId, &ResponsibilityDef),
    duty: &DutyDef,
    period: Period,
) -> Vec<Planned> {
    let owners = organisations.iter().filter(|(_, owner)| duty.owners.contains(&owner.kind));
    let mut planned = Vec::new();
    for (id, owner) in owners {
        for occasion in duty.every.within(period).filter(|occasion| owner.is_in_force_during(*occasion)) {
            if answering(organisations, id, (&responsibility.of, occasion.last())) != Some(holder) {
                continue;
            }
            planned.push(Planned {
                duty: duty.id.clone(),
                name: duty.name.clone(),
                organisation: id.clone(),
                occasion,
                at_least: at_least(catalogue, duty, occasion.last()),
                unit: duty.shown_by.unit.clone(),
                register: duty.shown_by.register.clone(),
                tier: responsibility.tier,
                clause: duty.clause.clone(),
            });
        }
    }
    planned
}

/// The organisation whose post answers for an owner on a day: the owner, or the nearest above it, of one of the kinds.
fn answering<'a>(
    organisations: &'a Organisations,
    owner: &'a OrganisationId,
    (kinds, day): (&[String], Day),
) -> Option<&'a OrganisationId> {
    let line = std::iter::once(owner).chain(organisations.above(owner, day));
    line.into_iter().find(|id| organisations.get(id).is_some_and(|organisation| kinds.contains(&organisation.kind)))
}

fn at_least(catalogue: &Catalogue, duty: &DutyDef, day: Day) -> Option<Fraction> {
    match &duty.shown_by.at_least {
        Number::Fixed(number) => Some(*number),
        Number::Parameter(name) => match catalogue.setting(&parameter_id(&duty.id.namespace(), name)?, day)?.0 {
            Setting::Number(number) => Some(number),
            Setting::Codes(_) => None,
        },
    }
}
