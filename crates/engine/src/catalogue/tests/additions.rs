//! What departments add that touches others: indicators that supersede, indicators that a rule against formalism fits,
//! and the operator's consent to all of it.

use super::*;
use crate::consent::{Consent, Lock, Sponsor, Standing};

const MEETING: &str = "measure = { duty = \"baseline/meet\" }\n";
const COUNTED: &str = "population = { register = \"org\", owners = [\"branch\"] }\ndenominator = \"1\"\nnumerator = \"look.n\"\n\
     look.n = { in = \"meeting\", by = [\"org\"], take = \"count\" }\n";
const WHY: &str = "why = { zh = \"不同\", en = \"it differs\" }\n";

/// Rules of the baseline: words, a field, and more rows.
const RULES: &str = r#"
[[formalism]]
id = "baseline/points"
name = { zh = "积分", en = "Points" }
says = { zh = "不", en = "no" }
since = "2024-01-01"
words = ["积分", "points earned"]
fields = ["meeting.criticism"]
more_rows_of = ["meeting"]
clause = { regulation = { zh = "规定", en = "Rules" }, article = { zh = "一", en = "1" }, in_force_from = "2024-01-01" }

[[formalism]]
id = "baseline/repealed"
name = { zh = "旧规", en = "Repealed" }
says = { zh = "不", en = "no" }
since = "2014-01-01"
until = "2020-01-01"
words = ["季度"]
clause = { regulation = { zh = "规定", en = "Rules" }, article = { zh = "一", en = "1" }, in_force_from = "2014-01-01" }
"#;

fn named(id: &str, (zh, en): (&str, &str), rest: &str) -> String {
    format!(
        "[[indicator]]\nid = \"{id}\"\npart_of = \"baseline/study\"\nname = {{ zh = \"{zh}\", en = \"{en}\" }}\n\
         says = {{ zh = \"甲\", en = \"a\" }}\naspect = \"A2\"\nrole = \"coverage\"\nperiod = \"year\"\n{rest}"
    )
}

fn indicator(id: &str, rest: &str) -> String {
    named(id, ("季度大会", "Meetings"), rest)
}

/// The baseline with an indicator of its own and rules, and other departments.
fn all(others: Vec<Contribution>) -> Vec<Contribution> {
    let text = format!("{BASELINE}{}{RULES}", indicator("baseline/met", MEETING));
    std::iter::once(contribution(SourceKind::Baseline, "baseline.toml", &text)).chain(others).collect()
}

fn made(others: Vec<Contribution>) -> (Catalogue, Vec<String>) {
    let (catalogue, faults) = Catalogue::new(contract(), all(others));
    (catalogue, faults.into_iter().map(|fault| fault.message.key).collect())
}

/// What is said of a department with one indicator that supersedes another; without a fault the link holds.
fn superseding(target: &str, rest: &str, expected: &[&str]) {
    let text = indicator("harbour/met", &format!("supersedes = \"{target}\"\n{rest}{MEETING}"));
    let (catalogue, faults) = made(vec![department("harbour", &text)]);
    assert_eq!(faults, expected, "{target} {rest}");
    let ready = catalogue.indicator("harbour/met").expect("it stands by itself at least");
    assert_eq!(ready.def.supersedes.is_some(), expected.is_empty());
    assert!(catalogue.indicator("baseline/met").is_some(), "what is superseded stays");
}

#[test]
fn an_indicator_supersedes_one_of_another_department_with_clause_and_reason() {
    superseding("baseline/met", WHY, &[]);
    superseding("baseline/met", "", &["supersedes-without-reason"]);
    superseding("baseline/mat", WHY, &["supersedes-unknown"]);
    superseding("harbour/met", WHY, &["supersedes-own"]);
    let unfounded =
        indicator("harbour/met", &format!("supersedes = \"baseline/met\"\n{WHY}[indicator.measure]\n{COUNTED}"));
    let unfounded = unfounded.replace("period = ", "target = { at_least = 1 }\nperiod = ");
    let (_, faults) = made(vec![department("harbour", &unfounded)]);
    assert_eq!(faults, ["supersedes-without-reason"]);
}

#[test]
fn two_that_supersede_one_are_only_additions_unless_they_speak_for_different_organisations() {
    let text = |by: &str| indicator(&format!("{by}/met"), &format!("supersedes = \"baseline/met\"\n{WHY}{MEETING}"));
    let (harbour, quarry) = (department("harbour", &text("harbour")), department("quarry", &text("quarry")));
    let (catalogue, faults) = made(vec![harbour.clone(), quarry.clone()]);
    assert_eq!(faults, ["supersedes-rivals"; 2]);
    assert_eq!((catalogue.indicators().len(), catalogue.effects()[0].superseded.len()), (3, 0));
    let speaking = |mut one: Contribution, organisation: &str| {
        one.pack.about.as_mut().unwrap().organisation = Some(organisation.into());
        one
    };
    let (catalogue, faults) = made(vec![speaking(harbour.clone(), "D1"), speaking(quarry.clone(), "D2")]);
    assert_eq!((faults, catalogue.superseding(&"baseline/met".parse().unwrap()).count()), (Vec::new(), 2));
    let (_, faults) = made(vec![speaking(harbour, "D1"), quarry]);
    assert_eq!(faults, ["supersedes-rivals"; 2]);
    let chain = indicator("quarry/met", &format!("supersedes = \"harbour/met\"\n{WHY}{MEETING}"));
    let (_, faults) = made(vec![department("harbour", &text("harbour")), department("quarry", &chain)]);
    assert_eq!(faults, ["supersedes-superseding"]);
}

