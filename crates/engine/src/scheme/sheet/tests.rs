use super::*;
use crate::scheme::{Answer, Card, Value, assessed, compile};
use changxiao_core::{
    amount::Amount,
    columns::{Cell, Columns},
    contract::{Contract, Kind},
    definition::Pack,
    fault::Fault,
    fraction::Fraction,
    message::Argument,
    registers::Registers,
    sheet::{FilledLine, FilledSheet},
};
use std::collections::BTreeMap;

const SCHEME: &str = include_str!("../../../../../tests/fixtures/sheets/scheme.toml");
const KIND: &str = include_str!("../../../../../config/registers/assessment.toml");

fn table() -> Table {
    let pack: Pack = toml::from_str(SCHEME).unwrap();
    compile(&pack.schemes[0], "2025".parse().unwrap()).unwrap()
}

fn kind() -> Kind {
    toml::from_str(KIND).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn id(text: &str) -> OrganisationId {
    OrganisationId::from(text)
}

/// A sheet of one rater on which some rows are filled: code below the scheme, answer, reason.
fn filled(table: &Table, (assessor, rater): (&str, u32), rows: &[(&str, &str, &str)]) -> FilledSheet {
    let line = |(row, (code, answer, reason)): (u32, &(&str, &str, &str))| FilledLine {
        row,
        code: if code.is_empty() { String::new() } else { format!("branch-work:{code}") },
        answer: (*answer).to_owned(),
        reason: (*reason).to_owned(),
        has_more: true,
    };
    FilledSheet {
        file: format!("{assessor}-{rater}.xlsx"),
        sheet: "评分".to_owned(),
        identity: table.sheet_identity(assessor, rater),
        answer_title: "答复".to_owned(),
        lines: (4..).zip(rows).map(line).collect(),
    }
}

fn collected(table: &Table, sheets: &[FilledSheet]) -> Collected {
    let organisations = ["A", "B"].map(id);
    collect(&Collection { table, organisations: &organisations, received: day("2026-01-15") }, sheets)
}

fn keys(faults: &[Fault]) -> Vec<(Option<u32>, &str)> {
    faults.iter().map(|fault| (fault.place.row, fault.message.key.as_str())).collect()
}

#[test]
fn each_assessor_is_asked_in_the_order_of_the_table() {
    let table = table();
    let codes = |assessor: &str, rater: u32| -> Vec<String> {
        table.questions(assessor, rater).iter().map(|question| question.code("s", "A")).collect()
    };
    let quarters = [1, 2, 3, 4].map(|quarter| format!("s:A:1.b@2025-Q{quarter}"));
    let vote = ["invited", "good", "fair", "poor"].map(|part| format!("s:A:3.v:{part}"));
    let mut office = vec!["s:A:1.a".to_owned()];
    office.extend(quarters);
    office.extend(vote);
    office.push("s:A:4.a".to_owned());
    assert_eq!(codes("office", 1), office);
    assert_eq!(codes("panel", 3), ["s:A:2.a", "s:A:2.b"]);
    assert_eq!(codes("discipline", 1), ["s:A:measures_taken"]);
    assert_eq!(codes("nobody", 1), Vec::<String>::new());
}

#[test]
fn a_question_says_where_it_counts_and_what_it_rests_on() {
    let table = table();
    let office = table.questions("office", 1);
    assert_eq!(office[0].item.as_ref().unwrap().zh, "1 组织生活");
    assert!(office[0].says.as_ref().unwrap().zh.starts_with("看记录"));
    assert_eq!(office[0].clause.as_ref().unwrap().article.zh, "第十六条");
    assert_eq!((office[0].period.as_deref(), office[1].period.as_deref()), (None, Some("2025-Q1")));
    // A fact is told by the item of the atom that reads it.
    assert_eq!(table.questions("discipline", 1)[0].item.as_ref().unwrap().zh, "5 纪律");
}

#[test]
fn beside_a_question_stands_what_records_say_in_its_item() {
    let table = table();
    let shown = table.input("1.c").unwrap();
    let beside = table.beside();
    let quarters = [1, 2, 3, 4].map(|quarter| format!("1.b@2025-Q{quarter}"));
    let keys: Vec<&str> = std::iter::once("1.a").chain(quarters.iter().map(String::as_str)).collect();
    assert_eq!(beside.keys().copied().collect::<Vec<_>>(), keys);
    assert!(beside.values().all(|places| *places == [shown]));
}

#[test]
fn what_people_type_is_understood() {
    let table = table();
    let question = |assessor: &str, key: &str| {
        let all = table.questions(assessor, 1);
        all.into_iter().find(|question| question.code("s", "A") == format!("s:A:{key}")).unwrap()
    };
    let read = |assessor, key, written| answer::read(&question(assessor, key), written).map_err(|message| message.key);
    let number = |number: i64, places: i64| Ok(Given::Number(Fraction::new(number.into(), places.into()).unwrap()));
    for (written, is_yes) in [("是", 1), ("YES", 1), ("√", 1), ("１", 1), ("否", 0), ("no", 0), ("×", 0), ("FALSE", 0)]
    {
        assert_eq!(read("office", "1.a", written), number(is_yes, 1), "{written}");
    }
    for written in ["不适用", "Does not apply", "-", "N/A"] {
        assert_eq!(read("office", "1.a", written), Ok(Given::Absent), "{written}");
        assert_eq!(read("panel", "2.a", written), Ok(Given::Absent), "{written}");
    }
    assert_eq!(read("office", "1.a", "maybe"), Err("sheet-expects-yes-no".to_owned()));
    for (written, expected) in [("0", number(0, 1)), ("３", number(3, 1)), (" 3 ", number(3, 1)), ("3.0", number(3, 1))]
    {
        assert_eq!(read("office", "1.b@2025-Q1", written), expected, "{written}");
    }
    for written in ["-1", "2.5", "two", "1e3", ""] {
        assert_eq!(read("office", "1.b@2025-Q1", written), Err("sheet-expects-count".to_owned()), "{written}");
    }
    assert_eq!(read("panel", "2.a", "0"), number(0, 1));
    assert_eq!(read("panel", "2.a", "10"), number(10, 1));
    assert_eq!(read("panel", "2.a", "7.25"), number(29, 4));
    for written in ["10.01", "-0.01", "7.255"] {
        assert_eq!(read("panel", "2.a", written), Err("sheet-expects-points".to_owned()), "{written}");
    }
    for written in ["begun", "有，正在创建"] {
        assert_eq!(read("panel", "2.b", written), Ok(Given::Word("begun".to_owned())), "{written}");
    }
    // A word of the scheme goes before the sign for nothing.
    assert_eq!(read("panel", "2.b", "无"), Ok(Given::Word("none".to_owned())));
    assert_eq!(read("panel", "2.b", "soon"), Err("expected-one-of".to_owned()));
    assert_eq!(read("office", "4.a", "96.5"), number(193, 2));
    // Where votes are counted, not having been asked is 0.
    assert_eq!(read("office", "3.v:good", "不适用"), Err("sheet-expects-count".to_owned()));
}

#[test]
fn every_answered_cell_is_an_answer_or_a_fault() {
    let table = table();
    let office = [
        ("A:1.a", "是", "现场检查"),
        ("A:1.b@2025-Q1", "2.5", ""),
        ("A:1.b@2025-Q2", "", "忘了"),
        ("A:1.b@2025-Q9", "1", ""),
        ("", "3", ""),
        ("B:1.a", "否", ""),
        ("C:1.a", "否", ""),
        ("C:4.a", "", ""),
    ];
    let again = [("B:1.a", "是", "")];
    let panel = [("A:2.a", "8", ""), ("A:2.b", "无", ""), ("A:1.a", "是", "")];
    let sheets = [
        filled(&table, ("office", 1), &office),
        filled(&table, ("office", 1), &again),
        filled(&table, ("panel", 2), &panel),
    ];
    let collected = collected(&table, &sheets);
    let answers: Vec<String> = collected
        .answers
        .iter()
        .map(|one| format!("{} {} {} {:?}", one.organisation.as_str(), one.question.key, one.rater, one.given))
        .collect();
    assert_eq!(answers, ["A 1.a 1 Number(1)", "A 2.a 2 Number(8)", "A 2.b 2 Word(\"none\")"]);
    assert_eq!(collected.answers[0].reason, "现场检查");
    assert_eq!(
        keys(&collected.faults),
        [
            (Some(4), "sheet-answered-twice"),
            (Some(5), "sheet-answer-unfit"),
            (Some(6), "sheet-reason-alone"),
            (Some(7), "sheet-unknown-code"),
            (Some(8), "sheet-row-added"),
            (Some(9), "sheet-answered-twice"),
            (Some(10), "sheet-unknown-code"),
            (Some(6), "sheet-unknown-code"),
        ]
    );
    // No answered cell is lost.
    let said = sheets.iter().flat_map(|sheet| &sheet.lines).filter(|line| line.is_answered()).count();
    let told = collected.faults.iter().filter(|fault| fault.message.key != "sheet-reason-alone").count();
    assert_eq!(said, collected.answers.len() + told);
}

#[test]
fn raters_are_told_by_what_they_owe() {
    let table = table();
    let sheets = [filled(&table, ("panel", 2), &[("A:2.a", "8", ""), ("A:2.b", "soon", "")])];
    let collected = collected(&table, &sheets);
    let told: Vec<_> = collected
        .raters
        .iter()
        .map(|one| {
            (one.assessor.as_str(), one.rater, one.sheets, one.asked, one.answered, one.put_aside, one.missing.len())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("office", 1, 0, 20, 0, 0, 20),
            ("panel", 1, 0, 4, 0, 0, 4),
            ("panel", 2, 1, 4, 1, 1, 2),
            ("panel", 3, 0, 4, 0, 0, 4),
            ("discipline", 1, 0, 2, 0, 0, 2),
        ]
    );
    let missing: Vec<&str> = collected.raters[2].missing.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(missing, ["branch-work:B:2.a", "branch-work:B:2.b"]);
    // The office has fifteen days after the year, the panel twenty.
    assert_eq!((collected.raters[0].due, collected.raters[1].due), (Some(day("2026-01-15")), Some(day("2026-01-20"))));
    let late = |received: &str| {
        let organisations = ["A"].map(id);
        let asked = Collection { table: &table, organisations: &organisations, received: day(received) };
        collect(&asked, &sheets).raters.iter().map(|one| one.is_late).collect::<Vec<_>>()
    };
    assert_eq!(late("2026-01-15"), [false, false, false, false, false]);
    assert_eq!(late("2026-01-16"), [true, false, false, false, false]);
    assert_eq!(late("2026-01-21"), [true, true, true, true, false]);
}

#[test]
fn a_sheet_of_something_else_is_refused_whole() {
    let table = table();
    let with = |change: &dyn Fn(&mut SheetIdentity)| {
        let mut sheet = filled(&table, ("office", 1), &[("A:1.a", "是", ""), ("A:4.a", "90", "")]);
        change(&mut sheet.identity);
        let collected = collected(&table, &[sheet]);
        assert!(collected.answers.is_empty());
        let [fault] = collected.faults.as_slice() else { panic!("{:?}", collected.faults) };
        assert_eq!(fault.message.arguments.get("answers"), Some(&Argument::Plain("2".to_owned())));
        assert_eq!(fault.hint.is_some(), fault.message.key == "sheet-other-version");
        fault.message.key.clone()
    };
    assert_eq!(with(&|one| one.scheme = "yunchuan/other".to_owned()), "sheet-other-scheme");
    assert_eq!(with(&|one| one.period = "2024".to_owned()), "sheet-other-period");
    assert_eq!(with(&|one| one.digest = "0".to_owned()), "sheet-other-version");
    assert_eq!(with(&|one| one.assessor = "treasury".to_owned()), "sheet-unknown-rater");
    assert_eq!(with(&|one| one.rater = 2), "sheet-unknown-rater");
    assert_eq!(with(&|one| one.rater = 0), "sheet-unknown-rater");
}

/// The register of these sheets.
fn register(table: &Table, sheets: &[FilledSheet]) -> Columns {
    let collected = collected(table, sheets);
    assert_eq!(keys(&collected.faults), []);
    records(&kind(), table, &collected.answers, day("2026-01-15"))
}

#[test]
fn the_register_of_answers_fits_the_contract() {
    let table = table();
    let rows = [("A:1.a", "是", "现场检查"), ("A:3.v:invited", "12", ""), ("A:3.v:good", "8", ""), ("A:4.a", "-", "")];
    let register = register(&table, &[filled(&table, ("office", 1), &rows)]);
    assert!(Contract::new([kind()]).kind("assessment").is_some());
    let row = |at: usize, field: &str| register.row(at).cell(field);
    let choices: Vec<Cell> = (0..4).map(|at| row(at, "choice")).collect();
    let mut ids: Vec<Cell> = (0..4).map(|at| row(at, "id")).collect();
    for text in ["「good」", "invited", "~"] {
        assert!(choices.contains(&Cell::Text(text.into())), "{text}");
    }
    ids.dedup();
    assert_eq!(ids.len(), 4);
    let is_id = |cell: &Cell| matches!(cell, Cell::Text(text) if text.len() <= 64 && !text.contains(['|', ' ']));
    assert!(ids.iter().all(is_id));
    let yes = (0..4).find(|at| row(*at, "item") == Cell::Text("1.a".into())).unwrap();
    assert_eq!(row(yes, "mark"), Cell::Number(100));
    assert_eq!(row(yes, "reason"), Cell::Text("现场检查".into()));
    assert_eq!(row(yes, "period"), Cell::Text("2025".into()));
}

#[test]
fn answers_come_back_as_they_were_given() {
    let table = table();
    let office = [
        ("A:1.a", "否", ""),
        ("A:1.b@2025-Q1", "2", ""),
        ("A:3.v:invited", "20", ""),
        ("A:3.v:good", "8", ""),
        ("A:3.v:fair", "2", ""),
        ("A:3.v:poor", "0", ""),
        ("A:4.a", "不适用", ""),
    ];
    let sheets = [
        filled(&table, ("office", 1), &office),
        filled(&table, ("panel", 3), &[("A:2.a", "9", ""), ("A:2.b", "无", "")]),
        filled(&table, ("panel", 1), &[("A:2.a", "7.5", ""), ("A:2.b", "begun", "")]),
    ];
    let registers = Registers::new([register(&table, &sheets)]);
    let (answers, faults) = assessed(&table, &registers, day("2026-02-01"));
    assert_eq!(keys(&faults), []);
    let of = |key: &str| answers["A"].get(key).cloned();
    let number = |number: i64| Answer::Number(Amount::from(Fraction::from(number)));
    assert_eq!(of("1.a"), Some(number(0)));
    assert_eq!(of("1.b@2025-Q1"), Some(number(2)));
    assert_eq!(of("1.b@2025-Q2"), None);
    assert_eq!(of("4.a"), Some(Answer::Absent));
    let half = Answer::Number(Amount::from(Fraction::new(15, 2).unwrap()));
    assert_eq!(of("2.a"), Some(Answer::Several(vec![half, number(9)])));
    let words = ["begun", "none"].map(|word| Answer::Word(word.to_owned()));
    assert_eq!(of("2.b"), Some(Answer::Several(words.to_vec())));
    let counts = [("fair", 2), ("good", 8), ("invited", 20), ("poor", 0)];
    let counts: BTreeMap<String, u64> = counts.map(|(word, count)| (word.to_owned(), count)).into();
    assert_eq!(of("3.v"), Some(Answer::Counts(counts)));
    let (card, unfit) = Card::filled("A", &table, &answers["A"]);
    assert_eq!(unfit, []);
    let value = |key: &str| card.values[table.input(key).unwrap()].clone();
    assert_eq!(value("2.a"), Value::from(Fraction::new(33, 4).unwrap()));
    assert_eq!(value("3.v"), Value::from(Fraction::new(92, 100).unwrap()));
    // What came on a later day is not seen before it.
    assert_eq!(assessed(&table, &registers, day("2026-01-14")).0, BTreeMap::new());
}
