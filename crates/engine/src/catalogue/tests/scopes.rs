//! Amendments that hold for a subtree only, and amendments that move or set.

use super::*;
use crate::{
    evaluation::Span,
    sql::{Dialect, Writer},
};
use changxiao_core::{
    columns::{Cell, Column, Columns, Origin},
    day::Period,
    id::OrganisationId,
    organisations::Organisations,
};

/// Two departments of a city; the branch X sits in D1 until 2025-07-01, in D2 from then on.
const CITY: [[&str; 6]; 7] = [
    ["CITY", "unit", "2019-01-01", "", "", ""],
    ["D1", "unit", "2019-01-01", "", "CITY", ""],
    ["D2", "unit", "2019-01-01", "", "CITY", ""],
    ["C1", "organ-committee", "2019-01-01", "", "", "D1"],
    ["Y", "branch", "2019-01-01", "", "C1", "D1"],
    ["X", "branch", "2019-01-01", "2025-07-01", "C1", "D1"],
    ["X", "branch", "2025-07-01", "", "C1", "D2"],
];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Rows: org, kind, from, to, parent, serves.
fn city() -> Organisations {
    let text = || Column::Text(Vec::new());
    let days = || Column::Day(Vec::new());
    let columns = [
        ("org", text()),
        ("kind", text()),
        ("valid_from", days()),
        ("valid_to", days()),
        ("parent", text()),
        ("serves", Column::List(Vec::new())),
    ];
    let mut table = Columns::new("org", columns.map(|(name, column)| (name.to_owned(), column)).to_vec());
    for [org, kind, from, to, parent, serves] in CITY {
        let text = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::Text(text.into()) };
        let date = |text: &str| if text.is_empty() { Cell::Blank } else { Cell::Day(day(text)) };
        let serves = if serves.is_empty() { Cell::Blank } else { Cell::List([serves.into()].into()) };
        let cells = [text(org), text(kind), date(from), date(to), text(parent), serves];
        table.push(cells, Origin { file: "t".into(), sheet: None, row: 1 });
    }
    Organisations::new(Some(&table), day("2025-12-31"))
}

/// Days for a reply, 30 by the baseline.
fn days(catalogue: &Catalogue, organisation: &str, on: &str) -> String {
    let (organisations, organisation) = (city(), OrganisationId::from(organisation));
    let whom = Whom { organisations: &organisations, organisation: &organisation };
    catalogue.setting(&"baseline/days".parse().unwrap(), day(on), Some(whom)).unwrap().0.to_string()
}

fn lower(to: i32, rest: &str) -> String {
    let change = format!("{{ lower = {{ from = 30, to = {to} }} }}");
    amendment("baseline/days", &change, "2025-01-01") + rest + "\n"
}

fn keys(faults: &[Fault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.message.key.as_str()).collect()
}

fn settled(others: Vec<Contribution>) -> (Catalogue, Vec<Fault>) {
    let (mut catalogue, faults) = catalogue(others);
    assert_eq!(faults, []);
    let faults = catalogue.settle(&city(), day("2025-12-31"));
    (catalogue, faults)
}

fn speaking_for(organisation: &str, text: &str) -> Contribution {
    let mut department = department("harbour", text);
    department.pack.about.as_mut().unwrap().organisation = Some(organisation.into());
    department
}

#[test]
fn it_holds_at_and_below_its_organisation_and_nowhere_else_by_day() {
    let (catalogue, faults) = settled(vec![department("harbour", &lower(15, "within = \"D1\""))]);
    assert_eq!(faults, []);
    let on = |organisation| days(&catalogue, organisation, "2025-06-30");
    assert_eq!(["CITY", "D1", "D2", "C1", "Y", "X"].map(on), ["30", "15", "30", "15", "15", "15"]);
    assert_eq!(days(&catalogue, "X", "2025-07-01"), "30", "X has moved to D2");
    assert_eq!(days(&catalogue, "Y", "2024-12-31"), "30", "before its first day");
    let id = "baseline/days".parse().unwrap();
    assert_eq!(catalogue.setting(&id, day("2025-06-30"), None).unwrap().0.to_string(), "30", "not everywhere");
}

