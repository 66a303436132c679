//! Loosening the baseline without being seen, tried in many ways: each is refused with a sentence, or stands in
//! `catalogue effects`. And what a department changed is exactly what `effects` announced.

use super::{DEMO, lines};
use crate::program::{Bench, library, table};
use std::collections::BTreeSet;

const ABOUT: &str = "[about]\nnamespace = \"bureau\"\nname = { zh = \"某局\", en = \"A bureau\" }\nversion = \"1\"\n";

/// A bench with a department that says this.
fn bench(about: &str, items: &str) -> Bench {
    let bench = Bench::new();
    bench.write("bureau/pack.toml", format!("{ABOUT}{about}\n"));
    bench.write("bureau/items.toml", items);
    bench
}

fn amendment(target: &str, change: &str, rest: &str) -> String {
    let reason = "reason = { zh = \"从实际出发\", en = \"being practical\" }\nauthority = \"某发〔2025〕1号\"";
    format!("[[amendment]]\ntarget = \"{target}\"\nchange = {change}\nsince = \"2025-01-01\"\n{reason}\n{rest}\n")
}

/// An indicator of the quarterly meeting, with more keys of its own and of its measure.
fn indicator(id: &str, own: &str, measure: &str) -> String {
    format!(
        "[[indicator]]\nid = \"{id}\"\npart_of = \"baseline/member-education-management\"\n\
         name = {{ zh = \"季度大会\", en = \"Quarterly meetings\" }}\nsays = {{ zh = \"按季召开\", en = \"held quarterly\" }}\n\
         aspect = \"A2\"\nrole = \"coverage\"\ntarget = {{ at_least = 1 }}\nperiod = \"year\"\n{own}\n\
         [indicator.measure]\n{measure}\n"
    )
}

const MEETING: &str = "duty = \"baseline/branch-meeting-quarterly\"\n";
const REASON: &str =
    "supersedes = \"baseline/branch-meeting-held-quarterly\"\nwhy = { zh = \"支部小\", en = \"branches are small\" }";

/// Refused in these words; every number of the baseline stays what it is.
fn refused(way: &str, (about, items): (&str, &str), words: &str) {
    let bench = bench(about, items);
    let output = bench.run(&format!("evaluate --registers fixtures/yunchuan {DEMO} --pack bureau --out with"));
    assert_eq!(output.code, 0, "{way}: {}", output.stderr);
    assert!(output.stderr.contains(words), "{way}: {}", output.stderr);
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out without"));
    assert_eq!(changed(&bench, "tallies.csv"), BTreeSet::new(), "{way}");
    let check = bench.run("check --registers fixtures/yunchuan --pack bureau --lang en");
    assert!(check.code == 1 && check.stderr.contains(words), "{way}: {}", check.stderr);
}

/// Seen: `effects` has this line, and no number of the baseline becomes another that it does not announce.
fn seen(way: &str, items: &str, line: &str) {
    let bench = bench("", items);
    let effects = bench.run_well("catalogue effects --pack bureau --lang en").stdout;
    assert!(effects.lines().any(|one| one == line), "{way}: {effects}");
    announced(&bench, "--pack bureau", way);
}

#[test]
fn is_refused_or_seen() {
    let hours = |change: &str| amendment("baseline/study-hours", change, "");
    refused("bounds", ("", &hours("{ raise = { from = 32, to = 81 } }")), "is outside the bounds of");
    refused("direction", ("", &hours("{ lower = { from = 32, to = 24 } }")), "would loosen it: refused");
    let taken = indicator("baseline/branch-meeting-held-quarterly", "", MEETING);
    refused("population", ("", &taken), "is not in this department's namespace");
    let forms = "{ set = { from = [\"collective-discussion\", \"group-study\", \"guidance\", \"lecture\", \"discipline-education\"], to = [\"practice\"] } }";
    refused("filter", ("", &amendment("baseline/organised-forms", forms, "")), "does not allow it to be set");
    let later = "{ move = { from = 0, to = 60 } }";
    refused("date", ("", &amendment("baseline/branch-meeting-quarterly", later, "")), "does not allow it to be moved");
    // A scheme is its department's own: nobody gives that of another other weights.
    let light = "[[scheme]]\nid = \"baseline/light\"\nname = \"轻\"\n[[scheme.item]]\nid = \"1\"\nname = \"项\"\n\
        weight = 0.5\natom = [{ id = \"a\", name = \"缺\", points = -1 }]\n";
    refused("weight", ("", light), "is not in this department's namespace");
    let elsewhere = amendment("baseline/study-hours", "{ raise = { from = 32, to = 40 } }", "within = \"CS02\"");
    refused("another subtree", ("organisation = \"CS01\"", &elsewhere), "which is another subtree");
    let unreasoned = indicator("bureau/meetings", REASON.lines().next().unwrap(), MEETING);
    let output = bench("", &unreasoned).run("check --pack bureau --lang en");
    assert!(output.stderr.contains("takes a `clause`"), "{}", output.stderr);
}

