//! Mistakes in definitions: the faulty one is left out and said, the rest of the catalogue stands.

mod duties;

use crate::program::{Bench, compare};

const PACK: &str = "[about]\nnamespace = \"bureau\"\nname = { zh = \"某局\", en = \"A bureau\" }\nversion = \"1\"\n";

/// An indicator that is right: one party day a month.
const INDICATOR: &str = include_str!("../../config/packs/example/indicators/party-day-monthly.toml");

/// A bench with a pack of these items.
fn pack(items: &str) -> Bench {
    let bench = Bench::new();
    bench.write("bureau/pack.toml", PACK);
    bench.write("bureau/items.toml", items);
    bench
}

fn check(name: &str, items: &str) {
    let bench = pack(items);
    compare(&format!("mistakes/definitions/{name}"), &bench.transcript(&["check --pack bureau --lang en"]));
}

/// Checks the indicator with one text in the place of another.
fn changed(name: &str, from: &str, to: &str) {
    let item = INDICATOR.replace("example/", "bureau/");
    assert!(item.contains(from), "{from}");
    check(name, &item.replace(from, to));
}

#[test]
fn an_indicator_that_is_right() {
    changed("none", "bureau/", "bureau/");
}

#[test]
fn an_unknown_field() {
    changed("unknown-field", "kind = 'party-day'", "kinds = 'party-day'");
}

#[test]
fn an_unknown_code() {
    changed("unknown-code", "kind = 'party-day'", "kind = 'party-days'");
}

#[test]
fn an_unknown_register() {
    changed("unknown-register", "in = \"meeting\"", "in = \"meetings\"");
}

#[test]
fn an_unknown_owner() {
    changed("unknown-owner", "owners = [\"branch\"]", "owners = [\"branches\"]");
}

#[test]
fn an_unknown_parameter() {
    changed("unknown-parameter", "look.held >= 1", "look.held >= $party-days");
}

#[test]
fn an_unknown_look() {
    changed("unknown-look", "look.held >= 1", "look.help >= 1");
}

#[test]
fn an_expression_cut_short() {
    changed("expression-cut-short", "look.held >= 1", "look.held >=");
}

#[test]
fn an_expression_of_another_type() {
    changed("expression-type", "look.held >= 1", "look.held >= 'often'");
}

#[test]
fn an_expression_that_is_no_test() {
    changed("expression-no-test", "numerator = \"look.held >= 1\"", "numerator = \"look.held\"");
}

#[test]
fn an_unknown_key() {
    changed("unknown-key", "role = \"coverage\"", "role = \"coverage\"\nsays_more = \"nothing\"");
}

#[test]
fn an_unknown_role() {
    changed("unknown-role", "role = \"coverage\"", "role = \"covrage\"");
}

#[test]
fn an_unknown_mechanism() {
    changed("unknown-mechanism", "baseline/member-education-management", "baseline/member-education");
}

#[test]
fn an_unknown_duty() {
    let item = INDICATOR.replace("example/", "bureau/");
    let (start, _) = item.split_once("[indicator.measure]").unwrap();
    check("unknown-duty", &format!("{start}[indicator.measure]\nduty = \"baseline/branch-meeting\"\n"));
}

/// A duty of the baseline with an exemption, as one of the bureau's own.
fn exempting(exempt: &str) -> String {
    let duty = include_str!("../../config/baseline/member-education-management/duties/committee-meeting-monthly.toml");
    let duty = duty.replace("id = \"baseline/", "id = \"bureau/").replace('$', "$baseline/");
    duty.replace("only = \"has_committee\"", &format!("only = \"has_committee\"\nexempt = \"{exempt}\""))
}

#[test]
fn an_exemption_that_cannot_be_computed() {
    check("exempt-unknown-field", &exempting("staf < 3"));
    check("exempt-no-test", &exempting("staff"));
    check("exempt", &exempting("staff < 3"));
}

