//! Which items there are: occasions of organisations, organisations, continuous stays, persons, dated records.

mod due;
mod occasions;
mod records;
mod stays;

use super::{
    OutOfRange,
    item::Ask,
    reader::{Table, World},
};
use crate::{
    count::Subject,
    day::{Day, Period},
    days::Days,
    definition::{Each, Stand},
};

pub(super) use records::key_of;

/// Something that may be counted.
pub(super) enum Candidate {
    /// An item.
    Item(Counted),
    /// The items of one month or day, and the register that is not covered in it: it stands for a number that nobody knows.
    Month {
        /// The items.
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
    /// Whether that day is known; else it is its own day, and the item open.
    pub(super) is_day_known: bool,
    /// The day on which it was due before it was deferred.
    pub(super) deferred_from: Option<Day>,
    /// The period that its expressions mean.
    pub(super) period: Period,
}

impl Counted {
    /// An item of a row since a day, due on a day, without days of its own.
    fn new(ask: &Ask<'_, '_>, (subject, row): (Subject, usize), (since, due): (Day, Day)) -> Self {
        Self {
            subject,
            row,
            in_force: Vec::new(),
            stay_from: Some(since),
            window: Days::none(),
            due,
            is_day_known: true,
            deferred_from: None,
            period: ask.period,
        }
    }
}

/// All candidates of one owner in one period and world.
pub(super) fn candidates(ask: &Ask<'_, '_>, world: World<'_>) -> Result<Vec<Candidate>, OutOfRange> {
    let population = &ask.measure.population;
    let Some(kind) = ask.evaluator.reader.contract.kind(&population.register) else { return Ok(Vec::new()) };
    let table = ask.evaluator.reader.table(&population.register);
    match (&kind.span, population.register.as_str(), population.each) {
        (_, "org", Some(Each::Calendar(calendar))) => occasions::by_calendar(ask, (table, world), calendar),
        (_, "org", Some(Each::Term)) => occasions::by_term(ask, (table, world)),
        (_, "org", _) => organisation(ask, (table, world)),
        (Some(_), register, _) if population.rows == Stand::Begun => records::candidates(ask, (register, table), world),
        (Some(span), register, each) => {
            let stays = |ask: &Ask<'_, '_>| {
                let stays = match table {
                    Some(table) => stays::candidates(ask, (table, span), world)?,
                    None => Vec::new(),
                };
                Ok(missing_or(ask, register, stays))
            };
            let Some(Each::Calendar(calendar)) = each else { return stays(ask) };
            let windows = calendar.within(ask.period).map(|window| stays(&Ask { period: window, ..*ask }));
            let windows: Result<Vec<_>, OutOfRange> = windows.collect();
            Ok(windows?.into_iter().flatten().collect())
        }
        (None, register, _) => records::candidates(ask, (register, table), world),
    }
}

/// One item: the organisation in the period or, where the measure has a due day, on that day.
fn organisation(
    ask: &Ask<'_, '_>,
    (table, world): (Option<&Table<'_>>, World<'_>),
) -> Result<Vec<Candidate>, OutOfRange> {
    let (Some(organisation), Some(table)) = (ask.evaluator.organisations().get(ask.owner), table) else {
        return Ok(Vec::new());
    };
    let is_dated = ask.measure.due.is_some();
    let is_in = match ask.measure.population.rows {
        Stand::Throughout => organisation.is_in_force_during(ask.period),
        Stand::Overlapping => !organisation.days_in_force(ask.period).stretches().is_empty(),
        rows => is_dated || organisation.on(rows.day(ask.period)).is_some(),
    };
    let Some(own) = state(ask, (Subject::Organisation, ask.period)).filter(|_| is_in) else { return Ok(Vec::new()) };
    let dated = due::Dating::new(ask).dated(ask, (table, world), own)?;
    let is_there = |one: &Counted| !is_dated || ask.period.contains(one.due) && organisation.on(one.due).is_some();
    Ok(dated.filter(is_there).map(Candidate::Item).into_iter().collect())
}

fn state(ask: &Ask<'_, '_>, (subject, window): (Subject, Period)) -> Option<Counted> {
    let organisation = ask.evaluator.organisations().get(ask.owner)?;
    let within = |state: &crate::organisations::State| Some((state.row, state.within(window)?));
    let in_force: Vec<_> = organisation.states.iter().filter_map(within).collect();
    let row = in_force.last()?.0;
    let counted = Counted::new(ask, (subject, row), (window.from(), window.last()));
    Some(Counted { in_force, stay_from: organisation.opened(), window: std::iter::once(window).collect(), ..counted })
}

/// If the register of the population is not covered for the owner, one open item stands for all: on the last day of the
/// period, or on all of its days where a stay need only touch it. A committee or general branch keeps a roll only if
/// somebody is on it; where departments are asked, others are if they have an item (contract, part 1.6).
fn missing_or(ask: &Ask<'_, '_>, register: &str, counted: Vec<Counted>) -> Vec<Candidate> {
    let population = &ask.measure.population;
    let asked = match population.rows {
        Stand::Overlapping => Some(ask.period),
        rows => Period::new(rows.day(ask.period), rows.day(ask.period).plus_days(1)),
    };
    let asked: Days = asked.into_iter().collect();
    let is_empty = counted.is_empty() && register == "member";
    let items = |counted: Vec<Counted>| counted.into_iter().map(Candidate::Item).collect();
    if is_empty && super::covered::is_without_roll(ask, register, (ask.owner, &asked)) {
        return items(counted);
    }
    let missing = super::covered::of(ask, register, (ask.owner, &asked));
    if missing.stretches().is_empty() {
        return items(counted);
    }
    let is_asked = ask.evaluator.is_asked_on(population, (ask.owner, population.rows.day(ask.period)));
    vec![Candidate::Month { counted, missing: Some((register.to_owned(), missing)), is_asked }]
}
