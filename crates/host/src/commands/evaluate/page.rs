//! The table an evaluation ends with: a legend of indicators, then the organisations of both trees.

use crate::{commands::named, figures, messages::Wording, screen, table};
use changxiao_core::{day::Day, id::OrganisationId, message::Message, organisations::Organisations, tally::Tally};
use changxiao_engine::{
    catalogue::{Catalogue, Ready},
    evaluation::{Evaluation, Span},
};

/// What the table is made of.
pub(super) struct Page<'p> {
    pub(super) wording: &'p Wording,
    pub(super) catalogue: &'p Catalogue,
    pub(super) organisations: &'p Organisations,
    pub(super) evaluation: &'p Evaluation,
}

impl Page<'_> {
    /// Prints the table.
    pub(super) fn print(&self, span: Span) {
        let title = Message::new("evaluate-title").with("period", span.period.to_string()).with("day", span.as_of);
        screen::line(table::title(&self.wording.say(&title)));
        let (shown, absent): (Vec<&Ready>, Vec<&Ready>) = self
            .catalogue
            .indicators()
            .values()
            .partition(|ready| ready.def.period.within(span.period).next().is_some());
        for (number, ready) in shown.iter().enumerate() {
            screen::line(self.legend(number + 1, ready));
        }
        for ready in absent {
            let message = Message::new("legend-absent").with("id", &ready.def.id).with("name", ready.def.name.clone());
            screen::line(self.wording.say(&message));
        }
        screen::line(self.wording.word("legend-signs"));
        for (heading, is_unit) in [("heading-party-tree", false), ("heading-unit-tree", true)] {
            let tree = self.tree(is_unit, span.period.last());
            let rows: Vec<Vec<String>> = tree.iter().filter_map(|(depth, id)| self.row(*depth, id, &shown)).collect();
            if !rows.is_empty() {
                let mut header = vec![self.wording.word(heading)];
                header.extend(shown.iter().enumerate().map(|(number, ready)| short(number + 1, ready)));
                screen::line(format!("\n{}", table::table(header, rows)));
            }
        }
    }

    /// One line of the legend: number, name, target, and who amended what it measures by.
    fn legend(&self, number: usize, ready: &Ready) -> String {
        let target = ready.def.target.map(figures::target).unwrap_or_default();
        let line = Message::new("legend")
            .with("number", number)
            .with("id", &ready.def.id)
            .with("name", ready.def.name.clone());
        let mut text = self.wording.say(&line.with("target", target)).trim_end().to_owned();
        for amended in self.catalogue.amendments() {
            let (Some(before), Some(now)) = (amended.before(), amended.value()) else { continue };
            if self.catalogue.indicators_using(&amended.def.target).contains(&ready.def.id) {
                let more = Message::new("legend-amended")
                    .with("department", amended.by.as_str())
                    .with("id", &amended.def.target);
                text = format!("{text}\n    {}", self.wording.say(&more.with("from", before).with("to", now)));
            }
        }
        text
    }

    /// A tree in the order of its lines: each organisation after the one it belongs to, with its depth.
    fn tree(&self, is_unit: bool, day: Day) -> Vec<(usize, OrganisationId)> {
        let of_tree = self.organisations.iter().filter(|(_, one)| one.is_unit() == is_unit);
        let path = |(id, one): (&OrganisationId, &changxiao_core::organisations::Organisation)| {
            let last = one.closed().map_or(day, |closed| day.min(closed.plus_days(-1)));
            let mut path: Vec<OrganisationId> = self.organisations.above(id, last).into_iter().cloned().collect();
            path.reverse();
            path.push(id.clone());
            (path, id.clone())
        };
        let mut ordered: Vec<_> = of_tree.map(path).collect();
        ordered.sort();
        ordered.into_iter().map(|(path, id)| (path.len() - 1, id)).collect()
    }

    fn row(&self, depth: usize, id: &OrganisationId, shown: &[&Ready]) -> Option<Vec<String>> {
        let tally = |ready: &Ready| -> Option<&Tally> { self.evaluation.numbers.get(&ready.def.id)?.lines.get(id) };
        let cell = |ready: &Ready| tally(ready).map(|tally| figures::cell(self.wording, tally, ready.def.target));
        let cells: Vec<Option<String>> = shown.iter().map(|ready| cell(ready)).collect();
        let name = format!("{}{}", "  ".repeat(depth), named(self.organisations, id));
        cells
            .iter()
            .any(Option::is_some)
            .then(|| std::iter::once(name).chain(cells.into_iter().map(Option::unwrap_or_default)).collect())
    }
}

/// The column of an indicator: its number and code.
fn short(number: usize, ready: &Ready) -> String {
    format!("[{number}] {}", ready.def.code.as_deref().unwrap_or_default()).trim_end().to_owned()
}
