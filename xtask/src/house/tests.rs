use super::*;

/// The lines with a finding in a file.
fn lines(file: &str, text: &str) -> Vec<usize> {
    in_file(file, text).iter().map(|finding| finding.line).collect()
}

fn check(file: &str, text: &str, expected: &[usize]) {
    assert_eq!(lines(file, text), expected, "{file}: {text}");
}

#[test]
fn a_file_may_have_500_lines_and_not_one_more() {
    let text = |lines: usize| format!("//! A file.\n{}", "\n".repeat(lines - 1));
    check("crates/a/src/lib.rs", &text(LONGEST), &[]);
    check("crates/a/src/lib.rs", &text(LONGEST + 1), &[LONGEST + 1]);
    check("docs/long.md", &text(LONGEST + 1), &[]);
}

#[test]
fn a_file_says_first_what_it_is_for() {
    check("crates/a/src/lib.rs", "use b;\n", &[1]);
    check("crates/a/src/lib.rs", "// A remark.\n", &[1]);
    check("crates/a/src/lib/tests.rs", "use super::*;\n", &[]);
    check("crates/a/tests/all/main.rs", "use b;\n", &[]);
}

#[test]
fn unfinished_code_is_found_and_talk_about_it_is_not() {
    for (word, _) in UNFINISHED {
        check("crates/a/src/lib.rs", &format!("//! File.\n\n{word}\n"), &[3]);
        check("crates/a/src/lib.rs", &format!("//! File.\n// {word}\nlet word = \"{word}\";\n"), &[]);
    }
}

#[test]
fn unchecked_code_has_its_places() {
    let text = format!("//! File.\n{UNCHECKED} {{ f() }}\n");
    check("crates/core/src/lib.rs", &text, &[2]);
    check("crates/sdk/src/export.rs", &text, &[2]);
    check("crates/sdk/src/wire.rs", &text, &[]);
    check("crates/sdk/src/wire/root.rs", &text, &[]);
    check("crates/loader/src/library.rs", &text, &[]);
    check("tests/plugins/hostile/src/lib.rs", &text, &[]);
    check("plugins/mine/src/lib.rs", &format!("//! File.\n#![forbid({UNCHECKED}_code)]\n"), &[]);
}

#[test]
fn folders_of_one_machine_are_found_in_every_text() {
    for place in MACHINE {
        check("docs/a.md", &format!("one\nsee `{place}x`\n"), &[2]);
        check("docs/a.md", &format!("{place}x\n"), &[1]);
        check("docs/a.md", &format!("crates/sdk{place}x\n"), &[]);
    }
}

#[test]
fn registries_are_found_in_every_text() {
    for host in REGISTRIES {
        check(".cargo/config.toml", &format!("[source]\nurl = \"{host}/x\"\n"), &[2]);
    }
}

#[test]
fn the_lock_file_names_one_source() {
    check(LOCK, &format!("name = \"a\"\nsource = {LOCK_SOURCE}\n"), &[]);
    check(LOCK, "name = \"a\"\nsource = \"registry+https://example.org/index\"\n", &[2]);
}
