//! One department: its organisations, its people, its posts; then all that they did, register by register.

use super::{
    Making, Settings, admission, affairs,
    branches::{self, Above, Branch},
    campaign,
    chance::Chance,
    conduct, courses, evidence, meetings, members, names,
    organisations::{Life, Organisation, Term, Top, terms},
    people::{self, Person, Stay},
    posts::{self, Post},
    sheets::Sheets,
    study, works,
};
use changxiao_core::day::Day;
use std::{io, sync::Arc};

/// A department with everything that records of it refer to.
pub(super) struct Department {
    pub(super) index: usize,
    pub(super) unit: Arc<str>,
    /// A unit without a branch.
    pub(super) unserved: Arc<str>,
    pub(super) leading: Arc<str>,
    pub(super) centre: Arc<str>,
    pub(super) committee: Arc<str>,
    pub(super) discipline: Arc<str>,
    pub(super) general: Option<Arc<str>>,
    pub(super) branches: Vec<Branch>,
    pub(super) organisations: Vec<Organisation>,
    pub(super) people: Vec<Person>,
    /// For each branch the positions of those who ever belonged to it.
    rolls: Vec<Vec<usize>>,
    pub(super) posts: Vec<Post>,
    pub(super) sheets: Sheets,
}

/// How many branches each department has: on average ten, in a large administration up to forty. Every third department
/// is small.
pub(super) fn sizes(settings: &Settings) -> Vec<usize> {
    let average = 10 + (settings.branches / 500).min(30);
    let count = (settings.branches / average).max(1);
    let weight = |index: usize| [14, 12, 4].get(index % 3).copied().unwrap_or(1);
    let mut left_weight: usize = (0..count).map(weight).sum();
    let mut left = settings.branches;
    let take = |index| {
        let size = (left * weight(index) / left_weight.max(1)).max(1).min(left);
        left -= size;
        left_weight -= weight(index);
        size
    };
    (0..count).map(take).filter(|size| *size > 0).collect()
}

impl Department {
    pub(super) fn new(making: &mut Making<'_>, top: &Top, (index, size): (usize, usize), members: usize) -> Self {
        let mut chance = making.chance("organisations", index);
        let founded = making.years().from().plus_months(-12 * chance.between(7, 12)).plus_days(chance.between(0, 27));
        let mut department = Self::offices(making, top, (index, founded), &mut chance);
        department.add_general(making, (size, founded), &mut chance);
        let name = names::department(index);
        let above = Above {
            name: &name,
            unit: &department.unit,
            committee: &department.committee,
            general: department.general.as_ref(),
            founded,
        };
        let found = branches::found(making, &above, size, &mut chance);
        department.branches = found.branches;
        department.organisations.extend(found.organisations);
        department.people = people::people(making, &department, members);
        department.rolls = people::rolls(&department.people, department.branches.len());
        department.settle_committees(making);
        posts::fill(making, &mut department);
        department.sheets = Sheets::new(making, &department);
        department
    }

