//! Samples that are drawn: the same ones from the same seed, whatever the order of rows, and never a name of a person.

use crate::program::{Bench, compare};
use std::process::Command;
