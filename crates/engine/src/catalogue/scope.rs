//! What only the list of organisations can tell of amendments: whether the organisation exists for which one holds,
//! whether it is below that of the department, and whether two scopes share an organisation on some day. An amendment
//! that fails is taken out of the catalogue, and said. Without registers amendments with a scope are listed as written.

use super::{
    Amended, Catalogue, Whom,
    amendments::{apart, departments},
};
use changxiao_core::{
    day::{Day, Period},
    definition::AmendmentChange,
    fault::Fault,
    id::OrganisationId,
    message::Message,
    organisations::Organisations,
};

impl Catalogue {
    /// Settles the amendments that hold for a subtree only, as the organisations stand on the days up to `as_of`.
    pub fn settle(&mut self, organisations: &Organisations, as_of: Day) -> Vec<Fault> {
        let scopes = Scopes { organisations, as_of };
        let mut faults = Vec::new();
        let mut standing = Vec::new();
        for amended in &self.amendments {
            match scopes.refusal(amended) {
                Some(fault) => faults.push(fault),
                None => standing.push(amended.clone()),
            }
        }
        let (alone, rivals) = apart(&standing, |one, other| scopes.shared(one, other).is_some());
        for (one, others) in &rivals {
            faults.extend(scopes.rivalry(one, others));
        }
        self.take_back(&alone);
        self.amendments = alone;
        faults.sort();
        faults
    }

    /// Takes items out of study plans whose amendment does not stand.
    fn take_back(&mut self, standing: &[Amended]) {
        for amended in self.amendments.iter().filter(|amended| !standing.contains(amended)) {
            if let (AmendmentChange::Add(item), Some(plan)) =
                (&amended.def.change, self.study_plans.get_mut(&amended.def.target))
            {
                plan.items.retain(|one| one != item);
            }
        }
    }
}

struct Scopes<'a> {
    organisations: &'a Organisations,
    as_of: Day,
}

impl Scopes<'_> {
    /// The days from one on, up to `as_of`, on which amendments hold; one day at least, since later all goes on as it stood.
    fn days(&self, since: Day, until: Option<Day>) -> Option<Period> {
        let last = self.as_of.max(since).plus_days(1);
        Period::new(since, until.map_or(last, |until| last.min(until)))
    }

    fn refusal(&self, amended: &Amended) -> Option<Fault> {
        let fault = |message: Message| Fault::new(amended.place.clone(), message).hint(Message::new("hint-amendment"));
        let unknown = amended.scopes().find(|scope| self.organisations.get(scope).is_none());
        if let Some(scope) = unknown {
            let message = Message::new("amendment-unknown-organisation").with("id", &amended.def.target);
            let known = self.organisations.iter().map(|(id, _)| id.as_str());
            return Some(fault(message.with("organisation", scope.as_str())).nearest(scope.as_str(), known));
        }
        let (within, of) = amended.def.within.as_ref().zip(amended.of.as_ref())?;
        let days = self.days(amended.def.since, amended.def.until)?;
        if self.parts(within, days).any(|(_, speakers)| within == of || speakers.contains(&of)) {
            return None;
        }
        let message = Message::new("amendment-another-subtree").with("id", &amended.def.target);
        Some(fault(message.with("organisation", within.as_str()).with("own", of.as_str())))
    }

    /// Stretches of days, each with all organisations whose scope holds for an organisation in it, without its own.
    fn parts<'s>(
        &'s self,
        id: &OrganisationId,
        days: Period,
    ) -> impl Iterator<Item = (Period, Vec<&'s OrganisationId>)> + use<'s> {
        let parts = self.organisations.speakers_within(id, days);
        parts.into_iter().map(|(part, speakers)| (part, speakers.into_iter().collect()))
    }

    /// An organisation and a day for which both hold.
    fn shared(&self, one: &Amended, other: &Amended) -> Option<(&OrganisationId, Day)> {
        if !one.is_rival(other) {
            return None;
        }
        let until = one.def.until.into_iter().chain(other.def.until).min();
        let days = self.days(one.def.since.max(other.def.since), until)?;
        self.organisations.iter().find_map(|(organisation, _)| {
            let whom = Some(Whom { organisations: self.organisations, organisation });
            let both = |day: Day| one.reaches(whom, day) && other.reaches(whom, day);
            let day = self.parts(organisation, days).map(|(part, _)| part.from()).find(|day| both(*day))?;
            Some((organisation, day))
        })
    }

    fn rivalry(&self, one: &Amended, others: &[&Amended]) -> Option<Fault> {
        let (organisation, day) = others.iter().find_map(|other| self.shared(one, other))?;
        let message = Message::new("amendment-rivals-within").with("id", &one.def.target);
        let message = message.with("departments", departments(one, others)).with("day", day);
        let message = message.with("organisation", organisation.as_str());
        Some(Fault::new(one.place.clone(), message).hint(Message::new("hint-amendment")))
    }
}
