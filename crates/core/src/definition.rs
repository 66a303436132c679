//! Definitions are data: the same from Rust, from TOML or over a plugin's wire; printed, compared, digested and checked
//! without running anything. One file a noun.

mod amendment;
mod calendar_year;
mod common;
mod duty;
mod formalism;
mod indicator;
mod measure;
mod mechanism;
mod mending;
mod pack;
mod parameter;
mod place;
mod reading;
mod responsibility;
pub mod scheme;
mod study_plan;

pub use amendment::{AmendmentDef, Change as AmendmentChange, Move, Window};
pub use calendar_year::{CalendarYearDef, HolidayDef};
pub use common::{Clause, Confidence, Number};
pub use duty::{After, Deferral, DutyDef, Ending, Every, Evidence, Length};
pub use formalism::FormalismDef;
pub use indicator::{Aspect, Direction, IndicatorDef, Role, Target};
pub use measure::{Began, Covered, Each, LookDef, MeasureDef, PerPerson, Population, Stand, Which};
pub use mechanism::MechanismDef;
pub use pack::{NativeDef, Pack, PackText};
pub use parameter::{ParameterDef, ParameterValue, Setting};
pub use place::{Part, Sought};
pub use responsibility::{Escalation, ResponsibilityDef, Tier};
pub use scheme::SchemeDef;
pub use study_plan::{StudyItem, StudyPlanDef};

#[cfg(test)]
mod tests;
