//! What departments do besides: opinions answered, tasks done, documents sent out.

use super::{
    Making,
    chance::Chance,
    department::Department,
    evidence::Checked,
    rows::{day, id, optional, text, yes},
    years::{day_around, day_in},
};
use changxiao_core::{
    columns::Cell,
    day::{Calendar, Day, Period},
};
use std::{io, sync::Arc};

struct Writer<'a, 'c> {
    department: &'a Department,
    checked: &'c mut Checked,
    chance: Chance,
}

/// Writes opinions, tasks and documents; gives the ids of the tasks.
pub(super) fn write(
    making: &mut Making<'_>,
    department: &Department,
    checked: &mut Checked,
) -> io::Result<Vec<Arc<str>>> {
    let mut writer = Writer { department, checked, chance: making.chance("affairs", department.index) };
    writer.documents(making)?;
    let mut tasks = Vec::new();
    for year in making.years().within(Calendar::Year).collect::<Vec<_>>() {
        writer.opinions(making, year)?;
        writer.tasks(making, year, &mut tasks)?;
    }
    Ok(tasks)
}

impl Writer<'_, '_> {
    /// Opinions to the unit, the organ committee and some branches.
    fn opinions(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        let department = self.department;
        let branches = department.branches.iter().step_by(3).map(|branch| (&branch.id, branch.life, 2));
        let always = super::organisations::Life { from: year.from(), to: None };
        let owners = [(&department.unit, always, 14), (&department.committee, always, 6)];
        for (org, life, count) in owners.into_iter().chain(branches) {
            for _ in 0..count {
                let received = day_in(year, &mut self.chance);
                if life.has(received) && !department.sheets.have_lost("opinion", org, received) {
                    self.opinion(making, org, received)?;
                }
            }
        }
        Ok(())
    }

    fn opinion(&mut self, making: &mut Making<'_>, org: &Arc<str>, received: Day) -> io::Result<()> {
        let number = making.id('Y');
        let days = self.chance.weighted(30, &[(25, 15), (15, 60)]);
        let has_limit = days != 30 || self.chance.percent(40);
        let answered = day_around(received, days, &mut self.chance);
        let never = self.chance.percent(4) || making.is_messy(&mut self.chance, 80);
        let channel = self
            .chance
            .weighted("form", &[(15, "box"), (20, "discussion"), (15, "visit"), (20, "online"), (10, "supervisor")]);
        let fields = [
            ("id", id(&number)),
            ("org", id(org)),
            ("channel", text(channel)),
            ("received_on", Cell::Day(received)),
            ("due_on", day(has_limit.then(|| received.plus_days(days)))),
            ("answered_on", day(Some(answered).filter(|_| !never))),
            ("anonymous", Cell::Boolean(self.chance.percent(15))),
        ];
        making.rows.put("opinion", &fields)?;
        self.checked.offer(making, "opinion", (&number, org, received));
        Ok(())
    }

    /// Tasks of the unit and of its divisions; some moved by those above, from one year to the next as well.
    fn tasks(&mut self, making: &mut Making<'_>, year: Period, tasks: &mut Vec<Arc<str>>) -> io::Result<()> {
        let department = self.department;
        let divisions = department.branches.iter().filter_map(|branch| {
            let life = branch.life;
            Some((branch.units.first()?, life)).filter(|_| life.to.is_none() && life.from <= year.from())
        });
        let divisions: Vec<&Arc<str>> = divisions.map(|(unit, _)| unit).collect();
        for number in 0..8 + divisions.len() {
            let org = divisions.get(number.wrapping_sub(8)).copied().unwrap_or(&department.unit);
            let set = day_in(year, &mut self.chance);
            let due = set.plus_days(self.chance.between(20, 200));
            let due = self.chance.weighted(due, &[(8, year.last().max(set)), (4, year.to())]);
            let to_next_year = due.max(year.to().plus_days(40));
            let (moved_from, due) = self
                .chance
                .weighted((None, due), &[(6, (Some(due), due.plus_days(30))), (4, (Some(due), to_next_year))]);
            let moved_from = moved_from.filter(|before| *before < due);
            let party = self.chance.one_of(&department.branches).filter(|branch| branch.life.to.is_none());
            let party = party.filter(|branch| branch.life.from <= set).map(|branch| &branch.id);
            let id = self.task(making, (org, set), (due, moved_from), party)?;
            tasks.push(id);
        }
        Ok(())
    }

