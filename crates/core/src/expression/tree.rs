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
    /// A name with or without a second part.
    Name(String, Option<String>),
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
    /// A field of the row that a field of this row names.
    Referred {
        /// The field that names it.
        through: String,
        /// The kind it is of.
        kind: String,
        /// The field read there.
        field: String,
    },
    /// What a look found.
    Look(String),
    /// A dated parameter.
    Parameter(String),
    /// The days of the period on which the item is in force.
    InForce,
    /// The days of the period.
    Period,
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
}

impl Function {
    /// All, with their names and the types of their arguments and result.
    pub const ALL: [(&'static str, Self, &'static [Type], Type); 4] = [
        ("days", Self::Days, &[Type::Days], Type::Number),
        ("without", Self::Without, &[Type::Days, Type::Day, Type::Day], Type::Days),
        ("add_months", Self::AddMonths, &[Type::Day, Type::Number], Type::Day),
        ("add_days", Self::AddDays, &[Type::Day, Type::Number], Type::Day),
    ];
}
