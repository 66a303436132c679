use super::*;
use serde_json::json;

#[test]
fn of_a_library_the_file_that_can_be_opened_is_taken() {
    let library = format!("/t/libmine{}", std::env::consts::DLL_SUFFIX);
    let target = json!({"name": "mine", "crate_types": ["cdylib", "rlib"]});
    let line = json!({"reason": "compiler-artifact", "target": target, "filenames": ["/t/libmine.rlib", library], "executable": null});
    assert_eq!(artifact(&line.to_string()), Some(("mine".to_owned(), library.into())));
}

#[test]
fn an_ordinary_library_is_no_file_for_us() {
    let target = json!({"name": "mine", "crate_types": ["lib"]});
    let line =
        json!({"reason": "compiler-artifact", "target": target, "filenames": ["/t/libmine.rlib"], "executable": null});
    assert_eq!(artifact(&line.to_string()), None);
    assert_eq!(artifact("not JSON"), None);
}

#[test]
fn a_warning_becomes_a_finding_and_its_summary_none() {
    let span = json!({"is_primary": true, "file_name": "crates/a/src/lib.rs", "line_start": 7});
    let warning = json!({"level": "warning", "message": "unused variable", "code": {"code": "unused_variables"}, "spans": [span], "rendered": ""});
    let found = diagnosis(&json!({"reason": "compiler-message", "message": warning}).to_string());
    assert_eq!(found, Some(Finding::new("crates/a/src/lib.rs", 7, "unused variable [unused_variables]")));
    let summary = json!({"level": "warning", "message": "1 warning emitted", "spans": [], "rendered": ""});
    assert_eq!(diagnosis(&json!({"message": summary}).to_string()), None);
}
