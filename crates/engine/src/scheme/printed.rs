//! A scheme as the table that a committee prints (考评细则): blocks, entries, a sentence an atom, and the notes below. Texts
//! stay in both languages, sentences are worded later.

mod notes;

use super::sentence::{Asking, Naming, every, sentence, source, terms};
use changxiao_core::{
    amount::Amount,
    definition::{
        Clause, Confidence,
        scheme::{AtomDef, Every, EvidenceDef, ItemDef, Source},
    },
    message::Message,
    text::Text,
};

/// A printed table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Blocks: the items of the scheme.
    pub blocks: Vec<Block>,
    /// What stands below the table.
    pub notes: Vec<Section>,
}

/// An item of the scheme itself, over all that stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its number.
    pub code: String,
    /// What it is called.
    pub name: Text,
    /// Its points.
    pub points: Option<Amount>,
    /// What holds of it, if it is more than an entry.
    pub terms: Vec<Message>,
    /// What stands in it.
    pub entries: Vec<Entry>,
}

/// An item that has atoms, or of which the table says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub code: String,
    /// What the items between the block and this one are called, and this one last; empty: it is the block itself.
    pub names: Vec<Text>,
    /// The requirement in full.
    pub says: Option<Text>,
    /// Its points.
    pub points: Option<Amount>,
    /// What holds of it.
    pub terms: Vec<Message>,
    /// How often it is scored.
    pub every: Option<Message>,
    /// Its atoms.
    pub rows: Vec<Row>,
}

/// An atom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// Its rule as a sentence.
    pub sentence: Message,
    /// More of it.
    pub says: Option<Text>,
    /// Who is asked, or where its quantity comes from.
    pub source: Message,
    /// How often its quantity is taken or it is scored.
    pub every: Option<Message>,
    /// Clauses and evidence.
    pub rests: Vec<Message>,
}

/// Notes of one kind below the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: Message,
    /// Its lines.
    pub lines: Vec<Message>,
}

/// A scheme as a printed table.
#[must_use]
pub fn printed(scheme: Naming<'_>) -> Printed {
    let blocks = scheme.items.iter().map(|item| block(scheme, item)).collect();
    Printed { blocks, notes: notes::sections(scheme) }
}

/// What an item hands down to its parts.
#[derive(Clone, Copy)]
struct Inherited<'i> {
    clause: Option<&'i Clause>,
    asking: Asking<'i>,
    every: Option<Every>,
}

fn block(scheme: Naming<'_>, item: &ItemDef) -> Block {
    let given = Inherited { clause: None, asking: Asking { by: scheme.def.by.as_deref(), by_each: &[] }, every: None };
    let mut entries = Vec::new();
    fill(scheme, (item, &[]), given, &mut entries);
    let is_one_entry = item.items.is_empty();
    Block {
        code: item.id.clone(),
        name: item.name.clone(),
        points: item.points,
        terms: if is_one_entry { Vec::new() } else { terms(scheme, item) },
        entries,
    }
}

fn fill(scheme: Naming<'_>, (item, names): (&ItemDef, &[Text]), given: Inherited<'_>, entries: &mut Vec<Entry>) {
    let inherited = Inherited {
        clause: item.clause.as_ref().or(given.clause),
        asking: given.asking.below((item.by.as_deref(), &item.by_each)),
        every: item.every.or(given.every),
    };
    // An item between the block and its entries has a line of its own if the table says something of it.
    let is_between =
        !names.is_empty() && (item.points.is_some() || item.says.is_some() || !terms(scheme, item).is_empty());
    if !item.atoms.is_empty() || item.items.is_empty() || is_between {
        entries.push(Entry {
            code: item.id.clone(),
            names: names.to_vec(),
            says: item.says.clone(),
            points: item.points,
            terms: if names.is_empty() && !item.items.is_empty() { Vec::new() } else { terms(scheme, item) },
            every: inherited.every.map(every),
            rows: item.atoms.iter().map(|atom| row(scheme, (item, atom), inherited)).collect(),
        });
    }
    for inner in &item.items {
        let names = [names, std::slice::from_ref(&inner.name)].concat();
        fill(scheme, (inner, &names), inherited, entries);
    }
}

fn row(scheme: Naming<'_>, (item, atom): (&ItemDef, &AtomDef), given: Inherited<'_>) -> Row {
    let quantity = match &atom.from {
        Some(Source::Quantity(quantity)) => Some(quantity.as_ref()),
        Some(Source::Formula(name)) => scheme.facts.get(name.trim()),
        None => None,
    };
    let often = atom.every.or_else(|| quantity.and_then(|quantity| quantity.every));
    let clause = atom.clause.as_ref().or(given.clause).map(clause);
    Row {
        code: format!("{}.{}", item.id, atom.id),
        sentence: sentence(scheme, item, atom),
        says: atom.says.clone(),
        source: source(scheme, atom, given.asking),
        every: often.map(every),
        rests: clause.into_iter().chain(atom.evidence.iter().map(evidence)).collect(),
    }
}

fn clause(clause: &Clause) -> Message {
    let key = match clause.confidence {
        Confidence::High => "printed-clause",
        Confidence::Medium | Confidence::Low => "printed-clause-unverified",
    };
    Message::new(key).with("regulation", clause.regulation.clone()).with("article", clause.article.clone())
}

fn evidence(evidence: &EvidenceDef) -> Message {
    let message = Message::new("printed-evidence").with("name", evidence.name.clone());
    let message = match &evidence.number {
        Some(number) => Message::new("printed-evidence-numbered").with("number", number.as_str()).with("name", message),
        None => message,
    };
    match &evidence.office {
        Some(office) => Message::new("printed-evidence-kept").with("evidence", message).with("office", office.clone()),
        None => message,
    }
}
