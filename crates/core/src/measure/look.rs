//! Making looks ready: their keys, their days, what they take, and the order in which they can be answered.

use super::{Key, Look, Relation, Take, Written, compile::Compiler};
use crate::{
    contract::Kind,
    definition::LookDef,
    expression::{ExpressionFault, Meaning, Scope, Type},
    fault::nearest,
    message::Message,
};
use std::collections::BTreeMap;

impl<'a> Compiler<'a> {
    /// All looks, each after those whose results it uses. Those that use each other in a circle are a fault.
    pub(super) fn looks(&mut self, defs: &BTreeMap<String, LookDef>, from: &'a Kind) -> Vec<Look> {
        let mut waiting: Vec<(&String, &LookDef)> = defs.iter().collect();
        let mut ready: Vec<Look> = Vec::new();
        while !waiting.is_empty() {
            let uses = |def: &LookDef, name: &str| {
                let texts = [&def.from, &def.until, &def.at].into_iter().flatten();
                texts.into_iter().any(|text| mentions(text, name))
            };
            let is_free = |(_, def): &(&String, &LookDef)| !waiting.iter().any(|(name, _)| uses(def, name));
            let (free, bound): (Vec<_>, Vec<_>) = waiting.iter().partition(|one| is_free(one));
            if free.is_empty() {
                let names: Vec<&str> = bound.iter().map(|(name, _)| name.as_str()).collect();
                self.fault("measure.look", Message::new("measure-looks-in-a-circle").with("names", names.join(", ")));
                return ready;
            }
            for (name, def) in free {
                let known: Vec<(String, Type)> = ready.iter().map(|look| (look.name.clone(), look.is)).collect();
                ready.extend(self.look((name, def), from, &known));
            }
            waiting = bound;
        }
        ready
    }

    fn look(&mut self, (name, look): (&str, &LookDef), from: &'a Kind, known: &[(String, Type)]) -> Option<Look> {
        let key = |part: &str| format!("measure.look.{name}.{part}");
        let kind = self.kind(&look.register, &key("in"))?;
        let by: Vec<_> = look.by.iter().filter_map(|pair| self.key(&key("by"), pair, (from, kind))).collect();
        let of_item = self.scope(from, Meaning::Item);
        let rows = Scope { item: Some(&of_item), ..self.scope(kind, Meaning::Row) };
        let item = Scope { looks: known, ..self.scope(from, Meaning::Item) };
        let only = self.written(&key("only"), look.only.as_deref(), &rows, Type::Truth);
        let when = self.written(&key("when"), look.when.as_deref(), &rows, Type::Day);
        let mut day = |part: &str, text: &Option<String>| self.written(&key(part), text.as_deref(), &item, Type::Day);
        let (first, last, at) = (day("from", &look.from), day("until", &look.until), day("at", &look.at));
        let has_day = kind.date_field.is_some() || kind.date_from.is_some() || kind.span.is_some();
        if look.when.is_none() && !has_day {
            self.fault(key("when"), Message::new("measure-look-without-day").with("register", kind.name.clone()));
        }
        let (take, is) = self.take(&key("take"), &look.take, &rows)?;
        let (period, covered, unit) = (look.period, look.covered.clone(), look.unit.clone());
        let (name, register, ended) = (name.to_owned(), look.register.clone(), look.ended);
        Some(Look {
            name,
            register,
            by,
            only,
            when,
            from: first,
            until: last,
            at,
            ended,
            period,
            covered,
            take,
            is,
            unit,
        })
    }

    /// `org`, `here = there`, `there within here`, `there around here`, `there reached from here`.
    fn key(&mut self, key: &str, text: &str, (from, to): (&Kind, &Kind)) -> Option<Key> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (here, there, relation) = match words.as_slice() {
            [same] => (*same, *same, Relation::Same),
            [here, "=", there] => (*here, *there, Relation::Same),
            [there, "within", here] => (*here, *there, Relation::Within),
            [there, "around", here] => (*here, *there, Relation::Around),
            [there, "reached", "from", here] => (*here, *there, Relation::Reached),
            [there, "voice", "of", here] => (*here, *there, Relation::Voice),
            _ => {
                self.fault(key, Message::new("measure-key-unreadable").with("text", text));
                return None;
            }
        };
        for (kind, field) in [(from, here), (to, there)] {
            if kind.field(field).is_none() {
                let names = kind.fields.iter().map(|field| field.id.as_str());
                let hint = nearest(field, names).map(|name| Message::new("hint-nearest").with("name", name));
                let message =
                    Message::new("expression-unknown-field").with("name", field).with("kind", kind.name.clone());
                self.faults.push((key.to_owned(), ExpressionFault { at: 0..0, message, hint }));
                return None;
            }
        }
        Some(Key { here: here.to_owned(), there: there.to_owned(), relation })
    }

    fn take(&mut self, key: &str, text: &str, scope: &Scope<'_>) -> Option<(Take, Type)> {
        let (verb, amount) = text.split_once(' ').unwrap_or((text, ""));
        let amount = Some(amount.trim()).filter(|amount| !amount.is_empty());
        let unreadable = |compiler: &mut Self| {
            compiler.fault(key, Message::new("measure-unknown-take").with("text", text));
            None
        };
        match (verb, amount) {
            ("count", None) => Some((Take::Count, Type::Number)),
            ("count", Some(_)) => {
                self.written(key, amount, scope, Type::Text).map(|value| (Take::Different(value), Type::Number))
            }
            ("sum", Some(_)) => {
                self.written(key, amount, scope, Type::Number).map(|value| (Take::Sum(value), Type::Number))
            }
            ("min" | "max", Some(amount)) => {
                let is = self.type_of(amount, scope).filter(|is| *is == Type::Day).unwrap_or(Type::Number);
                let written: Written = self.written(key, Some(amount), scope, is)?;
                Some((if verb == "min" { Take::Least(written) } else { Take::Greatest(written) }, is))
            }
            _ => unreadable(self),
        }
    }

    fn type_of(&self, text: &str, scope: &Scope<'_>) -> Option<Type> {
        let node = crate::expression::parse(text).ok()?;
        scope.node(&node).ok().map(|checked| checked.is)
    }
}

/// Whether an expression uses the result of a look.
fn mentions(text: &str, look: &str) -> bool {
    let name = format!("look.{look}");
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    text.match_indices(&name).any(|(at, _)| text.get(at + name.len()..).is_some_and(is_end))
}
