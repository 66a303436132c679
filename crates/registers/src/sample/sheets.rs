//! Which sheets arrived: statements of coverage, and the stretches whose rows were lost with a sheet that did not.

use super::{
    Making,
    chance::Chance,
    department::Department,
    organisations::{Life, Top},
    rows::{id, text},
};
use changxiao_core::{
    columns::Cell,
    day::{Calendar, Day, Period},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    sync::Arc,
};

/// The kinds that are kept, and how many years before the first their sheets begin.
const KINDS: &[(&str, i32)] = &[
    ("member", 0),
    ("post", 0),
    ("meeting", 0),
    ("attendance", 0),
    ("plan", 0),
    ("session", 0),
    ("training", 0),
    ("appraisal", 0),
    ("admission_step", 3),
    ("opinion", 0),
    ("task", 0),
    ("doc_register", 1),
    ("evidence", 0),
    ("talk", 0),
    ("dues", 0),
    ("liaison", 0),
    ("issue", 0),
    ("report", 0),
    ("consult", 0),
    ("disclosure", 0),
    ("case", 0),
    ("research", 0),
    ("project", 0),
    ("budget", 0),
    ("duty_list", 0),
    ("assessment", 0),
    ("survey", 0),
    ("inspection", 0),
    ("campaign", 0),
    ("practice", 0),
    ("rule", 0),
];

/// Kinds whose sheets some departments collect from each branch.
const BY_BRANCH: &[&str] = &["meeting", "session", "attendance"];

/// Kinds that nothing else refers to: their rows may be lost.
const LOSABLE: &[&str] = &[
    "meeting",
    "session",
    "attendance",
    "training",
    "appraisal",
    "opinion",
    "doc_register",
    "talk",
    "dues",
    "report",
    "issue",
];

/// Kinds in which last year is finished off in the new one: reports are assessed, problems verified.
const GOING_ON: &[&str] = &["report", "issue"];

/// What sheets say and what was lost.
#[derive(Default)]
pub(super) struct Sheets {
    statements: Vec<Statement>,
    lost: BTreeMap<(&'static str, Arc<str>), Vec<Period>>,
    unit: Option<Arc<str>>,
}

struct Statement {
    kind: &'static str,
    org: Arc<str>,
    scope: &'static str,
    days: Period,
    by: &'static str,
}

/// For whom sheets of one kind are kept.
struct Holder<'a> {
    kind: &'static str,
    org: &'a Arc<str>,
    life: Life,
    scope: &'static str,
    rhythm: Calendar,
}

impl Sheets {
    pub(super) fn new(making: &Making<'_>, department: &Department) -> Self {
        let mut sheets = Self { unit: Some(department.unit.clone()), ..Self::default() };
        let mut chance = making.chance("sheets", department.index);
        for (kind, before) in KINDS {
            let is_by_branch = BY_BRANCH.contains(kind) && department.index % 3 != 2;
            let rhythm = match (department.index % 3, *kind) {
                _ if !is_by_branch => Calendar::Year,
                (0, "meeting") => Calendar::Month,
                _ => Calendar::Quarter,
            };
            let holders = department.organisations.iter().filter(|one| {
                let is_of_unit = one.kind == "unit";
                one.id == department.unit || is_by_branch && !is_of_unit && one.kind != "group"
            });
            for one in holders {
                let scope = if !is_by_branch || one.kind == "branch" { "subtree" } else { "own" };
                let holder = Holder { kind, org: &one.id, life: one.life, scope, rhythm };
                sheets.add(making, &holder, *before, &mut chance);
            }
        }
        sheets
    }

