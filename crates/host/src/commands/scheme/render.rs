//! `scheme render`: the table as committees print it (考评细则), as Markdown or as a workbook.

use super::read;
use crate::{commands::Session, errors::Stop, messages::Wording, screen};
use anyhow::Context as _;
use changxiao_core::{amount::Amount, id::Id, message::Message, text::Text};
use changxiao_engine::{
    catalogue::{Catalogue, ReadyScheme},
    scheme::{Block, Entry, Naming, Printed, Row, printed},
};
use changxiao_report::{Cell, Column, Notes, PrintedTable, write_table};
use std::{collections::BTreeMap, fs, path::Path};

/// Columns: key of the heading, width in Latin characters, whether texts stand in the middle.
const COLUMNS: [(&str, u16, bool); 9] = [
    ("render-number", 7, true),
    ("render-block", 14, true),
    ("render-content", 28, false),
    ("render-points", 7, true),
    ("render-standard", 46, false),
    ("render-source", 22, false),
    ("render-every", 9, true),
    ("render-rests", 24, false),
    ("render-score", 8, true),
];

pub(super) fn run(session: &Session, scheme: &str, (format, out): (&str, Option<&Path>)) -> anyhow::Result<u8> {
    let (ready, opened) = read::one(session, scheme)?;
    let (contract, names) = (opened.catalogue.contract(), names(&opened.catalogue));
    let page = Page { wording: &session.wording, naming: Naming { def: &ready.def, contract, names: &names } };
    let mut table = page.table();
    table.notes.extend(page.marks(&ready));
    let bytes = match format {
        "xlsx" => write_table(&table)?,
        _ => markdown(&table).into_bytes(),
    };
    match out {
        Some(path) => {
            let stop = || Stop::new(Message::new("run-not-written").with("path", path.display().to_string()));
            fs::write(path, bytes).with_context(stop)?;
        }
        None if format == "xlsx" => return Err(Stop::new(Message::new("render-needs-out")).into()),
        None => screen::text(&String::from_utf8_lossy(&bytes)),
    }
    Ok(0)
}

struct Page<'p> {
    wording: &'p Wording,
    naming: Naming<'p>,
}

/// What definitions are called that a scheme may name.
fn names(catalogue: &Catalogue) -> BTreeMap<Id, Text> {
    let indicators = catalogue.indicators().values().map(|ready| (ready.def.id.clone(), ready.def.name.clone()));
    let duties = catalogue.duties().values().map(|duty| (duty.id.clone(), duty.name.clone()));
    let schemes = catalogue.schemes().values().map(|ready| (ready.def.id.clone(), ready.def.name.clone()));
    indicators.chain(duties).chain(schemes).collect()
}

