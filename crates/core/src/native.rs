//! The traits of definitions, and the one trait whose code runs in an evaluation. A definition implements its own trait,
//! so a literal, a builder, a TOML text and a type of one's own all fit.

use crate::{
    columns::{Columns, Row},
    count::Count,
    day::{Day, Period},
    definition::{IndicatorDef, MechanismDef, ResponsibilityDef, StudyPlanDef},
    fault::Fault,
    id::OrganisationId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Gives the definition of a mechanism. Called once when the program starts; must return the same at every call.
///
/// ```
/// use changxiao_core::{definition::MechanismDef, native::Mechanism, text::Text};
/// struct QuayTalks;
/// impl Mechanism for QuayTalks {
///     fn define(&self) -> MechanismDef {
///         let name = Text::new("码头谈心", "Quay talks");
///         MechanismDef::new("harbour/quay-talks".parse().unwrap(), name, Text::new("听意见", "Hear opinions"))
///     }
/// }
/// assert_eq!(QuayTalks.define().id.name(), "quay-talks");
/// ```
pub trait Mechanism {
    /// The definition.
    fn define(&self) -> MechanismDef;
}

/// Gives the definition of a responsibility. Called once when the program starts; must return the same at every call.
///
/// ```
/// use changxiao_core::{definition::{ResponsibilityDef, Tier}, native::Responsibility, text::Text};
/// struct QuayMaster;
/// impl Responsibility for QuayMaster {
///     fn define(&self) -> ResponsibilityDef {
///         let (name, says) = (Text::new("码头书记", "Quay secretary"), Text::new("直接负责", "Answers directly"));
///         let (id, part_of) = ("harbour/quay-secretary".parse().unwrap(), "harbour/quay-talks".parse().unwrap());
///         ResponsibilityDef::new(id, part_of, name, says).held_by(Tier::Direct, "secretary", "branch")
///     }
/// }
/// assert_eq!(QuayMaster.define().role, "secretary");
/// ```
pub trait Responsibility {
    /// The definition.
    fn define(&self) -> ResponsibilityDef;
}

/// Gives the definition of a study plan. Called once when the program starts; must return the same at every call.
///
/// ```
/// use changxiao_core::{day::Calendar, definition::{StudyItem, StudyPlanDef}, native::StudyPlan, text::Text};
/// struct Tides;
/// impl StudyPlan for Tides {
///     fn define(&self) -> StudyPlanDef {
///         let item = StudyItem::new(Text::new("潮汐", "Tides"), Calendar::Year).hours(4);
///         let (id, part_of) = ("harbour/tides".parse().unwrap(), "harbour/quay-talks".parse().unwrap());
///         StudyPlanDef::new(id, part_of, Text::new("潮汐学习", "Tides"), Text::new("船员", "Crews")).item(item)
///     }
/// }
/// assert_eq!(Tides.define().items.len(), 1);
/// ```
pub trait StudyPlan {
    /// The definition.
    fn define(&self) -> StudyPlanDef;
}

/// Gives the definition of an indicator. Called once when the program starts; must return the same at every call.
///
/// ```
/// use changxiao_core::{day::Calendar, definition::{IndicatorDef, MeasureDef}, native::Indicator, text::Text};
/// struct QuayMeeting;
/// impl Indicator for QuayMeeting {
///     fn define(&self) -> IndicatorDef {
///         let (name, says) = (Text::new("码头会", "Quay meetings"), Text::new("每月一次", "One a month"));
///         let measure = MeasureDef::each(Calendar::Month, &["branch"])
///             .count("held", "meeting", "kind = 'party-day'")
///             .met_if("look.held >= 1");
///         IndicatorDef::new("harbour/quay-meeting".parse().unwrap(), "harbour/quay-talks".parse().unwrap(), name, says)
///             .measure(measure)
///     }
/// }
/// assert!(QuayMeeting.define().measure.is_some());
/// ```
pub trait Indicator {
    /// The definition.
    fn define(&self) -> IndicatorDef;
}

/// An indicator computed by code: the only code of a department that runs in an evaluation.
///
/// `tally` is called once for every organisation that the inputs ask and whose registers are covered over the period,
/// also when it has no rows; in one thread of the plugin's own process; in no promised order, so it must keep no state.
/// An organisation whose registers are not covered is not asked: its tally is one open item. Rows are those that the
/// run sees at `as_of`, with the declared columns only, sorted by organisation and day. An error, a panic or counts
/// out of range make this indicator *not known* for that organisation; the rest goes on.
///
/// ```
/// use changxiao_core::{count::{Count, Subject}, definition::IndicatorDef, fault::Fault, native::*, tally::Class, text::Text};
/// struct Attended;
/// impl Indicator for Attended {
///     fn define(&self) -> IndicatorDef {
///         let (id, part_of) = ("harbour/well-attended".parse().unwrap(), "harbour/quay-talks".parse().unwrap());
///         IndicatorDef::new(id, part_of, Text::new("到会", "Well attended"), Text::new("八成到会", "Four in five came"))
///     }
/// }
/// impl NativeIndicator for Attended {
///     fn inputs(&self) -> Inputs {
///         Inputs::asking(["branch"]).reads("meeting", ["id", "expected", "present"])
///     }
///     fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
///         for row in records.rows("meeting") {
///             let class = match (row.number("present"), row.number("expected")) {
///                 (Some(present), Some(expected)) if present.times(5.into()) >= expected.times(4.into()) => Class::Met,
///                 (Some(_), Some(_)) => Class::Missed,
///                 _ => Class::Unknown,
///             };
///             let key = row.text("id").unwrap_or_default().to_owned();
///             count.item(Subject::Record { kind: "meeting".into(), key }, class, "present against expected");
///         }
///         Ok(())
///     }
/// }
/// ```
pub trait NativeIndicator: Indicator {
    /// Which organisations are asked, and which columns are read. Called once when the program starts.
    fn inputs(&self) -> Inputs;
    /// Counts the items of one organisation.
    fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault>;
}

/// What the code of a native indicator is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// Kinds of organisation that are asked (codes of `org.kind`).
    pub owners: Vec<String>,
    /// Kinds of register and the fields read from each. Only rows whose unit field is the organisation are given.
    pub registers: BTreeMap<String, Vec<String>>,
}

