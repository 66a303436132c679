//! The plugin's side of the three functions: lists what the department defines, once, and calls its code behind a guard.
//! Of a batch each organisation is counted by itself: what goes wrong with one is told of that one only.

use super::{
    guard::{guard, install_hook},
    log,
    message::{Asked, BatchCall, Description, METHODS, PLUGIN_API, Reply, TALLY, TALLY_BATCH, TallyCall, Told},
    root::{HostApi, Sink},
    table::{TableView, decode, decode_rows},
};
use changxiao_core::{
    contract::CONTRACT_VERSION,
    count::{Count, Listing},
    day::Day,
    definition::Pack,
    department::{Department, List},
    fault::Fault,
    id::Id,
    native::{NativeIndicator, OrganisationRecords},
};
use serde::Serialize;
use std::{collections::BTreeMap, sync::OnceLock};

/// A department behind the boundary.
pub struct Plugin {
    department: &'static (dyn Department + Sync),
    listed: OnceLock<Listed>,
}

/// One call of `invoke`.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Method id.
    pub method: u32,
    /// The message of the method.
    pub json: &'a str,
    /// Its tables.
    pub tables: &'a [TableView<'a>],
}

struct Listed {
    pack: Pack,
    list: List,
    natives: BTreeMap<Id, usize>,
}

impl Plugin {
    /// The plugin of a department.
    #[must_use]
    pub const fn new(department: &'static (dyn Department + Sync)) -> Self {
        Self { department, listed: OnceLock::new() }
    }

    /// Events and panics go to the program from now on.
    pub fn init(&self, host: &HostApi) {
        install_hook();
        log::forward_to(*host);
    }

    /// Writes what the department defines.
    pub fn describe(&self, sink: Sink) {
        let (api, contract, methods) = (PLUGIN_API, CONTRACT_VERSION, METHODS.to_vec());
        let description = match guard(|| self.listed()) {
            Ok(listed) => {
                let (pack, faults) = (Some(listed.pack.clone()), listed.list.faults().to_vec());
                Description { api, contract, methods, pack, faults, texts: listed.list.texts().to_vec(), panic: None }
            }
            Err(panic) => {
                let (faults, texts) = (Vec::new(), Vec::new());
                Description { api, contract, methods, pack: None, faults, texts, panic: Some(panic) }
            }
        };
        write(sink, &description);
    }

    /// Does what the method id says.
    pub fn invoke(&self, call: Call<'_>, sink: Sink) {
        let reply = match call.method {
            TALLY => guard(|| self.tally(call)).unwrap_or_else(Reply::Panic),
            TALLY_BATCH => match guard(|| self.tally_batch(call, sink)) {
                Ok(Ok(())) => return,
                Ok(Err(reply)) => reply,
                Err(panic) => Reply::Panic(panic),
            },
            _ => Reply::Unimplemented,
        };
        write(sink, &reply);
    }

    fn listed(&self) -> &Listed {
        self.listed.get_or_init(|| {
            let mut list = List::default();
            self.department.register(&mut list);
            let pack = list.pack_of(self.department.about());
            let natives =
                pack.natives.iter().enumerate().map(|(at, native)| (native.indicator.id.clone(), at)).collect();
            Listed { pack, list, natives }
        })
    }

    fn tally(&self, call: Call<'_>) -> Reply {
        let (asked, records) = match read(call) {
            Ok(read) => read,
            Err(text) => return Reply::Unreadable(text),
        };
        match self.native(&asked.indicator) {
            Some(native) => count(native, &records, asked.listing).unwrap_or_else(Reply::Fault),
            None => Reply::UnknownIndicator,
        }
    }

    /// Tells one organisation after another; the error answers the whole call.
    fn tally_batch(&self, call: Call<'_>, sink: Sink) -> Result<(), Reply> {
        let unreadable = |error: serde_json::Error| Reply::Unreadable(error.to_string());
        let batch: BatchCall = serde_json::from_str(call.json).map_err(unreadable)?;
        let native = self.native(&batch.indicator).ok_or(Reply::UnknownIndicator)?;
        for asked in batch.asked {
            let records = own_records(&asked, (batch.as_of, call.tables)).map_err(Reply::Unreadable)?;
            let counted = guard(|| count(native, &records, Listing::Counts).unwrap_or_else(Reply::Fault));
            let (indicator, reply) = (batch.indicator.clone(), counted.unwrap_or_else(Reply::Panic));
            write(sink, &Told { indicator, organisation: asked.organisation, period: asked.period, reply });
        }
        Ok(())
    }

    fn native(&self, indicator: &Id) -> Option<&dyn NativeIndicator> {
        let listed = self.listed();
        let native = listed.natives.get(indicator).and_then(|at| listed.list.natives().get(*at))?;
        Some(native.as_ref())
    }
}

fn count(native: &dyn NativeIndicator, records: &OrganisationRecords, listing: Listing) -> Result<Reply, Fault> {
    let mut count = Count::new(listing);
    native.tally(records, &mut count)?;
    let Some(tally) = count.tally() else { return Ok(Reply::OutOfRange) };
    Ok(Reply::Counted { tally, items: count.into_items() })
}

fn read(call: Call<'_>) -> Result<(TallyCall, OrganisationRecords), String> {
    let asked: TallyCall = serde_json::from_str(call.json).map_err(|error| error.to_string())?;
    let mut tables = BTreeMap::new();
    for view in call.tables {
        tables.insert(view.kind.to_string(), decode(view).ok_or_else(|| misfit(view.kind.as_str()))?);
    }
    let organisation = asked.organisation.clone();
    let records = OrganisationRecords { organisation, period: asked.period, as_of: asked.as_of, tables };
    Ok((asked, records))
}

/// The rows of one organisation, taken out of the tables of all.
fn own_records(asked: &Asked, (as_of, views): (Day, &[TableView<'_>])) -> Result<OrganisationRecords, String> {
    let mut tables = BTreeMap::new();
    for (kind, (from, to)) in &asked.rows {
        let view = views.iter().find(|view| view.kind.as_str() == kind.as_str());
        let table = view.and_then(|view| decode_rows(view, *from..*to)).ok_or_else(|| misfit(kind))?;
        tables.insert(kind.clone(), table);
    }
    Ok(OrganisationRecords { organisation: asked.organisation.clone(), period: asked.period, as_of, tables })
}

fn misfit(kind: &str) -> String {
    format!("the buffers of table `{kind}` do not fit")
}

fn write(sink: Sink, answer: &impl Serialize) {
    // None of our messages can fail to become JSON; if one did, the program would name the empty answer.
    let json = serde_json::to_vec(answer).unwrap_or_default();
    (sink.write)(sink.token, json.as_slice().into());
}
