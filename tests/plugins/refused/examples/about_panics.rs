//! A plugin that cannot say who it is.

#![forbid(unsafe_code)]
#![expect(clippy::panic, reason = "it is what this library is for")]

use changxiao_sdk::prelude::*;

struct Startled;

impl Department for Startled {
    fn about(&self) -> About {
        panic!("who is asking?")
    }

    fn register(&self, _: &mut List) {}
}

export_plugin!(Startled);