#[test]
fn of_ones_own_is_an_addition_beside_the_baseline() {
    let added = "added indicator: Quarterly meetings (bureau/meetings)";
    let excluding = indicator("bureau/meetings", "", &format!("{MEETING}exclude = \"org = 'DZB06'\""));
    seen("exclusion", &excluding, added);
    let excepting = indicator("bureau/meetings", "", &format!("{MEETING}except = \"org = 'DZB06'\""));
    seen("exception", &excepting, added);
    let superseding = indicator("bureau/meetings", REASON, &format!("{MEETING}exclude = \"org = 'DZB06'\""));
    let line = "supersedes: bureau/meetings stands beside baseline/branch-meeting-held-quarterly, both are computed";
    seen("supersedes", &superseding, line);
}

/// What differs between two runs: organisation and indicator of every line that is not the same in both.
fn changed(bench: &Bench, file: &str) -> BTreeSet<(String, String)> {
    let [with, without] = ["with", "without"].map(|run| {
        let rows = table(&bench.read(&format!("{run}/{file}")));
        rows.into_iter().map(|row| row.join("\t")).collect::<BTreeSet<_>>()
    });
    let key = |row: &String| {
        let mut cells = row.split('\t').map(str::to_owned);
        (cells.next().unwrap(), cells.next().unwrap())
    };
    with.symmetric_difference(&without).map(key).collect()
}

/// Runs with a department and without it: the indicators whose lines differ are those that `effects` names. Gives the
/// organisations of these lines.
fn announced(bench: &Bench, department: &str, way: &str) -> BTreeSet<String> {
    let quiet = "--log-level warn";
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} {department} --out with {quiet}"));
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out without"));
    let effects = bench.run_well(&format!("catalogue effects {department} --lang en {quiet}")).stdout;
    let named = effects.lines().filter_map(|line| {
        let id = line.trim().strip_prefix("changes indicator ");
        let added = line.strip_prefix("added indicator: ").and_then(|line| line.rsplit_once('('));
        id.or_else(|| added.map(|(_, id)| id.trim_end_matches(')'))).map(str::to_owned)
    });
    let named: BTreeSet<String> = named.collect();
    assert!(!named.is_empty(), "{way}: {effects}");
    let mut organisations = BTreeSet::new();
    for file in ["tallies.csv", "outcomes.csv"] {
        let changed = changed(bench, file);
        let indicators: BTreeSet<String> = changed.iter().map(|(_, indicator)| indicator.clone()).collect();
        assert_eq!(indicators, named, "{way}, {file}");
        organisations.extend(changed.into_iter().map(|(organisation, _)| organisation));
    }
    organisations
}

#[test]
fn removing_a_department_changes_what_effects_announced() {
    let bench = Bench::new();
    announced(&bench, "--pack packs/example", "pack");
    let plugin = library("example").display().to_string();
    announced(&bench, &format!("--plugin {plugin}"), "plugin");
}

#[test]
fn an_amendment_of_a_subtree_changes_it_and_what_is_above() {
    let raise = |within: &str| {
        amendment("baseline/study-hours", "{ raise = { from = 32, to = 60 } }", &format!("within = \"{within}\""))
    };
    let bench = bench("", &raise("CS06"));
    let changed = announced(&bench, "--pack bureau", "subtree");
    let expected: BTreeSet<String> = ["CS06", "DZB06", "JGDW", "SJJ"].map(str::to_owned).into();
    assert_eq!(changed, expected);
    // For the branches below it comes to the same as for the whole bureau.
    bench.write("bureau/items.toml", raise("SJJ"));
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --pack bureau --out whole"));
    let of = |run: &str| lines(&bench, run)[&("baseline/study-hours-reached".to_owned(), "DZB06".to_owned())].clone();
    assert_eq!(of("with"), of("whole"));
    assert_ne!(of("with"), of("without"));
}

