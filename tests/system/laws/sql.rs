//! The third computation: the text that `catalogue sql` writes, run in an embedded SQL engine on the small registers of
//! `tests/fixtures/independent` and on the demo, finds for every owner and period the eight counts of the evaluator.

use super::catalogue;
use crate::program::root;
use changxiao_core::{
    columns::{Cell, Columns},
    contract::{Contract, Field, FieldType},
    fraction::Fraction,
    registers::Registers,
    tally::Tally,
};
use changxiao_engine::{
    catalogue::{Catalogue, Computed, Ready},
    evaluation::{Evaluating, Span},
    natives::NoNatives,
    sql::{Dialect, Part, Writer},
};
use rusqlite::{Connection, types::Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
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

pub(super) fn counts(database: &Connection, writer: &mut Writer<'_>, ready: &Ready) -> Counts {
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

fn compare(folder: &str, as_of: &str, compared: &mut Compared) {
    let catalogue = catalogue();
    let contract = changxiao_registers::contract().unwrap();
    let reading = changxiao_registers::read(&[root().join("tests/fixtures").join(folder)], &contract).unwrap();
    let span = Span { period: "2025".parse().unwrap(), as_of: as_of.parse().unwrap() };
    let database = database(&contract, &reading.registers);
    let mut evaluating = Evaluating::new(&catalogue, &reading.registers, span);
    let mut writer = Writer::new(&catalogue, span, Dialect::Sqlite);
    database.execute_batch(&writer.frame()).unwrap();
    for ready in declared(&catalogue) {
        let found = counts(&database, &mut writer, ready);
        let own = evaluating.numbers(ready, &mut NoNatives).own.into_iter();
        let expected: Counts =
            own.map(|((owner, period), tally)| ((owner.to_string(), period.from().to_string()), tally)).collect();
        let keys: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
        let unlike = keys.into_iter().filter(|key| found.get(key) != expected.get(key));
        let unlike: Vec<_> = unlike.map(|key| (key, expected.get(key), found.get(key))).collect();
        assert!(unlike.is_empty(), "{folder} {}: expected, found: {unlike:#?}", ready.def.id);
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
    let mut compared = Compared::default();
    for file in &files {
        let (registers, as_of) = file.trim_end_matches(".csv").split_once('-').unwrap();
        let folder = if registers == "yunchuan" { String::from(registers) } else { format!("independent/{registers}") };
        compare(&folder, as_of, &mut compared);
    }
    assert!(compared.tallies > 3000, "{} tallies compared", compared.tallies);
    let [excluded, _, unknown, open, disputed, pending] = compared.items; // the registers have no exception: `tests/spec` does
    let seen = [excluded, unknown, open, disputed, pending];
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}
