//! Samples that are drawn: the same ones from the same seed, whatever the order of rows, repeatable with other programs, and
//! never a name of a person.

use crate::program::{Bench, compare, table};
use std::process::Command;

const YUNCHUAN: &str = "--registers fixtures/yunchuan --as-of 2026-02-15";

const HEADER: &str = "组织编码,组织名称,组织类型,上级组织,所在单位,起始日期,终止日期\n";

/// Two towns with so many villages each, one closed in 2024, and a branch in each village.
fn towns(villages: usize) -> Vec<String> {
    let mut rows = vec!["X,县,单位,,,2020-01-01,".to_owned(), "W,县工委,机关工委,,X,2020-01-01,".to_owned()];
    for town in ["T1", "T2"] {
        rows.push(format!("{town},{town}乡,单位,X,,2020-01-01,"));
        for village in 1..=villages {
            rows.push(format!("{town}V{village},{town}村{village},单位,{town},,2020-01-01,"));
            rows.push(format!("B{town}V{village},支部{town}{village},党支部,W,{town}V{village},2020-01-01,"));
        }
    }
    rows.push("T1OLD,已撤村,单位,T1,,2020-01-01,2024-07-01".to_owned());
    rows
}

fn write(bench: &Bench, folder: &str, rows: &[String]) {
    bench.write(&format!("{folder}/org.csv"), format!("{HEADER}{}\n", rows.join("\n")));
}

/// The rows of a draw as CSV.
fn drawn(bench: &Bench, arguments: &str) -> Vec<Vec<String>> {
    let output = bench.run(&format!("sample draw {arguments} --format csv --lang en"));
    assert_eq!(output.code, 0, "{arguments}\n{}", output.stderr);
    table(&output.stdout)
}

fn ids(rows: &[Vec<String>]) -> Vec<&str> {
    rows.iter().map(|row| row[3].as_str()).collect()
}

