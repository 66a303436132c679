//! Tables as Parquet files and back. The same rows give the same bytes; bytes that are no such file give a reason and
//! never end the program.

use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, ListArray, RecordBatch, StringArray, UInt32Array,
    builder::{ListBuilder, StringBuilder},
};
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;
use changxiao_core::{
    columns::{Cell, Column, Columns, Origin},
    contract::Kind,
    day::Day,
};
use parquet::{
    arrow::{
        ArrowWriter,
        arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder},
        arrow_writer::ArrowWriterOptions,
    },
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::{
        metadata::SortingColumn,
        properties::{EnabledStatistics, WriterProperties},
    },
};
use std::{collections::BTreeSet, panic, sync::Arc};

/// Said of the writer in each file. Without a version of the program: the same rows are the same bytes in the next one.
const CREATED_BY: &str = "changxiao snapshot 1";

/// Digits of a number in hundredths: all of an `i64`.
const DIGITS: u8 = 19;

/// The rows of a table as a Parquet file.
pub(super) fn write_records(table: &Columns, kind: &Kind) -> Result<Vec<u8>, ParquetError> {
    let columns: Vec<(Field, ArrayRef)> = table
        .columns()
        .map(|(name, column)| {
            let values = array(column);
            (Field::new(name, values.data_type().clone(), !matches!(column, Column::List(_))), values)
        })
        .collect();
    let sorted = kind.sort.iter().filter_map(|field| kind.position(field)?.try_into().ok());
    let sorted = sorted.map(|column_idx| SortingColumn { column_idx, descending: false, nulls_first: true });
    write(columns, sorted.collect())
}

/// File, sheet and row of the rows of a table as a Parquet file.
pub(super) fn write_origins(table: &Columns) -> Result<Vec<u8>, ParquetError> {
    let origins = || table.rows().filter_map(|row| row.origin());
    let file: StringArray = origins().map(|origin| Some(&*origin.file)).collect();
    let sheet: StringArray = origins().map(|origin| origin.sheet.as_deref()).collect();
    let row: UInt32Array = origins().map(|origin| Some(origin.row)).collect();
    let columns = [("file", false), ("sheet", true), ("row", false)];
    let values: [ArrayRef; 3] = [Arc::new(file), Arc::new(sheet), Arc::new(row)];
    let fields = columns.into_iter().zip(values);
    write(
        fields.map(|((name, blank), values)| (Field::new(name, values.data_type().clone(), blank), values)).collect(),
        Vec::new(),
    )
}

fn write(columns: Vec<(Field, ArrayRef)>, sorted: Vec<SortingColumn>) -> Result<Vec<u8>, ParquetError> {
    let (fields, values): (Vec<Field>, Vec<ArrayRef>) = columns.into_iter().unzip();
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), values)?;
    let properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_sorting_columns(Some(sorted).filter(|sorted| !sorted.is_empty()))
        .build();
    // The schema of Arrow, which Parquet files can carry along, is left out: its reader panics on damaged ones.
    let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new_with_options(&mut bytes, batch.schema(), options)?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(bytes)
}

fn array(column: &Column) -> ArrayRef {
    match column {
        Column::Text(values) => Arc::new(values.iter().map(Option::as_deref).collect::<StringArray>()),
        Column::Day(values) => Arc::new(values.iter().map(|day| day.map(Day::number)).collect::<Date32Array>()),
        Column::Number(values) => {
            let values = values.iter().map(|number| number.map(i128::from)).collect::<Decimal128Array>();
            Arc::new(values.with_data_type(number_type()))
        }
        Column::Boolean(values) => Arc::new(values.iter().copied().collect::<BooleanArray>()),
        Column::List(values) => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for list in values {
                lists.append_value(list.iter().map(|id| Some(&**id)));
            }
            Arc::new(lists.finish())
        }
    }
}

fn number_type() -> DataType {
    DataType::Decimal128(DIGITS, 2)
}

