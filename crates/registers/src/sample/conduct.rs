//! Conduct: talks, contact points visited, reports filed, decisions prepared, affairs disclosed, cases decided, dues paid. Of
//! talks and reports only date and class exist; of cases only what became of them.

use super::{
    Making,
    chance::Chance,
    department::Department,
    evidence::Checked,
    people::Person,
    posts::Post,
    rows::{day, id, optional, text, yes},
    years::{day_around, day_in},
};
use changxiao_core::{
    columns::Cell,
    day::{Calendar, Day, Period},
};
use std::{io, sync::Arc};

/// A visit that was made, to which a problem may belong: its id, organisation, and the days planned for it.
pub(super) struct Visit {
    pub(super) id: Arc<str>,
    pub(super) org: Arc<str>,
    pub(super) window: Period,
}

struct Writer<'a, 'c> {
    department: &'a Department,
    checked: &'c mut Checked,
    chance: Chance,
}

/// Writes the registers of conduct; gives the visits.
pub(super) fn write(making: &mut Making<'_>, department: &Department, checked: &mut Checked) -> io::Result<Vec<Visit>> {
    let mut writer = Writer { department, checked, chance: making.chance("conduct", department.index) };
    let mut visits = Vec::new();
    for year in making.years().within(Calendar::Year).collect::<Vec<_>>() {
        writer.talks(making, year)?;
        writer.visits(making, year, &mut visits)?;
        writer.reports(making, year)?;
        writer.decisions(making, year)?;
        writer.disclosures(making, year)?;
        writer.cases(making, year)?;
        writer.inspections(making, year)?;
        for month in Calendar::Month.within(year) {
            writer.dues(making, month)?;
        }
    }
    Ok(visits)
}