/// The records of one organisation, for native code.
#[derive(Clone, Debug)]
pub struct OrganisationRecords {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The period: one of the indicator's own calendar periods.
    pub period: Period,
    /// The day up to which records are seen.
    pub as_of: Day,
    /// The tables, by kind.
    pub tables: BTreeMap<String, Columns>,
}

impl Inputs {
    /// Asks organisations of these kinds; reads nothing yet.
    #[must_use]
    pub fn asking<const N: usize>(owners: [&str; N]) -> Self {
        Self { owners: owners.map(str::to_owned).to_vec(), registers: BTreeMap::new() }
    }

    /// Reads these fields of a register as well.
    #[must_use]
    pub fn reads<const N: usize>(mut self, register: &str, fields: [&str; N]) -> Self {
        self.registers.insert(register.to_owned(), fields.map(str::to_owned).to_vec());
        self
    }
}

impl OrganisationRecords {
    /// The rows of one register that lie on a day of the period, or have no day of their own; none if it was not declared.
    pub fn rows(&self, register: &str) -> impl Iterator<Item = Row<'_>> {
        self.tables.get(register).into_iter().flat_map(Columns::rows)
    }
}

macro_rules! defines_itself {
    ($($noun:ident is $def:ident),*) => {$(
        impl $noun for $def {
            fn define(&self) -> Self {
                self.clone()
            }
        }
    )*};
}
defines_itself!(Mechanism is MechanismDef, Responsibility is ResponsibilityDef, StudyPlan is StudyPlanDef, Indicator is IndicatorDef);
