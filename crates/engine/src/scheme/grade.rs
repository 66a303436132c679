//! From scores to grades and to what follows: bands, conditions, grades given directly, ceilings, shares inside classes.
//!
//! While something is unknown a grade is a stretch, from the best to the worst that it can be; shares are counted so that no
//! grade is called settled that a later answer could take away.

mod shares;

use super::{
    formula::Formula,
    score::{Applies, Points, Scored, Scoring},
    table::{Consequence, Grading, Table},
    value::Value,
};
use changxiao_core::{amount::Amount, definition::scheme::GradeDef};

/// The result of one card.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The total, after vetoes.
    pub score: Points,
    /// What decided the grade, and what ordered it among its peers.
    pub by: Amount,
    pub(crate) order: Amount,
    /// The class of peers.
    pub class: Value,
    /// The best grade it can have, by its place among the grades; one beyond the last: no grade.
    pub best: usize,
    /// The worst.
    pub worst: usize,
    /// Whether the grade was given directly.
    pub is_direct: bool,
    /// Whether it may be that the grade is given directly.
    pub(crate) may_be_direct: bool,
    /// Whether each grade is open to it by what the grade asks beside its band.
    pub(crate) is_open: Vec<Option<bool>>,
    /// Whether a share took a better grade away.
    pub is_displaced: bool,
    /// Of each consequence, whether it follows, and its number.
    pub consequences: Vec<Follows>,
}

/// Whether a consequence follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follows {
    /// Whether it does; `None`: nobody knows.
    pub holds: Option<bool>,
    /// The number that goes with it.
    pub value: Option<Value>,
}

impl Graded {
    /// Whether there is a score at all: something applies, and enough is known.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        self.score.applies == Applies::Yes && !self.score.is_too_little_known
    }

    /// The grade, if it is settled.
    #[must_use]
    pub fn grade<'t>(&self, table: &'t Table) -> Option<&'t GradeDef> {
        let grades = &table.def.grading.as_ref()?.grades;
        if self.best == self.worst && self.is_scored() { grades.get(self.best) } else { None }
    }

    /// The grades it can have, the best first.
    #[must_use]
    pub fn grades<'t>(&self, table: &'t Table) -> &'t [GradeDef] {
        let grades = table.def.grading.as_ref().map_or(&[][..], |grading| &grading.grades);
        if !self.is_scored() {
            return &[];
        }
        grades.get(self.best..(self.worst + 1).min(grades.len())).unwrap_or(&[])
    }
}

/// Grades all cards.
#[must_use]
pub fn grade(scoring: &Scoring<'_>) -> Vec<Graded> {
    let table = scoring.table();
    let mut scored = Scored::default();
    let mut all: Vec<Graded> = Vec::with_capacity(scoring.cards().len());
    for place in 0..scoring.cards().len() {
        scoring.score_into(place, &mut scored);
        all.push(banded(table, &mut scored));
    }
    if let Some(grading) = &table.def.grading {
        shares::shared(grading, &mut all);
    }
    if !table.consequences.is_empty() {
        for (place, graded) in all.iter_mut().enumerate() {
            scoring.score_into(place, &mut scored);
            follow(table, &mut scored, graded);
        }
    }
    all
}

/// One card without its peers: vetoes, band, conditions, direct grades, ceilings.
pub(super) fn banded(table: &Table, scored: &mut Scored) -> Graded {
    let mut score = scored.of(table.root);
    let pairs = || table.consequences.iter().zip(&table.def.consequences).filter(|(one, _)| !one.is_after_grading);
    for (consequence, def) in pairs() {
        let Some(becomes) = def.score else { continue };
        match holds(consequence, scored) {
            Some(true) => score.amount = becomes,
            Some(false) => {}
            None => score.amount = score.amount.hull(becomes),
        }
    }
    set(scored, table.root, Value::Number(score.amount));
    let mut graded = Graded {
        score,
        by: score.amount,
        order: score.amount,
        class: Value::ZERO,
        best: 0,
        worst: 0,
        is_direct: false,
        may_be_direct: false,
        is_open: Vec::new(),
        is_displaced: false,
        consequences: Vec::new(),
    };
    if let (Some(grading), Some(def)) = (&table.grading, &table.def.grading) {
        in_bands((grading, &def.grades), scored, &mut graded);
        for (consequence, def) in pairs() {
            given((&def.grade, &None), holds(consequence, scored), (table, &mut graded));
        }
        // Ceilings last, whatever the order in which consequences are written: they hold for grades given directly, too.
        for (consequence, def) in pairs() {
            given((&None, &def.at_most), holds(consequence, scored), (table, &mut graded));
        }
    }
    graded
}

