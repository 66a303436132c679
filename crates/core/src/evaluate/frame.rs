//! Evaluating a checked expression against one row.

use super::{
    OutOfRange,
    arithmetic::compare,
    reader::{Reader, Table, World},
    value::{Between, Value},
};
use crate::{
    columns::Row,
    day::{Day, Period},
    days::Days,
    definition::Setting,
    expression::{Checked, CheckedKind, Function},
    fraction::Fraction,
    measure::Settings,
};

/// What an expression sees.
#[derive(Clone, Copy)]
pub(super) struct Frame<'f, 'a> {
    pub(super) reader: &'f Reader<'a>,
    pub(super) settings: &'f dyn Settings,
    pub(super) world: World,
    /// Due day of the item: parameters and references are those of this day.
    pub(super) due: Day,
    pub(super) table: &'f Table<'a>,
    pub(super) row: usize,
    pub(super) item: Option<ItemView<'f>>,
}

/// What an expression of an item sees beside its row.
#[derive(Clone, Copy)]
pub(super) struct ItemView<'f> {
    pub(super) period: Period,
    pub(super) in_force: &'f [(usize, Period)],
    pub(super) looks: &'f [(&'f str, Value)],
}

type Evaluated = Result<Value, OutOfRange>;

impl<'f, 'a> Frame<'f, 'a> {
    fn row(&self) -> Row<'f> {
        self.table.columns.row(self.row)
    }

    /// The truth of a test; `None` is unknown.
    pub(super) fn truth(&self, node: &Checked) -> Result<Option<bool>, OutOfRange> {
        self.value(node).map(|value| value.truth())
    }

    /// The value of an expression.
    pub(super) fn value(&self, node: &Checked) -> Evaluated {
        Ok(match &node.kind {
            CheckedKind::Number(number) => Value::Number(Between::exactly(*number)),
            CheckedKind::Day(day) => Value::Day(*day),
            CheckedKind::Text(text) => Value::Text(text.clone()),
            CheckedKind::Truth(truth) => Value::Truth(*truth),
            CheckedKind::Field(field) => self.reader.read(self.table.kind, self.row(), field),
            CheckedKind::Referred { through, kind, field } => self.referred(through, kind, field),
            CheckedKind::Look(name) => self.look(name),
            CheckedKind::Parameter(name) => self.parameter(name),
            CheckedKind::InForce => Value::Days(self.item.map_or_else(Vec::new, |item| item.in_force.to_vec())),
            CheckedKind::Period => Value::Days(self.item.map_or_else(Vec::new, |item| vec![(self.row, item.period)])),
            CheckedKind::Not(inner) => Value::of_truth(self.truth(inner)?.map(|truth| !truth)),
            CheckedKind::And(left, right) => match (self.truth(left)?, self.truth(right)?) {
                (Some(false), _) | (_, Some(false)) => Value::Truth(false),
                (Some(true), Some(true)) => Value::Truth(true),
                _ => Value::Unknown,
            },
            CheckedKind::Or(left, right) => match (self.truth(left)?, self.truth(right)?) {
                (Some(true), _) | (_, Some(true)) => Value::Truth(true),
                (Some(false), Some(false)) => Value::Truth(false),
                _ => Value::Unknown,
            },
            CheckedKind::Compare(comparison, left, right) => {
                Value::of_truth(compare(&self.value(left)?, *comparison, &self.value(right)?))
            }
            CheckedKind::In(needle, list) => Value::of_truth(self.is_in(&self.value(needle)?, list)?),
            CheckedKind::IsNull(inner) => self.is_null(inner),
            CheckedKind::Arithmetic(operation, left, right) => {
                let (left, right) = (number(&self.value(left)?), number(&self.value(right)?));
                Value::Number(left.apply(*operation, right)?)
            }
            CheckedKind::Call(function, arguments) => self.call(*function, arguments)?,
        })
    }

    fn referred(&self, through: &str, kind: &str, field: &str) -> Value {
        match self.reader.referred(self.table.kind, self.row(), (through, self.due), self.world) {
            Some((table, row)) if table.kind.kind == kind => self.reader.read(table.kind, row, field),
            // It names a row of another kind, or none: a fact, if the naming field is blank or of another kind.
            Some(_) => Value::Nothing,
            None if self.reader.is_blank(self.table.kind, self.row(), through) => {
                self.reader.read(self.table.kind, self.row(), through)
            }
            None => Value::Nothing,
        }
    }

    fn look(&self, name: &str) -> Value {
        let found = self.item.and_then(|item| item.looks.iter().find(|(known, _)| *known == name));
        found.map_or(Value::Unknown, |(_, value)| value.clone())
    }

    fn parameter(&self, name: &str) -> Value {
        match self.settings.on(name, self.due) {
            Some(Setting::Number(number)) => Value::Number(Between::exactly(number)),
            Some(Setting::Codes(codes)) => Value::Texts(codes.iter().map(|code| code.as_str().into()).collect()),
            None => Value::Unknown,
        }
    }

    fn is_in(&self, needle: &Value, list: &[Checked]) -> Result<Option<bool>, OutOfRange> {
        let mut answer = Some(false);
        for node in list {
            let one = match (needle, self.value(node)?) {
                (Value::Unknown, _) | (_, Value::Unknown) => None,
                (Value::Text(text), Value::Texts(texts)) => Some(texts.contains(text)),
                (needle, value) => Some(needle.order(&value).is_some_and(std::cmp::Ordering::is_eq)),
            };
            match one {
                Some(true) => return Ok(Some(true)),
                Some(false) => {}
                None => answer = None,
            }
        }
        Ok(answer)
    }

    fn is_null(&self, inner: &Checked) -> Value {
        Value::Truth(match &inner.kind {
            CheckedKind::Field(field) => self.reader.is_blank(self.table.kind, self.row(), field),
            CheckedKind::Referred { through, kind, field } => {
                match self.reader.referred(self.table.kind, self.row(), (through, self.due), self.world) {
                    Some((table, row)) if table.kind.kind == *kind => self.reader.is_blank(table.kind, row, field),
                    _ => true,
                }
            }
            _ => false,
        })
    }

    fn call(&self, function: Function, arguments: &[Checked]) -> Evaluated {
        let (Some(first), second, third) = (arguments.first(), arguments.get(1), arguments.get(2)) else {
            return Ok(Value::Unknown);
        };
        let set = self.value(first)?;
        match (function, second, third) {
            (Function::Days, ..) => Ok(Value::Number(Between::exactly(Fraction::from(set.days().count())))),
            (Function::Without, Some(from), Some(to)) => self.without(&set, from, to),
            (Function::AddMonths | Function::AddDays, Some(amount), _) => {
                Ok(self.later(function, &set, &self.value(amount)?))
            }
            _ => Ok(Value::Unknown),
        }
    }

    fn later(&self, function: Function, day: &Value, amount: &Value) -> Value {
        let amount = number(amount).known().filter(|amount| amount.denominator() == 1);
        match (day, amount.and_then(|amount| i32::try_from(amount.numerator()).ok())) {
            (Value::Day(day), Some(months)) if function == Function::AddMonths => Value::Day(day.plus_months(months)),
            (Value::Day(day), Some(days)) => Value::Day(day.plus_days(days)),
            (Value::Day(_), None) => Value::Unknown,
            (other, _) => other.clone(),
        }
    }

    /// A set of days less a span that is read in each row by itself. A span that begins nobody knows when takes nothing
    /// away for certain: the whole is then unknown.
    fn without(&self, set: &Value, from: &Checked, to: &Checked) -> Evaluated {
        let Value::Days(stretches) = set else { return Ok(Value::Unknown) };
        let mut left = Vec::new();
        for (row, stretch) in stretches {
            let frame = Self { row: *row, ..*self };
            let gap = match (frame.value(from)?, frame.value(to)?) {
                (Value::Nothing, _) => None,
                (Value::Day(from), Value::Day(to)) => Period::new(from, to),
                (Value::Day(from), Value::Endless) => Period::new(from, stretch.to().max(from.plus_days(1))),
                _ => return Ok(Value::Unknown),
            };
            let days: Days = std::iter::once(*stretch).collect();
            let rest = days.without(&gap.into_iter().collect());
            left.extend(rest.stretches().iter().map(|stretch| (*row, *stretch)));
        }
        Ok(Value::Days(left))
    }
}

/// A value as a number between two ends.
pub(super) fn number(value: &Value) -> Between {
    match value {
        Value::Number(number) => *number,
        _ => Between::anything(),
    }
}
