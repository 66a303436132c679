//! The row-wise reference evaluator: it defines what every number means, is what explanations run, and is the oracle of
//! every faster engine. One organisation, one indicator, one calendar period at a time, in plain steps.

mod arithmetic;
mod change;
mod coverage;
mod covered;
mod disputes;
mod explain;
mod frame;
mod item;
mod look;
mod population;
mod reader;
mod reads;
mod value;
mod why;
mod working_days;

pub use reads::{Reads, fields as fields_read};
pub use value::{Between, Value};

use crate::{
    contract::Contract,
    count::{Count, Item, Subject},
    day::{Calendar, Day, Period},
    days::Days,
    definition::{Population, Stand},
    fault::Fault,
    id::OrganisationId,
    measure::{DEPARTMENT, Measure, Settings},
    message::Message,
    organisations::Organisations,
    registers::Registers,
};
use coverage::Coverage;
use reader::Reader;
use std::collections::BTreeSet;

/// The registers as a run sees them, ready to be evaluated.
pub struct Evaluator<'a> {
    reader: Reader<'a>,
    coverage: Coverage<'a>,
}

/// What an evaluation asks for.
pub struct Question<'a> {
    /// How the indicator is computed: the sum of these.
    pub measures: &'a [Measure],
    /// The settings of its parameters.
    pub settings: &'a dyn Settings,
    /// Kind of calendar period it is computed for.
    pub calendar: Calendar,
    /// The period of the run.
    pub period: Period,
}

/// What numbers left the range of exact fractions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange;

impl From<OutOfRange> for Fault {
    fn from(_: OutOfRange) -> Self {
        Self::new(crate::fault::Place::default(), Message::new("evaluation-out-of-range"))
    }
}

impl<'a> Evaluator<'a> {
    /// Makes registers ready for a day.
    #[must_use]
    pub fn new(contract: &'a Contract, registers: &'a Registers, as_of: Day) -> Self {
        let reader = Reader::new(contract, registers, as_of);
        let coverage = Coverage::new(registers.table("coverage"), as_of);
        Self { reader, coverage }
    }

    /// The organisations as seen on the day.
    #[must_use]
    pub fn organisations(&self) -> &Organisations {
        &self.reader.organisations
    }

