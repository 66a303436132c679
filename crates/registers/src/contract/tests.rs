use super::*;

#[test]
fn the_embedded_kinds_form_a_contract() {
    let contract = contract().expect("embedded kinds");
    let kinds: Vec<&str> = contract.kinds().map(|kind| kind.kind.as_str()).collect();
    assert_eq!(kinds, ["attendance", "coverage", "meeting", "member", "org", "post", "session"]);
}

#[test]
fn a_key_that_is_no_field_is_a_fault() {
    let text = r#"
        kind = "thing"
        name = { zh = "物", en = "thing" }
        row = { zh = "物", en = "thing" }
        key = ["idd"]
        sort = ["id"]
        [[field]]
        id = "id"
        header = { zh = "编号", en = "Id" }
        type = "id"
        privacy = "open"
        refs = ["thing.other"]
    "#;
    let faults = contract_from(&[("thing.toml", text)]).expect_err("two faults");
    let said: Vec<String> = faults.iter().map(|fault| format!("{:?}", fault.message.arguments.get("field"))).collect();
    assert_eq!(said, [r#"Some(Plain("idd"))"#, r#"Some(Plain("thing.other"))"#]);
}
