//! Checking an expression against the register contract: every name gets its meaning, every part its type.

use super::{
    ExpressionFault,
    tree::{Checked, CheckedKind, Comparison, Function, Node, NodeKind, Own, Step},
};
use crate::{
    contract::{Contract, Field, FieldType, Kind},
    definition::Setting,
    fault::nearest,
    message::Message,
};
use std::ops::Range;

/// Type of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Yes, no or unknown.
    Truth,
    /// An exact number.
    Number,
    /// A day.
    Day,
    /// An id, a text or a code.
    Text,
    /// Several texts.
    Texts,
    /// A set of days.
    Days,
}

/// What the names of an expression can mean.
pub struct Scope<'a> {
    /// The register contract.
    pub contract: &'a Contract,
    /// Kind of the row that is looked at.
    pub kind: &'a Kind,
    /// Names of the looks and the types of what they take.
    pub looks: &'a [(String, Type)],
    /// The setting of a parameter, whatever its day.
    pub parameter: &'a dyn Fn(&str) -> Option<Setting>,
    /// Names of all parameters, for offering the nearest.
    pub parameter_names: &'a [String],
    /// Whether there is an item with days and a period (there is none while a look goes through rows).
    pub meaning: Meaning,
    /// Of a row that a look goes through: what names mean for the item, as `item.NAME`.
    pub item: Option<&'a Scope<'a>>,
}

/// What an expression is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An item of the population: it has looks, a period, days in force.
    Item,
    /// A row that a look goes through.
    Row,
}

type Check = Result<Checked, ExpressionFault>;

