//! On what a table rests: which share of its points on records, on assessors, on nobody. An item's points are divided among
//! its parts by how much each can move it.

use super::table::{Input, NodeKind, Table};
use changxiao_core::{amount::Amount, definition::scheme::AskDef, fraction::Fraction};
use std::collections::BTreeMap;

/// Shares of a table; together 1, unless nothing in it has points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rests {
    /// On registers, indicators, surveys, earlier runs, other schemes.
    pub records: Fraction,
    /// On assessors, by their ids.
    pub assessors: BTreeMap<String, Fraction>,
    /// On nobody: what nobody is asked for.
    pub nobody: Fraction,
}

/// Who says an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sayer<'t> {
    /// Some record.
    Records,
    /// This assessor.
    Assessor(&'t str),
    /// Nobody.
    Nobody,
}

impl Input {
    /// Who says it.
    #[must_use]
    pub fn sayer(&self) -> Sayer<'_> {
        let is_counted_by_hand = self.def.vote.as_ref().is_some_and(|vote| vote.question.is_none());
        if self.asked.is_none() && !is_counted_by_hand {
            return Sayer::Records;
        }
        self.assessor().map_or(Sayer::Nobody, Sayer::Assessor)
    }
}

impl Rests {
    /// The share that rests on assessors.
    #[must_use]
    pub fn on_assessors(&self) -> Fraction {
        self.assessors.values().try_fold(Fraction::ZERO, |sum, share| sum.plus(*share)).unwrap_or(Fraction::ZERO)
    }

    fn add(&mut self, sayer: Sayer<'_>, share: Fraction) {
        let to = match sayer {
            Sayer::Records => &mut self.records,
            Sayer::Nobody => &mut self.nobody,
            Sayer::Assessor(by) => self.assessors.entry(by.to_owned()).or_insert(Fraction::ZERO),
        };
        *to = to.plus(share).unwrap_or(*to);
    }
}

impl Table {
    /// On what it rests.
    #[must_use]
    pub fn rests(&self) -> Rests {
        let mut rests = Rests { records: Fraction::ZERO, assessors: BTreeMap::new(), nobody: Fraction::ZERO };
        self.divide(self.root, Fraction::ONE, &mut |place, share| {
            let input = place.and_then(|place| self.inputs.get(place));
            // An atom that reads no input rests on its own definition.
            rests.add(input.map_or(Sayer::Records, Input::sayer), share);
        });
        rests
    }

    /// The share of its points that rests on each input, by their places.
    pub(super) fn shares(&self) -> Vec<Fraction> {
        let mut shares = vec![Fraction::ZERO; self.inputs.len()];
        self.divide(self.root, Fraction::ONE, &mut |place, share| {
            if let Some(slot) = place.and_then(|place| shares.get_mut(place)) {
                *slot = slot.plus(share).unwrap_or(*slot);
            }
        });
        shares
    }

    /// Divides a share among the parts of a node, down to its inputs; `None` for an atom that reads none.
    fn divide(&self, at: usize, share: Fraction, give: &mut dyn FnMut(Option<usize>, Fraction)) {
        match self.nodes.get(at).map(|node| &node.kind) {
            Some(NodeKind::Item(item)) => {
                let stakes: Vec<Fraction> =
                    item.parts.iter().map(|(part, weight)| self.stake(*part, (*weight, item.points))).collect();
                let Some(whole) = stakes.iter().try_fold(Fraction::ZERO, |sum, one| sum.plus(*one)) else { return };
                for ((part, _), stake) in item.parts.iter().zip(stakes) {
                    if let Some(own) = stake.over(whole).and_then(|own| own.times(share)) {
                        self.divide(*part, own, give);
                    }
                }
            }
            Some(NodeKind::Atom(atom)) => {
                let mut inputs = Vec::new();
                self.inputs_of(atom.quantity, &mut inputs);
                if inputs.is_empty() {
                    give(None, share);
                }
                if let Some(each) = share.over(Fraction::from(u64::try_from(inputs.len()).unwrap_or(1))) {
                    inputs.into_iter().for_each(|place| give(Some(place), each));
                }
            }
            _ => {}
        }
    }

    /// How far an answer that is itself the points can go.
    fn answer_reach(&self, quantity: usize) -> Option<Fraction> {
        let NodeKind::Input(place) = self.nodes.get(quantity)?.kind else { return None };
        match self.inputs.get(place)?.asked.as_ref()?.ask {
            AskDef::Points { least, most } => Some(most.max(least.negative())),
            _ => None,
        }
    }

    /// How much a part can move what it stands in. Of unknown size: as much as the points of that, or as one point.
    fn stake(&self, at: usize, (weight, above): (Fraction, Option<Amount>)) -> Fraction {
        let size = match self.nodes.get(at).map(|node| &node.kind) {
            Some(NodeKind::Item(item)) => {
                let printed = item.points.and_then(|points| points.known()).filter(|points| *points > Fraction::ZERO);
                let parts = || item.parts.iter().map(|(part, weight)| self.stake(*part, (*weight, item.points)));
                printed.or_else(|| parts().try_fold(Fraction::ZERO, Fraction::plus))
            }
            Some(NodeKind::Atom(atom)) => atom.rule.reach().or_else(|| self.answer_reach(atom.quantity)),
            _ => None,
        };
        let above = above.and_then(|above| above.known()).unwrap_or(Fraction::ONE);
        let size = size.unwrap_or(above).times(weight).unwrap_or(Fraction::ONE);
        size.max(size.negative())
    }
}
