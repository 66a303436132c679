//! The trace of a score: under each item its parts, and what the item itself adds or takes, so that the lines of an item
//! sum to the item, and those of the scheme to the score. Always: what is rounded, capped or shared has a line of its own.

use super::{
    grade::Graded,
    score::{Applies, Points, Scored},
    table::{Item, Node, NodeKind, Table},
    value::Value,
};
use changxiao_core::{
    amount::Amount,
    definition::{Clause, scheme::Combine},
    fraction::Fraction,
    text::Text,
};

/// Two numbers for the two ends of a score: what a line brings if everything unknown is at its worst, and at its best.
/// Not an interval: the second may be the smaller. `None`: without bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// Towards the least score.
    pub least: Option<Fraction>,
    /// Towards the greatest score.
    pub most: Option<Fraction>,
}

/// A line of a trace.
#[derive(Clone, Debug)]
pub struct Line {
    /// How deep it stands; the lines of the scheme itself stand at 0.
    pub depth: usize,
    /// Code of the node; of an adjustment, that of the item it adjusts.
    pub code: String,
    /// What it is called.
    pub name: Text,
    /// What it is.
    pub kind: LineKind,
    /// What it brings to the item above.
    pub brings: Ends,
    /// Of an atom or item: its own points, before weight.
    pub points: Option<Points>,
    /// Of an item: the points that the table prints for it.
    pub printed: Option<Amount>,
    /// Of an atom: its quantity.
    pub quantity: Option<Value>,
    /// Of an atom: places of the inputs that its quantity reads.
    pub inputs: Vec<usize>,
    /// The clause it rests on.
    pub clause: Option<Clause>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// An item.
    Item,
    /// An atom.
    Atom,
    /// What an item starts from.
    Start,
    /// Points of parts that do not apply, shared among the others or given.
    Shared,
    /// The parts do not add up: their mean, the least or the greatest counts.
    Combined,
    /// Raised to the floor.
    Floor,
    /// Lowered to the cap.
    Cap,
    /// A part left the item without points.
    Zero,
    /// Rounded.
    Rounding,
    /// A consequence set the score.
    Veto,
}

impl Ends {
    const ZERO: Self = Self { least: Some(Fraction::ZERO), most: Some(Fraction::ZERO) };

    fn plus(self, other: Self) -> Self {
        let sum = |one: Option<Fraction>, other: Option<Fraction>| one?.plus(other?);
        Self { least: sum(self.least, other.least), most: sum(self.most, other.most) }
    }

    fn minus(self, other: Self) -> Self {
        // What has no bound before and after has not been moved.
        let difference = |one: Option<Fraction>, other: Option<Fraction>| match (one, other) {
            (None, None) => Some(Fraction::ZERO),
            (one, other) => one?.minus(other?),
        };
        Self { least: difference(self.least, other.least), most: difference(self.most, other.most) }
    }

    fn scaled(self, by: Fraction) -> Self {
        let scaled = |end: Option<Fraction>| end?.times(by);
        Self { least: scaled(self.least), most: scaled(self.most) }
    }

    /// The number, if both ends are the same.
    #[must_use]
    pub fn known(&self) -> Option<Fraction> {
        self.least.filter(|least| self.most == Some(*least))
    }

    fn is_nothing(&self) -> bool {
        *self == Self::ZERO
    }
}

impl From<Amount> for Ends {
    fn from(amount: Amount) -> Self {
        Self { least: amount.least, most: amount.most }
    }
}

impl std::fmt::Display for Ends {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = |end: Option<Fraction>| end.map_or_else(|| "?".to_owned(), |end| end.to_string());
        match self.known() {
            Some(number) => number.fmt(f),
            None => write!(f, "{}..{}", end(self.least), end(self.most)),
        }
    }
}

/// The trace of one card; `graded` gives the score after vetoes.
#[must_use]
pub fn trace(table: &Table, scored: &Scored, graded: Option<&Graded>) -> Vec<Line> {
    let mut tracing = Tracing { table, scored, lines: Vec::new() };
    let Some(node) = table.nodes.get(table.root) else { return Vec::new() };
    tracing.below((node, table.root), 0);
    if let Some(graded) = graded {
        let changed = Ends::from(graded.score.amount).minus(scored.of(table.root).amount.into());
        tracing.adjustment((node, 0), LineKind::Veto, changed);
    }
    tracing.lines
}

struct Tracing<'t> {
    table: &'t Table,
    scored: &'t Scored,
    lines: Vec<Line>,
}

