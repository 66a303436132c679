//! The house rules that no lint knows: length and opening of files, words that must not stand in code, places of one
//! machine and registries. The words are put together here, so that this file does not break its own rules.

use crate::{
    finding::Finding,
    source::{code_only, has_word},
    stop::Stop,
    tree,
    workspace::Workspace,
};
use anyhow::Context as _;
use std::fs;

/// No file of Rust is longer.
const LONGEST: usize = 500;

/// What must not stand in code, and what to do instead.
const UNFINISHED: [(&str, &str); 3] = [
    (concat!("todo", "!("), "finish it, or return an error that says what is missing"),
    (concat!("unimplemented", "!("), "finish it, or return an error that says what is missing"),
    (concat!("#[", "ignore"), "a test runs or goes; one that needs a service starts it or fails"),
];

/// The keyword that has its places.
const UNCHECKED: &str = concat!("un", "safe");
const UNCHECKED_PLACES: [&str; 3] = ["crates/sdk/src/wire", "crates/loader/", "tests/plugins/"];

/// Folders of one machine.
const MACHINE: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// Hosts of package registries and of their mirrors, and the ways to name one in a setting.
const REGISTRIES: [&str; 10] = [
    concat!("//crates", ".io"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("rsproxy", ".cn"),
    concat!("mirrors.", "ustc"),
    concat!("tuna.", "tsinghua"),
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("registry.", "npmjs"),
    concat!("sparse+", "http"),
];

/// The only source that a lock file may name.
const LOCK: &str = "Cargo.lock";
const LOCK_SOURCE: &str = concat!("\"registry+https://github.com/rust-lang/crates", ".io-index\"");

/// Looks through all files that git knows, or is about to know.
pub(crate) fn check(workspace: &Workspace) -> anyhow::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree::files(workspace)? {
        let unreadable = || Stop::new(format!("`{file}` cannot be read"), "look at its permissions");
        let bytes = fs::read(workspace.root.join(&file)).with_context(unreadable)?;
        if !bytes.contains(&0) {
            findings.extend(String::from_utf8(bytes).map(|text| in_file(&file, &text)).unwrap_or_default());
        }
    }
    Ok(findings)
}

/// What is wrong in one file of text.
fn in_file(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = if file == LOCK { in_lock(text) } else { in_text(file, text) };
    if file.ends_with(".rs") {
        findings.extend(in_shape(file, text));
        findings.extend(in_code(file, text));
    }
    findings.sort();
    findings
}

fn in_lock(text: &str) -> Vec<Finding> {
    let sources =
        (1..).zip(text.lines()).filter_map(|(line, written)| Some((line, written.strip_prefix("source = ")?)));
    let strange = sources.filter(|(_, source)| *source != LOCK_SOURCE);
    strange.map(|(line, source)| Finding::new(LOCK, line, format!("source {source}; expected {LOCK_SOURCE}"))).collect()
}

fn in_text(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, written) in (1..).zip(text.lines()) {
        for place in MACHINE.iter().filter(|place| has_place(written, place)) {
            findings.push(Finding::new(
                file,
                line,
                format!("`{place}` is a folder of one machine; write a path relative to the root"),
            ));
        }
        for host in REGISTRIES.iter().filter(|host| written.contains(**host)) {
            findings.push(Finding::new(
                file,
                line,
                format!("`{host}` names a registry of packages; leave that to the machine's own settings"),
            ));
        }
    }
    findings
}

/// Whether a path begins with this folder, which may also be the middle of a path that is none of our business.
fn has_place(line: &str, place: &str) -> bool {
    let continues = |one: char| one.is_alphanumeric() || "._-*~}>)".contains(one);
    line.match_indices(place).any(|(at, _)| !line.get(..at).is_some_and(|before| before.ends_with(continues)))
}

fn in_shape(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = text.lines().count();
    if lines > LONGEST {
        findings.push(Finding::new(
            file,
            LONGEST + 1,
            format!("{lines} lines, at most {LONGEST}; split it by concept"),
        ));
    }
    if !is_test(file) && !text.starts_with("//!") {
        findings.push(Finding::new(
            file,
            1,
            "does not begin with `//!`; say what the file is for and what it must not do",
        ));
    }
    findings
}

fn is_test(file: &str) -> bool {
    file.split('/').any(|part| part == "tests" || part == "tests.rs")
}

fn in_code(file: &str, text: &str) -> Vec<Finding> {
    let may_be_unchecked = UNCHECKED_PLACES.iter().any(|place| file.starts_with(place));
    let mut findings = Vec::new();
    for (line, code) in (1..).zip(code_only(text).lines()) {
        for (word, instead) in UNFINISHED.iter().filter(|(word, _)| code.contains(word)) {
            findings.push(Finding::new(file, line, format!("`{word}` in code; {instead}")));
        }
        if !may_be_unchecked && has_word(code, UNCHECKED) {
            let places = UNCHECKED_PLACES.join("`, `");
            findings.push(Finding::new(
                file,
                line,
                format!("`{UNCHECKED}` outside of `{places}`; move it there or do without"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests;
