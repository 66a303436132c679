//! Scores that others have published or computed, reproduced by schemes.

mod composite;
mod xccdf;

use serde_json::Value;

fn fixture(name: &str) -> String {
    let path = format!("{}/../../tests/fixtures/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn json(name: &str) -> Value {
    serde_json::from_str(&fixture(name)).unwrap()
}
