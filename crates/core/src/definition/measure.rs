//! A measure: how an indicator is computed. Eight keys (population, only, exclude, numerator, denominator, except, look,
//! and the parts of which it may be the sum), or the single key `duty`, which supplies all but exclude and except.

use super::common::Number;
use crate::{
    day::{Calendar, Day, Period},
    id::Id,
    text::Text,
};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// How an indicator is computed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureDef {
    /// The duty that a floor measures.
    pub duty: Option<Id>,
    /// What is counted.
    pub population: Option<Population>,
    /// Which of them.
    pub only: Option<String>,
    /// Which leave before the numerator is looked at; where amounts are measured, how many left.
    pub exclude: Option<String>,
    /// When one is met; where amounts are measured, its amount in the numerator.
    pub numerator: Option<String>,
    /// Amount of one in the denominator; left out: one each.
    pub denominator: Option<String>,
    /// Which leave if they are not met.
    pub except: Option<String>,
    /// Looks into other registers, by name. One may use another's result in `from`, `until` and `at`.
    #[serde(default)]
    pub look: BTreeMap<String, LookDef>,
    /// Measures of which this one is the sum; then no other key stands here.
    #[serde(default)]
    pub part: Vec<MeasureDef>,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Kind of register: `org` counts organisations, `member` and `post` continuous stays, all others dated records.
    pub register: String,
    /// Kinds of organisation that own items, or `department`; all of these are asked.
    pub owners: Vec<String>,
    /// Several items instead of one: one for each calendar period, or one for each step after a record's day.
    pub each: Option<Each>,
    /// Whether a state has to touch the period, or to be in force on its last day (the default).
    #[serde(default)]
    pub rows: Stand,
    /// One item a person instead of one a stay.
    pub per_person: Option<PerPerson>,
    /// The day on which a record is due; left out: its own day.
    pub due: Option<String>,
    /// Field with the organisation that owns a record; left out: the kind's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Owner of a record: the organisation of the latest record with the same value in this field, up to the due day.
    pub owner_by_latest: Option<String>,
    /// Registers that must be covered as well, or the owner's month is one open item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_covered: Vec<String>,
    /// Days after an item's due day before it is judged.
    #[serde(default = "no_days", skip_serializing_if = "is_no_days")]
    pub grace_days: Number,
}

fn no_days() -> Number {
    Number::from(0)
}

fn is_no_days(days: &Number) -> bool {
    *days == no_days()
}

/// Several items instead of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// One for each of these calendar periods.
    Calendar(Calendar),
    /// One for each step of so many months after the day of a record: due at its end, with the days after the last step's
    /// end (of the first: from the record's day on) as its window. Where the measure has a `due`, that is the day from
    /// which they are counted.
    Months(i32),
    /// One for each term of office of an organisation, due on the measure's `due`.
    Term,
}

/// The word for a term.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Term {
    Term,
}

impl<'de> Deserialize<'de> for Each {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Calendar(Calendar),
            Months { months: i32 },
            Term(Term),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::Calendar(calendar) => Self::Calendar(calendar),
            Written::Months { months } => Self::Months(months.max(1)),
            Written::Term(Term::Term) => Self::Term,
        })
    }
}

impl Serialize for Each {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Months {
            months: i32,
        }
        match self {
            Self::Calendar(calendar) => calendar.serialize(serializer),
            Self::Months(months) => Months { months: *months }.serialize(serializer),
            Self::Term => Term::Term.serialize(serializer),
        }
    }
}

/// One item a person: which of several stays stands for the person, and so which organisation owns the item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerPerson {
    /// Conditions: a stay for which the first holds goes before one for which it does not, then the second, and so on.
    #[serde(default)]
    pub prefer: Vec<String>,
    /// One item a person in each organisation, instead of one a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_each_organisation: bool,
    /// Of those left the one that began latest or earliest, then the one with the smallest organisation id.
    pub then: Began,
}

/// An order by beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Began {
    /// The latest first.
    Latest,
    /// The earliest first.
    Earliest,
}

/// Which states belong to a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// In force on the last day.
    #[default]
    OnLastDay,
    /// In force on at least one day.
    Overlapping,
    /// Of an organisation: in force during all of the period.
    Throughout,
    /// Of stays and posts: that have begun, each due by the measure's `due` and in force on that day.
    Begun,
    /// Of stays and posts: in force on the first day.
    OnFirstDay,
    /// Of stays and posts: in force on the day before the first.
    DayBefore,
    /// Of records: all of them, whatever their day, as they stand on the last day.
    Standing,
}

