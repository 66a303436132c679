//! The system seen from outside: the program is run, and its whole output, exit code and run folder are looked at. What
//! a case in data can say stands in `tests/spec`; here are the laws, the transcripts and the help.

#![cfg(test)]

mod program;
mod random;

mod spec;

mod laws;

mod consent;
mod definitions;
mod mistakes;

mod demo;
mod draw;
mod five_aspects;
mod help;
mod manual;
mod plugins;
mod sample;
mod scheme_authoring;
mod schemes;
mod sheets;
mod study;
