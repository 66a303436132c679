//! The third computation: the text that `catalogue sql` writes, run in an embedded SQL engine on the small registers of
//! `tests/fixtures/independent` and on the demo, finds for every owner and period the eight counts of the evaluator.

use super::{catalogue, contribution};
use crate::program::{Bench, root};
use changxiao_baseline::Baseline;
use changxiao_core::{
    columns::{Cell, Columns},
    contract::{Contract, Field, FieldType},
    fraction::Fraction,
    registers::Registers,
    tally::Tally,
};
use changxiao_engine::{
    catalogue::{Catalogue, Computed, Ready, SourceKind},
    evaluation::{Evaluating, Span},
    natives::NoNatives,
    sql::{Dialect, Part, Writer},
};
use rusqlite::{Connection, types::Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Counts by owner and first day of the period.
pub(super) type Counts = BTreeMap<(String, String), Tally>;

fn cell(cell: Cell, field: &Field) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Boolean(truth) => Value::Integer(truth.into()),
        Cell::Number(hundredths) if field.holds == FieldType::Integer => Value::Integer(hundredths / 100),
        #[expect(clippy::cast_precision_loss, reason = "hundredths of a register are far below 2^53")]
        Cell::Number(hundredths) => Value::Real(hundredths as f64 / 100.0),
        Cell::Day(day) => Value::Text(day.to_string()),
        Cell::Text(text) => Value::Text(text.to_string()),
        Cell::List(list) if list.is_empty() => Value::Null,
        Cell::List(list) => Value::Text(list.join(";")),
    }
}

fn fill(database: &Connection, contract: &Contract, columns: &Columns) {
    let kind = contract.kind(columns.kind()).unwrap();
    let places = vec!["?"; kind.fields.len()].join(", ");
    let mut insert = database.prepare(&format!("INSERT INTO \"{}\" VALUES ({places})", kind.kind)).unwrap();
    for row in columns.rows() {
        let cells = kind.fields.iter().map(|field| cell(row.cell(&field.id), field));
        insert.execute(rusqlite::params_from_iter(cells)).unwrap();
    }
}

/// The registers as tables of a database in memory.
pub(super) fn database(contract: &Contract, registers: &Registers) -> Connection {
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch(&Writer::registers(contract, Dialect::Sqlite)).unwrap();
    registers.tables().for_each(|columns| fill(&database, contract, columns));
    database
}

fn count(row: &rusqlite::Row<'_>, column: &str) -> u64 {
    u64::try_from(row.get::<_, i64>(column).unwrap()).unwrap()
}

fn tally(row: &rusqlite::Row<'_>) -> Tally {
    let scale: i64 = row.get("scale").unwrap();
    let amount = |column| Fraction::new(row.get::<_, i64>(column).unwrap().into(), scale.into()).unwrap();
    Tally {
        numerator: amount("numerator"),
        denominator: amount("denominator"),
        excluded: count(row, "excluded"),
        excepted: count(row, "excepted"),
        unknown: count(row, "unknown"),
        open: count(row, "open"),
        disputed: count(row, "disputed"),
        pending: count(row, "pending"),
    }
}