#[test]
fn an_id_of_somebody_else() {
    changed("id-of-somebody-else", "id = \"bureau/", "id = \"baseline/");
}

#[test]
fn an_id_twice() {
    let item = INDICATOR.replace("example/", "bureau/");
    check("id-twice", &format!("{item}{item}"));
}

/// The right indicator of the pack with other texts in the place of some.
fn indicator(changes: &[(&str, &str)]) -> String {
    let mut item = INDICATOR.replace("example/", "bureau/");
    for (from, to) in changes {
        assert!(item.contains(from), "{from}");
        item = item.replace(from, to);
    }
    item
}

const BOTH: [&str; 2] = ["check --pack bureau --lang en", "check --pack bureau --lang zh-CN"];

/// A fault wherever a text can have one before anything is looked up; what stands beside it is taken.
#[test]
fn many_faults_of_one_text() {
    let item = indicator(&[
        ("role = \"coverage\"", "role = \"covrage\""),
        ("aspect = \"A2\"\n", ""),
        ("period = \"year\"", "period = 2025\nperiods = \"year\""),
        ("each = \"month\"", "each = \"month\", rovs = \"overlapping\""),
        ("take = \"count\"", "take = [\"count\"]"),
    ]);
    let right = indicator(&[("party-day-monthly", "right")]);
    let bench = pack(&format!("{item}\n{right}\n[[indicater]]\n[duty]\nid = \"bureau/duty\"\n"));
    let show = "catalogue show bureau/right --pack bureau --lang en";
    compare("mistakes/definitions/many-of-one-text", &bench.transcript(&[BOTH[0], BOTH[1], show]));
}

/// An indicator that can be read, and is wrong wherever it names something.
#[test]
fn many_unknown_names() {
    let only = "'''\n会议类型 = 'party-day'\n  and (kinds = 'party-day' or kind = 'party-days')\n'''";
    let bench = pack(&indicator(&[
        ("baseline/member-education-management", "baseline/member-education"),
        ("owners = [\"branch\"]", "owners = [\"branch\", \"unit\", \"comittee\"]"),
        ("look.held >= 1", "look.help >= $days and look.held = kind"),
        ("\"kind = 'party-day'\"", only),
    ]));
    compare("mistakes/definitions/many-unknown-names", &bench.transcript(&BOTH));
}

#[test]
fn an_expression_with_escapes() {
    changed("expression-with-escapes", "\"kind = 'party-day'\"", "\"kind\\u0073 = 'party-day'\"");
}

#[test]
fn a_floor_without_a_clause() {
    changed("floor-without-clause", "role = \"coverage\"", "role = \"floor\"");
}

/// A parameter of the pack, and the indicator that uses it.
fn parameter(rest: &str) -> String {
    let item = indicator(&[("look.held >= 1", "look.held >= $days")]);
    let name = "name = { zh = \"次数\", en = \"days\" }";
    format!("{item}\n[[parameter]]\nid = \"bureau/days\"\n{name}\n{rest}\n")
}

#[test]
fn a_parameter_without_a_unit() {
    check("parameter-without-unit", &parameter("stricter = \"up\"\nvalue = [{ from = \"2019-01-01\", is = 1 }]"));
}

#[test]
fn what_uses_a_faulty_definition() {
    check("uses-a-faulty-one", &parameter("value = [{ from = \"2019-02-29\", is = 1.5 }]"));
}

#[test]
fn what_evaluate_finds_check_finds() {
    let bench = pack(&parameter("value = [{ from = \"2019-02-29\", is = 1.5, si = 2 }]\n[[x]]"));
    let faults = |command: &str| bench.run(command).stderr.lines().filter(|line| line.contains("--> ")).count();
    let evaluate = "evaluate --registers fixtures/yunchuan --period 2025 --as-of 2026-02-15 --out run --lang en";
    assert_eq!((faults(BOTH[0]), faults(&format!("{evaluate} --pack bureau"))), (5, 5));
}

