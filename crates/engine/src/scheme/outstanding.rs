//! What assessors have still to answer: which questions, of which organisations, and how much of the table hangs on them.
//! A question about something that does not apply to an organisation need not be answered.

use super::{
    assessed::Answers,
    card::{Answer, Card},
    gather::Result,
    rests::Sayer,
    score::{Applies, Scored, Scoring},
    table::{Input, NodeKind, Table},
    value::Value,
};
use changxiao_core::fraction::Fraction;
use std::collections::{BTreeMap, BTreeSet};

/// What has still to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// Of each assessor, how far it has come, by ids.
    pub assessors: BTreeMap<String, Answered>,
    /// The questions without an answer, by organisation and in the order of the table.
    pub questions: Vec<Question>,
    /// Share of the table that hangs on them, averaged over the organisations.
    pub share: Fraction,
}

/// How far an assessor has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// Questions asked, counted for each organisation.
    pub asked: usize,
    /// Those that are answered.
    pub answered: usize,
    /// Organisations with a question that is not, in order.
    pub without: Vec<String>,
}

/// A question without an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// About whom.
    pub organisation: String,
    /// Place of the input in the table.
    pub input: usize,
    /// Key of the input.
    pub key: String,
    /// Who is asked, by its id.
    pub assessor: String,
}

impl Result {
    /// What assessors have still to answer.
    #[must_use]
    pub fn outstanding(&self) -> Outstanding {
        let mut assessors: BTreeMap<String, Answered> = BTreeMap::new();
        let mut questions = Vec::new();
        let mut times = vec![0_u64; self.table.inputs.len()];
        let asked: Vec<(usize, &Input, &str)> = asked(&self.table).collect();
        let mut idle = Idle::new(self);
        let mut cards: Vec<usize> = (0..self.cards.len()).collect();
        cards.sort_by_key(|place| self.cards.get(*place).map(|card| card.whose.as_str()));
        for (place, card) in cards.into_iter().filter_map(|place| Some((place, self.cards.get(place)?))) {
            for (input, question, by) in &asked {
                let is_open = card.values.get(*input).is_none_or(|value| is_open(question, value))
                    && !self.settled.contains(&(place, *input));
                if is_open && idle.is_idle(place, *input) {
                    continue;
                }
                let of = assessors.entry((*by).to_owned()).or_default();
                of.asked += 1;
                if !is_open {
                    of.answered += 1;
                    continue;
                }
                if of.without.last() != Some(&card.whose) {
                    of.without.push(card.whose.clone());
                }
                if let Some(times) = times.get_mut(*input) {
                    *times += 1;
                }
                let (organisation, key) = (card.whose.clone(), question.key.clone());
                questions.push(Question { organisation, input: *input, key, assessor: (*by).to_owned() });
            }
        }
        Outstanding { assessors, questions, share: share(&self.table, &times, self.cards.len()) }
    }
}

/// The questions to assessors.
fn asked(table: &Table) -> impl Iterator<Item = (usize, &Input, &str)> {
    table.inputs.iter().enumerate().filter_map(|(place, input)| match input.sayer() {
        Sayer::Assessor(by) => Some((place, input, by)),
        _ => None,
    })
}

/// Where all who are asked have answered, and the value is unknown all the same: a vote below its quorum, raters who do not
/// agree, so many for whom it does not apply that too few are left.
pub(super) fn settled(table: &Table, cards: &[Card], answers: &Answers) -> BTreeSet<(usize, usize)> {
    let mut settled = BTreeSet::new();
    for (place, card) in cards.iter().enumerate() {
        let Some(answers) = answers.get(&card.whose) else { continue };
        for (input, question, _) in asked(table) {
            let is_open = card.values.get(input).is_some_and(|value| is_open(question, value));
            let answer = answers.get(&question.key).filter(|_| is_open);
            if answer.is_some_and(|answer| is_whole(answer, (question, table))) {
                settled.insert((place, input));
            }
        }
    }
    settled
}

