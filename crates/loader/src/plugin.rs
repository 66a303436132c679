//! A plugin over the whole run: its worker is started again after it ended, and the indicator that ended it is not asked
//! again.

use crate::{
    cause::Cause,
    worker::{Counted, Limits, Worker},
};
use changxiao_core::{count::Listing, fault::Fault, id::Id, native::OrganisationRecords};
use changxiao_sdk::wire::Description;
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
    worker: Option<Worker>,
    ended: BTreeMap<Id, Cause>,
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
        let plugin = Self { program, library, limits, name, worker, ended: BTreeMap::new(), closed: None };
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
            self.note(indicator, cause);
        }
        counted
    }

    /// The indicators that ended the worker, and how. What such an indicator counted for other organisations before
    /// depends on their order and should not be used.
    #[must_use]
    pub fn ended(&self) -> &BTreeMap<Id, Cause> {
        &self.ended
    }

    /// A cause as a fault, placed at the library and the indicator.
    #[must_use]
    pub fn fault(&self, indicator: &Id, cause: &Cause) -> Fault {
        let mut fault = cause.fault(&self.library);
        fault.place = fault.place.in_column(indicator.as_str());
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

    fn note(&mut self, indicator: &Id, cause: &Cause) {
        let plugin = self.name.as_str();
        if let Cause::Panicked(panic) = cause {
            tracing::debug!(target: "plugin", plugin, backtrace = panic.backtrace, "{indicator} panicked: {}", panic.message);
        }
        if cause.is_end() {
            tracing::debug!(target: "plugin", plugin, "{indicator} ended the worker");
            self.worker = None;
            self.ended.insert(indicator.clone(), cause.clone());
        }
    }
}

fn stem(library: &Path) -> String {
    library.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
