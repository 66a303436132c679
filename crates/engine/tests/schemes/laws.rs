//! The laws, one file each; every one is shown to fail on a reading that is wrong in the way it forbids.

mod bounds;
mod limits;
mod order;
mod rising;
mod shares;
mod sums;
mod tight;
