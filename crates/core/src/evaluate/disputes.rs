//! Disputed records: an item is computed once with each version of all records that stand in several. Where all outcomes
//! agree it is that outcome; where they do not, nobody knows, and the item says that it is disputed.

use super::{
    OutOfRange,
    item::{Ask, items},
    reader::{AS_WRITTEN, Watch, World},
    reads,
};
use crate::{
    count::{Change, Item, Subject},
    fraction::Fraction,
    message::Message,
    tally::Class,
};
use std::{cell::Cell, collections::BTreeMap};

/// The items of all worlds, settled: with all disputed records and without them, and with each of their versions.
pub(super) fn settled(ask: &Ask<'_, '_>) -> Result<Vec<Item>, OutOfRange> {
    let reads = reads::fields(ask.measure, ask.evaluator.reader.contract);
    let found = ask.evaluator.reader.disputed(&reads);
    let (disputed, versions) = &*found;
    if disputed.is_empty() {
        return items(ask, AS_WRITTEN);
    }
    let watch = Watch { disputed, has_met_one: Cell::new(false) };
    let as_written = items(ask, World { watch: Some(&watch), ..AS_WRITTEN })?;
    if !watch.has_met_one.get() {
        return Ok(as_written);
    }
    let others = (1..*versions).map(|version| World { version, ..AS_WRITTEN });
    let others = others.chain([World { without: Some(disputed), ..AS_WRITTEN }]);
    let all = std::iter::once(Ok(as_written)).chain(others.map(|world| items(ask, world)));
    let worlds = all.collect::<Result<Vec<Vec<Item>>, OutOfRange>>()?;
    let many = worlds.len();
    let mut by_subject: BTreeMap<Subject, Vec<Option<Item>>> = BTreeMap::new();
    for (place, items) in worlds.into_iter().enumerate() {
        for item in items {
            let seen = by_subject.entry(item.subject.clone()).or_default();
            seen.resize(place, None);
            seen.push(Some(item));
        }
    }
    let whole = by_subject.into_values().map(|mut seen| {
        seen.resize(many, None);
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
    let greatest = seen.iter().flatten().filter_map(|item| item.change.clone()).reduce(greater);
    let mut all = seen.into_iter().flatten();
    let item = all.next()?;
    if agree {
        return Some(Item { change: greatest, ..item });
    }
    // Every version that any world came upon is worth naming, each once.
    let mut records = item.records.clone();
    for record in all.flat_map(|other| other.records) {
        if !records.iter().any(|known| known.origin == record.origin && known.key == record.key) {
            records.push(record);
        }
    }
    let reasons = vec![Message::new("reason-disputed")];
    let change = Some(Change { amount: Fraction::ZERO, message: Message::new("change-settle") });
    Some(Item { class, is_disputed: true, amounts: None, change, records, reasons, ..item })
}

/// Of the changes that two readings of the records ask for, the one that is enough for both.
fn greater(one: Change, other: Change) -> Change {
    if other.amount > one.amount { other } else { one }
}
