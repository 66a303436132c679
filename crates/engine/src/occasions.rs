//! The occasions of duties: who owes one, and which posts answer for it. Whether one is owed, and what became of it, is
//! asked of the evaluator that also measures the duty; nothing is judged here.

use crate::{
    catalogue::{Catalogue, Computed, Ready, Whom, parameter_id},
    evaluation::{Evaluating, NoNatives},
};
use changxiao_core::{
    count::{Item, Listing},
    day::{Calendar, Day, Period},
    definition::{Clause, DutyDef, Number, ResponsibilityDef, Setting, Tier},
    fraction::Fraction,
    id::{Id, OrganisationId},
    organisations::Organisations,
    text::Text,
};

/// Whose occasions are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of all organisations.
    Everybody,
    /// Those an organisation owes itself.
    Organisation(OrganisationId),
    /// Those a post answers for: organisation and role.
    Post(OrganisationId, String),
}

/// One thing to be done: one organisation, one duty, one window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The duty.
    pub duty: Id,
    /// Its name.
    pub name: Text,
    /// The organisation that owes it.
    pub organisation: OrganisationId,
    /// The days in which it is to be done.
    pub window: Period,
    /// How many are owed in them.
    pub at_least: Option<Fraction>,
    /// What one is called.
    pub unit: Text,
    /// Register in which it will show.
    pub register: String,
    /// The clause.
    pub clause: Clause,
    /// The posts that answer for it, by tier.
    pub answering: Vec<Answering>,
}

/// A post that answers for an occasion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answering {
    /// Tier in which it answers.
    pub tier: Tier,
    /// Its organisation: that of the occasion, or the nearest of the right kind above it.
    pub organisation: OrganisationId,
    /// Its role.
    pub role: String,
}

impl Whose {
    fn is_asked(&self, occasion: &Occasion) -> bool {
        match self {
            Self::Everybody => true,
            Self::Organisation(id) => occasion.organisation == *id,
            Self::Post(id, role) => {
                occasion.answering.iter().any(|post| post.organisation == *id && post.role == *role)
            }
        }
    }
}

/// The occasions of a duty in one window, as far as they are asked for and the evaluator may know them.
pub(crate) fn occasions(evaluating: &Evaluating<'_>, duty: &DutyDef, window: Period, whose: &Whose) -> Vec<Occasion> {
    let Some(ready) = evaluating.catalogue.measured_duty(&duty.id) else { return Vec::new() };
    let owners = evaluating.owners(ready, window).into_iter();
    owners.map(|owner| occasion(evaluating, duty, (owner, window))).filter(|one| whose.is_asked(one)).collect()
}

fn occasion(evaluating: &Evaluating<'_>, duty: &DutyDef, (organisation, window): (OrganisationId, Period)) -> Occasion {
    let organisations = evaluating.evaluator.organisations();
    let responsibilities = responsibilities(evaluating.catalogue, &duty.id);
    let answers = responsibilities.filter_map(|def| {
        let holder = answering(organisations, &organisation, (&def.of, window.last()))?;
        Some(Answering { tier: def.tier, organisation: holder.clone(), role: def.role.clone() })
    });
    let mut answering: Vec<Answering> = answers.collect();
    answering.sort();
    answering.dedup(); // two responsibilities of one tier may name one duty
    Occasion {
        duty: duty.id.clone(),
        name: duty.name.clone(),
        window,
        at_least: at_least(
            evaluating.catalogue,
            duty,
            (window.last(), Whom { organisations, organisation: &organisation }),
        ),
        unit: duty.shown_by.unit.clone(),
        register: duty.shown_by.register.clone(),
        clause: duty.clause.clone(),
        answering,
        organisation,
    }
}

/// The responsibilities that name a duty, by id.
pub(crate) fn responsibilities<'a>(
    catalogue: &'a Catalogue,
    duty: &'a Id,
) -> impl Iterator<Item = &'a ResponsibilityDef> {
    catalogue.responsibilities().values().filter(move |def| def.duties.contains(duty))
}

/// The organisation whose post answers for an owner on a day: the owner, or the nearest above it, of one of the kinds.
pub(crate) fn answering<'a>(
    organisations: &'a Organisations,
    owner: &'a OrganisationId,
    (kinds, day): (&[String], Day),
) -> Option<&'a OrganisationId> {
    let line = std::iter::once(owner).chain(organisations.above(owner, day));
    line.into_iter().find(|id| organisations.get(id).is_some_and(|organisation| kinds.contains(&organisation.kind)))
}

fn at_least(catalogue: &Catalogue, duty: &DutyDef, (day, whom): (Day, Whom<'_>)) -> Option<Fraction> {
    let Number::Parameter(name) = &duty.shown_by.at_least else { return duty.shown_by.at_least.fixed() };
    match catalogue.setting(&parameter_id(&duty.id.namespace(), name)?, day, Some(whom))?.0 {
        Setting::Number(number) => Some(number),
        Setting::Codes(_) => None,
    }
}

/// What the evaluator says of an occasion; `None` if it is not owed.
pub(crate) fn asked(evaluating: &mut Evaluating<'_>, ready: &Ready, occasion: &Occasion) -> Option<Item> {
    let (owner, window) = (&occasion.organisation, occasion.window);
    let (_, items) = evaluating.tally(ready, (owner, window), (&mut NoNatives, Listing::Items));
    items.into_iter().next()
}

/// The same measure, judged on a day whatever the end of the window: on records seen so far, and on the state as it
/// stands. "At least" can only become truer, so what is met then stays met.
pub(crate) fn judged_on(day: Day, ready: &Ready, window: Period) -> Ready {
    let mut ready = ready.clone();
    if let Computed::Declared(measures) = &mut ready.computed {
        let days = Number::from(i64::from(day.number() - window.last().number()));
        measures.iter_mut().for_each(|measure| measure.population.grace_days = days.clone());
    }
    ready
}

/// The windows of a calendar that touch a stretch of days.
pub(crate) fn windows(every: Calendar, (first, last): (Day, Day)) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(every.around(first)), move |before| Some(every.around(before.to())))
        .take_while(move |window| window.from() <= last)
}
