//! What two catalogues define differently: item by item as their departments wrote them, key by key, and parameters by
//! day as amendments leave them. Where a definition is written (which file, which order) makes no difference.

use crate::catalogue::Catalogue;
use changxiao_core::{
    day::Day,
    definition::{AmendmentDef, Pack},
    id::{Id, Namespace},
    text::Text,
};
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// All differences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Items that only one has, or that are not the same in both; by noun and id.
    pub items: Vec<ItemDifference>,
    /// Parameters that amendments leave with other values.
    pub settings: Vec<SettingDifference>,
}

/// One item that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemDifference {
    /// Its noun: key of its name.
    #[serde(serialize_with = "plain_noun")]
    pub noun: &'static str,
    /// Its id; of an amendment its department and target.
    pub id: String,
    /// Its name, if it has one.
    pub name: Option<Text>,
    /// How it differs.
    pub change: Change,
    /// Of a changed item the keys that differ; of an amendment that only one has all its keys.
    pub keys: Vec<KeyDifference>,
}

/// How an item differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Only the later one has it.
    Added,
    /// Only the earlier one has it.
    Removed,
    /// Both have it, not the same.
    Changed,
}

/// A key with another value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyDifference {
    /// The key, with dots; in a list of tables the day or topic that tells them apart, else the position.
    pub key: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

/// A parameter (or the grace of a duty) whose value in force differs from a day on, for organisations outside every scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingDifference {
    /// The parameter or duty.
    pub id: Id,
    /// First day on which the values differ so.
    pub from: Day,
    /// The value in the earlier one.
    pub before: Option<String>,
    /// The value in the later one.
    pub after: Option<String>,
}

/// A noun for machines: `study-plan` for `noun-study-plan`.
fn plain_noun<S: Serializer>(noun: &&'static str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(noun.strip_prefix("noun-").unwrap_or(noun))
}

/// What two catalogues define differently.
#[must_use]
pub fn difference(before: &Catalogue, after: &Catalogue) -> Difference {
    let (earlier, later) = (items(before), items(after));
    let keys: BTreeSet<&Key> = earlier.keys().chain(later.keys()).collect();
    let items = keys.into_iter().filter_map(|key| item(key, (earlier.get(key), later.get(key)))).collect();
    Difference { items, settings: settings(before, after) }
}

/// Noun and id.
type Key = (&'static str, String);

fn items(catalogue: &Catalogue) -> BTreeMap<Key, Value> {
    let mut all = BTreeMap::new();
    for source in catalogue.sources() {
        of_pack(&source.pack, &source.about.namespace, &mut all);
    }
    all
}

fn of_pack(pack: &Pack, by: &Namespace, all: &mut BTreeMap<Key, Value>) {
    let mut put = |noun: &'static str, id: String, value: Value| {
        // Several amendments of one target are told apart by their order.
        let again = (2..).map(|number| format!("{id} ({number})"));
        let free = std::iter::once(id.clone()).chain(again).find(|id| !all.contains_key(&(noun, id.clone())));
        all.insert((noun, free.unwrap_or(id)), value);
    };
    pack.mechanisms.iter().for_each(|def| put("noun-mechanism", def.id.to_string(), value(def)));
    pack.duties.iter().for_each(|def| put("noun-duty", def.id.to_string(), value(def)));
    pack.responsibilities.iter().for_each(|def| put("noun-responsibility", def.id.to_string(), value(def)));
    pack.study_plans.iter().for_each(|def| put("noun-study-plan", def.id.to_string(), value(def)));
    pack.parameters.iter().for_each(|def| put("noun-parameter", def.id.to_string(), value(def)));
    pack.formalism.iter().for_each(|def| put("noun-formalism", def.id.to_string(), value(def)));
    pack.indicators.iter().for_each(|def| put("noun-indicator", def.id.to_string(), value(def)));
    for native in &pack.natives {
        let mut def = value(&native.indicator);
        if let Some(table) = def.as_object_mut() {
            table.insert("inputs".to_owned(), value(&native.inputs));
        }
        put("noun-indicator", native.indicator.id.to_string(), def);
    }
    let mut amendments: Vec<&AmendmentDef> = pack.amendments.iter().collect();
    amendments.sort_by_key(|def| (&def.target, def.since, &def.within));
    amendments.into_iter().for_each(|def| put("noun-amendment", format!("{by}: {}", def.target), value(def)));
}

