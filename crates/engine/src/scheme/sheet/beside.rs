//! What stands beside a question: the quantities from records that count in the same item and the same days, so that
//! whoever answers sees what the registers already show.

use crate::scheme::{
    Sayer,
    table::{Input, NodeKind, Table},
};
use std::collections::{BTreeMap, BTreeSet};

impl Table {
    /// Places of the inputs from records that stand beside each question, by its key. Questions beside which nothing stands
    /// are left out.
    #[must_use]
    pub fn beside(&self) -> BTreeMap<&str, Vec<usize>> {
        let by_item = self.read_by_items();
        let mut beside = BTreeMap::new();
        for (at, question) in self.inputs.iter().enumerate().filter(|(_, input)| input.assessor().is_some()) {
            let own = by_item.values().filter(|inputs| inputs.contains(&at)).flatten();
            let shown: BTreeSet<usize> = own.filter(|other| self.is_shown(**other, question)).copied().collect();
            if !shown.is_empty() {
                beside.insert(question.key.as_str(), shown.into_iter().collect());
            }
        }
        beside
    }

    fn is_shown(&self, at: usize, question: &Input) -> bool {
        let is_meant = |other: &Input| other.sayer() == Sayer::Records && other.period.and(question.period).is_some();
        self.inputs.get(at).is_some_and(is_meant)
    }

    /// Places of the inputs that the atoms of each item read, by the item's number.
    pub(super) fn read_by_items(&self) -> BTreeMap<&str, BTreeSet<usize>> {
        let mut by_item: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for node in &self.nodes {
            let NodeKind::Atom(atom) = &node.kind else { continue };
            let code = node.code.split('@').next().unwrap_or_default();
            let Some((item, _)) = code.rsplit_once('.') else { continue };
            let inputs = by_item.entry(item).or_default();
            self.visit_inputs(atom.quantity, &mut |at| {
                inputs.insert(at);
            });
        }
        by_item
    }

    /// The inputs from which the value of a node is made; nodes stand after those they read, so this ends.
    fn visit_inputs(&self, node: usize, each: &mut dyn FnMut(usize)) {
        match self.nodes.get(node).map(|node| &node.kind) {
            Some(NodeKind::Input(input)) => each(*input),
            Some(NodeKind::Together(_, parts)) => parts.iter().for_each(|part| self.visit_inputs(*part, each)),
            Some(NodeKind::Formula(formula)) => {
                let mut places = BTreeSet::new();
                formula.0.visit(&mut |place| {
                    places.insert(place);
                });
                places.into_iter().filter(|place| *place < node).for_each(|place| self.visit_inputs(place, each));
            }
            _ => {}
        }
    }
}