impl Writer<'_, '_> {
    /// Members of committees talk with the members of their branch; mobile members are called each quarter.
    fn talks(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        let department = self.department;
        for (position, branch) in department.branches.iter().enumerate() {
            for (person, _) in department.roll(position, year.last()) {
                if !self.chance.percent(93) {
                    continue;
                }
                let held = day_in(year, &mut self.chance);
                let officers: Vec<&Post> = department
                    .posts
                    .iter()
                    .filter(|post| post.org == branch.id && post.has(held) && post.role != "group-leader")
                    .collect();
                let Some(officer) = self.chance.one_of(&officers).map(|post| post.person.clone()) else { continue };
                if officer != person.id {
                    self.talk(making, (&branch.id, "heart-to-heart"), (&person.id, &officer), held)?;
                }
            }
            for quarter in Calendar::Quarter.within(year) {
                let away: Vec<Arc<str>> = department
                    .roll(position, quarter.last())
                    .filter(|(_, stay)| stay.is_away(quarter.from()))
                    .map(|(person, _)| person.id.clone())
                    .collect();
                for person in away {
                    if self.chance.percent(85) {
                        let held = day_in(quarter, &mut self.chance);
                        self.talk(making, (&branch.id, "floating-contact"), (&person, &person), held)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn talk(
        &mut self,
        making: &mut Making<'_>,
        (org, topic): (&Arc<str>, &str),
        (person, talker): (&Arc<str>, &Arc<str>),
        held: Day,
    ) -> io::Result<()> {
        if self.department.sheets.have_lost("talk", org, held) {
            return Ok(());
        }
        let number = making.id('T');
        let fields = [
            ("id", id(&number)),
            ("org", id(org)),
            ("held_on", Cell::Day(held)),
            ("topic", text(topic)),
            ("person", id(person)),
            ("talker", id(talker)),
        ];
        making.rows.put("talk", &fields)
    }

    /// Leading cadres have a contact point each, with a visit planned for every quarter.
    fn visits(&mut self, making: &mut Making<'_>, year: Period, visits: &mut Vec<Visit>) -> io::Result<()> {
        let department = self.department;
        let leaders = department.posts.iter().filter(|post| post.org == department.leading && post.has(year.from()));
        for (number, post) in leaders.enumerate() {
            let point: Arc<str> = format!("LXD{:02}{number:02}", department.index).into();
            for quarter in Calendar::Quarter.within(year) {
                let visit = Visit { id: making.id('L'), org: department.unit.clone(), window: quarter };
                let visited = day_in(quarter, &mut self.chance);
                let visited = self.chance.weighted(Some(visited), &[(6, None), (3, Some(quarter.to()))]);
                let fields = [
                    ("id", id(&visit.id)),
                    ("org", id(&visit.org)),
                    ("person", id(&post.person)),
                    ("point", id(&point)),
                    ("window_from", Cell::Day(quarter.from())),
                    ("window_to", Cell::Day(quarter.to())),
                    ("visited_on", day(visited)),
                ];
                making.rows.put("liaison", &fields)?;
                visits.push(visit);
            }
        }
        Ok(())
    }

    /// Reports of leading cadres and secretaries, and of the leading group itself.
    fn reports(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        let department = self.department;
        let held: Vec<&Post> = department.posts.iter().filter(|post| post.has(year.last())).collect();
        for post in &held {
            if post.is_leading(&department.leading) {
                for kind in ["study", "integrity"] {
                    self.yearly(making, (kind, post), (year, &department.committee))?;
                }
            }
            let is_reviewed = post.role == "secretary" && post.org != department.leading;
            if is_reviewed {
                let above = if post.org == department.committee { &department.leading } else { &department.committee };
                self.yearly(making, ("party-building", post), (year, above))?;
            }
        }
        for post in department.posts.iter().filter(|post| post.is_leading(&department.leading)) {
            if post.has(year.from().plus_days(-1)) {
                let filed = day_around(year.from(), 30, &mut self.chance);
                self.report(making, ("personal-matters", &post.org, Some(&post.person)), (filed, None), None)?;
            }
        }
        let filed = day_in(year, &mut self.chance);
        let assessed = Some(filed.plus_days(5)).filter(|_| self.chance.percent(92));
        self.report(making, ("leading-group", &department.leading, None), (filed, assessed), None)
    }

    fn yearly(
        &mut self,
        making: &mut Making<'_>,
        (kind, post): (&'static str, &Post),
        (year, to): (Period, &Arc<str>),
    ) -> io::Result<()> {
        if !self.chance.percent(95) {
            return Ok(());
        }
        let filed = year.last().plus_days(-self.chance.between(0, 50));
        let limit = year.last().plus_days(31);
        let assessed = self.chance.weighted(Some(filed.plus_days(20)), &[(5, Some(limit)), (3, None)]);
        let assessed = self.chance.weighted(assessed, &[(3, Some(limit.plus_days(1)))]);
        let to = Some(to).filter(|to| **to != post.org);
        self.report(making, (kind, &post.org, Some(&post.person)), (filed, assessed), to)
    }

    fn report(
        &mut self,
        making: &mut Making<'_>,
        (kind, org, person): (&str, &Arc<str>, Option<&Arc<str>>),
        (filed, assessed): (Day, Option<Day>),
        to: Option<&Arc<str>>,
    ) -> io::Result<()> {
        if self.department.sheets.have_lost("report", org, filed) {
            return Ok(());
        }
        let number = making.id('B');
        let fields = [
            ("id", id(&number)),
            ("kind", text(kind)),
            ("org", id(org)),
            ("person", optional(person)),
            ("filed_on", Cell::Day(filed)),
            ("to_org", optional(to)),
            ("assessed_on", day(assessed)),
        ];
        making.rows.put("report", &fields)?;
        self.checked.offer(making, "report", (&number, org, filed));
        Ok(())
    }

    /// Major matters, most of them after opinions were sought.
    fn decisions(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        for _ in 0..6 {
            let decided = day_in(year, &mut self.chance);
            let sought = decided.plus_days(-self.chance.between(1, 40));
            let sought = self.chance.weighted(Some(sought), &[(5, Some(decided)), (8, None)]);
            let number = making.id('D');
            let fields = [
                ("id", id(&number)),
                ("org", id(&self.department.committee)),
                ("sought_on", day(sought)),
                ("decided_on", Cell::Day(decided)),
                ("urgent", yes(self.chance.percent(10))),
            ];
            making.rows.put("consult", &fields)?;
        }
        Ok(())
    }

    /// The list of affairs to be disclosed, a few a quarter.
    fn disclosures(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        for quarter in Calendar::Quarter.within(year) {
            for _ in 0..4 {
                let due = day_in(quarter, &mut self.chance);
                let disclosed = due.plus_days(-self.chance.between(0, 10));
                let disclosed = self.chance.weighted(Some(disclosed), &[(4, Some(due.plus_days(1))), (4, None)]);
                let number = making.id('G');
                let is_in_scope = disclosed.map(|_| Cell::Boolean(self.chance.percent(96))).unwrap_or(Cell::Blank);
                let fields = [
                    ("id", id(&number)),
                    ("org", id(&self.department.committee)),
                    ("due_on", Cell::Day(due)),
                    ("disclosed_on", day(disclosed)),
                    ("in_scope", is_in_scope),
                    ("withheld", yes(disclosed.is_none() && self.chance.percent(40))),
                ];
                making.rows.put("disclosure", &fields)?;
            }
        }
        Ok(())
    }

    /// Administrative acts under review, and now and then a case of discipline or an adverse finding.
    fn cases(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        for number in 0..9 {
            let kind = match number {
                0 => "discipline",
                1 => "adverse-finding",
                _ => "administrative",
            };
            if number < 2 && !self.chance.percent(35) {
                continue;
            }
            let outcome = match kind {
                "administrative" => self.chance.weighted("upheld", &[(15, "set-aside"), (8, "withdrawn")]),
                "discipline" => self.chance.weighted("confirmed", &[(40, "not-confirmed")]),
                _ => self.chance.weighted("confirmed", &[(25, "not-confirmed"), (15, "withdrawn")]),
            };
            let case = making.id('D');
            let fields = [
                ("id", id(&case)),
                ("org", id(&self.department.unit)),
                ("kind", text(kind)),
                ("decided_on", Cell::Day(day_in(year, &mut self.chance))),
                ("outcome", text(outcome)),
                ("grave", yes(number < 2 && self.chance.percent(50))),
                ("self_found", yes(kind == "discipline" && self.chance.percent(50))),
            ];
            making.rows.put("case", &fields)?;
        }
        Ok(())
    }

    fn inspections(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        for level in ["own", "work-committee"] {
            let held = day_in(year, &mut self.chance);
            let announced = Some(held.plus_days(-7)).filter(|_| self.chance.percent(70));
            let branches = self.department.branches.iter().filter(|branch| branch.life.has(held));
            let visited: Vec<Arc<str>> = branches.step_by(3).map(|branch| branch.id.clone()).collect();
            let number = making.id('A');
            let fields = [
                ("id", id(&number)),
                ("held_on", Cell::Day(held)),
                ("level", text(level)),
                ("announced_on", day(announced)),
                ("orgs", Cell::List(visited)),
                ("for_cause", yes(self.chance.percent(10))),
            ];
            making.rows.put("inspection", &fields)?;
        }
        Ok(())
    }

    /// Who is on the roll on the first day of a month owes dues.
    fn dues(&mut self, making: &mut Making<'_>, month: Period) -> io::Result<()> {
        let department = self.department;
        for (position, branch) in department.branches.iter().enumerate() {
            if department.sheets.have_lost("dues", &branch.id, month.from()) {
                continue;
            }
            let owing: Vec<&Person> = department.roll(position, month.from()).map(|(person, _)| person).collect();
            for person in owing {
                let paid = day_in(month, &mut self.chance);
                let advance = month.from().plus_days(-20);
                let paid = self.chance.weighted(Some(paid), &[(3, Some(advance)), (1, Some(month.to())), (1, None)]);
                let is_relieved = self.chance.below(1000) < 4;
                let fields = [
                    ("person", id(&person.id)),
                    ("org", id(&branch.id)),
                    ("month", Cell::Day(month.from())),
                    ("relieved", yes(is_relieved)),
                    ("paid_on", day(paid.filter(|_| !is_relieved))),
                ];
                making.rows.put("dues", &fields)?;
            }
        }
        Ok(())
    }
}