impl Stand {
    /// The day of a period on which a state is looked at.
    #[must_use]
    pub fn day(self, period: Period) -> Day {
        match self {
            Self::OnFirstDay => period.from(),
            Self::DayBefore => period.from().plus_days(-1),
            Self::OnLastDay | Self::Overlapping | Self::Throughout | Self::Begun | Self::Standing => period.last(),
        }
    }
}

/// What another register says about an item, along declared keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookDef {
    /// Kind of register.
    #[serde(rename = "in")]
    pub register: String,
    /// Keys: `"org"` (the same field on both sides), `"here = there"`, `"there within here"` (at or below it),
    /// `"there around here"` (at, above or below it), `"there reached from here"` (in the reach of the department),
    /// `"there voice of here"` (the unit itself, or a leading group or organ committee whose seat it is).
    pub by: Vec<String>,
    /// Which of its rows.
    pub only: Option<String>,
    /// The day of such a row, if it is not its own day.
    pub when: Option<String>,
    /// First day on which such a row counts, instead of the item's own days.
    pub from: Option<String>,
    /// Last day on which such a row counts.
    pub until: Option<String>,
    /// Of states: the day on which one must be in force; left out: the due day.
    pub at: Option<String>,
    /// Of states: whether those are meant that have ended by the day, instead of those in force on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
    /// Whether the period looked at is that of the year before.
    #[serde(default)]
    pub period: Which,
    /// For whom the register must be covered.
    #[serde(default)]
    pub covered: Covered,
    /// `count`, `count FIELD` (different values), `sum AMOUNT`, `min AMOUNT`, `max AMOUNT`.
    pub take: String,
    /// What one is called, for the sentence of the smallest change.
    pub unit: Option<Text>,
}

/// This period or that of the year before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// The item's own days.
    #[default]
    This,
    /// The same calendar period a year before.
    YearBefore,
}

/// For whom a register must be covered over the days of a look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covered {
    /// For the owner.
    #[default]
    Owner,
    /// For nobody: the seen rows are all there is to say.
    Nobody,
    /// For the organisation that one of these fields of the item names: one is enough.
    OneOf(Vec<String>),
    /// For each organisation in which the person had a stay in the period, over those days.
    EachStay,
    /// For every organisation that keeps a roll in the reach of the department at or above the owner.
    Reach,
}

impl Population {
    /// One item a period for each organisation of these kinds.
    #[must_use]
    pub fn organisations(owners: Vec<String>) -> Self {
        Self {
            register: "org".to_owned(),
            owners,
            each: None,
            rows: Stand::OnLastDay,
            per_person: None,
            due: None,
            owner: None,
            owner_by_latest: None,
            also_covered: Vec::new(),
            grace_days: no_days(),
        }
    }
}

impl LookDef {
    /// Counts the rows of a register that have the same organisation.
    #[must_use]
    pub fn count(register: &str, only: Option<&str>) -> Self {
        Self {
            register: register.to_owned(),
            by: vec!["org".to_owned()],
            only: only.map(str::to_owned),
            when: None,
            from: None,
            until: None,
            at: None,
            ended: false,
            period: Which::This,
            covered: Covered::Owner,
            take: "count".to_owned(),
            unit: None,
        }
    }
}

impl MeasureDef {
    /// One item a calendar period for each organisation of these kinds.
    #[must_use]
    pub fn each(calendar: Calendar, owners: &[&str]) -> Self {
        let owners = owners.iter().map(|&kind| kind.to_owned()).collect();
        let each = Some(Each::Calendar(calendar));
        Self { population: Some(Population { each, ..Population::organisations(owners) }), ..Self::default() }
    }

    /// Counts the rows of another register of the same organisation that fit, under a name.
    #[must_use]
    pub fn count(mut self, name: &str, register: &str, only: &str) -> Self {
        self.look.insert(name.to_owned(), LookDef::count(register, Some(only)));
        self
    }

    /// When an item is met.
    #[must_use]
    pub fn met_if(mut self, numerator: &str) -> Self {
        self.numerator = Some(numerator.to_owned());
        self
    }
}