#[test]
fn a_department_amends_where_it_speaks_and_not_elsewhere() {
    let (catalogue, faults) = settled(vec![speaking_for("D1", &lower(15, ""))]);
    assert_eq!(faults, []);
    assert_eq!(["D1", "D2"].map(|one| days(&catalogue, one, "2025-06-30")), ["15", "30"]);
    let (catalogue, faults) = settled(vec![speaking_for("D1", &lower(15, "within = \"D2\""))]);
    assert_eq!(keys(&faults), ["amendment-another-subtree"]);
    assert_eq!(catalogue.amendments(), []);
    let (catalogue, faults) = settled(vec![speaking_for("D1", &lower(15, "within = \"X\""))]);
    assert_eq!(faults, []);
    assert_eq!(["2025-06-30", "2025-07-01"].map(|on| days(&catalogue, "X", on)), ["15", "30"], "X has left D1");
    let (_, faults) = settled(vec![department("harbour", &lower(15, "within = \"CITYY\""))]);
    assert_eq!(keys(&faults), ["amendment-unknown-organisation"]);
    assert_eq!(faults[0].hint, Some(Message::new("hint-nearest").with("name", "CITY")));
}

#[test]
fn scopes_that_meet_are_refused_those_that_do_not_stand() {
    let two =
        |one: &str, other: &str| vec![department("harbour", &lower(15, one)), department("quarry", &lower(20, other))];
    let apart = settled(two("within = \"D1\"", "within = \"D2\""));
    assert_eq!((apart.1.len(), apart.0.amendments().len()), (0, 2));
    assert_eq!(["Y", "D2"].map(|one| days(&apart.0, one, "2025-06-30")), ["15", "20"]);
    // Everywhere and somewhere always meet, and so do two in one place: no register is needed to tell.
    for other in ["", "within = \"D1\""] {
        let (first, faults) = catalogue(two("within = \"D1\"", other));
        assert_eq!((keys(&faults), first.amendments()), (vec!["amendment-rivals"; 2], &[][..]));
    }
    // The branch Y stands below both.
    let (nested, faults) = catalogue(two("within = \"CITY\"", "within = \"D1\""));
    assert_eq!(faults, []);
    assert_eq!(days(&nested, "Y", "2025-06-30"), "30", "neither wins before they are settled");
    let (nested, faults) = settled(two("within = \"CITY\"", "within = \"D1\""));
    assert_eq!((keys(&faults), nested.amendments()), (vec!["amendment-rivals-within"; 2], &[][..]));
    // X is below C1 all year and in D2 from July: the two scopes are not nested and meet in X.
    let (_, faults) = settled(two("within = \"C1\"", "within = \"D2\""));
    assert_eq!(keys(&faults), ["amendment-rivals-within"; 2]);
    let argument = |name: &str| faults[0].message.arguments[name].clone();
    assert_eq!([argument("organisation"), argument("day")], ["X".into(), "2025-07-01".into()]);
    assert_eq!(argument("departments"), "harbour, quarry".into());
    let (_, faults) = settled(two("within = \"C1\"\nuntil = \"2025-07-01\"", "within = \"D2\""));
    assert_eq!(faults, [], "X had not moved yet");
}

/// One amendment of the definitions above; the keys of what is said.
fn said(target: &str, change: &str) -> Vec<String> {
    let (catalogue, faults) = catalogue(vec![department("harbour", &amendment(target, change, "2025-01-01"))]);
    assert_eq!(catalogue.amendments().len() + faults.len(), 1);
    faults.into_iter().map(|fault| fault.message.key).collect()
}

fn check(target: &str, change: &str, expected: &str) {
    let expected: Vec<&str> = Some(expected).filter(|key| !key.is_empty()).into_iter().collect();
    assert_eq!(said(target, change), expected, "{target} {change}");
}

#[test]
fn a_parameter_is_set_to_what_its_owner_allows() {
    let codes = |from: &str, to: &str| format!("{{ set = {{ from = {from}, to = {to} }} }}");
    check("baseline/forms", &codes("[\"talk\"]", "[\"walk\", \"talk\"]"), "");
    check("baseline/forms", &codes("[\"talk\"]", "[\"walk\"]"), "amendment-not-among");
    check("baseline/forms", &codes("[\"walk\"]", "[\"talk\", \"walk\"]"), "amendment-stale");
    check("baseline/forms", &codes("[\"talk\"]", "[\"talk\"]"), "amendment-changes-nothing");
    check("baseline/forms", "{ raise = { from = 1, to = 2 } }", "amendment-not-allowed");
    check("baseline/hours", &codes("32", "40"), "amendment-not-settable");
    check("baseline/fixed", &codes("1", "2"), "amendment-not-settable");
    check("baseline/none", &codes("1", "2"), "amendment-unknown-parameter");
}

