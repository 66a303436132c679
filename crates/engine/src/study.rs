//! Study plans: what each asks on a day, with what departments changed, and how far it is carried out. Progress is never
//! asked of anybody: it is what a duty, an indicator or the register of study shows anyway.

use crate::{
    catalogue::{Amended, Catalogue, Computed, Ready, parameter_id},
    evaluation::{Evaluating, Numbers},
    natives::Natives,
    occasions::judged_at_once,
};
use changxiao_core::{
    day::{Calendar, Day},
    definition::{AmendmentChange, DutyDef, IndicatorDef, Number, Setting, StudyItem, StudyPlanDef, Window},
    fraction::Fraction,
    id::{Id, OrganisationId},
    measure::{Fields, compile},
    tally::Tally,
    text::Text,
};
use std::collections::BTreeMap;

/// An item of a plan as it stands on a day.
#[derive(Clone, Debug)]
pub struct Planned<'c> {
    /// The item as it is written.
    pub item: &'c StudyItem,
    /// What it asks.
    pub now: Asked,
    /// What its own department asks; nothing of an item that another department added.
    pub written: Option<Asked>,
    /// The amendments that make the difference.
    pub by: Vec<&'c Amended>,
}

/// What an item asks in each period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Hours.
    pub hours: Option<Fraction>,
    /// Sessions.
    pub times: Option<Fraction>,
    /// In each of these.
    pub every: Calendar,
}

/// How far an item is carried out, in the numbers of what shows it: windows of organisations, or persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Done, also ahead of the day on which it is judged.
    pub done: u64,
    /// Not done, and its day is over.
    pub missed: u64,
    /// Its day is over, and nobody knows.
    pub unknown: u64,
    /// Its day is still to come.
    pub ahead: u64,
}

impl Progress {
    /// All that is planned.
    #[must_use]
    pub fn planned(&self) -> u64 {
        self.done + self.missed + self.unknown + self.ahead
    }
}

impl Catalogue {
    /// The items of a plan on a day, as they hold everywhere. Items that were added hold from the amendment's day on.
    #[must_use]
    pub fn planned<'c>(&'c self, plan: &'c StudyPlanDef, day: Day) -> Vec<Planned<'c>> {
        let here = |amended: &&Amended| amended.def.target == plan.id && amended.holds_on(day);
        let of_plan: Vec<&Amended> = self.amendments().iter().filter(|amended| amended.def.target == plan.id).collect();
        let items = plan.items.iter().filter_map(|item| {
            let is_it =
                |amended: &&&Amended| matches!(&amended.def.change, AmendmentChange::Add(added) if added == item);
            match of_plan.iter().find(is_it) {
                Some(added) if !here(added) => None,
                Some(added) => Some(self.item((plan, item), day, Some(added))),
                None => Some(self.item((plan, item), day, None)),
            }
        });
        items.collect()
    }

    fn item<'c>(
        &'c self,
        (plan, item): (&'c StudyPlanDef, &'c StudyItem),
        day: Day,
        added: Option<&'c Amended>,
    ) -> Planned<'c> {
        let mut by: Vec<&Amended> = added.into_iter().collect();
        let mut number = |number: &Option<Number>| match number {
            None => (None, None),
            Some(Number::Fixed(number)) => (Some(*number), Some(*number)),
            Some(Number::Parameter(name)) => {
                let id = parameter_id(&plan.id.namespace(), name);
                let written = id.as_ref().and_then(|id| self.parameters().get(id)?.on(day)).map(|value| &value.is);
                let now = id.as_ref().and_then(|id| self.setting(id, day, None));
                by.extend(now.as_ref().and_then(|(_, amended)| *amended));
                (written.and_then(of_number), now.as_ref().and_then(|(setting, _)| of_number(setting)))
            }
        };
        let ((hours_written, hours), (times_written, times)) = (number(&item.hours), number(&item.times));
        let every = self.moved((plan, item), day).map(|(amended, every)| {
            by.push(amended);
            every
        });
        let written = Asked { hours: hours_written, times: times_written, every: item.every };
        Planned {
            item,
            now: Asked { hours, times, every: every.unwrap_or(item.every) },
            written: added.is_none().then_some(written),
            by,
        }
    }

    /// The shorter period to which an amendment moves an item.
    fn moved(&self, (plan, item): (&StudyPlanDef, &StudyItem), day: Day) -> Option<(&Amended, Calendar)> {
        let is_topic = |topic: &Option<String>| {
            topic.as_ref().is_some_and(|topic| *topic == item.topic.zh || *topic == item.topic.en)
        };
        self.amendments().iter().find_map(|amended| match &amended.def.change {
            AmendmentChange::Move(moved) if is_topic(&moved.item) => {
                let Window::Every(every) = moved.to else { return None };
                let holds = amended.def.target == plan.id && amended.holds_on(day) && amended.within().is_none();
                holds.then_some((amended, every))
            }
            _ => None,
        })
    }

    /// What shows an item, made ready: a duty, an indicator, or the sessions of its form. `None`: nothing does.
    fn shown(&self, plan: &StudyPlanDef, planned: &Planned<'_>) -> Option<Ready> {
        if let Some(id) = &planned.item.shown_by {
            return self.measured_duty(id).or_else(|| self.indicators().get(id)).cloned();
        }
        let item = StudyItem {
            hours: planned.now.hours.map(Number::Fixed),
            times: planned.now.times.map(Number::Fixed),
            every: planned.now.every,
            ..planned.item.clone()
        };
        let measure = plan.measure(&item)?;
        let nothing = |_: &str| -> Option<Setting> { None };
        let no_duty = |_: &Id| -> Option<DutyDef> { None };
        let fields = Fields { contract: self.contract(), parameter: &nothing, parameter_names: &[], duty: &no_duty };
        let measures = compile(&measure, &fields).ok()?;
        let mut def = IndicatorDef::new(plan.id.clone(), plan.part_of.clone(), Text::default(), Text::default());
        def.period = item.every;
        Some(Ready { def, computed: Computed::Declared(measures), marks: Vec::new() })
    }
}

/// How far an item is carried out by the day of the evaluation: of each organisation together with all below it. `None`:
/// nothing shows it.
pub fn progress(
    evaluating: &mut Evaluating<'_>,
    (plan, planned): (&StudyPlanDef, &Planned<'_>),
    natives: &mut dyn Natives,
) -> Option<BTreeMap<OrganisationId, Progress>> {
    let ready = evaluating.catalogue.shown(plan, planned)?;
    if ready.measures_amounts() {
        return None;
    }
    let due = evaluating.numbers(&ready, natives);
    let early = evaluating.numbers(&judged_at_once(&ready), natives);
    let of = |numbers: &Numbers, id: &OrganisationId| numbers.lines.get(id).copied().unwrap_or_default();
    let all = due.lines.keys().chain(early.lines.keys());
    Some(all.map(|id| (id.clone(), between(&of(&due, id), &of(&early, id)))).collect())
}

/// From what is judged, and what would be if all were judged today.
fn between(due: &Tally, early: &Tally) -> Progress {
    let whole = |number: Fraction| u64::try_from(number.floor()).unwrap_or_default();
    let (met, done) = (whole(due.numerator), whole(early.numerator));
    Progress {
        done,
        missed: whole(due.denominator).saturating_sub(met + due.unknown),
        unknown: due.unknown + due.open,
        ahead: due.pending.saturating_sub(done.saturating_sub(met)),
    }
}

fn of_number(setting: &Setting) -> Option<Fraction> {
    match setting {
        Setting::Number(number) => Some(*number),
        Setting::Codes(_) => None,
    }
}