#[test]
fn no_toml_in_several_places() {
    let torn = indicator(&[("role = \"coverage\"", "role = coverage"), ("take = \"count\"", "take = \"count")]);
    let item = indicator(&[("unit = {", "units = {")]);
    check("no-toml-twice", &format!("{torn}\n{item}\n[[mechanism]]\nid = 1\nid = 2\n[[duty\n"));
}

#[test]
fn no_toml() {
    check("no-toml", "[[indicator]\nid = ");
}

#[test]
fn a_pack_that_does_not_say_who_speaks() {
    let bench = Bench::new();
    bench.write("bureau/items.toml", INDICATOR);
    bench.write("other/pack.toml", "[about]\nnamespace = \"A Bureau\"\n");
    let commands = ["check --pack bureau --lang en", "check --pack other --lang en", "check --pack other --lang zh-CN"];
    compare("mistakes/definitions/nobody-speaks", &bench.transcript(&commands));
}

#[test]
fn two_packs_of_one_name() {
    let bench = pack("");
    bench.write("again/pack.toml", PACK);
    let commands = ["check --pack bureau --pack again --lang en", "check --pack again --pack bureau --lang en"];
    compare("mistakes/definitions/two-of-one-name", &bench.transcript(&commands));
}

/// An amendment of the study hours.
fn amendment(change: &str, rest: &str) -> String {
    format!("[[amendment]]\ntarget = \"baseline/study-hours\"\nchange = {{ {change} }}\n{rest}\n")
}

const REASONED: &str =
    "since = \"2025-01-01\"\nreason = { zh = \"理由\", en = \"a reason\" }\nauthority = \"某发〔2025〕1号\"";

#[test]
fn an_amendment_that_loosens() {
    check("amendment-loosens", &amendment("lower = { from = 32, to = 24 }", REASONED));
}

#[test]
fn an_amendment_that_raises_downwards() {
    check("amendment-downwards", &amendment("raise = { from = 32, to = 30 }", REASONED));
}

#[test]
fn an_amendment_that_is_stale() {
    check("amendment-stale", &amendment("raise = { from = 30, to = 40 }", REASONED));
}

#[test]
fn an_amendment_out_of_bounds() {
    check("amendment-out-of-bounds", &amendment("raise = { from = 32, to = 81 }", REASONED));
}

#[test]
fn an_amendment_before_the_rule() {
    let early = REASONED.replace("2025-01-01", "2019-05-05");
    check("amendment-before-the-rule", &amendment("raise = { from = 32, to = 40 }", &early));
}

#[test]
fn an_amendment_without_reason() {
    let silent = REASONED.replace("a reason", "");
    check("amendment-without-reason", &amendment("raise = { from = 32, to = 40 }", &silent));
}

#[test]
fn an_amendment_of_nothing() {
    let item = amendment("raise = { from = 32, to = 40 }", REASONED).replace("study-hours", "study-hour");
    check("amendment-of-nothing", &item);
}

#[test]
fn two_amendments_of_one_parameter() {
    let item = amendment("raise = { from = 32, to = 48 }", REASONED);
    let bench = pack(&item);
    let check = "check --pack bureau --pack packs/example --lang en";
    let evaluate = "evaluate --registers fixtures/yunchuan --period 2025 --as-of 2026-02-15 --out run --lang en";
    let effects = "catalogue effects --pack bureau --pack packs/example --lang en";
    let both = format!("{evaluate} --pack packs/example --pack bureau");
    compare("mistakes/definitions/amendment-rivals", &bench.transcript(&[check, effects, &both]));
}

#[test]
fn the_same_amendment_twice_in_one_pack() {
    let item = amendment("raise = { from = 32, to = 40 }", REASONED);
    let bench = pack(&format!("{item}{item}"));
    let output = bench.run("check --pack bureau --lang en");
    assert_eq!(output.code, 1, "two on one parameter are an error, also if they are the same: {}", output.stdout);
}

