//! Evaluating a checked expression against one row.

use super::{
    OutOfRange,
    arithmetic::compare,
    reader::{Reader, Table, World},
    value::{Between, Value},
    working_days,
};
use crate::{
    columns::Row,
    day::{Day, Period},
    days::Days,
    definition::Setting,
    expression::{Checked, CheckedKind, Function, Own, Step},
    fraction::Fraction,
    id::OrganisationId,
    measure::Settings,
};

/// What an expression sees.
#[derive(Clone, Copy)]
pub(super) struct Frame<'f, 'a> {
    pub(super) reader: &'f Reader<'a>,
    pub(super) settings: &'f dyn Settings,
    pub(super) world: World<'f>,
    /// Due day of the item: parameters and references are those of this day.
    pub(super) due: Day,
    pub(super) table: &'f Table<'a>,
    pub(super) row: usize,
    pub(super) item: Option<ItemView<'f>>,
    /// Of a row that a look goes through: the frame of the item.
    pub(super) of: Option<&'f Frame<'f, 'a>>,
}

/// What an expression of an item sees beside its row.
#[derive(Clone, Copy)]
pub(super) struct ItemView<'f> {
    pub(super) owner: &'f OrganisationId,
    pub(super) period: Period,
    pub(super) in_force: &'f [(usize, Period)],
    pub(super) stay_from: Option<Day>,
    pub(super) looks: &'f [(&'f str, Value)],
}

/// Where a way through references leads: to a row, or to what its end is because there is none.
enum Reached<'f, 'a> {
    Row(&'f Table<'a>, Row<'f>),
    Fact(Value),
}

type Evaluated = Result<Value, OutOfRange>;

impl<'f, 'a> Frame<'f, 'a> {
    fn row(&self) -> Row<'f> {
        self.table.columns.row(self.row)
    }

