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

/// One test a folder, so that a failure names it; and the list of all of them.
macro_rules! folders {
    ($($test:ident = $folder:literal),* $(,)?) => {
        $(
            #[test]
            fn $test() {
                check($folder);
            }
        )*

        const FOLDERS: &[&str] = &[$($folder),*];
    };
}

folders! {
    b01_planned_together = "b01-planned-together",
    b02_checked_together = "b02-checked-together",
    b03_joint_projects_finished = "b03-joint-projects-finished",
    b04_tasks_done_in_time = "b04-tasks-done-in-time",
    b05_key_tasks_with_party = "b05-key-tasks-with-party",
    b06_hindrances_solved = "b06-hindrances-solved",
    b08_adverse_findings = "b08-adverse-findings",
    conditions_and_grace = "conditions-and-grace",
    a_duty_after_an_appointment = "duty-after-an-appointment",
    a_duty_again_and_again = "duty-again-and-again",
    a_duty_deferred = "duty-deferred",
    a_duty_not_before = "duty-not-before",
    a_duty_with_an_exemption = "duty-with-an-exemption",
    a_duty_within_working_days = "duty-within-working-days",
    e01_members_in_a_branch = "e01-members-in-a-branch",
    e02_units_with_a_branch = "e02-units-with-a-branch",
    e03_inside_their_term = "e03-inside-their-term",
    e04_branch_meeting_held_quarterly = "e04-branch-meeting-held-quarterly",
    e05_committee_met_monthly = "e05-committee-met-monthly",
    e06_group_met_monthly = "e06-group-met-monthly",
    e07_secretaries_lecture = "e07-secretaries-lecture",
    e08_party_day_held_monthly = "e08-party-day-held-monthly",
    e09_life_meeting_held = "e09-life-meeting-held",
    e10_members_appraised = "e10-members-appraised",
    e11_leading_cadres_in_double_life = "e11-leading-cadres-in-double-life",
    e12_mobile_members_contacted = "e12-mobile-members-contacted",
    e13_admission_steps_in_order = "e13-admission-steps-in-order",
    e14_dues_paid_in_time = "e14-dues-paid-in-time",
    the_greatest_and_how_many_differ = "greatest-and-different-amounts",
    p01_secretaries_reviewed = "p01-secretaries-reviewed",
    p02_leading_group_assessed = "p02-leading-group-assessed",
    p03_findings_closed = "p03-findings-closed",
    p04_results_used = "p04-results-used",
    p06_records_found_sound = "p06-records-found-sound",
    p08_objectives_renewed = "p08-objectives-renewed",
    r01_party_building_studied = "r01-party-building-studied",
    r02_first_duties_done = "r02-first-duties-done",
    r03_double_duties_done = "r03-double-duties-done",
    r04_committee_posts_filled = "r04-committee-posts-filled",
    r05_full_time_party_workers = "r05-full-time-party-workers",
    r06_activities_funded = "r06-activities-funded",
    r08_party_workers_trained = "r08-party-workers-trained",
    re_election_by_term = "re-election-by-term",
    t01_centre_group_plan_approved = "t01-centre-group-plan-approved",
    t02_centre_group_discussed_quarterly = "t02-centre-group-discussed-quarterly",
    t03_topics_of_the_whole = "t03-topics-of-the-whole",
    t05_cadres_trained = "t05-cadres-trained",
    t06_young_cadres_taught = "t06-young-cadres-taught",
    t07_amended_to_forty_hours = "t07-amended-to-forty-hours",
    t07_amended_within_a_unit = "t07-amended-within-a-unit",
    t07_study_hours_reached = "t07-study-hours-reached",
    t08_study_plan_carried_out = "t08-study-plan-carried-out",
    t09_study_reported_and_appraised = "t09-study-reported-and-appraised",
    t10_study_turned_into_results = "t10-study-turned-into-results",
    w01_lawful_administration_taught = "w01-lawful-administration-taught",
    w02_acts_set_aside = "w02-acts-set-aside",
    w03_liaison_points_visited = "w03-liaison-points-visited",
    w04_opinions_answered_in_time = "w04-opinions-answered-in-time",
    w05_problems_confirmed_solved = "w05-problems-confirmed-solved",
    w06_research_turned_into_measures = "w06-research-turned-into-measures",
    w08_work_reported = "w08-work-reported",
    w09_documents_against_last_year = "w09-documents-against-last-year",
    w10_meetings_against_last_year = "w10-meetings-against-last-year",
    w11_discipline_taught = "w11-discipline-taught",
    w12_integrity_reported_and_assessed = "w12-integrity-reported-and-assessed",
    w13_personal_matters_reported = "w13-personal-matters-reported",
    w14_opinions_sought_before_deciding = "w14-opinions-sought-before-deciding",
    w15_party_affairs_disclosed = "w15-party-affairs-disclosed",
    w16_supervisors_answered = "w16-supervisors-answered",
    w17_grave_cases_confirmed = "w17-grave-cases-confirmed",
}

#[test]
fn every_folder_of_cases_is_checked() {
    let folders = names(&root().join("tests/spec")).into_iter().filter(|name| name != "README.md");
    assert_eq!(folders.collect::<Vec<_>>(), FOLDERS);
}