/// Whether a rule fits an indicator, and by what.
fn marked(text: &str, expected: &str) {
    let (catalogue, faults) = made(vec![department("harbour", text)]);
    let found = catalogue.marked().flat_map(|marked| marked.marks).map(|mark| mark.found.key).collect::<Vec<_>>();
    assert_eq!(found.join(" "), expected, "{text}");
    let said: &[&str] = if expected.is_empty() { &[] } else { &["formalism-without-sponsor"] };
    assert_eq!(faults, said, "{text}");
    assert_eq!(catalogue.withheld().len(), said.len(), "{text}");
}

#[test]
fn rules_against_formalism_go_by_words_fields_and_shape() {
    let call = |zh: &str, en: &str| named("harbour/one", (zh, en), MEETING);
    marked(&call("季度大会", "Meetings"), "");
    marked(&call("党员积分率", "Scores"), "formalism-word");
    marked(&call("得分", "Points  earned"), "");
    marked(&call("得分", "Points earned by members"), "formalism-word");
    marked(&call("联系点", "Contact points earnedly kept"), "");
    marked(&indicator("harbour/points-earned", MEETING), "formalism-word");
    let unit = "[indicator.measure]\npopulation = { register = \"org\", owners = [\"branch\"] }\nnumerator = \"look.n >= 1\"\n\
        look.n = { in = \"meeting\", by = [\"org\"], take = \"count\", unit = { zh = \"积分\", en = \"marks\" } }\n";
    marked(&indicator("harbour/one", unit), "formalism-word");
    let field = unit.replace("积分", "次").replace("by = [\"org\"],", "by = [\"org\"], only = \"criticism\",");
    marked(&indicator("harbour/one", &field), "formalism-field");
    let amount = format!("[indicator.measure]\n{COUNTED}");
    marked(&indicator("harbour/one", &amount), "formalism-more-rows");
    // Enough is enough, and less may be better.
    marked(&indicator("harbour/one", &format!("target = {{ at_least = 4 }}\n{amount}")), "");
    marked(&indicator("harbour/one", &format!("direction = \"down\"\n{amount}")), "");
}

#[test]
fn rules_are_the_baselines_and_hold_for_it_too() {
    let (catalogue, faults) = made(vec![department("harbour", &RULES.replace("baseline/", "harbour/"))]);
    assert_eq!((faults, catalogue.formalism().len()), (vec!["formalism-not-baseline".to_owned(); 2], 2));
    let text = format!("{BASELINE}{}{RULES}", named("baseline/met", ("积分", "Scores"), MEETING));
    let (catalogue, faults) =
        Catalogue::new(contract(), vec![contribution(SourceKind::Baseline, "baseline.toml", &text)]);
    assert_eq!(faults.iter().map(|fault| fault.message.key.as_str()).collect::<Vec<_>>(), ["formalism-in-baseline"]);
    assert_eq!((catalogue.indicators().len(), catalogue.withheld().len()), (0, 0));
    let text = format!("{BASELINE}{}", RULES.replace("meeting.criticism", "meeting.critic"));
    let (_, faults) = Catalogue::new(contract(), vec![contribution(SourceKind::Baseline, "baseline.toml", &text)]);
    assert_eq!(faults[0].message.key, "expression-unknown-field");
    assert_eq!(faults[0].hint, Some(Message::new("hint-nearest").with("name", "criticism")));
}

#[test]
fn consent_is_to_definitions_amendments_and_sponsored_indicators() {
    let text = amendment("baseline/days", "{ lower = { from = 30, to = 15 } }", "2025-01-01")
        + &named("harbour/one", ("积分", "Scores"), MEETING);
    let harbour = || department("harbour", &text);
    let (seen, _) = Catalogue::new(contract(), all(vec![harbour()]));
    let source = seen.sources().find(|source| source.about.namespace.as_str() == "harbour").unwrap();
    let sponsor = Sponsor { indicator: "harbour/one".parse().unwrap(), by: "Li".to_owned() };
    let consent = Consent::to((&seen, source), ("Wang", "2026-01-05".parse().unwrap()), vec![sponsor]);
    let lock = Lock::empty().with(consent.clone());
    let with = |contribution: Contribution, lock: &Lock| {
        let (catalogue, faults) = Catalogue::with_lock(contract(), all(vec![contribution]), lock);
        let keys: Vec<String> = faults.into_iter().map(|fault| fault.message.key).collect();
        (keys, catalogue.amendments().len(), catalogue.indicators().len(), catalogue.effects()[0].standing.clone())
    };
    assert_eq!(with(harbour(), &lock), (vec![], 1, 2, Standing::Given(consent.clone())));
    let mut changed = harbour();
    changed.pack.about.as_mut().unwrap().version = "2".to_owned();
    let expected = vec!["consent-outdated".to_owned(), "formalism-without-sponsor".to_owned()];
    assert_eq!(with(changed, &lock), (expected, 0, 1, Standing::Changed(consent.clone())));
    let missing = vec!["consent-missing".to_owned(), "formalism-without-sponsor".to_owned()];
    assert_eq!(with(harbour(), &Lock::empty()), (missing, 0, 1, Standing::Missing));
    let less = Consent { amendments: Vec::new(), ..consent };
    let (keys, amended, indicators, _) = with(harbour(), &Lock::empty().with(less));
    assert_eq!((keys, amended, indicators), (vec!["consent-not-to-this".to_owned()], 0, 2));
}
