//! Study plans: what they ask, what departments made of them, and progress that is read from registers and asked of nobody.

use crate::program::{Bench, compare};
use serde_json::Value;

#[test]
fn plans_and_what_departments_made_of_them() {
    let bench = Bench::new();
    let commands = [
        "study list --as-of 2025-03-01",
        "study list baseline/member-yearly-study --as-of 2025-03-01 --pack packs/example",
        "study diff --as-of 2025-03-01",
        "study diff --as-of 2025-03-01 --pack packs/example",
        "study diff --as-of 2024-12-31 --pack packs/example",
        "study list baseline/branch-studies",
    ];
    for language in ["en", "zh-CN"] {
        let commands = commands.map(|command| format!("{command} --lang {language}"));
        compare(&format!("study.{language}"), &bench.transcript(&commands));
    }
}

/// Two branches and a centre group of one department; the second branch handed in no sheet of study after June.
fn registers(bench: &Bench) {
    let organisations = "组织编码,组织名称,组织类型,上级组织,所在单位,起始日期,终止日期\n\
        U,局,单位,,,2020-01-01,\nC,机关党委,机关党委,,U,2020-01-01,\n\
        B1,一支部,党支部,C,U,2020-01-01,\nB2,二支部,党支部,C,U,2020-01-01,\n";
    bench.write("registers/org.csv", organisations);
    let sessions = "学习编号,组织单位,学习形式,学习日期,学时\n\
        S1,B1,集中学习,2025-02-10,4\nS2,B1,集中学习,2025-02-11,4\nS3,B1,集中学习,2025-08-05,4\n\
        S4,B2,集中学习,2025-05-05,4\nS5,B1,党课,2025-07-01,2\n";
    bench.write("registers/session.csv", sessions);
    let coverage = "台账种类,组织,范围,起始日,截止日,依据\n\
        学习,B1,本级,2025-01-01,2025-08-15,文件所载\n学习,B2,本级,2025-01-01,2025-06-30,文件所载\n";
    bench.write("registers/coverage.csv", coverage);
}

fn counts(bench: &Bench, as_of: &str, topic: &str, organisation: &str) -> [u64; 4] {
    let progress = "study progress baseline/branch-study --registers registers --period 2025 --format json";
    let output = bench.run(&format!("{progress} --as-of {as_of} --organisation {organisation}"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    let found: Value = serde_json::from_str(&output.stdout).unwrap();
    let items = found["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["topic"]["en"] == topic).unwrap();
    ["done", "missed", "unknown", "ahead"].map(|key| item["organisations"][organisation][key].as_u64().unwrap())
}

#[test]
fn progress_is_read_from_the_register_of_study() {
    let bench = Bench::new();
    registers(&bench);
    let study = |organisation| counts(&bench, "2025-08-15", "organised study", organisation);
    // First quarter done twice and counted once, second missed, third done before it is over, fourth to come.
    assert_eq!(study("B1"), [2, 1, 0, 1]);
    assert_eq!(study("B2"), [1, 1, 0, 2]);
    assert_eq!(study("C"), [3, 2, 0, 3]);
    assert_eq!(study("U"), [3, 2, 0, 3]);
    // Nobody knows the third quarter of a branch whose sheet is missing, once it is over.
    assert_eq!(counts(&bench, "2025-10-15", "organised study", "B2"), [1, 1, 1, 1]);
    // A lecture in July is one of the second half; none is on record of the first.
    assert_eq!(counts(&bench, "2025-08-15", "Party lecture", "B1"), [1, 1, 0, 0]);
}

#[test]
fn what_cannot_be_answered_is_said() {
    let bench = Bench::new();
    registers(&bench);
    let wrong = |arguments: &str| {
        let output = bench.run(&format!("study progress {arguments} --lang en"));
        assert_eq!(output.code, 2, "{}", output.stdout);
        output.stderr
    };
    assert!(wrong("--registers registers --period 2025 --organisation B9").contains("B9"));
    assert!(wrong("--registers registers --period twice").contains("twice"));
    assert!(wrong("baseline/centre-group --registers registers --period 2025").contains("baseline/centre-group-study"));
}

#[test]
fn a_plan_names_what_exists() {
    let bench = Bench::new();
    let plan = "[about]\nnamespace = \"harbour\"\nname = { zh = \"港\", en = \"Harbour\" }\n\n[[study_plan]]\nid = \"harbour/plan\"\n\
        part_of = \"baseline/theory-study\"\nname = { zh = \"学\", en = \"Study\" }\naudience = { zh = \"人\", en = \"all\" }\n\
        owners = [\"brunch\"]\nitem = [{ topic = { zh = \"学\", en = \"study\" }, every = \"year\", shown_by = \"baseline/cadres-train\" }]\n";
    bench.write("harbour/pack.toml", plan);
    let output = bench.run("study list --pack harbour --lang en");
    for expected in ["brunch", "branch", "baseline/cadres-trained"] {
        assert!(output.stderr.contains(expected), "{expected}: {}", output.stderr);
    }
}