    /// Day up to which records are seen.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.reader.as_of
    }

    /// The calendar periods that a question is answered for.
    pub fn periods(question: &Question<'_>) -> impl Iterator<Item = Period> {
        question.calendar.within(question.period)
    }

    /// The organisations that are asked in a period: of the kinds named, in force on at least one of its days.
    pub fn owners<'b>(&'b self, kinds: &'b [String], period: Period) -> impl Iterator<Item = &'b OrganisationId> {
        let asked = self.organisations().iter().filter(move |(_, organisation)| {
            kinds.contains(&organisation.kind) && !organisation.days_in_force(period).stretches().is_empty()
        });
        asked.map(|(id, _)| id)
    }

    /// The organisations that a measure asks in a period: those it asks in any case and, if it names departments, whoever
    /// has a record. Such a one has a number only if one of its records is an item (contract, part 1.6).
    #[must_use]
    pub fn asked(&self, measure: &Measure, period: Period) -> Vec<OrganisationId> {
        let population = &measure.population;
        let names_departments = population.owners.iter().any(|owner| owner == DEPARTMENT);
        let may_have_records = names_departments && population.register != "org";
        // Who is looked at on the day before may be gone by the first.
        let first = population.rows.day(period).min(period.from());
        let whole: Days = Period::new(first, period.to()).into_iter().collect();
        let is_asked = |id: &OrganisationId| {
            self.is_asked_anyway(measure, (id, period))
                || may_have_records && self.has_records(population, (id, &whole))
        };
        let in_force = self.organisations().iter().filter(|(_, one)| !one.days_in_force(period).stretches().is_empty());
        in_force.map(|(id, _)| id).filter(|id| is_asked(id)).cloned().collect()
    }

    /// Whether an organisation is asked without a record: it is of a kind the measure names or, if that names departments,
    /// a unit that is one on the last day of the period or, where records are counted, of one of its months.
    #[must_use]
    pub fn is_asked_anyway(&self, measure: &Measure, (id, period): (&OrganisationId, Period)) -> bool {
        let population = &measure.population;
        if self.is_named(population, id) {
            return true; // whatever the days: a period may hold no whole month
        }
        let is_asked_on = |day: Day| self.is_asked_on(population, (id, day));
        let is_dated = self.reader.contract.kind(&population.register).is_some_and(|kind| kind.span.is_none());
        match is_dated && population.rows != Stand::Standing || population.rows == Stand::Begun {
            true => Calendar::Month.within(period).map(Period::last).any(is_asked_on),
            false => is_asked_on(population.rows.day(period)),
        }
    }

    /// Whether an organisation has a seen record of a population.
    fn has_records(&self, population: &Population, (id, days): (&OrganisationId, &Days)) -> bool {
        let Some(field) = &population.owner else { return self.reader.has_rows(&population.register, (id, days)) };
        let owner = Value::Text(id.as_str().into());
        let table = self.reader.table(&population.register);
        table.is_some_and(|table| !self.reader.rows_where(table, &[(field, owner)], reader::AS_WRITTEN).is_empty())
    }

    /// Whether an organisation is of a kind that a population names or, if that names departments, is one on a day.
    fn is_asked_on(&self, population: &Population, (id, day): (&OrganisationId, Day)) -> bool {
        let names_departments = || population.owners.iter().any(|owner| owner == DEPARTMENT);
        self.is_named(population, id) || names_departments() && self.organisations().is_department(id, day)
    }

    fn is_named(&self, population: &Population, id: &OrganisationId) -> bool {
        let kind = self.organisations().kind(id);
        population.owners.iter().any(|owner| owner == kind)
    }

    /// Counts the items of one owner in one calendar period, into `count`.
    pub fn count(
        &self,
        question: &Question<'_>,
        owner: &OrganisationId,
        period: Period,
        count: &mut Count,
    ) -> Result<(), OutOfRange> {
        // A month that nothing covers stands for one number nobody knows, of however many parts the indicator is the sum.
        let mut missing: BTreeSet<Subject> = BTreeSet::new();
        for measure in question.measures {
            let wants = if count.is_listing() { item::Wants::Items } else { item::Wants::Numbers };
            let ask = item::Ask { evaluator: self, question, measure, owner, period, wants };
            for item in disputes::settled(&ask)? {
                let is_missing = matches!(item.subject, Subject::MissingRegister { .. });
                if !is_missing || missing.insert(item.subject.clone()) {
                    count.add(item);
                }
            }
        }
        Ok(())
    }

    /// The occasions of one owner that are due in a period, of whatever length, and whose window has begun by `as_of`; also
    /// those on record in months whose sheet has not arrived. A register that is not covered stands beside them.
    pub fn occasions(
        &self,
        question: &Question<'_>,
        owner: &OrganisationId,
        period: Period,
    ) -> Result<Vec<Item>, OutOfRange> {
        let mut occasions = Vec::new();
        for measure in question.measures {
            let wants = item::Wants::Occasions;
            let ask = item::Ask { evaluator: self, question, measure, owner, period, wants };
            occasions.extend(disputes::settled(&ask)?);
        }
        Ok(occasions)
    }

    /// The days of a period, up to `as_of`, on which an organisation is in force and nothing covers a register.
    #[must_use]
    pub fn not_covered(&self, register: &str, organisation: &OrganisationId, days: &Days) -> Days {
        if register == "org" {
            return Days::none(); // the list of all that exist: it has no coverage of its own
        }
        let Some(life) = self.organisations().get(organisation) else { return Days::none() };
        let until = self.as_of().plus_days(1);
        let asked: Days = days
            .stretches()
            .iter()
            .filter_map(|stretch| Period::new(stretch.from(), stretch.to().min(until)))
            .flat_map(|stretch| life.days_in_force(stretch).stretches().to_vec())
            .collect();
        asked.without(&self.coverage.days(&self.reader.organisations, register, organisation))
    }

    /// The rows of one organisation in a period, as native code gets them: seen at `as_of`, one version of each record,
    /// these fields only, in the order of the contract.
    #[must_use]
    pub fn rows_of(
        &self,
        owner: &OrganisationId,
        period: Period,
        asked: (&str, &[String]),
    ) -> Option<crate::columns::Columns> {
        self.reader.rows_of(owner, period, asked)
    }
}

#[cfg(test)]
mod tests;
