use super::{
    Writer,
    dialect::{Dialect, literal, name},
    value::{Number, Scalar, Unknown, compare},
};
use crate::{
    catalogue::{Catalogue, Computed, Ready},
    evaluation::Span,
};
use changxiao_core::{
    definition::IndicatorDef,
    expression::{Comparison, Operation},
    fraction::Fraction,
    native::Inputs,
};

/// A number of which the two ends are columns.
fn open() -> Number {
    Number { least: "least".to_owned(), most: "most".to_owned(), may_be_open: true, ..Number::exactly("", 1) }
}

fn constant(text: &str) -> Number {
    Number::constant(text.parse::<Fraction>().unwrap())
}

#[test]
fn a_comparison_is_true_if_it_is_true_everywhere() {
    let at_least = open().compare(Comparison::AtLeast, &constant("4"));
    assert_eq!(at_least, "CASE WHEN most < 4 THEN FALSE WHEN 4 <= least THEN TRUE END");
    let above = open().compare(Comparison::Above, &constant("4"));
    assert_eq!(above, "CASE WHEN 4 < least THEN TRUE WHEN most <= 4 THEN FALSE END");
}

#[test]
fn nothing_is_divided() {
    let hours = Number::exactly("hours", 100);
    assert_eq!(hours.compare(Comparison::AtLeast, &constant("1.5")), "(hours >= (3 * 50))");
    let half = open().apply(Operation::Over, &constant("2")).unwrap();
    assert_eq!((half.least.as_str(), half.scale), ("(least * 1)", 2));
    assert_eq!(open().apply(Operation::Over, &open()), None);
    assert_eq!(open().apply(Operation::Over, &constant("0")), None);
}

#[test]
fn ends_change_places_when_taken_away() {
    let left = constant("10").apply(Operation::Minus, &open()).unwrap();
    assert_eq!((left.least.as_str(), left.most.as_str()), ("(10 - most)", "(10 - least)"));
}

#[test]
fn with_nothing_only_unequal_is_true() {
    let (moved, due) = (Scalar::nothing_if_null("moved_from"), Scalar::sure("due"));
    assert_eq!(compare(&moved, Comparison::Equal, &due), "COALESCE((moved_from = due), FALSE)");
    assert_eq!(compare(&moved, Comparison::Unequal, &due), "COALESCE((moved_from <> due), TRUE)");
    let known = Scalar::unknown_if_null("due_on");
    assert_eq!(compare(&known, Comparison::Below, &due), "(due_on < due)");
    let mixed = Scalar { unknown: Unknown::Where("is_unknown = 1".to_owned()), ..moved };
    let compared = compare(&mixed, Comparison::Below, &due);
    assert_eq!(compared, "CASE WHEN is_unknown = 1 THEN NULL ELSE COALESCE((moved_from < due), FALSE) END");
}

#[test]
fn words_of_sql_are_quoted() {
    assert_eq!((name("case"), name("member")), ("\"case\"".to_owned(), "member".to_owned()));
    assert_eq!(literal("it's"), "'it''s'");
    assert_eq!(Dialect::named("duckdb"), Some(Dialect::Duckdb));
    assert_eq!(Dialect::named("oracle"), None);
}

#[test]
fn native_code_has_no_form() {
    let catalogue = Catalogue::default();
    let span = Span { period: "2025".parse().unwrap(), as_of: "2026-02-15".parse().unwrap() };
    let computed = Computed::Native(Inputs::default());
    let def: IndicatorDef = serde_json::from_value(serde_json::json!({
        "id": "bureau/counted", "part_of": "bureau/mechanism", "name": { "zh": "数", "en": "Counted" },
        "says": { "zh": "数", "en": "counted" }, "aspect": "A2", "role": "coverage", "period": "year",
    }))
    .unwrap();
    let refused =
        Writer::new(&catalogue, span, Dialect::Ansi).query(&Ready { def, computed, marks: Vec::new() }).unwrap_err();
    assert_eq!(refused.message.key, "sql-refused");
    assert!(format!("{:?}", refused.message).contains("sql-native"), "{:?}", refused.message);
}
