use super::*;
use crate::scheme::compile;
use changxiao_core::{
    columns::{Cell, Columns, Origin},
    contract::Kind,
    definition::Pack,
    fraction::Fraction,
};

const SCHEME: &str = include_str!("../../../../../tests/fixtures/sheets/scheme.toml");
const KIND: &str = include_str!("../../../../../config/registers/assessment.toml");

fn table() -> Table {
    let pack: Pack = toml::from_str(SCHEME).unwrap();
    compile(&pack.schemes[0], "2025".parse().unwrap()).unwrap()
}

/// The register of rows such as `office 1 1.a mark=1` or `office 1 3.v choice=good mark=3`, all about A.
fn found(rows: &[&str]) -> (Answers, Vec<(Option<u32>, String)>) {
    let kind: Kind = toml::from_str(KIND).unwrap();
    let mut columns = Columns::empty(&kind);
    for (at, row) in (1..).zip(rows) {
        let mut words = row.split(' ');
        let (by, rater, item) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let mut cells: BTreeMap<&str, Cell> = [
            ("org", "A"),
            ("kind", "sheet-line"),
            ("scheme", "yunchuan/branch-work"),
            ("period", "2025"),
            ("assessor", by),
            ("item", item),
        ]
        .map(|(field, text)| (field, Cell::Text(text.into())))
        .into();
        cells.insert("held_on", Cell::Day("2026-01-10".parse().unwrap()));
        cells.insert("rater", Cell::Number(rater.parse::<i64>().unwrap() * 100));
        for word in words {
            let (field, value) = word.split_once('=').unwrap();
            let cell = if field == "mark" {
                Cell::Number(value.parse::<i64>().unwrap() * 100)
            } else {
                Cell::Text(value.into())
            };
            cells.insert(field, cell);
        }
        let cell =
            |field: &changxiao_core::contract::Field| cells.get(field.id.as_str()).cloned().unwrap_or(Cell::Blank);
        let origin = Origin { file: "a.csv".into(), sheet: None, row: at };
        columns.push(kind.fields.iter().map(cell).collect::<Vec<_>>(), origin);
    }
    let (answers, faults) = assessed(&table(), &Registers::new([columns]), "2026-02-01".parse().unwrap());
    (answers, faults.into_iter().map(|fault| (fault.place.row, fault.message.key)).collect())
}

fn number(number: i64) -> Answer {
    Answer::Number(Amount::from(Fraction::from(number)))
}

#[test]
fn rows_that_answer_nothing_are_told() {
    let told = |row: &str| {
        let (answers, faults) = found(&[row]);
        assert!(answers.is_empty(), "{row}");
        faults.into_iter().map(|(_, key)| key).collect::<Vec<_>>()
    };
    assert_eq!(told("office 1 1.z mark=1"), ["assessed-unknown-key"]);
    assert_eq!(told("panel 1 1.a mark=1"), ["assessed-not-asked"]);
    assert_eq!(told("panel 4 2.a mark=1"), ["assessed-unknown-rater"]);
    assert_eq!(told("office 1 1.a period=2024 mark=1"), Vec::<String>::new());
    assert_eq!(told("office 1 1.a scheme=other/one mark=1"), Vec::<String>::new());
    assert_eq!(told("office 1 1.a kind=check mark=1"), Vec::<String>::new());
}

#[test]
fn a_row_that_says_nothing_is_no_answer() {
    assert_eq!(found(&["office 1 1.a"]), (Answers::new(), Vec::new()));
}

#[test]
fn two_answers_of_one_rater_are_none() {
    let (answers, faults) = found(&["office 1 1.a mark=1", "office 1 1.a mark=0", "office 1 4.a mark=90"]);
    assert_eq!(
        faults.iter().map(|(row, key)| (*row, key.as_str())).collect::<Vec<_>>(),
        [(Some(1), "assessed-twice"), (Some(2), "assessed-twice"),]
    );
    assert_eq!(answers["A"].keys().collect::<Vec<_>>(), ["4.a"]);
    // The same answer written down twice is one.
    assert_eq!(found(&["office 1 1.a mark=1", "office 1 1.a mark=1"]).0["A"]["1.a"], number(1));
    // Of several raters the others still count.
    let rows = ["panel 1 2.a mark=1", "panel 1 2.a mark=2", "panel 2 2.a mark=3"];
    assert_eq!(found(&rows).0["A"]["2.a"], Answer::Several(vec![number(3)]));
}

#[test]
fn a_vote_counts_once_all_of_it_is_counted() {
    let all = ["good", "fair", "poor"].map(|word| format!("office 1 3.v choice=「{word}」 mark=2"));
    let mut rows: Vec<&str> = all.iter().map(String::as_str).collect();
    // Its quorum needs to know how many were asked.
    assert!(found(&rows).0.is_empty());
    rows.push("office 1 3.v choice=invited mark=9");
    assert!(matches!(found(&rows).0["A"]["3.v"], Answer::Counts(_)));
    // A count that is missing is not 0.
    assert!(found(&rows[1..]).0.is_empty());
    // A hand that writes the word without its quotes is understood.
    let plain: Vec<String> = rows.iter().map(|row| row.replace(['「', '」'], "")).collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    assert_eq!(found(&plain), found(&rows));
}
