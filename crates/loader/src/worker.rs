//! A worker process, seen from the program: asks, waits at most as long as the limits allow, and says how it ended.

mod telling;

use crate::{
    batch::BatchLimits,
    cause::Cause,
    elf,
    end::{self, Tail},
    frame::{self, Kind},
    log,
    serve::{Invocation, Opening, Passing, WORKER_ARGUMENT, refusal},
};
use changxiao_core::{
    contract::CONTRACT_VERSION,
    count::{Count, Item, Listing},
    fraction::Fraction,
    id::Id,
    native::OrganisationRecords,
    tally::Tally,
};
use changxiao_sdk::wire::{Description, Event, PLUGIN_API, Reply, TALLY, TALLY_BATCH, TallyCall, Versions, encode};
use std::{
    cmp::Ordering,
    io::{self, ErrorKind, Read, Write},
    os::{fd::OwnedFd, unix::net::UnixStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use telling::Telling;

/// What a plugin may use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time for one answer; of a batch, for each organisation. It changes no result, only whether there is one.
    pub time: Duration,
    /// Address space of the worker, in bytes; no limit if none.
    pub memory: Option<u64>,
    /// What is asked in one question.
    pub batch: BatchLimits,
}

/// What an indicator counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The eight counts.
    pub tally: Tally,
    /// The items, if they were wanted.
    pub items: Vec<Item>,
}

/// A worker process with one library open.
pub struct Worker {
    child: Child,
    socket: UnixStream,
    tail: Tail,
    limits: Limits,
    log: Log,
}

/// Events wait until the plugin's name is known.
enum Log {
    Waiting(Vec<Event>),
    /// With the number of events told so far.
    Named(String, usize),
}

impl Default for Limits {
    /// 30 seconds an answer, 512 MiB.
    fn default() -> Self {
        Self { time: Duration::from_secs(30), memory: Some(512 * 1024 * 1024), batch: BatchLimits::default() }
    }
}

impl Worker {
    /// Starts `program` (usually the running one) as a worker and lets it open a library. `program` must call `serve`
    /// when its first argument is `WORKER_ARGUMENT`.
    pub fn start(program: &Path, library: &Path, limits: Limits) -> Result<Self, Cause> {
        elf::check(library)?;
        // A whole path: one without a slash would be looked for among the system's libraries.
        let library = library.canonicalize().map_err(|error| Cause::Unreadable(error.to_string()))?;
        let mut worker = spawn(program, limits).map_err(|error| Cause::NotStarted(error.to_string()))?;
        let opening = Opening { library, memory: limits.memory, level: log::wanted() };
        let json = serde_json::to_vec(&opening).map_err(|error| Cause::Unreadable(error.to_string()))?;
        match worker.ask(Kind::Open, &[&json])? {
            (Kind::Opened, _) => Ok(worker),
            (Kind::Refused, payload) => Err(refusal(&payload)),
            _ => Err(worker.nonsense(Cause::NotAMessage)),
        }
    }

    /// What the plugin says of itself, after its two numbers were found to fit.
    pub fn describe(&mut self) -> Result<Description, Cause> {
        let payload = self.answer(Kind::Describe, &[])?;
        let versions: Versions = self.parse(&payload)?;
        fits(versions)?;
        let description: Description = self.parse(&payload)?;
        if let Some(panic) = description.panic {
            return Err(Cause::Panicked(panic));
        }
        let about = description.pack.as_ref().and_then(|pack| pack.about.as_ref()).ok_or(Cause::Anonymous)?;
        self.name(about.namespace.as_str());
        Ok(description)
    }

    /// The tally of one organisation.
    pub fn tally(&mut self, indicator: &Id, records: &OrganisationRecords, listing: Listing) -> Result<Counted, Cause> {
        let mut body = Vec::new();
        let tables = records.tables.values().map(|table| encode(table, &mut body)).collect();
        let (organisation, period, as_of) = (records.organisation.clone(), records.period, records.as_of);
        let call = TallyCall { indicator: indicator.clone(), organisation, period, as_of, listing };
        let longest = if listing == Listing::Items { frame::LONGEST } else { frame::LONGEST_COUNTS };
        let json = serde_json::to_string(&call).map_err(|error| unsent(&error))?;
        let head = head(&Invocation { method: TALLY, json, tables, passing: Passing::Whole, longest })?;
        match self.ask(Kind::Invoke, &[&head, &body])? {
            (Kind::Answer, payload) => counted(self.parse(&payload)?, (indicator, listing), TALLY),
            (Kind::TooLong, _) => Err(Cause::TooLong(longest as u64)),
            _ => Err(self.nonsense(Cause::NotAMessage)),
        }
    }

