//! Shares of grades inside classes of peers: how many may have a grade, and who has the next one instead.

use super::Graded;
use changxiao_core::{
    definition::scheme::{GradeDef, GradingDef, Rounding, Ties},
    fraction::Fraction,
};
use std::collections::BTreeMap;

/// Takes the grades away that a share does not allow, from the best grade down.
pub(super) fn shared(grading: &GradingDef, all: &mut [Graded]) {
    if grading.grades.iter().all(|grade| grade.most.is_none() && grade.most_share.is_none()) {
        return;
    }
    let mut classes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let has_unknown = all.iter().any(|graded| graded.is_scored() && !graded.class.is_known());
    for (place, graded) in all.iter().enumerate().filter(|(_, graded)| graded.is_scored()) {
        // Of a class that nobody knows one may be in any: then all are compared with all, and nothing more is certain.
        let class = if has_unknown { String::new() } else { graded.class.to_string() };
        classes.entry(class).or_default().push(place);
    }
    for members in classes.values() {
        if members.len() < usize::try_from(grading.shares_from).unwrap_or(usize::MAX) {
            continue;
        }
        for (place, grade) in grading.grades.iter().enumerate() {
            if let Some(most) = most(grade, grading.rounding, members.len()) {
                displace((place, most), grading.ties, (members, all));
            }
        }
    }
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

/// Gives the next grade to those beyond the share: to those certainly beyond it for good, to those who may be as a chance.
fn displace((grade, most): (usize, usize), ties: Ties, (members, all): (&[usize], &mut [Graded])) {
    let there: Vec<&Graded> = members.iter().filter_map(|place| all.get(*place)).collect();
    let mut possible: Vec<End> =
        there.iter().filter(|one| one.best <= grade && grade <= one.worst).map(|one| high(one)).collect();
    let mut certain: Vec<End> =
        there.iter().filter(|one| one.best == grade && one.worst == grade).map(|one| low(one)).collect();
    possible.sort();
    certain.sort();
    let not_below = |ends: &[End], than: End| ends.len() - ends.partition_point(|end| *end < than);
    let above = |ends: &[End], than: End| ends.len() - ends.partition_point(|end| *end <= than);
    let mut moves = Vec::new();
    for place in members {
        let Some(one) = all.get(*place).filter(|one| one.best <= grade && grade <= one.worst && !one.is_direct) else {
            continue;
        };
        let (one_low, one_high) = (low(one), high(one));
        let is_certain = one.best == grade && one.worst == grade;
        let itself = usize::from(is_certain && one_low == one_high);
        let (stays, goes) = match ties {
            Ties::Out => {
                let others = not_below(&possible, one_low) - 1;
                (others < most, not_below(&certain, one_high) - itself >= most)
            }
            Ties::In => {
                let others = above(&possible, one_low) - usize::from(one_high > one_low);
                (others < most, above(&certain, one_high) >= most)
            }
        };
        if goes {
            moves.push((*place, true));
        } else if !stays {
            moves.push((*place, false));
        }
    }
    for (place, is_certain) in moves {
        let Some(one) = all.get_mut(place) else { continue };
        one.worst = one.worst.max(grade + 1);
        if is_certain && one.best == grade {
            (one.best, one.is_displaced) = (grade + 1, true);
        }
    }
}
