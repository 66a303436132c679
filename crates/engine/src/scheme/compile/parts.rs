//! Items and atoms of a scheme, written out.

use super::{Compiling, Place, fault, limit, natural, repeated};
use crate::scheme::{
    rule::{Rule, Shape},
    table::{Atom, Item, Node, NodeKind},
};
use changxiao_core::{
    amount::Amount,
    definition::scheme::{AtomDef, Combine, Effect, Every, ItemDef, Source, Together},
    fraction::Fraction,
    message::Message,
};

impl Compiling<'_> {
    /// Items in the order of their numbers, with their weights.
    pub(super) fn items(&mut self, defs: &[ItemDef], at: &Place) -> Vec<(usize, Fraction)> {
        let mut defs: Vec<&ItemDef> = defs.iter().collect();
        defs.sort_by(|one, other| natural(&one.id, &other.id));
        let weight = |def: &ItemDef| def.weight.unwrap_or(Fraction::ONE);
        defs.into_iter().map(|def| (self.item(def, at), weight(def))).collect()
    }

    fn inside(&mut self, at: &Place, noun: &str, (id, by): (&str, Option<&String>)) -> Place {
        let key = at.below(noun, id);
        if let Some(by) = by {
            self.check_assessor(&format!("{key}.by"), by);
        }
        Place { key, by: by.or(at.by.as_ref()).cloned(), ..at.clone() }
    }

    /// The place of a node that formulas may name.
    fn named_place(&mut self, name: Option<&String>, at: &Place) -> usize {
        let named = name.filter(|_| at.label.is_none()).and_then(|name| self.names.get(name).copied());
        named.unwrap_or_else(|| self.reserve())
    }

    /// A node once, or once in each period with the node that puts them together.
    fn once_or_repeated(
        &mut self,
        (every, together): (Option<Every>, Together),
        at: &Place,
        once: &mut dyn FnMut(&mut Self, &Place, usize) -> Option<Node>,
        place: usize,
    ) {
        let Some(every) = every else {
            if let Some(node) = once(self, at, place) {
                self.write(place, node);
            }
            return;
        };
        if together == Together::LongestRow {
            self.found(format!("{}.together", at.key), Message::new("scheme-longest-row-of-points"));
        }
        let mut parts = Vec::new();
        let mut like: Option<Node> = None;
        for (label, period) in self.periods(every, at) {
            let inner = Place { period, label: Some(label), ..at.clone() };
            let part = self.reserve();
            if let Some(node) = once(self, &inner, part) {
                like = Some(node.clone());
                self.write(part, node);
                parts.push(part);
            }
        }
        let Some(like) = like else { return };
        let nominals: Vec<Fraction> =
            parts.iter().filter_map(|part| self.nodes.get(*part)?.as_ref()?.nominal).collect();
        let nominal = match together {
            Together::Sum => nominals.iter().try_fold(Fraction::ZERO, |sum, one| sum.plus(*one)),
            _ => nominals.iter().max().copied(),
        };
        let code = like.code.split('@').next().unwrap_or_default();
        let node = Node {
            code: at.code(code),
            kind: NodeKind::Item(repeated(parts, together)),
            when: None,
            unless: None,
            nominal: nominal.filter(|nominal| *nominal > Fraction::ZERO),
            ..like
        };
        self.write(place, node);
    }

    fn item(&mut self, def: &ItemDef, at: &Place) -> usize {
        let at = self.inside(at, "item", (&def.id, def.by.as_ref()));
        let place = self.named_place(def.named.as_ref(), &at);
        let mut once = |compiling: &mut Self, at: &Place, _: usize| Some(compiling.item_once(def, at));
        self.once_or_repeated((def.every, def.together), &at, &mut once, place);
        place
    }

    fn item_once(&mut self, def: &ItemDef, at: &Place) -> Node {
        let (when, unless) = self.conditions((def.when.as_ref(), def.unless.as_ref()), at);
        let mut parts = self.items(&def.items, at);
        let mut atoms: Vec<&AtomDef> = def.atoms.iter().collect();
        atoms.sort_by(|one, other| natural(&one.id, &other.id));
        let mut is_taking = false;
        for atom in atoms {
            let place = self.atom((def, atom), at, &mut is_taking);
            parts.push((place, atom.weight.unwrap_or(Fraction::ONE)));
        }
        if parts.is_empty() {
            self.found(at.key.clone(), Message::new("scheme-item-empty").with("id", def.id.as_str()));
        }
        if def.combine == Combine::One && parts.len() < 2 {
            self.found(format!("{}.combine", at.key), Message::new("scheme-one-of-one").with("id", def.id.as_str()));
        }
        let full = def.points.unwrap_or(Amount::ZERO);
        let item = Item {
            combine: def.combine,
            parts,
            start: def.start.unwrap_or(if is_taking { full } else { Amount::ZERO }),
            floor: limit(def.floor, def.points.map(|_| Amount::ZERO)),
            cap: limit(def.cap, def.points),
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

    fn atom(&mut self, (item, def): (&ItemDef, &AtomDef), at: &Place, is_taking: &mut bool) -> usize {
        let at = self.inside(at, "atom", (&def.id, def.by.as_ref()));
        let place = self.named_place(def.named.as_ref(), &at);
        let mut once = |compiling: &mut Self, at: &Place, _: usize| {
            let node = compiling.atom_once((item, def), at)?;
            if let NodeKind::Atom(atom) = &node.kind {
                *is_taking |= atom.rule.is_taking();
            }
            Some(node)
        };
        self.once_or_repeated((def.every, def.together), &at, &mut once, place);
        place
    }

    fn atom_once(&mut self, (item, def): (&ItemDef, &AtomDef), at: &Place) -> Option<Node> {
        let (when, unless) = self.conditions((def.when.as_ref(), def.unless.as_ref()), at);
        let code = format!("{}.{}", item.id, def.id);
        let shape = self.shape(def, at)?;
        let label = at.label.clone();
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
        let nominal = rule.range().most.filter(|most| *most > Fraction::ZERO);
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

    fn formula_node(
        &mut self,
        (code, name): (&str, &changxiao_core::text::Text),
        text: &str,
        at: &Place,
    ) -> Option<usize> {
        let formula = self.formula((&format!("{}.from", at.key), text), at.label.as_deref())?;
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
            (None, None) if !def.steps.is_empty() => Some(Shape::Steps(def.steps.clone())),
            (None, None) if !def.line.is_empty() => Some(Shape::Line(def.line.clone())),
            (None, None) => Some(Shape::Itself),
            (_, Some(_)) => {
                self.faults.push((format!("{}.each", at.key), fault(Message::new("scheme-each-without-points"))));
                None
            }
        }
    }
}
