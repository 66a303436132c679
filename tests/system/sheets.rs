//! Sheets of assessors: written, filled by a script, saved by a spreadsheet program, and collected.

mod filling;
mod office;
mod outstanding;

use crate::program::{Bench, compare, root, table, transcript};
use filling::{Entry, fill, parts, rows};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

const SCHEME: &str = "fixtures/sheets/scheme.toml --period 2025 --registers fixtures/yunchuan";

const AS_OF: &str = "--as-of 2026-01-10";

const FILES: [&str; 5] = ["office", "panel-1", "panel-2", "panel-3", "discipline"];

fn file(name: &str) -> String {
    format!("branch-work-2025-{name}.xlsx")
}

/// Writes the sheets of two branches into a folder.
fn written(bench: &Bench, language: &str, folder: &str) {
    let two = "--organisation DZB01 --organisation DZB02";
    let output = bench.run(&format!("scheme sheet {SCHEME} {AS_OF} --out {folder} {two} --lang {language}"));
    assert_eq!(output.code, 0, "{}", output.stderr);
}

fn collecting(sheets: &str, more: &str) -> String {
    let (scheme, rest) = SCHEME.split_once(' ').unwrap();
    format!("scheme collect {scheme} {sheets} {rest} --organisation DZB01 --organisation DZB02 --on 2026-01-18 {more}")
}

/// An answer to each sort of question, different from rater to rater; the vote adds up.
fn answer(language: &str, file: &str, code: &str) -> Entry {
    let (_, key) = code.split_once(":DZB0").unwrap();
    let (branch, key) = key.split_once(':').unwrap();
    let branch: f64 = branch.parse().unwrap();
    let rater: f64 = file.strip_prefix("panel-").map_or(0.0, |rater| rater.parse().unwrap());
    let word = |zh: &str, en: &str| Entry::Text(if language == "zh" { zh } else { en }.to_owned());
    match key {
        "1.a" if branch == 1.0 => word("是", "yes"),
        "1.a" => word("否", "no"),
        "2.a" => Entry::Number(6.25 + rater),
        "2.b" if rater == 1.0 => word("有，并在全市推广", "known in the whole city"),
        "2.b" if rater == 2.0 => word("无", "none"),
        "2.b" => word("不适用", "does not apply"),
        "3.v:invited" => Entry::Number(40.0),
        "3.v:good" => Entry::Number(20.0 + branch),
        "3.v:fair" => Entry::Number(7.0),
        "3.v:poor" => Entry::Number(0.0),
        "4.a" => Entry::Number(91.35),
        "measures_taken" => Entry::Text(" １ ".to_owned()),
        quarter if quarter.starts_with("1.b@") => Entry::Number(branch),
        other => panic!("{other}"),
    }
}

/// Fills all sheets of a folder.
fn filled(bench: &Bench, language: &str, folder: &str) {
    for name in FILES {
        let path = bench.path(folder).join(file(name));
        let bytes = fs::read(&path).unwrap();
        let codes: Vec<String> = rows(&bytes, 1).into_iter().filter_map(|row| row.last().cloned()).collect();
        let codes = codes.into_iter().filter(|code| code.starts_with("branch-work:"));
        let reason = |code: &str| format!("依据“{code}” <检查> & 台账\n第二行");
        let answers: Vec<(String, Entry, String)> =
            codes.map(|code| (code.clone(), answer(language, name, &code), reason(&code))).collect();
        fs::write(&path, fill(&bytes, &answers)).unwrap();
    }
}

/// The answers in a register: organisation, question, rater, mark, choice.
fn told(csv: &str) -> BTreeSet<[String; 6]> {
    let header = csv.trim_start_matches('\u{feff}').lines().next().unwrap();
    let wanted = ["被考核组织", "考评条目", "考核组织", "评分员序号", "评定", "选项"];
    let columns: Vec<&str> = header.trim().split(',').collect();
    let places = wanted.map(|title| columns.iter().position(|column| *column == title).unwrap());
    table(csv).into_iter().map(|row| places.map(|place| row[place].clone())).collect()
}

