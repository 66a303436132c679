//! The frame of a sample: who can be drawn on a day, as the registers tell it.

use crate::seal::digest;
use changxiao_core::{
    columns::{Cell, Row},
    day::Day,
    id::OrganisationId,
    organisations::Organisations,
    registers::Registers,
};
use std::collections::BTreeMap;

/// Who is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Organisations.
    Organisations,
    /// Members, by the ids of the roll.
    Members,
}

/// Who belongs to a frame.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Who is drawn.
    pub among: Among,
    /// Kinds of organisation, of members those of their organisations; empty: all.
    pub kinds: Vec<String>,
    /// Only what is one of these organisations, stands below it or is seated there; empty: all.
    pub within: Vec<OrganisationId>,
    /// Field of the register by which the frame falls into classes.
    pub each_of: Option<String>,
    /// The day on which they must be there.
    pub day: Day,
}

/// One that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Its class; without classes, nothing.
    pub class: String,
    /// The organisation itself, or that of the member.
    pub organisation: OrganisationId,
}

/// All that can be drawn, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    pub(super) candidates: BTreeMap<String, Candidate>,
    has_classes: bool,
}

/// Who belongs to the frame on the day. A member on several rolls belongs to it once.
#[must_use]
pub fn frame((organisations, registers): (&Organisations, &Registers), wanted: &Wanted) -> Frame {
    let mut frame = Frame { has_classes: wanted.each_of.is_some(), ..Frame::default() };
    let belongs = |id: &OrganisationId| {
        let is_of_kind = wanted.kinds.is_empty() || wanted.kinds.iter().any(|kind| kind == organisations.kind(id));
        let is_inside = |scope: &OrganisationId| organisations.is_inside(id, scope, wanted.day);
        is_of_kind && (wanted.within.is_empty() || wanted.within.iter().any(is_inside))
    };
    match wanted.among {
        Among::Organisations => {
            let Some(table) = registers.table("org") else { return frame };
            for (id, one) in organisations.iter() {
                let Some(state) = one.on(wanted.day).filter(|_| belongs(id)) else { continue };
                let class = class(wanted.each_of.as_deref(), table.row(state.row));
                frame.add(id.as_str(), Candidate { class, organisation: id.clone() });
            }
        }
        Among::Members => {
            // Who belongs is asked once of each organisation, of which there are fewer than rows.
            let mut known: BTreeMap<OrganisationId, bool> = BTreeMap::new();
            for row in registers.table("member").into_iter().flat_map(|table| table.rows()) {
                let (Some(person), Some(organisation)) = (row.text("person"), row.text("org")) else { continue };
                let is_there = row.day("valid_from").is_some_and(|from| from <= wanted.day)
                    && row.day("valid_to").is_none_or(|to| wanted.day < to);
                let organisation = OrganisationId::from(organisation);
                if is_there && *known.entry(organisation.clone()).or_insert_with(|| belongs(&organisation)) {
                    let class = class(wanted.each_of.as_deref(), row);
                    frame.add(person, Candidate { class, organisation });
                }
            }
        }
    }
    frame
}

impl Frame {
    /// Adds one. Of two with the same id the first in order stands, so that the order of rows plays no part.
    pub(super) fn add(&mut self, id: &str, candidate: Candidate) {
        match self.candidates.get_mut(id) {
            Some(known) if *known <= candidate => {}
            Some(known) => *known = candidate,
            None => {
                self.candidates.insert(id.to_owned(), candidate);
            }
        }
    }

    /// How many belong to it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.candidates.len()
    }

    /// Whether nobody does.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Candidate> {
        self.candidates.get(id)
    }

    /// SHA-256 of the ids, one a line, in the order of their bytes; with classes, of id, tab and class.
    #[must_use]
    pub fn digest(&self) -> String {
        let line = |(id, candidate): (&String, &Candidate)| {
            if self.has_classes { format!("{id}\t{}\n", candidate.class) } else { format!("{id}\n") }
        };
        digest(self.candidates.iter().map(line).collect::<String>().as_bytes())
    }
}

/// The class of a row: what stands in the field; a blank one is a class of its own.
fn class(field: Option<&str>, row: Row<'_>) -> String {
    match field.map_or(Cell::Blank, |field| row.cell(field)) {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.to_string(),
        Cell::Number(hundredths) => changxiao_core::fraction::Fraction::from_hundredths(hundredths).to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Boolean(truth) => truth.to_string(),
        Cell::List(list) => list.join(";"),
    }
}