impl Page<'_> {
    fn table(&self) -> PrintedTable {
        let (def, Printed { blocks, notes }) = (self.naming.def, printed(self.naming));
        let column =
            |(key, width, is_centred): (&str, u16, bool)| Column { heading: self.wording.word(key), width, is_centred };
        let notes = notes.iter().map(|section| Notes {
            heading: self.wording.say(&section.heading),
            lines: section.lines.iter().map(|line| self.line(line)).collect(),
        });
        PrintedTable {
            title: self.wording.text(&def.name).to_owned(),
            subtitle: def.says.as_ref().map(|says| self.wording.text(says).to_owned()).unwrap_or_default(),
            sheet: self.wording.word("render-sheet"),
            columns: COLUMNS.map(column).to_vec(),
            rows: blocks.iter().flat_map(|block| self.block(block)).collect(),
            notes: notes.collect(),
            foot: self.wording.say(&Message::new("render-foot").with("page", "&P").with("pages", "&N")),
        }
    }

    /// What is marked as formalism, as `scheme check` says it.
    fn marks(&self, ready: &ReadyScheme) -> Option<Notes> {
        let lines = ready.marks.iter().map(|(code, mark)| {
            let message = Message::new("scheme-mark").with("code", code.as_str());
            self.wording.say(&message.with("rule", mark.name.clone()).with("found", mark.found.clone()))
        });
        let lines: Vec<String> = lines.collect();
        (!lines.is_empty()).then(|| Notes { heading: self.wording.word("render-marks"), lines })
    }

    /// A sentence that stands for itself.
    fn line(&self, message: &Message) -> String {
        self.wording.say(message).trim().to_owned()
    }

    fn points(&self, points: Option<Amount>) -> String {
        match points {
            None => String::new(),
            Some(points) if points.least.is_none() && points.most.is_none() => self.wording.word("points-unknown"),
            Some(points) => points.to_string(),
        }
    }

    fn block(&self, block: &Block) -> Vec<Vec<Cell>> {
        let mut said = vec![self.wording.text(&block.name).to_owned()];
        let is_entry = |entry: &Entry| entry.names.is_empty() && block.entries.len() == 1;
        if !block.entries.iter().any(is_entry) {
            said.extend(block.points.map(|points| {
                let points = self.points(Some(points));
                self.wording.say(&Message::new("render-block-points").with("points", points))
            }));
        }
        said.extend(block.terms.iter().map(|term| self.line(term)));
        let mut name = Some(said.join("\n"));
        let rows = block.entries.iter().flat_map(|entry| self.entry(block, entry));
        let rows: Vec<Vec<Cell>> = rows.collect();
        let with_block = rows.into_iter().map(|mut row: Vec<Cell>| {
            row.insert(1, name.take().map_or(Cell::Above, Cell::Text));
            row
        });
        with_block.collect()
    }

    /// The rows of an entry, without the column of blocks.
    fn entry(&self, block: &Block, entry: &Entry) -> Vec<Vec<Cell>> {
        let names: Vec<&str> = entry.names.iter().map(|name| self.wording.text(name)).collect();
        let mut content = Vec::new();
        content.extend((!names.is_empty()).then(|| names.join(" / ")));
        content.extend(entry.says.as_ref().map(|says| self.wording.text(says).to_owned()));
        if content.is_empty() {
            content.push(self.wording.text(&block.name).to_owned());
        }
        content.extend(entry.terms.iter().map(|term| self.line(term)));
        let every = entry.every.as_ref().map(|every| self.line(every));
        let mut own = Some([entry.code.clone(), content.join("\n"), self.points(entry.points), String::new()]);
        let mut last = [const { None }; 3];
        let mut row = |row: Option<&Row>| {
            let [number, content, points, score] = match own.take() {
                Some(own) => own.map(Cell::Text),
                None => [const { Cell::Above }; 4],
            };
            let standard = Cell::Text(row.map(|row| self.standard(row)).unwrap_or_default());
            // What is the same as in the line above is printed once.
            let texts = self.beside(row, every.as_deref());
            let [source, often, rests] = std::array::from_fn(|at| {
                let text = texts.get(at).cloned();
                let is_same = last.get(at).is_some_and(|last| *last == text);
                if let Some(last) = last.get_mut(at) {
                    last.clone_from(&text);
                }
                if is_same { Cell::Above } else { Cell::Text(text.unwrap_or_default()) }
            });
            vec![number, content, points, standard, source, often, rests, score]
        };
        if entry.rows.is_empty() { vec![row(None)] } else { entry.rows.iter().map(|one| row(Some(one))).collect() }
    }

    /// What stands beside a sentence: by whom, how often, what it rests on.
    fn beside(&self, row: Option<&Row>, every: Option<&str>) -> [String; 3] {
        let Some(row) = row else { return [String::new(), every.unwrap_or_default().to_owned(), String::new()] };
        let often = row.every.as_ref().map(|every| self.line(every)).or_else(|| every.map(str::to_owned));
        let rests: Vec<String> = row.rests.iter().map(|one| self.line(one)).collect();
        [self.line(&row.source), often.unwrap_or_default(), rests.join("\n")]
    }

    /// The sentence of an atom, and more of it.
    fn standard(&self, row: &Row) -> String {
        let sentence = self.line(&row.sentence);
        match &row.says {
            Some(says) => format!("{sentence}\n{}", self.wording.text(says)),
            None => sentence,
        }
    }
}

/// The table as Markdown: parts of a cell above are left blank.
fn markdown(table: &PrintedTable) -> String {
    let cell = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "<br>");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("# {}\n\n", table.title);
    if !table.subtitle.is_empty() {
        text.push_str(&format!("{}\n\n", table.subtitle));
    }
    text.push_str(&line(table.columns.iter().map(|column| cell(&column.heading)).collect()));
    text.push_str(&line(
        table.columns.iter().map(|column| if column.is_centred { ":-:" } else { "---" }.to_owned()).collect(),
    ));
    for row in &table.rows {
        let cells = row.iter().map(|one| match one {
            Cell::Text(text) => cell(text),
            Cell::Above => String::new(),
        });
        text.push_str(&line(cells.collect()));
    }
    for notes in &table.notes {
        text.push_str(&format!("\n## {}\n\n", notes.heading));
        notes.lines.iter().for_each(|line| text.push_str(&format!("- {}\n", line.replace('\n', " "))));
    }
    text
}

#[cfg(test)]
mod tests;
