//! An ordinary library: it exports something, but no plugin.

/// A function of a library that has nothing to do with us.
#[expect(unsafe_code, reason = "an exported function")]
#[unsafe(no_mangle)]
pub extern "C" fn sum_of_two(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}
