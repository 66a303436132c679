//! Admitting amendments: each must name what exists, state the value it was written against, go in the strict direction,
//! stay inside the bounds, give a reason and an authority, and be the only one on its target. One that is not is refused,
//! and said; nothing is ever loosened silently.

use super::{Catalogue, Contribution, places::Places};
use changxiao_core::{
    day::Day,
    definition::{AmendmentChange, AmendmentDef, Direction, ParameterDef, Part, Setting},
    fault::{Fault, Place},
    fraction::Fraction,
    id::{Id, Namespace},
    message::Message,
};
use std::collections::BTreeSet;

/// An amendment that holds, and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    /// Who made it.
    pub by: Namespace,
    /// The amendment.
    pub def: AmendmentDef,
    /// Where it is written.
    pub place: Place,
}

impl Amended {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.def.since <= day && self.def.until.is_none_or(|until| day < until)
    }

    /// The new value of a parameter.
    #[must_use]
    pub fn value(&self) -> Option<Fraction> {
        match self.def.change {
            AmendmentChange::Raise { to, .. } | AmendmentChange::Lower { to, .. } => Some(to),
            AmendmentChange::Add(_) => None,
        }
    }

    /// The value of a parameter it was written against.
    #[must_use]
    pub fn before(&self) -> Option<Fraction> {
        match self.def.change {
            AmendmentChange::Raise { from, .. } | AmendmentChange::Lower { from, .. } => Some(from),
            AmendmentChange::Add(_) => None,
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ends_before = |a: &AmendmentDef, b: &AmendmentDef| a.until.is_some_and(|until| until <= b.since);
        !ends_before(&self.def, &other.def) && !ends_before(&other.def, &self.def)
    }
}

/// Takes those that may hold into the catalogue.
pub(super) fn admit(
    catalogue: &mut Catalogue,
    contributions: &[Contribution],
    places: &Places,
    faults: &mut Vec<Fault>,
) {
    let all = contributions
        .iter()
        .filter_map(|contribution| Some((contribution.pack.about.as_ref()?, &contribution.pack.amendments)));
    let mut admitted: Vec<Amended> = Vec::new();
    for (about, amendments) in all {
        for (position, def) in amendments.iter().enumerate() {
            // Of several amendments of one target each is at its own place.
            let earlier = amendments.iter().take(position).filter(|other| other.target == def.target).count();
            let written = Written { places, by: &about.namespace, def, earlier };
            let place = written.at("target", Part::Whole);
            let amended = Amended { by: about.namespace.clone(), def: def.clone(), place };
            match refusal(catalogue, &amended) {
                None => admitted.push(amended),
                Some(message) => {
                    let fault = written.fault(message);
                    let is_unknown = fault.message.key.starts_with("amendment-unknown");
                    let known = catalogue.parameters.keys().chain(catalogue.study_plans.keys()).map(Id::as_str);
                    let names = known.filter(|_| is_unknown);
                    faults.push(fault.nearest(amended.def.target.as_str(), names));
                }
            }
        }
    }
    let is_alone = |place: usize, one: &Amended| {
        let others = admitted.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, other)| other);
        let mut rivals =
            others.filter(|other| other.value().is_some() && other.def.target == one.def.target && other.overlaps(one));
        one.value().is_none() || rivals.next().is_none()
    };
    let (alone, rivals): (Vec<_>, Vec<_>) = admitted.iter().enumerate().partition(|(place, one)| is_alone(*place, one));
    let alone: Vec<Amended> = alone.into_iter().map(|(_, one)| one.clone()).collect();
    let rivals: Vec<&Amended> = rivals.into_iter().map(|(_, one)| one).collect();
    for amended in &rivals {
        let others =
            rivals.iter().filter(|other| other.def.target == amended.def.target).map(|other| other.by.as_str());
        let others = others.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ");
        let message = Message::new("amendment-rivals").with("id", &amended.def.target).with("departments", others);
        faults.push(Fault::new(amended.place.clone(), message).hint(Message::new("hint-amendment")));
    }
    for amended in &alone {
        if let (AmendmentChange::Add(item), Some(plan)) =
            (&amended.def.change, catalogue.study_plans.get_mut(&amended.def.target))
        {
            plan.items.push(item.clone());
        }
    }
    catalogue.amendments = alone;
    catalogue.amendments.sort_by(|a, b| (&a.def.target, a.def.since, &a.by).cmp(&(&b.def.target, b.def.since, &b.by)));
}

