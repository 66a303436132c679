//! Catches panics of the author's code: nothing unwinds across the boundary, and the place is not lost.

use super::message::Panic;
use std::{
    any::Any,
    backtrace::Backtrace,
    cell::RefCell,
    panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook},
};

/// Longest backtrace that is passed on, in characters.
const BACKTRACE: usize = 16 * 1024;

thread_local! {
    static LAST: RefCell<Option<Panic>> = const { RefCell::new(None) };
}

/// Keeps message, place and backtrace of a panic for `guard`, instead of printing them. The hook is that of the plugin's
/// own copy of the standard library; the program has another.
pub(super) fn install_hook() {
    set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let backtrace = Backtrace::force_capture().to_string().chars().take(BACKTRACE).collect();
        let panic = Panic { message: message_of(info), place, backtrace };
        LAST.with(|last| last.try_borrow_mut().map(|mut last| *last = Some(panic)).ok());
    }));
}

/// Runs the author's code.
pub(super) fn guard<T>(code: impl FnOnce() -> T) -> Result<T, Panic> {
    catch_unwind(AssertUnwindSafe(code)).map_err(|payload| {
        let recorded = LAST.with(|last| last.try_borrow_mut().ok().and_then(|mut last| last.take()));
        let panic = recorded.unwrap_or_else(|| Panic { message: text_of(payload.as_ref()), ..Panic::default() });
        // Dropping the payload runs the author's code once more, which may panic again.
        std::mem::forget(payload);
        panic
    })
}

fn message_of(info: &PanicHookInfo<'_>) -> String {
    text_of(info.payload())
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}