#[test]
fn what_no_register_has_settled_is_settled_by_them() {
    let raise = |to: i32, within: &str| {
        let change = format!("{{ raise = {{ from = 32, to = {to} }} }}");
        amendment("baseline/study-hours", &change, &format!("within = \"{within}\""))
    };
    let nested = raise(60, "SJJ") + &raise(50, "CS06");
    assert_eq!(bench("", &nested).run("check --pack bureau").code, 0, "only registers can tell");
    refused("nested", ("", &nested), "hold for `CS06` on 2025-01-01: none is taken");
    refused("nowhere", ("", &raise(60, "CS66")), "which the list of organisations does not have");
}

#[test]
fn explanations_name_the_amendment_of_a_subtree() {
    let change = "{ raise = { from = 32, to = 60 } }";
    let bench = bench("organisation = \"CS06\"", &amendment("baseline/study-hours", change, ""));
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --pack bureau --out run"));
    let explained = |organisation: &str| {
        let output = bench.run_well(&format!("explain {organisation} T07 --run run --lang en")).stdout;
        let lines = output.lines().skip_while(|line| !line.contains("baseline/study-hours "));
        lines.take(2).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let amended = "at and below CS06 only";
    for (organisation, value) in [("DZB06", "60"), ("JGDW", "32")] {
        let text = explained(organisation);
        assert!(text.contains(value), "{organisation}: {text}");
        assert!(text.contains("at and below CS06 amended by bureau: 32 → 60"), "{organisation}: {text}");
    }
    assert!(!explained("DZB01").contains("CS06"), "{}", explained("DZB01"));
    let effects = bench.run_well("catalogue effects --pack bureau --lang en").stdout;
    assert!(effects.contains(amended), "{effects}");
}

const DUTY: &str = r#"
[[duty]]
id = "owner/party-day"
part_of = "baseline/member-education-management"
name = { zh = "主题党日", en = "Party day" }
says = { zh = "每月一次", en = "one a month" }
owners = ["branch"]
every = "month"
grace_days = 60
least_grace_days = 5
clause = { regulation = { zh = "例", en = "an example" }, article = { zh = "一", en = "1" }, in_force_from = "2019-01-01" }
shown_by = { register = "meeting", only = "kind = 'party-day'", at_least = 1, unit = { zh = "次", en = "times" } }

[[indicator]]
id = "owner/party-day-held"
part_of = "baseline/member-education-management"
name = { zh = "主题党日开展", en = "Party days held" }
says = { zh = "每月一次", en = "one a month" }
aspect = "A2"
role = "coverage"
period = "year"
measure = { duty = "owner/party-day" }
"#;

#[test]
fn a_moved_grace_holds_in_numbers_and_in_what_is_due() {
    let bench = Bench::new();
    let about =
        |namespace: &str| format!("[about]\nnamespace = \"{namespace}\"\nname = {{ zh = \"局\", en = \"Bureau\" }}\n");
    bench.write("owner/pack.toml", about("owner") + DUTY);
    let moved = amendment("owner/party-day", "{ move = { from = 60, to = 5 } }", "within = \"CS06\"");
    bench.write("bureau/pack.toml", about("bureau") + &moved);
    let packs = "--registers fixtures/yunchuan --pack owner --pack bureau";
    // On 15 January the December of the sixth branch is judged; the first branch has until 1 March.
    bench.run_well(&format!("evaluate {packs} --period 2025 --as-of 2026-01-15 --out run"));
    let pending = |organisation: &str| {
        lines(&bench, "run")[&("owner/party-day-held".to_owned(), organisation.to_owned())][7].clone()
    };
    assert_eq!(["DZB06", "DZB01"].map(pending), ["0", "2"]);
    let state = |organisation: &str| {
        let command = format!("due {packs} --as-of 2026-01-15 --organisation {organisation} --format json");
        let due: serde_json::Value = serde_json::from_str(&bench.run_well(&command).stdout).unwrap();
        let all = due.as_array().unwrap_or_else(|| due["occasions"].as_array().unwrap()).clone();
        let one = all.iter().find(|one| one["duty"] == "owner/party-day" && one.to_string().contains("2025-12-31"));
        one.unwrap_or_else(|| panic!("{due}"))["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(["DZB06", "DZB01"].map(state), ["done", "done"]);
    let january = |organisation: &str| {
        let command = format!("due {packs} --as-of 2026-02-10 --organisation {organisation} --format json");
        bench.run_well(&command).stdout
    };
    assert_ne!(january("DZB06").contains("in-grace"), january("DZB01").contains("in-grace"));
    let effects = bench.run_well("catalogue effects --pack owner --pack bureau --lang en").stdout;
    for line in [
        "window moved: Party day (owner/party-day) 60 → 5, from 2025-01-01 on",
        "    changes indicator owner/party-day-held",
    ] {
        assert!(effects.lines().any(|one| one == line), "{effects}");
    }
}
