//! Scoring: a table and a scorecard make points, node by node. Pure, and the same for one card and for many.

mod parts;
mod peers;

pub(super) use parts::Parts;

use super::{
    card::Card,
    formula::Formula,
    table::{Atom, Item, Node, NodeKind, Table},
    value::Value,
};
use changxiao_core::{amount::Amount, definition::scheme::Together, fraction::Fraction};

/// Whether something applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nobody knows.
    Maybe,
}

/// The points of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// The points, or their bounds.
    pub amount: Amount,
    /// Whether it applies.
    pub applies: Applies,
    /// Of an atom: whether it leaves its item without points; `None`: nobody knows.
    pub zero: Option<bool>,
    /// Of an atom: whether its own conditions, not its quantity, decide that it does not apply.
    pub is_waived: bool,
    /// Whether too little is known for it to be scored; its bounds stand all the same.
    pub is_too_little_known: bool,
    /// Whether two of its parts apply of which only one may.
    pub is_ambiguous: bool,
}

/// The points of one card: values and points of all nodes, by their places.
#[derive(Clone, Debug, Default)]
pub struct Scored {
    /// Values of nodes.
    pub values: Vec<Value>,
    /// Points of nodes; of those without points, nothing applies.
    pub points: Vec<Points>,
}

/// Many cards under one table.
pub struct Scoring<'t> {
    table: &'t Table,
    cards: &'t [Card],
    /// Of each card, the values of the nodes that compare peers, in their order.
    peers: Vec<Vec<Value>>,
}

impl Points {
    /// Nothing applies.
    pub const ABSENT: Self = Self {
        amount: Amount::ZERO,
        applies: Applies::No,
        zero: Some(false),
        is_waived: false,
        is_too_little_known: false,
        is_ambiguous: false,
    };

    fn of(amount: Amount) -> Self {
        Self { amount, applies: Applies::Yes, ..Self::ABSENT }
    }
}

impl Scored {
    /// The points of a node.
    #[must_use]
    pub fn of(&self, node: usize) -> Points {
        self.points.get(node).copied().unwrap_or(Points::ABSENT)
    }

    /// The value of a node.
    #[must_use]
    pub fn value(&self, node: usize) -> &Value {
        self.values.get(node).unwrap_or(&Value::Absent)
    }

    fn at(&self, node: usize) -> Value {
        self.values.get(node).cloned().unwrap_or(Value::Absent)
    }
}

impl<'t> Scoring<'t> {
    /// Makes ready: what compares peers is computed for all cards.
    #[must_use]
    pub fn new(table: &'t Table, cards: &'t [Card]) -> Self {
        let mut scoring = Self { table, cards, peers: Vec::new() };
        scoring.compare_peers();
        scoring
    }

    /// The table.
    #[must_use]
    pub fn table(&self) -> &'t Table {
        self.table
    }

    /// The cards.
    #[must_use]
    pub fn cards(&self) -> &'t [Card] {
        self.cards
    }

    /// What compares peers, of one of the cards.
    pub(super) fn peers_of(&self, place: usize) -> &[Value] {
        self.peers.get(place).map_or(&[], Vec::as_slice)
    }

    /// Scores one of the cards.
    #[must_use]
    pub fn score(&self, place: usize) -> Scored {
        let mut scored = Scored::default();
        self.score_into(place, &mut scored);
        scored
    }

    /// The same into what another card left, so that nothing is allocated anew.
    pub fn score_into(&self, place: usize, scored: &mut Scored) {
        let Some(card) = self.cards.get(place) else { return };
        let none = Vec::new();
        let peers = self.peers.get(place).unwrap_or(&none);
        score_card(self.table, (card, peers), scored);
    }
}

/// Scores a card that stands alone, or in the place of another of the cards: what compares peers is as it was there.
pub(crate) fn score_card(table: &Table, (card, peers): (&Card, &[Value]), scored: &mut Scored) {
    scored.values.clear();
    scored.points.clear();
    // They stand in the order of the nodes.
    let mut peers = peers.iter();
    for node in &table.nodes {
        let (value, points) = match &node.kind {
            NodeKind::Input(input) => (card.values.get(*input).cloned().unwrap_or(Value::Absent), Points::ABSENT),
            NodeKind::Formula(of) => (of.0.value(&|place| scored.at(place)), Points::ABSENT),
            NodeKind::Together(together, parts) => {
                let parts: Vec<&Value> = parts.iter().map(|part| scored.value(*part)).collect();
                (put_together(*together, &parts), Points::ABSENT)
            }
            NodeKind::Peers(_) => (peers.next().cloned().unwrap_or(Value::UNKNOWN), Points::ABSENT),
            NodeKind::Grade => (Value::Word(None), Points::ABSENT),
            NodeKind::Atom(atom) => valued(atom_points(node, atom, scored)),
            NodeKind::Item(item) => valued(item_points(node, item, (scored, table))),
        };
        scored.values.push(value);
        scored.points.push(points);
    }
}

