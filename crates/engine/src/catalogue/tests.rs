mod additions;
mod scopes;

use super::*;
use changxiao_core::{day::Day, department::List, fault::Place, message::Message};

/// A small baseline: one parameter that may go up, one that may go down, one that nobody may change, a plan, and what uses
/// the parameters.
const BASELINE: &str = r#"
[about]
namespace = "baseline"
name = { zh = "基准", en = "Baseline" }

[[mechanism]]
id = "baseline/study"
name = { zh = "学习", en = "Study" }
purpose = { zh = "学习", en = "Study" }

[[parameter]]
id = "baseline/hours"
name = { zh = "学时", en = "Hours" }
stricter = "up"
unit = { zh = "学时", en = "hours" }
least = 8
most = 80
value = [{ from = "2019-01-01", is = 32 }, { from = "2027-01-01", is = 36 }]

[[parameter]]
id = "baseline/days"
name = { zh = "天数", en = "Days" }
stricter = "down"
unit = { zh = "天", en = "days" }
value = [{ from = "2019-01-01", is = 30 }]

[[parameter]]
id = "baseline/fixed"
name = { zh = "定数", en = "Fixed" }
value = [{ from = "2019-01-01", is = 1 }]

[[study_plan]]
id = "baseline/plan"
part_of = "baseline/study"
name = { zh = "计划", en = "Plan" }
audience = { zh = "党员", en = "members" }
movable_to = ["half-year"]
item = [{ topic = { zh = "法规", en = "law" }, hours = 4, every = "year" }]

[[study_plan]]
id = "baseline/programme"
part_of = "baseline/study"
name = { zh = "用到学时和天数", en = "Of hours and days" }
audience = { zh = "党员", en = "members" }
item = [
    { topic = { zh = "理论", en = "theory" }, hours = "$hours", every = "year" },
    { topic = { zh = "实践", en = "practice" }, hours = "$days", every = "year" },
]

[[parameter]]
id = "baseline/forms"
name = { zh = "形式", en = "Forms" }
settable = [["talk"], ["talk", "walk"]]
value = [{ from = "2019-01-01", is = ["talk"] }]

[[duty]]
id = "baseline/meet"
part_of = "baseline/study"
name = { zh = "开会", en = "Meet" }
says = { zh = "开会", en = "meet" }
owners = ["branch"]
every = "quarter"
grace_days = 20
least_grace_days = 10
shown_by = { register = "meeting", only = "id in $forms", at_least = 1, unit = { zh = "次", en = "times" } }
clause = { regulation = { zh = "条例", en = "Rules" }, article = { zh = "一", en = "1" }, in_force_from = "2019-01-01" }
"#;

fn contribution(kind: SourceKind, source: &str, text: &str) -> Contribution {
    let mut list = List::default();
    list.pack(source, text);
    assert_eq!(list.faults(), [], "{text}");
    let about = list.about_in_texts().unwrap().clone();
    Contribution { pack: list.pack_of(about), texts: list.texts().to_vec(), source: source.to_owned(), kind }
}

fn department(namespace: &str, text: &str) -> Contribution {
    let about = format!("[about]\nnamespace = \"{namespace}\"\nname = {{ zh = \"某局\", en = \"Some Bureau\" }}\n");
    contribution(SourceKind::Pack, &format!("{namespace}.toml"), &(about + text))
}

fn amendment(target: &str, change: &str, since: &str) -> String {
    let reason = "reason = { zh = \"任务重\", en = \"heavy tasks\" }\nauthority = \"某发〔2025〕1号\"";
    format!("[[amendment]]\ntarget = \"{target}\"\nchange = {change}\nsince = \"{since}\"\n{reason}\n")
}

/// Organisations and meetings, as far as these tests need them.
fn contract() -> Contract {
    let kinds = [
        include_str!("../../../../config/registers/org.toml"),
        include_str!("../../../../config/registers/meeting.toml"),
    ];
    Contract::new(kinds.map(|text| toml::from_str(text).unwrap()))
}

fn catalogue(others: Vec<Contribution>) -> (Catalogue, Vec<Fault>) {
    let baseline = contribution(SourceKind::Baseline, "baseline.toml", BASELINE);
    Catalogue::new(contract(), std::iter::once(baseline).chain(others).collect())
}

