//! Admitting amendments: each must pass every test of `refusal`, and be the only one on its target for its organisations
//! and days. One that is not is refused, and said; nothing is ever loosened silently.

use super::{Catalogue, Computed, Contribution, Whom, places::Places, refusal};
use changxiao_core::{
    day::Day,
    definition::{AmendmentChange, AmendmentDef, Number, Part, Setting, Window},
    department::About,
    fault::{Fault, Place},
    fraction::Fraction,
    id::{Id, Namespace, OrganisationId},
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
    /// The organisation for which its department speaks: it holds nowhere else.
    pub of: Option<OrganisationId>,
    /// Where it is written.
    pub place: Place,
}

impl Amended {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.def.since <= day && self.def.until.is_none_or(|until| day < until)
    }

    /// Whether it holds for an organisation on a day; without one, whether it holds everywhere.
    #[must_use]
    pub fn reaches(&self, whom: Option<Whom<'_>>, day: Day) -> bool {
        self.scopes().all(|scope| whom.is_some_and(|whom| whom.organisations.is_inside(whom.organisation, scope, day)))
    }

    /// The organisation at and below which it holds; `None`: everywhere.
    #[must_use]
    pub fn within(&self) -> Option<&OrganisationId> {
        self.scopes().next()
    }

    /// The organisations inside which one must be for it to hold, the narrowest first.
    pub(super) fn scopes(&self) -> impl Iterator<Item = &OrganisationId> {
        self.def.within.iter().chain(&self.of)
    }

    /// The new value of a parameter, or of a duty's grace.
    #[must_use]
    pub fn value(&self) -> Option<Setting> {
        self.values().map(|(_, to)| to)
    }

    /// The value it was written against.
    #[must_use]
    pub fn before(&self) -> Option<Setting> {
        self.values().map(|(from, _)| from)
    }

    fn values(&self) -> Option<(Setting, Setting)> {
        let days = |days: i32| Setting::Number(Fraction::from(i64::from(days)));
        match &self.def.change {
            AmendmentChange::Raise { from, to } | AmendmentChange::Lower { from, to } => {
                Some((Setting::Number(*from), Setting::Number(*to)))
            }
            AmendmentChange::Set { from, to } => Some((from.clone(), to.clone())),
            AmendmentChange::Move(moved) => match (moved.from, moved.to) {
                (Window::Days(from), Window::Days(to)) => Some((days(from), days(to))),
                _ => None,
            },
            AmendmentChange::Add(_) => None,
        }
    }

    /// What it changes from and to, as text; of an added item nothing.
    #[must_use]
    pub fn change(&self) -> Option<(String, String)> {
        match &self.def.change {
            AmendmentChange::Add(_) => None,
            AmendmentChange::Move(moved) => Some((window(moved.from), window(moved.to))),
            _ => self.values().map(|(from, to)| (from.to_string(), to.to_string())),
        }
    }

    /// Whether both change the same thing on one day.
    pub(super) fn is_rival(&self, other: &Self) -> bool {
        let ends_before = |a: &AmendmentDef, b: &AmendmentDef| a.until.is_some_and(|until| until <= b.since);
        let is_same = match (&self.def.change, &other.def.change) {
            (AmendmentChange::Add(_), _) | (_, AmendmentChange::Add(_)) => false,
            (AmendmentChange::Move(one), AmendmentChange::Move(another)) => one.item == another.item,
            _ => true,
        };
        is_same
            && self.def.target == other.def.target
            && !ends_before(&self.def, &other.def)
            && !ends_before(&other.def, &self.def)
    }

    /// Whether two scopes share organisations whatever the registers say: one of them is everywhere, or both are one.
    fn overlaps(&self, other: &Self) -> bool {
        match (self.within(), other.within()) {
            (Some(one), Some(another)) => one == another,
            _ => true,
        }
    }
}

fn window(window: Window) -> String {
    match window {
        Window::Days(days) => days.to_string(),
        Window::Every(every) => refusal::word(every).to_owned(),
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
            let written = Written { places, about, def, earlier };
            let amended = written.amended();
            match refusal::refusal(catalogue, &amended) {
                Some(message) => faults.push(written.refused(catalogue, message)),
                None if !catalogue.is_consented(&amended) => faults.extend(catalogue.unconsented(&amended)),
                None => admitted.push(amended),
            }
        }
    }
    let (alone, rivals) = apart(&admitted, |one, other| one.is_rival(other) && one.overlaps(other));
    for (one, others) in &rivals {
        faults.push(rivalry(one, others));
    }
    for amended in &alone {
        if let (AmendmentChange::Add(item), Some(plan)) =
            (&amended.def.change, catalogue.study_plans.get_mut(&amended.def.target))
        {
            plan.items.push(item.clone());
        }
    }
    catalogue.amendments = alone;
    catalogue.amendments.sort_by(|a, b| {
        let key = |one: &Amended| (one.def.target.clone(), one.def.since, one.by.clone(), one.def.within.clone());
        key(a).cmp(&key(b))
    });
    catalogue.let_graces_be_moved();
}

