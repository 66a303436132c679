//! An explanation on a terminal. It shows of long lists the beginning, and says how many are left out.

use super::told::{ItemTold, Told};
use crate::{messages::Wording, screen, table};
use changxiao_core::{message::Message, tally::Class};

/// How many records of one item, and how many changes, are printed; what is left out is said.
const MOST: usize = 12;

/// Prints an explanation.
pub(super) fn print(wording: &Wording, told: &Told) {
    screen::line(table::title(&told.title));
    screen::line(&told.sentence);
    screen::line(&told.role.sentence);
    told.clause.iter().for_each(|clause| screen::line(&clause.sentence));
    for parameter in &told.parameters {
        screen::line(&parameter.sentence);
        parameter.amended.iter().for_each(|amended| screen::line(format!("  {amended}")));
    }
    told.formalism.iter().chain(&told.beside).for_each(screen::line);
    if !told.items.is_empty() {
        let heading = Message::new("explain-items").with("count", told.items.len());
        screen::line(format!("\n{}", wording.say(&heading)));
    }
    told.items.iter().for_each(|one| item(wording, one));
    if !told.parts.is_empty() {
        screen::line(format!("\n{}", wording.word("explain-parts")));
    }
    told.parts.iter().for_each(|part| screen::line(format!("  {}", part.sentence)));
    changes(wording, told);
    screen::line(format!("\n{}", told.working_paper));
}

/// An item with its records; of one that is met only those that made it so.
fn item(wording: &Wording, told: &ItemTold) {
    screen::line(format!("  {}", told.sentence));
    if told.records_of_others > 0 {
        let others = Message::new("explain-others").with("count", told.records_of_others);
        screen::line(format!("    {}", wording.say(&others)));
    }
    let wanted = told.records.iter().filter(|record| record.is_counted || told.class != Class::Met);
    let lines: Vec<&str> = wanted.map(|record| record.sentence.as_str()).collect();
    first(wording, &lines, "    ");
}

fn changes(wording: &Wording, told: &Told) {
    if told.changes.is_empty() && told.beyond_changes.is_empty() {
        return;
    }
    screen::line(format!("\n{}", wording.word("explain-changes")));
    let (below, own): (Vec<_>, Vec<_>) = told.changes.iter().partition(|change| change.subject.is_none());
    below.iter().for_each(|change| screen::line(format!("  {}", change.sentence)));
    first(wording, &own.iter().map(|change| change.sentence.as_str()).collect::<Vec<_>>(), "  ");
    told.beyond_changes.iter().for_each(|sentence| screen::line(format!("  {sentence}")));
}

fn first(wording: &Wording, lines: &[&str], indent: &str) {
    lines.iter().take(MOST).for_each(|line| screen::line(format!("{indent}{line}")));
    if lines.len() > MOST {
        let more = Message::new("explain-more").with("count", lines.len() - MOST);
        screen::line(format!("{indent}{}", wording.say(&more)));
    }
}
