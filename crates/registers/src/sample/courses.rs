//! Training that persons finished, and the yearly appraisal of members.

use super::{
    Making,
    chance::Chance,
    department::Department,
    evidence::Checked,
    people::{Person, Stay},
    rows::{id, text},
    years::day_in,
};
use changxiao_core::{
    columns::Cell,
    day::{Calendar, Day, Period},
};
use std::{io, sync::Arc};

/// One course: everybody in it has its kind, its last day and its hours.
struct Course {
    id: Arc<str>,
    kind: &'static str,
    ended: Day,
    hours: i64,
}

/// Writes training and appraisals.
pub(super) fn write(making: &mut Making<'_>, department: &Department, checked: &mut Checked) -> io::Result<()> {
    let mut chance = making.chance("courses", department.index);
    for year in making.years().within(Calendar::Year).collect::<Vec<_>>() {
        train(making, (department, year), (&mut chance, checked))?;
        for position in 0..department.branches.len() {
            appraise(making, (department, position), year, (&mut chance, checked))?;
        }
    }
    Ok(())
}

/// Eight courses a year, one of which ends on the last day, and who went: most of those with a rank, most of the young.
fn train(
    making: &mut Making<'_>,
    (department, year): (&Department, Period),
    (chance, checked): (&mut Chance, &mut Checked),
) -> io::Result<()> {
    let kinds = ["theory", "party-work", "theory", "lawful-administration", "other", "theory", "party-work", "other"];
    let courses: Vec<Course> = kinds.into_iter().map(|kind| course(making, (kind, year), chance)).collect();
    for person in &department.people {
        let age = person.birth.months_until(year.last()) / 12;
        let Some(stay) = person.stay(year.last()) else { continue };
        let is_asked = matches!(stay.rank, "bureau" | "division") || age <= 41 && stay.rank != "none";
        let goes = chance.weighted(1, &[(10, 0), (20, 2)]);
        if stay.unit.is_none() || !is_asked && !chance.percent(15) {
            continue;
        }
        let mut gone = None;
        for _ in 0..goes {
            let Some(course) = chance.one_of(&courses) else { continue };
            let course = courses.iter().find(|other| age > 41 || other.kind == course.kind).unwrap_or(course);
            if gone.replace(&course.id) != Some(&course.id) && person.stay(course.ended).is_some() {
                went(making, (department, checked), (person, course))?;
            }
        }
    }
    Ok(())
}

fn course(making: &mut Making<'_>, (kind, year): (&'static str, Period), chance: &mut Chance) -> Course {
    let hours = chance.weighted(2400, &[(30, 4000), (20, 1650), (10, 825)]);
    Course { id: making.id('K'), kind, ended: day_in(year, chance), hours }
}

fn went(
    making: &mut Making<'_>,
    (department, checked): (&Department, &mut Checked),
    (person, course): (&Person, &Course),
) -> io::Result<()> {
    let place = person.stay(course.ended).and_then(|stay| department.branches.get(stay.branch?));
    let org = place.map_or(&department.committee, |branch| &branch.id);
    if department.sheets.have_lost("training", org, course.ended) {
        return Ok(());
    }
    let fields = [
        ("course", id(&course.id)),
        ("person", id(&person.id)),
        ("org", id(org)),
        ("kind", text(course.kind)),
        ("ended_on", Cell::Day(course.ended)),
        ("hours", Cell::Number(course.hours)),
    ];
    making.rows.put("training", &fields)?;
    let key: Arc<str> = format!("{}|{}", course.id, person.id).into();
    checked.offer(making, "training", (&key, org, course.ended));
    Ok(())
}

/// The appraisal of a branch: no more than a third are excellent, who is on probation is not graded.
fn appraise(
    making: &mut Making<'_>,
    (department, position): (&Department, usize),
    year: Period,
    (chance, checked): (&mut Chance, &mut Checked),
) -> io::Result<()> {
    let Some(branch) = department.branches.get(position) else { return Ok(()) };
    let last_quarter = Calendar::Quarter.around(year.last());
    let held = day_in(last_quarter, chance);
    let is_held = branch.life.has(held) && chance.percent(97);
    if !is_held || department.sheets.have_lost("appraisal", &branch.id, held) {
        return Ok(());
    }
    let takes_part = |(_, stay): &(&Person, &Stay)| stay.relieved.is_none() && !chance.percent(3);
    let appraised: Vec<(&Person, &Stay)> = department.roll(position, held).filter(takes_part).collect();
    let mut excellent = appraised.iter().filter(|(_, stay)| stay.is_full).count() / 3;
    for (person, stay) in appraised {
        let usual = chance.weighted("qualified", &[(4, "basically-qualified"), (1, "unqualified")]);
        let outcome = match (stay.is_full, excellent) {
            (false, _) => "ungraded",
            (true, 1..) if chance.percent(35) => {
                excellent -= 1;
                "excellent"
            }
            _ => usual,
        };
        let fields = [
            ("person", id(&person.id)),
            ("org", id(&branch.id)),
            ("held_on", Cell::Day(held)),
            ("complete", Cell::Boolean(chance.percent(97))),
            ("outcome", text(outcome)),
        ];
        making.rows.put("appraisal", &fields)?;
        let key: Arc<str> = format!("{}|{held}", person.id).into();
        checked.offer(making, "appraisal", (&key, &branch.id, held));
    }
    Ok(())
}