/// Whether nobody needs to answer any more: enough raters have, or all of them.
fn is_whole(answer: &Answer, (question, table): (&Input, &Table)) -> bool {
    let Answer::Several(answers) = answer else { return question.value(answer, table).is_ok() };
    let assessor = question.assessor().and_then(|by| table.assessor(by));
    let raters = assessor.map_or(1, |assessor| assessor.raters);
    let at_least = assessor.and_then(|assessor| assessor.at_least).unwrap_or(raters);
    let reach = |count: usize, wanted: u32| u32::try_from(count).is_ok_and(|count| count >= wanted);
    let there = answers.iter().filter(|answer| **answer != Answer::Absent).count();
    question.value(answer, table).is_ok() && (reach(there, at_least) || reach(answers.len(), raters))
}

/// Whether nothing has been said that would tell more than the question itself.
fn is_open(question: &Input, value: &Value) -> bool {
    !value.is_known() && *value == question.unknown()
}

/// The share of the table on inputs that are open so many times among so many cards.
fn share(table: &Table, times: &[u64], cards: usize) -> Fraction {
    let shares = table.shares();
    let open = shares.into_iter().zip(times).filter(|(_, times)| **times > 0);
    let sum = open
        .map(|(share, times)| share.times(Fraction::from(*times)))
        .try_fold(Fraction::ZERO, |sum, one| sum.plus(one?));
    let cards = Fraction::from(u64::try_from(cards).unwrap_or(u64::MAX));
    sum.and_then(|sum| sum.over(cards)).unwrap_or(Fraction::ZERO)
}

/// Questions whose atoms do not apply to a card. A card is scored when the first of its questions is found open.
struct Idle<'r> {
    result: &'r Result,
    /// The scored nodes that read each input, by its place.
    atoms: Vec<Vec<usize>>,
    /// The node in which each node stands, by its place.
    parents: Vec<Option<usize>>,
    scoring: Option<Scoring<'r>>,
    scored: Scored,
    card: Option<usize>,
}

impl<'r> Idle<'r> {
    fn new(result: &'r Result) -> Self {
        let table = &result.table;
        let mut atoms = vec![Vec::new(); table.inputs.len()];
        let mut parents = vec![None; table.nodes.len()];
        for (at, node) in table.nodes.iter().enumerate() {
            match &node.kind {
                NodeKind::Atom(atom) => {
                    let mut inputs = Vec::new();
                    table.inputs_of(atom.quantity, &mut inputs);
                    inputs
                        .into_iter()
                        .for_each(|input| atoms.get_mut(input).into_iter().for_each(|atoms| atoms.push(at)));
                }
                NodeKind::Item(item) => item.parts.iter().for_each(|(part, _)| {
                    parents.get_mut(*part).into_iter().for_each(|parent| *parent = Some(at));
                }),
                _ => {}
            }
        }
        Self { result, atoms, parents, scoring: None, scored: Scored::default(), card: None }
    }

    /// Facts serve conditions too, so that a question for one is never idle.
    fn is_idle(&mut self, card: usize, input: usize) -> bool {
        let is_fact = self.result.table.inputs.get(input).is_none_or(|input| input.item.is_empty());
        let Some(atoms) = self.atoms.get(input).filter(|atoms| !is_fact && !atoms.is_empty()) else { return false };
        if self.card != Some(card) {
            let scoring = self.scoring.get_or_insert_with(|| Scoring::new(&self.result.table, &self.result.cards));
            scoring.score_into(card, &mut self.scored);
            self.card = Some(card);
        }
        let (scored, parents) = (&self.scored, &self.parents);
        atoms.iter().all(|atom| {
            let mut way = std::iter::successors(Some(*atom), |at| parents.get(*at).copied().flatten());
            way.any(|at| scored.of(at).applies == Applies::No)
        })
    }
}

#[cfg(test)]
mod tests;
