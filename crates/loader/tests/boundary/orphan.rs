//! A program that is killed leaves no worker behind, even one that never comes back. The messages are written by hand.

use crate::built::{library, program};
use std::{
    io::{Read, Write},
    os::{fd::OwnedFd, unix::net::UnixStream},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

fn message(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
    let payload = parts.concat();
    let mut bytes = vec![kind];
    bytes.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
    bytes.extend(payload);
    bytes
}

#[test]
fn a_worker_ends_with_its_program() {
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    let mut worker =
        Command::new(program()).arg("__worker").stdin(OwnedFd::from(theirs)).stdout(Stdio::null()).spawn().unwrap();
    let opening = serde_json::json!({ "library": library("changxiao_hostile_plugin"), "memory": null, "level": 0 });
    ours.write_all(&message(1, &[opening.to_string().as_bytes()])).unwrap();
    let mut opened = [0; 5];
    ours.read_exact(&mut opened).unwrap();
    assert_eq!(opened, [17, 0, 0, 0, 0]);
    let call = serde_json::json!({
        "indicator": "hostile/endless-loop",
        "organisation": "ZB01",
        "period": { "from": "2025-01-01", "to": "2026-01-01" },
        "as_of": "2026-01-01",
        "listing": "counts",
    });
    let invocation = serde_json::json!({ "method": 1, "json": call.to_string(), "tables": [] }).to_string();
    let length = u32::try_from(invocation.len()).unwrap().to_le_bytes();
    ours.write_all(&message(3, &[&length, invocation.as_bytes()])).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(worker.try_wait().unwrap(), None);
    drop(ours);
    let deadline = Instant::now() + Duration::from_secs(10);
    while worker.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            worker.kill().unwrap();
            worker.wait().unwrap();
            panic!("the worker lived on");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(worker.wait().unwrap().code(), Some(3));
}
