//! The calendar of a plan, read by another library than the one that wrote it: what stands in it, and that it is the same
//! at every run.

use crate::program::Bench;
use changxiao_core::day::Day;
use ical::{IcalParser, parser::ical::component::IcalEvent};
use std::collections::BTreeSet;

const PLAN: &str = "plan --all --year 2025 --registers fixtures/yunchuan --lang en";

/// The events of a calendar. Lines are unfolded here, as the standard says: the library would lose a blank that stands
/// before a fold.
fn events(text: &str) -> Vec<IcalEvent> {
    let unfolded = text.replace("\r\n ", "");
    let calendars: Vec<_> = IcalParser::new(unfolded.as_bytes()).map(Result::unwrap).collect();
    let [calendar] = calendars.as_slice() else { panic!("{} calendars", calendars.len()) };
    assert!(calendar.todos.is_empty() && calendar.alarms.is_empty() && calendar.timezones.is_empty());
    calendar.events.clone()
}

fn value<'e>(event: &'e IcalEvent, name: &str) -> &'e str {
    let found: Vec<_> = event.properties.iter().filter(|property| property.name == name).collect();
    let [property] = found.as_slice() else { panic!("{} of {name}", found.len()) };
    property.value.as_deref().unwrap()
}

fn day(digits: &str) -> Day {
    let (year, rest) = digits.split_at(4);
    let (month, day) = rest.split_at(2);
    format!("{year}-{month}-{day}").parse().unwrap()
}

#[test]
fn a_calendar_holds_the_occasions_of_the_plan() {
    let bench = Bench::new();
    let text = bench.run_well(&format!("{PLAN} --format ics")).stdout;
    let plan: serde_json::Value =
        serde_json::from_str(&bench.run_well(&format!("{PLAN} --format json")).stdout).unwrap();
    let occasions = plan["occasions"].as_array().unwrap();
    let events = events(&text);
    assert_eq!(events.len(), occasions.len());
    let mut uids = BTreeSet::new();
    for (event, occasion) in events.iter().zip(occasions) {
        let of = |key: &str| occasion[key].as_str().unwrap();
        let (first, last) = (day(value(event, "DTSTART")), day(value(event, "DTEND")).plus_days(-1));
        assert_eq!((first.to_string().as_str(), last.to_string().as_str()), (of("last"), of("last")));
        assert_eq!(value(event, "DTSTAMP"), "20250101T000000Z");
        assert!(uids.insert(value(event, "UID").to_owned()), "{} twice", value(event, "UID"));
        assert!(value(event, "SUMMARY").contains(of("organisation")), "{}", value(event, "SUMMARY"));
        let description = value(event, "DESCRIPTION");
        let window = format!("Window: {} to {}", of("from"), of("last"));
        let clause = format!("Clause: {}", occasion["clause"]["regulation"]["en"].as_str().unwrap());
        let what = format!("What: {}", occasion["name"]["en"].as_str().unwrap());
        for part in [what.as_str(), &window, "Shown in: ", &clause] {
            assert!(description.contains(part), "{part}: {description}");
        }
        assert!(event.alarms.is_empty());
    }
}

#[test]
fn a_calendar_is_the_same_at_every_run_and_folded_as_the_standard_asks() {
    let bench = Bench::new();
    for language in ["en", "zh-CN"] {
        let plan = format!("{PLAN} --format ics").replace("--lang en", &format!("--lang {language}"));
        let text = bench.run_well(&plan).stdout;
        assert_eq!(text, bench.run_well(&plan).stdout);
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.lines().all(|line| line.len() <= 75));
    }
}

/// Nothing that the library would take from clock or chance is left to it.
#[test]
fn an_occasion_has_one_uid_in_every_plan() {
    let bench = Bench::new();
    let uids = |whose: &str| -> BTreeSet<String> {
        let plan = format!("{PLAN} --format ics").replace("--all", whose);
        events(&bench.run_well(&plan).stdout).iter().map(|event| value(event, "UID").to_owned()).collect()
    };
    let all = uids("--all");
    for whose in ["DZB01/secretary", "JGDW/secretary", "--organisation DZB08"] {
        let some = uids(whose);
        assert!(!some.is_empty() && some.is_subset(&all), "{whose}");
    }
}

