//! What `explain` lists adds up to the number it explains, and the smallest change it names reaches the target.

use super::{DEMO, catalogue, lines, reading, span};
use crate::program::{Bench, compare};
use changxiao_core::{
    count::{Count, Listing},
    day::Day,
    tally::{Class, Tally},
};
use changxiao_engine::{evaluation::evaluate, explanation::explain, natives::NoNatives};

#[test]
fn items_and_parts_add_up() {
    let (reading, catalogue) = (reading(), catalogue());
    let span = span(Day::new(2026, 2, 15).unwrap());
    let evaluation = evaluate(&catalogue, &reading.registers, span, &mut NoNatives);
    let mut explained = 0;
    for (id, numbers) in &evaluation.numbers {
        let ready = &catalogue.indicators()[id];
        for (organisation, tally) in &numbers.lines {
            let number = (organisation, ready);
            let (explanation, faults) =
                explain((&catalogue, &reading.registers), span, number, &mut NoNatives).unwrap();
            assert_eq!(faults, []);
            let mut own = Count::new(Listing::Counts);
            explanation.items.iter().for_each(|(_, item)| own.add(item.clone()));
            let parts = explanation.parts.values().try_fold(Tally::default(), |sum, part| sum.plus(*part));
            assert_eq!(own.tally().unwrap().plus(parts.unwrap()).as_ref(), Some(tally), "{id} {organisation}");
            assert_eq!(&explanation.tally, tally, "{id} {organisation}");
            for (_, item) in
                explanation.items.iter().filter(|_| id.as_str() == "baseline/branch-meeting-held-quarterly")
            {
                let counted = item.records.iter().filter(|record| record.is_counted).count();
                assert_eq!(counted > 0, item.class == Class::Met, "{id} {organisation} {:?}", item.subject);
            }
            explained += 1;
        }
    }
    assert_eq!(explained, evaluation.numbers.values().map(|numbers| numbers.lines.len()).sum::<usize>());
    assert!(explained > 150, "{explained}");
}

#[test]
fn are_printed_in_both_languages() {
    let bench = Bench::new();
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --pack packs/example --out run"));
    for (name, number) in [
        ("branch-e04", "DZB06 E04"),
        ("branch-t07", "DZB04 T07"),
        ("committee-e04", "JGDW E04"),
        ("committee-t07", "JGDW T07"),
        ("unit-party-day", "CS07 example/party-day-monthly"),
        ("relieved-and-blank-hours", "DZB03 T07"),
    ] {
        for language in ["en", "zh-CN"] {
            let text = bench.transcript(&[&format!("explain {number} --run run --lang {language}")]);
            compare(&format!("explain/{name}.{language}"), &text);
        }
    }
}

/// One row more in the quarter that was missed reaches the target.
#[test]
fn the_smallest_change_of_a_meeting_reaches_the_target() {
    let bench = Bench::new();
    bench.copy_demo("demo");
    bench.write("demo/补记.csv", "会议编号,召开组织,会议类型,召开日期\nHY25-06-99,DZB06,党员大会,2025-06-30\n");
    bench.run_well(&format!("evaluate --registers demo {DEMO} --out run"));
    let key = ("baseline/branch-meeting-held-quarterly".to_owned(), "DZB06".to_owned());
    assert_eq!(lines(&bench, "run")[&key][..2], ["4", "4"]);
}

/// The hours that `explain` says are lacking: person, hours, first and last day.
fn lacking(text: &str) -> Vec<[String; 4]> {
    let changes = text.lines().filter(|line| line.contains(" more hours of organised study between "));
    let words = changes.map(|line| line.split([' ', ':']).map(str::to_owned).collect::<Vec<_>>());
    let between = |words: Vec<String>| {
        let at = words.iter().position(|word| word == "between").unwrap();
        let hours = words.iter().position(|word| word == "more").unwrap() - 1;
        let person = words.iter().find(|word| word.starts_with('P')).unwrap();
        [person.clone(), words[hours].clone(), words[at + 1].clone(), words[at + 3].clone()]
    };
    words.map(between).collect()
}

/// Adds study of these hours, on the first and on the last day in turn, less some hundredths.
fn add_study(bench: &Bench, branch: &str, changes: &[[String; 4]], less: i64) {
    let mut sessions = "学习编号,组织单位,学习形式,学习日期,学时\n".to_owned();
    let mut attendance = "事项种类,事项编号,所在党组织,人员编码,出勤情况\n".to_owned();
    for (number, [person, hours, first, last]) in changes.iter().enumerate() {
        let (whole, part) = hours.split_once('.').unwrap_or((hours, "0"));
        let hundredths = whole.parse::<i64>().unwrap() * 100 + format!("{part:0<2}").parse::<i64>().unwrap() - less;
        let day = if number % 2 == 0 { first } else { last };
        let hours = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        sessions.push_str(&format!("XX25-99-{number},{branch},集中学习,{day},{hours}\n"));
        attendance.push_str(&format!("学习,XX25-99-{number},{branch},{person},出席\n"));
    }
    bench.write("demo/补记学习.csv", sessions);
    bench.write("demo/补记出勤.csv", attendance);
}

#[test]
fn the_smallest_change_of_hours_reaches_the_target_and_nothing_smaller_does() {
    for (branch, whole) in [("DZB01", 9), ("DZB02", 9), ("DZB04", 9), ("DZB05", 10), ("DZB06", 9)] {
        let bench = Bench::new();
        bench.copy_demo("demo");
        bench.run_well(&format!("evaluate --registers demo {DEMO} --out before"));
        let key = ("baseline/study-hours-reached".to_owned(), branch.to_owned());
        let met = lines(&bench, "before")[&key][0].parse::<usize>().unwrap();
        let changes = lacking(&bench.run_well(&format!("explain {branch} T07 --run before --lang en")).stdout);
        assert_eq!(changes.len(), whole - met, "{branch}");
        for (less, reached) in [(0, whole), (1, met)] {
            add_study(&bench, branch, &changes, less);
            bench.run_well(&format!("evaluate --registers demo {DEMO} --out after"));
            let expected = [reached.to_string(), whole.to_string()];
            assert_eq!(lines(&bench, "after")[&key][..2], expected, "{branch}, {less} hundredths less: {changes:?}");
        }
    }
}

/// Hours left blank stand in the register of study; the explanation sent people to that of attendance.
#[test]
fn blank_hours_are_looked_for_where_they_stand() {
    let bench = Bench::new();
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out run"));
    let explained = bench.run_well("explain DZB03 T07 --run run --lang en").stdout;
    let change = explained.lines().rfind(|line| line.contains("P020") && line.contains("empty")).unwrap_or_default();
    assert!(change.contains("“Study”"), "{explained}");
}

/// The command that a committee's explanation offers for a branch can be typed as it stands.
#[test]
fn commands_that_are_offered_work() {
    let bench = Bench::new();
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out run"));
    let explained = bench.run_well("explain JGDW T07 --run run --lang en").stdout;
    let offered: Vec<&str> = explained.split('`').filter_map(|text| text.strip_prefix("changxiao ")).collect();
    assert!(!offered.is_empty(), "{explained}");
    for command in offered {
        assert_eq!(bench.run(command).code, 0, "{command}");
    }
}
