use super::*;

#[test]
fn the_embedded_kinds_form_a_contract() {
    let contract = contract().expect("embedded kinds");
    assert_eq!(contract.kinds().count(), 33);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/registers");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 33, "every kind in the folder is embedded");
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
