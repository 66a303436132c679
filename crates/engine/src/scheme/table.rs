//! A compiled scheme: one list of nodes in the order in which they are computed, and the inputs that a scorecard fills.

use super::{formula::Formula, rule::Rule, value::Value};
use changxiao_core::{
    amount::Amount,
    day::Period,
    definition::{
        Clause, SchemeDef,
        scheme::{Absent, AskDef, AssessorDef, Combine, PeersTake, QuantityDef, Take, Together},
    },
    fraction::Fraction,
    text::Text,
};
use std::collections::BTreeMap;

/// A compiled scheme.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its definition.
    pub def: SchemeDef,
    /// The period for which it was compiled.
    pub period: Period,
    /// What a scorecard fills, in the order of the table.
    pub inputs: Vec<Input>,
    /// All nodes; each stands after those it reads.
    pub(crate) nodes: Vec<Node>,
    /// The node of the total.
    pub(crate) root: usize,
    /// The node whose value is the grade, once there is one.
    pub(crate) grade: usize,
    /// Nodes that compare peers, in the order in which they are computed.
    pub(crate) peers: Vec<usize>,
    /// The nodes of facts, by name.
    pub facts: BTreeMap<String, usize>,
    pub(crate) grading: Option<Grading>,
    pub(crate) consequences: Vec<Consequence>,
}

/// What a scorecard fills: one answer, measure, vote, score or earlier value, in one period.
#[derive(Clone, Debug)]
pub struct Input {
    /// `code`, with `@period` if it is repeated; it stands once.
    pub key: String,
    /// Code of the atom (`1.2.a`) or name of the fact.
    pub code: String,
    /// What it is called: the unit's question.
    pub name: Text,
    /// The days it is about.
    pub period: Period,
    /// Where it comes from.
    pub def: QuantityDef,
    /// Who is asked for what, if somebody is.
    pub asked: Option<Asked>,
    /// Code of the item it stands in; of a fact, nothing.
    pub item: String,
    /// The keys that lead to it in the definition.
    pub place: String,
    /// Who answers where it stands, whether or not this is asked of anybody.
    pub by: Option<String>,
}

/// A question to an assessor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Id of the assessor; `None`: nobody has been named.
    pub by: Option<String>,
    /// What is asked.
    pub ask: AskDef,
    /// Words to choose from, with what they are called.
    pub words: Vec<(String, Text)>,
}

/// A node of a compiled scheme.
#[derive(Clone, Debug)]
pub struct Node {
    /// Code: `1.2`, `1.2.a`, with `@period` where it is repeated; a fact's is its name; the total's is empty.
    pub code: String,
    /// What it is called.
    pub name: Text,
    /// The clause it rests on.
    pub clause: Option<Clause>,
    /// What it is.
    pub kind: NodeKind,
    pub(crate) when: Option<Formula>,
    pub(crate) unless: Option<Formula>,
    /// Decimal places.
    pub places: u32,
    /// Points it is worth, where it enters its parent in proportion.
    pub nominal: Option<Fraction>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// A value from the scorecard: the place of the input.
    Input(usize),
    /// A value from a formula.
    Formula(FormulaOf),
    /// A comparison with peers.
    Peers(Peers),
    /// Values put together.
    Together(Together, Vec<usize>),
    /// The grade, known after grading.
    Grade,
    /// Points by a rule.
    Atom(Atom),
    /// Points from parts.
    Item(Item),
}

/// A formula, not to be read from outside.
#[derive(Clone, Debug)]
pub struct FormulaOf(pub(crate) Formula);

/// A comparison with peers.
#[derive(Clone, Debug)]
pub struct Peers {
    pub(crate) of: Formula,
    pub(crate) among: Option<Formula>,
    pub(crate) take: PeersTake,
    /// How many comparisons stand between it and the scorecards.
    pub(crate) level: usize,
}

/// Points by a rule.
#[derive(Clone, Debug)]
pub struct Atom {
    /// The node of its quantity.
    pub quantity: usize,
    /// Its rule.
    pub(crate) rule: Rule,
}

