//! Values as SQL: three-valued truth, days and texts that may be nothing or not known, numbers between two ends. The
//! meaning is that of the evaluator's values (`crates/core/src/evaluate/value.rs`, `arithmetic.rs`).

use super::dialect::Dialect;
use changxiao_core::{
    expression::{Comparison, Operation},
    fraction::Fraction,
};

/// When a value that is NULL is not known; otherwise it is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Never.
    Never,
    /// Always when it is NULL.
    Null,
    /// Where a condition (never NULL itself) holds.
    Where(String),
}

/// A day, a text or a truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) sql: String,
    pub(super) unknown: Unknown,
    /// Whether it may be NULL although it is known: there is none.
    pub(super) may_be_nothing: bool,
    /// Whether it may be the day that never comes.
    pub(super) may_be_endless: bool,
}

impl Scalar {
    pub(super) fn sure(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), unknown: Unknown::Never, may_be_nothing: false, may_be_endless: false }
    }

    pub(super) fn unknown_if_null(sql: impl Into<String>) -> Self {
        Self { unknown: Unknown::Null, ..Self::sure(sql) }
    }

    pub(super) fn nothing_if_null(sql: impl Into<String>) -> Self {
        Self { may_be_nothing: true, ..Self::sure(sql) }
    }

    /// A condition, never NULL: whether it is not known.
    pub(super) fn is_unknown(&self) -> Option<String> {
        match &self.unknown {
            Unknown::Never => None,
            Unknown::Null => Some(format!("({} IS NULL)", self.sql)),
            Unknown::Where(condition) => Some(condition.clone()),
        }
    }

    /// The value, NULL also for the day that never comes.
    pub(super) fn day_that_comes(&self, dialect: Dialect) -> String {
        if self.may_be_endless { format!("NULLIF({}, {})", self.sql, dialect.never()) } else { self.sql.clone() }
    }

    /// The truth of a test: nothing is false.
    pub(super) fn truth(&self) -> String {
        match &self.unknown {
            Unknown::Null => self.sql.clone(),
            Unknown::Never if self.may_be_nothing => format!("COALESCE({}, FALSE)", self.sql),
            Unknown::Never => self.sql.clone(),
            Unknown::Where(condition) => {
                format!("CASE WHEN {condition} THEN NULL ELSE COALESCE({}, FALSE) END", self.sql)
            }
        }
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::Unequal => "<>",
        Comparison::Below => "<",
        Comparison::AtMost => "<=",
        Comparison::Above => ">",
        Comparison::AtLeast => ">=",
    }
}

/// A truth that is NULL where one of these values is not known; `if_nothing` where one is nothing.
pub(super) fn unless_null(sql: String, values: &[&Scalar], if_nothing: bool) -> String {
    let if_nothing = if if_nothing { "TRUE" } else { "FALSE" };
    if !values.iter().any(|value| value.may_be_nothing) {
        return sql;
    }
    let unknown: Vec<String> = values.iter().filter_map(|value| value.is_unknown()).collect();
    if unknown.is_empty() {
        return format!("COALESCE({sql}, {if_nothing})");
    }
    format!("CASE WHEN {} THEN NULL ELSE COALESCE({sql}, {if_nothing}) END", unknown.join(" OR "))
}

/// A comparison of two days, texts or truths. With nothing only `!=` is true.
pub(super) fn compare(left: &Scalar, comparison: Comparison, right: &Scalar) -> String {
    let sql = format!("({} {} {})", left.sql, sign(comparison), right.sql);
    unless_null(sql, &[left, right], comparison == Comparison::Unequal)
}

/// A number between two ends: NULL is no end on that side. What stands there is the number times `scale`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) least: String,
    pub(super) most: String,
    pub(super) scale: i128,
    /// Whether an end may be missing.
    pub(super) may_be_open: bool,
    /// Whether it is surely above 0.
    pub(super) is_positive: bool,
    /// A condition under which it is nothing.
    pub(super) nothing: Option<String>,
}

impl Number {
    pub(super) fn exactly(sql: impl Into<String>, scale: i128) -> Self {
        let sql = sql.into();
        Self { least: sql.clone(), most: sql, scale, may_be_open: false, is_positive: false, nothing: None }
    }

    pub(super) fn constant(number: Fraction) -> Self {
        let is_positive = number > Fraction::ZERO;
        Self { is_positive, ..Self::exactly(number.numerator().to_string(), number.denominator()) }
    }

    pub(super) fn is_exact(&self) -> bool {
        self.least == self.most
    }

    /// The number where it is known, else NULL.
    pub(super) fn known(&self) -> String {
        if self.is_exact() {
            self.least.clone()
        } else {
            format!("CASE WHEN {} = {} THEN {} END", self.least, self.most, self.least)
        }
    }

    /// The same number at a greater scale.
    pub(super) fn at(&self, scale: i128) -> Self {
        let factor = scale / self.scale;
        if factor == 1 {
            return self.clone();
        }
        let times = |sql: &String| format!("({sql} * {factor})");
        Self { least: times(&self.least), most: times(&self.most), scale, ..self.clone() }
    }

    /// Two numbers at one scale.
    fn alike(&self, other: &Self) -> (Self, Self) {
        let scale = least_common_multiple(self.scale, other.scale);
        (self.at(scale), other.at(scale))
    }

