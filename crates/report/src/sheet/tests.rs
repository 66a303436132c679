use super::*;
use changxiao_core::{
    day::Day,
    fraction::Fraction,
    message::{Argument, Message},
    sheet::{Expected, Part, Question, SheetIdentity, SheetLine},
    text::{Language, Text},
};
use std::{
    io::{Cursor, Read as _},
    sync::Arc,
};

/// Says a message by its key and its arguments: words are the business of others.
pub(crate) fn say(message: &Message) -> String {
    let plain = |argument: &Argument| match argument {
        Argument::Plain(text) => text.clone(),
        Argument::Text(text) => text.zh.clone(),
        Argument::Message(message) => say(message),
    };
    let arguments: Vec<String> = message.arguments.values().map(plain).collect();
    format!("{} {}", message.key, arguments.join(" ")).trim().to_owned()
}

pub(crate) fn words(language: Language) -> Words<'static> {
    Words { language, say: &say }
}

/// A sheet of two organisations with a question of each sort.
pub(crate) fn sheet() -> Sheet {
    let choices = [("good", "好"), ("fair", "较好"), ("none", "无"), ("nil", "无")];
    let choices = choices.map(|(word, name)| (word.to_owned(), Text::new(name, word))).to_vec();
    let points = Expected::Points { least: Fraction::ZERO, most: "7.5".parse().unwrap() };
    let vote = Part::Answer("yes".to_owned(), Text::new("赞成", "yes"));
    let questions = [
        ("1.a", None, Expected::YesNo),
        ("1.b", None, Expected::Words(choices)),
        ("1.c", None, Expected::Count),
        ("1.d", None, Expected::Number),
        ("1.e", None, points),
        ("1.v", Some(Part::Invited), Expected::Count),
        ("1.v", Some(vote), Expected::Count),
    ];
    let questions = questions.map(|(key, part, expected)| {
        let name = Text::new(format!("问题“{key}”"), key);
        Arc::new(Question { key: key.into(), part, item: None, name, says: None, period: None, clause: None, expected })
    });
    let line = |organisation: &str, question: &Arc<Question>| SheetLine {
        code: question.code("s", organisation),
        organisation: organisation.to_owned(),
        organisation_name: format!("{organisation}支部"),
        question: question.clone(),
        shown: String::new(),
    };
    Sheet {
        identity: SheetIdentity {
            scheme: "office/s".to_owned(),
            digest: "d".repeat(64),
            period: "2025".to_owned(),
            assessor: "panel".to_owned(),
            rater: 2,
        },
        name: Text::new("方案 & \"表\"", "Scheme"),
        assessor: Text::new("评议组", "Panel"),
        raters: 3,
        due: Some(Day::new(2026, 1, 15).unwrap()),
        return_to: None,
        day: Day::new(2025, 12, 31).unwrap(),
        lines: ["A", "B"].iter().flat_map(|organisation| questions.iter().map(|one| line(organisation, one))).collect(),
    }
}

/// A part of the package.
fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn chinese() -> Vec<u8> {
    write_sheet(&sheet(), words(Language::Chinese)).unwrap()
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let first = chinese();
    // A package keeps times to two seconds, and the moment of writing must not be among them.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == chinese());
    assert!(part(&first, "docProps/core.xml").contains("2025-12-31T00:00:00Z"));
}

#[test]
fn only_answers_and_reasons_can_be_written() {
    let bytes = chinese();
    let rows = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(rows.contains("<sheetProtection sheet=\"1\""), "{rows}");
    assert!(!rows.contains("password"));
    let styles = part(&bytes, "xl/styles.xml");
    let formats: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
    let unlocked: Vec<usize> = (0..formats.len()).filter(|at| formats[*at].contains("locked=\"0\"")).collect();
    let columns: std::collections::BTreeSet<&str> = rows
        .split("<c r=\"")
        .skip(1)
        .filter_map(|cell| {
            let (name, rest) = cell.split_once('"')?;
            let style: usize = rest.split_once("s=\"")?.1.split('"').next()?.parse().ok()?;
            unlocked.contains(&style).then(|| name.trim_end_matches(|c: char| c.is_ascii_digit()))
        })
        .collect();
    assert_eq!(columns.into_iter().collect::<Vec<_>>(), ["G", "H"]);
}

#[test]
fn questions_alike_share_one_validation() {
    let rows = part(&chinese(), "xl/worksheets/sheet2.xml");
    let validations: Vec<&str> = rows.split("<dataValidation ").skip(1).collect();
    let of = |range: &str| {
        let found = validations.iter().find(|one| one.contains(&format!("sqref=\"{range}\"")));
        let text = found.unwrap_or_else(|| panic!("{range} is none of {validations:?}"));
        text.split_once("<formula1>").unwrap().1.split_once("</formula1>").unwrap().0.to_owned()
    };
    assert_eq!(validations.len(), 6);
    assert_eq!(of("G4 G11"), "_changxiao!$D$1:$D$3");
    assert_eq!(of("G5 G12"), "_changxiao!$E$1:$E$5");
    assert_eq!(of("G6 G13"), "OR(G6=\"不适用\",IF(ISNUMBER(G6),AND(G6&gt;=0,G6=INT(G6)),FALSE))");
    assert_eq!(of("G8 G15"), "OR(G8=\"不适用\",IF(ISNUMBER(G8),AND(G8&gt;=0,G8&lt;=7.5),FALSE))");
    // What is counted in a vote always applies.
    assert_eq!(of("G9:G10 G16:G17"), "IF(ISNUMBER(G9),AND(G9&gt;=0,G9=INT(G9)),FALSE)");
}

#[test]
fn formulas_bear_the_results_they_have_before_anything_is_answered() {
    let rows = part(&chinese(), "xl/worksheets/sheet2.xml");
    assert!(rows.contains("<v>sheet-count 0 14</v>"), "{rows}");
    assert_eq!(rows.matches("<v>sheet-state-open</v>").count(), 14);
    assert!(!rows.contains("<v>0</v></c>"));
}

#[test]
fn it_prints_on_landscape_paper_with_its_heading_on_each_page() {
    let bytes = chinese();
    let rows = part(&bytes, "xl/worksheets/sheet2.xml");
    for wanted in
        ["orientation=\"landscape\"", "paperSize=\"9\"", "fitToHeight=\"0\"", "state=\"frozen\"", "<autoFilter"]
    {
        assert!(rows.contains(wanted), "{wanted}");
    }
    assert!(rows.contains("方案 &amp;&amp; \"表\"") || rows.contains("方案 &amp;&amp; &quot;表"), "{rows}");
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(workbook.contains("$3:$3</definedName>"), "{workbook}");
    assert!(workbook.contains("name=\"_changxiao\" sheetId=\"3\" state=\"hidden\""), "{workbook}");
}

#[test]
fn more_rows_than_a_sheet_has_are_refused() {
    let mut full = sheet();
    full.lines = vec![full.lines[0].clone(); 1_048_570];
    let refused = write_sheet(&full, words(Language::Chinese));
    assert!(matches!(refused, Err(Error::TooManyRows { rows: 1_048_570 })));
}

#[test]
fn columns_are_named_as_programs_name_them() {
    let names = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")];
    for (column, name) in names {
        assert_eq!(rows::letters(column), name);
    }
}