fn set(scored: &mut Scored, node: usize, value: Value) {
    if let Some(slot) = scored.values.get_mut(node) {
        *slot = value;
    }
}

fn holds(consequence: &Consequence, scored: &Scored) -> Option<bool> {
    let at = |place: usize| scored.value(place).clone();
    Formula::allows((Some(&consequence.when), consequence.unless.as_ref()), &at)
}

/// The first band that fits; from the first that may to the last that may.
fn in_bands((grading, grades): (&Grading, &[GradeDef]), scored: &Scored, graded: &mut Graded) {
    let at = |place: usize| scored.value(place).clone();
    let amount = |formula: &Formula| formula.value(&at).amount().unwrap_or(Amount::ANY);
    graded.by = amount(&grading.by);
    graded.order = amount(&grading.order_by);
    graded.class = grading.among.as_ref().map_or(Value::ZERO, |among| among.value(&at));
    let mut first = None;
    let mut last = grades.len();
    for (place, grade) in grades.iter().enumerate() {
        let only_if = grading.only_if.get(place).and_then(Option::as_ref);
        let is_open = only_if.map_or(Some(true), |only_if| only_if.truth(&at));
        graded.is_open.push(is_open);
        if last < grades.len() {
            continue;
        }
        let fits = match (grade.band().holds(&graded.by), is_open) {
            (Some(false), _) | (_, Some(false)) => continue,
            (Some(true), Some(true)) => true,
            _ => false,
        };
        first = first.or(Some(place));
        if fits {
            last = place;
        }
    }
    (graded.best, graded.worst) = (first.unwrap_or(grades.len()), last);
}

/// A grade given directly, or a ceiling.
fn given(
    (grade, at_most): (&Option<String>, &Option<String>),
    holds: Option<bool>,
    (table, graded): (&Table, &mut Graded),
) {
    if holds == Some(false) {
        return;
    }
    let grades = table.def.grading.as_ref().map_or(&[][..], |grading| &grading.grades);
    let place = |id: &String| grades.iter().position(|grade| grade.id == *id);
    if let Some(place) = grade.as_ref().and_then(place) {
        match holds {
            Some(true) => (graded.best, graded.worst, graded.is_direct) = (place, place, true),
            _ => (graded.best, graded.worst) = (graded.best.min(place), graded.worst.max(place)),
        }
        graded.may_be_direct = true;
    }
    if let Some(place) = at_most.as_ref().and_then(place) {
        graded.worst = graded.worst.max(place);
        if holds == Some(true) {
            graded.best = graded.best.max(place);
        }
    }
}

/// What follows once the grade is known; while it is a stretch, what follows from each of its grades.
fn follow(table: &Table, scored: &mut Scored, graded: &mut Graded) {
    set(scored, table.root, Value::Number(graded.score.amount));
    let ids: Vec<Value> = graded.grades(table).iter().map(|grade| Value::from(grade.id.as_str())).collect();
    // One that is scored and in no band has no grade: no condition on a grade holds.
    let none = if graded.is_scored() { Value::Absent } else { Value::Word(None) };
    let grades = if ids.is_empty() { vec![none] } else { ids };
    let mut follows: Option<Vec<Follows>> = None;
    for grade in grades {
        set(scored, table.grade, grade);
        let next = table.consequences.iter().map(|consequence| Follows {
            holds: holds(consequence, scored),
            value: consequence.value.as_ref().map(|value| value.value(&|place| scored.value(place).clone())),
        });
        follows = Some(match follows {
            None => next.collect(),
            Some(before) => before.into_iter().zip(next).map(|(one, other)| one.or(other)).collect(),
        });
    }
    graded.consequences = follows.unwrap_or_default();
}

impl Follows {
    /// One of two, nobody knows which.
    fn or(self, other: Self) -> Self {
        let value = match (self.value, other.value) {
            (Some(one), Some(other)) => Some(super::formula::either(one, other)),
            _ => None,
        };
        Self { holds: if self.holds == other.holds { self.holds } else { None }, value }
    }
}