    /// The result of an operation; `None`: this text cannot say it.
    pub(super) fn apply(&self, operation: Operation, other: &Self) -> Option<Self> {
        Some(match operation {
            Operation::Plus => self.joined(other, "+"),
            Operation::Minus => {
                let negative = Self { least: other.most.clone(), most: other.least.clone(), ..other.clone() };
                self.joined(&negative, "-")
            }
            Operation::Times => self.times(other),
            Operation::Over => {
                let divisor: i128 = other.least.parse().ok().filter(|divisor| *divisor > 0 && other.is_exact())?;
                let scaled = self.times(&Self { is_positive: true, ..Self::exactly(other.scale.to_string(), 1) });
                Self { scale: scaled.scale * divisor, ..scaled }
            }
        })
    }

    fn joined(&self, other: &Self, sign: &str) -> Self {
        let (a, b) = self.alike(other);
        Self {
            least: format!("({} {sign} {})", a.least, b.least),
            most: format!("({} {sign} {})", a.most, b.most),
            scale: a.scale,
            may_be_open: a.may_be_open || b.may_be_open,
            is_positive: false,
            nothing: None,
        }
    }

    fn times(&self, other: &Self) -> Self {
        let scale = self.scale * other.scale;
        let is_positive = self.is_positive && other.is_positive;
        let may_be_open = self.may_be_open || other.may_be_open;
        let sure = |factor: &Self| factor.is_positive && factor.is_exact() && !factor.may_be_open;
        let (least, most) = match (self, other) {
            (a, b) if sure(b) || (!may_be_open && a.is_exact() && b.is_exact()) => {
                (format!("({} * {})", a.least, b.least), format!("({} * {})", a.most, b.least))
            }
            (a, b) if sure(a) => (format!("({} * {})", a.least, b.least), format!("({} * {})", a.least, b.most)),
            (a, b) if a.is_exact() && b.is_exact() => {
                let product = format!("CASE WHEN {0} = 0 OR {1} = 0 THEN 0 ELSE {0} * {1} END", a.least, b.least);
                (product.clone(), product)
            }
            (a, b) => (end(a, b, true), end(a, b, false)),
        };
        Self { least, most, scale, may_be_open, is_positive, nothing: None }
    }

    /// The smaller of two numbers: an end that nobody knows upwards leaves the other's, downwards none.
    pub(super) fn lesser(&self, other: &Self) -> Self {
        let (a, b) = self.alike(other);
        let least = format!("CASE WHEN {0} <= {1} THEN {0} WHEN {1} < {0} THEN {1} END", a.least, b.least);
        let most = format!(
            "CASE WHEN {0} IS NULL THEN {1} WHEN {1} IS NULL OR {0} <= {1} THEN {0} ELSE {1} END",
            a.most, b.most
        );
        let may_be_open = a.may_be_open || b.may_be_open;
        let is_positive = a.is_positive && b.is_positive;
        Self { least, most, scale: a.scale, may_be_open, is_positive, nothing: None }
    }

    /// A comparison; NULL is not known.
    pub(super) fn compare(&self, comparison: Comparison, other: &Self) -> String {
        let (a, b) = self.alike(other);
        let compared = if a.is_exact() && b.is_exact() {
            format!("({} {} {})", a.least, sign(comparison), b.least)
        } else {
            match comparison {
                Comparison::Below => below(&a, &b, ("TRUE", "FALSE")),
                Comparison::AtLeast => below(&a, &b, ("FALSE", "TRUE")),
                Comparison::Above => below(&b, &a, ("TRUE", "FALSE")),
                Comparison::AtMost => below(&b, &a, ("FALSE", "TRUE")),
                Comparison::Equal => equal(&a, &b, ("TRUE", "FALSE")),
                Comparison::Unequal => equal(&a, &b, ("FALSE", "TRUE")),
            }
        };
        let if_nothing = if comparison == Comparison::Unequal { "TRUE" } else { "FALSE" };
        match (&self.nothing, &other.nothing) {
            (None, None) => compared,
            (Some(nothing), None) | (None, Some(nothing)) => {
                format!("CASE WHEN {nothing} THEN {if_nothing} ELSE {compared} END")
            }
            (Some(a), Some(b)) => format!("CASE WHEN {a} OR {b} THEN {if_nothing} ELSE {compared} END"),
        }
    }
}

/// One end of a product of which either factor may be the known one.
fn end(a: &Number, b: &Number, is_least: bool) -> String {
    let scaled = |number: &Number, factor: &str| {
        let (low, high) = if is_least { (&number.least, &number.most) } else { (&number.most, &number.least) };
        format!("CASE WHEN {factor} = 0 THEN 0 WHEN {factor} > 0 THEN {low} * {factor} ELSE {high} * {factor} END")
    };
    format!(
        "CASE WHEN {} = {} THEN {} WHEN {} = {} THEN {} END",
        b.least,
        b.most,
        scaled(a, &b.least),
        a.least,
        a.most,
        scaled(b, &a.least)
    )
}

fn below(a: &Number, b: &Number, (yes, no): (&str, &str)) -> String {
    format!("CASE WHEN {} < {} THEN {yes} WHEN {} <= {} THEN {no} END", a.most, b.least, b.most, a.least)
}

fn equal(a: &Number, b: &Number, (yes, no): (&str, &str)) -> String {
    format!(
        "CASE WHEN {al} = {am} AND {bl} = {bm} AND {al} = {bl} THEN {yes} WHEN {am} < {bl} OR {bm} < {al} THEN {no} \
         WHEN {al} = {am} AND {bl} = {bm} THEN {no} END",
        al = a.least,
        am = a.most,
        bl = b.least,
        bm = b.most
    )
}

pub(super) fn least_common_multiple(a: i128, b: i128) -> i128 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    if x == 0 { 1 } else { a / x * b }
}
