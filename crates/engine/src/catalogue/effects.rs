//! What each department added, tightened and extended, so that central staff see at a glance what everybody changed.

use super::{Amended, Catalogue, Computed, Marked, Ready, Source, SourceKind, parameter_id};
use crate::consent::Standing;
use changxiao_core::{
    definition::{AmendmentChange, Number},
    department::About,
    expression::CheckedKind,
    id::{Id, Namespace},
    measure::Measure,
    text::Text,
};
use std::collections::BTreeSet;

/// What one department changed.
#[derive(Clone, Debug)]
pub struct Effects {
    /// Who.
    pub about: About,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Definitions of its own: key of the noun's name, id, name.
    pub added: Vec<(&'static str, Id, Text)>,
    /// What of others it changed.
    pub changed: Vec<Changed>,
    /// The amendments by which it extended study plans of others, with the topic.
    pub extended: Vec<(Amended, Text)>,
    /// Indicators of its own that supersede one of others: both are computed.
    pub superseded: Vec<(Id, Id)>,
    /// Indicators of its own that a rule against formalism fits.
    pub marked: Vec<Marked>,
    /// How many of its amendments are not applied: refused, or without consent.
    pub unapplied: usize,
    /// What the operator has said to it.
    pub standing: Standing,
}

/// A parameter or window that an amendment changes.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The amendment.
    pub amended: Amended,
    /// How: key of the sentence.
    pub how: &'static str,
    /// Name of what is changed.
    pub name: Text,
    /// Value before.
    pub from: String,
    /// Value now.
    pub to: String,
    /// What it reaches: indicators, duties, study plans.
    pub users: Vec<(&'static str, Id)>,
}

impl Catalogue {
    /// What each department beside the baseline changed.
    #[must_use]
    pub fn effects(&self) -> Vec<Effects> {
        let others = self.sources.values().filter(|source| source.kind != SourceKind::Baseline);
        others.map(|source| self.effects_of(source)).collect()
    }

    fn effects_of(&self, source: &Source) -> Effects {
        let about = &source.about;
        let is_own = |id: &Id| id.namespace() == about.namespace;
        let added = self.definitions().into_iter().filter(|(_, id, _)| is_own(id));
        let mut added: Vec<(&'static str, Id, Text)> =
            added.map(|(noun, id, name)| (noun, id.clone(), name.clone())).collect();
        // What is computed and owed comes first, then what it is made of.
        added.sort_by_key(|(noun, ..)| matches!(*noun, "noun-parameter" | "noun-calendar-year"));
        let own = self.amendments.iter().filter(|amended| amended.by == about.namespace);
        let (mut changed, mut extended) = (Vec::new(), Vec::new());
        for amended in own {
            match &amended.def.change {
                AmendmentChange::Add(item) => extended.push((amended.clone(), item.topic.clone())),
                _ => changed.extend(self.changed(amended)),
            }
        }
        let ready = self.indicators.values().filter(|ready| is_own(&ready.def.id));
        let superseded =
            ready.filter_map(|ready| Some((ready.def.id.clone(), ready.def.supersedes.clone()?))).collect();
        let marked = self.marked().filter(|marked| is_own(&marked.id)).collect();
        let standing = self.standings.get(&about.namespace).cloned().unwrap_or_default();
        let unapplied = source.pack.amendments.len().saturating_sub(changed.len() + extended.len());
        let (about, kind) = (about.clone(), source.kind);
        Effects { about, kind, added, changed, extended, superseded, marked, unapplied, standing }
    }

    fn changed(&self, amended: &Amended) -> Option<Changed> {
        let target = &amended.def.target;
        let how = match &amended.def.change {
            AmendmentChange::Raise { .. } | AmendmentChange::Lower { .. } => "effects-tightened",
            AmendmentChange::Move(_) => "effects-moved",
            AmendmentChange::Set { .. } => "effects-set",
            AmendmentChange::Add(_) => return None,
        };
        let (_, _, name) = self.definition(target.as_str())?;
        let (from, to) = amended.change()?;
        let users = self.users(target).into_iter().filter(|(_, id, _)| *id != target);
        let users = users.map(|(noun, id, _)| (noun, id.clone())).collect();
        Some(Changed { amended: amended.clone(), how, name: name.clone(), from, to, users })
    }

    /// The parameters that an indicator uses, and duties whose grace is looked up because an amendment moves it.
    pub fn settings_used<'c>(&'c self, indicator: &'c Id) -> impl Iterator<Item = &'c Id> {
        let all = self.parameters.keys().chain(self.duties.keys());
        all.filter(|id| self.indicators.get(indicator).is_some_and(|ready| uses(ready, id)))
    }

    /// The indicators whose measure mentions a parameter.
    #[must_use]
    pub fn indicators_using(&self, parameter: &Id) -> Vec<Id> {
        let users = self.indicators.values().filter(|ready| uses(ready, parameter));
        users.map(|ready| ready.def.id.clone()).collect()
    }

    /// The namespace in which a measure's `$name` is looked up: that of its duty, if it has one.
    #[must_use]
    pub fn namespace_of(ready: &Ready) -> Namespace {
        let duty = ready.def.measure.as_ref().and_then(|measure| measure.duty.as_ref());
        duty.unwrap_or(&ready.def.id).namespace()
    }
}

/// Whether the measures of an indicator or a duty mention a parameter.
pub(super) fn uses(ready: &Ready, parameter: &Id) -> bool {
    let Computed::Declared(measures) = &ready.computed else { return false };
    let namespace = Catalogue::namespace_of(ready);
    mentions(measures).iter().any(|name| parameter_id(&namespace, name).as_ref() == Some(parameter))
}

/// The parameters that measures mention, as written.
fn mentions(measures: &[Measure]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for measure in measures {
        for written in measure.expressions() {
            written.checked.visit(&mut |node| {
                if let CheckedKind::Parameter(name) = &node.kind {
                    names.insert(name.clone());
                }
            });
        }
        if let Number::Parameter(name) = &measure.population.grace_days {
            names.insert(name.clone());
        }
    }
    names
}
