//! The table an evaluation ends with: a legend of indicators, then the organisations of both trees.

use crate::{
    commands::{
        catalogue::{mark_lines, marked_name, side_by_side},
        named,
    },
    figures,
    messages::Wording,
    screen, table,
};
use changxiao_core::{
    day::{Calendar, Day},
    id::OrganisationId,
    message::Message,
    organisations::Organisations,
    tally::Tally,
};
use changxiao_engine::{
    catalogue::{Amended, Catalogue, Ready},
    evaluation::{Evaluation, Outcome, Span},
};

use std::collections::BTreeSet;

/// More indicators than this are shown one a row.
const MOST_COLUMNS: usize = 5;

/// Organisations of one tree that are printed; the run folder has all.
const MOST_ROWS: usize = 100;

/// What the table is made of.
pub(super) struct Page<'p> {
    pub(super) wording: &'p Wording,
    pub(super) catalogue: &'p Catalogue,
    pub(super) organisations: &'p Organisations,
    pub(super) evaluation: &'p Evaluation,
    /// Indicators, by id or code, whose organisations are to be shown; none: all, if they are few.
    pub(super) show: &'p [String],
}

impl Page<'_> {
    /// Prints the table.
    pub(super) fn print(&self, span: Span) {
        let title = Message::new("evaluate-title").with("period", span.period.to_string()).with("day", span.as_of);
        screen::line(table::title(&self.wording.say(&title)));
        let (mut shown, absent): (Vec<&Ready>, Vec<&Ready>) = self
            .catalogue
            .indicators()
            .values()
            .partition(|ready| ready.def.period.within(span.period).next().is_some());
        shown.sort_by_key(|ready| self.order(ready));
        for ready in &absent {
            let message = Message::new("legend-absent").with("id", &ready.def.id).with("name", ready.def.name.clone());
            screen::line(self.wording.say(&message));
        }
        let is_many = shown.len() > MOST_COLUMNS && self.show.is_empty();
        if is_many || !self.show.is_empty() {
            screen::line(format!("\n{}", self.summary(&shown)));
            screen::line(self.wording.word("legend-signs"));
        }
        if is_many {
            screen::line(self.wording.word("summary-hint"));
            return;
        }
        let is_named = |ready: &Ready| {
            let names = [Some(ready.def.id.as_str()), ready.def.code.as_deref()];
            self.show.iter().any(|wanted| names.contains(&Some(wanted.as_str())))
        };
        // Two of which one supersedes the other are shown together, whichever is asked for.
        let is_wanted = |ready: &&Ready| {
            let beside = side_by_side(self.catalogue, ready);
            self.show.is_empty() || is_named(ready) || beside.into_iter().any(|(_, other)| is_named(other))
        };
        self.matrix(&shown.into_iter().filter(is_wanted).collect::<Vec<_>>(), span.period.last());
    }

    /// By code, then id; what supersedes another stands after it.
    fn order<'r>(&'r self, ready: &'r Ready) -> impl Ord + use<'r> {
        let superseded = self.catalogue.superseded(ready);
        let first = superseded.map_or(&ready.def, |other| &other.def);
        (first.code.is_none(), &first.code, &first.id, superseded.is_some(), &ready.def.id)
    }

    /// The organisations of both trees, one row each, an indicator a column.
    fn matrix(&self, shown: &[&Ready], day: Day) {
        screen::line("");
        for (number, ready) in shown.iter().enumerate() {
            screen::line(self.legend(number + 1, ready));
        }
        screen::line(self.wording.word("legend-signs"));
        for (heading, is_unit) in [("heading-party-tree", false), ("heading-unit-tree", true)] {
            let tree = self.tree(is_unit, day);
            let rows: Vec<Vec<String>> = tree.iter().filter_map(|(depth, id)| self.row(*depth, id, shown)).collect();
            let left = rows.len().saturating_sub(MOST_ROWS);
            let rows: Vec<Vec<String>> = rows.into_iter().take(MOST_ROWS).collect();
            if rows.is_empty() {
                continue;
            }
            let mut header = vec![self.wording.word(heading)];
            header.extend(shown.iter().enumerate().map(|(number, ready)| short(number + 1, ready)));
            screen::line(format!("\n{}", table::table(header, rows)));
            if left > 0 {
                screen::line(self.wording.say(&Message::new("explain-more").with("count", left)));
            }
        }
    }

    /// One row an indicator: the number of all units (or, without one, of all Party organisations), and how many
    /// organisations below meet the target.
    fn summary(&self, shown: &[&Ready]) -> String {
        let header = [
            "column-code",
            "column-name",
            "column-period",
            "column-total",
            "column-met",
            "column-not-met",
            "column-unknown",
        ];
        let rows = shown.iter().map(|ready| self.summary_row(ready)).collect();
        table::table(header.map(|key| self.wording.word(key)).to_vec(), rows)
    }

    /// Where there is no target nothing can be met: these cells say so by a dash.
    fn summary_row(&self, ready: &Ready) -> Vec<String> {
        let lines = self.evaluation.numbers.get(&ready.def.id).map(|numbers| &numbers.lines);
        let roots = |is_unit: bool| {
            let of_tree = lines.into_iter().flatten().filter(move |(id, _)| self.is_root(id, is_unit));
            of_tree.map(|(_, tally)| *tally).reduce(|sum, tally| sum.plus(tally).unwrap_or(sum))
        };
        let total = roots(true).or_else(|| roots(false));
        let outcomes: Vec<Outcome> = lines.into_iter().flatten().map(|(_, tally)| ready.outcome(tally)).collect();
        let met = |wanted: Option<bool>| {
            let counted = |one: &&Outcome| one.lower.is_some() && one.is_met == wanted;
            ready.def.target.map_or("–".to_owned(), |_| outcomes.iter().filter(counted).count().to_string())
        };
        vec![
            ready.def.code.clone().unwrap_or_default(),
            self.name(ready),
            self.wording.word(calendar(ready.def.period)),
            total.map_or_else(
                || self.wording.word("cell-nobody-asked"),
                |tally| figures::cell(self.wording, ready, &tally),
            ),
            met(Some(true)),
            met(Some(false)),
            met(None),
        ]
    }

    /// The name (with the id, where there is no code), and the departments that amended what it measures by.
    fn name(&self, ready: &Ready) -> String {
        let uses = |amended: &&Amended| self.catalogue.indicators_using(&amended.def.target).contains(&ready.def.id);
        let by: BTreeSet<&str> =
            self.catalogue.amendments().iter().filter(uses).map(|amended| amended.by.as_str()).collect();
        let name = self.wording.text(&ready.def.name);
        let name = match ready.def.code {
            Some(_) => name.to_owned(),
            None => format!("{name} {}", ready.def.id),
        };
        let name = marked_name(self.wording, self.catalogue, (&ready.def.id, &name));
        let name = match &ready.def.supersedes {
            Some(other) => self.wording.say(&Message::new("summary-supersedes").with("name", name).with("id", other)),
            None => name,
        };
        if by.is_empty() {
            return name;
        }
        let departments = by.into_iter().collect::<Vec<_>>().join(", ");
        self.wording.say(&Message::new("summary-amended").with("name", name).with("departments", departments))
    }

    fn is_root(&self, id: &OrganisationId, is_unit: bool) -> bool {
        self.organisations.get(id).is_some_and(|one| {
            one.is_unit() == is_unit && one.states.last().is_some_and(|state| state.parent.is_none())
        })
    }

    /// One line of the legend: number, name, target, and who amended what it measures by.
    fn legend(&self, number: usize, ready: &Ready) -> String {
        let target = ready.def.target.map(figures::target).unwrap_or_default();
        let line = Message::new("legend")
            .with("number", number)
            .with("id", &ready.def.id)
            .with("name", ready.def.name.clone());
        let mut text = self.wording.say(&line.with("target", target)).trim_end().to_owned();
        for (key, other) in side_by_side(self.catalogue, ready) {
            let line = Message::new("show-line").with("what", self.wording.word(key));
            let line = line.with("text", format!("{} {}", self.wording.text(&other.def.name), other.def.id));
            text = format!("{text}\n    {}", self.wording.say(&line));
        }
        for mark in mark_lines(self.wording, self.catalogue, &ready.def.id) {
            let line = Message::new("show-line").with("what", self.wording.word("show-formalism")).with("text", mark);
            text = format!("{text}\n    {}", self.wording.say(&line));
        }
        for amended in self.catalogue.amendments() {
            let Some((before, now)) = amended.change() else { continue };
            if self.catalogue.indicators_using(&amended.def.target).contains(&ready.def.id) {
                let more = Message::new("legend-amended")
                    .with("department", amended.by.as_str())
                    .with("id", &amended.def.target)
                    .with("from", before)
                    .with("to", now);
                text = format!("{text}\n    {}", self.wording.say(&more));
                if let Some(scope) = amended.within() {
                    let within = Message::new("effects-within").with("organisation", scope.as_str());
                    text = format!("{text}\n      {}", self.wording.say(&within));
                }
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
        let cell = |ready: &Ready| tally(ready).map(|tally| figures::cell(self.wording, ready, tally));
        let cells: Vec<Option<String>> = shown.iter().map(|ready| cell(ready)).collect();
        let name = format!("{}{}", "  ".repeat(depth), named(self.organisations, id));
        cells
            .iter()
            .any(Option::is_some)
            .then(|| std::iter::once(name).chain(cells.into_iter().map(Option::unwrap_or_default)).collect())
    }
}

/// The key of the word for a kind of calendar period.
fn calendar(calendar: Calendar) -> &'static str {
    match calendar {
        Calendar::Month => "calendar-month",
        Calendar::TwoMonths => "calendar-two-months",
        Calendar::Quarter => "calendar-quarter",
        Calendar::HalfYear => "calendar-half-year",
        Calendar::Year => "calendar-year",
    }
}

/// The column of an indicator: its number and code.
fn short(number: usize, ready: &Ready) -> String {
    format!("[{number}] {}", ready.def.code.as_deref().unwrap_or_default()).trim_end().to_owned()
}
