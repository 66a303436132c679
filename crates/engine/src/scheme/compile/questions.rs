//! Quantities: inputs of a scorecard, and what is made of them before any rule.

use super::{Compiling, Place, named};
use crate::scheme::table::{Asked, FormulaOf, Input, Node, NodeKind, Peers};
use changxiao_core::{
    day::Period,
    definition::scheme::{AskDef, AtomDef, Counted, QuantityDef},
    message::Message,
    text::Text,
};

/// Code of the atom or name of the fact, its words, and the item it stands in.
type What<'w> = (&'w str, &'w Text, &'w str);

pub(super) fn value_node(code: String, name: &Text, kind: NodeKind) -> Node {
    Node { code, name: name.clone(), clause: None, kind, when: None, unless: None, places: 0, nominal: None }
}

impl Compiling<'_> {
    pub(super) fn facts(&mut self) {
        let def = self.def;
        for (name, quantity) in &def.facts {
            let key = format!("fact.{name}");
            let by = quantity.by.clone().or_else(|| def.by.clone());
            let at = Place { key, period: self.period, label: None, period_label: None, by };
            let Some(place) = self.names.get(name).copied() else { continue };
            let text = named(name, quantity.name.as_ref());
            let what = (name.as_str(), &text, "");
            let Some(every) = quantity.every else {
                let node = self.source(what, quantity, &at);
                self.write(place, node);
                continue;
            };
            let mut parts = Vec::new();
            for (label, period) in self.periods(every, &at) {
                let own = Some(label.clone());
                let inner = Place { period, label: own.clone(), period_label: own, ..at.clone() };
                let node = self.source(what, quantity, &inner);
                let Some(part) = self.names.get(&format!("{name}@{label}")).copied() else { continue };
                self.write(part, node);
                parts.push(part);
            }
            self.write(place, value_node(name.clone(), &text, NodeKind::Together(quantity.together, parts)));
        }
    }

    /// The node of a quantity that an atom has for itself.
    pub(super) fn quantity(&mut self, what: What<'_>, def: &QuantityDef, at: &Place) -> usize {
        let at = Place { key: format!("{}.from", at.key), by: def.by.clone().or_else(|| at.by.clone()), ..at.clone() };
        let Some(every) = def.every else {
            let node = self.source(what, def, &at);
            return self.add(node);
        };
        let mut parts = Vec::new();
        for (label, period) in self.periods(every, &at) {
            let full = at.label.as_ref().filter(|own| Some(*own) != at.period_label.as_ref());
            let full = full
                .and_then(|own| own.split('+').next_back())
                .map_or_else(|| label.clone(), |by| format!("{label}+{by}"));
            let inner = Place { period, label: Some(full), period_label: Some(label), ..at.clone() };
            let node = self.source(what, def, &inner);
            parts.push(self.add(node));
        }
        self.add(value_node(at.code(&format!("{}.from", what.0)), what.1, NodeKind::Together(def.together, parts)))
    }

    /// What an assessor is asked if an atom says no more: what its rule needs.
    pub(super) fn asked(&mut self, what: What<'_>, def: &AtomDef, at: &Place) -> usize {
        let scale = def.scale.as_ref().and_then(|name| self.def.scales.get(name));
        let def = &AtomDef { steps: scale.unwrap_or(&def.steps).clone(), ..def.clone() };
        let words: Vec<String> = def.steps.iter().filter_map(|step| step.is.clone()).collect();
        let has_numbers = def.steps.iter().any(|step| step.is.is_none()) && words.is_empty();
        let is_points = def.points.is_none() && def.steps.is_empty() && def.scale.is_none() && def.line.is_empty();
        let is_in_parts = def.count == Counted::Exact || def.each.is_some_and(|each| each.denominator() != 1);
        let ask = if !words.is_empty() {
            AskDef::OneOf(words)
        } else if has_numbers || !def.line.is_empty() || is_points || (def.each.is_some() && is_in_parts) {
            AskDef::Number
        } else if def.each.is_some() || def.short_of.is_some() || def.beyond.is_some() {
            AskDef::Count
        } else {
            AskDef::YesNo
        };
        if is_points {
            self.found(at.key.clone(), Message::new("scheme-atom-without-rule").with("id", what.0));
        }
        let quantity = QuantityDef { ask: Some(ask), ..QuantityDef::default() };
        let node = self.input(what, &quantity, at, def);
        self.add(node)
    }

    fn input(&mut self, (code, name, item): What<'_>, def: &QuantityDef, at: &Place, of: &AtomDef) -> Node {
        let called = |word: &str| {
            let step = of.steps.iter().find(|step| step.is.as_deref() == Some(word));
            named(word, step.and_then(|step| step.name.as_ref()))
        };
        let asked = def.ask.as_ref().map(|ask| Asked {
            by: at.by.clone(),
            ask: ask.clone(),
            words: match ask {
                AskDef::OneOf(words) => words.iter().map(|word| (word.clone(), called(word))).collect(),
                _ => Vec::new(),
            },
        });
        self.new_input((code, name, item), def, at, asked)
    }

    fn new_input(&mut self, (code, name, item): What<'_>, def: &QuantityDef, at: &Place, asked: Option<Asked>) -> Node {
        let years = i32::try_from(def.years.unwrap_or(1).max(1) - 1).unwrap_or(0);
        let from = at.period.from().plus_months(-12 * years);
        let input = Input {
            key: at.code(code),
            code: code.to_owned(),
            name: def.name.clone().unwrap_or_else(|| name.clone()),
            period: Period::new(from, at.period.to()).unwrap_or(at.period),
            def: def.clone(),
            asked,
            item: item.to_owned(),
            place: at.key.clone(),
            by: at.by.clone(),
        };
        let node = value_node(at.code(&format!("{code}.from")), &input.name, NodeKind::Input(self.inputs.len()));
        self.inputs.push(input);
        node
    }

    /// The node of one source in one period.
    fn source(&mut self, what: What<'_>, def: &QuantityDef, at: &Place) -> Node {
        let sources = [
            def.ask.is_some(),
            def.indicator.is_some(),
            def.measure.is_some(),
            def.vote.is_some(),
            def.scheme.is_some(),
            def.earlier.is_some(),
            def.peers.is_some(),
            def.org.is_some(),
            def.value.is_some(),
        ];
        let said = sources.iter().filter(|is_said| **is_said).count();
        if said != 1 {
            self.found(at.key.clone(), Message::new("scheme-not-one-source").with("count", said));
        }
        if let Some(by) = &def.by {
            self.check_assessor(&format!("{}.by", at.key), by);
        }
        let (code, name) = (at.code(&format!("{}.from", what.0)), what.1);
        if let Some(value) = &def.value {
            let formula = self.formula((&format!("{}.value", at.key), value.as_str()), at.period_label.as_deref());
            let formula = formula.unwrap_or(crate::scheme::formula::Formula::Constant(crate::scheme::Value::Absent));
            return value_node(code, name, NodeKind::Formula(FormulaOf(formula)));
        }
        if let Some(peers) = &def.peers {
            let key = |part: &str| format!("{}.peers.{part}", at.key);
            let of = self.formula((&key("of"), peers.of.as_str()), at.period_label.as_deref());
            let among = peers.among.as_ref();
            let among = among.and_then(|text| self.formula((&key("among"), text.as_str()), at.period_label.as_deref()));
            let of = of.unwrap_or(crate::scheme::formula::Formula::Constant(crate::scheme::Value::Absent));
            return value_node(code, name, NodeKind::Peers(Peers { of, among, take: peers.take, level: 0 }));
        }
        let words = |ask: &AskDef| match ask {
            AskDef::OneOf(words) => words.iter().map(|word| (word.clone(), named(word, None))).collect(),
            _ => Vec::new(),
        };
        let ask = def.ask.as_ref().map(|ask| (ask.clone(), words(ask)));
        let asked = ask.map(|(ask, words)| Asked { by: at.by.clone(), ask, words });
        self.new_input(what, def, at, asked)
    }
}
