//! Plugins that misbehave harm nothing but their own numbers, those that do not fit are refused, and what a plugin says
//! reaches the log under its name.

use crate::{
    laws::{DEMO, lines},
    program::{Bench, Output, compare, library, transcript},
};
use std::fs;

/// Limits under which loops and greed end soon, and a slow machine still answers.
const LIMITS: [(&str, &str); 3] = [
    ("CHANGXIAO__ISOLATION__TIME_LIMIT_SECONDS", "3"),
    ("CHANGXIAO__ISOLATION__MEMORY_LIMIT_MEBIBYTES", "512"),
    ("CHANGXIAO__LOG__LEVEL", "error,plugin=off"),
];

/// A run of the demo with the hostile plugin.
fn hostile(bench: &Bench, out: &str) -> Output {
    let plugin = library("hostile").display().to_string();
    let command = format!("evaluate --registers fixtures/yunchuan {DEMO} --plugin {plugin} --out {out}");
    let output = bench.run_with(&LIMITS, &command);
    assert_eq!(output.code, 0, "{}", output.stderr);
    output
}

#[test]
fn a_hostile_plugin_spoils_its_own_numbers_only() {
    let bench = Bench::new();
    let output = hostile(&bench, "run");
    compare("plugins/hostile-faults", &output.stderr);
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out alone"));
    let (all, mut others) = (lines(&bench, "run"), lines(&bench, "run"));
    others.retain(|(indicator, _), _| !indicator.starts_with("hostile/"));
    assert_eq!(others, lines(&bench, "alone"));
    let of = |way: &str, number: i32| &all[&(format!("hostile/{way}"), format!("DZB0{number}"))];
    for number in 1..=8 {
        for way in ["panic", "exit-zero", "abort", "endless-loop", "stack-overflow", "null-dereference"] {
            assert_eq!(of(way, number).join(" "), "0 0 0 0 0 1 0 0", "{way} DZB0{number}");
        }
        for loud in ["event-flood", "output-flood"] {
            assert_eq!(of(loud, number), of("well-behaved", number), "{loud} DZB0{number}");
        }
    }
    explain_hostile(&bench);
    hostile(&bench, "again");
    for file in ["tallies.csv", "outcomes.csv", "run.json"] {
        assert_eq!(bench.read(&format!("run/{file}")), bench.read(&format!("again/{file}")), "{file}");
    }
}

/// Numbers that a plugin could not give are explained by how it ended.
fn explain_hostile(bench: &Bench) {
    let mut text = String::new();
    for number in ["DZB01 hostile/panic", "DZB07 hostile/well-behaved", "JGDW hostile/fault"] {
        for language in ["en", "zh-CN"] {
            let command = format!("explain {number} --run run --lang {language}");
            text.push_str(&transcript(&command, &bench.run_with(&LIMITS, &command)));
        }
    }
    let command = "explain DZB01 hostile/endless-loop --run run --lang en";
    text.push_str(&transcript(command, &bench.run_with(&LIMITS, command)));
    compare("plugins/hostile-explained", &text);
}

#[test]
fn libraries_that_do_not_fit_are_refused() {
    let bench = Bench::new();
    let mut text = String::new();
    for name in [
        "no_plugin",
        "no_layout_constant",
        "other_layout",
        "other_boundary",
        "older",
        "newer",
        "newer_contract",
        "constructor_panics",
        "register_panics",
        "about_panics",
        "garbled_description",
        "exits_when_opened",
        "loops_when_opened",
        "anonymous",
    ] {
        fs::copy(library(name), bench.path(&format!("{name}.so"))).unwrap();
        let command = format!("check --plugin {name}.so --lang en");
        let output = bench.run_with(&LIMITS, &command);
        assert_eq!(output.code, 1, "{}", output.stderr);
        text.push_str(&transcript(&command, &output));
    }
    compare("plugins/refused", &text);
}

#[test]
fn files_that_are_no_whole_library_are_refused() {
    let bench = Bench::new();
    let whole = fs::read(library("example")).unwrap();
    bench.write("cut.so", &whole[..5000]);
    bench.write("text.so", "not a library");
    bench.write("empty.so", "");
    fs::create_dir(bench.path("folder")).unwrap();
    let commands = ["cut.so", "text.so", "empty.so", "folder"].map(|file| format!("check --plugin {file} --lang en"));
    let text = bench.transcript(&commands);
    compare("plugins/no-whole-library", &text.replace(&whole.len().to_string(), "[SIZE]"));
}

#[test]
fn a_refused_plugin_leaves_the_rest_of_the_run() {
    let bench = Bench::new();
    fs::copy(library("older"), bench.path("older.so")).unwrap();
    let (older, example) = ("older.so", library("example").display().to_string());
    let output = bench
        .run(&format!("evaluate --registers fixtures/yunchuan {DEMO} --plugin {older} --plugin {example} --out run"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    bench.run(&format!("evaluate --registers fixtures/yunchuan {DEMO} --plugin {example} --out alone"));
    assert_eq!(lines(&bench, "run"), lines(&bench, "alone"));
    let fails = bench
        .run(&format!("evaluate --registers fixtures/yunchuan {DEMO} --plugin {older} --out run --fail-on faults"));
    assert_eq!(fails.code, 1, "{}", fails.stderr);
}

#[test]
fn events_of_a_plugin_reach_the_log_under_its_name() {
    let bench = Bench::new();
    let plugin = library("example").display().to_string();
    let output = bench.run(&format!("check --plugin {plugin} --log json --log-level plugin=info"));
    let events: Vec<serde_json::Value> =
        output.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [event] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(event["plugin"], "example");
    assert_eq!(event["level"], "INFO");
    assert_eq!(event["message"], "registered indicators=2");
    let silent = bench.run(&format!("check --plugin {plugin} --log-level warn"));
    assert_eq!(silent.stderr, "");
}

#[test]
fn the_example_plugin_says_and_does_what_its_pack_does() {
    let bench = Bench::new();
    let plugin = library("example").display().to_string();
    let evaluate =
        format!("evaluate --registers fixtures/yunchuan {DEMO} --plugin {plugin} --out run --log-level warn");
    let commands = [
        format!("catalogue effects --plugin {plugin} --lang en --log-level warn"),
        format!("catalogue effects --plugin {plugin} --lang zh-CN --log-level warn"),
        format!("catalogue show example/well-attended-meetings --plugin {plugin} --lang en --log-level warn"),
        evaluate,
        "explain DZB01 example/well-attended-meetings --run run --lang en --log-level warn".to_owned(),
        "explain JGDW example/well-attended-meetings --run run --lang zh-CN --log-level warn".to_owned(),
    ];
    let text = bench.transcript(&commands);
    compare("plugins/example", &text.replace(&plugin, "example.so"));
}
