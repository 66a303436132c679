//! The program under test: builds it once, runs it in an empty folder of its own, and compares whole transcripts.

use snapbox::{Assert, Data};
use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};
use tempfile::TempDir;

/// The environment variable that rewrites snapshots instead of comparing them: `SNAPSHOTS=overwrite`.
const ACTION: &str = "SNAPSHOTS";

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Where cargo puts what it builds with the profile of this test.
fn built() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    own.parent().and_then(Path::parent).unwrap().to_owned()
}

/// Builds with the profile and folder of this test, so that a bare `cargo test --workspace` suffices.
fn build(arguments: &str) {
    let folder = built();
    let profile = match folder.file_name().and_then(|name| name.to_str()).unwrap() {
        "debug" => "dev",
        other => other,
    };
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).env("CARGO_TARGET_DIR", folder.parent().unwrap());
    cargo.args(["build", "--quiet", "--offline", "--profile", profile]).args(arguments.split(' '));
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The program.
fn program() -> PathBuf {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| build("-p changxiao"));
    built().join("changxiao")
}

/// The library of a plugin of this workspace: `example`, `taxation`, `hostile`, or the name of one that is to be refused.
pub(crate) fn library(name: &str) -> PathBuf {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        build("-p changxiao-plugin-example -p changxiao-plugin-taxation -p changxiao-hostile-plugin");
        build("-p changxiao-refused-plugins --examples");
    });
    match name {
        "example" | "taxation" => built().join(format!("libchangxiao_plugin_{name}.so")),
        "hostile" => built().join("libchangxiao_hostile_plugin.so"),
        refused => built().join("examples").join(format!("lib{refused}.so")),
    }
}

/// What a run of the program gave.
pub(crate) struct Output {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A folder of its own for a test, with links to the fixtures and packs.
pub(crate) struct Bench {
    folder: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        symlink(root().join("tests/fixtures"), folder.path().join("fixtures")).unwrap();
        symlink(root().join("config/packs"), folder.path().join("packs")).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Copies the registers of the demo into a folder where a test may change them.
    pub(crate) fn copy_demo(&self, to: &str) {
        fs::create_dir_all(self.path(to)).unwrap();
        for entry in fs::read_dir(root().join("tests/fixtures/yunchuan")).unwrap() {
            let from = entry.unwrap().path();
            fs::copy(&from, self.path(to).join(from.file_name().unwrap())).unwrap();
        }
    }

    /// Runs the program with arguments that hold no blanks.
    pub(crate) fn run(&self, arguments: &str) -> Output {
        self.run_with(&[], arguments)
    }

    /// The same with variables of the environment; no others are set.
    pub(crate) fn run_with(&self, environment: &[(&str, &str)], arguments: &str) -> Output {
        let mut command = Command::new(program());
        command.current_dir(self.folder.path()).env_clear().envs(environment.iter().copied());
        let output = command.args(arguments.split(' ')).output().unwrap();
        let text = |bytes| self.filtered(&String::from_utf8(bytes).unwrap());
        Output { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The same, where anything but a complete run without faults is a mistake of the test.
    pub(crate) fn run_well(&self, arguments: &str) -> Output {
        let output = self.run(arguments);
        assert_eq!(output.code, 0, "{arguments}\n{}", output.stderr);
        assert!(output.stderr.lines().count() <= 1, "{arguments}\n{}", output.stderr);
        output
    }

    /// Runs commands one after another; what was typed and all that came back.
    pub(crate) fn transcript(&self, commands: &[impl AsRef<str>]) -> String {
        commands.iter().map(|command| transcript(command.as_ref(), &self.run(command.as_ref()))).collect()
    }

    fn filtered(&self, text: &str) -> String {
        let libraries = built();
        let text = text.replace(&self.folder.path().display().to_string(), "[DIR]");
        let text = text.replace(&libraries.display().to_string(), "[BUILT]");
        text.split_inclusive('\n').map(without_size).collect()
    }
}

/// The line that says how much is defined, without the numbers of indicators and duties, which grow with the baseline.
fn without_size(line: &str) -> String {
    let after = ["definitions: ", "定义："].into_iter().find_map(|begin| Some((begin, line.strip_prefix(begin)?)));
    let counts = after.and_then(|(begin, rest)| Some((begin, rest.split_once([',', '，'])?)));
    let Some((begin, (departments, rest))) = counts else { return line.to_owned() };
    let rest: String = rest.chars().map(|letter| if letter.is_ascii_digit() { 'N' } else { letter }).collect();
    format!("{begin}{departments},{}", rest.replace("NN", "N"))
}

/// What was typed, what came back on both outputs, and the exit code.
pub(crate) fn transcript(command: &str, output: &Output) -> String {
    let part = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("--- {name}\n{text}") };
    let (stdout, stderr) = (part("stdout", &output.stdout), part("stderr", &output.stderr));
    let command = command.replace(&built().display().to_string(), "[BUILT]");
    format!("$ changxiao {command}\n{stdout}{stderr}--- exit code {}\n\n", output.code)
}

/// Compares a text with `tests/snapshots/NAME.txt`, character by character.
#[track_caller]
pub(crate) fn compare(name: &str, text: &str) {
    let path = root().join("tests/snapshots").join(format!("{name}.txt"));
    let overwrites = std::env::var(ACTION).is_ok_and(|action| action == "overwrite");
    assert!(overwrites || path.is_file(), "no snapshot {name}; `{ACTION}=overwrite` writes it:\n{text}");
    let expected = Data::read_from(&path, Some(snapbox::data::DataFormat::Text)).raw();
    Assert::new().action_env(ACTION).eq(text, expected);
}

/// The rows of a table of a run folder, by its column names.
pub(crate) fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}
