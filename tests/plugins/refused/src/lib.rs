//! Libraries that must be refused: see the examples, one library each.