    /// The tallies of many organisations, which must all have the same tables and columns. Answers are added as they
    /// come; an error is that of the organisation whose answer is the first not to be there, and of all after it.
    pub fn tally_batch(
        &mut self,
        indicator: &Id,
        batch: &[OrganisationRecords],
        answers: &mut Vec<Result<Tally, Cause>>,
    ) -> Result<(), Cause> {
        let Some((call, tables, body)) = telling::question(indicator, batch) else { return Ok(()) };
        let (json, longest) = (serde_json::to_string(&call).map_err(|error| unsent(&error))?, frame::LONGEST_COUNTS);
        let head = head(&Invocation { method: TALLY_BATCH, json, tables, passing: Passing::Pieces, longest })?;
        self.send(Kind::Invoke, &[&head, &body], self.deadline())?;
        let mut telling = Telling::of(&call);
        loop {
            // Each organisation has all the time, so that how many are asked at once decides nothing.
            let heard = match self.hear(self.deadline())? {
                (Kind::Answer, _) => return telling.finish().map_err(|cause| self.nonsense(cause)),
                (Kind::TooLong, _) => telling.too_long(longest),
                (Kind::Piece, payload) => telling.take(&payload),
                _ => Err(Cause::NotAMessage),
            };
            answers.extend(heard.map_err(|cause| self.nonsense(cause))?);
        }
    }

    /// Process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Gives the plugin its name in the log, and tells the events that waited for it.
    pub(crate) fn name(&mut self, name: &str) {
        if let Log::Waiting(events) = std::mem::replace(&mut self.log, Log::Named(name.to_owned(), 0)) {
            events.iter().for_each(|event| log::tell(name, event));
        }
    }

    fn answer(&mut self, kind: Kind, parts: &[&[u8]]) -> Result<Vec<u8>, Cause> {
        match self.ask(kind, parts)? {
            (Kind::Answer, payload) => Ok(payload),
            (Kind::TooLong, _) => Err(Cause::TooLong(frame::LONGEST as u64)),
            _ => Err(self.nonsense(Cause::NotAMessage)),
        }
    }

    /// Sends one message and waits for the next that is not an event.
    fn ask(&mut self, kind: Kind, parts: &[&[u8]]) -> Result<(Kind, Vec<u8>), Cause> {
        let deadline = self.deadline();
        self.send(kind, parts, deadline)?;
        self.hear(deadline)
    }

    fn deadline(&self) -> Instant {
        Instant::now() + self.limits.time
    }

    fn send(&mut self, kind: Kind, parts: &[&[u8]], deadline: Instant) -> Result<(), Cause> {
        let bytes: usize = parts.iter().map(|part| part.len()).sum();
        if bytes > frame::LONGEST {
            return Err(Cause::TooLong(bytes as u64));
        }
        let sent = frame::write(&mut Timed { socket: &self.socket, deadline }, kind, parts);
        sent.map_err(|error| self.ended(&error))
    }

    /// The next message that is not an event.
    fn hear(&mut self, deadline: Instant) -> Result<(Kind, Vec<u8>), Cause> {
        loop {
            match frame::read(&mut Timed { socket: &self.socket, deadline }) {
                Ok((Kind::Log, payload)) => {
                    if let Ok(event) = serde_json::from_slice(&payload) {
                        self.log.take(event);
                    }
                }
                heard => return heard.map_err(|error| self.ended(&error)),
            }
        }
    }

    fn ended(&mut self, error: &io::Error) -> Cause {
        match error.kind() {
            ErrorKind::WouldBlock | ErrorKind::TimedOut => {
                end::kill(&mut self.child);
                Cause::TimedOut(u64::try_from(self.limits.time.as_millis()).unwrap_or(u64::MAX))
            }
            ErrorKind::InvalidData => self.nonsense(Cause::NotAMessage),
            _ => end::after_closing(&mut self.child, &self.tail),
        }
    }

    fn parse<T: serde::de::DeserializeOwned>(&mut self, payload: &[u8]) -> Result<T, Cause> {
        serde_json::from_slice(payload).map_err(|error| self.nonsense(Cause::Garbled(error.to_string())))
    }

    /// A worker that talks nonsense is not asked again.
    fn nonsense(&mut self, cause: Cause) -> Cause {
        end::kill(&mut self.child);
        cause
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        end::kill(&mut self.child);
    }
}

