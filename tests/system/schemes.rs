//! Schemes seen from outside: real tables against points computed by hand, and one table that takes a quantity from every
//! source, in an evaluation.

use crate::program::{Bench, compare, root, table};
use std::{collections::BTreeSet, fs};

const SOURCES: &str = "--registers registers --period 2025 --as-of 2026-02-15";
const SCHEMES: &str = "--scheme fixtures/schemes/branches.toml fixtures/schemes/members.toml";

/// The registers of the demo, and the answers of the committee.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.copy_demo("registers");
    bench.write("registers/评分.csv", fs::read(root().join("tests/fixtures/schemes/评分.csv")).unwrap());
    bench
}

fn toml_names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".toml")).collect()
}

/// Every table under `config/schemes/examples` has cards in `tests/schemes`, and gives what they say.
#[test]
fn every_example_gives_what_was_computed_by_hand() {
    let (schemes, cards) = (toml_names("config/schemes/examples"), toml_names("tests/schemes"));
    assert_eq!(schemes, cards, "tables and files of cards");
    assert!(schemes.len() >= 22, "{}", schemes.len());
    let bench = Bench::new();
    let path = |folder: &str, name: &str| root().join(folder).join(name).display().to_string();
    let mut wrong = Vec::new();
    for name in &schemes {
        let (scheme, cards) = (path("config/schemes/examples", name), path("tests/schemes", name));
        let output = bench.run(&format!("scheme try {scheme} {cards} --lang en"));
        let has_expectations = output.stdout.contains(" expected results, 0 of them otherwise")
            && !output.stdout.contains(" 0 expected results");
        if output.code != 0 || !has_expectations {
            wrong.push(format!("{name}: exit code {}\n{}", output.code, output.stderr));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the cards say is compared: a wrong number is found.
#[test]
fn a_wrong_expectation_is_told() {
    let bench = Bench::new();
    let scheme = "[[scheme]]\nid = \"a/b\"\nname = \"表\"\nby = \"o\"\nassessor = [{ id = \"o\", name = \"处\" }]\n\
        item = [{ id = \"1\", name = \"项\", points = 10, atom = [{ id = \"a\", name = \"缺\", points = -2.5 }] }]\n";
    bench.write("scheme.toml", scheme);
    let cards = "period = \"2025\"\n[[card]]\nname = \"缺\"\nanswers = { \"1.a\" = \"yes\", \"1.b\" = 1 }\n\
        expect = { score = 8, \"1\" = 7.5, \"2\" = 0 }\n";
    bench.write("cards.toml", cards);
    let commands = ["zh-CN", "en"].map(|lang| format!("scheme try scheme.toml cards.toml --lang {lang}"));
    compare("schemes/wrong-expectation", &bench.transcript(&commands));
}

#[test]
fn are_scored_graded_and_explained_in_an_evaluation() {
    let bench = bench();
    let evaluate = format!("evaluate {SOURCES} {SCHEMES} --cards fixtures/schemes/cards.toml --lang en");
    let whole = bench.run(&format!("{evaluate} --out first"));
    assert_eq!(whole.code, 0, "{}", whole.stderr);
    let from = whole.stdout.find("Yearly appraisal").unwrap_or_else(|| panic!("{}", whole.stdout));
    let mut text = whole.stdout.get(from..).unwrap().to_owned();
    for file in ["scores.csv", "grades.csv", "consequences.csv"] {
        text.push_str(&format!("\n== {file}\n{}", bench.read(&format!("first/{file}"))));
    }
    let again = format!("{} --out second --earlier first", evaluate);
    bench.run(&again);
    let consequences = table(&bench.read("second/consequences.csv"));
    text.push_str("\n== consequences.csv of a run that knows the first as the earlier one\n");
    text.extend(consequences.iter().map(|row| format!("{}\n", row.join(","))));
    let explain =
        ["DZB06", "DZB01", "DZB02"].map(|whose| format!("explain {whose} yunchuan/branches --run first --lang en"));
    text.push_str(&bench.transcript(&explain));
    text.push_str(&bench.transcript(&["explain DZB06 yunchuan/branches --run first --lang zh-CN"]));
    compare("schemes/evaluation", &text);
}

/// What an earlier run said is read as it was written.
#[test]
fn the_same_seal_gives_the_same_bytes() {
    let bench = bench();
    for run in ["one", "two"] {
        bench.run(&format!("evaluate {SOURCES} {SCHEMES} --cards fixtures/schemes/cards.toml --out {run}"));
    }
    for file in ["scores.csv", "grades.csv", "consequences.csv", "run.json"] {
        assert_eq!(bench.read(&format!("one/{file}")), bench.read(&format!("two/{file}")), "{file}");
    }
}

/// Nothing about persons enters a run: neither their cards' names nor the mean of fewer than five.
#[test]
fn persons_stay_out_of_a_run() {
    let bench = bench();
    bench.run(&format!("evaluate {SOURCES} {SCHEMES} --cards fixtures/schemes/cards.toml --out run"));
    let files = ["scores.csv", "grades.csv", "consequences.csv", "outcomes.csv", "tallies.csv"];
    for file in files {
        let text = bench.read(&format!("run/{file}"));
        assert!(!text.contains("yunchuan/members") && !text.contains("P01"), "{file}");
    }
    let scores = table(&bench.read("run/scores.csv"));
    let of = |whose: &str| {
        let row = scores.iter().find(|row| row[0] == whose && row[2] == "3.a").unwrap();
        (row[4].clone(), row[5].clone(), row[6].clone())
    };
    // Five persons: 100, 100, 80, 60, 100, a mean of 88; four: nothing is told; none: it does not apply.
    assert_eq!(of("DZB01"), ("8.8".into(), "8.8".into(), "value".into()));
    assert_eq!(of("DZB02"), ("0".into(), String::new(), "not-known".into()));
    assert_eq!(of("DZB03").2, "not-applicable");
}

/// A scheme that a rule against formalism fits is not scored unless somebody stands for it; it can be checked and tried.
#[test]
fn a_marked_scheme_is_withheld_until_somebody_stands_for_it() {
    let bench = bench();
    let text = fs::read_to_string(root().join("tests/fixtures/schemes/members.toml")).unwrap();
    let text =
        text.replace("subject = \"person\"\n", "owners = [\"branch\"]\n").replace("yunchuan/members", "yunchuan/apps");
    bench.write("apps.toml", text.replace("承诺事项每未完成一件", "党员积分排名"));
    let evaluate = format!("evaluate {SOURCES} --scheme apps.toml --lang en");
    let withheld = bench.run(&format!("{evaluate} --out withheld"));
    assert!(withheld.stderr.contains("the scheme yunchuan/apps is not scored"), "{}", withheld.stderr);
    assert!(!bench.path("withheld/scores.csv").exists());
    bench.run("catalogue consent yunchuan --by Wang --on 2026-01-05 --sponsor yunchuan/apps=Li --scheme apps.toml");
    let given = bench.run(&format!("{evaluate} --out given"));
    assert!(bench.path("given/scores.csv").exists(), "{}", given.stderr);
    compare(
        "schemes/marked",
        &bench.transcript(&["scheme check apps.toml --lang en", "scheme check apps.toml --lang zh-CN"]),
    );
}

/// Faults of schemes stand at their places, all at once.
#[test]
fn faults_of_a_scheme_stand_at_their_places() {
    let bench = Bench::new();
    bench.write("scheme.toml", fs::read(root().join("tests/fixtures/schemes/faulty.toml")).unwrap());
    let commands = ["en", "zh-CN"].map(|lang| format!("scheme check scheme.toml --lang {lang}"));
    compare("schemes/faults", &bench.transcript(&commands));
}

/// A block that holds items with points is made of them; what zeroes it adds nothing to where it starts.
#[test]
fn what_zeroes_a_chapter_does_not_fill_it() {
    let bench = Bench::new();
    let output = bench.run("scheme try fixtures/schemes/zeroed.toml fixtures/schemes/zeroed-cards.toml --lang en");
    assert!(
        output.code == 0 && output.stdout.contains("11 expected results, 0 of them otherwise"),
        "{}",
        output.stderr
    );
}
