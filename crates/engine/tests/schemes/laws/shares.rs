//! Shares of grades: never exceeded (but for equals that all keep the grade, and grades given directly), equals are treated
//! alike, and nobody is displaced without need. Of cards on which everything is known.

use crate::{
    cards::{cards, known},
    chance::Chance,
    draw::{Text, compiled, scheme},
    law::{Law, breaks, hold},
    outcome::{Outcome, Sample, right},
};
use changxiao_core::{
    definition::scheme::{GradingDef, Rounding, Ties},
    fraction::Fraction,
};
use changxiao_engine::scheme::Graded;
use std::collections::BTreeMap;

/// One card: its class, what orders it, its grade without shares, and with them.
struct Place {
    whose: String,
    class: String,
    order: Fraction,
    first: usize,
    graded: Graded,
}

const SHARES: Law = Law {
    says: "no share of a grade is exceeded, equals are treated alike, nobody is displaced without need",
    samples: 150,
    draw: |seed| {
        let mut chance = Chance::new(seed + 50_000);
        let scheme = scheme(&mut chance);
        let table = compiled(&scheme);
        let count = 3 + chance.below(12);
        let drawn = cards(&mut chance, &table, count);
        let cards = known(&mut chance, &table, &drawn);
        Sample { seed, scheme, cards }
    },
    complaint: |sample, reading| {
        let table = compiled(&sample.scheme);
        let grading = table.def.grading.as_ref().unwrap();
        let free = right(&Sample { scheme: without_shares(&sample.scheme), ..sample.clone() });
        let outcome = reading(sample);
        let ordered = ordered(sample);
        let mut classes: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for (whose, sheet) in &outcome {
            let (graded, free) = (sheet.graded.clone(), &free[whose].graded);
            // What orders is a formula of the author; it stands in `by` of the scheme that is graded by it.
            let Some(order) =
                ordered[whose].graded.by.known().filter(|_| graded.is_scored() && graded.best == graded.worst)
            else {
                if graded.is_scored() {
                    return None;
                }
                continue;
            };
            let class = graded.class.to_string();
            let place = Place { whose: whose.clone(), class: class.clone(), order, first: free.best, graded };
            classes.entry(class).or_default().push(place);
        }
        classes.values().find_map(|class| wrong(grading, class))
    },
};

/// The same graded by what orders, so that this can be read.
fn ordered(sample: &Sample) -> Outcome {
    let mut scheme = sample.scheme.clone();
    let grading = scheme["grading"].as_table_mut().unwrap();
    if let Some(order) = grading.remove("order_by") {
        grading.insert("by".to_owned(), order);
    }
    right(&Sample { scheme, ..sample.clone() })
}

fn without_shares(scheme: &Text) -> Text {
    let mut scheme = scheme.clone();
    for grade in scheme["grading"]["grade"].as_array_mut().unwrap() {
        let grade = grade.as_table_mut().unwrap();
        grade.remove("most_share");
        grade.remove("most");
    }
    scheme
}

/// How many of a class may have a grade, counted by hand.
fn allowed(grading: &GradingDef, (grade, members): (usize, usize)) -> Option<usize> {
    if members < usize::try_from(grading.shares_from).unwrap() {
        return None;
    }
    let def = &grading.grades[grade];
    let share = def.most_share.map(|share| {
        let (above, below) =
            (usize::try_from(share.numerator()).unwrap() * members, usize::try_from(share.denominator()).unwrap());
        match grading.rounding {
            Rounding::Down => above / below,
            Rounding::HalfUp => (2 * above + below) / (2 * below),
            Rounding::Up => above.div_ceil(below),
        }
    });
    share.into_iter().chain(def.most.map(|most| usize::try_from(most).unwrap())).min()
}

fn wrong(grading: &GradingDef, class: &[Place]) -> Option<String> {
    for grade in 0..grading.grades.len() {
        let Some(most) = allowed(grading, (grade, class.len())) else { continue };
        let inside: Vec<&Place> =
            class.iter().filter(|one| one.graded.best == grade && !one.graded.is_direct).collect();
        if grading.ties == Ties::Out && inside.len() > most {
            return Some(format!("{} of {} have grade {grade}, allowed are {most}", inside.len(), class.len()));
        }
        let above = |one: &Place| inside.iter().filter(|other| other.order > one.order).count();
        if let Some(one) = inside.iter().find(|one| above(one) >= most) {
            return Some(format!("{} has grade {grade} behind {most} others", one.whose));
        }
    }
    let equal = |one: &Place, other: &Place| one.order == other.order && one.first == other.first;
    let free: Vec<&Place> = class.iter().filter(|one| !one.graded.is_direct).collect();
    for one in &free {
        if let Some(other) = free.iter().find(|other| equal(one, other) && one.graded.best != other.graded.best) {
            return Some(format!(
                "{} and {} of class {} are equal, not their grades",
                one.whose, other.whose, one.class
            ));
        }
        // The best grade alone: into the others people come down from above.
        let before = |other: &Place| match grading.ties {
            Ties::Out => other.order >= one.order && other.whose != one.whose,
            Ties::In => other.order > one.order,
        };
        if one.first == 0 && one.graded.best > 0 {
            let better = class.iter().filter(|other| other.first == 0 && before(other)).count();
            if allowed(grading, (0, class.len())).is_none_or(|most| better < most) {
                return Some(format!("{} was displaced without need", one.whose));
            }
        }
    }
    None
}

#[test]
fn shares_hold() {
    hold(&SHARES, right);
}

fn with(sample: &Sample, ties: &str, rounding: &str) -> Outcome {
    let mut scheme = sample.scheme.clone();
    let grading = scheme["grading"].as_table_mut().unwrap();
    grading.insert("ties".to_owned(), ties.into());
    grading.insert("rounding".to_owned(), rounding.into());
    right(&Sample { scheme, ..sample.clone() })
}

#[test]
fn shares_read_wrongly_are_found() {
    breaks(&SHARES, |sample| right(&Sample { scheme: without_shares(&sample.scheme), ..sample.clone() }));
    breaks(&SHARES, |sample| with(sample, "in", "down"));
    breaks(&SHARES, |sample| with(sample, "out", "up"));
    breaks(&SHARES, |sample| {
        let mut outcome = right(sample);
        // One of two equals is displaced: the first of the file.
        if let Some(sheet) = outcome.get_mut("org0") {
            (sheet.graded.best, sheet.graded.worst) = (sheet.graded.best + 1, sheet.graded.worst + 1);
        }
        outcome
    });
}
