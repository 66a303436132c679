//! Mistakes on the command line.

use crate::{
    laws::DEMO,
    program::{Bench, compare},
};

#[test]
fn periods_and_days() {
    let bench = Bench::new();
    let evaluate = |rest: &str| format!("evaluate --registers fixtures/yunchuan --out run {rest}");
    let commands = [
        evaluate("--period 2025-Q5 --lang en"),
        evaluate("--period 今年 --lang zh-CN"),
        evaluate("--period 2025-12-31..2025-01-01 --lang en"),
        evaluate("--period 2025 --as-of 2025-02-30 --lang en"),
        evaluate("--period 2025 --as-of 昨天 --lang zh-CN"),
        evaluate("--lang en"),
        "plan DZB01/secretary --registers fixtures/yunchuan --year MMXXV --lang en".to_owned(),
        "plan DZB01/secretary --registers fixtures/yunchuan --year 30000 --lang en".to_owned(),
        "plan DZB01/secretary --registers fixtures/yunchuan --year 1066 --lang en".to_owned(),
    ];
    compare("mistakes/periods-and-days", &bench.transcript(&commands));
}

#[test]
fn commands_and_flags() {
    let bench = Bench::new();
    let commands = [
        "evalute --lang en",
        "evalute --lang zh-CN",
        "evaluate --perod 2025 --lang en",
        "evaluate --perod 2025 --lang zh-CN",
        "evaluate --period --lang en",
        "evaluate --period 2025 --period 2024 --out run --lang en",
        "evaluate --period 2025 --out run --fail-on floor --lang en",
        "evaluate --period 2025 --out run --fail-on floor --lang zh-CN",
        "explain DZB01 --run run --lang en",
        "explain DZB01 E04 T07 --run run --lang en",
        "config show --lang fr",
        "config show --log xml --lang en",
        "--lang en",
        "catalogue --lang en",
    ];
    compare("mistakes/commands-and-flags", &bench.transcript(&commands));
}

#[test]
fn posts() {
    let bench = Bench::new();
    let plan = |rest: &str| format!("plan {rest} --registers fixtures/yunchuan --year 2025");
    let commands = [
        plan("DZB01 --lang en"),
        plan("DZB09/secretary --lang en"),
        plan("DZB01/secretry --lang en"),
        plan("DZB01/书计 --lang zh-CN"),
        plan("SJJ/secretary --lang en"),
        "plan DZB01/secretary --year 2025 --lang en".to_owned(),
    ];
    compare("mistakes/posts", &bench.transcript(&commands));
}

#[test]
fn whose_occasions() {
    let bench = Bench::new();
    let plan = |rest: &str| format!("plan --registers fixtures/yunchuan --year 2025 {rest}");
    let due = |rest: &str| format!("due --registers fixtures/yunchuan {rest}");
    let commands = [
        plan("--lang en"),
        plan("DZB01/secretary --all --lang en"),
        plan("--organisation DZB01 --all --lang zh-CN"),
        plan("--organisation DZB09 --lang en"),
        plan("--all --format pdf --lang en"),
        due("--post DZB01/secretary --organisation DZB01 --lang en"),
        due("--post DZB01 --lang zh-CN"),
        due("--organisation DZB09 --lang en"),
        due("--as-of yesterday --lang en"),
        due("--as-of 2025-07-15 --since 2025-06-31 --lang en"),
        due("--as-of 2025-07-15 --since 2025-08-01 --lang en"),
        due("--format ics --lang en"),
    ];
    compare("mistakes/whose-occasions", &bench.transcript(&commands));
}

#[test]
fn definitions_that_do_not_exist() {
    let bench = Bench::new();
    let commands = [
        "catalogue show E40 --lang en",
        "catalogue show baseline/study-hour --lang en",
        "catalogue show 学时 --lang zh-CN",
        "catalogue list --pack nowhere --lang en",
        "catalogue list --baseline nowhere --lang en",
        "check --plugin nowhere.so --lang en",
    ];
    compare("mistakes/definitions-that-do-not-exist", &bench.transcript(&commands));
}

/// The error of a missing command named an argument without a name.
#[test]
fn a_missing_command_is_called_so() {
    let bench = Bench::new();
    for arguments in ["--lang en", "catalogue --lang en", "config --lang en"] {
        let output = bench.run(arguments);
        assert_eq!(output.code, 2);
        assert!(!output.stderr.contains("``"), "{}", output.stderr);
    }
}

/// The nearest existing name is offered for an unknown one: of commands, flags and values too.
#[test]
fn nearest_names_are_offered() {
    let bench = Bench::new();
    for (arguments, nearest) in [
        ("evalute --lang en", "did you mean `evaluate`?"),
        ("evaluate --perod 2025 --lang en", "did you mean `--period`?"),
    ] {
        let output = bench.run(arguments);
        assert!(output.stderr.contains(nearest), "{}", output.stderr);
    }
}

/// A baseline that is not there was replaced by the one inside the program, and the run called complete.
#[test]
fn a_baseline_that_is_not_there_stops_the_run() {
    let bench = Bench::new();
    let output = bench.run(&format!("evaluate --registers fixtures/yunchuan {DEMO} --baseline nowhere --out run"));
    assert_eq!(output.code, 2, "{}", output.stderr);
    assert!(!bench.path("run").exists());
}