impl Log {
    fn take(&mut self, event: Event) {
        match self {
            Self::Named(name, told) => {
                *told += 1;
                match (*told).cmp(&log::MOST_TOLD) {
                    Ordering::Less => log::tell(name, &event),
                    Ordering::Equal => {
                        tracing::warn!(target: "plugin", plugin = name.as_str(), "further events of this worker are not told");
                    }
                    Ordering::Greater => {}
                }
            }
            Self::Waiting(events) if events.len() < log::MOST_WAITING => events.push(event),
            Self::Waiting(_) => {}
        }
    }
}

/// No `pre_exec`: so that the standard library spawns without copying this process's memory map.
fn spawn(program: &Path, limits: Limits) -> io::Result<Worker> {
    let (socket, theirs) = UnixStream::pair()?;
    let mut command = Command::new(program);
    command.arg(WORKER_ARGUMENT).env_clear().stdin(OwnedFd::from(theirs)).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    // The command holds their end of the socket; while it does, the end of the worker would not be noticed.
    drop(command);
    let Some(pipe) = child.stderr.take() else {
        end::kill(&mut child);
        return Err(ErrorKind::BrokenPipe.into());
    };
    Ok(Worker { child, socket, tail: Tail::of(pipe), limits, log: Log::Waiting(Vec::new()) })
}

/// The two numbers. Every plugin API from 1 to ours is understood; a newer contract may name registers we do not have.
fn fits(versions: Versions) -> Result<(), Cause> {
    match versions.api {
        0 => Err(Cause::Older(0)),
        api if api > PLUGIN_API => Err(Cause::Newer(api)),
        _ if versions.contract > CONTRACT_VERSION => {
            Err(Cause::NewerContract { contract: versions.contract, known: CONTRACT_VERSION })
        }
        _ => Ok(()),
    }
}

fn unsent(error: &serde_json::Error) -> Cause {
    Cause::Garbled(error.to_string())
}

/// An invocation before its buffers: its length, itself.
fn head(invocation: &Invocation) -> Result<Vec<u8>, Cause> {
    let json = serde_json::to_vec(invocation).map_err(|error| unsent(&error))?;
    let length = u32::try_from(json.len()).unwrap_or(u32::MAX).to_le_bytes();
    Ok([length.as_slice(), &json].concat())
}

/// What a reply gives, or why it gives nothing.
fn counted(reply: Reply, (indicator, listing): (&Id, Listing), method: u32) -> Result<Counted, Cause> {
    match reply {
        Reply::Counted { tally, items } => plausible(tally, items, listing),
        Reply::Fault(fault) => Err(Cause::Said(Box::new(fault))),
        Reply::Panic(panic) => Err(Cause::Panicked(panic)),
        Reply::OutOfRange => Err(Cause::OutOfRange),
        Reply::UnknownIndicator => Err(Cause::UnknownIndicator(indicator.to_string())),
        Reply::Unreadable(text) => Err(Cause::Garbled(text)),
        Reply::Unimplemented => Err(Cause::Unimplemented(method)),
    }
}

/// Counts that cannot be are no answer: the plugin may have been built with an SDK of its own, and amounts are the author's.
fn plausible(tally: Tally, items: Vec<Item>, listing: Listing) -> Result<Counted, Cause> {
    let is_ordered = Fraction::ZERO <= tally.numerator && tally.numerator <= tally.denominator;
    // Not `unknown <= denominator`: the denominator may be an amount, such as half an hour of one unknown item.
    let has_place = tally.unknown == 0 || tally.denominator > Fraction::ZERO;
    let has_doubt = tally.disputed <= tally.unknown.saturating_add(tally.open);
    let is_sum = listing == Listing::Counts || sum(&items) == Some(tally);
    if is_ordered && has_place && has_doubt && is_sum {
        return Ok(Counted { tally, items });
    }
    Err(Cause::Contradictory { tally: Box::new(tally), items: items.len() })
}

fn sum(items: &[Item]) -> Option<Tally> {
    let mut count = Count::new(Listing::Counts);
    items.iter().for_each(|item| count.add(item.clone()));
    count.tally()
}

/// A socket that gives up at a deadline. The clock decides only whether there is an answer, never which.
struct Timed<'a> {
    socket: &'a UnixStream,
    deadline: Instant,
}

impl Timed<'_> {
    fn rest(&self) -> io::Result<Option<Duration>> {
        let rest = self.deadline.saturating_duration_since(Instant::now());
        if rest.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(Some(rest)) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.set_read_timeout(self.rest()?)?;
        let mut socket = self.socket;
        socket.read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_vectored(&[io::IoSlice::new(bytes)])
    }

    fn write_vectored(&mut self, parts: &[io::IoSlice<'_>]) -> io::Result<usize> {
        self.socket.set_write_timeout(self.rest()?)?;
        let mut socket = self.socket;
        socket.write_vectored(parts)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
