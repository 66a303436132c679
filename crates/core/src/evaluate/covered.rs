//! For whom a look's register must be covered, and on which of its days it is not.

use super::{frame::Frame, item::Ask};
use crate::{day::Period, days::Days, definition::Covered, id::OrganisationId, measure::Look};

/// The days of a look on which its register is not covered for those for whom it must be.
pub(super) fn missing(ask: &Ask<'_, '_>, item: &Frame<'_, '_>, (look, days): (&Look, &Days)) -> Days {
    let register = look.register.as_str();
    match &look.covered {
        Covered::Nobody => Days::none(),
        Covered::Owner => of(ask, register, (ask.owner, days)),
        Covered::OneOf(fields) => {
            let row = item.table.columns.row(item.row);
            let asked: Days = on_roll(ask, item).into_iter().map(|(_, stay)| stay).collect();
            let asked: Days =
                days.stretches().iter().flat_map(|stretch| asked.and(*stretch).stretches().to_vec()).collect();
            let named = fields.iter().filter_map(|field| row.text(field)).map(OrganisationId::from);
            let gaps = named.map(|organisation| of(ask, register, (&organisation, &asked)));
            gaps.min_by_key(Days::count).unwrap_or(asked)
        }
        Covered::EachStay => {
            let stays = on_roll(ask, item).into_iter().flat_map(|(organisation, stay)| {
                let asked: Days = days.stretches().iter().filter_map(|stretch| stretch.and(stay)).collect();
                of(ask, register, (&organisation, &asked)).stretches().to_vec()
            });
            stays.collect()
        }
        Covered::Reach => reach(ask, register, days),
    }
}

/// The days on which a register is not covered for an organisation; a department is covered if one of its voices is.
pub(super) fn of(ask: &Ask<'_, '_>, register: &str, (organisation, days): (&OrganisationId, &Days)) -> Days {
    let organisations = ask.evaluator.organisations();
    let gap = |organisation: &OrganisationId| ask.evaluator.not_covered(register, organisation, days);
    let is_unit = organisations.get(organisation).is_some_and(|one| one.is_unit());
    let day = days.stretches().last().map(|stretch| stretch.last());
    match day.filter(|day| is_unit && organisations.is_department(organisation, *day)) {
        None => gap(organisation),
        Some(day) => {
            organisations.voices(organisation, day).into_iter().map(gap).min_by_key(Days::count).unwrap_or_default()
        }
    }
}

/// The organisations and days on which the item's person has a stay, within the period.
fn on_roll(ask: &Ask<'_, '_>, item: &Frame<'_, '_>) -> Vec<(OrganisationId, Period)> {
    let kind = item.table.kind;
    let (Some(span), Some(person), Some(unit)) = (&kind.span, kind.key.first(), &kind.unit_field) else {
        return Vec::new();
    };
    let who = item.reader.read(kind, item.table.columns.row(item.row), person);
    let rows = item.reader.rows_where(item.table, &[(person, who)], item.world);
    let stay = |row: usize| {
        let row = item.table.columns.row(row);
        let from = row.day(&span.from).filter(|from| *from <= item.reader.as_of)?;
        let to = row
            .day(&span.to)
            .filter(|to| *to <= item.reader.as_of)
            .map_or(ask.period.to(), |to| to.min(ask.period.to()));
        Some((row.text(unit)?.into(), Period::new(from.max(ask.period.from()), to)?))
    };
    rows.into_iter().filter_map(stay).collect()
}

/// Kinds of organisation that keep a roll only if somebody is on it; a branch always keeps one (contract, part 1.6).
const MAY_KEEP_A_ROLL: [&str; 3] = ["general-branch", "organ-committee", "work-committee"];

/// Whether an organisation keeps no roll on these days, as nobody is on it.
pub(super) fn is_without_roll(ask: &Ask<'_, '_>, register: &str, (id, days): (&OrganisationId, &Days)) -> bool {
    let may = MAY_KEEP_A_ROLL.contains(&ask.evaluator.organisations().kind(id));
    may && !ask.evaluator.reader.has_rows(register, (id, days))
}

/// The days on which not every organisation that keeps a roll in the reach of the owner's department is covered.
fn reach(ask: &Ask<'_, '_>, register: &str, days: &Days) -> Days {
    let organisations = ask.evaluator.organisations();
    let Some(day) = days.stretches().last().map(|stretch| stretch.last()) else { return Days::none() };
    let Some(department) = organisations.department_of(ask.owner, day) else {
        return of(ask, register, (ask.owner, days));
    };
    let keeps = |id: &&OrganisationId| {
        let kind = organisations.kind(id);
        (kind == "branch" || MAY_KEEP_A_ROLL.contains(&kind)) && !is_without_roll(ask, register, (id, days))
    };
    let keepers = organisations.reach(department, day).into_iter().filter(keeps);
    keepers.flat_map(|keeper| of(ask, register, (keeper, days)).stretches().to_vec()).collect()
}