fn line(words: &str) -> [String; 6] {
    let words: Vec<String> = words.split(' ').map(|word| word.replace('_', "")).collect();
    words.try_into().unwrap()
}

#[test]
fn a_spreadsheet_program_loses_nothing() {
    for language in ["zh", "en"] {
        let bench = Bench::new();
        written(&bench, language, "sheets");
        filled(&bench, language, "sheets");
        for ending in ["xlsx", "ods", "xls"] {
            office::save(&bench, "sheets", ending);
        }
        let collect = |folder: &str| {
            let output =
                bench.run(&collecting(folder, &format!("--out {folder}.csv --fail-on faults --fail-on missing")));
            assert_eq!(output.code, 0, "{folder}\n{}{}", output.stdout, output.stderr);
            bench.read(&format!("{folder}.csv"))
        };
        let first = collect("sheets");
        let answers = told(&first);
        assert_eq!(answers.len(), 34);
        for wanted in [
            "DZB01 1.a office 1 1 _",
            "DZB02 1.a office 1 0 _",
            "DZB02 1.b@2025-Q3 office 1 2 _",
            "DZB01 2.a panel 3 9.25 _",
            "DZB01 2.b panel 1 _ 「model」",
            "DZB01 2.b panel 2 _ 「none」",
            "DZB01 2.b panel 3 _ ~",
            "DZB02 3.v office 1 22 「good」",
            "DZB02 3.v office 1 40 invited",
            "DZB01 4.a office 1 91.35 _",
            "DZB01 measures_taken discipline 1 1 _".replace("measures_taken", "measures\u{1}taken").as_str(),
        ] {
            let wanted = line(wanted).map(|word| word.replace('\u{1}', "_"));
            assert!(answers.contains(&wanted), "{wanted:?} is not among {answers:?}");
        }
        for ending in ["xlsx", "ods", "xls"] {
            assert_eq!(collect(&format!("saved-{ending}")), first, "{language} {ending}");
        }
        // The register is one that the program reads.
        let output = bench.run("check --registers fixtures/yunchuan sheets.csv --lang en");
        assert!(output.stderr.contains(" 0 put aside"), "{}", output.stderr);
        assert_eq!(output.code, 0, "{}", output.stderr);
    }
}

#[test]
fn a_spreadsheet_program_keeps_what_guides_and_counts() {
    let bench = Bench::new();
    written(&bench, "zh", "sheets");
    let path = bench.path("sheets").join(file("panel-1"));
    let bytes = fs::read(&path).unwrap();
    let first = ("branch-work:DZB01:2.a".to_owned(), Entry::Number(7.0), String::new());
    fs::write(&path, fill(&bytes, &[first])).unwrap();
    office::save(&bench, "sheets", "xlsx");
    let bytes = fs::read(bench.path("saved-xlsx").join(file("panel-1"))).unwrap();
    // Its formulas compute, on the sheet and on the page in front.
    assert_eq!(rows(&bytes, 1)[1][0], "已填 1 行，共 4 行");
    let front: Vec<String> = rows(&bytes, 0).into_iter().flatten().collect();
    assert!(front.contains(&"已填 1 行，共 4 行".to_owned()), "{front:?}");
    let states: Vec<String> = rows(&bytes, 1).into_iter().skip(3).map(|row| row[8].clone()).collect();
    assert_eq!(states, ["●已填", "○未填", "○未填", "○未填"]);
    let parts = parts(&bytes);
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    for kept in
        ["<sheetProtection", "sheet=\"true\"", "<conditionalFormatting", "<autoFilter", "orientation=\"landscape\""]
    {
        assert!(sheet.contains(kept), "{kept}\n{sheet}");
    }
    assert_eq!(sheet.matches("<dataValidation ").count(), 2, "{sheet}");
    assert!(sheet.contains("type=\"list\"") && sheet.contains("type=\"custom\""), "{sheet}");
    assert!(parts["xl/workbook.xml"].contains("name=\"_changxiao\" sheetId=\"3\" state=\"hidden\""));
}

