//! What is due on a day: every occasion whose window has begun, what became of it, who answers, and to which tier it has
//! climbed. The evaluator that measures a duty judges its occasions; only days are counted here.

use crate::{
    catalogue::{Catalogue, Whom},
    evaluation::{Evaluating, Span},
    occasions::{self, Key, Occasion, Whose},
};
use changxiao_core::{
    count::{Item, Subject},
    day::{Day, Period},
    days::Days,
    definition::{DutyDef, Escalation, Tier},
    fault::Fault,
    id::OrganisationId,
    message::Message,
    posts::Posts,
    registers::Registers,
    tally::Class,
};
use std::{cmp::Reverse, collections::BTreeMap};

/// Months within which every window that has begun is taken to end: twice the longest term of office.
const LONGEST: i32 = 120;

/// What is asked: occasions whose window has begun on one day, and had not ended before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// First day on which a window may end.
    pub since: Day,
    /// The day on which one asks: up to it records are seen.
    pub as_of: Day,
}

/// One occasion, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The occasion; its posts in the same order as in `held`.
    pub occasion: Occasion,
    /// What became of it.
    pub state: State,
    /// Why, in sentences of the evaluator.
    pub reasons: Vec<Message>,
    /// Whether each answering post is held on the day; `None`: its register has not arrived.
    pub held: Vec<Option<bool>>,
    /// To which tier an overdue one has climbed.
    pub climbed: Option<Climbed>,
}

/// What became of an occasion, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Missed, and its window over.
    Overdue {
        /// Days since the last day of the window.
        days: i32,
    },
    /// Not known: the sheet has not arrived, or records contradict each other.
    NotKnown,
    /// Its window is over, but sheets may still arrive.
    InGrace {
        /// Day on which it is judged.
        until: Day,
    },
    /// Its window is open, and it is not done yet.
    Pending {
        /// Days after this one in the window.
        days_left: i32,
    },
    /// Done.
    Done,
    /// Let off: exempt or excepted.
    Exempt,
}

/// A step of escalation that an occasion has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Climbed {
    /// Days overdue at which it is taken.
    pub after_days: u32,
    /// Tier that is told.
    pub to: Tier,
}

/// What is due on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The occasions, the most urgent first.
    pub due: Vec<Due>,
    /// Registers that have not arrived, in which there may be events after which something is owed.
    pub missing: Vec<Missing>,
    /// What went wrong on the way.
    pub faults: Vec<Fault>,
}

/// A register that has not arrived: whether something is owed after its events nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// Kind of register.
    pub register: String,
    /// The organisation whose sheet is missing.
    pub organisation: OrganisationId,
    /// The days that are missing, from the first to the last.
    pub days: Period,
}

/// The occasions whose window has begun by `as_of` and ended no earlier than `since`.
#[must_use]
pub fn due((catalogue, registers): (&Catalogue, &Registers), whose: &Whose, asked: Asked) -> Found {
    let Asked { since, as_of } = asked;
    let Some(period) = Period::new(since.min(as_of), as_of.plus_days(1)) else { return Found::default() };
    let evaluating = Evaluating::new(catalogue, registers, Span { period, as_of });
    let posts = Posts::new(registers.table("post"), as_of);
    let mut judging = Judging { evaluating, posts };
    let mut found = Found::default();
    let mut due: BTreeMap<(State, Key), Due> = BTreeMap::new();
    for duty in catalogue.duties().values() {
        let Some(windows) = ending(duty, asked) else { continue };
        for (occasion, item) in occasions::owed(&mut judging.evaluating, duty, windows) {
            let is_asked = whose.is_asked(&occasion) && occasion.window.from() <= as_of;
            match &item.subject {
                _ if !is_asked => {}
                Subject::MissingRegister { kind, .. } if occasion.window.last() <= as_of => {
                    let Occasion { organisation, window: days, .. } = occasion;
                    found.missing.push(Missing { register: kind.clone(), organisation, days });
                }
                _ => {
                    let grace_days = judging.grace_days(duty, &occasion);
                    let one = judging.judged(occasion, item, grace_days);
                    let alike = due.entry((one.state, one.occasion.key()));
                    alike.and_modify(|known| known.occasion.count += 1).or_insert(one);
                }
            }
        }
    }
    found.due = due.into_values().collect();
    found.due.sort_by_key(Due::urgency);
    found.missing.sort();
    found.missing.dedup();
    found.faults = judging.evaluating.faults;
    found
}