fn hours(catalogue: &Catalogue, day: &str) -> String {
    let (setting, by) = catalogue.setting(&"baseline/hours".parse().unwrap(), day.parse().unwrap(), None).unwrap();
    format!("{setting:?} {}", if by.is_some() { "amended" } else { "written" })
}

#[test]
fn an_amendment_holds_between_its_days() {
    let text =
        amendment("baseline/hours", "{ raise = { from = 32, to = 40 } }", "2025-01-01") + "until = \"2026-01-01\"\n";
    let (catalogue, faults) = catalogue(vec![department("harbour", &text)]);
    assert_eq!(faults, []);
    assert_eq!(hours(&catalogue, "2024-12-31"), "Number(32) written");
    assert_eq!(hours(&catalogue, "2025-01-01"), "Number(40) amended");
    assert_eq!(hours(&catalogue, "2025-12-31"), "Number(40) amended");
    assert_eq!(hours(&catalogue, "2026-01-01"), "Number(32) written");
    let effects = catalogue.effects();
    let [effects] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(effects.changed.len(), 1);
}

/// One amendment and the key of the message with which it is refused; the value stays as it was written.
fn refused(target: &str, change: &str, key: &str) {
    let (catalogue, faults) = catalogue(vec![department("harbour", &amendment(target, change, "2025-01-01"))]);
    let keys: Vec<&str> = faults.iter().map(|fault| fault.message.key.as_str()).collect();
    assert_eq!(keys, [key], "{target} {change}");
    let is_target = key.starts_with("amendment-unknown") || key == "amendment-of-own";
    let (row, column) = if is_target { (5, "target") } else { (6, "change") };
    let place = Place { quote: None, ..faults[0].place.clone() };
    assert_eq!(place, Place::file("harbour.toml").at_row(row).in_column(column), "{target} {change}");
    assert_eq!(hours(&catalogue, "2025-06-01"), "Number(32) written");
    assert_eq!(catalogue.amendments(), []);
}

#[test]
fn nothing_is_loosened_and_no_amendment_is_half_right() {
    refused("baseline/hours", "{ lower = { from = 32, to = 24 } }", "amendment-loosens");
    refused("baseline/days", "{ raise = { from = 30, to = 60 } }", "amendment-loosens");
    refused("baseline/hours", "{ raise = { from = 32, to = 24 } }", "amendment-not-up");
    refused("baseline/days", "{ lower = { from = 30, to = 30 } }", "amendment-not-down");
    refused("baseline/hours", "{ raise = { from = 32, to = 81 } }", "amendment-out-of-bounds");
    refused("baseline/hours", "{ raise = { from = 24, to = 40 } }", "amendment-stale");
    // The baseline moves on in 2027: an amendment without an end was not written against that.
    refused("baseline/hours", "{ raise = { from = 32, to = 40 } }", "amendment-stale");
    refused("baseline/fixed", "{ raise = { from = 1, to = 2 } }", "amendment-not-allowed");
    refused("baseline/none", "{ raise = { from = 1, to = 2 } }", "amendment-unknown-parameter");
    refused(
        "baseline/none",
        "{ add = { topic = { zh = \"海\", en = \"sea\" }, hours = 2, every = \"year\" } }",
        "amendment-unknown-plan",
    );
    refused("harbour/own", "{ raise = { from = 1, to = 2 } }", "amendment-of-own");
}

#[test]
fn an_amendment_without_reason_or_authority_is_refused() {
    let text =
        amendment("baseline/days", "{ lower = { from = 30, to = 15 } }", "2025-01-01").replace("heavy tasks", " ");
    let (_, faults) = catalogue(vec![department("harbour", &text)]);
    assert_eq!(faults.iter().map(|fault| fault.message.key.as_str()).collect::<Vec<_>>(), ["amendment-without-reason"]);
}

