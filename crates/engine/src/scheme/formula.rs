//! Formulas and conditions of a scheme, over intervals: what is unknown stays unknown.

use super::value::Value;
use changxiao_core::{
    expression::{Comparison, ExpressionFault, Node, NodeKind, Operation, parse},
    fault::nearest,
    fraction::Fraction,
    message::Message,
};
use std::sync::Arc;

/// A formula with its names resolved to `N`: places of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Formula {
    Constant(Value),
    Name(usize),
    Not(Box<Formula>),
    And(Box<Formula>, Box<Formula>),
    Or(Box<Formula>, Box<Formula>),
    Compare(Comparison, Box<Formula>, Box<Formula>),
    In(Box<Formula>, Vec<Formula>),
    IsNull(Box<Formula>),
    Arithmetic(Operation, Box<Formula>, Box<Formula>),
    Call(Function, Vec<Formula>),
}

/// The functions of formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// The least of its arguments.
    Least,
    /// The greatest of its arguments.
    Greatest,
    /// 1 if its argument holds, else 0.
    Yes,
    /// `if(condition, then, else)`.
    If,
    /// Rounded half up to so many places.
    Round,
}

const FUNCTIONS: [(&str, Function, std::ops::RangeInclusive<usize>); 5] = [
    ("least", Function::Least, 1..=64),
    ("greatest", Function::Greatest, 1..=64),
    ("yes", Function::Yes, 1..=1),
    ("if", Function::If, 3..=3),
    ("round", Function::Round, 2..=2),
];

/// Where names are looked up.
pub(crate) struct Names<'n> {
    /// The place of a name.
    pub(crate) place: &'n dyn Fn(&str) -> Option<usize>,
    /// All names, for the nearest.
    pub(crate) all: &'n [String],
}

impl Names<'_> {
    /// Reads a formula.
    pub(crate) fn read(&self, text: &str) -> Result<Formula, ExpressionFault> {
        if let Ok(number) = text.parse::<Fraction>() {
            return Ok(Formula::Constant(number.into()));
        }
        self.formula(&parse(text)?)
    }

    fn formula(&self, node: &Node) -> Result<Formula, ExpressionFault> {
        let boxed = |node: &Node| self.formula(node).map(Box::new);
        Ok(match &node.kind {
            NodeKind::Number(number) => Formula::Constant((*number).into()),
            NodeKind::Text(text) => Formula::Constant(Value::Word(Some(Arc::clone(text)))),
            NodeKind::Truth(truth) => Formula::Constant(Value::of_truth(Some(*truth))),
            NodeKind::Name(names) => Formula::Name(self.place_of(node, &names.join("."))?),
            NodeKind::Not(inner) => Formula::Not(boxed(inner)?),
            NodeKind::And(left, right) => Formula::And(boxed(left)?, boxed(right)?),
            NodeKind::Or(left, right) => Formula::Or(boxed(left)?, boxed(right)?),
            NodeKind::Compare(comparison, left, right) => Formula::Compare(*comparison, boxed(left)?, boxed(right)?),
            NodeKind::In(needle, list) => {
                let list: Result<Vec<Formula>, _> = list.iter().map(|one| self.formula(one)).collect();
                Formula::In(boxed(needle)?, list?)
            }
            NodeKind::IsNull(inner) => Formula::IsNull(boxed(inner)?),
            NodeKind::Arithmetic(operation, left, right) => {
                Formula::Arithmetic(*operation, boxed(left)?, boxed(right)?)
            }
            NodeKind::Call(name, arguments) => {
                let found = FUNCTIONS.iter().find(|(known, _, many)| known == name && many.contains(&arguments.len()));
                let Some((_, function, _)) = found else {
                    let message = Message::new("scheme-unknown-function").with("name", name.as_str());
                    let names = FUNCTIONS.iter().map(|(name, ..)| *name);
                    return Err(Self::fault(node, message, nearest(name, names)));
                };
                let arguments: Result<Vec<Formula>, _> = arguments.iter().map(|one| self.formula(one)).collect();
                Formula::Call(*function, arguments?)
            }
            NodeKind::Day(_) | NodeKind::Parameter(_) => {
                return Err(Self::fault(node, Message::new("scheme-formula-no-days"), None));
            }
        })
    }

    fn place_of(&self, node: &Node, name: &str) -> Result<usize, ExpressionFault> {
        (self.place)(name).ok_or_else(|| {
            let message = Message::new("scheme-unknown-name").with("name", name);
            Self::fault(node, message, nearest(name, self.all.iter().map(String::as_str)))
        })
    }

    fn fault(node: &Node, message: Message, near: Option<&str>) -> ExpressionFault {
        let hint = near.map(|name| Message::new("hint-nearest").with("name", name));
        ExpressionFault { at: node.at.clone(), message, hint }
    }
}

impl Formula {
    /// The value, with the values at the places of its names.
    pub(crate) fn value(&self, at: &dyn Fn(usize) -> Value) -> Value {
        match self {
            Self::Constant(value) => value.clone(),
            Self::Name(place) => at(*place),
            Self::Arithmetic(operation, left, right) => {
                let (Some(left), Some(right)) = (left.value(at).amount(), right.value(at).amount()) else {
                    return Value::Absent;
                };
                Value::Number(match operation {
                    Operation::Plus => left.plus(right),
                    Operation::Minus => left.minus(right),
                    Operation::Times => left.times(right),
                    Operation::Over => left.over(right),
                })
            }
            Self::Call(function, arguments) => call(*function, arguments, at),
            _ => Value::of_truth(self.truth(at)),
        }
    }

