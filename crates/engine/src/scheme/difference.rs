//! What two schemes say differently: part by part by code, key by key. A part that only got another number is told as moved.
//! Where in a file a part is written makes no difference.

use super::compile::natural;
use crate::difference::{KeyDifference, keys};
use changxiao_core::{
    amount::Amount,
    definition::{
        SchemeDef,
        scheme::{AtomDef, ItemDef},
    },
    fraction::Fraction,
    text::Text,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// All differences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SchemeDifference {
    /// Keys of the scheme itself.
    pub keys: Vec<KeyDifference>,
    /// The sum of the points of its items, if it differs.
    pub sum: Option<KeyDifference>,
    /// Parts that only one has, that are not the same in both, or that moved; items with their atoms first.
    pub parts: Vec<PartDifference>,
}

/// A part that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartDifference {
    /// What it is.
    pub kind: PartKind,
    /// Its code; of a part that is no longer there the one it had.
    pub code: String,
    /// The code it had before, if that was another.
    pub before: Option<String>,
    /// What it is called.
    pub name: Text,
    /// How it differs.
    pub change: PartChange,
    /// Keys that differ, of a part that both have.
    pub keys: Vec<KeyDifference>,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// An item.
    Item,
    /// An atom.
    Atom,
    /// A fact.
    Fact,
    /// An assessor.
    Assessor,
    /// A stage.
    Stage,
    /// A grade.
    Grade,
    /// A consequence.
    Consequence,
}

/// How a part differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartChange {
    /// Only the later one has it.
    Added,
    /// Only the earlier one has it.
    Removed,
    /// Both have it, not the same.
    Changed,
    /// Both have it under different codes; what else differs stands in its keys.
    Moved,
}

impl SchemeDifference {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What two schemes say differently.
#[must_use]
pub fn difference(before: &SchemeDef, after: &SchemeDef) -> SchemeDifference {
    let mut parts = items((&flat(&before.items), &flat(&after.items)));
    parts.sort_by(|one, other| natural(&one.code, &other.code));
    let lists = [
        (PartKind::Fact, facts(before), facts(after)),
        (PartKind::Assessor, listed(&before.assessors), listed(&after.assessors)),
        (PartKind::Stage, listed(&before.stages), listed(&after.stages)),
        (PartKind::Grade, grades(before), grades(after)),
        (PartKind::Consequence, listed(&before.consequences), listed(&after.consequences)),
    ];
    parts.extend(lists.iter().flat_map(|(kind, before, after)| plain(*kind, (before, after))));
    SchemeDifference { keys: keys(&own(before), &own(after)), sum: sums(before, after), parts }
}

/// A part to be compared: what it says without its parts, and all it says without numbers of items.
struct Part<'p> {
    code: String,
    name: Text,
    own: Value,
    whole: Value,
    item: Option<&'p ItemDef>,
}

/// The items of all levels.
fn flat(items: &[ItemDef]) -> Vec<Part<'_>> {
    items.iter().flat_map(|item| std::iter::once(whole(item)).chain(flat(&item.items))).collect()
}

fn whole(item: &ItemDef) -> Part<'_> {
    let value = value(item);
    Part {
        code: item.id.clone(),
        name: item.name.clone(),
        own: without(value.clone(), &["id", "item", "atom"]),
        whole: unnumbered(value),
        item: Some(item),
    }
}

fn atoms(item: &ItemDef) -> Vec<Part<'_>> {
    let of = |atom: &AtomDef| {
        let own = without(value(atom), &["id"]);
        let code = format!("{}.{}", item.id, atom.id);
        Part { code, name: atom.name.clone(), whole: own.clone(), own, item: None }
    };
    item.atoms.iter().map(of).collect()
}

type Sides<'s, 'p> = (&'s [Part<'p>], &'s [Part<'p>]);

