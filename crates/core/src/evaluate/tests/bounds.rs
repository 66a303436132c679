//! Numbers between two ends, and tests of three values.

use super::{super::arithmetic::compare, *};
use crate::{
    expression::{Comparison, Operation},
    fraction::Fraction,
};

fn between(text: &str) -> Between {
    let (least, most) = text.split_once("..").unwrap_or((text, text));
    let end = |text: &str| (!text.is_empty()).then(|| text.parse::<Fraction>().unwrap());
    Between { least: end(least), most: end(most) }
}

fn check(left: &str, comparison: Comparison, right: &str, expected: Option<bool>) {
    let (left, right) = (Value::Number(between(left)), Value::Number(between(right)));
    assert_eq!(compare(&left, comparison, &right), expected, "{left:?} {comparison:?} {right:?}");
}

#[test]
fn a_test_is_true_only_if_it_is_true_everywhere() {
    check("2..", Comparison::AtLeast, "2", Some(true));
    check("1..", Comparison::AtLeast, "2", None);
    check("..1", Comparison::AtLeast, "2", Some(false));
    check("..2", Comparison::AtLeast, "2", None);
    check("2..", Comparison::Above, "2", None);
    check("3..", Comparison::Above, "2", Some(true));
    check("2..", Comparison::Below, "2", Some(false));
    check("1..2", Comparison::AtMost, "2", Some(true));
    check("1..2", Comparison::Equal, "3", Some(false));
    check("1..2", Comparison::Equal, "2", None);
    check("2", Comparison::Equal, "2", Some(true));
    check("..", Comparison::Unequal, "2", None);
}

#[test]
fn arithmetic_keeps_both_ends() {
    let apply = |left: &str, operation, right: &str| between(left).apply(operation, between(right)).unwrap();
    assert_eq!(apply("1..2", Operation::Plus, "3.."), between("4.."));
    assert_eq!(apply("1..2", Operation::Minus, "3.."), between("..-1"));
    assert_eq!(apply("1..", Operation::Times, "-2"), between("..-2"));
    assert_eq!(apply("0", Operation::Times, ".."), between("0"));
    assert_eq!(apply("1..2", Operation::Times, "1..2"), between(".."));
    assert_eq!(apply("1..2", Operation::Over, "4"), between("0.25..0.5"));
    assert_eq!(apply("1", Operation::Over, "0"), between(".."));
}

#[test]
fn what_leaves_the_range_is_an_error_and_no_number() {
    let large = Between::exactly(Fraction::new(i128::MAX, 1).unwrap());
    assert_eq!(large.apply(Operation::Plus, large), Err(OutOfRange));
}

#[test]
fn facts_compare_as_facts() {
    let day = Value::Day("2025-01-01".parse().unwrap());
    assert_eq!(compare(&Value::Nothing, Comparison::Equal, &day), Some(false));
    assert_eq!(compare(&Value::Nothing, Comparison::Unequal, &day), Some(true));
    assert_eq!(compare(&Value::Endless, Comparison::Above, &day), Some(true));
    assert_eq!(compare(&Value::Unknown, Comparison::Unequal, &day), None);
}
