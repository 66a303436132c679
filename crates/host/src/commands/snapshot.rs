//! `snapshot create|show|verify|diff`: registers kept as they were read, so that a run can be repeated from them.

use super::Session;
use crate::{faults, inputs, screen, table};
use changxiao_core::{contract::Contract, fault::Fault, message::Message};
use changxiao_registers::{
    Claims, Keys, Manifest, Outcome, compare_registers, create_snapshot, open_snapshot, read_manifest, verify_snapshot,
};
use std::{collections::BTreeSet, path::Path};

/// How many keys of each sort are printed; what is left out is said.
const MOST: usize = 12;

/// The contract that is built in; it is free of faults, or none of its kinds can be read.
fn contract() -> Contract {
    changxiao_registers::contract().unwrap_or_default()
}

pub(super) fn create(session: &Session, out: &Path) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let contract = contract();
    let reading = inputs::registers(&session.settings.registers, &contract)?;
    inputs::report(wording, &reading);
    let created = create_snapshot(&reading, &contract, out).map_err(|error| inputs::stop(&error))?;
    let key = match created.outcome {
        Outcome::Written => "snapshot-written",
        Outcome::WasThere => "snapshot-was-there",
        Outcome::WasThereFromElsewhere => "snapshot-was-there-from-elsewhere",
    };
    screen::line(wording.say(&Message::new(key).with("path", created.folder.display().to_string())));
    Ok(0)
}

pub(super) fn show(session: &Session, snapshot: &Path) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let manifest = read_manifest(snapshot).map_err(|error| inputs::stop(&error))?;
    let contract = contract();
    let title = Message::new("snapshot-title").with("digest", manifest.digest.as_str());
    screen::line(table::title(&wording.say(&title)));
    let versions = Message::new("snapshot-versions")
        .with("schema", manifest.schema)
        .with("contract", manifest.contract_version)
        .with("program", manifest.program_version.as_str());
    screen::line(format!("{}\n", wording.say(&versions)));
    let words = |keys: &[&str]| keys.iter().map(|key| wording.word(key)).collect::<Vec<_>>();
    let header = ["column-register", "column-rows", "column-departments"];
    screen::line(table::table(words(&header), held(session, &manifest, &contract)));
    screen::line(format!("\n{}", wording.word("snapshot-coverage")));
    let header = ["column-register", "column-claims", "column-organisations", "column-first-day", "column-last-day"];
    let claims = manifest.coverage.iter().map(|claims| claimed(session, claims, &contract));
    screen::line(table::table(words(&header), claims.collect()));
    screen::line(format!("\n{}", wording.word("snapshot-balance")));
    let header = [
        "column-file",
        "column-sheet",
        "column-register",
        "column-seen",
        "column-kept",
        "column-put-aside",
        "column-left-out",
    ];
    let lines = manifest.balance.iter().map(|line| {
        let counts = [line.seen, line.kept, line.quarantined, line.left_out].map(|count| count.to_string());
        let names = [line.file.clone(), line.sheet.clone().unwrap_or_default(), named(session, &contract, &line.kind)];
        names.into_iter().chain(counts).collect()
    });
    screen::line(table::table(words(&header), lines.collect()));
    screen::line(format!("\n{}", wording.say(&Message::new("snapshot-put-aside").with("count", manifest.quarantined))));
    Ok(0)
}

/// One line a kind: its rows, and the departments in whose reach they lie.
fn held(session: &Session, manifest: &Manifest, contract: &Contract) -> Vec<Vec<String>> {
    let kinds: BTreeSet<&str> = manifest.records.iter().map(|one| one.kind.as_str()).collect();
    let line = |kind: &str| {
        let partitions = || manifest.records.iter().filter(|one| one.kind == kind);
        let counts = [
            partitions().map(|one| one.rows).sum::<usize>(),
            partitions().filter(|one| one.department.is_some()).count(),
        ];
        std::iter::once(named(session, contract, kind)).chain(counts.map(|count| count.to_string())).collect()
    };
    kinds.into_iter().map(line).collect()
}

fn claimed(session: &Session, claims: &Claims, contract: &Contract) -> Vec<String> {
    let day = |day: Option<changxiao_core::day::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        named(session, contract, &claims.kind),
        claims.claims.to_string(),
        claims.organisations.to_string(),
        day(claims.first_day),
        day(claims.last_day),
    ]
}

/// A kind of register as it is shown: its name and id.
fn named(session: &Session, contract: &Contract, kind: &str) -> String {
    match contract.kind(kind) {
        Some(found) => format!("{} {kind}", session.wording.text(&found.name)),
        None => kind.to_owned(),
    }
}

pub(super) fn verify(session: &Session, snapshot: &Path) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let found: Vec<Fault> = verify_snapshot(snapshot, &contract()).map_err(|error| inputs::stop(&error))?;
    for fault in &found {
        screen::line(format!("- {}", faults::lines(wording, fault)));
    }
    let path = snapshot.display().to_string();
    let said = Message::new("snapshot-verified").with("path", path).with("count", found.len());
    screen::line(wording.say(&said));
    Ok(u8::from(!found.is_empty()))
}

pub(super) fn diff(session: &Session, earlier: &Path, later: &Path) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let contract = contract();
    let read = |path: &Path| open_snapshot(path, &contract).map_err(|error| inputs::stop(&error));
    let (before, after) = (read(earlier)?, read(later)?);
    let differences = compare_registers(&before.registers, &after.registers, &contract);
    if differences.is_empty() {
        screen::line(wording.word("snapshot-same"));
    }
    for one in &differences {
        let line = Message::new("snapshot-difference")
            .with("register", named(session, &contract, &one.kind))
            .with("added", one.added.count)
            .with("removed", one.removed.count)
            .with("changed", one.changed.count);
        screen::line(wording.say(&line));
        for (key, keys) in
            [("snapshot-added", &one.added), ("snapshot-removed", &one.removed), ("snapshot-changed", &one.changed)]
        {
            print_keys(session, key, keys);
        }
    }
    Ok(0)
}

/// The first keys of a sort; those that say something of a person are not here at all.
fn print_keys(session: &Session, key: &str, keys: &Keys) {
    let wording = &session.wording;
    for name in keys.named.iter().take(MOST) {
        screen::line(format!("  {}", wording.say(&Message::new(key).with("key", name.as_str()))));
    }
    if keys.named.len() > MOST {
        screen::line(format!(
            "  {}",
            wording.say(&Message::new("explain-more").with("count", keys.named.len() - MOST))
        ));
    }
}
