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

    /// Calls all members of a branch. A meeting that would fall short of so many percent of the votes is held when all
    /// can come.
    pub(super) fn call_branch(
        &mut self,
        making: &mut Making<'_>,
        (department, branch): (&Department, usize),
        quorum: usize,
    ) -> io::Result<()> {
        let day = self.event.day;
        let Some(org) = department.branches.get(branch).map(|branch| &branch.id) else { return Ok(()) };
        let mut answers: Vec<(&Person, bool, Answer)> = Vec::new();
        for (person, stay) in department.roll(branch, day) {
            let is_relieved = stay.relieved.is_some_and(|(from, to)| from <= day && to.is_none_or(|to| day < to));
            let has_vote = stay.is_full && !is_relieved && !stay.is_away(day);
            answers.push((person, has_vote, self.answer(person.diligence, Some(stay))));
        }
        let votes = |answers: &[(&Person, bool, Answer)], words: &Words| Votes {
            expected: answers.iter().filter(|(_, has_vote, _)| *has_vote).count(),
            present: answers.iter().filter(|(_, has_vote, answer)| *has_vote && answer.status == words.present).count(),
        };
        self.votes = votes(&answers, &self.words);
        if quorum > 0 && self.votes.present * 100 <= self.votes.expected * quorum {
            for (_, _, answer) in answers.iter_mut().filter(|(_, has_vote, _)| *has_vote) {
                *answer = Answer { status: self.words.present.clone(), made_up: None };
            }
            self.votes = votes(&answers, &self.words);
        }
        answers.into_iter().try_for_each(|(person, _, answer)| self.put(making, (department, org), (person, answer)))
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
        self.put(making, (department, org), (person, answer))?;
        Ok(is_present)
    }

    fn put(
        &self,
        making: &mut Making<'_>,
        (department, org): (&Department, &Arc<str>),
        (person, answer): (&Person, Answer),
    ) -> io::Result<()> {
        if department.sheets.have_lost("attendance", org, self.event.day) {
            return Ok(());
        }
        let fields = [
            ("event_kind", self.words.kind.clone()),
            ("event", id(self.event.id)),
            ("org", id(org)),
            ("person", id(&person.id)),
            ("status", answer.status),
            ("made_up_on", day(answer.made_up)),
        ];
        making.rows.put("attendance", &fields)
    }

    fn answer(&mut self, diligence: u64, stay: Option<&Stay>) -> Answer {
        let (words, chance, day) = (&self.words, &mut self.chance, self.event.day);
        let is_away = stay.is_some_and(|stay| stay.is_away(day));
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
