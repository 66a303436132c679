//! What Party work and professional work came to: problems found and closed, research, projects, money, lists of duties,
//! assessments, surveys, and the plans that departments and committees make of a year.

use super::{
    Making,
    chance::Chance,
    conduct::Visit,
    department::Department,
    evidence::Checked,
    rows::{day, id, optional, text, whole},
    study::Convertible,
    years::day_in,
};
use changxiao_core::{
    columns::Cell,
    day::{Calendar, Day, Period},
};
use std::{io, sync::Arc};

/// What problems and projects belong to.
pub(super) struct Sources<'s> {
    pub(super) visits: &'s [Visit],
    pub(super) sessions: &'s [Convertible],
    pub(super) tasks: &'s [Arc<str>],
}

/// A check that found something: its id, the organisation checked, its day.
type Finding = (Arc<str>, Arc<str>, Day);

/// A problem as it will be written.
struct Problem<'p> {
    org: &'p Arc<str>,
    class: &'static str,
    source_kind: &'static str,
    source: Option<&'p Arc<str>>,
    found: Day,
    due: Option<Day>,
    closed: Option<Day>,
    verified_by: Option<&'p Arc<str>>,
}

struct Writer<'a, 'c> {
    department: &'a Department,
    checked: &'c mut Checked,
    chance: Chance,
}

