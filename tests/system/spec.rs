//! Runs the cases of `tests/spec`: registers in, the lines of one indicator out. The cases are data; see their README.

use crate::program::{Bench, root, table};
use serde::{Deserialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fs, path::Path};

/// The file of what the cases of an indicator have in common.
const COMMON: &str = "usual.toml";

/// `usual.toml` of an indicator: what its cases have in common.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    indicator: String,
    /// Items of a pack of the namespace `cases`, if the indicator is made up for its cases.
    definitions: Option<String>,
    /// Headers of each register.
    columns: BTreeMap<String, String>,
    usual: Usual,
}

/// A file of cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// What holds where a case does not say otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Usual {
    period: String,
    as_of: String,
    registers: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    name_en: String,
    period: Option<String>,
    as_of: Option<String>,
    #[serde(default)]
    registers: BTreeMap<String, String>,
    expect: String,
}

/// The six counts that `expect` names when they are not zero, in the order of `tallies.csv`.
const NAMED: [&str; 6] = ["excluded", "excepted", "unknown", "open", "disputed", "pending"];

/// Runs all cases of an indicator.
fn check(indicator: &str) {
    let folder = root().join("tests/spec").join(indicator);
    let spec: Spec = parsed(&folder.join(COMMON));
    let mut wrong = Vec::new();
    for file in names(&folder).iter().filter(|name| *name != COMMON) {
        let cases: Cases = parsed(&folder.join(file));
        wrong.extend(cases.case.iter().filter_map(|case| Some(format!("{file} {}", complaint(&spec, case)?))));
    }
    assert!(wrong.is_empty(), "{indicator}: {} case(s) fail\n{}", wrong.len(), wrong.join("\n"));
}

fn parsed<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

/// Why a case fails, if it does.
fn complaint(spec: &Spec, case: &Case) -> Option<String> {
    let expected: Vec<&str> = case.expect.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let found = lines(spec, case).unwrap_or_else(|stderr| vec![stderr]);
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    let text = |lines: &[&str]| if lines.is_empty() { "nothing".to_owned() } else { lines.join("; ") };
    let (name, expects, finds) = (&case.name, text(&expected), text(&found));
    (found != expected).then(|| format!("{name} ({})\n    expected {expects}\n    found    {finds}", case.name_en))
}

/// The lines of the indicator that the program writes; an error: what it complained of.
fn lines(spec: &Spec, case: &Case) -> Result<Vec<String>, String> {
    let bench = Bench::new();
    let mut registers = spec.usual.registers.clone();
    registers.extend(case.registers.clone());
    for (kind, rows) in registers.iter().filter(|(_, rows)| !rows.trim().is_empty()) {
        let header = spec.columns.get(kind).unwrap_or_else(|| panic!("{}: no columns of {kind}", case.name));
        let rows: Vec<&str> = rows.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
        bench.write(&format!("registers/{kind}.csv"), format!("{header}\n{}\n", rows.join("\n")));
    }
    let mut pack = "";
    if let Some(definitions) = &spec.definitions {
        bench.write(
            "pack/pack.toml",
            "[about]\nnamespace = \"cases\"\nname = { zh = \"例\", en = \"Cases\" }\nversion = \"1\"\n",
        );
        bench.write("pack/items.toml", definitions);
        pack = " --pack pack";
    }
    let period = case.period.as_ref().unwrap_or(&spec.usual.period);
    let as_of = case.as_of.as_ref().unwrap_or(&spec.usual.as_of);
    let output = bench
        .run(&format!("evaluate --registers registers --period {period} --as-of {as_of} --out run --lang en{pack}"));
    if output.code != 0 || output.stderr.lines().count() != 1 {
        return Err(output.stderr);
    }
    let all = table(&bench.read("run/tallies.csv"));
    let lines = all.iter().filter_map(|row| match row.as_slice() {
        [organisation, indicator, _, _, numerator, denominator, counts @ ..] if *indicator == spec.indicator => {
            let named = NAMED.iter().zip(counts).filter(|(_, count)| *count != "0");
            let named: String = named.map(|(name, count)| format!(" {name} {count}")).collect();
            Some(format!("{organisation}: {numerator}/{denominator}{named}"))
        }
        _ => None,
    });
    Ok(lines.collect())
}

