//! Filling cells of a workbook as a hand would, and looking at them, without the code that wrote it.

use calamine::{Data, Reader, Xlsx};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _, Write as _},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// What is done to the row of a code; an empty code is a row added below all others.
#[derive(Clone)]
pub(super) enum Entry {
    /// A number is typed into the cell of the answer.
    Number(f64),
    /// A text is.
    Text(String),
    /// The cell of the answer is emptied.
    Blank,
    /// The code itself is changed.
    Code(String),
}

/// Columns of answer, reason and code.
const COLUMNS: [&str; 3] = ["G", "H", "J"];

/// The parts of a package that are texts.
pub(super) fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..package.len() {
        let mut entry = package.by_index(at).unwrap();
        let (name, mut text) = (entry.name().unwrap().into_owned(), String::new());
        if entry.read_to_string(&mut text).is_ok() {
            parts.insert(name, text);
        }
    }
    parts
}

/// The cells of a sheet by its place, as texts, row by row.
pub(super) fn rows(bytes: &[u8], place: usize) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range_at(place).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

/// The workbook with these entries: code, what is done, reason.
pub(super) fn fill(bytes: &[u8], entries: &[(String, Entry, String)]) -> Vec<u8> {
    let rows = rows(bytes, 1);
    let mut parts = parts(bytes);
    let sheet = parts.get_mut("xl/worksheets/sheet2.xml").unwrap();
    for (code, entry, reason) in entries {
        let found = rows.iter().position(|row| !code.is_empty() && row.last() == Some(code));
        let row = found.unwrap_or(rows.len()) + 1;
        if found.is_none() {
            assert!(code.is_empty(), "{code}");
            *sheet = sheet.replace("</sheetData>", &format!("<row r=\"{row}\"><c r=\"G{row}\"/></row></sheetData>"));
        }
        let [answer, why, own] = COLUMNS.map(|column| format!("{column}{row}"));
        match entry {
            Entry::Number(number) => type_into(sheet, &answer, &format!(">‹<v>{number}</v></c>")),
            Entry::Text(text) => type_into(sheet, &answer, &inline(text)),
            Entry::Blank => type_into(sheet, &answer, ">‹</c>"),
            Entry::Code(code) => type_into(sheet, &own, &inline(code)),
        }
        if !reason.is_empty() {
            type_into(sheet, &why, &inline(reason));
        }
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mut text) in parts {
        if name.starts_with("xl/worksheets/") {
            text = without_results(&text);
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A sheet whose formulas are to be computed anew, as they are after something was typed.
fn without_results(sheet: &str) -> String {
    let mut parts = sheet.split("</f><v>");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| format!("{text}</f>{}", part.split_once("</v>").unwrap().1))
}

fn inline(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(" t=\"inlineStr\">‹<is><t xml:space=\"preserve\">{text}</t></is></c>")
}

/// Replaces a cell, keeping its style; `‹` marks where its attributes end.
fn type_into(sheet: &mut String, cell: &str, content: &str) {
    let start = sheet.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("there is no cell {cell}"));
    let (_, rest) = sheet.split_at(start);
    let (head, _) = rest.split_once('>').unwrap();
    let is_empty = head.ends_with('/');
    let end = start + if is_empty { head.len() + 1 } else { rest.find("</c>").unwrap() + 4 };
    let style = head.split_once(" s=\"").and_then(|(_, style)| style.split('"').next());
    let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
    let content = content.replacen('‹', "", 1);
    sheet.replace_range(start..end, &format!("<c r=\"{cell}\"{style}{content}"));
}
