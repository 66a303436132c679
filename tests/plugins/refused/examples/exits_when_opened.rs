//! A plugin that leaves when it is initialised.

use changxiao_sdk::wire::{Exported, HostApi, LibHeader, RSlice, RStr, Root, Sink, TableView, header};

struct Library;

impl Exported for Library {
    fn root() -> Root {
        Root { init, describe, invoke }
    }
}

extern "C" fn init(_: &HostApi) {
    std::process::exit(0);
}

extern "C" fn describe(sink: Sink) {
    let text = "";
    (sink.write)(sink.token, text.as_bytes().into());
}

extern "C" fn invoke(_: u32, _: RStr<'_>, _: RSlice<'_, TableView<'_>>, _: Sink) {}

/// What the program looks for.
#[expect(unsafe_code, reason = "what `export_plugin!` does for authors")]
#[unsafe(no_mangle)]
pub static _1as_0lib_1header_0root_bmodule_bloader: LibHeader = header::<Library>();
