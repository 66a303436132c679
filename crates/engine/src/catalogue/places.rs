//! Where definitions were written: the line of a text, or the name of the department if there is none.

use super::Contribution;
use changxiao_core::{
    definition::{PackText, Part, Sought},
    expression::ExpressionFault,
    fault::Place,
    id::{Id, Namespace},
    message::Argument,
};
use std::collections::BTreeMap;

/// Where definitions were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    by_namespace: BTreeMap<Namespace, (String, Vec<PackText>)>,
}

impl Places {
    pub(super) fn learn(&mut self, contribution: &Contribution) {
        let Some(about) = &contribution.pack.about else { return };
        let known = (contribution.source.clone(), contribution.texts.clone());
        self.by_namespace.insert(about.namespace.clone(), known);
    }

    /// Where a key of a definition stands: the line of its text, or the name of its department.
    pub(super) fn of(&self, id: &Id, key: &str, part: Part<'_>) -> Place {
        self.all(&id.namespace(), id, (key, part)).into_iter().next().unwrap_or_default()
    }

    /// Whether its department writes a definition of this id, however faulty.
    pub(super) fn is_written(&self, id: &Id) -> bool {
        let sought = Sought { id: id.as_str(), key: "id", part: Part::Whole };
        let texts = self.by_namespace.get(&id.namespace()).into_iter().flat_map(|(_, texts)| texts);
        let mut texts = texts.filter(|text| text.text.contains(id.as_str()));
        texts.any(|text| !text.places_of(&sought).is_empty())
    }

    /// Every place at which a department defines an id or amends it, in the order of its texts; at least one.
    pub(super) fn all(&self, namespace: &Namespace, id: &Id, (key, part): (&str, Part<'_>)) -> Vec<Place> {
        let Some((source, texts)) = self.by_namespace.get(namespace) else { return vec![Place::default()] };
        let sought = Sought { id: id.as_str(), key, part };
        let texts = texts.iter().filter(|text| text.text.contains(id.as_str()));
        let mut places: Vec<Place> = texts.flat_map(|text| text.places_of(&sought)).collect();
        if places.is_empty() {
            places.push(Place::file(source.as_str()).in_column(format!("{id} {key}")));
        }
        places
    }
}

/// The part of a key's value that a fault is about: bytes of an expression, or the word it names.
pub(super) fn part_of(fault: &ExpressionFault) -> Part<'_> {
    let argument = |name: &str| match fault.message.arguments.get(name) {
        Some(Argument::Plain(text)) => Some(text.as_str()),
        _ => None,
    };
    match (argument("expression"), argument("name")) {
        (Some(expression), _) => Part::Of(expression, fault.at.clone()),
        (None, Some(name)) => Part::Word(name),
        (None, None) => Part::Whole,
    }
}
