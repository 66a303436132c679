//! Batches: how many organisations go to a worker in one question. A batch is closed by whichever bound comes first, so
//! that neither side holds more than one batch, however many organisations there are. How questions are split changes
//! no answer: each organisation is counted by itself, in the order in which it was asked.

use changxiao_core::{
    columns::{Column, Columns},
    native::OrganisationRecords,
};
use std::iter::Peekable;

/// The bounds of one batch. A single organisation is always sent, and refused only beyond the longest message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// Most organisations and periods.
    pub organisations: usize,
    /// Most rows, of all registers together.
    pub rows: usize,
    /// Most bytes of columns.
    pub bytes: usize,
}

impl Default for BatchLimits {
    /// 1000 organisations, 16,384 rows, 1 MiB of columns. A question costs some tens of microseconds before its first
    /// row: from some hundred rows on nothing is gained any more, and a mebibyte is little beside what a process needs
    /// anyway and far from the longest message.
    fn default() -> Self {
        Self { organisations: 1000, rows: 16_384, bytes: 1024 * 1024 }
    }
}

/// Takes batches from those who are to be asked, as they come.
pub(crate) struct Batches<'r> {
    records: Peekable<&'r mut dyn Iterator<Item = OrganisationRecords>>,
    limits: BatchLimits,
}

impl<'r> Batches<'r> {
    pub(crate) fn new(records: &'r mut dyn Iterator<Item = OrganisationRecords>, limits: BatchLimits) -> Self {
        Self { records: records.peekable(), limits }
    }
}

impl Iterator for Batches<'_> {
    type Item = Vec<OrganisationRecords>;

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.records.next()?;
        let (mut rows, mut bytes) = size(&first);
        let mut batch = vec![first];
        while batch.len() < self.limits.organisations {
            let Some(next) = self.records.peek() else { break };
            let more = size(next);
            (rows, bytes) = (rows.saturating_add(more.0), bytes.saturating_add(more.1));
            if rows > self.limits.rows || bytes > self.limits.bytes {
                break;
            }
            batch.extend(self.records.next());
        }
        Some(batch)
    }
}

/// Rows, and about how many bytes their columns take on the way: values, offsets, and the origin of each row.
fn size(records: &OrganisationRecords) -> (usize, usize) {
    let rows = records.tables.values().map(Columns::len).sum();
    let columns = records.tables.values().flat_map(Columns::columns);
    let bytes: usize = columns.map(|(_, column)| values(column)).sum();
    let origins = records.tables.values().flat_map(Columns::rows).filter_map(|row| row.origin());
    let named: usize =
        origins.map(|origin| origin.file.len() + origin.sheet.as_ref().map_or(0, |sheet| sheet.len()) + 17).sum();
    (rows, bytes + named)
}

fn values(column: &Column) -> usize {
    match column {
        Column::Text(cells) => cells.iter().map(|cell| cell.as_ref().map_or(0, |text| text.len()) + 5).sum(),
        Column::Day(cells) => cells.len() * 5,
        Column::Number(cells) => cells.len() * 9,
        Column::Boolean(cells) => cells.len(),
        Column::List(cells) => cells.iter().flatten().map(|item| item.len() + 4).sum::<usize>() + cells.len() * 4,
    }
}

#[cfg(test)]
mod tests;
