//! Comparisons with peers: computed for all cards, level by level, before any card is scored for good.

use super::{Scored, Scoring, score_card};
use crate::scheme::{
    table::{NodeKind, Peers},
    value::Value,
};
use changxiao_core::{amount::Amount, definition::scheme::PeersTake, fraction::Fraction};
use std::collections::BTreeMap;

impl Scoring<'_> {
    pub(super) fn compare_peers(&mut self) {
        let nodes: Vec<(usize, &Peers)> = self
            .table
            .peers
            .iter()
            .filter_map(|at| match &self.table.nodes.get(*at)?.kind {
                NodeKind::Peers(peers) => Some((*at, peers)),
                _ => None,
            })
            .collect();
        let last = nodes.iter().map(|(_, peers)| peers.level).max().unwrap_or_default();
        self.peers = vec![vec![Value::UNKNOWN; nodes.len()]; if last > 0 { self.cards.len() } else { 0 }];
        for level in 1..=last {
            let mut compared: Vec<Vec<(Value, Value)>> = vec![Vec::new(); nodes.len()];
            let mut scored = Scored::default();
            for (card, peers) in self.cards.iter().zip(&self.peers) {
                score_card(self.table, (card, peers), &mut scored);
                let at = |place: usize| scored.at(place);
                for ((_, peers), column) in
                    nodes.iter().zip(&mut compared).filter(|((_, peers), _)| peers.level == level)
                {
                    let among = peers.among.as_ref().map_or(Value::ZERO, |among| among.value(&at));
                    column.push((peers.of.value(&at), among));
                }
            }
            for (place, ((_, peers), column)) in nodes.iter().zip(&compared).enumerate() {
                if peers.level == level {
                    let values = taken(peers.take, column);
                    for (card, value) in self.peers.iter_mut().zip(values) {
                        if let Some(slot) = card.get_mut(place) {
                            *slot = value;
                        }
                    }
                }
            }
        }
    }
}

/// What is taken of each comparison; those of a class that nobody knows may stand anywhere.
fn taken(take: PeersTake, column: &[(Value, Value)]) -> Vec<Value> {
    let mut classes: BTreeMap<String, Vec<Amount>> = BTreeMap::new();
    let mut has_unknown = false;
    for (of, among) in column {
        let Some(amount) = of.amount() else { continue };
        has_unknown |= !among.is_known();
        classes.entry(among.to_string()).or_default().push(amount);
    }
    let all = column.iter().filter(|(of, _)| of.amount().is_some()).count();
    let sorted: BTreeMap<&String, Class> =
        classes.iter().map(|(among, amounts)| (among, Class::new(amounts))).collect();
    let value = |(of, among): &(Value, Value)| {
        let Some(amount) = of.amount() else { return Value::Absent };
        if has_unknown {
            let all = Fraction::from(u64::try_from(all).unwrap_or(u64::MAX));
            return match take {
                PeersTake::PlaceFromTop | PeersTake::PlaceFromBottom | PeersTake::Count => {
                    Value::Number(Amount::between(Fraction::ONE, all))
                }
                _ => Value::UNKNOWN,
            };
        }
        sorted.get(&among.to_string()).map_or(Value::Absent, |class| Value::Number(class.taken(take, amount)))
    };
    column.iter().map(value).collect()
}

/// The amounts of a class: their least ends and their most, each in order; an end without bound stands outside.
struct Class {
    least: Vec<Fraction>,
    most: Vec<Fraction>,
    without_least: usize,
    without_most: usize,
    sum: Amount,
    mean: Amount,
    count: usize,
    lowest: Amount,
    highest: Amount,
}

impl Class {
    fn new(amounts: &[Amount]) -> Self {
        let sorted = |end: &dyn Fn(&Amount) -> Option<Fraction>| {
            let mut ends: Vec<Fraction> = amounts.iter().filter_map(end).collect();
            ends.sort();
            ends
        };
        let (least, most) = (sorted(&|amount| amount.least), sorted(&|amount| amount.most));
        let count = amounts.len();
        let share = Fraction::new(1, i128::try_from(count).unwrap_or(1).max(1)).unwrap_or(Fraction::ONE);
        Self {
            without_least: count - least.len(),
            without_most: count - most.len(),
            least,
            most,
            count,
            sum: amounts.iter().fold(Amount::ZERO, |sum, one| sum.plus(*one)),
            mean: amounts.iter().fold(Amount::ZERO, |sum, one| sum.plus(*one)).scaled(share),
            lowest: amounts.iter().copied().reduce(Amount::least_with).unwrap_or(Amount::ANY),
            highest: amounts.iter().copied().reduce(Amount::greatest_with).unwrap_or(Amount::ANY),
        }
    }

    fn taken(&self, take: PeersTake, own: Amount) -> Amount {
        let number = |count: usize| Fraction::from(u64::try_from(count).unwrap_or(u64::MAX));
        let above = |ends: &[Fraction], than: Fraction| ends.len() - ends.partition_point(|end| *end <= than);
        let below = |ends: &[Fraction], than: Fraction| ends.partition_point(|end| *end < than);
        // One that may be above itself is not: it is left out of those that may be.
        let itself = usize::from(!own.is_known());
        match take {
            PeersTake::PlaceFromTop => {
                let certain = own.most.map_or(0, |most| above(&self.least, most));
                let possible = own.least.map_or(self.count, |least| above(&self.most, least) + self.without_most)
                    - itself.min(self.count);
                Amount::between(number(certain + 1), number(possible.max(certain) + 1))
            }
            PeersTake::PlaceFromBottom => {
                let certain = own.least.map_or(0, |least| below(&self.most, least));
                let possible = own.most.map_or(self.count, |most| below(&self.least, most) + self.without_least)
                    - itself.min(self.count);
                Amount::between(number(certain + 1), number(possible.max(certain) + 1))
            }
            PeersTake::Sum => self.sum,
            PeersTake::Mean => self.mean,
            PeersTake::Least => self.lowest,
            PeersTake::Greatest => self.highest,
            PeersTake::Count => number(self.count).into(),
        }
    }
}
