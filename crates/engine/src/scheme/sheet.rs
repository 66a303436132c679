//! What a scheme asks of whom: the questions of an assessor's sheet, and about which organisations.

mod answer;
mod beside;
mod collect;
mod records;

use super::{
    compile::natural,
    table::{Input, Table},
};
use changxiao_core::{
    day::Day,
    definition::{
        SchemeDef,
        scheme::{AskDef, AssessorDef, AtomDef, ItemDef},
    },
    id::OrganisationId,
    measure::DEPARTMENT,
    organisations::Organisations,
    sheet::{Expected, Part, Question, SheetIdentity},
    text::Text,
};
use std::collections::{BTreeMap, BTreeSet};

pub use answer::Given;
pub use collect::{Assessed, Collected, Collection, Missing, RaterBalance, collect};
pub use records::records;
pub(super) use records::{ABSENT, QUOTES};

/// Places of the inputs that the atoms of each item read, by the item's number.
type ByItem<'t> = BTreeMap<&'t str, BTreeSet<usize>>;

impl Table {
    /// The questions of one rater of an assessor, in the order of the table. A vote is counted once: on the sheet of the
    /// first rater.
    #[must_use]
    pub fn questions(&self, assessor: &str, rater: u32) -> Vec<Question> {
        let by_item = self.read_by_items();
        let own = self.inputs.iter().enumerate().filter(|(_, input)| input.assessor() == Some(assessor));
        own.flat_map(|input| self.asked_of(input, rater, &by_item)).collect()
    }

    fn asked_of(&self, (at, input): (usize, &Input), rater: u32, by_item: &ByItem<'_>) -> Vec<Question> {
        let item = self.item_words((at, input), by_item);
        if let Some(asked) = &input.asked {
            let expected = match &asked.ask {
                AskDef::YesNo => Expected::YesNo,
                AskDef::Count => Expected::Count,
                AskDef::Number => Expected::Number,
                AskDef::Points { least, most } => Expected::Points { least: *least, most: *most },
                AskDef::OneOf(_) => Expected::Words(asked.words.clone()),
            };
            return vec![self.question((input, item), None, expected)];
        }
        let Some(vote) = input.def.vote.as_ref().filter(|_| rater == 1) else { return Vec::new() };
        let answers = vote.answers.iter().map(|answer| Part::Answer(answer.is.clone(), answer.name.clone()));
        let parts = std::iter::once(Part::Invited).chain(answers);
        parts.map(|part| self.question((input, item.clone()), Some(part), Expected::Count)).collect()
    }

    fn question(&self, (input, item): (&Input, Option<Text>), part: Option<Part>, expected: Expected) -> Question {
        let atom = self.node(&input.code).map(|(_, node)| node);
        Question {
            key: input.key.clone(),
            part,
            item,
            name: input.name.clone(),
            says: said(&self.def.items, &input.code),
            period: input.key.split_once('@').map(|(_, label)| label.to_owned()),
            clause: atom.and_then(|atom| atom.clause.clone()),
            expected,
        }
    }

    /// The items in which an input counts, with their numbers.
    fn item_words(&self, (at, input): (usize, &Input), by_item: &ByItem<'_>) -> Option<Text> {
        let mut items: Vec<&str> = match input.item.as_str() {
            "" => by_item.iter().filter(|(_, inputs)| inputs.contains(&at)).map(|(item, _)| *item).collect(),
            item => vec![item],
        };
        items.sort_by(|one, other| natural(one, other));
        let words = items.into_iter().filter_map(|item| {
            let node = self.node(item)?.1;
            Some(Text::new(format!("{item} {}", node.name.zh), format!("{item} {}", node.name.en)))
        });
        words.reduce(|all, one| Text::new(format!("{}；{}", all.zh, one.zh), format!("{}; {}", all.en, one.en)))
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
    let is_meant = |id: &OrganisationId| {
        let is_of = |owner: &String| match owner.as_str() {
            DEPARTMENT => organisations.is_department(id, day),
            kind => kind == organisations.kind(id),
        };
        def.owners.is_empty() || def.owners.iter().any(is_of)
    };
    let scored = organisations.iter().filter(|(id, one)| one.on(day).is_some() && is_meant(id));
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
