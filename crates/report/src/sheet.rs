//! An assessor's sheet as a workbook: an explanation, the sheet itself, and a hidden sheet that says whose it is. Only the
//! cells of answers and reasons can be written to.

mod cover;
mod hidden;
mod look;
mod rows;
mod validation;

use crate::{Error, Words};
use changxiao_core::sheet::Sheet;
use look::Look;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

pub(crate) use hidden::{LAYOUT, NAME as HIDDEN_NAME, SIGN};

/// Rows of a sheet, all together.
const MOST_ROWS: usize = 1_048_576 - 8;

/// The workbook of a sheet. The same sheet gives the same bytes.
///
/// # Errors
/// More rows than a workbook holds.
pub fn write_sheet(sheet: &Sheet, words: Words<'_>) -> Result<Vec<u8>, Error> {
    if sheet.lines.len() > MOST_ROWS {
        return Err(Error::TooManyRows { rows: sheet.lines.len() });
    }
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(sheet, words)?);
    let look = Look::new(words.language);
    let title = words.word("sheet-tab-rows");
    let lists = hidden::Lists::new(sheet, words);
    cover::write(workbook.add_worksheet(), sheet, (words, &look))?;
    rows::write(workbook.add_worksheet().set_name(title)?, sheet, (words, &look, &lists))?;
    hidden::write(workbook.add_worksheet(), sheet, (words, &lists))?;
    if let Some(rows) = workbook.worksheets_mut().get_mut(1) {
        rows.set_active(true);
    }
    Ok(workbook.save_to_buffer()?)
}

fn properties(sheet: &Sheet, words: Words<'_>) -> Result<DocProperties, Error> {
    let (year, month, day) = (sheet.day.year(), sheet.day.month(), sheet.day.day());
    let (year, month, day) = (u16::try_from(year), u8::try_from(month), u8::try_from(day));
    let moment = ExcelDateTime::from_ymd(year.unwrap_or(1900), month.unwrap_or(1), day.unwrap_or(1))?;
    Ok(DocProperties::new().set_title(words.text(&sheet.name)).set_creation_datetime(&moment))
}

#[cfg(test)]
pub(crate) mod tests;
