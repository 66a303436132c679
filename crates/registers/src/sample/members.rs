//! The register of members, row by row from the stays.

use super::{
    Making,
    department::Department,
    people::{Person, Stay},
    rows::{day, id, optional, text},
};
use changxiao_core::columns::Cell;
use std::{io, sync::Arc};

/// Writes all stays of a department.
pub(super) fn write(making: &mut Making<'_>, department: &Department) -> io::Result<()> {
    let mut chance = making.chance("members", department.index);
    for person in &department.people {
        for stay in &person.stays {
            let place = stay.branch.and_then(|branch| department.branches.get(branch)).map(|branch| &branch.id);
            write_stay(making, (person, stay), place.unwrap_or(&department.committee))?;
        }
        // Two rolls that both keep a person: nobody is in two branches.
        let is_free = |stay: &&Stay| stay.branch.is_some_and(|branch| branch != 0) && stay.to.is_none();
        if let (Some(stay), Some(other)) = (person.stays.last().filter(is_free), department.branches.first())
            && stay.from >= other.life.from
            && person.stays.iter().all(|stay| stay.branch != Some(0))
            && making.is_messy(&mut chance, 10)
        {
            write_stay(making, (person, stay), &other.id)?;
        }
    }
    Ok(())
}

fn write_stay(making: &mut Making<'_>, (person, stay): (&Person, &Stay), place: &Arc<str>) -> io::Result<()> {
    let (relieved, floating) = (stay.relieved.unzip(), stay.floating.unzip());
    let fields = [
        ("person", id(&person.id)),
        ("org", id(place)),
        ("unit", optional(stay.unit.as_ref())),
        ("valid_from", Cell::Day(stay.from)),
        ("valid_to", day(stay.to)),
        ("status", text(if stay.is_full { "full" } else { "probationary" })),
        ("admitted_on", Cell::Day(person.admitted)),
        ("birth_month", Cell::Day(person.birth)),
        ("rank", text(stay.rank)),
        ("relieved_from", day(relieved.0)),
        ("relieved_to", day(relieved.1.flatten())),
        ("floating_from", day(floating.0)),
        ("floating_to", day(floating.1.flatten())),
        ("transfer_since", day(stay.transfer_since)),
    ];
    making.rows.put("member", &fields)
}
