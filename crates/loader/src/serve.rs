//! The worker: opens one library and answers what the program asks, until the program closes the connection.
//! It gives the library no standard input or output of ours, and knows nothing of registers or indicators.

use crate::{
    cause::Cause,
    frame::{self, Kind},
    library,
};
use changxiao_sdk::wire::{HostApi, RSlice, RStr, RootRef, Sink, TableShape, with_views};
use rustix::{
    event::{PollFd, PollFlags, poll},
    process::{Resource, Rlimit, setrlimit},
};
use serde::{Deserialize, Serialize};
use std::{
    cell::RefCell,
    fs::File,
    io,
    os::{fd::OwnedFd, unix::net::UnixStream},
    path::PathBuf,
    process::ExitCode,
    sync::{Mutex, OnceLock},
    thread,
};

/// The hidden argument after which a program calls `serve`.
pub const WORKER_ARGUMENT: &str = "__worker";

/// What to open.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Opening {
    /// The library.
    pub(crate) library: PathBuf,
    /// Memory it may have, in bytes.
    pub(crate) memory: Option<u64>,
    /// Most detailed level of events wanted.
    pub(crate) level: u32,
}

/// What to do.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Invocation {
    /// Method id.
    pub(crate) method: u32,
    /// Message of the method, as JSON.
    pub(crate) json: String,
    /// Shapes of the tables; their buffers follow the invocation.
    pub(crate) tables: Vec<TableShape>,
    /// How the answer is passed on.
    #[serde(default)]
    pub(crate) passing: Passing,
    /// Longest answer, or longest piece, in bytes.
    #[serde(default = "longest")]
    pub(crate) longest: usize,
}

/// How an answer is passed on to the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Passing {
    /// When the plugin has written all of it.
    #[default]
    Whole,
    /// Piece by piece, each as soon as the plugin wrote it.
    Pieces,
}

fn longest() -> usize {
    frame::LONGEST
}

/// For events, which may come from any thread.
static EVENTS: OnceLock<Mutex<UnixStream>> = OnceLock::new();

thread_local! {
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Serves one plugin over the socket that is this process's standard input. Returns when the program closes it, or with
/// code 3 if the connection is unusable. Call it from the main thread, as the first thing a program does after
/// `WORKER_ARGUMENT`.
#[must_use]
pub fn serve() -> ExitCode {
    match take_socket().and_then(answer_all) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(3),
    }
}

/// A plugin that reads standard input finds it empty; our socket moves away from it.
fn take_socket() -> io::Result<UnixStream> {
    let socket: OwnedFd = rustix::io::fcntl_dupfd_cloexec(io::stdin(), 3)?;
    rustix::stdio::dup2_stdin(File::open("/dev/null")?)?;
    Ok(UnixStream::from(socket))
}

fn answer_all(mut socket: UnixStream) -> io::Result<()> {
    let (kind, payload) = frame::read(&mut socket)?;
    let (Kind::Open, Ok(opening)) = (kind, serde_json::from_slice::<Opening>(&payload)) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    confine(&opening)?;
    end_with_the_program(socket.try_clone()?);
    let _ = EVENTS.set(Mutex::new(socket.try_clone()?));
    let root = match library::open(&opening.library) {
        Ok(root) => root,
        Err(cause) => return send(Kind::Refused, &[&serde_json::to_vec(&cause)?]),
    };
    (root.init())(&HostApi { token: 0, level: opening.level, log });
    send(Kind::Opened, &[])?;
    loop {
        let (kind, payload) = match frame::read(&mut socket) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        };
        answer(root, kind, &payload)?;
    }
}

/// What this process gives up before it opens the library. The place for the sandbox (Landlock, seccomp).
fn confine(opening: &Opening) -> io::Result<()> {
    let at_most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::Core, at_most(0))?;
    if let Some(memory) = opening.memory {
        setrlimit(Resource::As, at_most(memory))?;
    }
    Ok(())
}

/// A plugin that never returns must not outlive a program that was killed.
fn end_with_the_program(socket: UnixStream) {
    thread::spawn(move || {
        // Asked for nothing but the hang-up, this returns when the program is gone.
        while poll(&mut [PollFd::new(&socket, PollFlags::RDHUP)], None).is_err() {}
        std::process::exit(3);
    });
}

/// A sink's token is the longest it takes.
fn answer(root: RootRef, kind: Kind, payload: &[u8]) -> io::Result<()> {
    let longest = match kind {
        Kind::Describe => {
            (root.describe())(Sink { token: frame::LONGEST as u64, write: keep });
            frame::LONGEST
        }
        Kind::Invoke => invoke(root, payload)?,
        _ => return Err(io::ErrorKind::InvalidData.into()),
    };
    let answer = ANSWER.take();
    if answer.len() > longest { send(Kind::TooLong, &[]) } else { send(Kind::Answer, &[&answer]) }
}

/// Does what is asked; gives the longest answer.
fn invoke(root: RootRef, payload: &[u8]) -> io::Result<usize> {
    let (length, rest) = payload.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
    let (json, body) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(io::ErrorKind::InvalidData)?;
    let Invocation { method, json, tables, passing, longest } = serde_json::from_slice(json)?;
    let write = match passing {
        Passing::Whole => keep,
        Passing::Pieces => pass_on,
    };
    let sink = Sink { token: longest as u64, write };
    with_views(&tables, body, |views| (root.invoke())(method, json.as_str().into(), views.into(), sink))
        .ok_or(io::ErrorKind::InvalidData)?;
    Ok(longest)
}

fn send(kind: Kind, parts: &[&[u8]]) -> io::Result<()> {
    let socket = EVENTS.get().ok_or(io::ErrorKind::NotConnected)?;
    let mut socket = socket.lock().map_err(|_| io::ErrorKind::NotConnected)?;
    frame::write(&mut *socket, kind, parts)
}

/// Takes a piece of an answer; beyond the longest only the fact that it was too long is kept.
extern "C" fn keep(longest: u64, bytes: RSlice<'_, u8>) {
    ANSWER.with_borrow_mut(|answer| {
        let room = usize::try_from(longest).unwrap_or(0).saturating_add(1).saturating_sub(answer.len());
        answer.extend(bytes.iter().take(room));
    });
}

/// Passes a piece of an answer on; of one beyond the longest only the fact that it was too long.
extern "C" fn pass_on(longest: u64, bytes: RSlice<'_, u8>) {
    // If the program is gone, so will this process be in a moment.
    let _ =
        if bytes.len() as u64 > longest { send(Kind::TooLong, &[]) } else { send(Kind::Piece, &[bytes.as_slice()]) };
}

extern "C" fn log(_: u64, event: RStr<'_>) {
    // If the program is gone, so will this process be in a moment.
    let _ = send(Kind::Log, &[event.as_bytes()]);
}

/// Reads the cause of a refusal.
pub(crate) fn refusal(payload: &[u8]) -> Cause {
    serde_json::from_slice(payload).unwrap_or_else(|error| Cause::Garbled(error.to_string()))
}
