//! Whoever stands near on a day must be among those who may stand near: else rows would be passed over.

use super::*;
use crate::columns::{Cell, Column, Origin};

/// Rows: organisation, kind, first day in, first day out, parent, units served. Units change their parent, a branch changes
/// from units of its own to those of its committee and back, a committee moves its seat, and `R` and `S` are in a circle.
const ROWS: [[&str; 6]; 15] = [
    ["A", "unit", "2020-01-01", "", "", ""],
    ["B", "unit", "2020-01-01", "2022-01-01", "A", ""],
    ["B", "unit", "2022-01-01", "", "C", ""],
    ["C", "unit", "2020-01-01", "", "A", ""],
    ["D", "unit", "2021-01-01", "2023-01-01", "B", ""],
    ["R", "unit", "2020-01-01", "", "S", ""],
    ["S", "unit", "2020-01-01", "", "R", ""],
    ["CA", "organ-committee", "2020-01-01", "", "", "A"],
    ["CC", "organ-committee", "2020-01-01", "2022-06-01", "CA", "C"],
    ["CC", "organ-committee", "2022-06-01", "", "CA", "B"],
    ["GL", "leading-group", "2020-01-01", "", "", "C;A"],
    ["P", "branch", "2020-01-01", "2021-06-01", "CC", "D;B"],
    ["P", "branch", "2021-06-01", "2022-09-01", "CC", ""],
    ["P", "branch", "2022-09-01", "", "CA", "C"],
    ["Q", "group", "2021-01-01", "", "P", ""],
];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn organisations() -> Organisations {
    let text = || Column::Text(Vec::new());
    let days = || Column::Day(Vec::new());
    let columns = [("org", text()), ("kind", text()), ("valid_from", days()), ("valid_to", days())];
    let more = [("parent", text()), ("serves", Column::List(Vec::new()))];
    let columns = columns.into_iter().chain(more).map(|(name, column)| (name.to_owned(), column));
    let mut table = Columns::new("org", columns.collect());
    for [id, kind, from, to, parent, serves] in ROWS {
        let of = |text: &str, cell: fn(&str) -> Cell| if text.is_empty() { Cell::Blank } else { cell(text) };
        let (text, date) = (|text: &str| Cell::Text(text.into()), |text: &str| Cell::Day(day(text)));
        let list = |text: &str| Cell::List(text.split(';').map(Into::into).collect());
        let cells = [of(id, text), of(kind, text), of(from, date), of(to, date), of(parent, text), of(serves, list)];
        table.push(cells, Origin { file: "t".into(), sheet: None, row: 1 });
    }
    Organisations::new(Some(&table), day("2026-01-01"))
}

#[test]
fn whoever_stands_near_on_a_day_is_among_those_who_may() {
    let all = organisations();
    let days = ["2020-01-01", "2021-05-31", "2021-06-01", "2022-03-01", "2022-08-01", "2022-09-01", "2023-01-01"];
    let (mut within, mut reached, mut seated) = (0, 0, 0);
    for (here, there, day) in all
        .iter()
        .flat_map(|(here, _)| all.iter().flat_map(move |(there, _)| days.map(|text| (here, there, day(text)))))
    {
        if all.is_within(there, here, day) {
            within += 1;
            assert!(all.may_be_within(here).contains(&there), "{there} within {here} on {day}");
            assert!(here == there || all.may_be_above(there).contains(&here), "{here} above {there} on {day}");
        }
        if all.is_reached(there, here, day) {
            reached += 1;
            assert!(all.may_be_seated_within(here).contains(&there), "{there} reached from {here} on {day}");
        }
        if all.served(there, day).contains(here) {
            seated += 1;
            assert!(all.may_be_served(there).contains(&here), "{there} serves {here} on {day}");
        }
    }
    assert!(within > 0 && reached > 0 && seated > 0, "{within}, {reached}, {seated}: nothing was compared");
}

#[test]
fn the_reach_is_whoever_is_reached_and_the_voices_are_seated_there() {
    let all = organisations();
    for (unit, text) in [("A", "2020-01-01"), ("C", "2022-03-01"), ("B", "2022-08-01"), ("A", "2022-09-01")] {
        let (unit, day) = (OrganisationId::from(unit), day(text));
        let one_by_one: Vec<_> = all.iter().map(|(id, _)| id).filter(|id| all.is_reached(id, &unit, day)).collect();
        assert_eq!(all.reach(&unit, day), one_by_one, "{unit} on {day}");
    }
    let names = |unit: &str, text: &str| {
        let unit = OrganisationId::from(unit);
        all.voices(&unit, day(text)).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names("C", "2022-03-01"), "C CC GL");
    assert_eq!(names("C", "2022-08-01"), "C GL");
    assert_eq!(names("B", "2022-08-01"), "B CC");
}

#[test]
fn a_circle_ends_where_it_closes() {
    let all = organisations();
    let above: Vec<String> = all.above(&"R".into(), day("2022-01-01")).iter().map(ToString::to_string).collect();
    assert_eq!(above, ["S"]);
    assert!(!all.is_within(&"R".into(), &"A".into(), day("2022-01-01")));
}
