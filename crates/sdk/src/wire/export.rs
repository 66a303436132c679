//! The author's one line.

/// Makes the library a plugin of this department. The argument is a constant, usually a unit struct. The library needs
/// `crate-type = ["cdylib", "rlib"]`: the second so that its own tests can link it.
///
/// The program opens the library in a worker process, asks once what the department defines, and calls its native
/// indicators. A panic in any of that becomes a fault with message and place; nothing unwinds into the program.
/// Events of `tracing` go to the program's log under the plugin's name. The crate can say `#![forbid(unsafe_code)]`.
#[macro_export]
macro_rules! export_plugin {
    ($department:expr) => {
        const _: () = {
            use $crate::wire;

            static PLUGIN: wire::Plugin = wire::Plugin::new(&$department);
            struct Exported;

            extern "C" fn init(host: &wire::HostApi) {
                PLUGIN.init(host);
            }
            extern "C" fn describe(sink: wire::Sink) {
                PLUGIN.describe(sink);
            }
            extern "C" fn invoke(
                method: u32,
                json: wire::RStr<'_>,
                tables: wire::RSlice<'_, wire::TableView<'_>>,
                sink: wire::Sink,
            ) {
                PLUGIN.invoke(wire::Call { method, json: json.as_str(), tables: tables.as_slice() }, sink);
            }
            impl wire::Exported for Exported {
                fn root() -> wire::Root {
                    wire::Root { init, describe, invoke }
                }
            }

            // The name is fixed by abi_stable (`ROOT_MODULE_LOADER_NAME`).
            #[doc(hidden)]
            #[unsafe(no_mangle)]
            pub static _1as_0lib_1header_0root_bmodule_bloader: wire::LibHeader = wire::header::<Exported>();
        };
    };
}
