use super::*;
use serde_json::json;

#[test]
fn metadata_becomes_a_package() {
    let value = json!({
        "name": "changxiao-plugin-mine",
        "manifest_path": "/r/plugins/mine/Cargo.toml",
        "targets": [{"name": "changxiao_plugin_mine", "crate_types": ["cdylib", "rlib"]}, {"name": "bench", "crate_types": ["bin"]}],
        "dependencies": [
            {"name": "serde", "kind": null},
            {"name": "changxiao-sdk", "kind": null, "path": "/r/crates/sdk"},
            {"name": "changxiao-core", "kind": "dev", "path": "/r/crates/core"},
        ],
    });
    let package = Package::read(&value, Path::new("/r"));
    assert_eq!(
        (package.folder.as_str(), package.libraries),
        ("plugins/mine", vec!["changxiao_plugin_mine".to_owned()])
    );
    assert_eq!(
        (package.needs, package.tests_need),
        (["crates/sdk".to_owned()].into(), ["crates/core".to_owned()].into())
    );
}

#[test]
fn dependents_are_found_through_tests_too() {
    let workspace =
        workspace_of(&[("core", ""), ("sdk", "core"), ("loader", "|sdk"), ("registers", ""), ("tests", "")]);
    let found = workspace.with_dependents(&["core".to_owned()].into());
    assert_eq!(found, ["core", "loader", "sdk"].map(str::to_owned).into());
}

#[test]
fn a_file_belongs_to_the_innermost_package() {
    let workspace = workspace_of(&[("tests", ""), ("tests/plugins/hostile", "")]);
    let folder = |file: &str| workspace.package_of(file).map(|package| package.folder.clone());
    assert_eq!(folder("tests/plugins/hostile/src/lib.rs").as_deref(), Some("tests/plugins/hostile"));
    assert_eq!(folder("tests/spec/a.toml").as_deref(), Some("tests"));
    assert_eq!(folder("tests.md"), None);
}