#[test]
fn samples_as_they_are_shown() {
    let bench = Bench::new();
    let draw = |rest: &str| format!("sample draw --seed 20260115 {rest} {YUNCHUAN}");
    let commands = [
        draw("--kind branch --size 3 --reserve 2"),
        draw("--kind 党支部 --kind unit --each-of kind --size 25%"),
        draw("--kind unit --each-of parent --size 2 --reserve 1"),
        draw("--members --within JGDW --each-of org --size 1"),
        draw("--members --kind branch --size 3 --reserve 1 --format csv"),
        draw("--kind branch --size 2 --reserve 1 --format json"),
        draw("--members --each-of status --size 1 --format json"),
    ];
    for language in ["en", "zh-CN"] {
        let commands = commands.each_ref().map(|command| format!("{command} --lang {language}"));
        compare(&format!("draw.{language}"), &bench.transcript(&commands));
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let bench = Bench::new();
    write(&bench, "list", &towns(1));
    let draw = |rest: &str| format!("sample draw --seed 1 {rest}");
    let commands = [
        draw(&format!("--size 3 {YUNCHUAN}")),
        draw(&format!("--kind branch {YUNCHUAN}")),
        draw(&format!("--kind branch --size 0 {YUNCHUAN}")),
        draw(&format!("--kind branch --size 120% {YUNCHUAN}")),
        draw(&format!("--kind branch --size 3 --reserve many {YUNCHUAN}")),
        draw(&format!("--kind brunch --size 3 {YUNCHUAN}")),
        draw(&format!("--kind branch --size 9 {YUNCHUAN}")),
        draw(&format!("--kind branch --each-of parent --size 9 {YUNCHUAN}")),
        draw(&format!("--kind group --size 1 {YUNCHUAN}")),
        draw(&format!("--kind branch --size 3 --within JGWD {YUNCHUAN}")),
        draw(&format!("--kind branch --size 3 --each-of parents {YUNCHUAN}")),
        draw(&format!("--members --size 3 --each-of relieved_from {YUNCHUAN}")),
        draw("--members --size 3 --registers list"),
        draw("--kind branch --size 3"),
        draw("--kind branch --size 3 --registers list --as-of soon"),
        format!("sample draw --seed -1 --kind branch --size 3 {YUNCHUAN}"),
    ];
    for language in ["en", "zh-CN"] {
        let commands = commands.each_ref().map(|command| format!("{command} --lang {language}"));
        compare(&format!("mistakes/draw.{language}"), &bench.transcript(&commands));
    }
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let bench = Bench::new();
    let mut rows = towns(9);
    write(&bench, "one", &rows);
    rows.reverse();
    rows.swap(3, 11);
    write(&bench, "two", &rows);
    for format in ["table", "csv", "json"] {
        let shown = |folder: &str| {
            let draw = "sample draw --seed 5 --kind unit --each-of parent --size 3 --reserve 2 --as-of 2026-01-01";
            let output = bench.run(&format!("{draw} --registers {folder} --format {format} --lang en"));
            (output.code, output.stdout, output.stderr)
        };
        assert_eq!(shown("one").0, 0);
        assert_eq!(shown("one"), shown("two"));
    }
}

/// Of each class the smallest keys, told by another program.
#[test]
fn sha256sum_draws_the_same() {
    let bench = Bench::new();
    write(&bench, "list", &towns(9));
    let rows = drawn(&bench, "--seed 5 --kind branch --size 4 --reserve 100% --registers list --as-of 2026-01-01");
    assert_eq!(rows.len(), 18);
    assert!(rows.iter().enumerate().all(|(place, row)| (row[1] == "drawn") == (place < 4)));
    let script = "for id in \"$@\"; do printf '%s %s\\n' \"$(printf '%s' \"5 $id\" | sha256sum | cut -c1-64)\" $id; done | \
                  LC_ALL=C sort";
    let output = Command::new("sh").args(["-c", script, "sh"]).args(ids(&rows)).output().unwrap();
    let repeated = String::from_utf8(output.stdout).unwrap();
    let told: Vec<String> = rows.iter().map(|row| format!("{} {}", row[6], row[3])).collect();
    assert_eq!(repeated.lines().collect::<Vec<_>>(), told);
    let script = "printf '%s\\n' \"$@\" | LC_ALL=C sort -u | sha256sum | cut -c1-64";
    let output = Command::new("sh").args(["-c", script, "sh"]).args(ids(&rows)).output().unwrap();
    let digest = String::from_utf8(output.stdout).unwrap();
    let shown = bench.run("sample draw --seed 5 --kind branch --size 4 --registers list --as-of 2026-01-01 --lang en");
    assert!(shown.stdout.contains(digest.trim()), "{digest}\n{}", shown.stdout);
}

#[test]
fn an_organisation_that_joins_takes_one_place_at_most() {
    let bench = Bench::new();
    let mut has_taken_one = false;
    for more in 0..12 {
        let mut rows = towns(9);
        write(&bench, "before", &rows);
        rows.push(format!("NEW{more},新设支部,党支部,W,X,2020-01-01,"));
        write(&bench, "after", &rows);
        let draw = |folder: &str| {
            let rows =
                drawn(&bench, &format!("--seed 5 --kind branch --size 6 --registers {folder} --as-of 2026-01-01"));
            rows.into_iter().map(|row| row[3].clone()).collect::<Vec<String>>()
        };
        let (before, after) = (draw("before"), draw("after"));
        let fresh: Vec<&String> = after.iter().filter(|id| !before.contains(id)).collect();
        assert!(fresh.iter().all(|id| id.starts_with("NEW")) && fresh.len() <= 1, "{before:?} {after:?}");
        has_taken_one |= fresh.len() == 1;
    }
    assert!(has_taken_one);
}

/// First towns, then contact points in those towns.
#[test]
fn a_draw_goes_on_within_what_was_drawn() {
    let bench = Bench::new();
    write(&bench, "list", &towns(5));
    let day = "--registers list --as-of 2026-01-01";
    let rows = drawn(&bench, &format!("--seed 5 --kind unit --within T1 --within T2 --each-of parent --size 2 {day}"));
    let of = |class: &str| rows.iter().filter(|row| row[2] == class).count();
    assert_eq!((of("T1"), of("T2"), of("X"), rows.len()), (2, 2, 2, 6));
    // Branches stand below the committee, and are seated in villages.
    let branches = drawn(&bench, &format!("--seed 5 --kind branch --within T1 --size 100% {day}"));
    assert!(branches.len() == 5 && ids(&branches).iter().all(|id| id.starts_with("BT1")), "{branches:?}");
}

#[test]
fn who_is_closed_is_not_drawn() {
    let bench = Bench::new();
    write(&bench, "list", &towns(2));
    let on = |day: &str| {
        drawn(&bench, &format!("--seed 5 --kind unit --within T1 --size 100% --registers list --as-of {day}")).len()
    };
    assert_eq!((on("2024-06-30"), on("2024-07-01")), (4, 3));
}

/// Ids without meaning, said to be a working paper; names never.
#[test]
fn of_members_ids_only() {
    let bench = Bench::new();
    for format in ["table", "csv", "json"] {
        let draw = format!("sample draw --seed 3 --members --size 100% {YUNCHUAN} --format {format} --lang en");
        let output = bench.run(&draw);
        assert_eq!(output.code, 0, "{}", output.stderr);
        assert!(output.stdout.contains("P001") && !output.stdout.contains("王一"), "{}", output.stdout);
        let all = format!("{}{}", output.stdout, output.stderr);
        assert!(all.contains("Working paper") && all.contains("for the office that draws only"), "{all}");
    }
}

/// A member who moved is drawn where the person is on that day, and once.
#[test]
fn members_are_drawn_where_they_are_on_the_day() {
    let bench = Bench::new();
    write(&bench, "list", &towns(1));
    bench.write(
        "list/member.csv",
        "人员编码,所在党组织,起始日期,终止日期,党员类别\nP1,BT1V1,2020-01-01,2025-01-01,正式党员\n\
         P1,BT2V1,2025-01-01,,正式党员\nP2,BT1V1,2025-06-01,,预备党员\nP3,BT1V1,2020-01-01,2024-01-01,正式党员\n",
    );
    let on = |day: &str| {
        let rows = drawn(&bench, &format!("--seed 5 --members --size 100% --registers list --as-of {day}"));
        let mut rows: Vec<String> = rows.iter().map(|row| format!("{} {}", row[3], row[4])).collect();
        rows.sort();
        rows
    };
    assert_eq!(on("2023-01-01"), ["P1 BT1V1", "P3 BT1V1"]);
    assert_eq!(on("2025-07-01"), ["P1 BT2V1", "P2 BT1V1"]);
}