/// In a formula, points that do not apply are none.
fn valued(points: Points) -> (Value, Points) {
    let amount = match points.applies {
        Applies::Yes => points.amount,
        Applies::No => Amount::ZERO,
        Applies::Maybe => points.amount.hull(Amount::ZERO),
    };
    (Value::Number(amount), points)
}

/// Whether the conditions of a node hold.
fn applies(node: &Node, scored: &Scored) -> Applies {
    let at = |place: usize| scored.at(place);
    match Formula::allows((node.when.as_ref(), node.unless.as_ref()), &at) {
        Some(true) => Applies::Yes,
        Some(false) => Applies::No,
        None => Applies::Maybe,
    }
}

fn atom_points(node: &Node, atom: &Atom, scored: &Scored) -> Points {
    let applies = applies(node, scored);
    let quantity = scored.value(atom.quantity);
    if *quantity == Value::Absent {
        return Points::ABSENT;
    }
    if applies == Applies::No {
        return Points { is_waived: true, ..Points::ABSENT };
    }
    let given = atom.rule.apply(quantity, &|place| scored.at(place));
    let zero = if applies == Applies::Maybe && given.zero == Some(true) { None } else { given.zero };
    // Limited once more: rounding must not leave the floor or the cap.
    let amount = atom.rule.limited(given.points.rounded(node.places));
    Points { applies, zero, is_waived: applies == Applies::Maybe, ..Points::of(amount) }
}

fn item_points(node: &Node, item: &Item, (scored, table): (&Scored, &Table)) -> Points {
    let own = applies(node, scored);
    let parts = parts::Parts::new(item, (scored, table));
    let applies = match (own, parts.applies()) {
        (Applies::No, _) | (_, Applies::No) => return Points::ABSENT,
        (Applies::Yes, applies) => applies,
        (Applies::Maybe, _) => Applies::Maybe,
    };
    // Limited once more: rounding must not leave the floor or the cap.
    let amount = parts.limited(parts.limited(parts.combined().plus(item.start)).rounded(node.places));
    let zero = parts.zero();
    let amount = match zero {
        // No points at all; what is below 0 already stays there.
        Some(true) => amount.least_with(Amount::ZERO),
        Some(false) => amount,
        None => amount.hull(amount.least_with(Amount::ZERO)),
    };
    // An atom that is repeated leaves its item without points, not only itself.
    let zero = match zero {
        _ if !item.is_repeated => Some(false),
        Some(true) if applies == Applies::Maybe => None,
        zero => zero,
    };
    let is_too_little_known = item.known_at_least.is_some_and(|least| parts.known_share() < least);
    let is_ambiguous = parts.is_ambiguous();
    Points { applies, zero, is_too_little_known, is_ambiguous, ..Points::of(amount) }
}

/// Values of several periods as one. Those that do not apply are left out; if none does, nothing applies.
pub(super) fn put_together(together: Together, parts: &[&Value]) -> Value {
    let there: Vec<&Value> = parts.iter().copied().filter(|value| **value != Value::Absent).collect();
    if there.is_empty() {
        return Value::Absent;
    }
    let amounts = || there.iter().filter_map(|value| value.amount());
    match together {
        Together::Latest => there.last().map_or(Value::Absent, |value| (*value).clone()),
        Together::LongestRow => {
            let longest = |unknown: bool| {
                let mut best = 0_u32;
                let mut row = 0;
                for value in &there {
                    row = if value.truth().unwrap_or(unknown) { row + 1 } else { 0 };
                    best = best.max(row);
                }
                Fraction::from(best)
            };
            Value::Number(Amount::between(longest(false), longest(true)))
        }
        Together::Sum => Value::Number(amounts().fold(Amount::ZERO, Amount::plus)),
        Together::Mean => {
            let count = i128::try_from(there.len()).unwrap_or(1);
            let share = Fraction::new(1, count).unwrap_or(Fraction::ONE);
            Value::Number(amounts().fold(Amount::ZERO, Amount::plus).scaled(share))
        }
        Together::Least => amounts().reduce(Amount::least_with).map_or(Value::Absent, Value::Number),
        Together::Greatest => amounts().reduce(Amount::greatest_with).map_or(Value::Absent, Value::Number),
    }
}
