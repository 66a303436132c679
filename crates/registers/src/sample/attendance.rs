//! Attendance: who of those expected came.

use super::{
    Making,
    chance::Chance,
    department::Department,
    people::{Person, Stay},
    rows::{day, id},
};
use changxiao_core::{columns::Cell, day::Day};
use std::{io, sync::Arc};

/// One session or meeting as attendance needs it.
pub(super) struct Event<'a> {
    /// `session` or `meeting`.
    pub(super) kind: &'static str,
    pub(super) id: &'a Arc<str>,
    pub(super) day: Day,
}

/// How many with a vote were expected, and how many of them came.
#[derive(Default)]
pub(super) struct Votes {
    pub(super) expected: usize,
    pub(super) present: usize,
}

/// The words of attendance, made once: there are more rows of it than of all else.
struct Words {
    kind: Cell,
    present: Cell,
    leave: Cell,
    travel: Cell,
    long_leave: Cell,
    absent: Cell,
}

/// What became of one person's coming.
struct Answer {
    status: Cell,
    made_up: Option<Day>,
}

/// Rows of those expected, each with the organisation as whose member; whether votes are counted lies with the caller.
pub(super) struct Roll<'a> {
    words: Words,
    event: Event<'a>,
    chance: Chance,
    pub(super) votes: Votes,
}

impl<'a> Roll<'a> {
    pub(super) fn new(event: Event<'a>, chance: Chance) -> Self {
        let word = super::rows::text;
        let words = Words {
            kind: word(event.kind),
            present: word("present"),
            leave: word("leave"),
            travel: word("official-travel"),
            long_leave: word("long-leave"),
            absent: word("absent"),
        };
        Self { words, event, chance, votes: Votes::default() }
    }

    /// Calls all members of a branch.
    pub(super) fn call_branch(
        &mut self,
        making: &mut Making<'_>,
        (department, branch): (&Department, usize),
    ) -> io::Result<()> {
        let Some(org) = department.branches.get(branch).map(|branch| &branch.id) else { return Ok(()) };
        for (person, stay) in department.roll(branch, self.event.day) {
            let is_expected = !stay.relieved.is_some_and(|(from, _)| from <= self.event.day);
            let is_present = self.call(making, (department, org), person)?;
            if stay.is_full && is_expected {
                self.votes.expected += 1;
                self.votes.present += usize::from(is_present);
            }
        }
        Ok(())
    }

    /// Calls one person; says whether that person came.
    pub(super) fn call(
        &mut self,
        making: &mut Making<'_>,
        (department, org): (&Department, &Arc<str>),
        person: &Person,
    ) -> io::Result<bool> {
        let answer = self.answer(person.diligence, person.stay(self.event.day));
        let is_present = answer.status == self.words.present;
        if department.sheets.have_lost("attendance", org, self.event.day) {
            return Ok(is_present);
        }
        let fields = [
            ("event_kind", self.words.kind.clone()),
            ("event", id(self.event.id)),
            ("org", id(org)),
            ("person", id(&person.id)),
            ("status", answer.status),
            ("made_up_on", day(answer.made_up)),
        ];
        making.rows.put("attendance", &fields)?;
        Ok(is_present)
    }

    fn answer(&mut self, diligence: u64, stay: Option<&Stay>) -> Answer {
        let (words, chance, day) = (&self.words, &mut self.chance, self.event.day);
        let is_away = stay
            .is_some_and(|stay| stay.floating.is_some_and(|(from, to)| from <= day && to.is_none_or(|to| day < to)));
        if is_away && chance.percent(70) {
            return Answer { status: words.long_leave.clone(), made_up: None };
        }
        if chance.percent(diligence) {
            return Answer { status: words.present.clone(), made_up: None };
        }
        let status = chance.weighted(&words.leave, &[(35, &words.travel), (5, &words.long_leave), (15, &words.absent)]);
        let may_be_made_up = *status != words.long_leave;
        let made_up = (may_be_made_up && chance.percent(45)).then(|| day.plus_days(chance.between(1, 40)));
        Answer { status: status.clone(), made_up }
    }
}
