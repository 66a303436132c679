//! Schemes at work: a definition is compiled for a period, a scorecard of quantities is filled from registers, sheets or by
//! hand, and scoring is a pure function of both. Every number of it can be traced.
//!
//! An unknown quantity is the interval of what it can be, and what is made of it is the interval that follows. Knowing it
//! never leaves that interval.

mod assessed;
mod card;
mod change;
mod compile;
mod formula;
mod gather;
mod grade;
mod odd;
mod outstanding;
mod rests;
mod rule;
mod score;
mod sheet;
mod table;
mod trace;
mod value;

pub use assessed::{Answers, assessed};
pub use card::{Answer, Card, CardFault};
pub use change::{Change, Reached};
pub use compile::{Found, compile, natural};
pub use gather::{Beside, Result as SchemeResult, score_all};
pub use grade::{Follows, Graded, grade};
pub use outstanding::{Answered, Outstanding, Question};
pub use rests::{Rests, Sayer};
pub use score::{Applies, Points, Scored, Scoring};
pub use sheet::{
    Assessed, Collected, Collection, Given, Missing, RaterBalance, collect, records, scored_organisations,
};
pub use table::{Asked, Input, Node, NodeKind, Table};
pub use trace::{Ends, Line, LineKind, trace};
pub use value::Value;