/// Points from parts.
#[derive(Clone, Debug)]
pub struct Item {
    /// How they combine.
    pub combine: Combine,
    /// The parts: nodes and their weights.
    pub parts: Vec<(usize, Fraction)>,
    /// What it starts from.
    pub start: Amount,
    /// Whether the definition says so itself.
    pub is_start_said: bool,
    /// Not below.
    pub floor: Option<Amount>,
    /// Not above.
    pub cap: Option<Amount>,
    /// Points as printed.
    pub points: Option<Amount>,
    /// What becomes of the points of a part that does not apply.
    pub absent: Absent,
    /// Share of its points that must be known.
    pub known_at_least: Option<Fraction>,
    /// Whether its parts are the same thing in several periods, of which the latest counts.
    pub is_latest: bool,
    /// Whether its parts are the same thing in several periods.
    pub is_repeated: bool,
}

/// Grades, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Grading {
    pub(crate) by: Formula,
    pub(crate) order_by: Formula,
    pub(crate) among: Option<Formula>,
    /// `only_if` of each grade.
    pub(crate) only_if: Vec<Option<Formula>>,
}

/// A consequence, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Consequence {
    pub(crate) when: Formula,
    pub(crate) unless: Option<Formula>,
    pub(crate) value: Option<Formula>,
    /// Whether its condition asks for the grade, so that it comes after grading.
    pub(crate) is_after_grading: bool,
}

impl Table {
    /// The place of an input by its key.
    #[must_use]
    pub fn input(&self, key: &str) -> Option<usize> {
        self.inputs.iter().position(|input| input.key == key)
    }

    /// The places of inputs by their keys.
    #[must_use]
    pub fn input_places(&self) -> BTreeMap<&str, usize> {
        self.inputs.iter().enumerate().map(|(place, input)| (input.key.as_str(), place)).collect()
    }

    /// An assessor.
    #[must_use]
    pub fn assessor(&self, id: &str) -> Option<&AssessorDef> {
        self.def.assessors.iter().find(|assessor| assessor.id == id)
    }

    /// A node by its code; the total's is empty.
    #[must_use]
    pub fn node(&self, code: &str) -> Option<(usize, &Node)> {
        self.nodes.iter().enumerate().find(|(_, node)| node.code == code && node.is_scored())
    }

    /// The nodes.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The place of the total.
    #[must_use]
    pub fn root(&self) -> usize {
        self.root
    }
}

impl Node {
    /// Whether it has points: an atom or an item.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        matches!(self.kind, NodeKind::Atom(_) | NodeKind::Item(_))
    }

    /// The item it is, if it is one.
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        match &self.kind {
            NodeKind::Item(item) => Some(item),
            _ => None,
        }
    }
}

impl Input {
    /// Whether it is a number of records, not a share of them.
    #[must_use]
    pub fn takes_counts(&self) -> bool {
        let is_measured = self.def.indicator.is_some() || self.def.measure.is_some();
        is_measured && !matches!(self.def.take.unwrap_or_default(), Take::Share | Take::Reached)
    }

    /// What it can be while nobody has said it.
    #[must_use]
    pub fn unknown(&self) -> Value {
        let yes_or_no = Amount::between(Fraction::ZERO, Fraction::ONE);
        if let Some(asked) = &self.asked {
            return match &asked.ask {
                AskDef::YesNo => Value::Number(yes_or_no),
                AskDef::Count => Value::Number(Amount::NOT_NEGATIVE),
                AskDef::Number => Value::UNKNOWN,
                AskDef::Points { least, most } => Value::Number(Amount::between(*least, *most)),
                AskDef::OneOf(_) => Value::Word(None),
            };
        }
        // Without an earlier run the scheme itself says what holds.
        if let Some(otherwise) = self.def.earlier.as_ref().and_then(|earlier| earlier.otherwise.as_ref()) {
            let text = otherwise.as_str();
            return Amount::parse(text).map_or_else(|_| Value::from(text.trim_matches('\'')), Value::Number);
        }
        if let Some(vote) = &self.def.vote {
            return super::card::vote_unknown(vote);
        }
        let is_share = matches!(self.def.take.unwrap_or_default(), Take::Share | Take::Reached);
        match (&self.def.indicator, &self.def.measure) {
            (None, None) if self.def.org.is_some() => Value::Word(None),
            (None, None) if self.def.earlier.as_ref().is_some_and(|earlier| earlier.of == "grade") => Value::Word(None),
            (None, None) => Value::UNKNOWN,
            _ if is_share => Value::Number(yes_or_no),
            _ => Value::Number(Amount::NOT_NEGATIVE),
        }
    }
}
