//! How a worker ended, in words: exit code, signal, stack, memory, time.

use crate::cause::Cause;
use std::{
    io::Read,
    os::unix::process::ExitStatusExt,
    process::{Child, ChildStderr, ExitStatus},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

/// What is kept of the end of a worker's error output.
const TAIL: usize = 8 * 1024;

/// How long a worker that closed its connection may take to end, in milliseconds.
const GRACE: u64 = 1000;

/// The end of a worker's error output, read as it comes so that a plugin that floods it does not stand still.
pub(crate) struct Tail {
    text: Arc<Mutex<Vec<u8>>>,
    closed: mpsc::Receiver<()>,
}

impl Tail {
    /// Reads on until the pipe closes.
    pub(crate) fn of(mut pipe: ChildStderr) -> Self {
        let text = Arc::new(Mutex::new(Vec::new()));
        let (done, closed) = mpsc::channel();
        let kept = Arc::clone(&text);
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(length @ 1..) = pipe.read(&mut chunk) {
                let Ok(mut kept) = kept.lock() else { break };
                kept.extend(chunk.iter().take(length));
                let surplus = kept.len().saturating_sub(TAIL);
                kept.drain(..surplus);
            }
            // Nobody may be waiting.
            let _ = done.send(());
        });
        Self { text, closed }
    }

    /// What was written last. Waits a moment for the pipe to close; a process the plugin left behind may hold it open.
    fn text(&self) -> String {
        let _ = self.closed.recv_timeout(Duration::from_millis(500));
        self.text.lock().map(|text| String::from_utf8_lossy(&text).into_owned()).unwrap_or_default()
    }
}

/// Waits for a worker whose connection is closed, and says how it ended.
pub(crate) fn after_closing(child: &mut Child, tail: &Tail) -> Cause {
    for _ in 0..GRACE {
        match child.try_wait() {
            Ok(Some(status)) => return cause(status, &tail.text()),
            Ok(None) => thread::sleep(Duration::from_millis(1)),
            Err(_) => break,
        }
    }
    kill(child);
    Cause::Disconnected
}

/// Ends a worker and collects it, so that no zombie stays.
pub(crate) fn kill(child: &mut Child) {
    // Both fail only if it has ended and was collected already.
    let _ = child.kill();
    let _ = child.wait();
}

fn cause(status: ExitStatus, said: &str) -> Cause {
    if let Some(code) = status.code() {
        return Cause::Exited(code);
    }
    if said.contains("has overflowed its stack") {
        return Cause::OverflowedStack;
    }
    if let Some(bytes) = refused_allocation(said) {
        return Cause::OutOfMemory(bytes);
    }
    Cause::Killed(signal_name(status.signal().unwrap_or(0)))
}

/// The standard library's last words: `memory allocation of 67108864 bytes failed`.
fn refused_allocation(said: &str) -> Option<u64> {
    let (_, after) = said.rsplit_once("memory allocation of ")?;
    after.split_once(" bytes failed")?.0.parse().ok()
}

fn signal_name(signal: i32) -> String {
    let name = match signal {
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        31 => "SIGSYS",
        other => return other.to_string(),
    };
    name.to_owned()
}
