//! What a department's author imports: the words of the domain (`prelude`), `export_plugin!`, and a bench on which a
//! native indicator can be tried without the program. `wire` is the boundary itself, for the loader and the macro only.
//!
//! The smallest plugin; `plugins/example` is the full one.
//!
//! ```
//! #![forbid(unsafe_code)]
//! use changxiao_sdk::prelude::*;
//!
//! struct Harbour;
//!
//! impl Department for Harbour {
//!     fn about(&self) -> About {
//!         About::new("harbour", Text::new("港务局", "Harbour Bureau"))
//!     }
//!     fn register(&self, list: &mut List) {
//!         list.pack("harbour.toml", "");
//!     }
//! }
//!
//! export_plugin!(Harbour);
//! # fn main() {}
//! ```

pub mod bench;
mod judge;
mod literal;
pub mod prelude;
pub mod wire;

pub use judge::judge;
pub use literal::{checked_day, checked_id, is_day, is_id};