/// What goes wrong on the way.
fn spoiled(bench: &Bench, language: &str) {
    written(bench, language, "sheets");
    filled(bench, language, "sheets");
    let change = |name: &str, entries: &[(&str, Entry)]| {
        let path = bench.path("sheets").join(file(name));
        let entries: Vec<(String, Entry, String)> =
            entries.iter().map(|(code, entry)| ((*code).to_owned(), entry.clone(), String::new())).collect();
        fs::write(&path, fill(&fs::read(&path).unwrap(), &entries)).unwrap();
    };
    let text = |text: &str| Entry::Text(text.to_owned());
    change(
        "office",
        &[
            ("branch-work:DZB01:1.a", text("maybe")),
            ("branch-work:DZB01:1.b@2025-Q1", Entry::Number(2.5)),
            ("branch-work:DZB01:1.b@2025-Q2", Entry::Number(-1.0)),
            ("branch-work:DZB01:4.a", Entry::Number(90.125)),
            ("branch-work:DZB02:3.v:good", Entry::Blank),
            ("branch-work:DZB02:4.a", Entry::Code("branch-work:DZB02:9.z".to_owned())),
            ("", Entry::Number(3.0)),
        ],
    );
    change("panel-1", &[("branch-work:DZB01:2.a", Entry::Number(11.0)), ("branch-work:DZB01:2.b", text("soon"))]);
    // A second sheet of the same rater, and one of another year; the third rater returns nothing.
    let path = |name: &str| bench.path("sheets").join(name);
    fs::copy(path(&file("panel-2")), path("panel-2-again.xlsx")).unwrap();
    fs::remove_file(path(&file("panel-3"))).unwrap();
    let year = SCHEME.replace("2025", "2024");
    bench.run(&format!("scheme sheet {year} --out other --assessor discipline --organisation DZB01 --lang {language}"));
    fs::copy(bench.path("other/branch-work-2024-discipline.xlsx"), path("last-year.xlsx")).unwrap();
    bench.write("sheets/notes.xlsx", "no workbook at all");
    bench.write("sheets/~$branch-work-2025-office.xlsx", "lock");
    office::save(bench, "sheets", "xlsx");
    bench.write("saved-xlsx/notes.xlsx", "no workbook at all");
}

#[test]
fn what_is_wrong_is_found_wherever_it_was_saved() {
    for language in ["en", "zh-CN"] {
        let bench = Bench::new();
        spoiled(&bench, if language == "en" { "en" } else { "zh" });
        let more = |folder: &str| format!("--out {folder}.csv --fail-on faults --lang {language}");
        let command = collecting("sheets", &more("sheets"));
        let output = bench.run(&command);
        compare(&format!("sheets.{language}"), &transcript(&command, &output));
        assert_eq!(output.code, 1);
        let saved = bench.run(&collecting("saved-xlsx", &more("saved-xlsx")));
        assert_eq!(saved.stderr, output.stderr);
        assert_eq!(saved.stdout.replace("saved-xlsx", "sheets"), output.stdout);
        assert_eq!(bench.read("saved-xlsx.csv"), bench.read("sheets.csv"));
        let missing = bench.run(&collecting("sheets", "--out sheets.csv --fail-on missing"));
        assert_eq!(missing.code, 1, "{}", missing.stderr);
        assert_eq!(bench.run(&collecting("sheets", "--out sheets.csv")).code, 0);
    }
}

#[test]
fn filled_sheets_and_other_files_are_not_overwritten() {
    let bench = Bench::new();
    written(&bench, "zh", "sheets");
    let before = fs::read(bench.path("sheets").join(file("office"))).unwrap();
    let again = bench.run(&format!("scheme sheet {SCHEME} --out sheets --lang en"));
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("may have been filled"), "{}", again.stderr);
    assert!(fs::read(bench.path("sheets").join(file("office"))).unwrap() == before);
    bench.write("mine.csv", "a,b\n1,2\n");
    let refused = bench.run(&collecting("sheets", "--out mine.csv --lang en"));
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert_eq!(bench.read("mine.csv"), "a,b\n1,2\n");
}