/// Writes these registers.
pub(super) fn write(
    making: &mut Making<'_>,
    department: &Department,
    (sources, checked): (&Sources<'_>, &mut Checked),
) -> io::Result<()> {
    let mut writer = Writer { department, checked, chance: making.chance("works", department.index) };
    for year in making.years().within(Calendar::Year).collect::<Vec<_>>() {
        let findings = writer.assessments(making, year)?;
        writer.problems(making, year, &findings)?;
        writer.research(making, year)?;
        writer.projects(making, year, sources.tasks)?;
        writer.budget(making, year)?;
        writer.duty_lists(making, year)?;
        writer.surveys(making, year)?;
        writer.plans(making, year)?;
    }
    for visit in sources.visits {
        writer.of_visit(making, visit)?;
    }
    for session in sources.sessions {
        writer.of_session(making, session)?;
    }
    Ok(())
}

impl Writer<'_, '_> {
    /// Checks by the organ committee, yearly assessments, and the findings of both: id, organisation, assessor, day.
    fn assessments(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<Vec<Finding>> {
        let department = self.department;
        let mut findings = Vec::new();
        for branch in department.branches.iter().filter(|branch| branch.life.has(year.last())) {
            for kind in ["check", "yearly"] {
                let held = if kind == "check" { day_in(year, &mut self.chance) } else { year.last() };
                if !branch.life.has(held) || !self.chance.percent(if kind == "check" { 50 } else { 90 }) {
                    continue;
                }
                let number = making.id('I');
                let (joint, cites) = (self.chance.percent(85), self.chance.percent(92));
                let fields = [
                    ("id", id(&number)),
                    ("org", id(&branch.id)),
                    ("kind", text(kind)),
                    ("held_on", Cell::Day(held)),
                    ("assessor", id(&department.committee)),
                    ("joint", if kind == "check" { Cell::Boolean(joint) } else { Cell::Blank }),
                    ("cites_result", if kind == "yearly" { Cell::Boolean(cites) } else { Cell::Blank }),
                ];
                making.rows.put("assessment", &fields)?;
                if kind == "check" {
                    findings.push((number, branch.id.clone(), held));
                }
            }
        }
        Ok(findings)
    }

    /// Problems of the people and of professional work, and the findings of checks.
    fn problems(&mut self, making: &mut Making<'_>, year: Period, findings: &[Finding]) -> io::Result<()> {
        let department = self.department;
        for number in 0..14 {
            let class = if number % 2 == 0 { "people" } else { "business" };
            let found = day_in(year, &mut self.chance);
            let source_kind = self.chance.weighted("own", &[(40, "opinion"), (20, "inspection")]);
            let due = Some(found.plus_days(self.chance.between(30, 150))).filter(|_| self.chance.percent(60));
            let closed = self.closed((found, due.unwrap_or(found.plus_months(6))));
            let problem = Problem {
                org: &department.unit,
                class,
                source_kind,
                source: None,
                found,
                due,
                closed,
                verified_by: Some(&department.committee),
            };
            self.put(making, &problem)?;
        }
        for (assessment, branch, held) in findings {
            let due = held.plus_days(90);
            let problem = Problem {
                org: branch,
                class: "organisation",
                source_kind: "assessment",
                source: Some(assessment),
                found: *held,
                due: Some(due),
                closed: self.closed((*held, due)),
                verified_by: Some(if self.chance.percent(92) { &department.committee } else { branch }),
            };
            self.put(making, &problem)?;
        }
        Ok(())
    }

    /// When a problem was closed: in time, on the day, the day after, or not at all.
    fn closed(&mut self, (found, due): (Day, Day)) -> Option<Day> {
        let early = due.plus_days(-self.chance.between(1, 20)).max(found);
        self.chance.weighted(Some(early), &[(10, Some(due)), (5, Some(due.plus_days(1))), (8, None)])
    }

    fn of_visit(&mut self, making: &mut Making<'_>, visit: &Visit) -> io::Result<()> {
        if !self.chance.percent(92) {
            return Ok(());
        }
        let found = day_in(visit.window, &mut self.chance);
        let problem = Problem {
            org: &visit.org,
            class: "people",
            source_kind: "liaison",
            source: Some(&visit.id),
            found,
            due: Some(visit.window.last().plus_days(60)),
            closed: self.closed((found, visit.window.last().plus_days(60))),
            verified_by: None,
        };
        self.put(making, &problem)
    }

    fn of_session(&mut self, making: &mut Making<'_>, session: &Convertible) -> io::Result<()> {
        if !self.chance.percent(80) {
            return Ok(());
        }
        let department = self.department;
        let outside = [&department.committee, &session.org];
        let verified_by = self.chance.weighted(outside.first().copied(), &[(12, outside.last().copied())]);
        let problem = Problem {
            org: &session.org,
            class: "theory",
            source_kind: "session",
            source: Some(&session.id),
            found: session.held,
            due: Some(session.convert_by),
            closed: self.closed((session.held, session.convert_by)),
            verified_by,
        };
        self.put(making, &problem)
    }

    fn put(&mut self, making: &mut Making<'_>, problem: &Problem<'_>) -> io::Result<()> {
        if self.department.sheets.have_lost("issue", problem.org, problem.found) {
            return Ok(());
        }
        let number = making.id('O');
        let after = |chance: &mut Chance, percent: u64| {
            let days = chance.weighted(chance.clone().between(1, 30), &[(6, 31), (4, 32)]);
            problem.closed.map(|closed| closed.plus_days(days)).filter(|_| chance.percent(percent))
        };
        let confirmed = after(&mut self.chance, 88);
        let verified = after(&mut self.chance, 92).filter(|_| problem.verified_by.is_some());
        let limit = problem.due.unwrap_or(problem.found.plus_months(6));
        let (passed, dropped) = (self.chance.percent(5), self.chance.percent(3));
        let fields = [
            ("id", id(&number)),
            ("org", id(problem.org)),
            ("class", text(problem.class)),
            ("source_kind", text(problem.source_kind)),
            ("source", optional(problem.source)),
            ("self_found", Cell::Boolean(problem.source_kind == "own")),
            ("found_on", Cell::Day(problem.found)),
            ("due_on", day(problem.due)),
            ("closed_on", day(problem.closed)),
            ("confirmed_on", day(confirmed.filter(|_| problem.class == "people"))),
            ("verified_by", optional(problem.verified_by.filter(|_| verified.is_some()))),
            ("verified_on", day(verified)),
            ("passed_on", day(Some(limit).filter(|_| passed && problem.closed.is_none()))),
            ("dropped_on", day(Some(limit).filter(|_| dropped && problem.closed.is_none()))),
        ];
        making.rows.put("issue", &fields)?;
        self.checked.offer(making, "issue", (&number, problem.org, problem.found));
        Ok(())
    }

    fn research(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        for _ in 0..7 {
            let finished = day_in(year, &mut self.chance);
            let limit = finished.plus_months(6);
            let early = finished.plus_days(self.chance.between(5, 120));
            let outcome_on =
                self.chance.weighted(Some(early), &[(8, Some(limit)), (5, Some(limit.plus_days(1))), (15, None)]);
            let outcome = self.chance.weighted("adopted", &[(25, "declined")]);
            let number = making.id('V');
            let fields = [
                ("id", id(&number)),
                ("org", id(&self.department.unit)),
                ("finished_on", Cell::Day(finished)),
                ("outcome", outcome_on.map_or(Cell::Blank, |_| text(outcome))),
                ("outcome_on", day(outcome_on)),
            ];
            making.rows.put("research", &fields)?;
        }
        Ok(())
    }

    fn projects(&mut self, making: &mut Making<'_>, year: Period, tasks: &[Arc<str>]) -> io::Result<()> {
        for _ in 0..5 {
            let due = day_in(year, &mut self.chance);
            let early = due.plus_days(-self.chance.between(0, 30));
            let met = self.chance.weighted(Some(early), &[(5, Some(due.plus_days(1))), (12, None)]);
            let task = self.chance.one_of(tasks).filter(|_| true).cloned().filter(|_| self.chance.percent(90));
            let stopped = Some(due.plus_days(-5)).filter(|_| met.is_none() && self.chance.percent(40));
            let number = making.id('M');
            let fields = [
                ("id", id(&number)),
                ("org", id(&self.department.committee)),
                ("task", optional(task.as_ref())),
                ("due_on", Cell::Day(due)),
                ("met_on", day(met)),
                ("stopped_on", day(stopped)),
            ];
            making.rows.put("project", &fields)?;
        }
        Ok(())
    }

    fn budget(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        let planned = usize::try_from(self.chance.between(5, 40)).unwrap_or(5) * 10_000;
        let available = self.chance.weighted(planned, &[(25, planned * 12 / 10), (20, planned * 8 / 10)]);
        let fields = [
            ("org", id(&self.department.committee)),
            ("valid_from", Cell::Day(year.from())),
            ("valid_to", Cell::Day(year.to())),
            ("planned", whole(planned)),
            ("available", whole(available)),
        ];
        making.rows.put("budget", &fields)
    }

    /// Lists of duties of the secretary of the leading group, its members, and the secretaries of branches.
    fn duty_lists(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        let department = self.department;
        let quarters: Vec<Period> = Calendar::Quarter.within(year).collect();
        for post in &department.posts {
            let tier = match post.role {
                "secretary" if post.org == department.leading => "first",
                "leading-member" => "double",
                "secretary" => "direct",
                _ => continue,
            };
            for quarter in &quarters {
                let due = day_in(*quarter, &mut self.chance);
                if !post.has(due) {
                    continue;
                }
                let early = due.plus_days(-self.chance.between(0, 15));
                let done = self.chance.weighted(Some(early), &[(3, Some(due.plus_days(1))), (3, None)]);
                let number = making.id('N');
                let fields = [
                    ("id", id(&number)),
                    ("org", id(&post.org)),
                    ("person", id(&post.person)),
                    ("tier", text(tier)),
                    ("due_on", Cell::Day(due)),
                    ("done_on", day(done)),
                    ("evidenced", done.map_or(Cell::Blank, |_| Cell::Boolean(self.chance.percent(97)))),
                ];
                making.rows.put("duty_list", &fields)?;
            }
        }
        Ok(())
    }

    /// What those served, members and staff answered, as counts.
    fn surveys(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        let (department, survey) = (self.department, making.id('Q'));
        let closed = year.last().plus_days(-self.chance.between(5, 40));
        let drawn_by = Some(&department.committee).filter(|_| self.chance.percent(85));
        for (audience, question, size) in [
            ("served", "overall", 120),
            ("own-staff", "overall", 8),
            ("members", "conduct", 60),
            ("staff", "conduct", 40),
        ] {
            let good = self.chance.between(size / 2, size * 3 / 5);
            let fair = self.chance.between(size / 5, size / 4);
            let poor = self.chance.between(0, size / 12);
            for (answer, count) in [(5, good), (4, fair), (3, poor), (1, poor / 2), (0, 2)] {
                if count == 0 {
                    continue;
                }
                let fields = [
                    ("survey", id(&survey)),
                    ("org", id(&department.unit)),
                    ("audience", text(audience)),
                    ("question", text(question)),
                    ("answer", whole(answer)),
                    ("respondents", whole(usize::try_from(count).unwrap_or(0))),
                    ("closed_on", Cell::Day(closed)),
                    ("invited", whole(usize::try_from(size + 20).unwrap_or(0))),
                    ("drawn_by", optional(drawn_by)),
                ];
                making.rows.put_once("survey", &fields)?;
            }
        }
        Ok(())
    }

    /// The plan of work of the unit, a special plan, and the meetings that the committee's own rule asks for.
    fn plans(&mut self, making: &mut Making<'_>, year: Period) -> io::Result<()> {
        let department = self.department;
        let limit = year.from().plus_months(3).plus_days(-1);
        let early = limit.plus_days(-self.chance.between(1, 60));
        let approved =
            self.chance.weighted(Some(early), &[(10, Some(limit)), (6, Some(limit.plus_days(1))), (4, None)]);
        self.plan(making, (&department.unit, "work-plan"), (year, None), approved)?;
        let special = Some(day_in(year, &mut self.chance));
        self.plan(making, (&department.committee, "special-plan"), (year, None), special)?;
        let rule = self.plan(making, (&department.committee, "meeting-rule"), (year, None), Some(year.from()))?;
        for (kind, calendar) in
            [("committee-meeting", Calendar::Month), ("standing-committee-meeting", Calendar::Quarter)]
        {
            for window in calendar.within(year) {
                self.plan(making, (&department.committee, kind), (window, Some(&rule)), None)?;
            }
        }
        Ok(())
    }

    fn plan(
        &mut self,
        making: &mut Making<'_>,
        (org, kind): (&Arc<str>, &str),
        (window, part_of): (Period, Option<&Arc<str>>),
        approved: Option<Day>,
    ) -> io::Result<Arc<str>> {
        let number = making.id('E');
        let is_whole = matches!(kind, "work-plan" | "special-plan");
        let (joint, renewed) = (self.chance.percent(88), self.chance.percent(90));
        let fields = [
            ("id", id(&number)),
            ("part_of", optional(part_of)),
            ("org", id(org)),
            ("kind", text(kind)),
            ("window_from", Cell::Day(window.from())),
            ("window_to", Cell::Day(window.to())),
            ("approved_on", day(approved)),
            ("joint", if is_whole { Cell::Boolean(joint) } else { Cell::Blank }),
            ("renewed", if kind == "work-plan" { Cell::Boolean(renewed) } else { Cell::Blank }),
        ];
        making.rows.put("plan", &fields)?;
        Ok(number)
    }
}
