//! Writing schemes, seen from outside: tables are printed, compared, begun, and described for editors.

use crate::program::{Bench, compare, root};
use calamine::{Reader as _, Xlsx, open_workbook};
use std::{
    fs,
    path::{Path, PathBuf},
};

const BEFORE: &str = r#"[[scheme]]
id = "bureau/branch"
name = "支部考评细则"
total = 100
by = "office"
assessor = [{ id = "office", name = "机关党委" }]
[[scheme.item]]
id = "1"
name = "组织生活"
points = 60
[[scheme.item.item]]
id = "1.1"
name = "计划"
points = 20
atom = [{ id = "a", name = "未制定年度计划", points = -3 }, { id = "b", name = "弄虚作假", points = "zero" }]
[[scheme.item.item]]
id = "1.2"
name = "专题会"
points = 40
atom = [{ id = "a", name = "专题会", short_of = 4, each = 1, points = -10 }]
[[scheme.item]]
id = "2"
name = "台账"
points = 40
atom = [{ id = "a", name = "台账", step = [{ is = "full", name = "齐全", points = 40 }, { is = "none", name = "没有", points = 0 }] }]
[scheme.grading]
grade = [{ id = "good", name = "好", at_least = 90 }, { id = "plain", name = "一般" }]
"#;

/// A new item pushes the others back, an atom goes, a deduction and a grade change.
fn after() -> String {
    let changes = [
        ("id = \"2\"", "id = \"3\""),
        (
            "[scheme.grading]",
            "[[scheme.item]]\nid = \"2\"\nname = \"加分\"\ncap = 5\natom = [{ id = \"a\", name = \"表彰\", points = 2 }]\n[scheme.grading]",
        ),
        (", { id = \"b\", name = \"弄虚作假\", points = \"zero\" }", ""),
        ("points = -3", "points = -5"),
        ("at_least = 90", "at_least = 85"),
        ("total = 100", "total = 110"),
        ("points = 60", "points = 70"),
    ];
    changes.iter().fold(BEFORE.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .flat_map(|path| {
            let is_toml = path.extension().is_some_and(|extension| extension == "toml");
            if path.is_dir() { toml_files(&path) } else { is_toml.then_some(path).into_iter().collect() }
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_scheme_is_printed_in_both_languages() {
    let bench = Bench::new();
    bench.write("scheme.toml", BEFORE);
    let commands = ["zh-CN", "en"].map(|language| format!("scheme render scheme.toml --lang {language}"));
    compare("schemes/rendered", &bench.transcript(&commands));
    let every_source = "scheme render fixtures/schemes/branches.toml --scheme fixtures/schemes/members.toml --lang";
    compare("schemes/rendered-sources", &bench.transcript(&["zh-CN", "en"].map(|one| format!("{every_source} {one}"))));
}

/// Nothing of a table is left as the key of its wording, and each of its atoms has a line.
#[test]
fn every_example_is_printed() {
    let bench = Bench::new();
    let keys = [
        "sentence-",
        "formula-",
        "source-",
        "printed-",
        "term-",
        "together-",
        "combine-",
        "band-",
        "every-",
        "absent-",
    ];
    for path in toml_files(&root().join("config/schemes")) {
        let text = fs::read_to_string(&path).unwrap();
        let file: toml::Table = toml::from_str(&text).unwrap();
        let atoms = atoms(&file["scheme"]);
        for language in ["zh-CN", "en"] {
            let output = bench.run_well(&format!("scheme render {} --lang {language}", path.display()));
            let lines = output.stdout.lines().filter(|line| line.starts_with("| ")).count();
            assert!(lines >= atoms + 2, "{}: {lines} lines of {atoms} atoms", path.display());
            // A name that somebody gave a file or an id may look like a key.
            let found = keys.iter().find(|key| output.stdout.contains(**key) && !text.contains(**key));
            assert_eq!(found, None, "{}\n{}", path.display(), output.stdout);
        }
    }
}

/// How many atoms stand in a value, at whatever depth.
fn atoms(value: &toml::Value) -> usize {
    match value {
        toml::Value::Array(list) => list.iter().map(atoms).sum(),
        toml::Value::Table(table) => {
            let own = table.get("atom").and_then(toml::Value::as_array).map_or(0, Vec::len);
            own + table.get("item").map_or(0, atoms)
        }
        _ => 0,
    }
}

#[test]
fn a_scheme_is_printed_as_a_workbook() {
    let bench = Bench::new();
    bench.write("scheme.toml", BEFORE);
    let written = |name: &str| {
        bench.run_well(&format!("scheme render scheme.toml --format xlsx --out {name} --lang zh-CN"));
        fs::read(bench.path(name)).unwrap()
    };
    assert!(written("one.xlsx") == written("two.xlsx"), "the same scheme gives the same bytes");
    let mut workbook: Xlsx<_> = open_workbook(bench.path("one.xlsx")).unwrap();
    let sheet = workbook.worksheet_range("考评细则").unwrap();
    let cell = |row: u32, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    let row = |row: u32| -> Vec<String> { (0..9).map(|column| cell(row, column)).collect() };
    let header = ["编号", "项目", "考评内容", "分值", "评分标准", "考评方式", "周期", "依据", "得分"];
    assert_eq!(cell(0, 0), "支部考评细则");
    assert_eq!(row(2), header);
    let first = ["1.1", "组织生活\n（60分）", "计划", "20", "未制定年度计划的，扣3分", "机关党委", "", "", ""];
    assert_eq!(row(3), first);
    let merged = workbook.merge_cells_by_sheet_name("考评细则").unwrap();
    assert!(
        merged.iter().any(|range| (range.start, range.end) == ((3, 1), (5, 1))),
        "the block is one cell: {merged:?}"
    );
}

#[test]
fn a_workbook_needs_a_file() {
    let bench = Bench::new();
    bench.write("scheme.toml", BEFORE);
    let commands = ["zh-CN", "en"].map(|language| format!("scheme render scheme.toml --format xlsx --lang {language}"));
    compare("schemes/workbook-without-file", &bench.transcript(&commands));
}

#[test]
fn two_schemes_are_compared() {
    let bench = Bench::new();
    bench.write("before.toml", BEFORE);
    bench.write("after.toml", after());
    let commands = [
        "scheme diff before.toml after.toml --lang zh-CN",
        "scheme diff before.toml after.toml --lang en",
        "scheme diff after.toml before.toml --lang zh-CN",
        "scheme diff before.toml after.toml --format json --lang en",
        "scheme diff before.toml before.toml --lang zh-CN",
        "scheme diff before.toml before.toml --lang en",
        "scheme diff before.toml nowhere.toml --lang en",
    ];
    compare("schemes/diff", &bench.transcript(&commands));
}

#[test]
fn a_scheme_is_begun_and_never_overwritten() {
    let bench = Bench::new();
    let commands = ["zh-CN", "en"].map(|language| {
        [
            format!("scheme new bureau/branch-2026 --out {language}.toml --lang {language}"),
            format!("scheme new bureau/other --out {language}.toml --lang {language}"),
            format!("scheme new Branch --lang {language}"),
            format!("scheme check {language}.toml --lang {language}"),
            format!("scheme render {language}.toml --lang {language}"),
        ]
    });
    compare("schemes/new", &bench.transcript(&commands.concat()));
    for language in ["zh-CN", "en"] {
        let printed = bench.run_well(&format!("scheme new bureau/branch-2026 --lang {language}"));
        assert_eq!(printed.stdout, bench.read(&format!("{language}.toml")), "on the terminal it is the same");
    }
}

/// The cards of the specimen: all is well, and what each kind of atom takes.
#[test]
fn what_was_begun_can_be_tried() {
    let bench = Bench::new();
    bench.run_well("scheme new bureau/branch-2026 --out scheme.toml --lang zh-CN");
    bench.write(
        "cards.toml",
        r#"period = "2025"
[usual]
"1.1.a" = "no"
"1.1.b" = 0
"1.1.c" = "full"
"1.1.d" = "no"
"1.2.a" = 4
meetings = 1
members = 20
"2.a@2025-Q1" = 20
"2.a@2025-Q2" = 20
"2.a@2025-Q3" = 20
"2.a@2025-Q4" = 20
"3.a" = { good = 10, fair = 0, poor = 0, invited = 10 }
"4.a" = 0
[[card]]
name = "全部做到"
expect = { score = 100, grade = "good" }
[[card]]
name = "各扣一些"
answers = { "1.1.a" = "yes", "1.1.b" = 20, "1.1.c" = "part", "1.2.a" = 3, meetings = 0.95, "2.a@2025-Q4" = 10, "4.a" = 9 }
expect = { "1.1" = 10, "1.2" = 15, "1.3" = 19, "2" = 17.5, "3" = 20, "4" = 5, score = 86.5 }
[[card]]
name = "弄虚作假"
answers = { "1.1.d" = "yes" }
expect = { "1.1" = 0, score = 80 }
"#,
    );
    let output = bench.run("scheme try scheme.toml cards.toml --lang en");
    assert_eq!(output.code, 0, "{}\n{}", output.stdout, output.stderr);
}

/// What is wrong with a file by the schema for editors.
fn wrong(schema: &jsonschema::Validator, text: &str) -> Vec<String> {
    let file: toml::Table = toml::from_str(text).unwrap();
    let file = serde_json::to_value(file).unwrap();
    schema.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_schema_for_editors_knows_every_scheme() {
    let bench = Bench::new();
    let printed = bench.run_well("scheme schema").stdout;
    assert!(printed == fs::read_to_string(root().join("docs/scheme.schema.json")).unwrap(), "docs/scheme.schema.json");
    let schema = jsonschema::validator_for(&serde_json::from_str(&printed).unwrap()).unwrap();
    let folders = ["config/schemes", "tests/fixtures/schemes", "tests/fixtures/sheets"]
        .map(|folder| toml_files(&root().join(folder)));
    let mut count = 0;
    for path in folders.concat() {
        let text = fs::read_to_string(&path).unwrap();
        if text.contains("[[scheme]]") {
            assert_eq!(wrong(&schema, &text), Vec::<String>::new(), "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 22, "{count}");
    for language in ["zh-CN", "en"] {
        let text = bench.run_well(&format!("scheme new a/b --lang {language}")).stdout;
        assert_eq!(wrong(&schema, &text), Vec::<String>::new(), "{language}");
    }
    assert_eq!(wrong(&schema, BEFORE), Vec::<String>::new());
}

/// What the program refuses as it reads, editors underline.
#[test]
fn the_schema_for_editors_finds_mistakes() {
    let bench = Bench::new();
    let schema = serde_json::from_str(&bench.run_well("scheme schema").stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let changes = [
        ("points = -3", "point = -3"),
        ("points = -3", "points = \"three\""),
        ("points = -3", "points = true"),
        ("points = \"zero\"", "points = \"nil\""),
        ("at_least = 90", "at_least = \"ninety\""),
        ("id = \"bureau/branch\"", "id = \"Branch\""),
        ("name = \"支部考评细则\"", "name = { zh = \"支部考评细则\" }"),
        ("total = 100", "total = 100\ncombine = \"add\""),
        ("id = \"1\"\nname = \"组织生活\"", "name = \"组织生活\""),
    ];
    for (old, new) in changes {
        assert!(BEFORE.contains(old), "{old}");
        let text = BEFORE.replace(old, new);
        assert_ne!(wrong(&schema, &text), Vec::<String>::new(), "{new}");
        bench.write("wrong.toml", &text);
        let output = bench.run("scheme check wrong.toml --lang en");
        assert_ne!(output.code, 0, "{new}: {}", output.stdout);
    }
}
