//! What the program says of itself and of the catalogue, in both languages.

use crate::{
    laws::DEMO,
    program::{Bench, compare},
};

const COMMANDS: [&str; 13] = [
    "",
    "evaluate ",
    "explain ",
    "check ",
    "catalogue ",
    "catalogue list ",
    "catalogue show ",
    "catalogue effects ",
    "catalogue origin ",
    "catalogue impact ",
    "plan ",
    "config ",
    "config show ",
];

/// Compares what commands print in each language.
fn in_both_languages(name: &str, commands: &[&str]) {
    let bench = Bench::new();
    for language in ["en", "zh-CN"] {
        let commands: Vec<String> = commands.iter().map(|command| format!("{command} --lang {language}")).collect();
        let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
        compare(&format!("{name}.{language}"), &bench.transcript(&commands));
    }
}

#[test]
fn of_every_command() {
    let commands = COMMANDS.map(|command| format!("{command}--help"));
    in_both_languages("help", &commands.each_ref().map(String::as_str));
}

#[test]
fn version() {
    compare("version", &Bench::new().transcript(&["--version"]));
}

#[test]
fn evaluate() {
    let demo = DEMO.replace(" --lang en", "");
    let evaluate = |rest: &str| format!("evaluate --registers fixtures/yunchuan {demo} --out run{rest}");
    in_both_languages("evaluate", &[&evaluate(""), &evaluate(" --pack packs/example")]);
}

#[test]
fn an_evaluation_before_the_year_is_over() {
    let evaluate = "evaluate --registers fixtures/yunchuan --period 2025 --as-of 2025-07-15 --out run";
    in_both_languages("evaluate-in-july", &[evaluate, "explain DZB06 E04 --run run", "explain DZB06 T07 --run run"]);
}

#[test]
fn an_evaluation_of_a_quarter() {
    in_both_languages(
        "evaluate-a-quarter",
        &["evaluate --registers fixtures/yunchuan --period 2025-Q1 --as-of 2025-04-15 --out run"],
    );
}

#[test]
fn catalogue() {
    let show = ["E04", "T07", "baseline/branch-meeting-quarterly", "baseline/study-hours", "baseline/theory-study"]
        .map(|id| format!("catalogue show {id}"));
    let show = show.each_ref().map(String::as_str);
    let commands = [&["catalogue list", "catalogue list --pack packs/example"], show.as_slice()].concat();
    in_both_languages("catalogue", &commands);
}

#[test]
fn catalogue_with_a_pack() {
    in_both_languages(
        "catalogue-with-a-pack",
        &[
            "catalogue effects",
            "catalogue effects --pack packs/example",
            "catalogue show T07 --pack packs/example",
            "catalogue show example/party-day-monthly --pack packs/example",
            "catalogue show example/party-day-organiser --pack packs/example",
            "catalogue show baseline/member-yearly-study --pack packs/example",
        ],
    );
}

#[test]
fn where_a_definition_comes_from_and_what_hangs_on_it() {
    in_both_languages(
        "catalogue-origin",
        &[
            "catalogue origin E04",
            "catalogue origin T07 --pack packs/example",
            "catalogue origin baseline/study-hours --pack packs/example",
            "catalogue origin baseline/member-yearly-study --pack packs/example",
            "catalogue origin example/party-day-organiser --pack packs/example",
            "catalogue origin baseline/study-hour",
            "catalogue impact baseline/study-hours",
            "catalogue impact baseline/branch-meetings-per-quarter",
            "catalogue impact baseline/study-plan",
        ],
    );
}

#[test]
fn plan() {
    let plan = |post: &str| format!("plan {post} --year 2025 --registers fixtures/yunchuan");
    let posts = ["DZB01/secretary", "DZB08/书记", "JGDW/secretary", "SJJ/unit-head"].map(plan);
    in_both_languages("plan", &posts.each_ref().map(String::as_str));
}

#[test]
fn check() {
    in_both_languages("check", &["check", "check --registers fixtures/yunchuan --pack packs/example"]);
}
