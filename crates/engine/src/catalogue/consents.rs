//! What the operator's consents mean for the catalogue: a department that changed, or to whose amendments nobody
//! consented, is told; its amendments are not applied, and what it adds runs.

use super::{Amended, Catalogue, Contribution, SourceKind, build::Builder};
use crate::{
    consent::{Lock, Standing},
    seal,
};
use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
};

impl Builder {
    /// Notes what the lock says to each department beside the baseline.
    pub(super) fn ask_consent(&mut self, contributions: &[Contribution], lock: Option<&Lock>) {
        for contribution in contributions.iter().filter(|one| one.kind != SourceKind::Baseline) {
            let Some(about) = &contribution.pack.about else { continue };
            let definitions = seal::definitions(&contribution.pack);
            let standing = lock.map_or(Standing::NoLock, |lock| lock.standing(&about.namespace, &definitions));
            let is_amending = !contribution.pack.amendments.is_empty();
            let message = match &standing {
                Standing::Missing if is_amending => Some(Message::new("consent-missing")),
                Standing::Changed(consent) => {
                    Some(Message::new("consent-outdated").with("by", consent.by.as_str()).with("day", consent.on))
                }
                _ => None,
            };
            if let Some(message) = message {
                let place = Place::file(contribution.source.as_str());
                let hint = Message::new("hint-consent").with("namespace", about.namespace.as_str());
                let message = message.with("namespace", about.namespace.as_str());
                self.faults.push(Fault::new(place, message).hint(hint));
            }
            self.catalogue.standings.insert(about.namespace.clone(), standing);
        }
    }
}

impl Catalogue {
    pub(super) fn is_consented(&self, amended: &Amended) -> bool {
        self.standings.get(&amended.by).is_none_or(|standing| standing.consents_to(&amended.def))
    }

    /// What is said of an amendment that the consent to its department leaves out; of a whole department it was said.
    pub(super) fn unconsented(&self, amended: &Amended) -> Option<Fault> {
        let Some(Standing::Given(consent)) = self.standings.get(&amended.by) else { return None };
        let message =
            Message::new("consent-not-to-this").with("id", &amended.def.target).with("by", consent.by.as_str());
        let hint = Message::new("hint-consent").with("namespace", amended.by.as_str());
        Some(Fault::new(amended.place.clone(), message).hint(hint))
    }
}