#[test]
fn two_amendments_of_one_parameter_are_both_refused_whatever_their_order() {
    let one = department("harbour", &amendment("baseline/days", "{ lower = { from = 30, to = 15 } }", "2025-01-01"));
    let other = department("quarry", &amendment("baseline/days", "{ lower = { from = 30, to = 20 } }", "2025-06-01"));
    let (first, faults) = catalogue(vec![one.clone(), other.clone()]);
    let (second, same) = catalogue(vec![other, one]);
    assert_eq!(faults, same);
    assert_eq!(faults.iter().map(|fault| fault.message.key.as_str()).collect::<Vec<_>>(), ["amendment-rivals"; 2]);
    assert_eq!((first.amendments(), second.amendments()), (&[][..], &[][..]));
}

#[test]
fn amendments_of_one_parameter_may_follow_each_other() {
    let first =
        amendment("baseline/days", "{ lower = { from = 30, to = 20 } }", "2025-01-01") + "until = \"2025-07-01\"\n";
    let text = first + &amendment("baseline/days", "{ lower = { from = 30, to = 15 } }", "2025-07-01");
    let (catalogue, faults) = catalogue(vec![department("harbour", &text)]);
    assert_eq!((faults, catalogue.amendments().len()), (Vec::new(), 2));
}

#[test]
fn a_study_plan_can_be_extended_by_several() {
    let add = |topic: &str| {
        let change =
            format!("{{ add = {{ topic = {{ zh = \"{topic}\", en = \"{topic}\" }}, hours = 2, every = \"year\" }} }}");
        amendment("baseline/plan", &change, "2025-01-01")
    };
    let (catalogue, faults) = catalogue(vec![department("harbour", &add("sea")), department("quarry", &add("stone"))]);
    assert_eq!(faults, []);
    let plan = catalogue.study_plans().values().next().unwrap();
    assert_eq!(plan.items.iter().map(|item| item.topic.en.as_str()).collect::<Vec<_>>(), ["law", "sea", "stone"]);
}

#[test]
fn nobody_takes_the_place_of_another() {
    let foreign = "[[mechanism]]\nid = \"baseline/mine\"\nname = { zh = \"我\", en = \"m\" }\npurpose = { zh = \"我\", en = \"m\" }\n";
    let (first, faults) = catalogue(vec![department("harbour", foreign)]);
    assert_eq!(faults.iter().map(|fault| fault.message.key.as_str()).collect::<Vec<_>>(), ["catalogue-foreign-id"]);
    assert_eq!(first.mechanisms().len(), 1);
    let (second, faults) = catalogue(vec![department("baseline", "")]);
    assert_eq!(
        faults.iter().map(|fault| fault.message.key.as_str()).collect::<Vec<_>>(),
        ["catalogue-namespace-twice"]
    );
    assert_eq!(second.parameters().len(), 4);
}

#[test]
fn an_id_that_does_not_exist_is_placed_with_the_nearest() {
    let text = "[[study_plan]]\nid = \"harbour/plan\"\npart_of = \"baseline/studies\"\nname = { zh = \"a\", en = \"a\" }\naudience = { zh = \"a\", en = \"a\" }\n";
    let (_, faults) = catalogue(vec![department("harbour", text)]);
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    let place = Place { quote: None, ..fault.place.clone() };
    assert_eq!(place, Place::file("harbour.toml").at_row(6).in_column("part_of"));
    let quote = fault.place.quote.as_ref().and_then(|quote| quote.parts());
    assert_eq!(quote, Some(("part_of = \"", "baseline/studies", "\"")));
    assert_eq!(fault.hint, Some(Message::new("hint-nearest").with("name", "baseline/study")));
}

#[test]
fn an_amendment_of_what_nothing_uses_is_refused() {
    let own = "[[parameter]]\nid = \"harbour/tides\"\nname = { zh = \"潮\", en = \"Tides\" }\nstricter = \"up\"\n\
         unit = { zh = \"次\", en = \"times\" }\nvalue = [{ from = \"2019-01-01\", is = 1 }]\n";
    let change = amendment("harbour/tides", "{ raise = { from = 1, to = 2 } }", "2025-01-01");
    let (catalogue, faults) = catalogue(vec![department("harbour", own), department("island", &change)]);
    let keys: Vec<&str> = faults.iter().map(|fault| fault.message.key.as_str()).collect();
    assert_eq!((keys, catalogue.amendments().len()), (vec!["amendment-without-effect"], 0));
}
