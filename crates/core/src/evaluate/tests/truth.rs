//! The membership rule of a proportion measure, row by row of a published truth table.

use super::*;

/// Origin: HL7 cqf-measures, Quality Measure Implementation Guide (see `tests/fixtures/README.md`).
const TABLE: &str = include_str!("../../../../../tests/fixtures/vectors/proportion_truth_table.csv");

#[test]
fn each_row_of_the_proportion_measure() {
    let mut rows = TABLE.lines();
    assert_eq!(rows.next(), Some("ip,denom,denex,numer,denexcep,counts_in_denominator,counts_in_numerator"));
    let mut seen = 0;
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        let [population, denominator, exclusion, numerator, exception, counts, meets] = cells[..] else {
            panic!("{row}")
        };
        // The meeting has `present` 1, so `present = 1` holds and `present = 0` does not.
        let text = format!(
            "population = {{ register = 'meeting', owners = ['branch'] }}
             only = 'present = {population} and present = {denominator}'
             exclude = 'present = {exclusion}'
             numerator = 'present = {numerator}'
             except = 'present = {exception}'"
        );
        let case =
            Case { meetings: &["M1 B 2025-05-01 1 -"], covered: &["2025-01-01..2025-12-31"], as_of: "2026-01-15" };
        let (tally, _) = case.items(&measure(&text));
        assert_eq!(
            (tally.denominator.to_string().as_str(), tally.numerator.to_string().as_str()),
            (counts, meets),
            "{row}: {}",
            shown(tally)
        );
        seen += 1;
    }
    assert_eq!(seen, 32);
}
