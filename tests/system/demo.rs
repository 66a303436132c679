//! The demonstration: its steps as `cargo xtask demo` runs them, and what is to be seen in them.

use crate::program::{Bench, library, root, table};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// The steps, with the paths of a bench.
fn steps() -> Vec<String> {
    let text = fs::read_to_string(root().join("xtask/src/demo/steps.txt")).unwrap();
    let steps = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let schemes = root().join("config/schemes").display().to_string();
    let paths = [
        ("{registers}", "registers"),
        ("{plugins}", "plugins"),
        ("{run}", "run"),
        ("{schemes}", schemes.as_str()),
        ("{sheets}", "sheets"),
    ];
    let filled = |step: &str| paths.iter().fold(step.to_owned(), |step, (mark, path)| step.replace(mark, path));
    steps.map(filled).collect()
}

/// A bench on which all steps ran well, and what each printed.
fn demonstrated(language: &str) -> (Bench, Vec<(String, String)>) {
    let bench = Bench::new();
    for plugin in ["example", "taxation"] {
        let file = format!("plugins/{plugin}.so");
        bench.write(&file, fs::read(library(plugin)).unwrap());
    }
    let run = |step: String| {
        let output = bench.run(&format!("{step} --lang {language}"));
        assert_eq!(output.code, 0, "{step}\n{}", output.stderr);
        (step, output.stdout)
    };
    let printed = steps().into_iter().map(run).collect();
    (bench, printed)
}

#[test]
fn one_number_is_done_one_is_missed_and_one_is_not_known_for_want_of_a_sheet() {
    for (language, met, missed, not_known, missing) in [
        ("en", "✓ met", "✗ not met", "1 not known", "hand in the register"),
        ("zh-CN", "✓达标", "✗未达标", "1 项不知是否做到", "补报"),
    ] {
        let (_, printed) = demonstrated(language);
        let explained: Vec<&String> = printed
            .iter()
            .filter(|(step, _)| step.starts_with("explain ") && !step.contains("demo/"))
            .map(|(_, text)| text)
            .collect();
        let [done, lacking, unknown] = explained[..] else { panic!("{explained:?}") };
        let second = |text: &String| text.lines().nth(2).unwrap_or_default().to_owned();
        assert!(second(done).contains(met), "{done}");
        assert!(second(lacking).contains(missed), "{lacking}");
        assert!(second(unknown).contains(not_known) && unknown.contains(missing), "{unknown}");
    }
}

/// Four fifths of the table rest on registers, so that scores have bounds before any sheet is back.
#[test]
fn branches_are_scored_and_the_sheet_asks_what_no_register_holds() {
    let (bench, printed) = demonstrated("en");
    let explained = printed.iter().find(|(step, _)| step.contains("demo/branch-year --run")).unwrap();
    assert!(explained.1.contains("The smallest change that reaches"), "{}", explained.1);
    let evaluated = printed.iter().find(|(step, _)| step.starts_with("evaluate ")).unwrap();
    assert!(evaluated.1.contains("rests on records 80.00%, on assessors 20.00%, on nobody 0.00%"), "{}", evaluated.1);
    assert!(bench.path("sheets/branch-year-2025-committee.xlsx").is_file());
    let scores = table(&bench.read("run/grades.csv"));
    let bounds: BTreeSet<&str> = scores.iter().map(|row| row[4].as_str()).collect();
    assert_eq!(bounds, BTreeSet::from(["not-known"]));
    let known =
        table(&bench.read("run/scores.csv")).into_iter().filter(|row| row[2] == "1" && row[6] == "value").count();
    assert!(known > 15, "{known}");
}

#[test]
fn every_indicator_is_asked_of_the_three_departments_and_mostly_known() {
    let (bench, _) = demonstrated("en");
    let organisations = table(&bench.read("registers/组织.csv"));
    let departments = organisations.iter().filter(|row| row[1].ends_with("局")).map(|row| row[0].as_str());
    let departments: BTreeSet<&str> = departments.collect();
    assert_eq!(departments.len(), 3);
    let mut known: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for row in table(&bench.read("run/tallies.csv")) {
        let [organisation, indicator, _, _, _, denominator, _, excepted, unknown, open, ..] = &row[..] else {
            panic!("{row:?}")
        };
        let is_known = (denominator != "0" || excepted != "0") && unknown == "0" && open == "0";
        let is_department = departments.contains(organisation.as_str());
        let [lines, of_all, of_departments] = known.entry(indicator.clone()).or_default();
        *lines += usize::from(denominator != "0" || excepted != "0" || open != "0");
        *of_all += usize::from(is_known);
        *of_departments += usize::from(is_known && is_department);
    }
    assert_eq!(known.len(), 63, "{known:?}");
    for (indicator, [lines, of_all, of_departments]) in known {
        let seen = format!("{indicator}: {lines} numbers, {of_all} known, {of_departments} of departments");
        // Grave cases are rare: where nothing was decided, there is no number.
        assert!(lines == 0 || of_all > 0 && of_all * 4 >= lines, "{seen}");
    }
}

#[test]
fn what_code_could_not_be_asked_about_can_be_handed_in() {
    let (bench, _) = demonstrated("en");
    let told = bench.run("explain Z000029 example/well-attended-meetings --run run --lang en --format json");
    let told: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
    assert_eq!(told["kind"], "not-known");
    let change = "hand in the register “Meetings” of Z000029 for 2025-09-01 to 2025-09-30";
    assert_eq!(told["items"][0]["change"], change);
}
