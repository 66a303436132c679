//! Posts: who leads, who does Party work. Steady members hold them, one after another where they change hands.

use super::{
    Making,
    branches::Part,
    chance::Chance,
    department::Department,
    organisations::Life,
    people::Person,
    rows::{day, id, text, yes},
};
use changxiao_core::{columns::Cell, day::Day};
use std::{collections::BTreeSet, io, sync::Arc};

/// One holder of one office.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) person: Arc<str>,
    pub(super) org: Arc<str>,
    pub(super) role: &'static str,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    pub(super) is_full_time: bool,
    has_law_duty: bool,
    birth: Day,
}

impl Post {
    /// Whether it is held on a day.
    pub(super) fn has(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether it makes a leading cadre.
    pub(super) fn is_leading(&self, leading: &Arc<str>) -> bool {
        matches!(self.role, "unit-head" | "unit-deputy" | "leading-member")
            || self.role == "secretary" && self.org == *leading
    }
}

/// Fills the posts of a department, and settles how many work in its units.
pub(super) fn fill(making: &mut Making<'_>, department: &mut Department) {
    let mut chance = making.chance("posts", department.index);
    let mut posts = Vec::new();
    lead(making, department, &mut posts, &mut chance);
    for position in 0..department.branches.len() {
        fill_branch(making, (department, position), &mut posts, &mut chance);
    }
    work(making, department, &mut posts, &mut chance);
    department.posts = posts;
}

/// The steady members who begin in a branch.
fn steady(department: &Department, branch: usize) -> Vec<&Person> {
    let is_there = |person: &&Person| person.stays.iter().any(|stay| stay.branch == Some(branch));
    department.people.iter().filter(|person| person.is_steady).filter(is_there).collect()
}

fn post((person, org): (&Person, &Arc<str>), role: &'static str, (from, to): (Day, Option<Day>)) -> Post {
    Post {
        person: person.id.clone(),
        org: org.clone(),
        role,
        from,
        to,
        is_full_time: false,
        has_law_duty: false,
        birth: person.birth,
    }
}

/// When somebody who is there already took up an office.
fn taken_up(making: &Making<'_>, person: &Person, chance: &mut Chance) -> Day {
    let years = making.years();
    let half = years.to().plus_months(-18);
    let early = years.from().plus_months(-chance.between(6, 40)).plus_days(chance.between(0, 20));
    let edge = chance.weighted(early, &[(4, half), (4, half.plus_days(1))]);
    edge.max(person.stays.first().map_or(edge, |stay| stay.from))
}

/// The leading group, its centre group, the organ committee and the committee for discipline.
fn lead(making: &Making<'_>, department: &Department, posts: &mut Vec<Post>, chance: &mut Chance) {
    let [mut leaders, others] = [[0, 1], [2, 3]].map(|pair| pair.map(|branch| steady(department, branch)).concat());
    leaders.retain(|person| person.stays.iter().any(|stay| stay.unit.as_ref() == Some(&department.unit)));
    let at = department;
    for (number, person) in leaders.iter().enumerate() {
        let from = taken_up(making, person, chance);
        let span = (from, chance.percent(12).then(|| making.years().change(chance)).filter(|to| from < *to));
        let [unit, group] = if number == 0 { ["unit-head", "secretary"] } else { ["unit-deputy", "leading-member"] };
        posts.push(post((person, &at.unit), unit, span));
        if number < 6 {
            posts.push(post((person, &at.leading), group, span));
        }
        posts.push(post((person, &at.centre), "centre-group-member", span));
    }
    let committee = [
        (&at.committee, "secretary"),
        (&at.committee, "deputy-secretary"),
        (&at.committee, "discipline-secretary"),
        (&at.committee, "committee-member"),
        (&at.discipline, "committee-member"),
        (&at.committee, "committee-member"),
    ];
    for (number, (person, (org, role))) in others.iter().zip(committee).enumerate() {
        let span = (taken_up(making, person, chance), None);
        posts.push(post((person, org), role, span));
        if number < 3 {
            posts.push(post((person, &at.centre), "centre-group-member", span));
        }
    }
    if let (Some(general), Some(person)) = (&at.general, others.last()) {
        posts.push(post((person, general), "secretary", (taken_up(making, person, chance), None)));
    }
}

/// Secretary, committee and leaders of groups of a branch, and the heads of the units it serves.
fn fill_branch(
    making: &Making<'_>,
    (department, position): (&Department, usize),
    posts: &mut Vec<Post>,
    chance: &mut Chance,
) {
    let Some(branch) = department.branches.get(position) else { return };
    let people = steady(department, position);
    let mut free = people.iter().rev();
    let mut roles = vec![(&branch.id, "secretary")];
    if branch.has_committee {
        roles.extend([(&branch.id, "deputy-secretary"), (&branch.id, "committee-member")]);
    }
    roles.extend(branch.groups.iter().map(|group| (group, "group-leader")));
    if !matches!(branch.part, Part::Merged | Part::Retired) {
        let is_its_own = |unit: &&Arc<str>| branch.part != Part::Half || life(department, unit) == Some(branch.life);
        roles.extend(branch.units.iter().filter(is_its_own).map(|unit| (unit, "unit-head")));
    }
    for (org, role) in roles {
        let Some(person) = free.next() else { return };
        let is_of_unit = role == "unit-head";
        let stay = person.stays.iter().find(|stay| stay.branch == Some(position));
        let start = stay.map_or(branch.life.from, |stay| stay.from).max(taken_up(making, person, chance));
        let end = if is_of_unit { life(department, org).and_then(|life| life.to) } else { branch.life.to };
        let hands_over = making.years().change(chance);
        let may_change = start < hands_over && end.is_none_or(|end| hands_over < end) && chance.percent(22);
        if let (true, Some(next)) = (may_change, people.first()) {
            let vacant = hands_over.plus_days(chance.weighted(0, &[(40, 45)]));
            posts.push(post((person, org), role, (start, Some(hands_over))));
            if end.is_none_or(|end| vacant < end) && next.id != person.id {
                posts.push(post((next, org), role, (vacant, end)));
            }
        } else if end.is_none_or(|end| start < end) {
            posts.push(post((person, org), role, (start, end)));
        }
        if let Some(last) = posts.last_mut().filter(|_| is_of_unit) {
            last.has_law_duty = chance.percent(30);
        }
    }
}

fn life(department: &Department, organisation: &Arc<str>) -> Option<Life> {
    department.organisations.iter().find(|one| one.id == *organisation).map(|one| one.life)
}

/// Those who do Party work, so many of the staff that the share lies on one side or the other of one and two percent, or
/// just there; and the number of staff itself.
fn work(making: &Making<'_>, department: &mut Department, posts: &mut Vec<Post>, chance: &mut Chance) {
    let last = making.years().to().plus_days(-1);
    let working = department.people.iter().filter(|person| person.stay(last).is_some_and(|stay| stay.unit.is_some()));
    let natural = working.count() * 11 / 10 + 1;
    let hundreds = natural.div_ceil(100) * 100;
    let (staff, workers) = match department.index % 5 {
        _ if natural < 100 => (natural, 0),
        0 => (hundreds, hundreds / 100),
        1 => (natural.div_ceil(50) * 50, natural.div_ceil(50)),
        2 => (hundreds, (hundreds / 100).saturating_sub(1)),
        3 => (hundreds, (hundreds * 3).div_ceil(200)),
        _ => (hundreds, hundreds / 50 + 1),
    };
    let taken: BTreeSet<Arc<str>> = posts.iter().map(|post| post.person.clone()).collect();
    let is_free = |person: &&Person| person.is_steady && !taken.contains(&person.id);
    let mut free = department.people.iter().filter(is_free).chain(department.people.iter().rev().filter(|person| {
        !person.is_steady
            && person.stays.len() == 1
            && person.stays.iter().all(|stay| stay.to.is_none() && stay.is_full)
    }));
    for _ in 0..workers {
        let Some(person) = free.next() else { break };
        let mut worker =
            post((person, &department.committee), "party-worker", (taken_up(making, person, chance), None));
        worker.is_full_time = true;
        posts.push(worker);
    }
    if let Some(person) = free.next() {
        posts.push(post((person, &department.committee), "party-worker", (taken_up(making, person, chance), None)));
    }
    settle_staff(making, department, staff, chance);
}

fn settle_staff(making: &Making<'_>, department: &mut Department, staff: usize, chance: &mut Chance) {
    let change = making.years().change(chance);
    // The number of staff falls to the round one within the years; before, the share was another.
    let is_changed = department.index == 0 || chance.percent(50);
    for organisation in department.organisations.iter_mut().filter(|one| one.kind == "unit") {
        let own = if organisation.id == department.unit {
            staff
        } else {
            usize::try_from(chance.between(6, 20)).unwrap_or(6)
        };
        let from = organisation.life.from;
        if is_changed && organisation.id == department.unit {
            organisation.staff.insert(from, own + 7);
            organisation.staff.insert(change, own);
        } else {
            organisation.staff.insert(from, own);
        }
    }
}

/// Writes all posts of a department.
pub(super) fn write(making: &mut Making<'_>, department: &Department) -> io::Result<()> {
    let mut chance = making.chance("posts written", department.index);
    for post in &department.posts {
        let is_high = post.is_leading(&department.leading);
        let retires = post.is_full_time.then(|| post.birth.plus_months(12 * 60));
        let fields = [
            ("person", id(&post.person)),
            ("org", id(&post.org)),
            ("role", text(post.role)),
            ("valid_from", Cell::Day(post.from)),
            ("valid_to", day(post.to)),
            ("full_time", yes(post.is_full_time)),
            ("by_procedure", Cell::Boolean(chance.percent(97))),
            ("law_duty", yes(post.has_law_duty)),
            ("must_report", yes(is_high)),
            ("retires_in", day(retires)),
        ];
        making.rows.put("post", &fields)?;
    }
    Ok(())
}
