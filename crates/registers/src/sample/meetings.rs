//! Meetings: those of branches and groups, month by month and quarter by quarter, those of committees and of the leading
//! group. Some are not held, some on the last day that counts, some the day after.

use super::{
    Making,
    attendance::{Event, Roll, Votes},
    branches::Branch,
    chance::Chance,
    department::Department,
    evidence::Checked,
    organisations::Life,
    posts::Post,
    rows::{id, text, whole},
    years::day_in,
};
use changxiao_core::{
    columns::Cell,
    day::{Calendar, Day, Period},
};
use std::{collections::BTreeSet, io, sync::Arc};

/// How often one kind of meeting is held, and in how many of the periods, in percent.
const OF_BRANCHES: &[(&str, Calendar, u64)] = &[
    ("member-meeting", Calendar::Quarter, 95),
    ("party-day", Calendar::Month, 95),
    ("life-meeting", Calendar::Year, 96),
    ("committee-meeting", Calendar::Month, 95),
];

/// One meeting under one heading.
struct Meeting<'a> {
    org: &'a Arc<str>,
    kind: &'static str,
    day: Day,
}

/// Writes the meetings of a department.
pub(super) fn write(making: &mut Making<'_>, department: &Department, checked: &mut Checked) -> io::Result<()> {
    let mut writer = Writer {
        department,
        checked,
        chance: making.chance("meetings", department.index),
        party_days: BTreeSet::new(),
    };
    for (position, branch) in department.branches.iter().enumerate() {
        writer.party_days.clear();
        for (kind, calendar, percent) in OF_BRANCHES {
            if *kind != "committee-meeting" || branch.has_committee {
                writer.branch(making, (position, branch), (kind, *calendar, *percent))?;
            }
        }
        for group in &branch.groups {
            for month in periods(making, branch.life, Calendar::Month) {
                if writer.chance.percent(94) {
                    let meeting = Meeting { org: group, kind: "group-meeting", day: day_in(month, &mut writer.chance) };
                    writer.of_leaders(making, (position, branch), &meeting)?;
                }
            }
        }
        writer.elections(making, (position, branch))?;
    }
    writer.above_branches(making)
}

/// The calendar periods of the years that touch a life, cut to it.
fn periods(making: &Making<'_>, life: Life, calendar: Calendar) -> Vec<Period> {
    let years = making.years().period();
    let alive = Period::new(life.from, life.to.unwrap_or(years.to())).and_then(|alive| alive.and(years));
    alive.map(|alive| calendar.within(years).filter_map(|period| period.and(alive)).collect()).unwrap_or_default()
}

struct Writer<'a> {
    department: &'a Department,
    checked: &'a mut Checked,
    chance: Chance,
    /// Days on which the branch at hand has had a Party day.
    party_days: BTreeSet<Day>,
}

