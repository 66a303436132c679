//! Tables on a terminal, with Chinese columns aligned.

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use unicode_width::UnicodeWidthStr as _;

/// Width used where the terminal does not say its own.
const WIDTH: u16 = 110;

const RULE: LineStyle = LineStyle::none().fill('─').junction('─');

/// Rules above, under the header and below; none between rows, so that a page holds many.
const STYLE: TableStyle = TableStyle::new().top_border(RULE).header_separator(RULE).bottom_border(RULE);

/// A table with a header.
pub(crate) fn table(header: Vec<String>, rows: Vec<Vec<String>>) -> String {
    let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(WIDTH);
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(header).add_rows(rows);
    table.trim_fmt()
}

/// A line of signs under a title as wide as the title.
pub(crate) fn title(text: &str) -> String {
    format!("{text}\n{}", "─".repeat(text.width()))
}