/// Registers with events, terms, a deferral and two holders of one post.
fn ledgers(bench: &Bench) {
    bench.write(
        "ledgers/org.csv",
        "组织编码,组织类型,起始日期,终止日期,上级组织,所在单位,当届起始日期,任期年限,延期换届至\n\
         JG,单位,2010-01-01,,,,,,\nJW,机关党委,2010-01-01,,,JG,,,\n\
         ZB1,党支部,2010-01-01,,JW,,2022-03-01,3,2025-07-01\nZB2,党支部,2010-01-01,,JW,,2022-09-01,3,\n",
    );
    bench.write(
        "ledgers/post.csv",
        "人员编码,任职组织,职务,任职日期,免职日期\nP1,ZB1,书记,2020-01-01,\nP2,ZB2,书记,2020-01-01,\nP3,ZB2,书记,2020-01-01,\n",
    );
    bench.write(
        "ledgers/admission_step.csv",
        "发展档案编号,人员编码,党支部,步骤,完成日期\n\
         DA1,P5,ZB1,递交入党申请书,2025-01-31\nDA2,P6,ZB1,递交入党申请书,2025-01-31\nDA3,P7,ZB1,确定为入党积极分子,2024-10-10\n",
    );
    bench.write("ledgers/opinion.csv", "意见编号,承办组织,来源渠道,收到日期,答复期限,答复日期,匿名\nYJ1,JG,意见箱,2025-03-01,,,否\nYJ2,JG,意见箱,2025-03-01,2025-03-11,,否\n");
}

/// Four kinds of occasion that are no calendar period.
#[test]
fn a_calendar_holds_occasions_that_are_no_calendar_period() {
    let bench = Bench::new();
    ledgers(&bench);
    let plan = "plan --all --year 2025 --registers ledgers --lang en";
    let text = bench.run_well(&format!("{plan} --format ics")).stdout;
    let shown = |name: &str| {
        let of_duty =
            events(&text).into_iter().filter(|event| value(event, "UID").starts_with(&format!("baseline/{name}.")));
        let lines = of_duty.map(|event| {
            let last = day(value(&event, "DTEND")).plus_days(-1);
            format!("{last} {} {}", value(&event, "UID"), value(&event, "SUMMARY"))
        });
        lines.collect::<Vec<_>>()
    };
    let check = |name: &str, expected: &[&str]| assert_eq!(shown(name), expected, "{name}");
    check(
        "re-election",
        &[
            "2025-06-30 baseline/re-election.ZB1.20240901@changxiao Re-election in time: ZB1",
            "2025-08-31 baseline/re-election.ZB2.20250301@changxiao Re-election in time: ZB2",
        ],
    );
    check(
        "secretary-lecture-yearly",
        &[
            "2025-12-31 baseline/secretary-lecture-yearly.ZB1.20250101.secretary.20251231@changxiao \
             Yearly Party lecture of a secretary: ZB1\\, its secretary",
            "2025-12-31 baseline/secretary-lecture-yearly.ZB2.20250101.secretary.20251231@changxiao \
             Yearly Party lecture of a secretary: ZB2\\, its secretary (2 persons)",
        ],
    );
    check(
        "admission-talk",
        &["2025-02-28 baseline/admission-talk.ZB1.20250131.20250228@changxiao Talk with an applicant: ZB1"],
    );
    check(
        "activist-review",
        &[
            "2025-04-10 baseline/activist-review.ZB1.20241010.20250410@changxiao Review of an activist: ZB1",
            "2025-10-10 baseline/activist-review.ZB1.20250411.20251010@changxiao Review of an activist: ZB1",
        ],
    );
    check(
        "opinion-answered",
        &[
            "2025-03-11 baseline/opinion-answered.JG.20250301.YJ2@changxiao Answer to an opinion: JG",
            "2025-03-31 baseline/opinion-answered.JG.20250301.YJ1@changxiao Answer to an opinion: JG",
        ],
    );
    let descriptions: Vec<String> = events(&text).iter().map(|event| value(event, "DESCRIPTION").to_owned()).collect();
    let holds = |part: &str| descriptions.iter().filter(|text| text.contains(part)).count();
    assert_eq!(holds("deferred from 2025-02-28"), 1);
    assert_eq!(holds("2 of them"), 1);
    assert_eq!(holds("record YJ1"), 1);
    assert_eq!(holds("DA1") + holds("P5"), 0);
}
