//! A plugin whose table of contents panics.

#![forbid(unsafe_code)]
#![expect(clippy::panic, reason = "it is what this library is for")]

use changxiao_sdk::prelude::*;

struct Startled;

impl Department for Startled {
    fn about(&self) -> About {
        About::new("startled", Text::new("惊", "Startled"))
    }

    fn register(&self, _: &mut List) {
        panic!("the list is not ready")
    }
}

export_plugin!(Startled);
