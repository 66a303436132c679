//! The operator's consents, rules against formalism, indicators that supersede others, and what catalogues have
//! differently, seen from outside.

use crate::{
    laws::{DEMO, lines},
    program::{Bench, compare, root},
};
use std::{fs, path::Path};

/// A bench with a copy of the example pack that a test may change.
fn with_pack() -> Bench {
    let bench = Bench::new();
    copy(&root().join("config/packs/example"), &bench.path("example"));
    bench
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

const CONSENT: &str = "catalogue consent example --by Wang --on 2026-01-05 --pack example";

fn evaluate(rest: &str) -> String {
    format!("evaluate --registers fixtures/yunchuan {DEMO} --pack example {rest}")
}

/// Whether the amendment of the example raised what a branch owes, and whether its indicator ran.
fn applied(bench: &Bench, run: &str) -> (bool, bool) {
    let lines = lines(bench, run);
    let of = |indicator: &str| lines.get(&(indicator.to_owned(), "SJJ".to_owned()));
    bench.run(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out baseline-alone"));
    let alone = super::laws::lines(bench, "baseline-alone");
    let hours = "baseline/study-hours-reached";
    (of(hours) != alone.get(&(hours.to_owned(), "SJJ".to_owned())), of("example/party-day-monthly").is_some())
}

#[test]
fn is_written_down_and_holds_until_the_department_changes() {
    let bench = with_pack();
    let mut text = bench.transcript(&[
        "catalogue effects --pack example --lang en",
        &format!("{CONSENT} --lang en"),
        &format!("{CONSENT} --lang zh-CN"),
    ]);
    text.push_str(&bench.read("config/plugins.lock"));
    bench.run_well(&evaluate("--out given --locked"));
    assert_eq!(applied(&bench, "given"), (true, true));
    text.push_str(&bench.transcript(&["catalogue effects --pack example --lang en"]));
    let amendment = bench.read("example/amendments/study-hours.toml");
    bench.write("example/amendments/study-hours.toml", amendment.replace("to = 40", "to = 44"));
    let after = [
        "catalogue effects --pack example --lang en",
        "catalogue effects --pack example --lang zh-CN",
        "check --pack example --locked --lang en",
    ];
    text.push_str(&bench.transcript(&after));
    let output = bench.run(&evaluate("--out changed"));
    assert!(output.code == 0 && output.stderr.contains("changed after Wang consented"), "{}", output.stderr);
    assert_eq!(applied(&bench, "changed"), (false, true));
    compare("consent/given-and-outdated", &text);
}

#[test]
fn is_missing_or_covers_less() {
    let bench = with_pack();
    bench.write("config/plugins.lock", "schema = 1\n");
    let output = bench.run(&evaluate("--out missing"));
    assert!(output.stderr.contains("nobody has consented"), "{}", output.stderr);
    assert_eq!(applied(&bench, "missing"), (false, true));
    bench.run_well(CONSENT);
    let lock = bench.read("config/plugins.lock");
    bench.write("config/plugins.lock", lock.replace("\"40\"", "\"41\""));
    let output = bench.run(&evaluate("--out less"));
    assert!(output.stderr.contains("does not cover this amendment"), "{}", output.stderr);
    assert_eq!(applied(&bench, "less"), (false, true));
    assert_eq!(bench.run("check --pack example --locked").code, 2);
}

#[test]
fn a_lock_that_cannot_be_read_is_never_taken_for_none() {
    let bench = with_pack();
    bench.write("torn.lock", "schema = 1\n[[department]\n");
    bench.write("newer.lock", "schema = 2\nkeys = []\n");
    bench.write("stray.lock", "schema = 1\ndepartments = []\n");
    let mut commands: Vec<String> = ["torn", "newer", "stray", "absent"]
        .map(|name| format!("check --pack example --lock {name}.lock --lang en"))
        .to_vec();
    commands.push("check --pack example --locked --lang en".to_owned());
    commands.push(format!("{CONSENT} --lock torn.lock --lang en"));
    commands.push("catalogue consent exmple --by Wang --pack example --lang en".to_owned());
    commands.push(format!("{CONSENT} --sponsor example/party-day-monthly=Li --lang en"));
    commands.push(format!("{CONSENT} --sponsor Li --lang zh-CN"));
    compare("consent/unreadable", &bench.transcript(&commands));
    assert!(!bench.path("config").exists(), "what failed wrote nothing");
}

#[test]
fn a_number_is_not_explained_under_another_consent() {
    let bench = with_pack();
    bench.run_well(&evaluate("--out run"));
    bench.run_well("explain DZB06 T07 --run run");
    bench.write("config/plugins.lock", "schema = 1\n");
    let output = bench.run("explain DZB06 T07 --run run --lang en");
    assert!(output.code == 2 && output.stderr.contains("no longer those of this run"), "{}", output.stderr);
}

const CHECK_INS: &str = r#"
[[indicator]]
id = "example/check-ins"
part_of = "baseline/theory-study"
name = { zh = "学习打卡率", en = "Study check-ins" }
says = { zh = "每月打卡", en = "checked in every month" }
aspect = "A2"
role = "coverage"
period = "year"
[indicator.measure]
population = { register = "org", owners = ["branch"], each = "month" }
numerator = "look.held >= 1"
[indicator.measure.look.held]
in = "meeting"
by = ["org"]
take = "count"
"#;

#[test]
fn what_a_rule_against_formalism_fits_is_marked_and_needs_a_sponsor() {
    let bench = with_pack();
    bench.write("example/indicators/check-ins.toml", CHECK_INS);
    let mut text = bench.transcript(&[
        "catalogue show example/check-ins --pack example --lang en".to_owned(),
        "catalogue effects --pack example --lang zh-CN".to_owned(),
    ]);
    let output = bench.run(&evaluate("--out alone"));
    assert!(output.stderr.contains("it is not computed until somebody stands for it"), "{}", output.stderr);
    assert!(!lines(&bench, "alone").keys().any(|(indicator, _)| indicator == "example/check-ins"));
    text.push_str(&bench.transcript(&[evaluate("--show example/check-ins --out refused")]));
    text.push_str(&bench.transcript(&[format!("{CONSENT} --sponsor example/check-ins=Li --lang en")]));
    bench.run_well(&evaluate("--out sponsored --locked"));
    assert!(lines(&bench, "sponsored").keys().any(|(indicator, _)| indicator == "example/check-ins"));
    let log: serde_json::Value = serde_json::from_str(&bench.read("sponsored/run.log.json")).unwrap();
    assert!(log["marked"][0].as_str().unwrap().contains("Li stands for it"), "{log}");
    text.push_str(&bench.transcript(&[
        "catalogue effects --pack example --lang en".to_owned(),
        evaluate("--show example/check-ins --out shown"),
        "explain DZB08 example/check-ins --run sponsored --lang en".to_owned(),
    ]));
    let listed = bench.run_well("catalogue list --pack example --lang en").stdout;
    assert!(listed.lines().any(|line| line.contains("Study check-ins (formalism)")), "{listed}");
    compare("consent/formalism", &text);
}

#[test]
fn what_a_rule_against_formalism_fits_cannot_enter_the_baseline() {
    let bench = Bench::new();
    copy(&root().join("config/baseline"), &bench.path("changed"));
    bench.write("changed/check-ins.toml", CHECK_INS.replace("example/", "baseline/"));
    let text = bench.transcript(&["check --baseline changed --lang en", "check --baseline changed --lang zh-CN"]);
    compare("consent/formalism-in-the-baseline", &text);
}

const SUPERSEDING: &str = r#"
[[indicator]]
id = "example/meetings-of-larger-branches"
supersedes = "baseline/branch-meeting-held-quarterly"
part_of = "baseline/member-education-management"
name = { zh = "较大支部按季召开党员大会", en = "Quarterly meetings of larger branches" }
says = { zh = "第六支部另行安排", en = "the sixth branch is seen to apart" }
why = { zh = "第六支部常年外派", en = "the sixth branch is posted abroad" }
aspect = "A2"
role = "floor"
target = { at_least = 1 }
period = "year"
[indicator.measure]
duty = "baseline/branch-meeting-quarterly"
exclude = "org = 'DZB06'"
"#;

#[test]
fn an_indicator_that_supersedes_another_is_shown_beside_it() {
    let bench = with_pack();
    bench.write("example/indicators/meetings.toml", SUPERSEDING);
    let text = bench.transcript(&[
        "catalogue effects --pack example --lang en".to_owned(),
        "catalogue show E04 --pack example --lang en".to_owned(),
        evaluate("--show E04 --out run"),
        "explain JGDW E04 --run run --lang en".to_owned(),
        "explain JGDW example/meetings-of-larger-branches --run run --lang zh-CN".to_owned(),
    ]);
    let beside = bench.read("run/superseded.csv").replace('\r', "");
    compare("consent/superseding", &format!("{text}{}", beside.trim_start_matches('\u{feff}')));
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out alone"));
    assert!(!bench.path("alone/superseded.csv").exists());
}

#[test]
fn what_catalogues_have_differently() {
    let bench = with_pack();
    copy(&root().join("config/baseline"), &bench.path("old"));
    copy(&root().join("config/baseline"), &bench.path("new"));
    let hours = "new/theory-study/parameters/study-hours.toml";
    let text = bench.read(hours);
    let later = "\n[[parameter.value]]\nfrom = \"2027-01-01\"\nis = 36\n";
    bench.write(hours, text.replace("most = 80", "most = 90") + later);
    fs::remove_file(bench.path("new/evaluation/indicators/p06-records-found-sound.toml")).unwrap();
    let text = bench.transcript(&[
        "catalogue diff old new --lang en",
        "catalogue diff old new --lang zh-CN",
        "catalogue diff old new --format json",
        "catalogue diff baseline old --lang en",
        "catalogue diff baseline baseline,example --lang en",
        "catalogue diff packs/example example --lang en",
        "catalogue diff old nowhere --lang en",
    ]);
    compare("consent/diff", &text);
}
