//! Mistakes on the command line.

use crate::program::{Bench, compare};

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
    compare("mistakes/periods-and-days", &bench.transcript(&commands.each_ref().map(String::as_str)));
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
    compare("mistakes/posts", &bench.transcript(&commands.each_ref().map(String::as_str)));
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
