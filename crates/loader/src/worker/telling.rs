//! The question about a batch, and what is made of its answers: each must be about the one whose turn it is. A plugin that
//! answers for another indicator, organisation or period, twice, or too often is not believed in anything.

use super::counted;
use crate::cause::Cause;
use changxiao_core::{columns::Columns, count::Listing, id::Id, native::OrganisationRecords, tally::Tally};
use changxiao_sdk::wire::{Asked, BatchCall, Reply, TALLY_BATCH, TableShape, Told, encode_joined};
use std::collections::BTreeMap;

/// The call of a batch, the shapes of its tables and their buffers; `None` if nobody is to be asked.
pub(super) fn question(indicator: &Id, batch: &[OrganisationRecords]) -> Option<(BatchCall, Vec<TableShape>, Vec<u8>)> {
    let first = batch.first()?;
    let mut body = Vec::new();
    let join = |like: &Columns| {
        let parts: Vec<&Columns> = batch.iter().filter_map(|records| records.tables.get(like.kind())).collect();
        encode_joined(like, &parts, &mut body)
    };
    let tables = first.tables.values().map(join).collect();
    let mut ends: BTreeMap<&str, u64> = BTreeMap::new();
    let asked = batch.iter().map(|records| {
        let rows = records.tables.iter().map(|(kind, table)| {
            let end = ends.entry(kind).or_default();
            let from = std::mem::replace(end, *end + table.len() as u64);
            (kind.clone(), (from, *end))
        });
        Asked { rows: rows.collect(), organisation: records.organisation.clone(), period: records.period }
    });
    let call = BatchCall { indicator: indicator.clone(), as_of: first.as_of, asked: asked.collect() };
    Some((call, tables, body))
}

/// The answers to one call, as they come.
pub(super) struct Telling<'c> {
    call: &'c BatchCall,
    told: usize,
}

impl<'c> Telling<'c> {
    pub(super) fn of(call: &'c BatchCall) -> Self {
        Self { call, told: 0 }
    }

    /// The answers in one piece: one, or as many as are still missing if it answers the whole call. The error means that
    /// nothing of it can be believed.
    pub(super) fn take(&mut self, payload: &[u8]) -> Result<Vec<Result<Tally, Cause>>, Cause> {
        match serde_json::from_slice::<Told>(payload) {
            Ok(told) => {
                self.check(&told)?;
                self.answer(told.reply)
            }
            Err(error) => match serde_json::from_slice(payload) {
                Ok(reply) => self.whole(reply),
                Err(_) => Err(Cause::Garbled(error.to_string())),
            },
        }
    }

    /// One answer was longer than it may be.
    pub(super) fn too_long(&mut self, longest: usize) -> Result<Vec<Result<Tally, Cause>>, Cause> {
        self.next()?;
        Ok(vec![Err(Cause::TooLong(longest as u64))])
    }

    /// There will be no more.
    pub(super) fn finish(&self) -> Result<(), Cause> {
        let (asked, told) = (self.call.asked.len(), self.told);
        if asked == told { Ok(()) } else { Err(Cause::WrongNumber { asked, told }) }
    }

    fn answer(&mut self, reply: Reply) -> Result<Vec<Result<Tally, Cause>>, Cause> {
        self.next()?;
        match counted(reply, (&self.call.indicator, Listing::Counts), TALLY_BATCH) {
            Err(cause) if cause.is_end() => Err(cause),
            answer => Ok(vec![answer.map(|counted| counted.tally)]),
        }
    }

    /// The plugin could not take the call as a whole, which is said before the first answer.
    fn whole(&mut self, reply: Reply) -> Result<Vec<Result<Tally, Cause>>, Cause> {
        match counted(reply, (&self.call.indicator, Listing::Counts), TALLY_BATCH) {
            Err(cause) if self.told == 0 && !cause.is_end() => {
                self.told = self.call.asked.len();
                Ok(vec![Err(cause); self.told])
            }
            Err(cause) if cause.is_end() => Err(cause),
            _ => Err(Cause::NotAMessage),
        }
    }

    /// Goes on to the next; an answer too many is none.
    fn next(&mut self) -> Result<(), Cause> {
        self.told += 1;
        let (asked, told) = (self.call.asked.len(), self.told);
        if told <= asked { Ok(()) } else { Err(Cause::WrongNumber { asked, told }) }
    }

    fn check(&self, told: &Told) -> Result<(), Cause> {
        let asked = &self.call.indicator;
        if told.indicator.namespace() != asked.namespace() {
            let namespace = asked.namespace().to_string();
            return Err(Cause::ForeignNamespace { told: told.indicator.to_string(), namespace });
        }
        if told.indicator != *asked {
            return Err(Cause::NotAsked { told: told.indicator.to_string(), asked: asked.to_string() });
        }
        let written = |organisation: &str, period| format!("{organisation} · {period}");
        let is_about = |asked: &Asked| asked.organisation == told.organisation && asked.period == told.period;
        let next = self.call.asked.get(self.told);
        if next.is_some_and(is_about) {
            return Ok(());
        }
        let name = written(told.organisation.as_str(), told.period);
        if self.call.asked.iter().take(self.told).any(is_about) {
            return Err(Cause::ToldTwice(name));
        }
        // One beyond the last is counted as one too many.
        let not_asked = |next: &Asked| written(next.organisation.as_str(), next.period);
        next.map_or(Ok(()), |next| Err(Cause::NotAsked { told: name, asked: not_asked(next) }))
    }
}