    fn task(
        &mut self,
        making: &mut Making<'_>,
        (org, set): (&Arc<str>, Day),
        (due, moved_from): (Day, Option<Day>),
        party: Option<&Arc<str>>,
    ) -> io::Result<Arc<str>> {
        let number = making.id('R');
        let early = due.plus_days(-self.chance.between(1, 15)).max(set);
        let late = due.plus_days(self.chance.between(2, 60));
        let accepted = self
            .chance
            .weighted(Some(early), &[(10, Some(due)), (4, Some(due.plus_days(1))), (5, Some(late)), (3, None)]);
        let accepted = accepted.filter(|_| !making.is_messy(&mut self.chance, 80));
        let fields = [
            ("id", id(&number)),
            ("org", id(org)),
            ("is_key", Cell::Boolean(self.chance.percent(35))),
            ("set_on", Cell::Day(set)),
            ("due_on", Cell::Day(due)),
            ("moved_from", day(moved_from)),
            ("accepted_on", day(accepted)),
            ("party_org", optional(party)),
        ];
        making.rows.put("task", &fields)?;
        self.checked.offer(making, "task", (&number, org, set));
        Ok(number)
    }

    /// Documents and meetings of each year and of the year before the first: fewer, more, or just as many.
    fn documents(&mut self, making: &mut Making<'_>) -> io::Result<()> {
        let years = making.years();
        let before = Calendar::Year.around(years.from().plus_days(-1));
        let usual = self.chance.between(18, 40);
        let mut count = self.chance.weighted(usual, &[(8, 0)]);
        for year in std::iter::once(before).chain(years.within(Calendar::Year)) {
            self.documents_of_year(making, year, count)?;
            let change = making.turn("documents", [-3, 0, 2, -8, 1]).unwrap_or(0);
            count = (count + change).max(0);
        }
        Ok(())
    }

    fn documents_of_year(&mut self, making: &mut Making<'_>, year: Period, count: i32) -> io::Result<()> {
        for number in 0..count {
            self.document(making, year, ("document", number))?;
        }
        for number in 0..count / 2 {
            self.document(making, year, ("meeting", number))?;
        }
        // What leaves the count: emergencies, what stays in the house, what those above prescribe.
        for number in 0..6 {
            let kind = if number % 2 == 0 { "document" } else { "meeting" };
            self.document(making, year, (kind, -1 - number))?;
        }
        Ok(())
    }

    fn document(
        &mut self,
        making: &mut Making<'_>,
        year: Period,
        (kind, number): (&'static str, i32),
    ) -> io::Result<()> {
        let department = self.department;
        let org = self.chance.weighted(&department.unit, &[(30, &department.committee), (10, &department.leading)]);
        let issued = day_in(year, &mut self.chance);
        if department.sheets.have_lost("doc_register", org, issued) {
            return Ok(());
        }
        let is_counted = number >= 0;
        let entry = making.id('W');
        let fields = [
            ("id", id(&entry)),
            ("org", id(org)),
            ("kind", text(kind)),
            ("issued_on", Cell::Day(issued)),
            ("to_lower", Cell::Boolean(is_counted || number <= -3)),
            ("emergency", yes(matches!(number, -4 | -3))),
            ("required", yes(matches!(number, -6))),
        ];
        making.rows.put("doc_register", &fields)?;
        self.checked.offer(making, "doc-register", (&entry, org, issued));
        Ok(())
    }
}