#[test]
fn the_same_scheme_gives_the_same_sheets() {
    let bench = Bench::new();
    written(&bench, "zh", "one");
    // The order in which its items are written changes nothing.
    let text = fs::read_to_string(root().join("tests/fixtures/sheets/scheme.toml")).unwrap();
    let mut parts: Vec<&str> = text.split("[[scheme.item]]\n").collect();
    parts.swap(1, 3);
    bench.write("turned.toml", parts.join("[[scheme.item]]\n"));
    let turned = SCHEME.replace("fixtures/sheets/scheme.toml", "turned.toml");
    let output = bench
        .run(&format!("scheme sheet {turned} {AS_OF} --out two --organisation DZB01 --organisation DZB02 --lang zh"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    for name in FILES {
        let read = |folder: &str| fs::read(bench.path(folder).join(file(name))).unwrap();
        assert!(read("one") == read("two"), "{name}");
    }
}

/// Beside the questions of an item stands what an evaluation finds of its quantities.
#[test]
fn what_registers_show_stands_beside_the_questions() {
    let bench = Bench::new();
    let output = bench.run(&format!("scheme sheet {SCHEME} {AS_OF} --out sheets --assessor office --lang zh"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    bench.run(&format!("evaluate --registers fixtures/yunchuan --period 2025 {AS_OF} --out run"));
    let tallies = bench.read("run/tallies.csv");
    let column = |title: &str| tallies.lines().next().unwrap().split(',').position(|one| one.contains(title)).unwrap();
    let places = ["organisation", "indicator", "numerator", "denominator", "unknown", "open"].map(column);
    // Of the quarters that nobody knows of, any may have been missed.
    let mut missed: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for row in table(&tallies).into_iter().map(|row| places.map(|place| row[place].clone())) {
        if row[1] == "baseline/branch-meeting-held-quarterly" {
            let [met, all, unknown, open] = [2, 3, 4, 5].map(|place| row[place].parse::<i64>().unwrap());
            let (least, most) = missed.entry(row[0].clone()).or_default();
            *least += all - met - unknown;
            *most += all - met + open;
        }
    }
    let rows = rows(&fs::read(bench.path("sheets").join(file("office"))).unwrap(), 1);
    let mut seen = BTreeSet::new();
    for row in rows.iter().skip(3) {
        let (organisation, key) = row[9].strip_prefix("branch-work:").unwrap().split_once(':').unwrap();
        let (least, most) = missed[organisation];
        let number = if least == most { least.to_string() } else { format!("{least}..{most}") };
        let is_beside = key.starts_with("1.");
        let wanted = if is_beside { format!("未开支部党员大会的季度数：{number}") } else { String::new() };
        assert_eq!(row[4], wanted, "{}", row[9]);
        seen.insert(number);
    }
    // The demo holds branches that missed some and branches that missed none.
    assert!(seen.len() > 1, "{seen:?}");
}

#[test]
fn what_cannot_be_asked_is_said() {
    let bench = Bench::new();
    let refused = |command: &str, wanted: &str| {
        let output = bench.run(&format!("{command} --out out --lang en"));
        assert_eq!(output.code, 2, "{command}");
        assert!(output.stderr.contains(wanted), "{command}\n{}", output.stderr);
        assert!(!bench.path("out").exists(), "{command}");
    };
    refused(&format!("scheme sheet {SCHEME} --assessor pannel"), "hint: did you mean `panel`?");
    refused(&format!("scheme sheet {SCHEME} --organisation DZB99"), "has no `DZB99`");
    refused(&format!("scheme sheet {}", SCHEME.replace("2025", "1901")), "on 1901-12-31 there is no organisation");
    let person = fs::read_to_string(root().join("tests/fixtures/sheets/scheme.toml")).unwrap();
    bench.write("person.toml", person.replace("by = \"office\"\n\n", "by = \"office\"\nsubject = \"person\"\n\n"));
    let person = SCHEME.replace("fixtures/sheets/scheme.toml", "person.toml");
    refused(&format!("scheme sheet {person}"), "anonymous scorecards only");
}
