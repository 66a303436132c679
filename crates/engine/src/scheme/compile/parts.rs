//! Items and atoms of a scheme, written out.

use super::{Compiling, Place, fault, limit, natural, repeated};
use crate::scheme::{
    rule::{Rule, Shape},
    table::{Atom, Item, Node, NodeKind},
};
use changxiao_core::{
    amount::Amount,
    definition::{
        Clause,
        scheme::{AtomDef, Combine, Effect, Every, ItemDef, ShareDef, Source, StepDef, Together},
    },
    expression::ExpressionFault,
    fault::nearest,
    fraction::Fraction,
    message::Message,
    text::Text,
};

/// How often something is scored, and by whom.
#[derive(Clone, Copy)]
struct Repeats<'d> {
    every: Option<Every>,
    together: Together,
    by_each: &'d [ShareDef],
}

impl Compiling<'_> {
    /// Items in the order of their numbers, with their weights, and whether one that has no points of its own takes away.
    pub(super) fn items(&mut self, defs: &[ItemDef], at: &Place) -> (Vec<(usize, Fraction)>, bool) {
        let mut defs: Vec<&ItemDef> = defs.iter().collect();
        defs.sort_by(|one, other| natural(&one.id, &other.id));
        let mut is_taking = false;
        let weight = |def: &ItemDef| def.weight.unwrap_or(Fraction::ONE);
        let parts = defs.into_iter().map(|def| (self.item(def, at, &mut is_taking), weight(def))).collect();
        (parts, is_taking)
    }

    fn inside(&mut self, at: &Place, noun: &str, (id, by, by_each): (&str, Option<&String>, &[ShareDef])) -> Place {
        let key = at.below(noun, id);
        let each = by_each.iter().map(|share| (format!("{key}.by_each"), share.by.clone()));
        let all: Vec<(String, String)> = each.chain(by.map(|by| (format!("{key}.by"), by.clone()))).collect();
        for (key, by) in all {
            self.check_assessor(&key, &by);
        }
        if by.is_some() && !by_each.is_empty() {
            self.found(format!("{key}.by_each"), Message::new("scheme-by-and-by-each"));
        }
        Place { key, by: by.or(at.by.as_ref()).cloned(), ..at.clone() }
    }

    /// The place of a node that formulas may name; inside something repeated each instance has one of its own.
    fn named_place(&mut self, name: Option<&String>, at: &Place) -> usize {
        let Some(name) = name else { return self.reserve() };
        if at.label.is_none() {
            return self.names.get(name).copied().unwrap_or_else(|| self.reserve());
        }
        let own = at.period_label.as_ref().and_then(|label| self.names.get(&format!("{name}@{label}")).copied());
        // Of several who answer in one period, none is the one that is named.
        let is_plain = at.label == at.period_label;
        let place = own.filter(|_| is_plain).unwrap_or_else(|| self.reserve());
        self.instances.entry(name.clone()).or_default().push(place);
        place
    }

    /// A node once, or once in each period and for each who answers, with the node that puts them together.
    fn unrolled(
        &mut self,
        (repeats, like): (&Repeats<'_>, &Node),
        at: &Place,
        place: usize,
        once: &mut dyn FnMut(&mut Self, &Place) -> Option<Node>,
    ) {
        let mut parts = Vec::new();
        let together = if let Some(every) = repeats.every {
            if repeats.together == Together::LongestRow {
                self.found(format!("{}.together", at.key), Message::new("scheme-longest-row-of-points"));
            }
            let inner = Repeats { every: None, ..*repeats };
            for (label, period) in self.periods(every, at) {
                let label = Some(label);
                let at = Place { period, label: label.clone(), period_label: label, ..at.clone() };
                let part = self.reserve();
                self.unrolled((&inner, like), &at, part, once);
                parts.push((part, Fraction::ONE));
            }
            repeats.together
        } else if repeats.by_each.is_empty() {
            if let Some(node) = once(self, at) {
                self.write(place, node);
            }
            return;
        } else {
            for share in repeats.by_each {
                let label = at.label.as_ref().map_or_else(|| share.by.clone(), |label| format!("{label}+{}", share.by));
                let at = Place { by: Some(share.by.clone()), label: Some(label), ..at.clone() };
                let part = self.reserve();
                if let Some(node) = once(self, &at) {
                    self.write(part, node);
                }
                parts.push((part, share.weight));
            }
            Together::Mean
        };
        let nominals: Vec<Fraction> =
            parts.iter().filter_map(|(part, _)| self.nodes.get(*part)?.as_ref()?.nominal).collect();
        let nominal = match together {
            Together::Sum => nominals.iter().try_fold(Fraction::ZERO, |sum, one| sum.plus(*one)),
            _ => nominals.iter().max().copied(),
        };
        let node = Node {
            code: at.code(&like.code),
            kind: NodeKind::Item(repeated(parts, together)),
            nominal: nominal.filter(|nominal| *nominal > Fraction::ZERO),
            ..like.clone()
        };
        self.write(place, node);
    }

    fn item(&mut self, def: &ItemDef, at: &Place, takes: &mut bool) -> usize {
        let at = self.inside(at, "item", (&def.id, def.by.as_ref(), &def.by_each));
        let place = self.named_place(def.named.as_ref(), &at);
        let repeats = Repeats { every: def.every, together: def.together, by_each: &def.by_each };
        let like = self.like((&def.id, &def.name), def.clause.as_ref(), def.places);
        let mut once = |compiling: &mut Self, at: &Place| Some(compiling.item_once(def, at, takes));
        self.unrolled((&repeats, &like), &at, place, &mut once);
        place
    }

    /// What a node has in common with those it is put together from.
    fn like(&self, (code, name): (&str, &Text), clause: Option<&Clause>, places: Option<u32>) -> Node {
        Node {
            code: code.to_owned(),
            name: name.clone(),
            clause: clause.cloned(),
            kind: NodeKind::Grade,
            when: None,
            unless: None,
            places: places.unwrap_or(self.def.places),
            nominal: None,
        }
    }

    fn item_once(&mut self, def: &ItemDef, at: &Place, takes: &mut bool) -> Node {
        let (when, unless) = self.conditions((def.when.as_ref(), def.unless.as_ref()), at);
        let (mut parts, mut is_taking) = self.items(&def.items, at);
        let inner = parts.clone();
        let mut atoms: Vec<&AtomDef> = def.atoms.iter().collect();
        atoms.sort_by(|one, other| natural(&one.id, &other.id));
        for atom in atoms {
            let place = self.atom((def, atom), at, &mut is_taking);
            parts.push((place, atom.weight.unwrap_or(Fraction::ONE)));
        }
        *takes |= is_taking && def.points.is_none() && def.start.is_none();
        let is_full = is_taking && !self.are_given(&inner) && !self.are_marks(parts.get(inner.len()..).unwrap_or(&[]));
        if parts.is_empty() {
            self.found(at.key.clone(), Message::new("scheme-item-empty").with("id", def.id.as_str()));
        }
        if def.combine == Combine::One && parts.len() < 2 {
            self.found(format!("{}.combine", at.key), Message::new("scheme-one-of-one").with("id", def.id.as_str()));
        }
        // Points are not negative, whatever they are.
        let points = def.points.map(|points| points.greatest_with(Amount::ZERO));
        let full = points.unwrap_or(Amount::ZERO);
        let item = Item {
            combine: def.combine,
            parts,
            start: def.start.unwrap_or(if is_full { full } else { Amount::ZERO }),
            floor: limit(def.floor, def.points.map(|_| Amount::ZERO)),
            cap: limit(def.cap, points),
            is_start_said: def.start.is_some(),
            points: def.points,
            absent: def.absent,
            known_at_least: def.known_at_least,
            is_latest: false,
            is_repeated: false,
        };
        Node {
            code: at.code(&def.id),
            name: def.name.clone(),
            clause: def.clause.clone(),
            kind: NodeKind::Item(item),
            when,
            unless,
            places: def.places.unwrap_or(self.def.places),
            nominal: def.points.and_then(|points| points.known()).filter(|points| *points > Fraction::ZERO),
        }
    }

    /// Whether an item among these brings points of its own: then they are what its block is made of.
    fn are_given(&self, items: &[(usize, Fraction)]) -> bool {
        let nodes = items.iter().filter_map(|(place, _)| self.nodes.get(*place)?.as_ref());
        nodes.into_iter().any(|node| node.nominal.is_some())
    }

    /// Whether some of these atoms give points, and none takes a part of them away, but at most all of them.
    fn are_marks(&self, atoms: &[(usize, Fraction)]) -> bool {
        let rules = || {
            atoms.iter().filter_map(|(place, _)| match &self.nodes.get(*place)?.as_ref()?.kind {
                NodeKind::Atom(atom) => Some(&atom.rule),
                _ => None,
            })
        };
        let is_plain = rules().count() == atoms.len();
        is_plain && rules().any(Rule::is_giving) && rules().all(|rule| !rule.is_taking() || rule.is_zeroing_only())
    }

    fn atom(&mut self, (item, def): (&ItemDef, &AtomDef), at: &Place, is_taking: &mut bool) -> usize {
        let at = self.inside(at, "atom", (&def.id, def.by.as_ref(), &def.by_each));
        let place = self.named_place(def.named.as_ref(), &at);
        let repeats = Repeats { every: def.every, together: def.together, by_each: &def.by_each };
        let code = format!("{}.{}", item.id, def.id);
        let clause = def.clause.as_ref().or(item.clause.as_ref());
        let like = self.like((&code, &def.name), clause, def.places);
        let mut once = |compiling: &mut Self, at: &Place| {
            let node = compiling.atom_once((item, def), at)?;
            if let NodeKind::Atom(atom) = &node.kind {
                *is_taking |= atom.rule.is_taking();
            }
            Some(node)
        };
        self.unrolled((&repeats, &like), &at, place, &mut once);
        place
    }

    fn atom_once(&mut self, (item, def): (&ItemDef, &AtomDef), at: &Place) -> Option<Node> {
        let (when, unless) = self.conditions((def.when.as_ref(), def.unless.as_ref()), at);
        let code = format!("{}.{}", item.id, def.id);
        let shape = self.shape(def, at)?;
        let label = at.period_label.clone();
        let mut read = |key: &str, formula: Option<&changxiao_core::definition::scheme::Formula>| {
            formula.and_then(|text| self.formula((&format!("{}.{key}", at.key), text.as_str()), label.as_deref()))
        };
        let (short_of, beyond) = (read("short_of", def.short_of.as_ref()), read("beyond", def.beyond.as_ref()));
        let rule = Rule { short_of, beyond, shape, floor: limit(def.floor, None), cap: limit(def.cap, None) };
        let quantity = match &def.from {
            Some(Source::Formula(text)) => self.formula_node((&code, &def.name), text, at)?,
            Some(Source::Quantity(quantity)) => self.quantity((&code, &def.name, &item.id), quantity, at),
            None => self.asked((&code, &def.name, &item.id), def, at),
        };
        // Points at discretion are worth what may be given.
        let most = match (&rule.shape, self.nodes.get(quantity).and_then(Option::as_ref).map(|node| &node.kind)) {
            (Shape::Itself, Some(NodeKind::Input(input))) => {
                self.inputs.get(*input).and_then(|input| input.unknown().amount()?.most)
            }
            _ => rule.range().most,
        };
        let nominal = most.filter(|most| *most > Fraction::ZERO);
        Some(Node {
            code: at.code(&code),
            name: def.name.clone(),
            clause: def.clause.clone().or_else(|| item.clause.clone()),
            kind: NodeKind::Atom(Atom { quantity, rule }),
            when,
            unless,
            places: def.places.unwrap_or(self.def.places),
            nominal,
        })
    }

    fn formula_node(&mut self, (code, name): (&str, &Text), text: &str, at: &Place) -> Option<usize> {
        let formula = self.formula((&format!("{}.from", at.key), text), at.period_label.as_deref())?;
        if let crate::scheme::formula::Formula::Name(place) = formula {
            return Some(place);
        }
        Some(self.add(Node {
            code: at.code(&format!("{code}.from")),
            name: name.clone(),
            clause: None,
            kind: NodeKind::Formula(crate::scheme::table::FormulaOf(formula)),
            when: None,
            unless: None,
            places: 0,
            nominal: None,
        }))
    }

    /// The shape of an atom's rule: exactly one of points, steps and a line, or the quantity itself.
    fn shape(&mut self, def: &AtomDef, at: &Place) -> Option<Shape> {
        let said =
            usize::from(def.points.is_some()) + usize::from(!def.steps.is_empty()) + usize::from(!def.line.is_empty());
        if said > 1 {
            self.found(at.key.clone(), Message::new("scheme-several-rules"));
            return None;
        }
        if def.short_of.is_some() && def.beyond.is_some() {
            self.found(format!("{}.beyond", at.key), Message::new("scheme-short-and-beyond"));
            return None;
        }
        if def.each.is_some_and(|each| each <= Fraction::ZERO) {
            self.found(format!("{}.each", at.key), Message::new("scheme-each-not-above-zero"));
            return None;
        }
        let is_rising = def.line.iter().zip(def.line.iter().skip(1)).all(|(one, next)| one.at < next.at);
        if !is_rising || def.line.len() == 1 {
            self.found(format!("{}.line", at.key), Message::new("scheme-line-not-rising"));
            return None;
        }
        match (def.points, def.each) {
            (Some(Effect::Points(points)), Some(each)) => Some(Shape::Each { points, each, counted: def.count }),
            (Some(effect), None) => Some(Shape::Flat(effect)),
            (None, None) if def.scale.is_some() => self.scale(def, at).map(Shape::Steps),
            (None, None) if !def.steps.is_empty() => Some(Shape::Steps(def.steps.clone())),
            (None, None) if !def.line.is_empty() => Some(Shape::Line(def.line.clone())),
            (None, None) => Some(Shape::Itself),
            (_, Some(_)) => {
                self.faults.push((format!("{}.each", at.key), fault(Message::new("scheme-each-without-points"))));
                None
            }
        }
    }

    /// The steps of the scale that an atom names.
    fn scale(&mut self, def: &AtomDef, at: &Place) -> Option<Vec<StepDef>> {
        let name = def.scale.as_ref()?;
        if let Some(steps) = self.def.scales.get(name) {
            return Some(steps.clone());
        }
        let near = nearest(name, self.def.scales.keys().map(String::as_str));
        let hint = near.map(|name| Message::new("hint-nearest").with("name", name));
        let message = Message::new("scheme-unknown-scale").with("name", name.as_str());
        self.faults.push((format!("{}.scale", at.key), ExpressionFault { at: 0..0, message, hint }));
        None
    }
}
