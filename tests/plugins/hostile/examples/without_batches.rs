//! A plugin as they were before batches: its description names no methods, and it is ended by any but the first.

use changxiao_sdk::{
    prelude::*,
    wire::{
        Description, Exported, HostApi, LibHeader, PLUGIN_API, RSlice, RStr, Reply, Root, Sink, TALLY, TableView,
        header,
    },
};

struct Library;

impl Exported for Library {
    fn root() -> Root {
        Root { init, describe, invoke }
    }
}

extern "C" fn init(_: &HostApi) {}

extern "C" fn describe(sink: Sink) {
    let pack = List::default().pack_of(About::new("before", Text::new("旧插件", "Before")));
    let (faults, texts, methods) = (Vec::new(), Vec::new(), Vec::new());
    let description =
        Description { api: PLUGIN_API, contract: 1, methods, pack: Some(pack), faults, texts, panic: None };
    let text = serde_json::to_string(&description).unwrap_or_default();
    (sink.write)(sink.token, text.replace(r#""methods":[],"#, "").as_bytes().into());
}

/// Counts the rows of the first table.
extern "C" fn invoke(method: u32, _: RStr<'_>, tables: RSlice<'_, TableView<'_>>, sink: Sink) {
    if method != TALLY {
        std::process::abort();
    }
    let rows = tables.first().map_or(0, |table| table.rows);
    let tally = Tally { denominator: Fraction::from(rows), ..Tally::default() };
    let text = serde_json::to_string(&Reply::Counted { tally, items: Vec::new() }).unwrap_or_default();
    (sink.write)(sink.token, text.as_bytes().into());
}

/// What the program looks for.
#[expect(unsafe_code, reason = "what `export_plugin!` does for authors")]
#[unsafe(no_mangle)]
pub static _1as_0lib_1header_0root_bmodule_bloader: LibHeader = header::<Library>();