fn items(sides: Sides<'_, '_>) -> Vec<PartDifference> {
    let pairs = paired(sides);
    let mut found = unpaired(PartKind::Item, sides, &pairs);
    let is_moved = |code: &str| {
        let parent =
            sides.1.iter().find(|part| part.item.is_some_and(|item| item.items.iter().any(|one| one.id == code)));
        let pair = |parent: &Part<'_>| pairs.iter().find(|(_, after)| after.code == parent.code);
        parent.and_then(pair).is_some_and(|(before, after)| before.code != after.code)
    };
    for (before, after) in &pairs {
        // What moves with the block it stands in is told with the block.
        let told = changed(PartKind::Item, (before, after));
        found.extend(told.filter(|told| !told.keys.is_empty() || !is_moved(&told.code)));
        if let (Some(before), Some(after)) = (before.item, after.item) {
            let (earlier, later) = (atoms(before), atoms(after));
            found.extend(of_item((before, after), (&earlier, &later)));
        }
    }
    for lone in found.clone() {
        // All atoms of an item that only one has.
        let (side, change) = match lone.change {
            PartChange::Added => (sides.1, PartChange::Added),
            PartChange::Removed => (sides.0, PartChange::Removed),
            PartChange::Changed | PartChange::Moved => continue,
        };
        let item = side.iter().find(|part| lone.kind == PartKind::Item && part.code == lone.code);
        let all = item.and_then(|part| part.item).map(atoms).unwrap_or_default();
        found.extend(all.iter().map(|atom| told(PartKind::Atom, atom, change)));
    }
    found
}

/// The atoms of an item that both have. Its own number is no difference of theirs.
fn of_item((before, after): (&ItemDef, &ItemDef), sides: Sides<'_, '_>) -> Vec<PartDifference> {
    let pairs = paired_within((before, after), sides);
    let mut found = unpaired(PartKind::Atom, sides, &pairs);
    let id = |part: &Part<'_>, item: &ItemDef| part.code.strip_prefix(&item.id).map(str::to_owned);
    for (earlier, later) in &pairs {
        let told = changed(PartKind::Atom, (earlier, later));
        let is_same = id(earlier, before) == id(later, after);
        found.extend(
            told.filter(|told| !told.keys.is_empty() || !is_same)
                .map(|told| PartDifference { change: if is_same { PartChange::Changed } else { told.change }, ..told }),
        );
    }
    found
}

type Pairs<'s, 'p> = Vec<(&'s Part<'p>, &'s Part<'p>)>;

/// Parts that are the same: by code and name; then by all they say; then by name; then by code alone.
fn paired<'s, 'p>(sides: Sides<'s, 'p>) -> Pairs<'s, 'p> {
    matched(sides, &|before, after| before.code == after.code)
}

fn paired_within<'s, 'p>((one, other): (&ItemDef, &ItemDef), sides: Sides<'s, 'p>) -> Pairs<'s, 'p> {
    matched(sides, &|before, after| before.code.strip_prefix(&one.id) == after.code.strip_prefix(&other.id))
}

type Same<'t, 'p> = &'t dyn Fn(&Part<'p>, &Part<'p>) -> bool;

fn matched<'s, 'p>((before, after): Sides<'s, 'p>, is_code: Same<'_, 'p>) -> Pairs<'s, 'p> {
    let is_name = |one: &Part<'p>, other: &Part<'p>| one.name == other.name;
    let both = |one: &Part<'p>, other: &Part<'p>| is_code(one, other) && is_name(one, other);
    let whole = |one: &Part<'p>, other: &Part<'p>| one.whole == other.whole;
    let ways: [Same<'_, 'p>; 4] = [&both, &whole, &is_name, is_code];
    let (mut earlier, mut later): (Vec<&Part<'p>>, Vec<&Part<'p>>) = (before.iter().collect(), after.iter().collect());
    let mut pairs = Vec::new();
    for is_same in ways {
        earlier.retain(|one| {
            let Some(at) = later.iter().position(|other| is_same(one, other)) else { return true };
            pairs.push((*one, later.remove(at)));
            false
        });
    }
    pairs
}

fn unpaired(kind: PartKind, (before, after): Sides<'_, '_>, pairs: &Pairs<'_, '_>) -> Vec<PartDifference> {
    let earlier: BTreeSet<&str> = pairs.iter().map(|(before, _)| before.code.as_str()).collect();
    let later: BTreeSet<&str> = pairs.iter().map(|(_, after)| after.code.as_str()).collect();
    let removed = before.iter().filter(|part| !earlier.contains(part.code.as_str()));
    let added = after.iter().filter(|part| !later.contains(part.code.as_str()));
    let removed = removed.map(|part| told(kind, part, PartChange::Removed));
    removed.chain(added.map(|part| told(kind, part, PartChange::Added))).collect()
}

