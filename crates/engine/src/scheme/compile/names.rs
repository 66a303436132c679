//! Ids and names of a scheme: each stands once, and every one that is used exists.

use super::Compiling;
use changxiao_core::{
    definition::scheme::{AtomDef, Every, ItemDef},
    message::Message,
};
use std::collections::BTreeMap;

/// Names that formulas know anyway.
const OWN: [&str; 2] = ["score", "grade"];

/// What is wrong with an id, if anything: ids stand in codes, file names and sheets.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|c| c.is_alphanumeric() || c == '_')
}

impl Compiling<'_> {
    pub(super) fn check_ids(&mut self) {
        let mut codes: BTreeMap<String, u32> = BTreeMap::new();
        let mut keys = Vec::new();
        for item in &self.def.items {
            gather(item, "", &mut keys);
        }
        for (key, code) in &keys {
            *codes.entry(code.clone()).or_default() += 1;
            if !is_id(code) {
                self.found(key.clone(), Message::new("scheme-not-an-id").with("id", code.as_str()));
            }
        }
        for (key, code) in keys {
            if codes.get(&code).copied().unwrap_or_default() > 1 {
                self.found(key, Message::new("scheme-id-twice").with("id", code));
            }
        }
        let assessors: Vec<String> = self.def.assessors.iter().map(|one| one.id.clone()).collect();
        for (place, id) in assessors.iter().enumerate() {
            if assessors.iter().take(place).any(|before| before == id) {
                self.found(format!("assessor.{id}"), Message::new("scheme-id-twice").with("id", id.as_str()));
            }
        }
        if let Some(by) = self.def.by.clone() {
            self.check_assessor("by", &by);
        }
    }

    /// An assessor must be declared.
    pub(super) fn check_assessor(&mut self, key: &str, by: &str) {
        let assessors = &self.def.assessors;
        if assessors.iter().any(|assessor| assessor.id == by) {
            return;
        }
        let near = changxiao_core::fault::nearest(by, assessors.iter().map(|one| one.id.as_str()));
        let hint = near.map(|name| Message::new("hint-nearest").with("name", name));
        let message = Message::new("scheme-unknown-assessor").with("name", by);
        let fault = changxiao_core::expression::ExpressionFault { at: 0..0, message, hint };
        self.faults.push((key.to_owned(), fault));
    }

    /// Places for all that formulas can name.
    pub(super) fn reserve_names(&mut self) {
        for name in OWN {
            let at = self.reserve();
            self.names.insert(name.to_owned(), at);
        }
        self.grade = self.names.get("grade").copied().unwrap_or_default();
        let text = changxiao_core::text::Text::new("等次", "Grade");
        let node = super::Node {
            code: "grade".to_owned(),
            name: text,
            clause: None,
            kind: super::NodeKind::Grade,
            when: None,
            unless: None,
            places: 0,
            nominal: None,
        };
        self.write(self.grade, node);
        for (name, def) in &self.def.facts {
            self.reserve_name(&format!("fact.{name}"), name, def.every);
        }
        let mut named = Vec::new();
        for item in &self.def.items {
            gather_named(item, ("", None), &mut named);
        }
        for (key, name, every) in named {
            self.reserve_name(&key, &name, every);
        }
    }

    fn reserve_name(&mut self, key: &str, name: &str, every: Option<Every>) {
        if !is_name(name) {
            return self.found(key, Message::new("scheme-not-a-name").with("name", name));
        }
        if self.names.contains_key(name) {
            return self.found(key, Message::new("scheme-name-twice").with("name", name));
        }
        let at = self.reserve();
        self.names.insert(name.to_owned(), at);
        let Some(every) = every else { return };
        let place =
            super::Place { key: key.to_owned(), period: self.period, label: None, period_label: None, by: None };
        for (label, _) in self.periods(every, &place) {
            let at = self.reserve();
            self.names.insert(format!("{name}@{label}"), at);
        }
    }
}

fn below(key: &str, noun: &str, id: &str) -> String {
    if key.is_empty() { format!("{noun}.{id}") } else { format!("{key}.{noun}.{id}") }
}

fn gather(item: &ItemDef, above: &str, keys: &mut Vec<(String, String)>) {
    let key = below(above, "item", &item.id);
    keys.push((format!("{key}.id"), item.id.clone()));
    item.items.iter().for_each(|inner| gather(inner, &key, keys));
    let code = |atom: &AtomDef| format!("{}.{}", item.id, atom.id);
    keys.extend(item.atoms.iter().map(|atom| (format!("{key}.atom.{}.id", atom.id), code(atom))));
}

/// Names of items and atoms, each with what repeats it from outside: its own repetition is what it names.
fn gather_named(
    item: &ItemDef,
    (above, every): (&str, Option<Every>),
    named: &mut Vec<(String, String, Option<Every>)>,
) {
    let key = below(above, "item", &item.id);
    named.extend(item.named.iter().map(|name| (format!("{key}.as"), name.clone(), every)));
    let inner = item.every.or(every);
    item.items.iter().for_each(|one| gather_named(one, (&key, inner), named));
    let atoms =
        item.atoms.iter().filter_map(|atom| Some((format!("{key}.atom.{}.as", atom.id), atom.named.clone()?, inner)));
    named.extend(atoms);
}