    fn add(&mut self, making: &Making<'_>, holder: &Holder<'_>, before: i32, chance: &mut Chance) {
        let years = making.years();
        let from = years.from().plus_months(-12 * before).max(holder.life.from);
        let to = holder.life.to.map_or(years.to(), |to| to.min(years.to()));
        let Some(life) = Period::new(from, to) else { return };
        let all = Period::new(Calendar::Year.around(from).from(), years.to()).unwrap_or(life);
        for sheet in holder.rhythm.within(all) {
            let Some(days) = sheet.and(life) else { continue };
            self.add_sheet(making, holder, days, chance);
        }
        if GOING_ON.contains(&holder.kind) && holder.life.to.is_none() {
            let rest = Period::new(years.to(), years.as_of().plus_days(1));
            rest.into_iter().for_each(|days| self.state(holder, days, "file"));
        }
        // An office speaks for itself: of all days, or, in a mess, of less than its files.
        if chance.percent(3) || making.is_messy(chance, 40) {
            let short = years.to().plus_months(-chance.between(1, 6)).min(life.to());
            let days = Period::new(life.from(), short).filter(|_| making.is_messy(chance, 500)).unwrap_or(life);
            self.state(holder, days, "office");
        }
    }

    /// A sheet that arrived, or came without one of its months, or not at all.
    fn add_sheet(&mut self, making: &Making<'_>, holder: &Holder<'_>, days: Period, chance: &mut Chance) {
        let whole = if holder.rhythm == Calendar::Year { 60 } else { 90 };
        if !making.is_messy(chance, whole) {
            self.state(holder, days, "file");
            return;
        }
        let months: Vec<Period> = Calendar::Month.within(days).collect();
        let quarters: Vec<Period> = Calendar::Quarter.within(days).collect();
        let gap = match chance.below(3) {
            0 => chance.one_of(&months).copied().unwrap_or(days),
            1 => chance.one_of(&quarters).copied().unwrap_or(days),
            _ => days,
        };
        for rest in [Period::new(days.from(), gap.from()), Period::new(gap.to(), days.to())].into_iter().flatten() {
            self.state(holder, rest, "file");
        }
        if chance.percent(60) && LOSABLE.contains(&holder.kind) {
            self.lost.entry((holder.kind, holder.org.clone())).or_default().push(gap);
        }
    }

    fn state(&mut self, holder: &Holder<'_>, days: Period, by: &'static str) {
        let (kind, org) = (holder.kind, holder.org.clone());
        self.statements.push(Statement { kind, org, scope: holder.scope, days, by });
    }

    /// Whether the row of a day was lost with its sheet: that of the organisation, or that of the whole department.
    pub(super) fn have_lost(&self, kind: &'static str, org: &Arc<str>, day: Day) -> bool {
        let is_lost = |holder: &Arc<str>| {
            let stretches = self.lost.get(&(kind, holder.clone()));
            stretches.is_some_and(|all| all.iter().any(|stretch| stretch.contains(day)))
        };
        !self.lost.is_empty() && (is_lost(org) || self.unit.as_ref().is_some_and(is_lost))
    }

    /// Writes the statements, each once.
    pub(super) fn write(&self, making: &mut Making<'_>) -> io::Result<()> {
        let mut written = BTreeSet::new();
        for one in &self.statements {
            if written.insert((one.kind, &one.org, one.days, one.by)) {
                write_statement(making, one)?;
            }
        }
        Ok(())
    }
}

fn write_statement(making: &mut Making<'_>, one: &Statement) -> io::Result<()> {
    let fields = [
        ("kind", text(&one.kind.replace('_', "-"))),
        ("org", id(&one.org)),
        ("scope", text(one.scope)),
        ("first_day", Cell::Day(one.days.from())),
        ("last_day", Cell::Day(one.days.last())),
        ("stated_by", text(one.by)),
    ];
    making.rows.put("coverage", &fields)
}

/// The two at the top keep everything, each for itself: they have little to keep.
pub(super) fn write_top(making: &mut Making<'_>, top: &Top) -> io::Result<()> {
    for (kind, before) in KINDS {
        for org in [&top.unit, &top.committee] {
            let from = making.years().from().plus_months(-12 * before);
            let Some(days) = Period::new(from, making.years().to()) else { continue };
            write_statement(making, &Statement { kind, org: org.clone(), scope: "own", days, by: "file" })?;
        }
    }
    Ok(())
}