/// The rows of a file: one cell a field of the kind.
pub(super) fn records(bytes: Bytes, kind: &Kind) -> Result<Vec<Vec<Cell>>, String> {
    let empty = Columns::empty(kind);
    let expected: Vec<(&str, &Column)> = empty.columns().collect();
    let mut texts = Texts::default();
    let mut rows = Vec::new();
    for batch in batches(bytes, &expected.iter().map(|(name, _)| *name).collect::<Vec<_>>())? {
        let columns = expected.iter().zip(batch.columns());
        let columns = columns.map(|((name, column), values)| {
            cells(column, values, &mut texts).ok_or_else(|| format!("column {name}: {}", values.data_type()))
        });
        let mut columns = columns.map(|cells| cells.map(Vec::into_iter)).collect::<Result<Vec<_>, String>>()?;
        for _ in 0..batch.num_rows() {
            rows.push(columns.iter_mut().map(|column| column.next().unwrap_or(Cell::Blank)).collect());
        }
    }
    Ok(rows)
}

/// The origins in a file.
pub(super) fn origins(bytes: Bytes) -> Result<Vec<Origin>, String> {
    let mut texts = Texts::default();
    let mut origins = Vec::new();
    for batch in batches(bytes, &["file", "sheet", "row"])? {
        let [file, sheet, row] = batch.columns() else { continue };
        let (Some(file), Some(sheet)) = (of::<StringArray>(file), of::<StringArray>(sheet)) else {
            return Err("columns".to_owned());
        };
        let row = of::<UInt32Array>(row).ok_or("column row")?;
        for ((file, sheet), row) in file.iter().zip(sheet.iter()).zip(row.iter()) {
            let (Some(file), Some(row)) = (file, row) else { return Err("an origin without file or row".to_owned()) };
            origins.push(Origin { file: texts.of(file), sheet: sheet.map(|sheet| texts.of(sheet)), row });
        }
    }
    Ok(origins)
}

/// The batches of a file with exactly these columns.
fn batches(bytes: Bytes, expected: &[&str]) -> Result<Vec<RecordBatch>, String> {
    // The hash says that the bytes are those that were listed, not that they are a Parquet file: a manifest can be made by
    // hand, and the reader is known to panic on some files. Nothing outside the closure can be left half-changed.
    let read = panic::AssertUnwindSafe(|| -> Result<Vec<RecordBatch>, String> {
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let reader =
            ParquetRecordBatchReaderBuilder::try_new_with_options(bytes, options).map_err(|error| error.to_string())?;
        let names = reader.schema().fields().iter().map(|field| field.name().as_str());
        if !names.eq(expected.iter().copied()) {
            return Err(format!("columns other than {}", expected.join(", ")));
        }
        reader
            .build()
            .map_err(|error| error.to_string())?
            .map(|batch| batch.map_err(|error| error.to_string()))
            .collect()
    });
    panic::catch_unwind(read).unwrap_or_else(|_| Err("no Parquet file".to_owned()))
}

fn of<T: 'static>(values: &ArrayRef) -> Option<&T> {
    values.as_any().downcast_ref()
}

/// The cells of a column; `None` if it does not hold what a column like `like` holds.
fn cells(like: &Column, values: &ArrayRef, texts: &mut Texts) -> Option<Vec<Cell>> {
    fn all<T>(values: impl Iterator<Item = Option<T>>, mut cell: impl FnMut(T) -> Option<Cell>) -> Option<Vec<Cell>> {
        values.map(|value| value.map_or(Some(Cell::Blank), &mut cell)).collect()
    }
    match like {
        Column::Text(_) => all(of::<StringArray>(values)?.iter(), |text| Some(Cell::Text(texts.of(text)))),
        Column::Day(_) => all(of::<Date32Array>(values)?.iter(), |day| {
            let found = Day::from_number(day);
            let is_read = Day::new(found.year(), found.month(), found.day()) == Some(found);
            (is_read && found.number() == day).then_some(Cell::Day(found))
        }),
        Column::Number(_) => {
            let numbers = of::<Decimal128Array>(values).filter(|numbers| *numbers.data_type() == number_type())?;
            all(numbers.iter(), |number| i64::try_from(number).ok().map(Cell::Number))
        }
        Column::Boolean(_) => all(of::<BooleanArray>(values)?.iter(), |answer| Some(Cell::Boolean(answer))),
        Column::List(_) => all(of::<ListArray>(values)?.iter(), |list| {
            let ids = of::<StringArray>(&list)?.iter().map(|id| id.map(|id| texts.of(id)));
            ids.collect::<Option<Vec<_>>>().map(Cell::List)
        }),
    }
}

/// Texts, each kept once however many rows have it.
#[derive(Default)]
struct Texts(BTreeSet<Arc<str>>);

impl Texts {
    fn of(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let fresh: Arc<str> = text.into();
        self.0.insert(fresh.clone());
        fresh
    }
}
