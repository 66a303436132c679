//! Settings: defaults < file < environment < flags, each value shown with its origin; a key that is unknown is an error.

use crate::program::{Bench, compare, transcript};

#[test]
fn each_value_has_its_origin() {
    let bench = Bench::new();
    let mut text = bench.transcript(&["config show --lang en", "config show --lang zh-CN", "config show"]);
    bench.write("config/changxiao.toml", "language = \"en\"\nregisters = [\"ledgers\"]\n[log]\nlevel = \"error\"\n");
    bench.write("other.toml", "packs = [\"packs/example\"]\n");
    text.push_str(&bench.transcript(&["config show", "config show --config other.toml --lang en"]));
    let environment = [
        ("CHANGXIAO__LOG__LEVEL", "debug"),
        ("CHANGXIAO__ISOLATION__TIME_LIMIT_SECONDS", "5"),
        ("CHANGXIAO__PACKS", "a:b"),
    ];
    let command = "config show --log json";
    text.push_str(&transcript(command, &bench.run_with(&environment, command)));
    compare("config-show", &text);
}

#[test]
fn a_file_of_settings_is_used() {
    let bench = Bench::new();
    bench.write(
        "config/changxiao.toml",
        "language = \"en\"\nregisters = [\"fixtures/yunchuan\"]\npacks = [\"packs/example\"]\n",
    );
    let output = bench.run_well("evaluate --period 2025 --as-of 2026-02-15 --out run");
    assert!(output.stdout.contains("Monthly party days"), "{}", output.stdout);
}

#[test]
fn unknown_keys_and_values() {
    let bench = Bench::new();
    for (name, text) in [
        ("key", "pack = [\"packs/example\"]\n"),
        ("inner", "[log]\nlevle = \"info\"\n"),
        ("type", "packs = 5\n"),
        ("number", "[isolation]\ntime_limit_seconds = \"long\"\n"),
        ("language", "language = \"fr\"\n"),
        ("syntax", "packs = [\n"),
    ] {
        bench.write(&format!("{name}.toml"), text);
    }
    let mut text: String = ["key", "inner", "type", "number", "language", "syntax", "nowhere"]
        .map(|name| bench.transcript(&[&format!("config show --lang en --config {name}.toml")]))
        .concat();
    text.push_str(&bench.transcript(&["config show --lang zh-CN --config key.toml"]));
    for (variable, value) in [
        ("CHANGXIAO__PACK", "packs/example"),
        ("CHANGXIAO__LOG__FORM", "json"),
        ("CHANGXIAO__ISOLATION__TIME_LIMIT_SECONDS", "soon"),
        ("CHANGXIAO__LANGUAGE", "fr"),
    ] {
        let command = if variable.ends_with("LANGUAGE") { "config show" } else { "config show --lang en" };
        let said = transcript(command, &bench.run_with(&[(variable, value)], command));
        text.push_str(&format!("{variable}={value}\n{said}"));
    }
    compare("mistakes/settings", &text);
}

/// Values of a file and of the environment were shown as defaults.
#[test]
fn origins_of_file_and_environment_are_named() {
    let bench = Bench::new();
    bench.write("other.toml", "packs = [\"packs/example\"]\n");
    let output = bench.run_with(&[("CHANGXIAO__LOG__LEVEL", "debug")], "config show --config other.toml --lang en");
    let line = |key: &str| output.stdout.lines().find(|line| line.trim_start().starts_with(key)).unwrap_or_default();
    assert!(line("packs").contains("file other.toml"), "{}", output.stdout);
    assert!(line("log.level").contains("environment"), "{}", output.stdout);
}

/// A language that does not exist was taken from a file or the environment without a word.
#[test]
fn an_unknown_language_is_refused_wherever_it_stands() {
    let bench = Bench::new();
    bench.write("other.toml", "language = \"fr\"\n");
    assert_eq!(bench.run("config show --config other.toml").code, 2);
    assert_eq!(bench.run_with(&[("CHANGXIAO__LANGUAGE", "fr")], "config show").code, 2);
}
