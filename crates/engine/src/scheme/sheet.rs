//! What a scheme asks of whom: the questions of an assessor's sheet, and about which organisations.

mod answer;
mod collect;
mod records;

use super::table::{Input, NodeKind, Table};
use changxiao_core::{
    day::Day,
    definition::{
        SchemeDef,
        scheme::{AskDef, AssessorDef, AtomDef, ItemDef},
    },
    id::OrganisationId,
    organisations::Organisations,
    sheet::{Expected, Part, Question, SheetIdentity},
    text::Text,
};
use std::collections::BTreeSet;

pub use answer::Given;
pub use collect::{Assessed, Collected, Collection, Missing, RaterBalance, collect};
pub use records::records;
pub(super) use records::{ABSENT, QUOTES};

impl Table {
    /// The questions of one rater of an assessor, in the order of the table. A vote is counted once: on the sheet of the
    /// first rater.
    #[must_use]
    pub fn questions(&self, assessor: &str, rater: u32) -> Vec<Question> {
        self.inputs.iter().flat_map(|input| self.asked_of(input, assessor, rater)).collect()
    }

    fn asked_of(&self, input: &Input, assessor: &str, rater: u32) -> Vec<Question> {
        if input.assessor() != Some(assessor) {
            return Vec::new();
        }
        if let Some(asked) = &input.asked {
            let expected = match &asked.ask {
                AskDef::YesNo => Expected::YesNo,
                AskDef::Count => Expected::Count,
                AskDef::Number => Expected::Number,
                AskDef::Points { least, most } => Expected::Points { least: *least, most: *most },
                AskDef::OneOf(_) => Expected::Words(asked.words.clone()),
            };
            return vec![self.question(input, None, expected)];
        }
        let Some(vote) = input.def.vote.as_ref().filter(|_| rater == 1) else { return Vec::new() };
        let answers = vote.answers.iter().map(|answer| Part::Answer(answer.is.clone(), answer.name.clone()));
        let parts = std::iter::once(Part::Invited).chain(answers);
        parts.map(|part| self.question(input, Some(part), Expected::Count)).collect()
    }

    fn question(&self, input: &Input, part: Option<Part>, expected: Expected) -> Question {
        let atom = self.node(&input.code).map(|(_, node)| node);
        Question {
            key: input.key.clone(),
            part,
            item: self.item_words(input),
            name: input.name.clone(),
            says: said(&self.def.items, &input.code),
            period: input.key.split_once('@').map(|(_, label)| label.to_owned()),
            clause: atom.and_then(|atom| atom.clause.clone()),
            expected,
        }
    }

    /// The items in which an input counts, with their numbers.
    fn item_words(&self, input: &Input) -> Option<Text> {
        let mut items: Vec<&str> = Vec::new();
        if input.item.is_empty() {
            let mut seen = BTreeSet::new();
            items.extend(self.read_by(input, &mut seen));
        } else {
            items.push(&input.item);
        }
        let words = items.into_iter().filter_map(|item| {
            let node = self.node(item)?.1;
            Some(Text::new(format!("{item} {}", node.name.zh), format!("{item} {}", node.name.en)))
        });
        words.reduce(|all, one| Text::new(format!("{}；{}", all.zh, one.zh), format!("{}; {}", all.en, one.en)))
    }

    /// Numbers of the items of which an atom reads a fact's input, directly or through other facts, each once.
    fn read_by<'t>(&'t self, input: &Input, seen: &mut BTreeSet<&'t str>) -> Vec<&'t str> {
        let is_it = |at: &usize| self.inputs.get(*at).is_some_and(|one| one.key == input.key);
        let mut items = Vec::new();
        for node in &self.nodes {
            let NodeKind::Atom(atom) = &node.kind else { continue };
            let mut reads = false;
            self.visit_inputs(atom.quantity, &mut |at| reads |= is_it(&at));
            let Some((item, _)) = node.code.rsplit_once('.').filter(|_| reads) else { continue };
            if seen.insert(item) {
                items.push(item);
            }
        }
        items
    }

    /// The inputs from which the value of a node is made; nodes stand after those they read, so this ends.
    fn visit_inputs(&self, node: usize, each: &mut dyn FnMut(usize)) {
        match self.nodes.get(node).map(|node| &node.kind) {
            Some(NodeKind::Input(input)) => each(*input),
            Some(NodeKind::Together(_, parts)) => parts.iter().for_each(|part| self.visit_inputs(*part, each)),
            Some(NodeKind::Formula(formula)) => {
                let mut places = Vec::new();
                formula.0.visit(&mut |place| places.push(place));
                places.into_iter().filter(|place| *place < node).for_each(|place| self.visit_inputs(place, each));
            }
            _ => {}
        }
    }

    /// The identity of the sheet of one rater.
    #[must_use]
    pub fn sheet_identity(&self, assessor: &str, rater: u32) -> SheetIdentity {
        SheetIdentity {
            scheme: self.def.id.to_string(),
            digest: crate::seal::scheme(&self.def),
            period: self.period.to_string(),
            assessor: assessor.to_owned(),
            rater,
        }
    }

    /// Last day on which an assessor's sheets may come back, if the scheme sets one.
    #[must_use]
    pub fn sheets_due(&self, assessor: &AssessorDef) -> Option<Day> {
        let days = i32::try_from(assessor.within_days?).ok()?;
        Some(self.period.last().plus_days(days))
    }
}

impl Input {
    /// Who is asked for it on a sheet, if somebody is.
    #[must_use]
    pub fn assessor(&self) -> Option<&str> {
        if let Some(asked) = &self.asked {
            return asked.by.as_deref();
        }
        let is_counted_here = self.def.vote.as_ref().is_some_and(|vote| vote.question.is_none());
        self.by.as_deref().filter(|_| is_counted_here)
    }
}

/// The organisations that a scheme scores: those of its kinds that are there on a day.
#[must_use]
pub fn scored_organisations(def: &SchemeDef, organisations: &Organisations, day: Day) -> Vec<OrganisationId> {
    let is_meant = |kind: &str| def.owners.is_empty() || def.owners.iter().any(|owner| owner == kind);
    let scored = organisations.iter().filter(|(id, one)| is_meant(organisations.kind(id)) && one.on(day).is_some());
    scored.map(|(id, _)| id.clone()).collect()
}

/// The code of a question about an organisation.
fn scored_code(table: &Table, organisation: &OrganisationId, question: &Question) -> String {
    question.code(table.def.code(), organisation.as_str())
}

/// What an atom says beside its name, by its code.
fn said(items: &[ItemDef], code: &str) -> Option<Text> {
    let says = |item: &ItemDef| -> Option<Text> {
        let is_it = |atom: &&AtomDef| format!("{}.{}", item.id, atom.id) == code;
        let own = item.atoms.iter().find(is_it).and_then(|atom| atom.says.clone());
        own.or_else(|| said(&item.items, code))
    };
    items.iter().find_map(says)
}

#[cfg(test)]
mod tests;