pub(super) fn counts(database: &Connection, writer: &Writer<'_>, ready: &Ready) -> Counts {
    let mut counts = Counts::new();
    for part in writer.tables(ready).unwrap() {
        match part {
            Part::Steps(text) | Part::Drops(text) => {
                database.execute_batch(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", ready.def.id));
            }
            Part::Tallies(text) => {
                let mut select =
                    database.prepare(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", ready.def.id));
                let rows =
                    select.query_map([], |row| Ok(((row.get("organisation")?, row.get("period_from")?), tally(row))));
                counts.extend(rows.unwrap().map(Result::unwrap));
            }
        }
    }
    counts
}

fn declared(catalogue: &Catalogue) -> impl Iterator<Item = &Ready> {
    catalogue.indicators().values().filter(|ready| matches!(ready.computed, Computed::Declared(_)))
}

/// How many tallies were compared, and of how many items of each kind they speak.
#[derive(Default)]
struct Compared {
    tallies: usize,
    items: [u64; 6],
}

/// Without the zeros that the text finds for organisations which are asked only for their records, and have no item: they
/// have no number.
pub(super) fn numbers_of(mut found: Counts, expected: &Counts) -> Counts {
    found.retain(|key, tally| *tally != Tally::default() || expected.contains_key(key));
    found
}

/// Duties whose items are due on days of their own, which the text cannot say yet.
const REFUSED: [&str; 2] = ["baseline/new-secretary-trained", "baseline/re-election"];

#[test]
fn what_it_cannot_say_is_refused() {
    let catalogue = catalogue();
    let span = Span { period: "2025".parse().unwrap(), as_of: "2026-02-15".parse().unwrap() };
    let writer = Writer::new(&catalogue, span, Dialect::Sqlite);
    let refused = catalogue.duties().keys().filter(|id| writer.tables(catalogue.measured_duty(id).unwrap()).is_err());
    assert_eq!(refused.map(ToString::to_string).collect::<Vec<_>>(), REFUSED);
}

fn compare(catalogue: &Catalogue, (folder, as_of): (&Path, &str), compared: &mut Compared) {
    let contract = changxiao_registers::contract().unwrap();
    let reading = changxiao_registers::read(&[folder.to_owned()], &contract).unwrap();
    let span = Span { period: "2025".parse().unwrap(), as_of: as_of.parse().unwrap() };
    let database = database(&contract, &reading.registers);
    let mut evaluating = Evaluating::new(catalogue, &reading.registers, span);
    let mut writer = Writer::new(catalogue, span, Dialect::Sqlite);
    let duties = catalogue.duties().keys().filter(|id| !REFUSED.contains(&id.as_str()));
    let duties = duties.map(|id| catalogue.measured_duty(id).unwrap());
    let indicators: Vec<&Ready> = declared(catalogue).chain(duties).collect();
    database.execute_batch(&writer.frame(&indicators)).unwrap();
    for ready in indicators {
        let found = counts(&database, &writer, ready);
        let own = evaluating.numbers(ready, &mut NoNatives).own.into_iter();
        let expected: Counts =
            own.map(|((owner, period), tally)| ((owner.to_string(), period.from().to_string()), tally)).collect();
        let found = numbers_of(found, &expected);
        let keys: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
        let unlike = keys.into_iter().filter(|key| found.get(key) != expected.get(key));
        let unlike: Vec<_> = unlike.map(|key| (key, expected.get(key), found.get(key))).collect();
        assert!(unlike.is_empty(), "{} {}: expected, found: {unlike:#?}", folder.display(), ready.def.id);
        compared.tallies += expected.len();
        for tally in expected.values() {
            let counts = [tally.excluded, tally.excepted, tally.unknown, tally.open, tally.disputed, tally.pending];
            compared.items.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        }
    }
}

#[test]
fn the_emitted_text_finds_the_same_counts() {
    let files = fs::read_dir(root().join("tests/fixtures/independent/expected")).unwrap();
    let files: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files.len(), 9);
    let (catalogue, mut compared) = (catalogue(), Compared::default());
    for file in &files {
        let (registers, as_of) = file.trim_end_matches(".csv").split_once('-').unwrap();
        let folder = if registers == "yunchuan" { String::from(registers) } else { format!("independent/{registers}") };
        compare(&catalogue, (&root().join("tests/fixtures").join(folder), as_of), &mut compared);
    }
    assert!(compared.tallies > 3000, "{} tallies compared", compared.tallies);
    let [excluded, _, unknown, open, disputed, pending] = compared.items; // the registers have no exception: `tests/spec` does
    let seen = [excluded, unknown, open, disputed, pending];
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

/// Registers of all kinds, with units that split and merge, missing sheets and disputes; seen in the middle of the year and
/// when it is over.
#[test]
fn the_emitted_text_finds_the_same_counts_on_samples_of_all_kinds() {
    let (catalogue, mut compared) = (catalogue(), Compared::default());
    let bench = Bench::new();
    let days = ["2026-02-15", "2025-08-10", "2026-02-15"];
    let sizes = [(6, 60), (20, 200)];
    for ((seed, as_of), (branches, members)) in (1..).zip(days).flat_map(|one| sizes.map(|size| (one, size))) {
        let folder = format!("sample-{seed}-{branches}");
        let size = format!("--organisations {branches} --members {members} --years 2024..2025");
        bench.run_well(&format!("sample make --seed {seed} {size} --mess 40 --out {folder}"));
        compare(&catalogue, (&bench.path(&folder), as_of), &mut compared);
    }
    assert!(compared.tallies > 6000, "{} tallies compared", compared.tallies);
    assert!(compared.items.iter().all(|count| *count > 0), "{:?}", compared.items);
}

/// Parameters of the made-up indicators: one is no whole number, and changes in the middle of the year.
const PARAMETERS: &str = r#"
[[parameter]]
id = "forms/hours"
name = { zh = "学时", en = "Hours" }
value = [{ from = "2020-01-01", is = "32.5" }, { from = "2025-07-01", is = 16 }]
[[parameter]]
id = "forms/members"
name = { zh = "人数", en = "Members" }
value = [{ from = "2025-04-01", is = 3 }, { from = "2025-08-01", is = 5 }]
[[parameter]]
id = "forms/days-of-grace"
name = { zh = "宽限", en = "Grace" }
value = [{ from = "2020-01-01", is = 31 }]
"#;

/// An indicator that has only a period and a measure of its own.
fn indicator(name: &str, form: &toml::Value) -> String {
    let mut measure = form.as_table().unwrap().clone();
    let period = measure.remove("period").unwrap();
    let text = format!(
        "[[indicator]]\nid = \"forms/{name}\"\npart_of = \"baseline/theory-study\"\nname = {{ zh = \"{name}\", en = \"{name}\" }}\n\
         says = {{ zh = \"{name}\", en = \"{name}\" }}\naspect = \"A2\"\nrole = \"coverage\"\nperiod = {period}\n"
    );
    let mut item: toml::Table = toml::from_str(&text).unwrap();
    let items = item.get_mut("indicator").unwrap().as_array_mut().unwrap();
    items[0].as_table_mut().unwrap().insert("measure".to_owned(), toml::Value::Table(measure));
    toml::to_string(&item).unwrap()
}

/// The baseline and the made-up indicators.
fn forms() -> Catalogue {
    let folder = tempfile::tempdir().unwrap();
    let about = "[about]\nnamespace = \"forms\"\nname = { zh = \"形式\", en = \"Forms\" }\nversion = \"1\"\n";
    fs::write(folder.path().join("pack.toml"), about).unwrap();
    fs::write(folder.path().join("parameters.toml"), PARAMETERS).unwrap();
    let forms: toml::Table = toml::from_str(include_str!("sql/forms.toml")).unwrap();
    for (name, form) in &forms {
        fs::write(folder.path().join(format!("{name}.toml")), indicator(name, form)).unwrap();
    }
    let pack = changxiao_loader::open_folder(folder.path()).unwrap();
    let contributions = vec![contribution(&Baseline, SourceKind::Baseline), contribution(&pack, SourceKind::Pack)];
    let (catalogue, faults) = Catalogue::new(changxiao_registers::contract().unwrap(), contributions);
    assert_eq!(faults, []);
    catalogue
}

#[test]
fn what_no_indicator_of_the_baseline_says_is_said_too() {
    let (catalogue, mut compared) = (forms(), Compared::default());
    for (folder, as_of) in [("10", "2026-02-15"), ("44", "2025-12-30"), ("17", "2025-06-29")] {
        compare(&catalogue, (&root().join("tests/fixtures/independent").join(folder), as_of), &mut compared);
    }
    assert!(compared.items.iter().all(|count| *count > 0), "{:?}", compared.items);
}