fn told(kind: PartKind, part: &Part<'_>, change: PartChange) -> PartDifference {
    let (code, name) = (part.code.clone(), part.name.clone());
    PartDifference { kind, code, before: None, name, change, keys: Vec::new() }
}

fn changed(kind: PartKind, (before, after): (&Part<'_>, &Part<'_>)) -> Option<PartDifference> {
    let keys = keys(&before.own, &after.own);
    let is_moved = before.code != after.code;
    let change = if is_moved { PartChange::Moved } else { PartChange::Changed };
    let before = is_moved.then(|| before.code.clone());
    let told = PartDifference { before, keys, ..told(kind, after, change) };
    (is_moved || !told.keys.is_empty()).then_some(told)
}

fn plain(kind: PartKind, sides: Sides<'_, '_>) -> Vec<PartDifference> {
    let pairs = paired(sides);
    let mut found = unpaired(kind, sides, &pairs);
    found.extend(pairs.iter().filter_map(|pair| changed(kind, *pair)));
    found.sort_by(|one, other| natural(&one.code, &other.code));
    found
}

/// Parts that have an id and a name.
fn listed(all: &[impl Serialize]) -> Vec<Part<'static>> {
    let of = |value: Value| {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned).unwrap_or_default();
        let name = value.get("name").cloned().and_then(|name| serde_json::from_value(name).ok());
        let (code, own) = (text("id"), without(value.clone(), &["id"]));
        Part { name: name.unwrap_or_else(|| Text::new(&code, &code)), code, whole: own.clone(), own, item: None }
    };
    all.iter().map(raw).map(of).map(|part| Part { own: same_in_both(part.own), ..part }).collect()
}

fn grades(scheme: &SchemeDef) -> Vec<Part<'static>> {
    scheme.grading.as_ref().map(|grading| listed(&grading.grades)).unwrap_or_default()
}

fn facts(scheme: &SchemeDef) -> Vec<Part<'static>> {
    let of = |(name, def): (&String, &changxiao_core::definition::scheme::QuantityDef)| {
        let text = def.name.clone().unwrap_or_else(|| Text::new(name, name));
        Part { code: name.clone(), name: text, own: value(def), whole: value(def), item: None }
    };
    scheme.facts.iter().map(of).collect()
}

/// What a scheme says itself.
fn own(scheme: &SchemeDef) -> Value {
    let mut own = without(value(scheme), &["item", "fact", "assessor", "stage", "consequence"]);
    if let Some(grading) = own.get_mut("grading").and_then(Value::as_object_mut) {
        grading.remove("grade");
    }
    own
}

/// The sums of the points of the items of the scheme itself.
fn sums(before: &SchemeDef, after: &SchemeDef) -> Option<KeyDifference> {
    let sum = |scheme: &SchemeDef| {
        let points = |item: &ItemDef| item.points.map(|points| points.scaled(item.weight.unwrap_or(Fraction::ONE)));
        scheme.items.iter().filter_map(points).reduce(Amount::plus).map(|sum| sum.to_string())
    };
    let (before, after) = (sum(before), sum(after));
    (before != after).then(|| KeyDifference { key: "sum".to_owned(), before, after })
}

fn raw(def: &impl Serialize) -> Value {
    serde_json::to_value(def).unwrap_or_default()
}

fn value(def: &impl Serialize) -> Value {
    same_in_both(raw(def))
}

/// A text that is the same in both languages as one text.
fn same_in_both(value: Value) -> Value {
    match value {
        Value::Object(table) => match (table.get("zh"), table.get("en")) {
            (Some(zh), Some(en)) if zh == en && table.len() == 2 => zh.clone(),
            _ => Value::Object(table.into_iter().map(|(key, value)| (key, same_in_both(value))).collect()),
        },
        Value::Array(list) => Value::Array(list.into_iter().map(same_in_both).collect()),
        other => other,
    }
}

fn without(mut value: Value, keys: &[&str]) -> Value {
    if let Some(table) = value.as_object_mut() {
        keys.iter().for_each(|key| drop(table.remove(*key)));
    }
    value
}

/// An item with all its parts, without the numbers of items.
fn unnumbered(value: Value) -> Value {
    let mut value = without(value, &["id"]);
    if let Some(Value::Array(items)) = value.get_mut("item") {
        items.iter_mut().for_each(|item| *item = unnumbered(item.take()));
    }
    value
}

#[cfg(test)]
mod tests;
