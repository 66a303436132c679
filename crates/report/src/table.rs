//! A printed table as a workbook of one sheet: A4 across, the header on every page, cells of a block merged, texts wrapped,
//! notes below. The same table gives the same bytes.

mod height;

use height::{Heights, lines};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// What is printed.
#[derive(Clone, Debug, Default)]
pub struct PrintedTable {
    /// Title, over the whole width.
    pub title: String,
    /// Lines between title and table.
    pub subtitle: String,
    /// Name of the sheet; signs that workbooks refuse are replaced.
    pub sheet: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each as long as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Notes below.
    pub notes: Vec<Notes>,
    /// Foot of each page, in the language of workbooks: `&P` is the page, `&N` how many there are.
    pub foot: String,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Heading.
    pub heading: String,
    /// Width in Latin characters; a Chinese one takes two.
    pub width: u16,
    /// Whether its texts stand in the middle.
    pub is_centred: bool,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// Part of the cell above.
    Above,
}

/// Notes under a heading.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Heading.
    pub heading: String,
    /// Lines.
    pub lines: Vec<String>,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Unwritten(#[from] XlsxError);

const FONT: &str = "宋体";
const TITLE_FONT: &str = "黑体";
/// Row of the header.
const HEADER: u32 = 2;
const A4: u8 = 9;

/// The bytes of a workbook.
pub fn write_table(table: &PrintedTable) -> Result<Vec<u8>, Unwritten> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&table.title).set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(&table.sheet))?;
    let mut writing = Writing { sheet, table };
    writing.page()?;
    writing.head()?;
    writing.rows()?;
    writing.notes()?;
    Ok(workbook.save_to_buffer()?)
}

/// A name that workbooks accept.
fn sheet_name(name: &str) -> String {
    let allowed = name.chars().map(|sign| if "[]:*?/\\'".contains(sign) { ' ' } else { sign });
    let name: String = allowed.take(31).collect();
    if name.trim().is_empty() { "1".to_owned() } else { name.trim().to_owned() }
}

fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_text_wrap().set_align(FormatAlign::VerticalCenter)
}

fn bordered() -> Format {
    plain().set_border(FormatBorder::Thin)
}

struct Writing<'w> {
    sheet: &'w mut Worksheet,
    table: &'w PrintedTable,
}

impl Writing<'_> {
    fn last_column(&self) -> u16 {
        u16::try_from(self.table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    fn page(&mut self) -> Result<(), XlsxError> {
        self.sheet.set_paper_size(A4).set_landscape().set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        self.sheet.set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        self.sheet.set_footer(format!("&C&9{}", self.table.foot));
        self.sheet.set_repeat_rows(HEADER, HEADER)?;
        self.sheet.set_freeze_panes(HEADER + 1, 0)?;
        for (at, column) in (0..).zip(&self.table.columns) {
            self.sheet.set_column_width(at, f64::from(column.width))?;
        }
        Ok(())
    }

    fn head(&mut self) -> Result<(), XlsxError> {
        let centred = || Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let title = centred().set_font_name(TITLE_FONT).set_font_size(16).set_text_wrap();
        let subtitle = centred().set_font_name(FONT).set_font_size(10).set_text_wrap();
        self.across(0, &self.table.title, (&title, 2))?;
        self.across(1, &self.table.subtitle, (&subtitle, 1))?;
        let header = bordered().set_bold().set_align(FormatAlign::Center).set_background_color("F2F2F2");
        self.sheet.set_row_height(HEADER, height::of(2))?;
        for (at, column) in (0..).zip(&self.table.columns) {
            self.sheet.write_string_with_format(HEADER, at, &column.heading, &header)?;
        }
        Ok(())
    }

    /// A text over the whole width; `scale` is how many times the usual height a line of it is.
    fn across(&mut self, row: u32, text: &str, (format, scale): (&Format, usize)) -> Result<(), XlsxError> {
        let width: u16 = self.table.columns.iter().map(|column| column.width).sum();
        let last = self.last_column();
        self.sheet.set_row_height(row, height::of(lines(text, usize::from(width) / scale.max(1)) * scale))?;
        if last == 0 {
            return self.sheet.write_string_with_format(row, 0, text, format).map(|_| ());
        }
        self.sheet.merge_range(row, 0, row, last, text, format).map(|_| ())
    }

    fn rows(&mut self) -> Result<(), XlsxError> {
        let mut heights = Heights::new(self.table.rows.len());
        for (at, column) in (0..).zip(&self.table.columns) {
            let format = if column.is_centred { bordered().set_align(FormatAlign::Center) } else { bordered() };
            for (first, last, text) in merged(&self.table.rows, usize::from(at)) {
                heights.ask(first, last, lines(text, usize::from(column.width)));
                let (top, bottom) = (place(first), place(last));
                if top == bottom {
                    self.sheet.write_string_with_format(top, at, text, &format)?;
                } else {
                    self.sheet.merge_range(top, at, bottom, at, text, &format)?;
                }
            }
        }
        for (row, lines) in heights.lines() {
            self.sheet.set_row_height(place(row), height::of(lines))?;
        }
        Ok(())
    }

    fn notes(&mut self) -> Result<(), XlsxError> {
        let (heading, line) = (plain().set_bold(), plain());
        let mut row = place(self.table.rows.len()) + 1;
        for notes in &self.table.notes {
            self.across(row, &notes.heading, (&heading, 1))?;
            row += 1;
            for text in &notes.lines {
                self.across(row, text, (&line, 1))?;
                row += 1;
            }
        }
        Ok(())
    }
}

/// The cells of a column: first row, last row, text.
fn merged(rows: &[Vec<Cell>], column: usize) -> Vec<(usize, usize, &str)> {
    let mut all: Vec<(usize, usize, &str)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match (row.get(column), all.last_mut()) {
            (Some(Cell::Text(text)), _) => all.push((at, at, text)),
            (_, Some(above)) => above.1 = at,
            (_, None) => all.push((at, at, "")),
        }
    }
    all
}

/// The row of the sheet in which a row of the table stands.
fn place(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX - HEADER - 2) + HEADER + 1
}

#[cfg(test)]
mod tests;
