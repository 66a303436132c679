use super::*;
use crate::{
    contract::{Contract, Kind},
    definition::Setting,
    fraction::Fraction,
};

fn kind(text: &str) -> Kind {
    toml::from_str(text).unwrap()
}

/// Two small registers of a harbour: quays, and talks held at them.
fn contract() -> Contract {
    let quay = kind(
        r#"
        kind = "quay"
        name = { zh = "码头", en = "Quays" }
        row = { zh = "码头", en = "a quay" }
        key = ["quay"]
        sort = ["quay"]
        field = [
            { id = "quay", header = { zh = "码头编码", en = "Quay" }, type = "id", required = true, privacy = "open" },
            { id = "built_on", header = { zh = "建成日期", en = "Built" }, type = "date", privacy = "open", blank = "not-happened" },
        ]"#,
    );
    let talk = kind(
        r#"
        kind = "talk"
        name = { zh = "谈话", en = "Talks" }
        row = { zh = "谈话", en = "a talk" }
        key = ["id"]
        date_field = "held_on"
        sort = ["id"]
        field = [
            { id = "id", header = { zh = "编号", en = "Id" }, type = "id", required = true, privacy = "open" },
            { id = "quay", header = { zh = "码头", en = "Quay" }, type = "id", privacy = "open", refs = ["quay.quay"], blank = "none" },
            { id = "held_on", header = { zh = "日期", en = "Day" }, type = "date", required = true, privacy = "open" },
            { id = "hours", header = { zh = "小时", en = "Hours" }, type = "decimal", privacy = "open", blank = "not-known" },
            { id = "open", header = { zh = "公开", en = "Open" }, type = "boolean", privacy = "open", blank = "no" },
            { id = "form", header = { zh = "形式", en = "Form" }, type = "code", privacy = "open", blank = "not-known",
              codes = [{ code = "one-to-one", zh = "个别", en = "one to one" }, { code = "round", zh = "座谈", en = "round table" }] },
        ]"#,
    );
    Contract::new([quay, talk])
}

fn check(text: &str, wanted: Type) -> Result<Checked, ExpressionFault> {
    let contract = contract();
    let parameter = |name: &str| match name {
        "least-hours" => Some(Setting::Number(Fraction::from(2))),
        "forms" => Some(Setting::Codes(vec!["round".to_owned()])),
        _ => None,
    };
    let names = ["least-hours".to_owned(), "forms".to_owned()];
    let looks = [("held".to_owned(), Type::Number)];
    let kind = contract.kind("talk").unwrap();
    let scope = Scope {
        contract: &contract,
        kind,
        looks: &looks,
        parameter: &parameter,
        parameter_names: &names,
        meaning: Meaning::Item,
        item: None,
    };
    scope.check(&parse(text)?, wanted)
}

#[test]
fn what_is_well_formed_is_taken() {
    for text in [
        "form = 'round'",
        "form in ('round', 'one-to-one') and not open",
        "form not in $forms or form is null",
        "hours * 2 + 1 >= $least-hours - 1 / 2",
        "quay.built_on <= 2025-12-31 and held_on is not null",
        "look.held >= 1 and days(in_force) > 0",
        "add_months(held_on, 6) > add_days(2025-01-01, 30)",
        "days(without(in_force, quay.built_on, held_on)) = days(period)",
        "((((true))))",
    ] {
        assert!(check(text, Type::Truth).is_ok(), "{text}: {:?}", check(text, Type::Truth));
    }
}

/// A text, the place of its fault, the message key, and the name offered.
fn refused(text: &str, at: Range<usize>, key: &str, near: Option<&str>) {
    let fault = check(text, Type::Truth).unwrap_err();
    assert_eq!((fault.at, fault.message.key.as_str()), (at, key), "{text}");
    let hint = near.map(|name| Message::new("hint-nearest").with("name", name));
    assert_eq!(fault.hint, hint, "{text}");
}

#[test]
fn what_is_wrong_is_placed_and_the_nearest_name_offered() {
    refused("", 0..0, "expression-ends-early", None);
    refused("form = ", 7..7, "expression-ends-early", None);
    refused("form = 'round", 7..13, "expression-unclosed-quote", None);
    refused("form = 'rond'", 7..13, "expression-unknown-code", Some("round"));
    refused("form = '座谈'", 7..15, "expression-unknown-code", Some("round"));
    refused("held_ = 2025-01-01", 0..5, "expression-unknown-field", Some("held_on"));
    refused("小时 > 1", 0..6, "expression-unknown-field", Some("hours"));
    refused("quay.build_on is null", 0..13, "expression-unknown-field", Some("built_on"));
    refused("key.built_on is null", 0..12, "expression-unknown-reference", None);
    refused("look.hold > 0", 0..9, "expression-unknown-look", Some("held"));
    refused("hours > $least-hour", 8..19, "expression-unknown-parameter", Some("least-hours"));
    refused("day(in_force) > 0", 0..13, "expression-unknown-function", Some("days"));
    refused("days(in_force, held_on) > 0", 0..23, "expression-argument-count", None);
    refused("hours > 'two'", 8..13, "expression-wrong-type", None);
    refused("hours", 0..5, "expression-wrong-type", None);
    refused("open > true", 0..4, "expression-not-comparable", None);
    refused("look.held is null", 0..9, "expression-null-of-no-field", None);
    refused("held_on > 2025-02-30", 10..20, "expression-not-a-day", None);
    refused("hours > 1.2.3", 8..13, "expression-not-a-number", None);
    refused("hours > 1 1", 10..11, "expression-left-over", None);
    refused("(hours > 1", 10..10, "expression-expected-sign", None);
    refused("hours > #", 8..9, "expression-stray-character", None);
    refused("hours > $", 8..9, "expression-nameless-parameter", None);
    refused("form is nil", 8..11, "expression-expected-null", None);
    refused("quay. = 'a'", 6..7, "expression-expected-name", None);
}

#[test]
fn no_depth_overflows_the_stack() {
    let fault = |text: &str| check(text, Type::Truth).unwrap_err().message.key;
    assert_eq!(fault(&format!("{}true{}", "(".repeat(100), ")".repeat(100))), "expression-too-deep");
    assert_eq!(fault(&("not ".repeat(100) + "true")), "expression-too-deep");
    assert_eq!(fault(&("not ".repeat(100_000) + "true")), "expression-too-long");
    assert!(check(&format!("hours{} > 0", " + 1".repeat(148)), Type::Truth).is_ok());
    assert_eq!(fault(&format!("hours{} > 0", " + 1".repeat(149))), "expression-too-long");
}