impl Writer<'_> {
    /// The meetings of one kind of a branch.
    fn branch(
        &mut self,
        making: &mut Making<'_>,
        (position, branch): (usize, &Branch),
        (kind, calendar, percent): (&'static str, Calendar, u64),
    ) -> io::Result<()> {
        let mut last = None;
        for period in periods(making, branch.life, calendar) {
            if !self.chance.percent(percent) {
                continue;
            }
            // Held too late: on the first day after, if that is still a day of the branch.
            let late = Some(period.to()).filter(|day| branch.life.has(*day) && *day < making.years().to());
            let day = day_in(period, &mut self.chance);
            let day = self.chance.weighted(Some(day), &[(2, late)]).unwrap_or(day);
            if last.replace(day) == Some(day) {
                continue;
            }
            let meeting = Meeting { org: &branch.id, kind, day };
            match kind {
                "member-meeting" | "life-meeting" => self.of_all(making, (position, branch), &meeting)?,
                "party-day" if !self.party_days.insert(day) => {}
                "party-day" => self.of_leaders(making, (position, branch), &meeting)?,
                _ => self.of_few(making, &meeting, 5)?,
            }
        }
        // Held when the year was over already: dated after the day of looking back.
        if making.is_messy(&mut self.chance, 60) && branch.life.to.is_none() {
            let day = making.years().as_of().plus_days(self.chance.between(1, 40));
            self.of_few(making, &Meeting { org: &branch.id, kind, day }, 9)?;
        }
        Ok(())
    }

    /// A meeting to which all members are called; now and then it serves as Party day as well.
    fn of_all(
        &mut self,
        making: &mut Making<'_>,
        (position, _): (usize, &Branch),
        meeting: &Meeting<'_>,
    ) -> io::Result<()> {
        if self.is_lost(meeting) {
            return Ok(());
        }
        let number = making.id('H');
        let mut roll = Roll::new(Event { kind: "meeting", id: &number, day: meeting.day }, self.chance.fork());
        let quorum = if meeting.kind == "election" { 80 } else { 50 };
        roll.call_branch(making, (self.department, position), quorum)?;
        let registered = self.registered(making, meeting.day);
        let is_double = meeting.kind == "member-meeting" && self.chance.percent(8);
        if is_double && self.party_days.insert(meeting.day) {
            let other = Meeting { kind: "party-day", ..*meeting };
            for one in [meeting, &other] {
                let fields = self.fields((one, &number), &roll.votes, registered);
                making.rows.put_once("meeting", &fields)?;
            }
            return Ok(());
        }
        self.put(making, (meeting, &number), &roll.votes, registered)
    }

    /// A meeting of which only the coming of leading cadres is kept: they lead a second life as ordinary members.
    fn of_leaders(
        &mut self,
        making: &mut Making<'_>,
        (position, branch): (usize, &Branch),
        meeting: &Meeting<'_>,
    ) -> io::Result<()> {
        if self.is_lost(meeting) {
            return Ok(());
        }
        let department = self.department;
        let number = making.id('H');
        let mut roll = Roll::new(Event { kind: "meeting", id: &number, day: meeting.day }, self.chance.fork());
        let mut votes = Votes::default();
        for (person, stay) in department.roll(position, meeting.day) {
            let is_leading =
                |post: &Post| post.person == person.id && post.has(meeting.day) && post.is_leading(&department.leading);
            votes.expected += usize::from(stay.is_full);
            let is_present = if department.posts.iter().any(is_leading) {
                roll.call(making, (department, &branch.id), person)?
            } else {
                self.chance.percent(person.diligence)
            };
            votes.present += usize::from(stay.is_full && is_present);
        }
        let registered = self.registered(making, meeting.day);
        self.put(making, (meeting, &number), &votes, registered)
    }

    /// A meeting of a small circle, without a list of who came.
    fn of_few(&mut self, making: &mut Making<'_>, meeting: &Meeting<'_>, circle: usize) -> io::Result<()> {
        if self.is_lost(meeting) {
            return Ok(());
        }
        let number = making.id('H');
        let absent = self.chance.weighted(0, &[(20, 1), (5, 2)]);
        let votes = Votes { expected: circle, present: circle - absent };
        let registered = self.registered(making, meeting.day);
        self.put(making, (meeting, &number), &votes, registered)
    }

    /// An election opens each term that begins within the years.
    fn elections(&mut self, making: &mut Making<'_>, (position, branch): (usize, &Branch)) -> io::Result<()> {
        let years = making.years().period();
        for day in branch.elections.iter().filter(|day| years.contains(**day)) {
            if branch.life.has(*day) && self.department.roll(position, *day).next().is_some() {
                let meeting = Meeting { org: &branch.id, kind: "election", day: *day };
                self.of_all(making, (position, branch), &meeting)?;
            }
        }
        Ok(())
    }

    /// Meetings of the leading group and of the organ committee.
    fn above_branches(&mut self, making: &mut Making<'_>) -> io::Result<()> {
        let department = self.department;
        let kinds = [
            (&department.leading, "democratic-life-meeting", Calendar::Year, 8),
            (&department.leading, "party-building", Calendar::HalfYear, 8),
            (&department.committee, "standing-committee-meeting", Calendar::Quarter, 5),
            (&department.committee, "committee-meeting", Calendar::Month, 7),
            (&department.committee, "work-report", Calendar::Year, 40),
        ];
        for (org, kind, calendar, circle) in kinds {
            for period in making.years().within(calendar) {
                if self.chance.percent(95) {
                    let day = day_in(period, &mut self.chance);
                    self.of_few(making, &Meeting { org, kind, day }, circle)?;
                }
            }
        }
        let elections: Vec<Day> = department.terms(&department.committee).iter().map(|term| term.start).collect();
        let years = making.years().period();
        for day in elections.into_iter().filter(|day| years.contains(*day)) {
            self.of_few(making, &Meeting { org: &department.committee, kind: "election", day }, 50)?;
        }
        Ok(())
    }

    fn is_lost(&self, meeting: &Meeting<'_>) -> bool {
        self.department.sheets.have_lost("meeting", meeting.org, meeting.day)
    }

    /// The day of entry: soon, or in a mess long after, when the quarter was over.
    fn registered(&mut self, making: &Making<'_>, day: Day) -> Day {
        let late = making.is_messy(&mut self.chance, 120);
        day.plus_days(if late { self.chance.between(60, 150) } else { self.chance.between(0, 12) })
    }

    fn put(
        &mut self,
        making: &mut Making<'_>,
        (meeting, number): (&Meeting<'_>, &Arc<str>),
        votes: &Votes,
        registered: Day,
    ) -> io::Result<()> {
        let fields = self.fields((meeting, number), votes, registered);
        making.rows.put("meeting", &fields)?;
        let key: Arc<str> = format!("{number}|{}", meeting.kind).into();
        self.checked.offer(making, "meeting", (&key, meeting.org, meeting.day));
        Ok(())
    }

    fn fields(
        &mut self,
        (meeting, number): (&Meeting<'_>, &Arc<str>),
        votes: &Votes,
        registered: Day,
    ) -> [(&'static str, Cell); 8] {
        let is_of_life = matches!(meeting.kind, "life-meeting" | "democratic-life-meeting");
        let criticism = if is_of_life { Cell::Boolean(self.chance.percent(94)) } else { Cell::Blank };
        [
            ("id", id(number)),
            ("org", id(meeting.org)),
            ("kind", text(meeting.kind)),
            ("held_on", Cell::Day(meeting.day)),
            ("expected", whole(votes.expected)),
            ("present", whole(votes.present)),
            ("criticism", criticism),
            ("registered_on", Cell::Day(registered)),
        ]
    }
}
