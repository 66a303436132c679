//! A plugin that hides its layout: abi_stable would then load it unchecked, whatever its functions are.

use abi_stable::{export_root_module, prefix_type::PrefixTypeTrait};
use changxiao_sdk::wire::{HostApi, RSlice, RStr, Root, RootRef, Sink, TableView};

#[export_root_module]
#[unsafe_no_layout_constant]
fn root() -> RootRef {
    Root { init, describe, invoke }.leak_into_prefix()
}

extern "C" fn init(_: &HostApi) {}
extern "C" fn describe(_: Sink) {}
extern "C" fn invoke(_: u32, _: RStr<'_>, _: RSlice<'_, TableView<'_>>, _: Sink) {}
