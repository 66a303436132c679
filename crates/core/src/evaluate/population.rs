//! Which items there are: occasions of organisations, organisations, continuous stays, persons, dated records.

mod records;
mod stays;

use super::{OutOfRange, item::Ask, reader::World};
use crate::{
    count::Subject,
    day::{Calendar, Day, Period},
    days::Days,
    definition::{Each, Stand},
};

pub(super) use records::key_of;

/// Something that may be counted.
pub(super) enum Candidate {
    /// An item.
    Item(Counted),
    /// A register whose sheet has not arrived, on these days: it stands for a number that nobody knows.
    Missing(String, Days),
    /// The records of one month, and the register that is not covered in it.
    Month {
        /// The records.
        counted: Vec<Counted>,
        /// The register that is not covered, and its days.
        missing: Option<(String, Days)>,
        /// Whether the owner is asked even if it has no record in the month.
        is_asked: bool,
    },
}

/// One item of the population.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) subject: Subject,
    /// Row that is its state: on the due day, or its last.
    pub(super) row: usize,
    /// The days it is in force, each stretch with its row.
    pub(super) in_force: Vec<(usize, Period)>,
    /// First day of a continuous stay, however long before the period.
    pub(super) stay_from: Option<Day>,
    /// The days on which a deed counts.
    pub(super) window: Days,
    pub(super) due: Day,
}

/// All candidates of one owner in one period and world.
pub(super) fn candidates(ask: &Ask<'_, '_>, world: World<'_>) -> Result<Vec<Candidate>, OutOfRange> {
    let population = &ask.measure.population;
    let Some(kind) = ask.evaluator.reader.contract.kind(&population.register) else { return Ok(Vec::new()) };
    let table = ask.evaluator.reader.table(&population.register);
    match (&kind.span, population.register.as_str(), population.each) {
        (_, "org", Some(Each::Calendar(calendar))) => Ok(occasions(ask, calendar)),
        (_, "org", _) => Ok(organisation(ask)),
        (Some(span), register, _) => {
            let stays = match table {
                Some(table) => stays::candidates(ask, (table, span), world)?,
                None => Vec::new(),
            };
            Ok(missing_or(ask, register, stays))
        }
        (None, register, _) => records::candidates(ask, (register, table), world),
    }
}

/// Occasions exist for an owner that is in force during all of them.
fn occasions(ask: &Ask<'_, '_>, calendar: Calendar) -> Vec<Candidate> {
    let Some(organisation) = ask.evaluator.organisations().get(ask.owner) else { return Vec::new() };
    let existing = calendar.within(ask.period).filter(|occasion| organisation.is_in_force_during(*occasion));
    existing.filter_map(|occasion| state(ask, (Subject::Occasion(occasion), occasion))).collect()
}

fn organisation(ask: &Ask<'_, '_>) -> Vec<Candidate> {
    let Some(organisation) = ask.evaluator.organisations().get(ask.owner) else { return Vec::new() };
    let is_in = match ask.measure.population.rows {
        Stand::OnLastDay => organisation.on(ask.period.last()).is_some(),
        Stand::Overlapping => !organisation.days_in_force(ask.period).stretches().is_empty(),
        Stand::Throughout => organisation.is_in_force_during(ask.period),
    };
    if is_in { state(ask, (Subject::Organisation, ask.period)).into_iter().collect() } else { Vec::new() }
}

fn state(ask: &Ask<'_, '_>, (subject, window): (Subject, Period)) -> Option<Candidate> {
    let organisation = ask.evaluator.organisations().get(ask.owner)?;
    let within = |state: &crate::organisations::State| Some((state.row, state.within(window)?));
    let in_force: Vec<_> = organisation.states.iter().filter_map(within).collect();
    let row = in_force.last()?.0;
    let (window, due) = (std::iter::once(window).collect(), window.last());
    Some(Candidate::Item(Counted { subject, row, in_force, stay_from: organisation.opened(), window, due }))
}

/// If the register of the population is not covered for the owner, one open item stands for all: on the last day of the
/// period, or on all of its days where a stay need only touch it. A committee or general branch keeps a roll only if
/// somebody is on it (contract, part 1.6).
fn missing_or(ask: &Ask<'_, '_>, register: &str, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let asked = match ask.measure.population.rows {
        Stand::Overlapping => Some(ask.period),
        Stand::OnLastDay | Stand::Throughout => Period::new(ask.period.last(), ask.period.to()),
    };
    let asked: Days = asked.into_iter().collect();
    let is_empty = candidates.is_empty() && register == "member";
    if is_empty && super::covered::is_without_roll(ask, register, (ask.owner, &asked)) {
        return candidates;
    }
    let missing = super::covered::of(ask, register, (ask.owner, &asked));
    if missing.stretches().is_empty() { candidates } else { vec![Candidate::Missing(register.to_owned(), missing)] }
}