#[test]
fn a_duty_within_working_days() {
    check("duty-within-working-days");
}

#[test]
fn a_duty_after_an_appointment() {
    check("duty-after-an-appointment");
}

#[test]
fn a_duty_again_and_again() {
    check("duty-again-and-again");
}

#[test]
fn a_duty_not_before() {
    check("duty-not-before");
}

#[test]
fn a_duty_deferred() {
    check("duty-deferred");
}

#[test]
fn re_election_by_term() {
    check("re-election-by-term");
}

#[test]
fn e07_secretaries_lecture() {
    check("e07-secretaries-lecture");
}

#[test]
fn conditions_and_grace() {
    check("conditions-and-grace");
}

#[test]
fn a_duty_with_an_exemption() {
    check("duty-with-an-exemption");
}

#[test]
fn b04_tasks_done_in_time() {
    check("b04-tasks-done-in-time");
}

#[test]
fn e01_members_in_a_branch() {
    check("e01-members-in-a-branch");
}

#[test]
fn e02_units_with_a_branch() {
    check("e02-units-with-a-branch");
}

#[test]
fn e03_inside_their_term() {
    check("e03-inside-their-term");
}

#[test]
fn e05_committee_met_monthly() {
    check("e05-committee-met-monthly");
}

#[test]
fn e04_branch_meeting_held_quarterly() {
    check("e04-branch-meeting-held-quarterly");
}

#[test]
fn t07_study_hours_reached() {
    check("t07-study-hours-reached");
}

#[test]
fn t07_amended_to_forty_hours() {
    check("t07-amended-to-forty-hours");
}

#[test]
fn t07_amended_within_a_unit() {
    check("t07-amended-within-a-unit");
}

#[test]
fn the_greatest_and_how_many_differ() {
    check("greatest-and-different-amounts");
}

#[test]
fn e10_members_appraised() {
    check("e10-members-appraised");
}

#[test]
fn e11_leading_cadres_in_double_life() {
    check("e11-leading-cadres-in-double-life");
}

#[test]
fn e13_admission_steps_in_order() {
    check("e13-admission-steps-in-order");
}

#[test]
fn p06_records_found_sound() {
    check("p06-records-found-sound");
}

#[test]
fn r05_full_time_party_workers() {
    check("r05-full-time-party-workers");
}

#[test]
fn t02_centre_group_discussed_quarterly() {
    check("t02-centre-group-discussed-quarterly");
}

#[test]
fn t05_cadres_trained() {
    check("t05-cadres-trained");
}

#[test]
fn w04_opinions_answered_in_time() {
    check("w04-opinions-answered-in-time");
}

#[test]
fn w09_documents_against_last_year() {
    check("w09-documents-against-last-year");
}

#[test]
fn every_folder_of_cases_is_checked() {
    let known = [
        "README.md",
        "b04-tasks-done-in-time",
        "conditions-and-grace",
        "duty-after-an-appointment",
        "duty-again-and-again",
        "duty-deferred",
        "duty-not-before",
        "duty-with-an-exemption",
        "duty-within-working-days",
        "e01-members-in-a-branch",
        "e02-units-with-a-branch",
        "e03-inside-their-term",
        "e04-branch-meeting-held-quarterly",
        "e05-committee-met-monthly",
        "e07-secretaries-lecture",
        "e10-members-appraised",
        "e11-leading-cadres-in-double-life",
        "e13-admission-steps-in-order",
        "greatest-and-different-amounts",
        "p06-records-found-sound",
        "r05-full-time-party-workers",
        "re-election-by-term",
        "t02-centre-group-discussed-quarterly",
        "t05-cadres-trained",
        "t07-amended-to-forty-hours",
        "t07-amended-within-a-unit",
        "t07-study-hours-reached",
        "w04-opinions-answered-in-time",
        "w09-documents-against-last-year",
    ];
    assert_eq!(names(&root().join("tests/spec")), known);
}
