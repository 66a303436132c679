//! What the program says of itself and of the catalogue, in both languages.

use crate::{
    laws::DEMO,
    program::{Bench, compare},
};

const COMMANDS: [&str; 38] = [
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
    "catalogue sql ",
    "catalogue consent ",
    "catalogue diff ",
    "plan ",
    "due ",
    "study ",
    "study list ",
    "study diff ",
    "study progress ",
    "scheme ",
    "scheme check ",
    "scheme try ",
    "scheme sheet ",
    "scheme collect ",
    "scheme render ",
    "scheme diff ",
    "scheme new ",
    "scheme schema ",
    "sample ",
    "sample make ",
    "sample draw ",
    "snapshot ",
    "snapshot create ",
    "snapshot show ",
    "snapshot verify ",
    "snapshot diff ",
    "config ",
    "config show ",
];

/// Compares what commands print in each language.
fn in_both_languages(name: &str, commands: &[impl AsRef<str>]) {
    let bench = Bench::new();
    for language in ["en", "zh-CN"] {
        let commands: Vec<String> =
            commands.iter().map(|command| format!("{} --lang {language}", command.as_ref())).collect();
        compare(&format!("{name}.{language}"), &bench.transcript(&commands));
    }
}

#[test]
fn of_every_command() {
    let commands = COMMANDS.map(|command| format!("{command}--help"));
    in_both_languages("help", &commands);
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
fn a_measure_as_sql() {
    let sql = "catalogue sql E04 --period 2025 --as-of 2026-02-15 --lang en";
    compare("catalogue-sql", &Bench::new().transcript(&[sql]));
}

#[test]
fn sql_of_what_there_is_not() {
    let commands = ["catalogue sql E40", "catalogue sql baseline/branch-meeting-quartely", "catalogue sql"];
    let more = ["catalogue sql E04 --dialect oracle", "catalogue sql E04 --period 2025-13"];
    in_both_languages("catalogue-sql-mistakes", &[commands.as_slice(), more.as_slice()].concat());
}

#[test]
fn plan() {
    let plan = |post: &str| format!("plan {post} --year 2025 --registers fixtures/yunchuan");
    let posts = ["DZB01/secretary", "DZB08/书记", "JGDW/secretary", "SJJ/unit-head"].map(plan);
    in_both_languages("plan", &posts);
}

#[test]
fn plan_of_an_organisation() {
    let plan = |rest: &str| format!("plan --year 2025 --registers fixtures/yunchuan {rest}");
    let commands = [
        "--organisation DZ",
        "--organisation DZB08 --format json",
        "--organisation DZB08 --format ics",
        "--organisation SJJ",
    ]
    .map(plan);
    in_both_languages("plan-of-an-organisation", &commands);
}

#[test]
fn due() {
    let due = |rest: &str| format!("due --registers fixtures/yunchuan {rest}");
    let commands = [
        "--as-of 2025-07-15 --since 2025-01-01",
        "--as-of 2025-07-14 --since 2025-01-01 --post JGDW/书记",
        "--as-of 2025-07-15 --post DZB06/secretary --done",
        "--as-of 2025-07-15 --since 2025-06-01 --organisation DZB06 --format json",
        "--as-of 2025-07-15 --since 2025-06-01 --organisation SJJ",
    ]
    .map(due);
    in_both_languages("due", &commands);
}

/// A committee and four branches: one did it, one did not, one is exempt, of one no sheet has arrived; judged after ten
/// days of grace. One secretary has left; whether the fourth branch has one, no register says.
fn small_committee() -> Bench {
    let bench = Bench::new();
    bench.write(
        "ledgers/org.csv",
        "组织编码,组织名称,组织类型,上级组织,起始日期,设支委会,在编人数\nJW,机关党委,机关党委,,2020-01-01,,\n\
         ZB1,一支部,党支部,JW,2020-01-01,是,10\nZB2,二支部,党支部,JW,2020-01-01,是,10\n\
         ZB3,三支部,党支部,JW,2020-01-01,是,2\nZB4,四支部,党支部,JW,2020-01-01,是,10\n",
    );
    bench.write(
        "ledgers/coverage.csv",
        "台账种类,组织,范围,起始日,截止日,依据\n会议,ZB1,本级,2025-01-01,2025-12-31,单位声明\n\
         会议,ZB2,本级,2025-01-01,2025-12-31,单位声明\n会议,ZB3,本级,2025-01-01,2025-12-31,单位声明\n\
         职务,ZB2,本级,2025-01-01,2025-12-31,单位声明\n",
    );
    bench.write("ledgers/meeting.csv", "会议编号,召开组织,会议类型,召开日期\nH1,ZB1,支委会,2025-03-05\n");
    bench.write(
        "ledgers/post.csv",
        "人员编码,任职组织,职务,任职日期,免职日期\nP0001,JW,书记,2020-01-01,\nP0002,ZB1,书记,2020-01-01,\n\
         P0003,ZB2,书记,2020-01-01,2025-03-01\n",
    );
    bench.write(
        "bureau/pack.toml",
        "[about]\nnamespace = \"bureau\"\nname = { zh = \"某局\", en = \"A bureau\" }\nversion = \"1\"\n",
    );
    bench.write("bureau/items.toml", SMALL);
    bench
}

const SMALL: &str = r#"
[[duty]]
id = "bureau/committee"
part_of = "baseline/member-education-management"
name = { zh = "两月一次支委会", en = "Committee meeting" }
says = { zh = "两月一次", en = "one in two months" }
owners = ["branch"]
every = "two-months"
exempt = "staff < 3"
grace_days = 10
clause = { regulation = { zh = "例", en = "Example" }, article = { zh = "第一条", en = "article 1" }, in_force_from = "2020-01-01" }
[duty.shown_by]
register = "meeting"
only = "kind = 'committee-meeting'"
at_least = 1
unit = { zh = "次", en = "meeting(s)" }

[[responsibility]]
id = "bureau/secretary"
part_of = "baseline/member-education-management"
name = { zh = "支部书记", en = "Secretary" }
says = { zh = "负责", en = "answers" }
tier = "direct"
role = "secretary"
of = ["branch"]
duties = ["bureau/committee"]
escalates = [{ after_days = 10, to = "organising" }, { after_days = 60, to = "first" }]

[[responsibility]]
id = "bureau/committee-secretary"
part_of = "baseline/member-education-management"
name = { zh = "机关党委书记", en = "Committee secretary" }
says = { zh = "督促", en = "sees to it" }
tier = "organising"
role = "secretary"
of = ["organ-committee"]
duties = ["bureau/committee"]
"#;

#[test]
fn due_in_a_small_committee() {
    let (bench, given) =
        (small_committee(), "--since 2025-03-01 --registers ledgers --pack bureau --post JW/书记 --done");
    let days = ["2025-04-30", "2025-05-09", "2025-05-10", "2025-06-28", "2025-06-29"];
    for language in ["en", "zh-CN"] {
        let commands = days.map(|day| format!("due --as-of {day} {given} --lang {language}"));
        let plan = format!("plan JW/书记 --year 2025 --registers ledgers --pack bureau --lang {language}");
        let commands: Vec<&str> = commands.iter().chain([&plan]).map(String::as_str).collect();
        compare(&format!("due-in-a-small-committee.{language}"), &bench.transcript(&commands));
    }
}

/// Posts are named, their holders never.
#[test]
fn nobody_is_named_in_what_is_due() {
    let bench = small_committee();
    let given = "--registers ledgers --pack bureau --lang en";
    for command in [
        format!("due --as-of 2025-06-29 --done {given}"),
        format!("due --as-of 2025-06-29 --format json {given}"),
        format!("plan --all --year 2025 {given}"),
        format!("plan --all --year 2025 --format json {given}"),
        format!("plan --all --year 2025 --format ics {given}"),
    ] {
        let output = bench.run_well(&command);
        assert!(output.stdout.contains("ZB1") && !output.stdout.contains("P000"), "{}", output.stdout);
    }
}

#[test]
fn check() {
    in_both_languages("check", &["check", "check --registers fixtures/yunchuan --pack packs/example"]);
}

#[test]
fn snapshots() {
    let kept = |registers: &str, out: &str| format!("snapshot create --registers {registers} --out {out}");
    let bench = Bench::new();
    let [whole, list] =
        [("fixtures/yunchuan", "whole"), ("fixtures/yunchuan/组织清单.csv", "list")].map(|(from, out)| {
            bench.run_well(&format!("{} --lang en", kept(from, out)));
            let folder = std::fs::read_dir(bench.path(out)).unwrap().next().unwrap().unwrap().file_name();
            format!("{out}/{}", folder.to_str().unwrap())
        });
    let commands = [
        kept("fixtures/yunchuan", "whole"),
        kept("fixtures/yunchuan", "other"),
        format!("snapshot show {whole}"),
        format!("snapshot verify {whole}"),
        format!("snapshot diff {list} {whole}"),
        format!("snapshot diff {whole} {whole}"),
    ];
    for language in ["en", "zh-CN"] {
        let _ = std::fs::remove_dir_all(bench.path("other"));
        let commands: Vec<String> = commands.iter().map(|command| format!("{command} --lang {language}")).collect();
        compare(&format!("snapshots.{language}"), &bench.transcript(&commands));
    }
}