/// The days on which a window may end that has begun and had not ended before: of calendar windows whole ones.
fn ending(duty: &DutyDef, Asked { since, as_of }: Asked) -> Option<Period> {
    let since = since.min(as_of);
    match occasions::windows(duty) {
        Some(calendar) => Period::new(calendar.around(since).from(), calendar.around(as_of).to()),
        None => Period::new(since, as_of.plus_months(LONGEST)),
    }
}

struct Judging<'a> {
    evaluating: Evaluating<'a>,
    posts: Posts,
}

impl Judging<'_> {
    fn grace_days(&self, duty: &DutyDef, occasion: &Occasion) -> i32 {
        let organisations = self.evaluating.evaluator.organisations();
        let whom = Whom { organisations, organisation: &occasion.organisation };
        self.evaluating.catalogue.grace_days(duty, occasion.window.last(), whom)
    }

    /// What became of an occasion, as the evaluator judges it at once: before its day what is not met is pending.
    fn judged(&self, occasion: Occasion, item: Item, grace_days: i32) -> Due {
        let as_of = self.evaluating.span.as_of;
        let judged_on = occasion.window.last().plus_days(grace_days);
        let state = match as_of < judged_on && occasion.is_day_known {
            true => early_state(&item, occasion.window, (as_of, judged_on)),
            false => state(&item, occasion.window, as_of),
        };
        let climbed = match state {
            State::Overdue { days } => self.climbed(&occasion, days),
            _ => None,
        };
        let held = occasion.answering.iter().map(|post| self.is_held(&post.organisation, &post.role)).collect();
        Due { occasion, state, reasons: item.reasons, held, climbed }
    }

    /// The last step of escalation that so many days overdue have reached, of the responsibilities that some post bears.
    fn climbed(&self, occasion: &Occasion, days: i32) -> Option<Climbed> {
        let (catalogue, organisations) = (self.evaluating.catalogue, self.evaluating.evaluator.organisations());
        let at = |kinds| occasions::answering(organisations, &occasion.organisation, (kinds, occasion.window.last()));
        let borne = occasions::responsibilities(catalogue, &occasion.duty).filter(|def| at(&def.of).is_some());
        last_step(borne.flat_map(|def| &def.escalates), days)
    }

    /// Whether a post is held on the day; `None` if nobody is on record and the register of posts does not cover the day.
    fn is_held(&self, organisation: &OrganisationId, role: &str) -> Option<bool> {
        let as_of = self.evaluating.span.as_of;
        if self.posts.holders(organisation, role, as_of).next().is_some() {
            return Some(true);
        }
        let day: Days = Period::new(as_of, as_of.plus_days(1)).into_iter().collect();
        let missing = self.evaluating.evaluator.not_covered("post", organisation, &day);
        missing.stretches().is_empty().then_some(false)
    }
}

/// The last step that so many days overdue have reached; of two on one day the one to the higher tier.
fn last_step<'a>(steps: impl Iterator<Item = &'a Escalation>, days: i32) -> Option<Climbed> {
    let reached = steps.filter(|step| i64::from(step.after_days) <= i64::from(days));
    let last = reached.max_by_key(|step| (step.after_days, Reverse(step.to)))?;
    Some(Climbed { after_days: last.after_days, to: last.to })
}

/// The state of a judged occasion. The evaluator judges on the last day of a window; until that day is over it can be done.
fn state(item: &Item, window: Period, as_of: Day) -> State {
    let days = as_of.number() - window.last().number();
    match item.class {
        Class::Met if !item.is_disputed => State::Done,
        Class::Excluded | Class::Excepted => State::Exempt,
        Class::Missed if days <= 0 => State::Pending { days_left: -days },
        Class::Missed => State::Overdue { days },
        _ => State::NotKnown,
    }
}

/// The state of an occasion that is not judged before a later day, by what is on record already.
fn early_state(item: &Item, window: Period, (as_of, judged_on): (Day, Day)) -> State {
    match state(item, window, as_of) {
        early @ (State::Done | State::Exempt) => early,
        _ if as_of > window.last() => State::InGrace { until: judged_on },
        _ => State::Pending { days_left: window.last().number() - as_of.number() },
    }
}

impl Due {
    fn urgency(&self) -> impl Ord + use<> {
        let rank = match self.state {
            State::Overdue { .. } => 0,
            State::NotKnown => 1,
            State::InGrace { .. } => 2,
            State::Pending { .. } => 3,
            State::Done => 4,
            State::Exempt => 5,
        };
        (rank, self.occasion.key())
    }
}

#[cfg(test)]
mod tests;