    /// The same frame, with what looks found.
    pub(super) fn with<'s>(&'s self, looks: &'s [(&'s str, Value)]) -> Frame<'s, 'a> {
        Frame { item: self.item.map(|item| ItemView { looks, ..item }), ..*self }
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
            CheckedKind::Referred { steps, field } => match self.reach(steps) {
                Reached::Row(table, row) => self.reader.read(table.kind, row, field),
                Reached::Fact(value) => value,
            },
            CheckedKind::Look(name) => self.look(name),
            CheckedKind::Parameter(name) => self.parameter(name),
            CheckedKind::Own(own) => self.item.map_or(Value::Unknown, |item| self.own(*own, item)),
            CheckedKind::Item(inner) => match self.of {
                Some(item) => item.value(inner)?,
                None => Value::Unknown,
            },
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

    fn own(&self, own: Own, item: ItemView<'f>) -> Value {
        let day = |day: Option<Day>| day.map_or(Value::Nothing, Value::Day);
        match own {
            Own::InForce => Value::Days(item.in_force.to_vec()),
            Own::Period => Value::Days(vec![(self.row, item.period)]),
            Own::PeriodFrom => Value::Day(item.period.from()),
            Own::PeriodTo => Value::Day(item.period.to()),
            Own::Due => Value::Day(self.due),
            Own::StayFrom => day(item.stay_from),
            Own::Opened => day(self.reader.organisations.get(item.owner).and_then(|owner| owner.opened())),
            Own::IsDepartment => Value::Truth(self.reader.organisations.is_department(item.owner, self.due)),
        }
    }

    /// Follows a way through references. Where a field on it is blank the end is what the blank means; where it names a
    /// row that is not there or not seen, or one of another kind, there is none.
    fn reach(&self, steps: &[Step]) -> Reached<'f, 'a> {
        let (mut table, mut row) = (self.table, self.row());
        for step in steps {
            match self.reader.referred(table.kind, row, (&step.through, self.due), self.world) {
                Some((next, found)) if !self.reader.is_seen(next, found, self.world) => {
                    return Reached::Fact(Value::Nothing);
                }
                Some((next, found)) if next.kind.kind == step.kind => (table, row) = (next, found),
                Some(_) => return Reached::Fact(Value::Nothing),
                None if self.reader.is_blank(table.kind, row, &step.through) => {
                    return Reached::Fact(self.reader.read(table.kind, row, &step.through));
                }
                None => return Reached::Fact(Value::Nothing),
            }
        }
        Reached::Row(table, row)
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
            CheckedKind::Referred { steps, field } => match self.reach(steps) {
                Reached::Row(table, row) => self.reader.is_blank(table.kind, row, field),
                Reached::Fact(_) => true,
            },
            CheckedKind::Item(inner) => return self.of.map_or(Value::Unknown, |item| item.is_null(inner)),
            _ => false,
        })
    }

    fn call(&self, function: Function, arguments: &[Checked]) -> Evaluated {
        let (Some(first), second, third) = (arguments.first(), arguments.get(1), arguments.get(2)) else {
            return Ok(Value::Unknown);
        };
        if function == Function::Since {
            return self.since(arguments);
        }
        let set = self.value(first)?;
        match (function, second, third) {
            (Function::Known, ..) if matches!(set, Value::Nothing | Value::Endless) => Ok(Value::Unknown),
            (Function::Known, ..) => Ok(set),
            (Function::FirstOf, Some(second), _) => match set {
                Value::Nothing | Value::Endless => self.value(second),
                Value::Unknown if self.is_null(first) == Value::Truth(true) => self.value(second),
                known => Ok(known),
            },
            (Function::Days, ..) => Ok(Value::Number(Between::exactly(Fraction::from(set.days().count())))),
            (Function::Without, Some(from), Some(to)) => self.without(&set, from, to),
            (Function::AddMonths | Function::AddDays | Function::AddWorkingDays, Some(amount), _) => {
                Ok(self.later(function, &set, &self.value(amount)?))
            }
            (Function::Least, Some(second), _) => Ok(Value::Number(number(&set).lesser(number(&self.value(second)?)))),
            (Function::Within, Some(above), _) => Ok(self.within(&set, &self.value(above)?)),
            (Function::LastOf, Some(second), _) => Ok(working_days::last_of(set, self.value(second)?)),
            _ => Ok(Value::Unknown),
        }
    }

    /// Whether an organisation is another or below it on the due day; one that is blank is nowhere.
    fn within(&self, one: &Value, above: &Value) -> Value {
        match (one, above) {
            (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
            (Value::Text(one), Value::Text(above)) => {
                let (one, above) = (OrganisationId::from(one.as_ref()), OrganisationId::from(above.as_ref()));
                Value::Truth(self.reader.organisations.is_within(&one, &above, self.due))
            }
            _ => Value::Truth(false),
        }
    }

    /// The first day of the run of rows of the same person, in whatever organisation, that touch the item's row one after
    /// the other and over which every argument is what it is there.
    fn since(&self, arguments: &[Checked]) -> Evaluated {
        let values = |row: usize| -> Result<Vec<Value>, OutOfRange> {
            let frame = Self { row, ..*self };
            arguments.iter().map(|argument| frame.value(argument)).collect()
        };
        let (Some(span), Some(person)) = (&self.table.kind.span, self.table.kind.key.first()) else {
            return Ok(Value::Unknown);
        };
        let (Some(begin), Some(who)) = (self.row().day(&span.from), self.row().text(person)) else {
            return Ok(Value::Unknown);
        };
        let wanted = values(self.row)?;
        let mut alike = Vec::new();
        for row in self.reader.rows_where(self.table, &[(person, Value::Text(who.into()))], self.world) {
            let (from, to) = (self.table.columns.row(row).day(&span.from), self.table.columns.row(row).day(&span.to));
            if let Some(from) = from.filter(|from| *from <= self.reader.as_of)
                && values(row)? == wanted
            {
                alike.push((from, to));
            }
        }
        let mut begin = begin;
        let earlier =
            |begin: Day| alike.iter().filter(move |(from, to)| *from < begin && to.is_none_or(|to| begin <= to));
        while let Some((from, _)) = earlier(begin).min() {
            begin = *from;
        }
        Ok(Value::Day(begin))
    }

    fn later(&self, function: Function, day: &Value, amount: &Value) -> Value {
        let amount = number(amount).known().filter(|amount| amount.denominator() == 1);
        match (day, amount.and_then(|amount| i32::try_from(amount.numerator()).ok())) {
            (Value::Day(day), Some(count)) if function == Function::AddWorkingDays => {
                working_days::after(self.settings, *day, count).map_or(Value::Unknown, Value::Day)
            }
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