impl Tracing<'_> {
    fn adjustment(&mut self, (node, depth): (&Node, usize), kind: LineKind, brings: Ends) {
        if brings.is_nothing() {
            return;
        }
        self.lines.push(Line {
            depth,
            code: node.code.clone(),
            name: node.name.clone(),
            kind,
            brings,
            points: None,
            printed: None,
            quantity: None,
            inputs: Vec::new(),
            clause: None,
        });
    }

    /// The lines of an item: its start, its parts, its adjustments.
    fn below(&mut self, (node, at): (&Node, usize), depth: usize) {
        let Some(item) = node.item() else { return };
        let points = self.scored.of(at);
        if points.applies == Applies::No {
            return;
        }
        self.adjustment((node, depth), LineKind::Start, item.start.into());
        let factor = self.factor(item);
        let mut sum = Ends::ZERO;
        for (part, weight) in &item.parts {
            let Some(inner) = self.table.nodes.get(*part) else { continue };
            let own = self.scored.of(*part);
            let brings = match own.applies {
                Applies::No => Ends::ZERO,
                Applies::Yes => Ends::from(own.amount).scaled(*weight).scaled(factor),
                Applies::Maybe => Ends::from(own.amount.hull(Amount::ZERO)).scaled(*weight).scaled(factor),
            };
            sum = sum.plus(brings);
            self.line((inner, *part), (depth, brings));
        }
        self.adjust((node, item, at), depth, sum);
    }

    fn adjust(&mut self, (node, item, at): (&Node, &Item, usize), depth: usize, sum: Ends) {
        let points = self.scored.of(at);
        let parts = super::score::Parts::new(item, (self.scored, self.table));
        let combined = parts.combined();
        let kind = if item.combine == Combine::Sum && !item.is_latest { LineKind::Shared } else { LineKind::Combined };
        self.adjustment((node, depth), kind, Ends::from(combined).minus(sum));
        let raw = combined.plus(item.start);
        let raised = item.floor.map_or(raw, |floor| raw.greatest_with(floor));
        self.adjustment((node, depth), LineKind::Floor, Ends::from(raised).minus(raw.into()));
        let capped = item.cap.map_or(raised, |cap| raised.least_with(cap));
        self.adjustment((node, depth), LineKind::Cap, Ends::from(capped).minus(raised.into()));
        let zeroed = match parts.zero() {
            Some(true) => capped.least_with(Amount::ZERO),
            Some(false) => capped,
            None => capped.hull(capped.least_with(Amount::ZERO)),
        };
        self.adjustment((node, depth), LineKind::Zero, Ends::from(zeroed).minus(capped.into()));
        self.adjustment((node, depth), LineKind::Rounding, Ends::from(points.amount).minus(zeroed.into()));
    }

    /// What the parts of a mean are divided by, if all of them are certain; else 1, and the difference has a line.
    fn factor(&self, item: &Item) -> Fraction {
        let is_certain = |part: &(usize, Fraction)| self.scored.of(part.0).applies != Applies::Maybe;
        if item.combine != Combine::Mean || item.is_latest || !item.parts.iter().all(is_certain) {
            return Fraction::ONE;
        }
        let there = item.parts.iter().filter(|part| self.scored.of(part.0).applies == Applies::Yes);
        let weights = there.map(|(_, weight)| *weight).try_fold(Fraction::ZERO, Fraction::plus);
        weights.and_then(|weights| Fraction::ONE.over(weights)).unwrap_or(Fraction::ONE)
    }

    fn line(&mut self, (node, at): (&Node, usize), (depth, brings): (usize, Ends)) {
        let item = node.item();
        let quantity = match &node.kind {
            NodeKind::Atom(atom) => Some(atom.quantity),
            _ => None,
        };
        let mut inputs = Vec::new();
        if let Some(quantity) = quantity {
            self.table.inputs_of(quantity, &mut inputs);
        }
        self.lines.push(Line {
            depth,
            code: node.code.clone(),
            name: node.name.clone(),
            kind: if item.is_some() { LineKind::Item } else { LineKind::Atom },
            brings,
            points: Some(self.scored.of(at)),
            printed: item.and_then(|item| item.points),
            quantity: quantity.map(|quantity| self.scored.value(quantity).clone()),
            inputs,
            clause: node.clause.clone(),
        });
        self.below((node, at), depth + 1);
    }
}

impl Table {
    /// The inputs that a node reads, directly or through others.
    pub fn inputs_of(&self, node: usize, inputs: &mut Vec<usize>) {
        let Some(node) = self.nodes.get(node) else { return };
        if let NodeKind::Input(input) = &node.kind {
            if !inputs.contains(input) {
                inputs.push(*input);
            }
            return;
        }
        for read in super::compile::reads(node) {
            self.inputs_of(read, inputs);
        }
    }
}
