//! The tree of an expression, as written and as checked.

use super::check::Type;
use crate::{day::Day, fraction::Fraction};
use std::{ops::Range, sync::Arc};

/// A part of an expression as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its place in the text.
    pub at: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A number.
    Number(Fraction),
    /// A day.
    Day(Day),
    /// A text or code, in single quotes.
    Text(Arc<str>),
    /// `true` or `false`.
    Truth(bool),
    /// A name, or names joined by points.
    Name(Vec<String>),
    /// A dated parameter.
    Parameter(String),
    /// Not.
    Not(Box<Node>),
    /// And.
    And(Box<Node>, Box<Node>),
    /// Or.
    Or(Box<Node>, Box<Node>),
    /// A comparison.
    Compare(Comparison, Box<Node>, Box<Node>),
    /// Membership in a list or in a parameter that holds one.
    In(Box<Node>, Vec<Node>),
    /// Whether a field is blank.
    IsNull(Box<Node>),
    /// Arithmetic.
    Arithmetic(Operation, Box<Node>, Box<Node>),
    /// A function.
    Call(String, Vec<Node>),
}

/// A part of an expression after checking: names have become what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its place in the text.
    pub at: Range<usize>,
    /// Its type.
    pub is: Type,
    /// What it is.
    pub kind: CheckedKind,
}

/// What a checked part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckedKind {
    /// A number.
    Number(Fraction),
    /// A day.
    Day(Day),
    /// A text or code.
    Text(Arc<str>),
    /// `true` or `false`.
    Truth(bool),
    /// A field of the row.
    Field(String),
    /// A field of a row that is reached through fields of this row, one after the other.
    Referred {
        /// The way there.
        steps: Vec<Step>,
        /// The field read there.
        field: String,
    },
    /// What a look found.
    Look(String),
    /// A dated parameter.
    Parameter(String),
    /// Something of the item itself.
    Own(Own),
    /// `item.NAME` of a row that a look goes through: what NAME means for the item.
    Item(Box<Checked>),
    /// Not.
    Not(Box<Checked>),
    /// And.
    And(Box<Checked>, Box<Checked>),
    /// Or.
    Or(Box<Checked>, Box<Checked>),
    /// A comparison.
    Compare(Comparison, Box<Checked>, Box<Checked>),
    /// Membership.
    In(Box<Checked>, Vec<Checked>),
    /// Whether a field is blank.
    IsNull(Box<Checked>),
    /// Arithmetic.
    Arithmetic(Operation, Box<Checked>, Box<Checked>),
    /// A function.
    Call(Function, Vec<Checked>),
}

impl Checked {
    /// Calls `seen` with this node, then with every node below it.
    pub fn visit(&self, seen: &mut dyn FnMut(&Self)) {
        seen(self);
        self.parts().into_iter().for_each(|part| part.visit(seen));
    }

    /// The parts of which it is made.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            CheckedKind::Not(inner) | CheckedKind::IsNull(inner) | CheckedKind::Item(inner) => vec![inner],
            CheckedKind::And(left, right)
            | CheckedKind::Or(left, right)
            | CheckedKind::Compare(_, left, right)
            | CheckedKind::Arithmetic(_, left, right) => vec![left, right],
            CheckedKind::In(needle, list) => std::iter::once(needle.as_ref()).chain(list).collect(),
            CheckedKind::Call(_, arguments) => arguments.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The looks whose results it uses.
    #[must_use]
    pub fn looks(&self) -> Vec<&str> {
        match &self.kind {
            CheckedKind::Look(name) => vec![name],
            _ => self.parts().into_iter().flat_map(Self::looks).collect(),
        }
    }
}

/// One step of a way: the field of the row at hand that names the next row, and the kind that is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The field that names it.
    pub through: String,
    /// The kind it is of.
    pub kind: String,
}

/// What an item has beside the fields of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// `in_force`: the days of the period on which it is in force.
    InForce,
    /// `period`: the days of the period.
    Period,
    /// `period_from`: the first day of the period.
    PeriodFrom,
    /// `period_to`: the first day after the period.
    PeriodTo,
    /// `due`: the day on which it is due.
    Due,
    /// `stay_from`: the first day of a continuous stay.
    StayFrom,
    /// `opened`: the day on which the owner was opened.
    Opened,
    /// `is_department`: whether the owner is a department on the due day.
    IsDepartment,
}

impl Own {
    /// All, with their names and types.
    pub const ALL: [(&'static str, Self, Type); 8] = [
        ("in_force", Self::InForce, Type::Days),
        ("period", Self::Period, Type::Days),
        ("period_from", Self::PeriodFrom, Type::Day),
        ("period_to", Self::PeriodTo, Type::Day),
        ("due", Self::Due, Type::Day),
        ("stay_from", Self::StayFrom, Type::Day),
        ("opened", Self::Opened, Type::Day),
        ("is_department", Self::IsDepartment, Type::Truth),
    ];
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// An arithmetic operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `days(SET)`: number of days in a set.
    Days,
    /// `without(SET, FROM, TO)`: a set less the days from FROM (first day out of it) to TO (first day in it again); the
    /// two are read in each row of a stay by itself.
    Without,
    /// `add_months(DAY, N)`: n months later.
    AddMonths,
    /// `add_days(DAY, N)`: n days later.
    AddDays,
    /// `add_working_days(DAY, N)`: the n-th working day after it, by the statutory calendar; unknown where the way leads
    /// through a year that has none.
    AddWorkingDays,
    /// `last_of(A, B)`: the later of two days; of one that is blank the other.
    LastOf,
    /// `first_of(A, B)`: A, or B if A is blank.
    FirstOf,
    /// `known(X)`: X, and unknown if X is blank, whatever the blank means.
    Known,
    /// `least(A, B)`: the smaller of two numbers.
    Least,
    /// `within(A, B)`: whether organisation A is B or below it on the due day.
    Within,
    /// `since(X, …)`: the first day of the run of touching rows of the same person, in whatever organisation, over which
    /// every X is what it is in the item's row.
    Since,
}

impl Function {
    /// Those of fixed types, with their names and the types of their arguments and result. `first_of` takes two of any
    /// one type, `known` one of any, `since` any number of any types.
    pub const FIXED: [(&'static str, Self, &'static [Type], Type); 8] = [
        ("days", Self::Days, &[Type::Days], Type::Number),
        ("without", Self::Without, &[Type::Days, Type::Day, Type::Day], Type::Days),
        ("add_months", Self::AddMonths, &[Type::Day, Type::Number], Type::Day),
        ("add_days", Self::AddDays, &[Type::Day, Type::Number], Type::Day),
        ("add_working_days", Self::AddWorkingDays, &[Type::Day, Type::Number], Type::Day),
        ("last_of", Self::LastOf, &[Type::Day, Type::Day], Type::Day),
        ("least", Self::Least, &[Type::Number, Type::Number], Type::Number),
        ("within", Self::Within, &[Type::Text, Type::Text], Type::Truth),
    ];
}
