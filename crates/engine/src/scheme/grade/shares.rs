//! Shares of grades inside classes of peers: how many may have a grade, and who has the next one instead.

use super::Graded;
use crate::scheme::score::Applies;
use changxiao_core::{
    definition::scheme::{GradeDef, GradingDef, Rounding, Ties},
    fraction::Fraction,
};
use std::collections::BTreeMap;

/// A class of peers. Of one that may not be scored, or whose class nobody knows, it is not certain that it belongs to it.
struct Class {
    certain: Vec<usize>,
    possible: Vec<usize>,
    /// Those of which it is decided here; the others are only compared.
    decided: Vec<usize>,
}

/// Takes the grades away that a share does not allow, from the best grade down.
pub(super) fn shared(grading: &GradingDef, all: &mut [Graded]) {
    if grading.grades.iter().all(|grade| grade.most.is_none() && grade.most_share.is_none()) {
        return;
    }
    let classes = classes(all);
    for (place, grade) in grading.grades.iter().enumerate() {
        if grade.most.is_none() && grade.most_share.is_none() {
            continue;
        }
        let mut moves = Vec::new();
        for class in &classes {
            let most = most_of(grade, grading, class);
            displaced((place, most), grading.ties, (class, all), &mut moves);
        }
        for (at, is_certain) in moves {
            let Some(one) = all.get_mut(at) else { continue };
            // The next grade is the next that is open to it.
            let open = |wanted: Option<bool>| {
                let is_open = |place: &usize| one.is_open.get(*place).copied().flatten();
                (place + 1..grading.grades.len())
                    .find(|place| is_open(place) != Some(false) && (wanted.is_none() || is_open(place) == wanted))
            };
            let (best, worst) = (open(None), open(Some(true)));
            one.worst = one.worst.max(worst.unwrap_or(grading.grades.len()));
            if is_certain && one.best == place {
                (one.best, one.is_displaced) = (best.unwrap_or(grading.grades.len()), true);
            }
        }
    }
}

/// The classes; those of which nobody knows the class are one more, which is compared with all.
fn classes(all: &[Graded]) -> Vec<Class> {
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut unknown = Vec::new();
    let may_be_scored = |(_, graded): &(usize, &Graded)| graded.score.applies != Applies::No;
    for (place, graded) in all.iter().enumerate().filter(may_be_scored) {
        if graded.class.is_known() {
            known.entry(graded.class.to_string()).or_default().push(place);
        } else {
            unknown.push(place);
        }
    }
    let is_scored = |place: &usize| all.get(*place).is_some_and(Graded::is_scored);
    let with_unknown = |members: &Vec<usize>| members.iter().chain(&unknown).copied().collect::<Vec<usize>>();
    let mut classes: Vec<Class> = known
        .values()
        .map(|members| Class {
            certain: members.iter().copied().filter(is_scored).collect(),
            possible: with_unknown(members),
            decided: members.clone(),
        })
        .collect();
    if !unknown.is_empty() {
        let possible = known.values().flatten().chain(&unknown).copied().collect();
        classes.push(Class { certain: Vec::new(), possible, decided: unknown });
    }
    classes
}

/// How many of a class may have a grade, at least and at most; `None`: any number.
fn most_of(grade: &GradeDef, grading: &GradingDef, class: &Class) -> (Option<usize>, Option<usize>) {
    let from = usize::try_from(grading.shares_from).unwrap_or(usize::MAX);
    let (least, greatest) = (class.certain.len().max(1), class.possible.len());
    if greatest < from {
        return (None, None);
    }
    let at = |members: usize| most(grade, grading.rounding, members);
    (at(least.max(from)), if least < from { None } else { at(greatest) })
}

/// How many of a class may have a grade; `None`: any number.
fn most(grade: &GradeDef, rounding: Rounding, members: usize) -> Option<usize> {
    let members = Fraction::from(u64::try_from(members).unwrap_or(u64::MAX));
    let share = grade.most_share.and_then(|share| share.times(members)).map(|exact| match rounding {
        Rounding::Down => exact.floor(),
        Rounding::HalfUp => exact.rounded(0).map_or(0, Fraction::floor),
        Rounding::Up => exact.ceiling(),
    });
    let share = share.map(|share| usize::try_from(share).unwrap_or(0));
    let number = grade.most.map(|most| usize::try_from(most).unwrap_or(usize::MAX));
    match (share, number) {
        (Some(share), Some(number)) => Some(share.min(number)),
        (share, number) => share.or(number),
    }
}

/// An end of what orders a card; without bound it stands before or after all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Lowest,
    At(Fraction),
    Highest,
}

fn low(graded: &Graded) -> End {
    graded.order.least.map_or(End::Lowest, End::At)
}

fn high(graded: &Graded) -> End {
    graded.order.most.map_or(End::Highest, End::At)
}

/// Those that have the next grade instead: those certainly beyond the share for good, those who may be as a chance.
fn displaced(
    (grade, (least, most)): (usize, (Option<usize>, Option<usize>)),
    ties: Ties,
    (class, all): (&Class, &[Graded]),
    moves: &mut Vec<(usize, bool)>,
) {
    let of = |places: &[usize]| places.iter().filter_map(|place| all.get(*place)).collect::<Vec<&Graded>>();
    let may_have = |one: &Graded| one.best <= grade && grade <= one.worst;
    let has = |one: &Graded| one.best == grade && one.worst == grade;
    let mut possible: Vec<End> = of(&class.possible).into_iter().filter(|one| may_have(one)).map(high).collect();
    let mut certain: Vec<End> = of(&class.certain).into_iter().filter(|one| has(one)).map(low).collect();
    possible.sort();
    certain.sort();
    let not_below = |ends: &[End], than: End| ends.len() - ends.partition_point(|end| *end < than);
    let above = |ends: &[End], than: End| ends.len() - ends.partition_point(|end| *end <= than);
    for place in &class.decided {
        let Some(one) = all.get(*place).filter(|one| may_have(one) && !one.is_direct) else { continue };
        let (one_low, one_high) = (low(one), high(one));
        let (before, certainly_before) = match ties {
            Ties::Out => {
                let itself = usize::from(one.is_scored() && has(one) && one_low == one_high);
                (not_below(&possible, one_low) - 1, not_below(&certain, one_high).saturating_sub(itself))
            }
            Ties::In => (above(&possible, one_low) - usize::from(one_high > one_low), above(&certain, one_high)),
        };
        let goes = most.is_some_and(|most| certainly_before >= most) && !one.may_be_direct;
        let stays = least.is_none_or(|least| before < least);
        if goes || !stays {
            moves.push((*place, goes));
        }
    }
}
