//! Rolling up the two trees. Units: every organisation's tally is added at its seat, and from there up. Party
//! organisations: up among themselves. The two are never added to each other; an organisation's line is that of its tree.

use changxiao_core::{day::Day, id::OrganisationId, organisations::Organisations};

/// Where a tally of an organisation is added for a period that ends on a day: in the tree of Party organisations (empty
/// for a unit), and in the tree of units (empty for a Party organisation without a seat). Nearest first.
#[must_use]
pub fn lines(organisations: &Organisations, owner: &OrganisationId, last_day: Day) -> [Vec<OrganisationId>; 2] {
    let Some(organisation) = organisations.get(owner) else { return [Vec::new(), Vec::new()] };
    let day = organisation.closed().map_or(last_day, |closed| last_day.min(closed.plus_days(-1)));
    let own = up(organisations, owner, (day, last_day));
    if organisation.is_unit() {
        return [Vec::new(), own];
    }
    let seat = organisations.seat(owner, day).map_or_else(Vec::new, |seat| from(organisations, seat, last_day));
    [own, seat]
}

/// The organisation's own line and those above it; a closed one is added at the parent of its last day.
fn up(organisations: &Organisations, owner: &OrganisationId, (day, last_day): (Day, Day)) -> Vec<OrganisationId> {
    let mut line = vec![owner.clone()];
    if let Some(parent) = organisations.parent(owner, day) {
        line.extend(from(organisations, parent, last_day).into_iter().filter(|above| above != owner));
    }
    line
}

/// An organisation in force on a day and all above it; instead of a closed one its first successor or, without one, the
/// parent of its last day, and so on.
fn from(organisations: &Organisations, start: &OrganisationId, last_day: Day) -> Vec<OrganisationId> {
    let mut line: Vec<OrganisationId> = Vec::new();
    let mut passed: Vec<OrganisationId> = Vec::new();
    let mut next = Some(start.clone());
    while let Some(id) = next.filter(|id| !passed.contains(id)) {
        passed.push(id.clone());
        let Some(organisation) = organisations.get(&id) else { break };
        if organisation.on(last_day).is_some() {
            line.push(id.clone());
            line.extend(organisations.above(&id, last_day).into_iter().cloned());
            break;
        }
        let last = organisation.states.iter().rfind(|state| state.from <= last_day);
        next = last.and_then(|state| state.successors.first().or(state.parent.as_ref()).cloned());
    }
    line
}

#[cfg(test)]
mod tests;
