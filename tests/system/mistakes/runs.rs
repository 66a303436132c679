//! Mistakes with run folders, and the exit codes that `--fail-on` and `check` give.

use crate::{
    laws::DEMO,
    program::{Bench, compare},
};

#[test]
fn explaining_what_is_not_there() {
    let bench = Bench::new();
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out run"));
    bench.write("papers/letter.txt", "dear comrades");
    let commands = [
        "explain DZB99 E04 --run run --lang en",
        "explain DZB99 E04 --run run --lang zh-CN",
        "explain 第六党支部 E04 --run run --lang zh-CN",
        "explain DZB01 E05 --run run --lang en",
        "explain DZB01 baseline/study-hour --run run --lang en",
        "explain CS09 E04 --run run --lang en",
        "explain DZB01 E04 --run papers --lang en",
        "explain DZB01 E04 --run nowhere --lang zh-CN",
    ];
    compare("mistakes/explaining-what-is-not-there", &bench.transcript(&commands));
}

#[test]
fn explaining_when_things_have_changed() {
    let bench = Bench::new();
    bench.copy_demo("demo");
    bench.run_well(&format!("evaluate --registers demo {DEMO} --out run"));
    let before = bench.transcript(&["explain DZB06 E04 --run run --pack packs/example --lang en"]);
    bench.write("demo/补记.csv", "会议编号,召开组织,会议类型,召开日期\nHY25-06-99,DZB06,党员大会,2025-06-30\n");
    let after =
        bench.transcript(&["explain DZB06 E04 --run run --lang en", "explain DZB06 E04 --run run --lang zh-CN"]);
    std::fs::remove_dir_all(bench.path("demo")).unwrap();
    let gone = bench.transcript(&["explain DZB06 E04 --run run --lang en"]);
    bench.write("run/run.json", "{ \"schema\": 1 }");
    let garbled = bench.transcript(&["explain DZB06 E04 --run run --lang en"]);
    compare("mistakes/explaining-when-things-have-changed", &format!("{before}{after}{gone}{garbled}"));
}

/// Exit codes of the demo with what `--fail-on` chose; `complete` is a bureau without faults, misses and gaps.
#[test]
fn exit_codes() {
    let bench = Bench::new();
    bench.write("complete/组织.csv", "组织编码,组织类型,起始日期,终止日期\nJW,机关纪委,2020-01-01,\n");
    bench.copy_demo("known");
    for (registers, fail_on, code) in [
        ("fixtures/yunchuan", "", 0),
        ("fixtures/yunchuan", "--fail-on faults", 0),
        ("fixtures/yunchuan", "--fail-on floors", 1),
        ("fixtures/yunchuan", "--fail-on unknown", 1),
        ("fixtures/yunchuan", "--fail-on faults --fail-on unknown", 1),
        ("fixtures/faulty fixtures/yunchuan/组织清单.csv", "", 0),
        ("fixtures/faulty fixtures/yunchuan/组织清单.csv", "--fail-on faults", 1),
        ("fixtures/faulty fixtures/yunchuan/组织清单.csv", "--fail-on floors", 0),
        ("complete", "--fail-on faults --fail-on floors --fail-on unknown", 0),
    ] {
        let command = format!("evaluate --registers {registers} {DEMO} --out run {fail_on}");
        let output = bench.run(command.trim());
        assert_eq!(output.code, code, "{command}\n{}", output.stderr);
        assert!(bench.path("run/run.json").is_file(), "the run is complete: {command}");
    }
    for (registers, code) in [("fixtures/yunchuan", 0), ("fixtures/faulty", 1), ("nowhere", 2)] {
        assert_eq!(bench.run(&format!("check --registers {registers}")).code, code, "{registers}");
    }
}
