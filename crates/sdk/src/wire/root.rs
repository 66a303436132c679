//! The frozen root module, checked field by field by abi_stable when a library is opened. Do not change it: a plugin in
//! the field would be refused by every newer program (reference/plugins.md, section A, pitfall 1).

use super::table::TableView;
use abi_stable::{
    StableAbi,
    library::{CheckTypeLayout, LibHeader, RootModule, RootModuleResult},
    prefix_type::PrefixTypeTrait,
    sabi_types::VersionStrings,
    std_types::{RSlice, RStr},
};

/// What the program offers a plugin.
#[repr(C)]
#[derive(Clone, Copy, Debug, StableAbi)]
pub struct HostApi {
    /// Handed back with every event, so that the program knows whose it is.
    pub token: u64,
    /// Most detailed level wanted: 0 none, 1 errors, … 5 traces.
    pub level: u32,
    /// Takes an event as JSON (`Event`). May be called from any thread.
    pub log: extern "C" fn(token: u64, event: RStr<'_>),
}

/// Where a plugin writes its answer, in one piece or several, from the thread that was called.
#[repr(C)]
#[derive(Clone, Copy, Debug, StableAbi)]
pub struct Sink {
    /// Handed back with every piece.
    pub token: u64,
    /// Takes a piece.
    pub write: extern "C" fn(token: u64, bytes: RSlice<'_, u8>),
}

/// The three functions of a plugin.
#[repr(C)]
#[derive(StableAbi)]
#[sabi(kind(Prefix(prefix_ref = RootRef)))]
#[sabi(missing_field(panic))]
pub struct Root {
    /// Called once, first.
    pub init: extern "C" fn(host: &HostApi),
    /// Writes a `Description` as JSON.
    pub describe: extern "C" fn(sink: Sink),
    /// Does what the method id says and writes a `Reply` as JSON.
    #[sabi(last_prefix_field)]
    pub invoke: extern "C" fn(method: u32, json: RStr<'_>, tables: RSlice<'_, TableView<'_>>, sink: Sink),
}

impl RootModule for RootRef {
    abi_stable::declare_root_module_statics! {RootRef}
    const BASE_NAME: &'static str = "changxiao_plugin";
    const NAME: &'static str = "changxiao_plugin";
    /// Version of this layout, not of a package.
    const VERSION_STRINGS: VersionStrings = VersionStrings { version: RStr::from_str("1.0.0") };
}

/// A type that stands for a plugin, so that its functions can be reached from a constant.
pub trait Exported {
    /// Its functions.
    fn root() -> Root;
}

/// The header that a library exports.
#[must_use]
#[expect(unsafe_code, reason = "abi_stable asks us to promise that constructor and type belong together")]
pub const fn header<E: Exported>() -> LibHeader {
    extern "C" fn constructor<E: Exported>() -> RootModuleResult {
        abi_stable::library::__call_root_module_loader(|| E::root().leak_into_prefix())
    }
    // SAFETY: the constructor just above makes a `RootRef` and nothing else; both stand in this function.
    unsafe { LibHeader::from_constructor::<RootRef>(constructor::<E>, CheckTypeLayout::Yes) }
}