impl Scope<'_> {
    /// Checks an expression that must be of a type.
    pub fn check(&self, node: &Node, wanted: Type) -> Check {
        let checked = self.node(node)?;
        self.must_be(checked, wanted)
    }

    /// All faults of an expression that must be of a type. Of each part only the innermost: what is wrong further out may
    /// follow from them.
    #[must_use]
    pub fn faults(&self, node: &Node, wanted: Type) -> Vec<ExpressionFault> {
        self.all_faults(node, Some(wanted))
    }

    fn all_faults(&self, node: &Node, wanted: Option<Type>) -> Vec<ExpressionFault> {
        let truth = Some(Type::Truth);
        let inner: Vec<ExpressionFault> = match &node.kind {
            NodeKind::And(left, right) | NodeKind::Or(left, right) => {
                [left, right].into_iter().flat_map(|node| self.all_faults(node, truth)).collect()
            }
            NodeKind::Not(inner) => self.all_faults(inner, truth),
            NodeKind::Compare(_, left, right) | NodeKind::Arithmetic(_, left, right) => {
                [left, right].into_iter().flat_map(|node| self.all_faults(node, None)).collect()
            }
            NodeKind::In(needle, list) => {
                std::iter::once(needle.as_ref()).chain(list).flat_map(|node| self.all_faults(node, None)).collect()
            }
            NodeKind::Call(_, arguments) => arguments.iter().flat_map(|node| self.all_faults(node, None)).collect(),
            _ => Vec::new(),
        };
        if !inner.is_empty() {
            return inner;
        }
        let checked = match wanted {
            Some(wanted) => self.check(node, wanted),
            None => self.node(node),
        };
        checked.err().into_iter().collect()
    }

    /// Checks an expression of any type.
    pub fn node(&self, node: &Node) -> Check {
        let at = node.at.clone();
        let of = |is, kind| Ok(Checked { at: at.clone(), is, kind });
        match &node.kind {
            NodeKind::Number(number) => of(Type::Number, CheckedKind::Number(*number)),
            NodeKind::Day(day) => of(Type::Day, CheckedKind::Day(*day)),
            NodeKind::Text(text) => of(Type::Text, CheckedKind::Text(text.clone())),
            NodeKind::Truth(truth) => of(Type::Truth, CheckedKind::Truth(*truth)),
            NodeKind::Name(names) => self.name(names, &at),
            NodeKind::Parameter(name) => self.parameter(name, &at),
            NodeKind::Not(inner) => of(Type::Truth, CheckedKind::Not(Box::new(self.check(inner, Type::Truth)?))),
            NodeKind::And(left, right) => of(Type::Truth, CheckedKind::And(self.truth(left)?, self.truth(right)?)),
            NodeKind::Or(left, right) => of(Type::Truth, CheckedKind::Or(self.truth(left)?, self.truth(right)?)),
            NodeKind::Compare(comparison, left, right) => self.compare(*comparison, left, right, &at),
            NodeKind::In(needle, list) => self.membership(needle, list, &at),
            NodeKind::IsNull(inner) => {
                let inner = self.node(inner)?;
                match inner.kind {
                    CheckedKind::Field(_) | CheckedKind::Referred { .. } => {
                        of(Type::Truth, CheckedKind::IsNull(Box::new(inner)))
                    }
                    _ => Err(ExpressionFault::new(inner.at, Message::new("expression-null-of-no-field"))),
                }
            }
            NodeKind::Arithmetic(operation, left, right) => {
                let (left, right) = (self.check(left, Type::Number)?, self.check(right, Type::Number)?);
                of(Type::Number, CheckedKind::Arithmetic(*operation, Box::new(left), Box::new(right)))
            }
            NodeKind::Call(name, arguments) => self.call(name, arguments, &at),
        }
    }

    fn truth(&self, node: &Node) -> Result<Box<Checked>, ExpressionFault> {
        self.check(node, Type::Truth).map(Box::new)
    }

    fn must_be(&self, checked: Checked, wanted: Type) -> Check {
        if checked.is == wanted {
            return Ok(checked);
        }
        let message = Message::new("expression-wrong-type")
            .with("expected", Message::new(type_key(wanted)))
            .with("found", Message::new(type_key(checked.is)));
        Err(ExpressionFault::new(checked.at, message))
    }

    fn name(&self, names: &[String], at: &Range<usize>) -> Check {
        let of = |is, kind| Ok(Checked { at: at.clone(), is, kind });
        let is_item = self.meaning == Meaning::Item;
        match names {
            [name] => {
                let own = Own::ALL.into_iter().find(|(own, ..)| is_item && own == name);
                match (own, self.kind.field(name)) {
                    (Some((_, own, is)), _) => of(is, CheckedKind::Own(own)),
                    (None, Some(field)) => of(type_of(field), CheckedKind::Field(name.clone())),
                    (None, None) => Err(self.unknown_field(self.kind, name, at)),
                }
            }
            [look, name] if look == "look" && is_item => match self.looks.iter().find(|(known, _)| known == name) {
                Some((_, is)) => of(*is, CheckedKind::Look(name.clone())),
                None => Err(unknown(
                    "expression-unknown-look",
                    name,
                    self.looks.iter().map(|(known, _)| known.as_str()),
                    at,
                )),
            },
            [item, names @ ..] if item == "item" && self.item.is_some() => match self.item {
                Some(scope) => {
                    let inner = scope.name(names, at)?;
                    of(inner.is, CheckedKind::Item(Box::new(inner)))
                }
                None => self.referred(names, at),
            },
            names => self.referred(names, at),
        }
    }

    /// `session.form` (a kind that a field of this row may name) or `org.parent` (the field itself), and on from there.
    fn referred(&self, names: &[String], at: &Range<usize>) -> Check {
        let mut steps: Vec<Step> = Vec::new();
        let mut kind = self.kind;
        let Some((last, way)) = names.split_last() else {
            return Err(unknown("expression-unknown-reference", "", [], at));
        };
        for name in way {
            let (through, next) = self.step(kind, name, at)?;
            steps.push(Step { through, kind: next.kind.clone() });
            kind = next;
        }
        let Some(field) = kind.field(last) else { return Err(self.unknown_field(kind, last, at)) };
        Ok(Checked { at: at.clone(), is: type_of(field), kind: CheckedKind::Referred { steps, field: last.clone() } })
    }

    fn step(&self, from: &Kind, name: &str, at: &Range<usize>) -> Result<(String, &Kind), ExpressionFault> {
        let leads = from.fields.iter().flat_map(|field| field.referred().map(move |(kind, _)| (field, kind)));
        let mut leads: Vec<_> = leads.filter(|(field, kind)| *kind == name || field.id == name).collect();
        leads.sort_by_key(|(field, _)| usize::from(field.id != name));
        let found = leads.first().and_then(|(through, kind)| Some((through.id.clone(), self.contract.kind(kind)?)));
        found.ok_or_else(|| {
            let names = from.fields.iter().flat_map(Field::referred).map(|(kind, _)| kind);
            unknown("expression-unknown-reference", name, names, at)
        })
    }

    fn unknown_field(&self, kind: &Kind, name: &str, at: &Range<usize>) -> ExpressionFault {
        if let Some(field) = kind.fields.iter().find(|field| field.header.zh == name || field.header.en == name) {
            let mut fault = unknown("expression-unknown-field", name, [], at);
            fault.message = fault.message.with("kind", kind.name.clone());
            fault.hint = Some(Message::new("hint-nearest").with("name", field.id.as_str()));
            return fault;
        }
        let mut fault =
            unknown("expression-unknown-field", name, kind.fields.iter().map(|field| field.id.as_str()), at);
        fault.message = fault.message.with("kind", kind.name.clone());
        fault
    }

    fn parameter(&self, name: &str, at: &Range<usize>) -> Check {
        let is = match (self.parameter)(name) {
            Some(Setting::Number(_)) => Type::Number,
            Some(Setting::Codes(_)) => Type::Texts,
            None => {
                let names = self.parameter_names.iter().map(String::as_str);
                return Err(unknown("expression-unknown-parameter", name, names, at));
            }
        };
        Ok(Checked { at: at.clone(), is, kind: CheckedKind::Parameter(name.to_owned()) })
    }

    fn compare(&self, comparison: Comparison, left: &Node, right: &Node, at: &Range<usize>) -> Check {
        let left = self.node(left)?;
        let right = self.check(right, left.is)?;
        let is_comparable = match comparison {
            Comparison::Equal | Comparison::Unequal => !matches!(left.is, Type::Texts | Type::Days),
            _ => matches!(left.is, Type::Number | Type::Day),
        };
        if !is_comparable {
            let message = Message::new("expression-not-comparable").with("found", Message::new(type_key(left.is)));
            return Err(ExpressionFault::new(left.at, message));
        }
        self.code_exists(&left, &right)?;
        self.code_exists(&right, &left)?;
        Ok(Checked {
            at: at.clone(),
            is: Type::Truth,
            kind: CheckedKind::Compare(comparison, Box::new(left), Box::new(right)),
        })
    }

    fn membership(&self, needle: &Node, list: &[Node], at: &Range<usize>) -> Check {
        let needle = self.check(needle, Type::Text)?;
        let mut checked = Vec::new();
        for node in list {
            let one = self.node(node)?;
            let one = if one.is == Type::Texts { one } else { self.must_be(one, Type::Text)? };
            self.code_exists(&needle, &one)?;
            if let (CheckedKind::Parameter(name), Some(Setting::Codes(codes))) = (&one.kind, self.setting_of(&one)) {
                self.codes_exist(&needle, &codes, name, &one.at)?;
            }
            checked.push(one);
        }
        Ok(Checked { at: at.clone(), is: Type::Truth, kind: CheckedKind::In(Box::new(needle), checked) })
    }

    fn setting_of(&self, checked: &Checked) -> Option<Setting> {
        match &checked.kind {
            CheckedKind::Parameter(name) => (self.parameter)(name),
            _ => None,
        }
    }

    fn codes_exist(
        &self,
        field: &Checked,
        codes: &[String],
        name: &str,
        at: &Range<usize>,
    ) -> Result<(), ExpressionFault> {
        let Some(field) = self.field_of(field).filter(|field| field.holds == FieldType::Code) else { return Ok(()) };
        match codes.iter().find(|code| field.code(code).is_none()) {
            None => Ok(()),
            Some(code) => {
                let mut fault =
                    unknown("expression-unknown-code", code, field.codes.iter().map(|code| code.code.as_str()), at);
                fault.message = fault.message.with("field", field.id.as_str()).with("parameter", name);
                Err(fault)
            }
        }
    }

    /// A text compared with a coded field must be one of its codes.
    fn code_exists(&self, field: &Checked, text: &Checked) -> Result<(), ExpressionFault> {
        let Some(field) = self.field_of(field).filter(|field| field.holds == FieldType::Code) else { return Ok(()) };
        let CheckedKind::Text(code) = &text.kind else { return Ok(()) };
        if field.code(code).is_some() {
            return Ok(());
        }
        let by_word = field.codes.iter().find(|one| one.zh == **code || one.en == **code);
        let names = field.codes.iter().map(|code| code.code.as_str());
        let mut fault = unknown("expression-unknown-code", code, names, &text.at);
        fault.message = fault.message.with("field", field.id.as_str());
        if let Some(one) = by_word {
            fault.hint = Some(Message::new("hint-nearest").with("name", one.code.as_str()));
        }
        Err(fault)
    }

    fn field_of(&self, checked: &Checked) -> Option<&Field> {
        match &checked.kind {
            CheckedKind::Field(field) => self.kind.field(field),
            CheckedKind::Referred { steps, field } => self.contract.kind(&steps.last()?.kind)?.field(field),
            _ => None,
        }
    }

    fn call(&self, name: &str, arguments: &[Node], at: &Range<usize>) -> Check {
        let of =
            |is, function, arguments| Ok(Checked { at: at.clone(), is, kind: CheckedKind::Call(function, arguments) });
        let count_is = |expected: usize| {
            let message = Message::new("expression-argument-count").with("function", name).with("expected", expected);
            if arguments.len() == expected { Ok(()) } else { Err(ExpressionFault::new(at.clone(), message)) }
        };
        if name == "since" && self.meaning == Meaning::Item && self.kind.span.is_some() {
            let checked: Result<Vec<_>, _> = arguments.iter().map(|node| self.node(node)).collect();
            return of(Type::Day, Function::Since, checked?);
        }
        if let ("known", [only]) = (name, arguments) {
            let only = self.node(only)?;
            return of(only.is, Function::Known, vec![only]);
        }
        if let ("first_of", Some((first, rest))) = (name, arguments.split_first()) {
            count_is(2)?;
            let first = self.node(first)?;
            let is = first.is;
            let rest: Result<Vec<_>, _> = rest.iter().map(|node| self.check(node, is)).collect();
            return of(is, Function::FirstOf, std::iter::once(first).chain(rest?).collect());
        }
        let Some((_, function, types, result)) = Function::FIXED.into_iter().find(|(known, ..)| *known == name) else {
            let known = Function::FIXED.iter().map(|(known, ..)| *known).chain(["first_of", "known", "since"]);
            return Err(unknown("expression-unknown-function", name, known, at));
        };
        count_is(types.len())?;
        let checked: Result<Vec<_>, _> = arguments.iter().zip(types).map(|(node, is)| self.check(node, *is)).collect();
        of(result, function, checked?)
    }
}

fn type_of(field: &Field) -> Type {
    match field.holds {
        FieldType::Id | FieldType::Key | FieldType::Text | FieldType::Code => Type::Text,
        FieldType::Date | FieldType::Month => Type::Day,
        FieldType::Integer | FieldType::Decimal => Type::Number,
        FieldType::Boolean => Type::Truth,
        FieldType::IdList => Type::Texts,
    }
}

fn type_key(is: Type) -> &'static str {
    match is {
        Type::Truth => "type-truth",
        Type::Number => "type-number",
        Type::Day => "type-day",
        Type::Text => "type-text",
        Type::Texts => "type-texts",
        Type::Days => "type-days",
    }
}

fn unknown<'a>(key: &str, name: &str, known: impl IntoIterator<Item = &'a str>, at: &Range<usize>) -> ExpressionFault {
    let hint = nearest(name, known).map(|name| Message::new("hint-nearest").with("name", name));
    ExpressionFault { at: at.clone(), message: Message::new(key).with("name", name), hint }
}