/// Where an amendment is written.
struct Written<'a> {
    places: &'a Places,
    by: &'a Namespace,
    def: &'a AmendmentDef,
    /// Amendments of the same target that the department wrote before it.
    earlier: usize,
}

impl Written<'_> {
    fn at(&self, key: &str, part: Part<'_>) -> Place {
        let mut places = self.places.all(self.by, &self.def.target, (key, part));
        let position = self.earlier.min(places.len().saturating_sub(1));
        if places.is_empty() { Place::default() } else { places.swap_remove(position) }
    }

    fn fault(&self, message: Message) -> Fault {
        let (from, to) = match &self.def.change {
            AmendmentChange::Raise { from, to } | AmendmentChange::Lower { from, to } => {
                (from.to_string(), to.to_string())
            }
            AmendmentChange::Add(_) => (String::new(), String::new()),
        };
        let place = match message.key.as_str() {
            "amendment-unknown-parameter" | "amendment-unknown-plan" | "amendment-of-own" => {
                self.at("target", Part::Word(self.def.target.as_str()))
            }
            "amendment-without-reason" if self.def.authority.trim().is_empty() => self.at("authority", Part::Whole),
            "amendment-without-reason" => self.at("reason", Part::Whole),
            "amendment-before-first" => self.at("since", Part::Whole),
            "amendment-stale" => self.at("change", Part::Word(&from)),
            "amendment-out-of-bounds" => self.at("change", Part::Word(&to)),
            _ => self.at("change", Part::Whole),
        };
        Fault::new(place, message).hint(Message::new("hint-amendment"))
    }
}

/// Why an amendment is refused; `None` if it may hold.
fn refusal(catalogue: &Catalogue, amended: &Amended) -> Option<Message> {
    let def = &amended.def;
    let target = &def.target;
    if target.namespace() == amended.by {
        return Some(Message::new("amendment-of-own").with("id", target));
    }
    if def.reason.zh.trim().is_empty() || def.reason.en.trim().is_empty() || def.authority.trim().is_empty() {
        return Some(Message::new("amendment-without-reason").with("id", target));
    }
    match &def.change {
        AmendmentChange::Add(_) if catalogue.study_plans.contains_key(target) => None,
        AmendmentChange::Add(_) => Some(Message::new("amendment-unknown-plan").with("id", target)),
        AmendmentChange::Raise { from, to } => parameter_refusal(catalogue, def, (Direction::Up, *from, *to)),
        AmendmentChange::Lower { from, to } => parameter_refusal(catalogue, def, (Direction::Down, *from, *to)),
    }
}

fn parameter_refusal(
    catalogue: &Catalogue,
    def: &AmendmentDef,
    (direction, from, to): (Direction, Fraction, Fraction),
) -> Option<Message> {
    let target = &def.target;
    let Some(parameter) = catalogue.parameters.get(target) else {
        return Some(Message::new("amendment-unknown-parameter").with("id", target));
    };
    let refuse = |key: &str| Some(Message::new(key).with("id", target).with("from", from).with("to", to));
    match direction {
        Direction::Up if to <= from => return refuse("amendment-not-up"),
        Direction::Down if to >= from => return refuse("amendment-not-down"),
        _ => {}
    }
    match parameter.stricter {
        None => return refuse("amendment-not-allowed"),
        Some(stricter) if stricter != direction => return refuse("amendment-loosens"),
        Some(_) => {}
    }
    if parameter.least.is_some_and(|least| to < least) || parameter.most.is_some_and(|most| to > most) {
        let end = |end: Option<Fraction>| end.map_or_else(|| "–".to_owned(), |end| end.to_string());
        return refuse("amendment-out-of-bounds")
            .map(|message| message.with("least", end(parameter.least)).with("most", end(parameter.most)));
    }
    if parameter.on(def.since).is_none() {
        return refuse("amendment-before-first").map(|message| message.with("since", def.since));
    }
    let stale = stale_value(parameter, def, from)?;
    refuse("amendment-stale").map(|message| message.with("now", stale))
}

/// A value the parameter has while the amendment holds that is not the one it was written against.
fn stale_value(parameter: &ParameterDef, def: &AmendmentDef, from: Fraction) -> Option<String> {
    let later = parameter
        .values
        .iter()
        .filter(|value| value.from > def.since && def.until.is_none_or(|until| value.from < until));
    let first = parameter.on(def.since);
    let values = first.into_iter().chain(later).map(|value| &value.is);
    values.into_iter().find_map(|setting| match setting {
        Setting::Number(number) if *number == from => None,
        Setting::Number(number) => Some(number.to_string()),
        Setting::Codes(codes) => Some(codes.join(", ")),
    })
}