    /// The department itself and what stands above its branches.
    fn offices(making: &mut Making<'_>, top: &Top, (index, founded): (usize, Day), chance: &mut Chance) -> Self {
        let (name, life) = (names::department(index), Life { from: founded, to: None });
        let one = |making: &mut Making<'_>, what: &str, kind, life| {
            Organisation::new(making.id('Z'), format!("{name}{what}"), kind, life)
        };
        let unit = one(making, "", "unit", life).under(&top.unit, &[]);
        let since = Life { from: unserved_since(making, index).max(founded), to: None };
        let unserved = one(making, "筹备办公室", "unit", since).under(&unit.id, &[]);
        let leading = one(making, "党组", "leading-group", life).under(&top.committee, &[&unit.id]);
        let centre = one(making, "党组理论学习中心组", "centre-group", life).under(&leading.id, &[]);
        let mut committee = one(making, "机关党委", "organ-committee", life).under(&top.committee, &[&unit.id]);
        committee.terms = terms(making, (life, 5), chance);
        committee.serves_later = Some((since.from, unserved.id.clone()));
        let mut discipline = one(making, "机关纪委", "discipline-committee", life).under(&committee.id, &[]);
        discipline.terms.clone_from(&committee.terms);
        Self {
            index,
            unit: unit.id.clone(),
            unserved: unserved.id.clone(),
            leading: leading.id.clone(),
            centre: centre.id.clone(),
            committee: committee.id.clone(),
            discipline: discipline.id.clone(),
            general: None,
            branches: Vec::new(),
            organisations: vec![unit, leading, centre, committee, discipline, unserved],
            people: Vec::new(),
            rolls: Vec::new(),
            posts: Vec::new(),
            sheets: Sheets::default(),
        }
    }

    fn add_general(&mut self, making: &mut Making<'_>, (size, founded): (usize, Day), chance: &mut Chance) {
        if size < 6 {
            return;
        }
        let (life, name) = (Life { from: founded, to: None }, format!("{}党总支", names::department(self.index)));
        let mut general = Organisation::new(making.id('Z'), name, "general-branch", life).under(&self.committee, &[]);
        general.has_committee = Some(true);
        general.terms = terms(making, (life, 3), chance);
        self.general = Some(general.id.clone());
        self.organisations.push(general);
    }

    /// A branch has a committee if it always had seven full members.
    fn settle_committees(&mut self, making: &Making<'_>) {
        let years = making.years();
        let days: Vec<Day> = (0..years.months()).map(|month| years.from().plus_months(month)).collect();
        let least = |branch: &Branch, position: usize| {
            let alive = days.iter().copied().chain([branch.life.from]).filter(|day| branch.life.has(*day));
            alive.map(|day| self.roll(position, day).filter(|(_, stay)| stay.is_full).count()).min().unwrap_or(0)
        };
        let answers: Vec<bool> =
            self.branches.iter().enumerate().map(|(position, branch)| least(branch, position) >= 7).collect();
        for (branch, answer) in self.branches.iter_mut().zip(answers) {
            branch.has_committee = answer;
            if let Some(organisation) = self.organisations.iter_mut().find(|one| one.id == branch.id) {
                organisation.has_committee = Some(answer);
            }
        }
    }

    /// Writes everything about the department.
    pub(super) fn write(&self, making: &mut Making<'_>) -> io::Result<()> {
        for organisation in &self.organisations {
            organisation.write(making)?;
        }
        members::write(making, self)?;
        posts::write(making, self)?;
        self.sheets.write(making)?;
        let mut checked = evidence::Checked::new(making, self.index);
        let tasks = affairs::write(making, self, &mut checked)?;
        meetings::write(making, self, &mut checked)?;
        let sessions = study::write(making, self, (&tasks, &mut checked))?;
        courses::write(making, self, &mut checked)?;
        admission::write(making, self, &mut checked)?;
        let visits = conduct::write(making, self, &mut checked)?;
        let sources = works::Sources { visits: &visits, sessions: &sessions, tasks: &tasks };
        works::write(making, self, (&sources, &mut checked))?;
        campaign::write(making, self)?;
        checked.write(making)
    }

    /// Who belongs to a branch on a day.
    pub(super) fn roll(&self, branch: usize, day: Day) -> impl Iterator<Item = (&Person, &Stay)> {
        let people = self.rolls.get(branch).into_iter().flatten().filter_map(|position| self.people.get(*position));
        people.filter_map(move |person| Some((person, person.stay(day).filter(|stay| stay.branch == Some(branch))?)))
    }

    /// The terms of an organisation.
    pub(super) fn terms(&self, id: &Arc<str>) -> &[Term] {
        self.organisations.iter().find(|one| one.id == *id).map_or(&[], |one| &one.terms)
    }
}

/// The unit without a branch is old, or was founded about half a year before the last year: on either side of the limit.
fn unserved_since(making: &Making<'_>, index: usize) -> Day {
    let last = making.years().to().plus_months(-12);
    match index % 4 {
        1 => last.plus_months(-6).plus_days(1),
        2 => last.plus_months(-6),
        _ => last.plus_months(-60),
    }
}
