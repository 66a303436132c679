//! A composite of ten measures over ten subjects, from a published matrix: an indicator that is the sum of parts is what
//! the source calls the opportunity score. Means of shares (its other scores) are not sums; a scheme makes them.

use super::*;
use crate::fraction::Fraction;

/// Origin: HL7 cqf-measures, Quality Measure Implementation Guide (see `tests/fixtures/README.md`). One line a measure, one
/// column a subject; an empty cell does not apply.
const MATRIX: &str = include_str!("../../../../../tests/fixtures/vectors/composite_matrix.csv");

/// Published shares of the subjects, numerator and denominator.
const SUBJECTS: [(i64, i64); 10] = [(5, 9), (9, 9), (7, 9), (4, 5), (6, 10), (5, 7), (5, 5), (6, 10), (4, 5), (8, 10)];

/// Shares of the measures.
const MEASURES: [(i64, i64); 10] = [(8, 10), (6, 8), (7, 8), (6, 7), (3, 6), (4, 6), (4, 5), (7, 9), (5, 10), (9, 10)];

/// The cells, line by line.
fn cells() -> Vec<Vec<&'static str>> {
    let lines = MATRIX.lines().skip(1);
    lines.map(|line| line.split(',').skip(1).collect()).collect()
}

/// One measure: the meeting in its month, met if one was present.
fn part(month: usize) -> String {
    format!(
        "[[part]]
         population = {{ register = 'meeting', owners = ['branch'] }}
         only = 'held_on >= {0} and held_on < add_months({0}, 1)'
         numerator = 'present = 1'\n",
        format_args!("2025-{month:02}-01")
    )
}

/// The tally of one subject: each cell that applies is a meeting in the month of its measure.
fn tally(subject: usize, measures: impl Iterator<Item = usize>) -> Tally {
    let held = cells().into_iter().enumerate().filter_map(|(measure, cells)| {
        let month = measure + 1;
        let present = cells.get(subject).filter(|cell| !cell.is_empty())?;
        Some(format!("M{month} B 2025-{month:02}-15 {present} -"))
    });
    let held: Vec<String> = held.collect();
    let meetings: Vec<&str> = held.iter().map(String::as_str).collect();
    let text: String = measures.map(|measure| part(measure + 1)).collect();
    Case { meetings: &meetings, covered: &["2025-01-01..2025-12-31"], as_of: "2026-01-15" }.items(&measure(&text)).0
}

fn sum(tallies: impl Iterator<Item = Tally>) -> Tally {
    tallies.fold(Tally::default(), |sum, tally| sum.plus(tally).unwrap())
}

fn counts((numerator, denominator): (i64, i64)) -> (Fraction, Fraction) {
    (Fraction::from(numerator), Fraction::from(denominator))
}

#[test]
fn the_sum_of_parts_is_the_opportunity_score() {
    for (subject, expected) in SUBJECTS.into_iter().enumerate() {
        let tally = tally(subject, 0..10);
        assert_eq!((tally.numerator, tally.denominator), counts(expected), "subject {subject}");
    }
    let all = sum((0..10).map(|subject| tally(subject, 0..10)));
    assert_eq!((all.numerator, all.denominator), counts((59, 79)));
}

#[test]
fn a_part_alone_is_the_rate_of_its_measure() {
    for (measure, expected) in MEASURES.into_iter().enumerate() {
        let tally = sum((0..10).map(|subject| tally(subject, std::iter::once(measure))));
        assert_eq!((tally.numerator, tally.denominator), counts(expected), "measure {}", measure + 1);
    }
}