#[test]
fn a_window_becomes_narrower_as_far_as_its_owner_allows() {
    let moved = |from: &str, to: &str| format!("{{ move = {{ from = {from}, to = {to} }} }}");
    check("baseline/meet", &moved("20", "10"), "");
    check("baseline/meet", &moved("20", "9"), "amendment-out-of-bounds");
    check("baseline/meet", &moved("20", "30"), "amendment-not-narrower");
    check("baseline/meet", &moved("25", "15"), "amendment-stale");
    check("baseline/meet", &moved("\"year\"", "\"month\""), "amendment-moves-days");
    check("baseline/hours", &moved("20", "10"), "amendment-unknown-window");
    let item = |topic: &str, from: &str, to: &str| {
        format!("{{ move = {{ item = \"{topic}\", from = \"{from}\", to = \"{to}\" }} }}")
    };
    check("baseline/plan", &item("law", "year", "half-year"), "");
    check("baseline/plan", &item("法规", "year", "half-year"), "");
    check("baseline/plan", &item("law", "year", "month"), "amendment-not-movable");
    check("baseline/plan", &item("law", "half-year", "year"), "amendment-not-narrower");
    check("baseline/plan", &item("law", "half-year", "quarter"), "amendment-not-movable");
    check("baseline/plan", &item("lav", "year", "half-year"), "amendment-unknown-item");
    check("baseline/plan", &moved("20", "10"), "amendment-moves-item");
}

#[test]
fn a_moved_grace_is_read_by_organisation_and_day() {
    let change = "{ move = { from = 20, to = 10 } }";
    let text = amendment("baseline/meet", change, "2025-01-01") + "within = \"D1\"\n";
    let (catalogue, faults) = settled(vec![department("harbour", &text)]);
    assert_eq!(faults, []);
    let (organisations, duty) = (city(), catalogue.duties().values().next().unwrap());
    let grace = |organisation: &str, on| {
        let organisation = OrganisationId::from(organisation);
        catalogue.grace_days(duty, day(on), Whom { organisations: &organisations, organisation: &organisation })
    };
    assert_eq!([grace("Y", "2025-03-31"), grace("D2", "2025-03-31"), grace("Y", "2024-12-31")], [10, 20, 20]);
}

#[test]
fn what_has_a_direction_cannot_be_settable() {
    let parameter = "[[parameter]]\nid = \"harbour/own\"\nname = { zh = \"甲\", en = \"a\" }\n";
    let text = |rest: &str| format!("{parameter}{rest}\nvalue = [{{ from = \"2019-01-01\", is = 1 }}]\n");
    let (_, faults) = catalogue(vec![department(
        "harbour",
        &text("settable = [2]\nstricter = \"up\"\nunit = { zh = \"次\", en = \"times\" }"),
    )]);
    assert_eq!(keys(&faults), ["parameter-settable-and-stricter"]);
    let (_, faults) = catalogue(vec![department("harbour", &text("settable = [[\"a\"]]"))]);
    assert_eq!(keys(&faults), ["parameter-settable-sort"]);
}

#[test]
fn an_item_added_for_nobody_leaves_the_plan_again() {
    let change = "{ add = { topic = { zh = \"海\", en = \"sea\" }, hours = 2, every = \"year\" } }";
    let text = |within: &str| amendment("baseline/plan", change, "2025-01-01") + within;
    let items = |within: &str| {
        let (catalogue, faults) = settled(vec![department("harbour", &text(within))]);
        (faults.len(), catalogue.study_plans().values().next().unwrap().items.len())
    };
    assert_eq!([items("within = \"D1\""), items("within = \"NOWHERE\"")], [(0, 2), (1, 1)]);
}

#[test]
fn sql_text_refuses_what_holds_for_a_subtree_only() {
    let moved = |rest: &str| amendment("baseline/meet", "{ move = { from = 20, to = 10 } }", "2025-01-01") + rest;
    let indicator = "[[indicator]]\nid = \"harbour/met\"\npart_of = \"baseline/study\"\n\
         name = { zh = \"甲\", en = \"a\" }\nsays = { zh = \"甲\", en = \"a\" }\naspect = \"A2\"\nrole = \"coverage\"\n\
         period = \"year\"\nmeasure = { duty = \"baseline/meet\" }\n";
    let refusal = |rest: &str| {
        let (catalogue, faults) = settled(vec![department("harbour", &(moved(rest) + "\n" + indicator))]);
        assert_eq!(faults, []);
        let span = Span { period: Period::year(2025).unwrap(), as_of: day("2026-01-31") };
        let ready = catalogue.indicator("harbour/met").unwrap();
        let fault = Writer::new(&catalogue, span, Dialect::Sqlite).query(ready).err()?;
        fault.message.arguments.get("why").cloned()
    };
    let expected = Message::new("sql-amended-within").with("what", "baseline/meet");
    assert_eq!(refusal("within = \"D1\""), Some(expected.into()));
    assert_eq!(refusal(""), None);
}
