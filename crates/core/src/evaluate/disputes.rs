//! Disputed records: an item is computed once with each version of all records that stand in several. Where all outcomes
//! agree it is that outcome; where they do not, nobody knows, and the item says that it is disputed.

use super::{
    OutOfRange,
    item::{Ask, items, kinds_read},
    reader::World,
};
use crate::{
    count::{Item, Subject},
    tally::Class,
};
use std::collections::BTreeMap;

/// The items of all worlds, settled.
pub(super) fn settled(ask: &Ask<'_, '_>) -> Result<Vec<Item>, OutOfRange> {
    let worlds = ask.evaluator.reader.worlds(&kinds_read(ask));
    let [only] = worlds.as_slice() else { return all(ask, &worlds) };
    items(ask, *only)
}

fn all(ask: &Ask<'_, '_>, worlds: &[World]) -> Result<Vec<Item>, OutOfRange> {
    let mut by_subject: BTreeMap<Subject, Vec<Option<Item>>> = BTreeMap::new();
    for (place, world) in worlds.iter().enumerate() {
        for item in items(ask, *world)? {
            let seen = by_subject.entry(item.subject.clone()).or_default();
            seen.resize(place, None);
            seen.push(Some(item));
        }
    }
    let whole = by_subject.into_values().map(|mut seen| {
        seen.resize(worlds.len(), None);
        seen
    });
    Ok(whole.filter_map(settle).collect())
}

fn settle(seen: Vec<Option<Item>>) -> Option<Item> {
    let is_counted = |item: &Option<Item>| {
        item.as_ref().is_some_and(|item| matches!(item.class, Class::Met | Class::Missed | Class::Unknown))
    };
    let outcome = |item: &Option<Item>| item.as_ref().map(|item| (item.class, item.amounts));
    let first = seen.first().map(outcome)?;
    let agree = seen.iter().all(|item| outcome(item) == first);
    let has_amounts = seen.iter().flatten().any(|item| item.amounts.is_some());
    let class = if seen.iter().all(is_counted) && !has_amounts { Class::Unknown } else { Class::Open };
    let item = seen.into_iter().flatten().next()?;
    Some(if agree { item } else { Item { class, is_disputed: true, amounts: None, change: None, ..item } })
}
