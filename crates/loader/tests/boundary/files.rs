//! Files that are no library, or not a whole one. They are refused before a worker starts, so the program here is none.

use crate::built::{library, limits, without_path};
use changxiao_core::{
    fault::{Fault, Place},
    message::Message,
};
use changxiao_loader::Plugin;
use std::{fs, path::Path};

fn refused(name: &str, content: &[u8]) -> Fault {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    refused_at(&path)
}

fn refused_at(path: &Path) -> Fault {
    without_path(Plugin::open("/no/such/program".as_ref(), path, limits()).err().unwrap(), path)
}

fn fault(message: Message) -> Fault {
    Fault::new(Place::file("LIBRARY"), message)
}

#[test]
fn not_a_library() {
    let expected = fault(Message::new("plugin-not-a-library"));
    assert_eq!(refused("会议.so", "会议台账".as_bytes()), expected);
    assert_eq!(refused("empty.so", b""), expected);
    // An object file: the same header but for its type.
    let mut bytes = fs::read(library("no_plugin")).unwrap();
    bytes[16] = 1;
    assert_eq!(refused("object.so", &bytes), expected);
}

#[test]
fn truncated_anywhere() {
    let bytes = fs::read(library("no_plugin")).unwrap();
    for kept in [20, 64, 100, 4096, bytes.len() / 2, bytes.len() - 2000, bytes.len() - 1] {
        let cut = refused("cut.so", &bytes[..kept]);
        let needed = cut.message.arguments["needed"].clone();
        let message = Message::new("plugin-truncated").with("bytes", kept).with("needed", needed.clone());
        assert_eq!(cut, fault(message).hint(Message::new("hint-plugin-copy-again")));
        let needed: usize = serde_json::from_value(serde_json::to_value(needed).unwrap())
            .map(|text: String| text.parse().unwrap())
            .unwrap();
        assert!(kept < needed && needed <= bytes.len());
    }
}

#[test]
fn another_machine() {
    let mut bytes = fs::read(library("no_plugin")).unwrap();
    bytes[18] = 243;
    let message =
        Message::new("plugin-other-machine").with("machine", "riscv64").with("needed", std::env::consts::ARCH);
    let hint = Message::new("hint-plugin-build-for-this-machine");
    assert_eq!(refused("riscv.so", &bytes), fault(message).hint(hint.clone()));
    bytes[18] = 40;
    bytes[4] = 1;
    let message = Message::new("plugin-other-machine").with("machine", "ELF 40").with("needed", std::env::consts::ARCH);
    assert_eq!(refused("arm.so", &bytes), fault(message).hint(hint));
}

#[test]
fn absent() {
    let message = Message::new("plugin-unreadable").with("text", "No such file or directory (os error 2)");
    assert_eq!(refused_at("/no/such/library.so".as_ref()), fault(message));
    let message = Message::new("plugin-unreadable").with("text", "Is a directory (os error 21)");
    assert_eq!(refused_at("/tmp".as_ref()), fault(message));
}
