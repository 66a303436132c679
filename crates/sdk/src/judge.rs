//! From the answer of a test to the class of an item.

use changxiao_core::tally::Class;

/// The class of an item that belongs to the denominator: met or missed as its test says, unknown if the test has no
/// answer because something it needs was not recorded.
///
/// ```
/// use changxiao_sdk::prelude::*;
/// assert_eq!([judge(Some(true)), judge(Some(false)), judge(None)], [Class::Met, Class::Missed, Class::Unknown]);
/// ```
#[must_use]
pub fn judge(is_met: Option<bool>) -> Class {
    match is_met {
        Some(true) => Class::Met,
        Some(false) => Class::Missed,
        None => Class::Unknown,
    }
}
