//! Study: the plans of branches and what they held, lectures of the organ committee for all, and the centre group's
//! quarters. Hours add up to a little less than the yearly hours in some branches, to just these in others.

use super::{
    Making,
    attendance::{Event, Roll},
    branches::Branch,
    chance::Chance,
    department::Department,
    evidence::Checked,
    rows::{day, id, optional, text, yes},
    years::day_in,
};
use changxiao_core::{
    columns::Cell,
    day::{Calendar, Day, Period},
};
use std::{io, sync::Arc};

/// Hours, in hundredths, of the ten sessions of a year. With the two lectures of [`LECTURE`] they make 32 in all, more,
/// a quarter of an hour less, and with fractions.
const HOURS: &[[i64; 10]] = &[
    [300, 300, 300, 300, 250, 250, 250, 250, 250, 250],
    [400, 400, 400, 400, 400, 400, 400, 400, 400, 400],
    [350, 350, 350, 350, 350, 350, 350, 350, 400, 400],
    [300, 300, 300, 300, 250, 250, 250, 250, 250, 225],
    [450, 375, 375, 400, 400, 350, 350, 325, 400, 400],
];

/// Hours of a lecture to which the organ committee calls everybody, twice a year.
const LECTURE: i64 = 250;

const FORMS: &[&str] = &[
    "group-study",
    "collective-discussion",
    "lecture",
    "group-study",
    "discipline-education",
    "group-study",
    "guidance",
    "lecture",
    "group-study",
    "collective-discussion",
];

/// One session as it will be written.
struct Session<'a> {
    org: &'a Arc<str>,
    form: &'static str,
    day: Day,
    hours: i64,
    speaker: Option<Arc<str>>,
    planned_as: Option<Arc<str>>,
    scope: Option<&'static str>,
    task: Option<Arc<str>>,
    convert_by: Option<Day>,
}

/// A session with a day by which something is to come of it.
pub(super) struct Convertible {
    pub(super) id: Arc<str>,
    pub(super) org: Arc<str>,
    pub(super) held: Day,
    pub(super) convert_by: Day,
}

struct Writer<'a, 'c> {
    department: &'a Department,
    checked: &'c mut Checked,
    chance: Chance,
    convertible: Vec<Convertible>,
}

/// Writes plans, sessions and their attendance; gives the sessions of which something is to come.
pub(super) fn write(
    making: &mut Making<'_>,
    department: &Department,
    (tasks, checked): (&[Arc<str>], &mut Checked),
) -> io::Result<Vec<Convertible>> {
    let chance = making.chance("study", department.index);
    let mut writer = Writer { department, checked, chance, convertible: Vec::new() };
    for year in making.years().within(Calendar::Year).collect::<Vec<_>>() {
        for (position, branch) in department.branches.iter().enumerate() {
            writer.branch(making, (position, branch), year)?;
        }
        writer.lectures(making, year)?;
        writer.centre(making, tasks, year)?;
    }
    Ok(writer.convertible)
}

