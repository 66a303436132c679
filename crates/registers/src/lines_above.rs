//! What stands above the header of a sheet: titles, and information lines such as 填报单位：第一党支部（DZB01）.

use crate::{characters::trimmed, sheet::Sheet};

/// The lines above a header, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Titles and whatever else has no label.
    pub(crate) titles: Vec<String>,
    /// Whom the sheet is of, where a label says so.
    pub(crate) organisations: Vec<String>,
    /// Which time the sheet is of, where a label says so.
    pub(crate) periods: Vec<String>,
}

const ORGANISATION_LABELS: &[&str] = &[
    "填报单位",
    "报送单位",
    "填报党支部",
    "填报党组织",
    "党支部",
    "党组织",
    "党支部名称",
    "党组织名称",
    "单位",
    "单位名称",
];

const PERIOD_LABELS: &[&str] = &[
    "填报期间",
    "所属期间",
    "统计期间",
    "报告期间",
    "期间",
    "报告期",
    "所属期",
    "统计时段",
    "时段",
    "年度",
    "年份",
    "所属年度",
    "统计年度",
    "季度",
    "月份",
];

/// Labels whose values say nothing about organisation or period; a date of filling in is not the period.
const OTHER_LABELS: &[&str] = &[
    "填报日期",
    "填表日期",
    "填报时间",
    "填表时间",
    "报送日期",
    "报送时间",
    "制表日期",
    "制表时间",
    "日期",
    "时间",
    "填表人",
    "填报人",
    "制表人",
    "审核人",
    "负责人",
    "书记",
    "联系人",
    "电话",
];

/// Takes apart the rows before the header.
pub(crate) fn said(sheet: &Sheet, header: usize) -> Said {
    let mut said = Said::default();
    for row in sheet.rows.iter().take(header) {
        let cells: Vec<_> = row.cells.iter().map(|(_, raw)| raw.shown()).collect();
        said.add_line(&cells.join("\n"));
    }
    said
}

impl Said {
    fn add_line(&mut self, line: &str) {
        let mut label: Option<String> = None;
        for segment in segments(line) {
            let mut rest = segment;
            while let Some((before, after)) = rest.split_once([':', '：']) {
                let (value, next) = label_at_end(before);
                self.add(label.as_deref(), value);
                label = Some(next.to_owned());
                rest = after;
            }
            if !trimmed(rest).is_empty() {
                self.add(label.take().as_deref(), rest);
            }
        }
    }

    fn add(&mut self, label: Option<&str>, value: &str) {
        let value = trimmed(value).to_owned();
        if value.is_empty() {
            return;
        }
        match label {
            None => self.titles.push(value),
            Some(label) if ORGANISATION_LABELS.contains(&label) => self.organisations.push(value),
            Some(label) if PERIOD_LABELS.contains(&label) => self.periods.push(value),
            Some(_) => {}
        }
    }
}

/// The parts of a line between wide gaps: full-width blanks, tabs, line breaks, several blanks.
fn segments(line: &str) -> impl Iterator<Item = &str> {
    line.split(['\u{3000}', '\t', '\n', '\r'])
        .flat_map(|part| part.split("  "))
        .map(trimmed)
        .filter(|part| !part.is_empty())
}

/// What stands before a label, and the label: the last word, or one of the labels we know.
fn label_at_end(text: &str) -> (&str, &str) {
    let text = trimmed(text);
    if let Some((value, label)) = text.rsplit_once(' ') {
        return (value, label);
    }
    let known = ORGANISATION_LABELS.iter().chain(PERIOD_LABELS).chain(OTHER_LABELS);
    let longest = known.filter(|label| text.ends_with(**label)).max_by_key(|label| label.len());
    match longest.and_then(|label| text.strip_suffix(label)) {
        Some(value) => (value, text.strip_prefix(value).unwrap_or_default()),
        None => ("", text),
    }
}

#[cfg(test)]
mod tests;
