//! Rows below the header that are no records: what people print between and under them. They are counted and named.

use crate::{
    characters::comparable,
    header::{Header, normalised},
    reading::Note,
    sheet::{Raw, Sheet, SheetRow},
};
use changxiao_core::message::Message;
use std::collections::BTreeMap;

/// Why a row is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftOut {
    Empty,
    Total,
    FootNote,
    ColumnNumbers,
    HeaderAgain,
}

const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "累计", "total", "subtotal"];

const FOOT_NOTES: &[&str] = &[
    "注:",
    "注1",
    "注①",
    "备注:",
    "说明:",
    "填表说明",
    "填报说明",
    "填写说明",
    "填表人",
    "填报人",
    "填写人",
    "填表日期",
    "填报日期",
    "填报单位",
    "报送单位",
    "报送人",
    "制表",
    "审核",
    "审批",
    "审签",
    "签字",
    "签名",
    "盖章",
    "(盖章)",
    "书记签",
    "党支部书记签",
    "支部书记签",
    "支部书记:",
    "书记:",
    "负责人",
    "单位负责人",
    "主要负责人签",
    "联系人",
    "联系电话",
    "经办人",
    "记录人",
    "※",
    "note:",
    "notes:",
    "prepared by",
    "checked by",
    "signature",
];

/// Headers of columns that only number the rows.
const SERIAL_HEADERS: &[&str] = &["序号", "序列", "序", "no.", "no", "#"];

/// Why a row is no record; `None` if it is one.
pub(crate) fn left_out(row: &SheetRow, header: &Header<'_>, printed: &SheetRow) -> Option<LeftOut> {
    let is_serial = |column: u32| {
        header.unknown.iter().any(|(at, title)| *at == column && SERIAL_HEADERS.contains(&normalised(title).as_str()))
    };
    let Some((_, first)) = row.cells.first() else { return Some(LeftOut::Empty) };
    let first = comparable(&first.shown()).to_lowercase();
    if !is_whole(row, header) && TOTALS.iter().any(|word| first.starts_with(word)) {
        return Some(LeftOut::Total);
    }
    if !is_whole(row, header) && FOOT_NOTES.iter().any(|word| first.starts_with(word)) {
        return Some(LeftOut::FootNote);
    }
    if is_numbering(row) {
        return Some(LeftOut::ColumnNumbers);
    }
    if row.cells.iter().all(|(column, _)| is_serial(*column)) {
        return Some(LeftOut::Empty);
    }
    let is_repeated =
        |column: &u32| normalised(&row.cell(*column).shown()) == normalised(&printed.cell(*column).shown());
    let mut columns = header.columns.iter().map(|column| column.column);
    columns.all(|column| is_repeated(&column)).then_some(LeftOut::HeaderAgain)
}

/// Whether a row fills every required column; then it is a record, whatever its first cell begins with.
fn is_whole(row: &SheetRow, header: &Header<'_>) -> bool {
    let mut required = header.columns.iter().filter(|column| column.field.required);
    required.all(|column| *row.cell(column.column) != Raw::Empty)
}

/// Whether the cells of a row are 1, 2, 3 …, as printed under a header to number its columns.
fn is_numbering(row: &SheetRow) -> bool {
    let is_next = |(number, (_, raw)): (usize, &(u32, Raw))| {
        let shown = comparable(&raw.shown());
        shown.trim_matches(['(', ')']) == number.to_string()
    };
    row.cells.len() >= 3 && (1..).zip(&row.cells).all(is_next)
}

/// One note for each reason for which rows of a sheet were left out.
pub(crate) fn notes(sheet: &Sheet, left_out: &[(u32, LeftOut)]) -> Vec<Note> {
    let mut by_reason: BTreeMap<LeftOut, Vec<u32>> = BTreeMap::new();
    for (row, reason) in left_out {
        by_reason.entry(*reason).or_default().push(*row);
    }
    let say = |(reason, rows): (LeftOut, Vec<u32>)| {
        let message = Message::new("register-rows-left-out").with("count", rows.len()).with("rows", ranges(&rows));
        Note { place: sheet.name.place(), message: message.with("reason", Message::new(reason.key())) }
    };
    by_reason.into_iter().map(say).collect()
}

/// Row numbers in ascending order, neighbours joined: `3, 5–9`.
pub(crate) fn ranges(rows: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*row) => *last = *row,
            _ => ranges.push((*row, *row)),
        }
    }
    let shown =
        ranges.iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") });
    shown.collect::<Vec<_>>().join(", ")
}

impl LeftOut {
    fn key(self) -> &'static str {
        match self {
            Self::Empty => "register-reason-empty",
            Self::Total => "register-reason-total",
            Self::FootNote => "register-reason-foot-note",
            Self::ColumnNumbers => "register-reason-column-numbers",
            Self::HeaderAgain => "register-reason-header-again",
        }
    }
}