impl<'a> Writer<'a, '_> {
    /// A branch's plan of a year, its sessions, and one activity that counts for no hours.
    fn branch(
        &mut self,
        making: &mut Making<'_>,
        (position, branch): (usize, &'a Branch),
        year: Period,
    ) -> io::Result<()> {
        let Some(alive) = Period::new(branch.life.from, branch.life.to.unwrap_or(year.to())) else { return Ok(()) };
        let Some(alive) = alive.and(year) else { return Ok(()) };
        let plan = self.plan(making, (&branch.id, "study-plan"), (alive, None))?;
        let hours = self.chance.one_of(HOURS).copied().unwrap_or([300; 10]);
        let months: Vec<Period> = Calendar::Month.within(alive).collect();
        for (number, (form, hours)) in FORMS.iter().zip(hours).enumerate() {
            let Some(month) = months.get(number + usize::from(number > 5)) else { continue };
            let item = self.plan(making, (&branch.id, "session"), (*month, Some(&plan)))?;
            if !self.chance.percent(95) {
                continue;
            }
            let held = day_in(*month, &mut self.chance);
            // A week late: still held, but after the window of the plan.
            let late = Some(month.to().plus_days(7)).filter(|day| alive.contains(*day));
            let held = self.chance.weighted(Some(held), &[(3, late)]).unwrap_or(held);
            let mut session = self.session((&branch.id, form), (held, hours));
            session.planned_as = Some(item);
            if let Some(number) = self.put(making, &session)? {
                let event = Event { kind: "session", id: &number, day: held };
                Roll::new(event, self.chance.fork()).call_branch(making, (self.department, position), 0)?;
            }
        }
        if self.chance.percent(70) {
            let held = day_in(alive, &mut self.chance);
            let session = self.session((&branch.id, "practice"), (held, 400));
            self.put(making, &session)?;
        }
        if year.to() == making.years().to() && alive.to() == year.to() && making.is_messy(&mut self.chance, 60) {
            let day = making.years().as_of().plus_days(self.chance.between(1, 30));
            let session = self.session((&branch.id, "group-study"), (day, 400));
            self.put(making, &session)?;
        }
        Ok(())
    }

    /// A lecture each half-year to which the organ committee calls the members of all branches.
    fn lectures(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        let department = self.department;
        for half in Calendar::HalfYear.within(year) {
            let day = day_in(half, &mut self.chance);
            let session = self.session((&department.committee, "lecture"), (day, LECTURE));
            let Some(number) = self.put(making, &session)? else { continue };
            for position in 0..department.branches.len() {
                let event = Event { kind: "session", id: &number, day };
                Roll::new(event, self.chance.fork()).call_branch(making, (department, position), 0)?;
            }
        }
        Ok(())
    }

    /// The plan of the centre group, approved in time or a day late, and its quarters.
    fn centre(&mut self, making: &mut Making<'_>, tasks: &[Arc<str>], year: Period) -> io::Result<()> {
        let department = self.department;
        let org = self.chance.weighted(&department.centre, &[(40, &department.leading)]);
        self.plan(making, (org, "study-plan"), (year, None))?;
        for quarter in Calendar::Quarter.within(year) {
            let count = making.turn("discussions", [1, 2, 1, 1, 1, 0, 2, 1, 1, 2, 1]).unwrap_or(1);
            for _ in 0..count {
                let held = day_in(quarter, &mut self.chance);
                let form = self.chance.weighted("collective-discussion", &[(12, "guidance"), (6, "group-study")]);
                let mut session = self.session((&department.centre, form), (held, 400));
                session.scope = Some(
                    self.chance.weighted("department-wide", &[(25, "strategic"), (15, "systemic"), (25, "other")]),
                );
                session.task = self.chance.one_of(tasks).filter(|_| self.chance.fork().percent(75)).cloned();
                let months = self.chance.between(2, 6);
                session.convert_by = self.chance.percent(60).then(|| held.plus_months(months));
                let Some(number) = self.put(making, &session)? else { continue };
                let event = Event { kind: "session", id: &number, day: held };
                let mut roll = Roll::new(event, self.chance.fork());
                let is_member = |post: &&super::posts::Post| post.org == department.centre && post.has(held);
                for post in department.posts.iter().filter(is_member) {
                    if let Some(person) = department.people.iter().find(|person| person.id == post.person) {
                        roll.call(making, (department, &department.centre), person)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn session(&self, (org, form): (&'a Arc<str>, &'static str), (day, hours): (Day, i64)) -> Session<'a> {
        let is_speaker = |post: &&super::posts::Post| post.role == "secretary" && post.org == *org && post.has(day);
        let of_branch = self.department.posts.iter().find(is_speaker);
        let any = || self.department.posts.iter().find(|post| post.has(day));
        let speaker = of_branch.or_else(any).filter(|_| form == "lecture").map(|post| post.person.clone());
        let (planned_as, task) = (None, None);
        Session { org, form, day, hours, speaker, planned_as, scope: None, task, convert_by: None }
    }

    /// Writes a plan or an item of one; gives its id. Few are cancelled from above, few approved late or not at all.
    fn plan(
        &mut self,
        making: &mut Making<'_>,
        (org, kind): (&Arc<str>, &'static str),
        (window, part_of): (Period, Option<&Arc<str>>),
    ) -> io::Result<Arc<str>> {
        let number = making.id('J');
        let limit = Day::new(window.from().year(), 3, 31).unwrap_or(window.from());
        let usual = limit.plus_days(-self.chance.between(1, 60));
        let is_of_leaders = *org == self.department.centre || *org == self.department.leading;
        let subject = if is_of_leaders { "plans of leaders" } else { "plans of branches" };
        let day_after = limit.plus_days(1);
        let days = [Some(usual), Some(limit), Some(usual), Some(day_after), Some(usual), None, Some(usual)];
        let approved = if part_of.is_none() { making.turn(subject, days).flatten() } else { None };
        let fields = [
            ("id", id(&number)),
            ("part_of", optional(part_of)),
            ("org", id(org)),
            ("kind", text(kind)),
            ("window_from", Cell::Day(window.from())),
            ("window_to", Cell::Day(window.to())),
            ("approved_on", day(approved)),
            ("cancelled", yes(part_of.is_some() && self.chance.percent(2))),
        ];
        making.rows.put("plan", &fields)?;
        self.checked.offer(making, "plan", (&number, org, window.from()));
        Ok(number)
    }

    /// Writes a session, unless its sheet was lost; gives its id.
    fn put(&mut self, making: &mut Making<'_>, session: &Session<'_>) -> io::Result<Option<Arc<str>>> {
        if self.department.sheets.have_lost("session", session.org, session.day) {
            return Ok(None);
        }
        let number = making.id('X');
        let late = making.is_messy(&mut self.chance, 120);
        let registered = session.day.plus_days(if late { 95 } else { self.chance.between(0, 9) });
        let fields = [
            ("id", id(&number)),
            ("org", id(session.org)),
            ("form", text(session.form)),
            ("held_on", Cell::Day(session.day)),
            ("hours", Cell::Number(session.hours)),
            ("topic_scope", session.scope.map_or(Cell::Blank, text)),
            ("serves_task", optional(session.task.as_ref())),
            ("speaker", optional(session.speaker.as_ref())),
            ("planned_as", optional(session.planned_as.as_ref())),
            ("convert_by", day(session.convert_by)),
            ("registered_on", Cell::Day(registered)),
        ];
        making.rows.put("session", &fields)?;
        self.checked.offer(making, "session", (&number, session.org, session.day));
        if let Some(convert_by) = session.convert_by {
            let (id, org, held) = (number.clone(), session.org.clone(), session.day);
            self.convertible.push(Convertible { id, org, held, convert_by });
        }
        Ok(Some(number))
    }
}
