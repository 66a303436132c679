//! What an author needs, in one line: `use changxiao_sdk::prelude::*;`.

pub use crate::{day, export_plugin, id, judge};
pub use changxiao_core::{
    columns::{Cell, Columns, Row},
    count::{Amounts, Change, Count, Item, LookedAt, Subject},
    day::{Calendar, Day, Period},
    definition::{
        After, AmendmentDef, Aspect, CalendarYearDef, Clause, Confidence, Deferral, Direction, DutyDef, Ending,
        Escalation, Every, Evidence, HolidayDef, IndicatorDef, Length, LookDef, MeasureDef, MechanismDef, Move, Number,
        ParameterDef, ParameterValue, Population, ResponsibilityDef, Role, Setting, StudyItem, StudyPlanDef, Target,
        Tier, Window,
    },
    department::{About, Department, List},
    fault::{Fault, Place},
    fraction::Fraction,
    id::{Id, OrganisationId},
    message::Message,
    native::{Indicator, Inputs, Mechanism, NativeIndicator, OrganisationRecords, Responsibility, StudyPlan},
    tally::{Class, Tally},
    text::Text,
};
pub use tracing;