/// Those that no other stands against, and the others each with all that stand against it.
pub(super) fn apart(
    all: &[Amended],
    is_against: impl Fn(&Amended, &Amended) -> bool,
) -> (Vec<Amended>, Vec<(Amended, Vec<&Amended>)>) {
    let (mut alone, mut rivals) = (Vec::new(), Vec::new());
    for (place, one) in all.iter().enumerate() {
        let others = all.iter().enumerate().filter(|(other, another)| *other != place && is_against(one, another));
        let others: Vec<&Amended> = others.map(|(_, another)| another).collect();
        if others.is_empty() {
            alone.push(one.clone());
        } else {
            rivals.push((one.clone(), others));
        }
    }
    (alone, rivals)
}

fn rivalry(one: &Amended, others: &[&Amended]) -> Fault {
    let message = Message::new("amendment-rivals").with("id", &one.def.target);
    let message = message.with("departments", departments(one, others));
    Fault::new(one.place.clone(), message).hint(Message::new("hint-amendment"))
}

/// The departments of rivals, each once.
pub(super) fn departments(one: &Amended, others: &[&Amended]) -> String {
    let all: BTreeSet<&str> = others.iter().map(|other| other.by.as_str()).chain([one.by.as_str()]).collect();
    all.into_iter().collect::<Vec<_>>().join(", ")
}

impl Catalogue {
    /// The grace of a duty that an amendment moves is looked up by organisation and day, wherever the duty is measured.
    fn let_graces_be_moved(&mut self) {
        let is_moved = |id: &Id| self.amendments.iter().any(|amended| amended.def.target == *id);
        let moved: Vec<Id> = self.duties.keys().filter(|id| is_moved(id)).cloned().collect();
        let ready = self.measured_duties.values_mut().chain(self.indicators.values_mut());
        for one in ready {
            let duty = one.def.measure.as_ref().and_then(|measure| measure.duty.as_ref());
            if let (Some(duty), Computed::Declared(measures)) =
                (duty.filter(|duty| moved.contains(duty)), &mut one.computed)
            {
                let days = Number::Parameter(duty.to_string());
                measures.iter_mut().for_each(|measure| measure.population.grace_days = days.clone());
            }
        }
    }
}

/// Where an amendment is written.
struct Written<'a> {
    places: &'a Places,
    about: &'a About,
    def: &'a AmendmentDef,
    /// Amendments of the same target that the department wrote before it.
    earlier: usize,
}

impl Written<'_> {
    fn amended(&self) -> Amended {
        let (by, of) = (self.about.namespace.clone(), self.about.organisation.clone());
        Amended { by, def: self.def.clone(), of, place: self.at("target", Part::Whole) }
    }

    fn at(&self, key: &str, part: Part<'_>) -> Place {
        let mut places = self.places.all(&self.about.namespace, &self.def.target, (key, part));
        let position = self.earlier.min(places.len().saturating_sub(1));
        if places.is_empty() { Place::default() } else { places.swap_remove(position) }
    }

    /// A refusal at the key that is wrong, with the nearest name if one is unknown.
    fn refused(&self, catalogue: &Catalogue, message: Message) -> Fault {
        let target = self.def.target.as_str();
        let ids = |ids: Vec<&Id>| ids.into_iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>();
        let (parameters, plans) = (catalogue.parameters.keys(), catalogue.study_plans.keys());
        let (wanted, known) = match message.key.as_str() {
            "amendment-unknown-item" => (self.topic(), topics(catalogue, &self.def.target)),
            "amendment-unknown-window" => (target, ids(plans.chain(catalogue.duties.keys()).collect())),
            key if key.starts_with("amendment-unknown") => (target, ids(parameters.chain(plans).collect())),
            _ => ("", Vec::new()),
        };
        self.fault(message).nearest(wanted, known.iter().map(String::as_str))
    }

    fn topic(&self) -> &str {
        match &self.def.change {
            AmendmentChange::Move(moved) => moved.item.as_deref().unwrap_or_default(),
            _ => "",
        }
    }

    fn fault(&self, message: Message) -> Fault {
        let (from, to) = self.amended().change().unwrap_or_default();
        let place = match message.key.as_str() {
            "amendment-unknown-parameter"
            | "amendment-unknown-plan"
            | "amendment-unknown-window"
            | "amendment-of-own" => self.at("target", Part::Word(self.def.target.as_str())),
            "amendment-without-reason" if self.def.authority.trim().is_empty() => self.at("authority", Part::Whole),
            "amendment-without-reason" => self.at("reason", Part::Whole),
            "amendment-before-first" => self.at("since", Part::Whole),
            "amendment-never-holds" => self.at("until", Part::Whole),
            "amendment-unknown-item" => self.at("change", Part::Word(self.topic())),
            "amendment-stale" => self.at("change", Part::Word(&from)),
            "amendment-out-of-bounds" => self.at("change", Part::Word(&to)),
            _ => self.at("change", Part::Whole),
        };
        Fault::new(place, message).hint(Message::new("hint-amendment"))
    }
}

fn topics(catalogue: &Catalogue, plan: &Id) -> Vec<String> {
    let items = catalogue.study_plans.get(plan).into_iter().flat_map(|plan| &plan.items);
    items.flat_map(|item| [item.topic.zh.clone(), item.topic.en.clone()]).collect()
}
