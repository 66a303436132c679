//! A plugin over the whole run: its worker is started again after it ended, and the indicator that ended it is not asked
//! again.

use crate::{
    batch::Batches,
    cause::Cause,
    worker::{Counted, Limits, Worker},
};
use changxiao_core::{
    count::Listing,
    day::Period,
    fault::Fault,
    id::{Id, OrganisationId},
    message::Message,
    native::OrganisationRecords,
    tally::Tally,
};
use changxiao_sdk::wire::{Description, TALLY_BATCH};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// A plugin and, while it lives, its worker.
pub struct Plugin {
    program: PathBuf,
    library: PathBuf,
    limits: Limits,
    name: String,
    /// Whether it can be asked for many organisations at once.
    has_batches: bool,
    worker: Option<Worker>,
    ended: BTreeMap<Id, Cause>,
    /// Whose turn it was when an indicator ended the worker, if that is known.
    ended_at: BTreeMap<Id, (OrganisationId, Period)>,
    closed: Option<Cause>,
}

impl Plugin {
    /// Opens a library in a worker and asks what it defines. A refusal is a fault placed at the library; the faults of
    /// the author's own texts stand in the description.
    pub fn open(program: &Path, library: &Path, limits: Limits) -> Result<(Self, Description), Fault> {
        let opened = Worker::start(program, library, limits).and_then(|mut worker| {
            let described = worker.describe();
            if described.is_err() {
                worker.name(&stem(library));
            }
            Ok((described?, worker))
        });
        let (description, worker) = opened.map_err(|cause| cause.fault(library))?;
        let about = description.pack.as_ref().and_then(|pack| pack.about.as_ref());
        let name = about.map_or_else(|| stem(library), |about| about.namespace.to_string());
        let (program, library, worker) = (program.to_owned(), library.to_owned(), Some(worker));
        let (has_batches, ended, ended_at) =
            (description.methods.contains(&TALLY_BATCH), BTreeMap::new(), BTreeMap::new());
        let plugin = Self { program, library, limits, name, has_batches, worker, ended, ended_at, closed: None };
        Ok((plugin, description))
    }

    /// The tally of one organisation. After an indicator has ended the worker, every further call of it gives the same
    /// cause; the others go on in a new worker.
    pub fn tally(&mut self, indicator: &Id, records: &OrganisationRecords, listing: Listing) -> Result<Counted, Cause> {
        if let Some(cause) = self.ended.get(indicator) {
            return Err(cause.clone());
        }
        let counted = self.worker()?.tally(indicator, records, listing);
        if let Err(cause) = &counted {
            self.note(indicator, cause, Some(records));
        }
        counted
    }

    /// The tallies of many organisations, told in the order of their records, which come only as they are asked. What is
    /// told does not depend on how many are asked at once. All must have the same tables and columns.
    pub fn tallies(
        &mut self,
        indicator: &Id,
        records: &mut dyn Iterator<Item = OrganisationRecords>,
        told: &mut dyn FnMut(Result<Tally, Fault>),
    ) {
        let limits = self.limits.batch;
        for batch in Batches::new(records, limits) {
            let answers = if self.has_batches {
                self.batch(indicator, &batch)
            } else {
                let one = |records| self.tally(indicator, records, Listing::Counts).map(|counted| counted.tally);
                batch.iter().map(one).collect()
            };
            for answer in answers {
                told(answer.map_err(|cause| self.fault(indicator, &cause)));
            }
        }
    }

    /// One answer for each.
    fn batch(&mut self, indicator: &Id, batch: &[OrganisationRecords]) -> Vec<Result<Tally, Cause>> {
        let mut answers = Vec::new();
        let asked = match self.ended.get(indicator) {
            Some(cause) => Err(cause.clone()),
            None => self.worker().and_then(|worker| worker.tally_batch(indicator, batch, &mut answers)),
        };
        for cause in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            self.note(indicator, cause, None);
        }
        if let Err(cause) = asked {
            self.note(indicator, &cause, batch.get(answers.len()));
            answers.resize(batch.len(), Err(cause));
        }
        answers
    }

    /// The indicators that ended the worker, and how. What such an indicator counted for other organisations before
    /// depends on their order and should not be used.
    #[must_use]
    pub fn ended(&self) -> &BTreeMap<Id, Cause> {
        &self.ended
    }

    /// A cause as a fault, placed at the library and the indicator; if it ended the worker, with the organisation that was
    /// asked.
    #[must_use]
    pub fn fault(&self, indicator: &Id, cause: &Cause) -> Fault {
        let mut fault = cause.fault(&self.library);
        fault.place = fault.place.in_column(indicator.as_str());
        if let Some((organisation, period)) = self.ended_at.get(indicator).filter(|_| cause.is_end()) {
            let message = Message::new("plugin-ended-at").with("cause", fault.message);
            fault.message = message.with("organisation", organisation.as_str()).with("period", period.to_string());
        }
        fault
    }

    /// Namespace of the plugin, which is its name in the log.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn worker(&mut self) -> Result<&mut Worker, Cause> {
        if let Some(cause) = &self.closed {
            return Err(cause.clone());
        }
        if self.worker.is_none() {
            let mut worker = Worker::start(&self.program, &self.library, self.limits).inspect_err(|cause| {
                // It was opened before; that it cannot be opened now will not pass by asking again.
                self.closed = Some(cause.clone());
            })?;
            worker.name(&self.name);
            self.worker = Some(worker);
        }
        self.worker.as_mut().ok_or(Cause::Disconnected)
    }

    fn note(&mut self, indicator: &Id, cause: &Cause, asked: Option<&OrganisationRecords>) {
        let plugin = self.name.as_str();
        if let Cause::Panicked(panic) = cause {
            tracing::debug!(target: "plugin", plugin, backtrace = panic.backtrace, "{indicator} panicked: {}", panic.message);
        }
        if cause.is_end() && !self.ended.contains_key(indicator) {
            tracing::debug!(target: "plugin", plugin, "{indicator} ended the worker");
            self.worker = None;
            self.ended.insert(indicator.clone(), cause.clone());
            let place = asked.map(|records| (indicator.clone(), (records.organisation.clone(), records.period)));
            self.ended_at.extend(place);
        }
    }
}

fn stem(library: &Path) -> String {
    library.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
