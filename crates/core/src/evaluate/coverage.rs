//! Coverage: on which days a register is complete for an organisation. Over a day that nothing covers, "nothing recorded"
//! is not known, never missed.

use crate::{
    columns::{Columns, Row},
    day::{Day, Period},
    days::Days,
    id::OrganisationId,
    organisations::Organisations,
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
};

/// All statements of coverage.
#[derive(Default)]
pub(super) struct Coverage<'a> {
    statements: BTreeMap<(&'a str, OrganisationId), Vec<Statement>>,
    /// From the first to the last day that any statement speaks of.
    span: Option<Period>,
    known: RefCell<HashMap<(String, OrganisationId), Days>>,
}

#[derive(Clone, Copy)]
struct Statement {
    days: Period,
    is_subtree: bool,
    is_office: bool,
}

impl<'a> Coverage<'a> {
    /// The statements seen on a day: one about days that only begin later is not, or it would replace what files say.
    pub(super) fn new(table: Option<&'a Columns>, as_of: Day) -> Self {
        let mut statements: BTreeMap<(&str, OrganisationId), Vec<Statement>> = BTreeMap::new();
        let is_seen = |row: &Row<'_>| row.day("first_day").is_some_and(|first| first <= as_of);
        for row in table.into_iter().flat_map(Columns::rows).filter(is_seen) {
            let days = row
                .day("first_day")
                .zip(row.day("last_day"))
                .and_then(|(first, last)| Period::new(first, last.plus_days(1)));
            let (Some(kind), Some(organisation), Some(days)) = (row.text("kind"), row.text("org"), days) else {
                continue;
            };
            let (is_subtree, is_office) =
                (row.text("scope") == Some("subtree"), row.text("stated_by") == Some("office"));
            statements.entry((kind, organisation.into())).or_default().push(Statement { days, is_subtree, is_office });
        }
        // What an office states about a register of its own replaces what files say about it.
        for about in statements.values_mut() {
            if about.iter().any(|statement| statement.is_office) {
                about.retain(|statement| statement.is_office);
            }
        }
        let days = || statements.values().flatten().map(|statement| statement.days);
        let span = days().map(Period::from).min().zip(days().map(Period::to).max());
        let span = span.and_then(|(from, to)| Period::new(from, to));
        Self { statements, span, known: RefCell::default() }
    }

    /// All days on which a register is complete for an organisation.
    pub(super) fn days(&self, organisations: &Organisations, register: &str, organisation: &OrganisationId) -> Days {
        let key = (register.replace('_', "-"), organisation.clone());
        if let Some(days) = self.known.borrow().get(&key) {
            return days.clone();
        }
        let days = self.compute(organisations, &key.0, organisation);
        self.known.borrow_mut().insert(key, days.clone());
        days
    }

    fn compute(&self, organisations: &Organisations, kind: &str, organisation: &OrganisationId) -> Days {
        let about =
            |speaker: &OrganisationId| self.statements.get(&(kind, speaker.clone())).map_or(&[][..], Vec::as_slice);
        let own = about(organisation).iter().map(|statement| statement.days);
        let mut covered: Vec<Period> = own.collect();
        let speakers = self.span.map_or_else(Vec::new, |span| organisations.speakers_within(organisation, span));
        for (part, speakers) in speakers {
            let below = speakers.into_iter().flat_map(about).filter(|statement| statement.is_subtree);
            covered.extend(below.filter_map(|statement| statement.days.and(part)));
        }
        covered.into_iter().collect()
    }
}
