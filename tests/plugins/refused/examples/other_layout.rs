//! A plugin whose functions take something else.

use abi_stable::{
    StableAbi, export_root_module, library::RootModule, prefix_type::PrefixTypeTrait, sabi_types::VersionStrings,
    std_types::RStr,
};

/// Functions that are not ours.
#[repr(C)]
#[derive(StableAbi)]
#[sabi(kind(Prefix(prefix_ref = RootRef)))]
#[sabi(missing_field(panic))]
pub struct Root {
    /// Called once, first.
    pub init: extern "C" fn(u64),
    /// Another number of arguments.
    pub describe: extern "C" fn(),
    /// Another number of arguments.
    #[sabi(last_prefix_field)]
    pub invoke: extern "C" fn(u32) -> u32,
}

impl RootModule for RootRef {
    abi_stable::declare_root_module_statics! {RootRef}
    const BASE_NAME: &'static str = "changxiao_plugin";
    const NAME: &'static str = "changxiao_plugin";
    const VERSION_STRINGS: VersionStrings = VersionStrings { version: RStr::from_str("1.0.0") };
}

#[export_root_module]
fn root() -> RootRef {
    Root { init, describe, invoke }.leak_into_prefix()
}

extern "C" fn init(_: u64) {}
extern "C" fn describe() {}
extern "C" fn invoke(method: u32) -> u32 {
    method
}
