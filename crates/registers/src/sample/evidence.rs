//! Checks of records: some records of a department are drawn as a sample, and some objected to.

use super::{
    Making,
    chance::Chance,
    rows::{day, id, text},
};
use changxiao_core::{
    columns::Cell,
    day::{Calendar, Day},
};
use std::{io, sync::Arc};

/// The records that will be looked at.
pub(super) struct Checked {
    chance: Chance,
    records: Vec<Record>,
}

/// A record, by what an office calls it.
pub(super) struct Record {
    pub(super) kind: &'static str,
    pub(super) key: Arc<str>,
    pub(super) org: Arc<str>,
    pub(super) day: Day,
}

impl Checked {
    pub(super) fn new(making: &Making<'_>, index: usize) -> Self {
        Self { chance: making.chance("evidence", index), records: Vec::new() }
    }

    /// A record that was written and may be drawn.
    pub(super) fn offer(&mut self, making: &Making<'_>, kind: &'static str, record: (&Arc<str>, &Arc<str>, Day)) {
        let (key, org, day) = record;
        if self.chance.below(1000) < 25 + u64::from(making.settings.mess) / 5 {
            self.records.push(Record { kind, key: key.clone(), org: org.clone(), day });
        }
    }

    /// Writes what was found out about each.
    pub(super) fn write(mut self, making: &mut Making<'_>) -> io::Result<()> {
        for record in std::mem::take(&mut self.records) {
            self.write_check(making, &record)?;
        }
        Ok(())
    }

    fn write_check(&mut self, making: &mut Making<'_>, record: &Record) -> io::Result<()> {
        let chance = &mut self.chance;
        let opened = record.day.plus_days(chance.between(20, 120)).min(making.years().as_of());
        let is_objection = chance.percent(10) || making.is_messy(chance, 350);
        let (origin, result) = if is_objection {
            let result = chance.weighted("sound", &[(15, "incomplete")]);
            ("objection", if making.is_messy(chance, 400) { "untrue" } else { result })
        } else {
            let found = [(6, "incomplete"), (4, "late"), (3, "destroyed")];
            let result = chance.weighted("sound", &found);
            ("sample", if making.is_messy(chance, 80) { "untrue" } else { result })
        };
        let decided = opened.plus_days(chance.weighted(10, &[(10, 31), (5, 32), (10, 0), (10, 24)]));
        // Whoever looks back at a year in the middle of February finds everything settled; in a mess not so.
        let look_back = Calendar::Year.around(opened).from().plus_days(45);
        let is_settled = !making.is_messy(chance, 500) && opened <= look_back;
        let decided = if is_settled { decided.min(look_back) } else { decided };
        let is_open = making.is_messy(chance, 300);
        let decided = Some(decided).filter(|_| !is_open);
        let fields = [
            ("id", id(&making.id('C'))),
            ("org", id(&record.org)),
            ("record_kind", text(record.kind)),
            ("record", id(&record.key)),
            ("origin", text(origin)),
            ("opened_on", Cell::Day(opened)),
            ("decided_on", day(decided)),
            ("result", decided.map_or(Cell::Blank, |_| text(result))),
        ];
        making.rows.put("evidence", &fields)
    }
}
