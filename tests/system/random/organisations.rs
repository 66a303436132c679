//! A made-up administration: a root, two departments, each with a committee, a leading group, a division and branches, of
//! which one splits, two merge and one changes its parent, on days that chance decides.

use super::{
    chance::Chance,
    rows::{Row, day},
};
use changxiao_core::{columns::Cell, day::Day};

/// An organisation and the days of its life.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) from: Day,
    pub(crate) to: Option<Day>,
}

impl Life {
    /// The letter of its department; of the root one of its own.
    pub(crate) fn letter(&self) -> &str {
        self.id.split_at(1).0
    }

    /// A day of its life between two days, if there is one.
    pub(super) fn day(&self, chance: &mut Chance, (first, last): (Day, Day)) -> Option<Day> {
        let last = self.to.map_or(last, |to| last.min(to.plus_days(-1)));
        (self.from.max(first) <= last).then(|| chance.day(self.from.max(first), last))
    }
}

/// Organisations under way.
struct Tree<'c> {
    chance: &'c mut Chance,
    rows: Vec<Row>,
    lives: Vec<Life>,
}

impl Tree<'_> {
    /// A state of an organisation; the life grows with it.
    fn state(&mut self, (id, kind): (&str, &'static str), (from, to): (Day, Option<Day>), above: (&str, &[&str])) {
        let (parent, serves) = above;
        let mut row = Row::new("org").text("org", id).text("kind", kind).text("name", &format!("组织{id}"));
        row = row.day("valid_from", from).day_if("valid_to", to);
        if !parent.is_empty() {
            row = row.text("parent", parent);
        }
        if !serves.is_empty() {
            row = row.with("serves", Cell::List(serves.iter().map(|&unit| unit.into()).collect()));
        }
        if self.chance.is(70) {
            row = row.number("staff", self.chance.below(30));
        }
        if self.chance.is(60) {
            let answer = self.chance.is(50);
            row = row.truth("has_committee", answer);
        }
        if self.chance.is(40) {
            row = row.day("term_start", self.chance.day(day(2022, 1, 1), day(2025, 12, 31)));
        }
        self.rows.push(row);
        match self.lives.iter_mut().find(|life| life.id == id) {
            Some(life) => life.to = to,
            None => self.lives.push(Life { id: id.to_owned(), kind, from, to }),
        }
    }

    /// Says who takes over from an organisation.
    fn followed_by(&mut self, id: &str, successors: &[&str]) {
        let list = Cell::List(successors.iter().map(|&one| one.into()).collect());
        for row in self.rows.iter_mut().filter(|row| row.text_of("org") == id) {
            row.cells.insert("successors", list.clone());
        }
    }

    /// A day within the year, most often.
    fn turn(&mut self) -> Day {
        if self.chance.is(30) { day(2025, 7, 1) } else { self.chance.day(day(2024, 11, 1), day(2026, 2, 1)) }
    }

    /// A department with all that is below it; its letter stands in every id.
    fn department(&mut self, letter: &str) {
        let id = |name: &str| format!("{letter}{name}");
        let (unit, division, committee) = (id("1"), id("2"), id("C"));
        let old = day(2015, 1, 1);
        self.state((&unit, "unit"), (old, None), ("U0", &[]));
        self.state((&division, "unit"), (old, None), (&unit, &[]));
        self.state((&committee, "organ-committee"), (old, None), ("W0", &[&unit]));
        self.state((&id("L"), "leading-group"), (old, None), ("", &[&unit]));
        let general = id("G");
        self.state((&general, "general-branch"), (old, None), (&committee, &[&division]));
        self.state((&id("B1"), "branch"), (old, None), (&general, &[]));
        let late = self.turn();
        self.state((&id("B2"), "branch"), (late, None), (&committee, &[&division, &unit]));
        match self.chance.below(4) {
            0 => {
                let moved = self.turn();
                self.state((&id("B3"), "branch"), (old, Some(moved)), (&general, &[]));
                self.state((&id("B3"), "branch"), (moved, None), (&committee, &[&unit]));
            }
            1 => {
                let split = self.turn();
                self.state((&id("B3"), "branch"), (old, Some(split)), (&general, &[]));
                self.state((&id("B4"), "branch"), (split, None), (&general, &[]));
                self.state((&id("B5"), "branch"), (split, None), (&committee, &[&unit]));
                self.followed_by(&id("B3"), &[&id("B4"), &id("B5")]);
            }
            2 => {
                let merged = self.turn();
                self.state((&id("B3"), "branch"), (old, Some(merged)), (&general, &[]));
                self.state((&id("B4"), "branch"), (old, Some(merged)), (&committee, &[&unit]));
                self.state((&id("B5"), "branch"), (merged, None), (&committee, &[&unit]));
                self.followed_by(&id("B3"), &[&id("B5")]);
                self.followed_by(&id("B4"), &[&id("B5")]);
            }
            _ => {
                let closed = self.turn();
                self.state((&id("B3"), "branch"), (old, Some(closed)), (&general, &[]));
            }
        }
    }
}

/// The rows of the organisations, and their lives.
pub(super) fn organisations(chance: &mut Chance, letters: &[&str]) -> (Vec<Row>, Vec<Life>) {
    let mut tree = Tree { chance, rows: Vec::new(), lives: Vec::new() };
    tree.state(("U0", "unit"), (day(2010, 1, 1), None), ("", &[]));
    tree.state(("W0", "work-committee"), (day(2010, 1, 1), None), ("", &["U0"]));
    letters.iter().for_each(|letter| tree.department(letter));
    (tree.rows, tree.lives)
}

/// A department of its own below the root, elsewhere than all others.
pub(super) fn elsewhere(chance: &mut Chance) -> (Vec<Row>, Vec<Life>) {
    let mut tree = Tree { chance, rows: Vec::new(), lives: Vec::new() };
    tree.department("Z");
    (tree.rows, tree.lives)
}

/// The lives of the organisations of these rows.
pub(crate) fn lives(rows: &[Row]) -> Vec<Life> {
    const KINDS: [&str; 6] = ["unit", "work-committee", "organ-committee", "leading-group", "general-branch", "branch"];
    let mut lives: Vec<Life> = Vec::new();
    for row in rows.iter().filter(|row| row.kind == "org") {
        let (id, from, to) = (row.text_of("org"), row.day_of("valid_from").unwrap(), row.day_of("valid_to"));
        match lives.iter_mut().find(|life| life.id == id) {
            Some(life) => {
                life.to = if life.to.is_none() || to.is_none() { None } else { life.to.max(to) };
                life.from = life.from.min(from);
            }
            None => {
                let kind = KINDS.into_iter().find(|kind| **kind == row.text_of("kind")).unwrap();
                lives.push(Life { id, kind, from, to });
            }
        }
    }
    lives
}
