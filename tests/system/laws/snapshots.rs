//! Snapshots: whatever is computed from one has the same bytes as from the files it was made of, and none is read that is
//! not what was written.

use super::{DEMO, folder};
use crate::program::{Bench, compare};
use std::{fs, path::PathBuf};

/// Rows are put aside of these.
const FAULTY: &str = "fixtures/faulty fixtures/yunchuan";

/// Keeps registers as a snapshot; its folder.
fn keep(bench: &Bench, registers: &str) -> String {
    let output = bench.run(&format!("snapshot create --registers {registers} --out kept --lang en"));
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stdout.trim().strip_prefix("snapshot written to ").unwrap().to_owned()
}

#[test]
fn a_run_from_a_snapshot_has_the_bytes_of_a_run_from_the_files() {
    for registers in ["fixtures/yunchuan", FAULTY] {
        let bench = Bench::new();
        let kept = keep(&bench, registers);
        let said = |from: &str| {
            let run = bench.run(&format!("evaluate --registers {from} {DEMO} --out run"));
            let commands = [
                format!("check --registers {from} --lang en"),
                format!("plan DZB01/secretary --year 2025 --registers {from} --lang en"),
                "explain DZB06 E04 --run run --lang en".to_owned(),
                "explain JGDW T07 --run run --lang en".to_owned(),
            ];
            let others: Vec<_> = commands.iter().map(|command| bench.run(command)).collect();
            let all = others.into_iter().chain([run]).map(|one| (one.code, one.stdout, one.stderr));
            (folder::bytes(&bench.path("run")), all.collect::<Vec<_>>())
        };
        assert_eq!(said(registers), said(&kept));
    }
}

#[test]
fn a_run_from_files_is_explained_from_a_snapshot() {
    let bench = Bench::new();
    let kept = keep(&bench, "fixtures/yunchuan");
    bench.run_well(&format!("evaluate --registers fixtures/yunchuan {DEMO} --out run"));
    let explained = |more: &str| bench.run_well(&format!("explain DZB06 E04 --run run --lang en{more}")).stdout;
    assert_eq!(explained(""), explained(&format!(" --registers {kept}")));
}

#[test]
fn a_snapshot_that_is_not_what_was_written_is_not_read() {
    let bench = Bench::new();
    let kept = keep(&bench, "fixtures/yunchuan");
    let path = |name: &str| -> PathBuf { bench.path(&kept).join(name) };
    fs::remove_file(path("records/post/SJJ.parquet")).unwrap();
    fs::write(path("records/post/ZZJ.parquet"), "PAR1").unwrap();
    let mut bytes = fs::read(path("records/meeting/SJJ.parquet")).unwrap();
    bytes[100] ^= 1;
    fs::write(path("records/meeting/SJJ.parquet"), bytes).unwrap();
    let mut commands = Vec::new();
    for language in ["en", "zh-CN"] {
        commands.extend([
            format!("snapshot verify {kept} --lang {language}"),
            format!("check --registers {kept} --lang {language}"),
            format!("snapshot create --registers fixtures/yunchuan --out kept --lang {language}"),
            format!("check --registers {kept} fixtures/yunchuan --lang {language}"),
            format!("snapshot show fixtures/yunchuan --lang {language}"),
        ]);
    }
    let damaged = bench.transcript(&commands);
    let manifest = fs::read_to_string(path("manifest.json")).unwrap();
    let mut changed = String::new();
    for (from, to) in
        [("\"schema\": 1", "\"schema\": 2"), ("\"contract_version\": ", "\"contract_version\": 9"), ("SJJ", "SJK")]
    {
        fs::write(path("manifest.json"), manifest.replacen(from, to, 1)).unwrap();
        let commands = ["en", "zh-CN"].map(|language| format!("snapshot verify {kept} --lang {language}"));
        changed += &bench.transcript(&commands);
    }
    compare("mistakes/snapshots", &format!("{damaged}{changed}"));
}