    /// Whether it holds; `None`: nobody knows.
    pub(crate) fn truth(&self, at: &dyn Fn(usize) -> Value) -> Option<bool> {
        match self {
            Self::Not(inner) => inner.truth(at).map(|truth| !truth),
            Self::And(left, right) => match (left.truth(at), right.truth(at)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Or(left, right) => match (left.truth(at), right.truth(at)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Compare(comparison, left, right) => compare(*comparison, &left.value(at), &right.value(at)),
            Self::In(needle, list) => {
                let needle = needle.value(at);
                let is = |one: &Self| compare(Comparison::Equal, &needle, &one.value(at));
                let truths: Vec<Option<bool>> = list.iter().map(is).collect();
                if truths.contains(&Some(true)) {
                    Some(true)
                } else {
                    truths.iter().all(Option::is_some).then_some(false)
                }
            }
            Self::IsNull(inner) => Some(inner.value(at) == Value::Absent),
            _ => self.value(at).truth(),
        }
    }

    /// Every place becomes another.
    pub(crate) fn moved(&mut self, to: &dyn Fn(usize) -> usize) {
        match self {
            Self::Constant(_) => {}
            Self::Name(place) => *place = to(*place),
            Self::Not(inner) | Self::IsNull(inner) => inner.moved(to),
            Self::And(left, right)
            | Self::Or(left, right)
            | Self::Compare(_, left, right)
            | Self::Arithmetic(_, left, right) => {
                left.moved(to);
                right.moved(to);
            }
            Self::In(needle, list) => {
                needle.moved(to);
                list.iter_mut().for_each(|one| one.moved(to));
            }
            Self::Call(_, arguments) => arguments.iter_mut().for_each(|one| one.moved(to)),
        }
    }

    /// Whether what asks for one condition and against another is allowed: `when` holds, `unless` does not. `None`: nobody
    /// knows.
    pub(crate) fn allows((when, unless): (Option<&Self>, Option<&Self>), at: &dyn Fn(usize) -> Value) -> Option<bool> {
        let when = when.map_or(Some(true), |when| when.truth(at));
        let unless = unless.map_or(Some(false), |unless| unless.truth(at));
        match (when, unless) {
            (Some(false), _) | (_, Some(true)) => Some(false),
            (Some(true), Some(false)) => Some(true),
            _ => None,
        }
    }

    /// Calls `seen` with every place that is read.
    pub(crate) fn visit(&self, seen: &mut dyn FnMut(usize)) {
        match self {
            Self::Constant(_) => {}
            Self::Name(place) => seen(*place),
            Self::Not(inner) | Self::IsNull(inner) => inner.visit(seen),
            Self::And(left, right)
            | Self::Or(left, right)
            | Self::Compare(_, left, right)
            | Self::Arithmetic(_, left, right) => {
                left.visit(seen);
                right.visit(seen);
            }
            Self::In(needle, list) => {
                needle.visit(seen);
                list.iter().for_each(|one| one.visit(seen));
            }
            Self::Call(_, arguments) => arguments.iter().for_each(|one| one.visit(seen)),
        }
    }
}

fn call(function: Function, arguments: &[Formula], at: &dyn Fn(usize) -> Value) -> Value {
    match (function, arguments) {
        (Function::Yes, [condition]) => Value::of_truth(condition.truth(at)),
        (Function::If, [condition, then, otherwise]) => match condition.truth(at) {
            Some(true) => then.value(at),
            Some(false) => otherwise.value(at),
            None => either(then.value(at), otherwise.value(at)),
        },
        (Function::Round, [number, places]) => {
            let places = places.value(at).amount().and_then(|places| places.known()).map_or(0, Fraction::floor);
            let places = u32::try_from(places).unwrap_or(0).min(9);
            number.value(at).amount().map_or(Value::Absent, |number| Value::Number(number.rounded(places)))
        }
        (function, arguments) => {
            let amounts = arguments.iter().filter_map(|one| one.value(at).amount());
            let best = amounts.reduce(|one, other| match function {
                Function::Least => one.least_with(other),
                _ => one.greatest_with(other),
            });
            best.map_or(Value::Absent, Value::Number)
        }
    }
}

/// One of two values, nobody knows which.
pub(super) fn either(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => Value::Number(one.hull(other)),
        (one, other) if one == other => one,
        (Value::Word(_), Value::Word(_)) => Value::Word(None),
        _ => Value::UNKNOWN,
    }
}

/// A comparison. With what does not apply nothing holds: whether more than 5 were late is answered by no where nobody could
/// be.
pub(super) fn compare(comparison: Comparison, left: &Value, right: &Value) -> Option<bool> {
    if *left == Value::Absent || *right == Value::Absent {
        return Some(false);
    }
    let opposite = |truth: Option<bool>| truth.map(|truth| !truth);
    let is_anything = |value: &Value| matches!(value, Value::Word(None)) || *value == Value::UNKNOWN;
    let equal = |left: &Value, right: &Value| match (left, right) {
        // What nobody knows may turn out to be a word as well as a number.
        _ if is_anything(left) || is_anything(right) => None,
        (Value::Word(left), Value::Word(right)) => Some(left.as_ref()? == right.as_ref()?),
        (Value::Number(left), Value::Number(right)) => left.is_equal(right),
        _ => Some(false),
    };
    let above = |left: &Value, right: &Value| left.amount()?.is_above(&right.amount()?);
    match comparison {
        Comparison::Equal => equal(left, right),
        Comparison::Unequal => opposite(equal(left, right)),
        Comparison::Above => above(left, right),
        Comparison::Below => above(right, left),
        Comparison::AtLeast => opposite(above(right, left)),
        Comparison::AtMost => opposite(above(left, right)),
    }
}