#[test]
fn two_amendments_one_after_the_other() {
    let first = amendment("raise = { from = 32, to = 40 }", &format!("{REASONED}\nuntil = \"2026-01-01\""));
    let second = amendment("raise = { from = 32, to = 48 }", &REASONED.replace("2025-01-01", "2026-01-01"));
    check("amendment-successors", &format!("{first}{second}"));
}

/// Measures that the evaluator computes and a text of SQL cannot say: each is refused by name.
#[test]
fn a_measure_without_a_form_in_sql() {
    let measure = |id: &str, measure: &str| {
        let head = INDICATOR.split("[indicator.measure]").next().unwrap();
        format!(
            "{}[indicator.measure]\n{measure}\n",
            head.replace("example/party-day-monthly", &format!("bureau/{id}"))
        )
    };
    let branches = "population = { register = \"org\", owners = [\"branch\"] }";
    let hours = "look.hours = { in = \"session\", by = [\"org\"], take = \"min hours\" }";
    let members = "population = { register = \"member\", owners = [\"branch\"] }";
    let items = [
        measure("least-hours", &format!("{branches}\nnumerator = \"look.hours >= 2\"\n{hours}")),
        measure("quotient", &format!("{branches}\nnumerator = \"100 / staff > 2\"")),
        measure("second-choice", &format!("{members}\nnumerator = \"first_of(known(rank), status) = 'full'\"")),
        measure("part-of-a-day", &format!("{branches}\nnumerator = \"add_days(opened, 1 / 2) < due\"")),
    ];
    let bench = pack(&items.concat());
    let ids = ["least-hours", "quotient", "second-choice", "part-of-a-day"].map(|id| format!("bureau/{id}")).join(" ");
    for language in ["en", "zh-CN"] {
        let command = format!("catalogue sql {ids} --pack bureau --period 2025 --as-of 2026-02-15 --lang {language}");
        compare(&format!("catalogue-sql-refused.{language}"), &bench.transcript(&[command]));
    }
}

#[test]
fn amendments_of_a_form_that_is_none() {
    let changes = [
        "move = { from = \"1.5\", to = \"yearly\" }",
        "move = { topic = \"x\", from = 20, to = 10 }",
        "set = { from = 1.5, to = 2 }",
        "set = { to = [\"a\"] }",
        "shift = { from = 1, to = 2 }",
    ];
    let items: String = changes.iter().map(|change| amendment(change, REASONED)).collect();
    let stray = amendment("raise = { from = 32, to = 40 }", &format!("{REASONED}\nwithin = 3"));
    check("amendment-forms", &(items + &stray));
}

#[test]
fn amendments_of_what_is_not_declared() {
    let to = |target: &str, change: &str| amendment(change, REASONED).replace("baseline/study-hours", target);
    let items = [
        to("baseline/organised-forms", "set = { from = [\"a\"], to = [\"b\"] }"),
        to("baseline/trained-ranks", "set = { from = [\"bureau\", \"division\"], to = [\"bureau\"] }"),
        to("baseline/branch-meeting-quarterly", "move = { from = 0, to = 10 }"),
        to("baseline/branch-meeting-quarter", "move = { from = 0, to = 10 }"),
        to("baseline/member-yearly-study", "move = { item = \"集中培训\", from = \"year\", to = \"quarter\" }"),
        to("baseline/study-hours", "raise = { from = 32, to = 40 }") + "until = \"2025-01-01\"\n",
    ];
    let bench = pack(&items.concat());
    let commands = ["check --pack bureau --lang en", "check --pack bureau --lang zh-CN"];
    compare("mistakes/definitions/amendment-undeclared", &bench.transcript(&commands));
}

#[test]
fn an_indicator_that_supersedes_what_is_not_there() {
    let item = INDICATOR.replace("example/", "bureau/");
    let link = "supersedes = \"baseline/branch-meeting-held-quartely\"\npart_of";
    check("supersedes-unknown", &item.replace("part_of", link));
}
