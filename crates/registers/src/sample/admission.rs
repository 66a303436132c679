//! Files of admission: of those who came on probation within the years, and of applicants who are still on the way or
//! gave up. Most steps are taken in time, some on the last day, some late, some in the wrong order.

use super::{
    Making,
    chance::Chance,
    department::Department,
    evidence::Checked,
    people::Person,
    rows::{day, id, text},
    years::day_around,
};
use changxiao_core::{columns::Cell, day::Day};
use std::{io, sync::Arc};

/// Steps as days; a step that was left out has none.
#[derive(Default)]
struct File {
    steps: Vec<Step>,
}

struct Step {
    step: &'static str,
    day: Day,
    hours: Option<i64>,
    until: Option<Day>,
}

/// Writes all files of a department.
pub(super) fn write(making: &mut Making<'_>, department: &Department, checked: &mut Checked) -> io::Result<()> {
    let mut chance = making.chance("admission", department.index);
    for person in department.people.iter().filter(|person| person.probation.is_some()) {
        let Some(branch) = person.stays.first().and_then(|stay| department.branches.get(stay.branch?)) else {
            continue;
        };
        let mut file = before_admission(person.admitted, &mut chance);
        after_admission(making, (&mut file, person), &mut chance);
        let end = making.years().as_of();
        file.write(making, (&person.id, &branch.id), (end, checked))?;
    }
    for branch in department.branches.iter().filter(|branch| branch.life.to.is_none()) {
        for _ in 0..chance.weighted(1, &[(30, 0), (20, 2)]) {
            let years = making.years();
            let admitted = years.to().plus_months(chance.between(1, 18)).plus_days(chance.between(0, 27));
            let mut file = before_admission(admitted, &mut chance);
            let end = years.as_of().min(admitted.plus_days(-1));
            if making.turn("withdrawals", [false, true, false, false, false, false]) == Some(true) {
                give_up(&mut file, end, &mut chance);
            }
            file.steps.retain(|step| step.day >= branch.life.from);
            if file.steps.iter().any(|step| step.step == "application") {
                let person = making.id('P');
                file.write(making, (&person, &branch.id), (end, checked))?;
            }
        }
    }
    Ok(())
}

/// From the application to the training of the candidate, reckoned back from the day of admission.
fn before_admission(admitted: Day, chance: &mut Chance) -> File {
    let mut file = File::default();
    let candidate = admitted.plus_months(-chance.between(1, 6));
    let exact = candidate.plus_months(-12);
    let longer = exact.plus_days(-chance.between(5, 200));
    // Twelve months from the activist to the candidate, to the day, longer, or a day short.
    let activist = chance.weighted(longer, &[(25, exact), (6, exact.plus_days(1))]);
    let applied = activist.plus_months(-chance.between(3, 14));
    file.add("application", applied);
    let month = applied.plus_months(1);
    let usual = applied.plus_days(chance.between(0, 27));
    let talk = chance.weighted(Some(usual), &[(12, Some(month)), (5, Some(month.plus_days(1))), (3, None)]);
    talk.into_iter().for_each(|day| file.add("talk", day.min(activist)));
    file.add("activist", activist);
    for half in 1..=4 {
        let due = activist.plus_months(6 * half);
        let usual = due.plus_days(-chance.between(1, 40));
        let review = chance.weighted(Some(usual), &[(12, Some(due)), (5, Some(due.plus_days(1))), (4, None)]);
        review.filter(|day| *day <= candidate).into_iter().for_each(|day| file.add("review", day));
    }
    file.add("candidate", candidate);
    let trained = candidate.plus_days(chance.between(3, 25)).min(admitted);
    for hours in
        chance.weighted(&[2400][..], &[(20, &[1600, 800][..]), (10, &[3200]), (6, &[2350]), (3, &[1600]), (2, &[])])
    {
        let day = trained.plus_days(i32::from(file.steps.last().is_some_and(|step| step.step == "training")));
        file.steps.push(Step { step: "training", day: day.min(admitted), hours: Some(*hours), until: None });
    }
    file
}

/// Admission, approval within three months, and how probation ended.
fn after_admission(making: &mut Making<'_>, (file, person): (&mut File, &Person), chance: &mut Chance) {
    let Some(probation) = person.probation else { return };
    // Out of order: named as candidate only after the admission.
    if making.turn("candidates", [false, false, false, true, false, false, false, false, false]) == Some(true) {
        let named = file.steps.iter_mut().filter(|step| step.step == "candidate");
        named.for_each(|step| step.day = person.admitted.plus_days(5));
    }
    file.add("admission", person.admitted);
    let limit = person.admitted.plus_months(3);
    let days = limit.number() - person.admitted.number();
    let approved = day_around(person.admitted, days, chance);
    if chance.percent(98) {
        file.add("approval", approved);
    }
    if let Some(until) = probation.extended_until {
        let day = person.admitted.plus_months(12);
        file.steps.push(Step { step: "extension", day, hours: None, until: Some(until) });
    }
    probation.confirmed.into_iter().for_each(|day| file.add("confirmation", day));
}

/// The applicant withdraws; nothing follows.
fn give_up(file: &mut File, end: Day, chance: &mut Chance) {
    if let Some(after) = file.steps.get(2).map(|step| step.day.plus_days(chance.between(10, 200)))
        && after < end
    {
        file.steps.retain(|step| step.day <= after);
        file.add("withdrawal", after);
    }
}

impl File {
    fn add(&mut self, step: &'static str, day: Day) {
        self.steps.push(Step { step, day, hours: None, until: None });
    }

    /// Writes the steps up to a day, those of one day and name once.
    fn write(
        mut self,
        making: &mut Making<'_>,
        (person, org): (&Arc<str>, &Arc<str>),
        (end, checked): (Day, &mut Checked),
    ) -> io::Result<()> {
        let number = making.id('F');
        self.steps.retain(|step| step.day <= end);
        self.steps.sort_by_key(|step| step.day);
        self.steps.dedup_by_key(|step| (step.step, step.day));
        for step in &self.steps {
            let fields = [
                ("file", id(&number)),
                ("person", id(person)),
                ("org", id(org)),
                ("step", text(step.step)),
                ("done_on", Cell::Day(step.day)),
                ("hours", step.hours.map_or(Cell::Blank, Cell::Number)),
                ("until", day(step.until)),
            ];
            making.rows.put("admission_step", &fields)?;
            let key: Arc<str> = format!("{number}|{}|{}", step.step, step.day).into();
            checked.offer(making, "admission-step", (&key, org, step.day));
        }
        Ok(())
    }
}
