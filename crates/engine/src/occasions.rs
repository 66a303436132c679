//! The occasions of duties: who owes one, when, and which posts answer for it. Whether one is owed, and what became of it,
//! is asked of the evaluator that also measures the duty; nothing is judged here.

use crate::{
    catalogue::{Catalogue, Computed, Ready, Whom, parameter_id},
    evaluation::Evaluating,
};
use changxiao_core::{
    contract::Privacy,
    count::{Item, Owed, Subject},
    day::{Calendar, Day, Period},
    definition::{Clause, DutyDef, Every, Number, ResponsibilityDef, Setting, Tier},
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
    /// Those a post owes or answers for: organisation and role.
    Post(OrganisationId, String),
}

/// One thing to be done: one organisation, one duty, one window. No person is in it: of several holders of a post, or
/// several events of persons, it says how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The duty.
    pub duty: Id,
    /// Its name.
    pub name: Text,
    /// The organisation that owes it, or in which the post is that does.
    pub organisation: OrganisationId,
    /// The role whose holders owe it.
    pub role: Option<String>,
    /// The event after which it is owed: key of its record, if that names no person.
    pub event: Option<String>,
    /// Whether its events are those of persons, so that only their number is told.
    pub is_of_persons: bool,
    /// How many holders or events.
    pub count: usize,
    /// The days in which it is to be done; where the last is not known, the day of the event.
    pub window: Period,
    /// Whether anybody knows the last day.
    pub is_day_known: bool,
    /// The last day before it was deferred.
    pub deferred_from: Option<Day>,
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
    pub(crate) fn is_asked(&self, occasion: &Occasion) -> bool {
        match self {
            Self::Everybody => true,
            Self::Organisation(id) => occasion.organisation == *id,
            Self::Post(id, role) => {
                occasion.is_owed_by(id, role)
                    || occasion.answering.iter().any(|post| post.organisation == *id && post.role == *role)
            }
        }
    }
}

impl Occasion {
    /// Whether the holders of a role in an organisation owe it themselves.
    #[must_use]
    pub fn is_owed_by(&self, organisation: &OrganisationId, role: &str) -> bool {
        self.organisation == *organisation && self.role.as_deref() == Some(role)
    }

    /// What tells occasions apart, by day first. Two that differ only in a person are shown as one.
    pub(crate) fn key(&self) -> Key {
        let window = (self.window.last(), self.window.from());
        let days = (self.is_day_known, self.deferred_from);
        (window, self.duty.clone(), self.organisation.clone(), self.role.clone(), self.event.clone(), days)
    }
}

/// What tells occasions apart.
pub(crate) type Key = ((Day, Day), Id, OrganisationId, Option<String>, Option<String>, (bool, Option<Day>));

/// The occasions of a duty whose last day lies in a period, as the evaluator judges them at once, whatever their day; and
/// the registers that have not arrived, in which there may be more.
pub(crate) fn owed(evaluating: &mut Evaluating<'_>, duty: &DutyDef, period: Period) -> Vec<(Occasion, Item)> {
    let Some(ready) = evaluating.catalogue.measured_duty(&duty.id) else { return Vec::new() };
    let ready = judged_at_once(ready);
    let mut owed = Vec::new();
    for stretch in stretches(duty, period) {
        for owner in evaluating.owners(&ready, stretch) {
            for item in evaluating.occasions(&ready, &owner, stretch) {
                if let Some(when) = item.owed.clone() {
                    owed.push((occasion(evaluating, duty, (owner.clone(), &when, &item.subject)), item));
                }
            }
        }
    }
    owed
}

/// The periods for which a duty is asked: each calendar window by itself, so that its expressions mean that window; what
/// has days of its own, all at once.
fn stretches(duty: &DutyDef, period: Period) -> Vec<Period> {
    match windows(duty) {
        Some(calendar) => calendar.within(period).collect(),
        None => vec![period],
    }
}

/// The calendar by which a duty is asked window by window, if it has one and none of its windows can be moved.
pub(crate) fn windows(duty: &DutyDef) -> Option<Calendar> {
    duty.every.and_then(Every::calendar).filter(|_| duty.deferred.is_none())
}

/// The same measure, judged whatever the day: on records seen so far, and on the state as it stands. "At least" can only
/// become truer, so what is met then stays met.
pub(crate) fn judged_at_once(ready: &Ready) -> Ready {
    const LONG_BEFORE: i64 = -100_000;
    let mut ready = ready.clone();
    if let Computed::Declared(measures) = &mut ready.computed {
        measures.iter_mut().for_each(|measure| measure.population.grace_days = Number::from(LONG_BEFORE));
    }
    ready
}

fn occasion(
    evaluating: &Evaluating<'_>,
    duty: &DutyDef,
    (organisation, owed, subject): (OrganisationId, &Owed, &Subject),
) -> Occasion {
    let (organisations, window) = (evaluating.evaluator.organisations(), owed.window);
    let responsibilities = responsibilities(evaluating.catalogue, &duty.id);
    let answers = responsibilities.filter_map(|def| {
        let holder = answering(organisations, &organisation, (&def.of, window.last()))?;
        Some(Answering { tier: def.tier, organisation: holder.clone(), role: def.role.clone() })
    });
    let event = event(evaluating.catalogue, subject);
    let mut answering: Vec<Answering> = answers.collect();
    answering.sort();
    answering.dedup(); // two responsibilities of one tier may name one duty
    Occasion {
        duty: duty.id.clone(),
        name: duty.name.clone(),
        role: owed.role.clone(),
        event: event.as_ref().and_then(|(key, is_open)| is_open.then(|| key.clone())),
        is_of_persons: event.is_some_and(|(_, is_open)| !is_open),
        count: 1,
        window,
        is_day_known: owed.is_day_known,
        deferred_from: owed.deferred_from,
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

/// The key of an event's record, and whether it names no person.
fn event(catalogue: &Catalogue, subject: &Subject) -> Option<(String, bool)> {
    let Subject::Record { kind, key } = subject else { return None };
    let kind = catalogue.contract().kind(kind).filter(|kind| kind.kind != "org")?;
    let is_open = kind.span.is_none()
        && kind.key.iter().filter_map(|field| kind.field(field)).all(|field| field.privacy == Privacy::Open);
    Some((key.clone(), is_open))
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
