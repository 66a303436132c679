//! Formulas and conditions in words: names become what they are called, signs become words. Nothing is computed here.

use super::Naming;
use changxiao_core::{
    definition::scheme::ItemDef,
    expression::{Comparison, Node, NodeKind, Operation, parse},
    fraction::Fraction,
    message::{Argument, Message},
    text::Text,
};

/// A formula or condition in words; one that cannot be read stands as it was written.
#[must_use]
pub fn formula(scheme: Naming<'_>, text: &str) -> Message {
    if let Ok(number) = text.parse::<Fraction>() {
        return Message::said(number.to_string());
    }
    parse(text).map_or_else(|_| Message::said(text), |node| Words { scheme }.of(&node))
}

/// The words of a list: one after the other, joined as a language joins them.
pub(in crate::scheme) fn listed(key: &str, all: impl IntoIterator<Item = Message>) -> Message {
    let joined = |left: Message, right: Message| Message::new(key).with("left", left).with("right", right);
    all.into_iter().reduce(joined).unwrap_or_else(|| Message::said(""))
}

struct Words<'w> {
    scheme: Naming<'w>,
}

impl Words<'_> {
    fn of(&self, node: &Node) -> Message {
        match &node.kind {
            NodeKind::Number(number) => Message::said(number.to_string()),
            NodeKind::Day(day) => Message::said(day.to_string()),
            NodeKind::Text(text) => Message::new("formula-text").with("text", text.as_ref()),
            NodeKind::Truth(true) => Message::new("formula-yes"),
            NodeKind::Truth(false) => Message::new("formula-no"),
            NodeKind::Name(names) => self.name(&names.join(".")),
            NodeKind::Parameter(name) => Message::said(format!("${name}")),
            NodeKind::Not(inner) => match &inner.kind {
                NodeKind::IsNull(inner) => Message::new("formula-is-there").with("inner", self.of(inner)),
                _ => Message::new("formula-not").with("inner", self.of(inner)),
            },
            NodeKind::And(left, right) => {
                let of = |side: &Node| if is_or(side) { self.grouped(side) } else { self.of(side) };
                two("formula-and", of(left), of(right))
            }
            NodeKind::Or(left, right) => two("formula-or", self.of(left), self.of(right)),
            NodeKind::Compare(comparison, left, right) => self.compared(*comparison, left, right),
            NodeKind::In(needle, list) => {
                let list = listed("formula-list", list.iter().map(|one| self.told(needle, one)));
                two("formula-in", self.of(needle), list)
            }
            NodeKind::IsNull(inner) => Message::new("formula-is-null").with("inner", self.of(inner)),
            NodeKind::Arithmetic(operation, left, right) => self.computed(*operation, left, right),
            NodeKind::Call(name, arguments) => self.called(name, arguments),
        }
    }

    fn name(&self, name: &str) -> Message {
        match name {
            "score" => Message::new("formula-score"),
            "grade" => Message::new("formula-grade"),
            name => match self.scheme.facts.get(name) {
                Some(fact) => self.scheme.fact(name, fact),
                None => match named(&self.scheme.items, name) {
                    Some(text) => Message::new("formula-points").with("name", text),
                    None => self.scheme.field(name).unwrap_or_else(|| Message::said(name)),
                },
            },
        }
    }

    /// A value beside what it is compared with: of a grade its name, of a code what it means.
    fn told(&self, beside: &Node, value: &Node) -> Message {
        let NodeKind::Text(text) = &value.kind else { return self.of(value) };
        let text: Argument = self.meaning(beside, text).map_or_else(|| text.as_ref().into(), Argument::Text);
        Message::new("formula-text").with("text", text)
    }

    fn meaning(&self, beside: &Node, text: &str) -> Option<Text> {
        let NodeKind::Name(names) = &beside.kind else { return None };
        let name = names.join(".");
        let fact = self.scheme.facts.get(&name);
        let earlier = fact.and_then(|fact| fact.earlier.as_ref());
        if name == "grade" || earlier.is_some_and(|earlier| earlier.of == "grade") {
            let grades = || self.scheme.grading.iter().flat_map(|grading| &grading.grades);
            return grades().find(|grade| grade.id == text).map(|grade| grade.name.clone());
        }
        let field = fact.map_or(Some(name.as_str()), |fact| fact.org.as_deref());
        self.scheme.code(field?, text)
    }

    fn compared(&self, comparison: Comparison, left: &Node, right: &Node) -> Message {
        let is_word = [left, right].iter().any(|side| matches!(side.kind, NodeKind::Text(_) | NodeKind::Truth(_)));
        let key = match comparison {
            Comparison::Equal if is_word => "formula-is",
            Comparison::Unequal if is_word => "formula-is-not",
            Comparison::Equal => "formula-equal",
            Comparison::Unequal => "formula-not-equal",
            Comparison::Below => "formula-less",
            Comparison::AtMost => "formula-at-most",
            Comparison::Above => "formula-greater",
            Comparison::AtLeast => "formula-at-least",
        };
        two(key, self.told(right, left), self.told(left, right))
    }

    fn computed(&self, operation: Operation, left: &Node, right: &Node) -> Message {
        let is_sum = |side: &Node| matches!(side.kind, NodeKind::Arithmetic(Operation::Plus | Operation::Minus, ..));
        let is_any = |side: &Node| matches!(side.kind, NodeKind::Arithmetic(..));
        let of = |side: &Node, is_grouped: bool| if is_grouped { self.grouped(side) } else { self.of(side) };
        match operation {
            Operation::Plus => two("formula-plus", self.of(left), self.of(right)),
            Operation::Minus => two("formula-minus", self.of(left), of(right, is_sum(right))),
            Operation::Times => two("formula-times", of(left, is_sum(left)), of(right, is_sum(right))),
            Operation::Over => two("formula-over", of(left, is_sum(left)), of(right, is_any(right))),
        }
    }

    fn called(&self, name: &str, arguments: &[Node]) -> Message {
        let all = || listed("formula-list", arguments.iter().map(|one| self.of(one)));
        match (name, arguments) {
            ("least", _) => Message::new("formula-least").with("all", all()),
            ("greatest", _) => Message::new("formula-greatest").with("all", all()),
            ("yes", [condition]) => Message::new("formula-counts").with("condition", self.of(condition)),
            ("if", [condition, then, otherwise]) => Message::new("formula-if")
                .with("condition", self.of(condition))
                .with("then", self.of(then))
                .with("otherwise", self.of(otherwise)),
            ("round", [inner, places]) => {
                Message::new("formula-round").with("inner", self.of(inner)).with("places", self.of(places))
            }
            _ => Message::new("formula-call").with("name", name).with("all", all()),
        }
    }

    fn grouped(&self, node: &Node) -> Message {
        Message::new("formula-grouped").with("inner", self.of(node))
    }
}

fn two(key: &str, left: Message, right: Message) -> Message {
    Message::new(key).with("left", left).with("right", right)
}

fn is_or(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Or(..))
}

/// What an item or atom is called whose name in formulas is this.
fn named(items: &[ItemDef], name: &str) -> Option<Text> {
    items.iter().find_map(|item| {
        let atom = || item.atoms.iter().find(|atom| atom.named.as_deref() == Some(name));
        if item.named.as_deref() == Some(name) {
            return Some(item.name.clone());
        }
        atom().map(|atom| atom.name.clone()).or_else(|| named(&item.items, name))
    })
}
