//! An indicator that supersedes another is an indicator of its own, shown beside the one it supersedes: both are computed,
//! and nothing leaves the run. Only the link is checked here; where it does not hold, it is dropped and said, and the
//! indicator stands by itself.

use super::{Ready, build::Builder};
use changxiao_core::{
    id::{Id, Namespace, OrganisationId},
    message::Message,
    text::Text,
};
use std::collections::{BTreeMap, BTreeSet};

impl Builder {
    /// The indicators, with those links that hold.
    pub(super) fn superseding(&mut self, mut ready: Vec<Ready>) -> Vec<Ready> {
        let superseded: BTreeMap<Id, Option<Id>> =
            ready.iter().map(|one| (one.def.id.clone(), one.def.supersedes.clone())).collect();
        let links: Vec<(Id, Id)> =
            superseded.iter().filter_map(|(id, target)| Some((id.clone(), target.clone()?))).collect();
        for one in &mut ready {
            let Some(target) = one.def.supersedes.clone() else { continue };
            let id = one.def.id.clone();
            let rivals = self.rivals(&links, (&id, &target));
            let message = match superseded.get(&target) {
                _ if target.namespace() == id.namespace() => Message::new("supersedes-own"),
                None => match self.left_out(&target) {
                    Some(message) => message,
                    None => {
                        let message = Message::new("supersedes-unknown").with("id", &target);
                        let known: Vec<&str> =
                            superseded.keys().filter(|known| **known != id).map(Id::as_str).collect();
                        self.unknown((&id, "supersedes"), (message, target.as_str()), known);
                        one.def.supersedes = None;
                        continue;
                    }
                },
                Some(Some(first)) => Message::new("supersedes-superseding").with("first", first),
                Some(None) if !self.is_reasoned(one) => Message::new("supersedes-without-reason"),
                Some(None) if !rivals.is_empty() => {
                    Message::new("supersedes-rivals").with("departments", rivals.join(", "))
                }
                Some(None) => continue,
            };
            self.fault(&id, "supersedes", message.with("id", &target));
            one.def.supersedes = None;
        }
        ready
    }

    /// Whether it rests on a clause (its own, or that of its duty), and says why.
    fn is_reasoned(&self, ready: &Ready) -> bool {
        let def = &ready.def;
        let duty = def.measure.as_ref().and_then(|measure| measure.duty.as_ref());
        let is_said = |text: &Text| !text.zh.trim().is_empty() && !text.en.trim().is_empty();
        (def.clause.is_some() || duty.is_some()) && def.why.as_ref().is_some_and(is_said)
    }

    /// The departments that supersede the same indicator in the same scope, this one among them: where one of two speaks
    /// for everybody, or both for one organisation. Two that speak for different organisations are both shown.
    fn rivals(&self, links: &[(Id, Id)], (id, target): (&Id, &Id)) -> Vec<String> {
        let scope = |id: &Id| self.organisations.get(&id.namespace());
        let meets = |other: &Id| match (scope(id), scope(other)) {
            (Some(one), Some(another)) => one == another,
            _ => true,
        };
        let others = links.iter().filter(|(other, of)| other != id && of == target && meets(other));
        let mut all: BTreeSet<Namespace> = others.map(|(other, _)| other.namespace()).collect();
        if !all.is_empty() {
            all.insert(id.namespace());
        }
        all.into_iter().map(|namespace| namespace.to_string()).collect()
    }
}

/// The organisations for which departments speak.
pub(super) type Organisations = BTreeMap<Namespace, OrganisationId>;
