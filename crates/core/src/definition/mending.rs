//! serde stops at the first fault of an item. To hear of the next, the faulty value is taken out, or something of the right
//! sort is put where a key is missing, and the item is read once more. Nothing that was mended is ever taken.

use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error},
};

/// One value of every sort a missing key may ask for; the first that is taken stands in.
const STAND_INS: &str = r#"
text = "a"
id = "a/a"
day = "2000-01-01"
number = 1
list = ["a"]
none = []
both = { zh = "a", en = "a" }
calendar = "year"
aspect = "A1"
role = "floor"
tier = "first"
began = "latest"
clause = { regulation = { zh = "a", en = "a" }, article = { zh = "a", en = "a" }, in_force_from = "2000-01-01" }
evidence = { register = "a", at_least = 1, unit = { zh = "a", en = "a" } }
change = { raise = { from = 1, to = 2 } }
"#;

/// Bytes that no text has: what stands in is told from what was written.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// An item while its faults are found.
pub(super) struct Mending<'t> {
    value: Spanned<DeValue<'t>>,
    /// Keys that were taken out; that they are missing now is no fault of the author.
    gone: Vec<Vec<String>>,
}

enum Step {
    Key(String),
    Position(usize),
}

impl<'t> Mending<'t> {
    pub(super) fn new(value: Spanned<DeValue<'t>>) -> Self {
        Self { value, gone: Vec::new() }
    }

    /// The item as it stands.
    pub(super) fn value(&self) -> Spanned<DeValue<'t>> {
        self.value.clone()
    }

    /// The keys that lead to a fault and its bytes; `None` if we made it ourselves.
    pub(super) fn told(&self, sentence: &str, at: &Range<usize>) -> Option<(String, Range<usize>)> {
        let Some(key) = missing(sentence) else {
            let way = way(&self.value, &|key, value| covers(key, at) || covers(&value.span(), at));
            return (*at != NOWHERE).then(|| (written(&way.unwrap_or_default()), at.clone()));
        };
        let way = self.table_without(key, at)?;
        let (mut keys, above) = (keys(&way), written(&way));
        keys.push(key.to_owned());
        let name = if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
        (!self.gone.contains(&keys)).then(|| (name, at.clone()))
    }

    /// The key at these bytes was meant to be another, which therefore is not missing.
    pub(super) fn meant(&mut self, at: &Range<usize>, other: &str) {
        let way = way(&self.value, &|key, _| key == at);
        if let Some((_, above)) = way.as_deref().and_then(<[Step]>::split_last) {
            let mut keys = keys(above);
            keys.push(other.to_owned());
            self.gone.push(keys);
        }
    }

    /// Mends a fault; `false` if it cannot be.
    pub(super) fn mend(
        &mut self,
        sentence: &str,
        at: &Range<usize>,
        read: impl Fn(Spanned<DeValue<'t>>) -> Option<Error>,
    ) -> bool {
        match missing(sentence) {
            Some(key) => self.stand_in(key, at, read),
            None => self.take_out(at),
        }
    }

    fn take_out(&mut self, at: &Range<usize>) -> bool {
        let way = way(&self.value, &|key, value| covers(key, at) || covers(&value.span(), at));
        let Some((Step::Key(last), above)) = way.as_deref().and_then(<[Step]>::split_last) else { return false };
        let mut gone = keys(above);
        gone.push(last.clone());
        let Some(DeValue::Table(table)) = reach(&mut self.value, above) else { return false };
        let is_out = table.remove(last.as_str()).is_some();
        self.gone.push(gone);
        is_out
    }

    fn stand_in(&mut self, key: &str, at: &Range<usize>, read: impl Fn(Spanned<DeValue<'t>>) -> Option<Error>) -> bool {
        let Some(above) = self.table_without(key, at) else { return false };
        let Ok(candidates) = DeTable::parse(STAND_INS) else { return false };
        for (_, candidate) in candidates.into_inner() {
            let mut mended = self.value.clone();
            let Some(DeValue::Table(table)) = reach(&mut mended, &above) else { return false };
            table.insert(Spanned::new(NOWHERE, key.to_owned().into()), nowhere(candidate));
            let is_taken = match read(mended.clone()) {
                None => true,
                Some(error) => error.span().is_some_and(|span| span != NOWHERE),
            };
            if is_taken {
                self.value = mended;
                return true;
            }
        }
        false
    }

    /// The way to the table that stands at these bytes and has no such key.
    fn table_without(&self, key: &str, at: &Range<usize>) -> Option<Vec<Step>> {
        let is_it = |value: &Spanned<DeValue<'_>>| {
            value.span() == *at && value.get_ref().as_table().is_some_and(|table| !table.contains_key(key))
        };
        if is_it(&self.value) {
            return Some(Vec::new());
        }
        way(&self.value, &|_, value| is_it(value))
    }
}

fn missing(sentence: &str) -> Option<&str> {
    sentence.strip_prefix("missing field `")?.split('`').next()
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A question about an entry: the bytes of its key, and its value.
type IsIt<'f> = dyn Fn(&Range<usize>, &Spanned<DeValue<'_>>) -> bool + 'f;

/// The way to the innermost entry for which this is so.
fn way(value: &Spanned<DeValue<'_>>, is_it: &IsIt<'_>) -> Option<Vec<Step>> {
    match value.get_ref() {
        DeValue::Table(table) => {
            let inner = table.iter().find_map(|(key, value)| {
                let rest = way(value, is_it)?;
                Some(std::iter::once(Step::Key(key.get_ref().to_string())).chain(rest).collect())
            });
            inner.or_else(|| {
                let (key, _) = table.iter().find(|(key, value)| is_it(&key.span(), value))?;
                Some(vec![Step::Key(key.get_ref().to_string())])
            })
        }
        DeValue::Array(list) => list.iter().enumerate().find_map(|(at, one)| {
            let is_here = one.get_ref().is_table() && is_it(&NOWHERE, one);
            let rest = way(one, is_it).or_else(|| is_here.then(Vec::new))?;
            Some(std::iter::once(Step::Position(at)).chain(rest).collect())
        }),
        _ => None,
    }
}

fn reach<'v, 't>(value: &'v mut Spanned<DeValue<'t>>, way: &[Step]) -> Option<&'v mut DeValue<'t>> {
    let Some((first, rest)) = way.split_first() else { return Some(value.get_mut()) };
    match (first, value.get_mut()) {
        (Step::Key(key), DeValue::Table(table)) => reach(table.get_mut(key.as_str())?, rest),
        (Step::Position(at), DeValue::Array(list)) => reach(list.get_mut(*at)?, rest),
        _ => None,
    }
}

fn keys(way: &[Step]) -> Vec<String> {
    let name = |step: &Step| match step {
        Step::Key(key) => key.clone(),
        Step::Position(at) => at.to_string(),
    };
    way.iter().map(name).collect()
}

fn written(way: &[Step]) -> String {
    let names = way.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Position(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

fn nowhere(value: Spanned<DeValue<'_>>) -> Spanned<DeValue<'_>> {
    let inner = match value.into_inner() {
        DeValue::Table(table) => DeValue::Table(
            table.into_iter().map(|(key, value)| (Spanned::new(NOWHERE, key.into_inner()), nowhere(value))).collect(),
        ),
        DeValue::Array(list) => DeValue::Array(list.into_iter().map(nowhere).collect()),
        other => other,
    };
    Spanned::new(NOWHERE, inner)
}
