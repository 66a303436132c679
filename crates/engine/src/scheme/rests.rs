//! On what a table rests: which share of its points on records, on assessors, on nobody. An item's points are divided among
//! its parts by how much each can move it.

use super::table::{Input, NodeKind, Table};
use changxiao_core::{amount::Amount, fraction::Fraction};
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
        self.divide(self.root, Fraction::ONE, &mut rests);
        rests
    }

    /// Divides a share among the parts of a node, down to its inputs.
    fn divide(&self, at: usize, share: Fraction, rests: &mut Rests) {
        match self.nodes.get(at).map(|node| &node.kind) {
            Some(NodeKind::Item(item)) => {
                let stakes: Vec<Fraction> =
                    item.parts.iter().map(|(part, weight)| self.stake(*part, (*weight, item.points))).collect();
                let Some(whole) = stakes.iter().try_fold(Fraction::ZERO, |sum, one| sum.plus(*one)) else { return };
                for ((part, _), stake) in item.parts.iter().zip(stakes) {
                    if let Some(own) = stake.over(whole).and_then(|own| own.times(share)) {
                        self.divide(*part, own, rests);
                    }
                }
            }
            Some(NodeKind::Atom(atom)) => {
                let mut inputs = Vec::new();
                self.inputs_of(atom.quantity, &mut inputs);
                let sayers: Vec<Sayer<'_>> =
                    inputs.iter().filter_map(|place| Some(self.inputs.get(*place)?.sayer())).collect();
                let count = Fraction::from(u64::try_from(sayers.len()).unwrap_or(1));
                // An atom that reads no input rests on its own definition.
                if sayers.is_empty() {
                    rests.add(Sayer::Records, share);
                }
                if let Some(each) = share.over(count) {
                    sayers.into_iter().for_each(|sayer| rests.add(sayer, each));
                }
            }
            _ => {}
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
            Some(NodeKind::Atom(atom)) => atom.rule.reach(),
            _ => None,
        };
        let above = above.and_then(|above| above.known()).unwrap_or(Fraction::ONE);
        let size = size.unwrap_or(above).times(weight).unwrap_or(Fraction::ONE);
        size.max(size.negative())
    }
}