fn value(def: &impl Serialize) -> Value {
    serde_json::to_value(def).unwrap_or_default()
}

fn item((noun, id): &Key, (before, after): (Option<&Value>, Option<&Value>)) -> Option<ItemDifference> {
    let (change, keys) = match (before, after) {
        (Some(before), Some(after)) if before == after => return None,
        (Some(before), Some(after)) => (Change::Changed, keys(before, after)),
        // An amendment has no name: what it changes is all there is to say of it.
        (None, after) if *noun == "noun-amendment" => {
            (Change::Added, keys(&Value::Null, after.unwrap_or(&Value::Null)))
        }
        (before, None) if *noun == "noun-amendment" => {
            (Change::Removed, keys(before.unwrap_or(&Value::Null), &Value::Null))
        }
        (None, _) => (Change::Added, Vec::new()),
        (_, None) => (Change::Removed, Vec::new()),
    };
    let name = after.or(before).and_then(|value| serde_json::from_value(value.get("name")?.clone()).ok());
    Some(ItemDifference { noun, id: id.clone(), name, change, keys })
}

/// The keys whose values differ.
pub(crate) fn keys(before: &Value, after: &Value) -> Vec<KeyDifference> {
    let [earlier, later] = [before, after].map(|value| {
        let mut leaves = BTreeMap::new();
        flatten("", value, &mut leaves);
        leaves
    });
    let all: BTreeSet<&String> = earlier.keys().chain(later.keys()).collect();
    let differing = all.into_iter().filter(|key| earlier.get(*key) != later.get(*key));
    let one = |key: &String| KeyDifference {
        key: key.clone(),
        before: earlier.get(key).cloned(),
        after: later.get(key).cloned(),
    };
    differing.map(one).collect()
}

/// The values at the ends of all keys; what is left out has none.
fn flatten(key: &str, value: &Value, leaves: &mut BTreeMap<String, String>) {
    let below = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    match value {
        Value::Null => {}
        Value::Object(table) => table.iter().for_each(|(name, value)| flatten(&below(name), value, leaves)),
        Value::Array(list) if list.iter().any(Value::is_object) => {
            for (position, one) in list.iter().enumerate() {
                let told = ["from", "name", "topic"].into_iter().find_map(|key| scalar(one.get(key)?));
                let told = told.unwrap_or_else(|| (position + 1).to_string());
                flatten(&format!("{key}[{told}]"), one, leaves);
            }
        }
        Value::Array(list) => {
            let texts: Vec<String> = list.iter().map(|one| scalar(one).unwrap_or_else(|| one.to_string())).collect();
            leaves.insert(key.to_owned(), texts.join(", "));
        }
        other => {
            leaves.insert(key.to_owned(), scalar(other).unwrap_or_default());
        }
    }
}

/// A single value as text; of a text in two languages the Chinese.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Object(table) => table.get("zh").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

/// The values that amendments of one of the two leave differing, from the days on which they begin to.
fn settings(before: &Catalogue, after: &Catalogue) -> Vec<SettingDifference> {
    let amendments = before.amendments().iter().chain(after.amendments());
    let amended: BTreeSet<&Id> = amendments.map(|amended| &amended.def.target).collect();
    amended.into_iter().flat_map(|id| timeline((before, after), id)).collect()
}

fn timeline((before, after): (&Catalogue, &Catalogue), id: &Id) -> Vec<SettingDifference> {
    let days = |catalogue: &Catalogue| -> Vec<Day> {
        let values = catalogue.parameters().get(id).into_iter().flat_map(|def| &def.values).map(|value| value.from);
        let amended = catalogue.amendments().iter().filter(|amended| amended.def.target == *id);
        values.chain(amended.flat_map(|amended| std::iter::once(amended.def.since).chain(amended.def.until))).collect()
    };
    let all: BTreeSet<Day> = days(before).into_iter().chain(days(after)).collect();
    let on = |catalogue: &Catalogue, day| catalogue.setting(id, day, None).map(|(setting, _)| setting.to_string());
    let mut last = (None, None);
    let mut differing = Vec::new();
    for day in all {
        let now = (on(before, day), on(after, day));
        if now != last && (now.0 != now.1 || last.0 != last.1) {
            differing.push(SettingDifference {
                id: id.clone(),
                from: day,
                before: now.0.clone(),
                after: now.1.clone(),
            });
        }
        last = now;
    }
    differing
}
