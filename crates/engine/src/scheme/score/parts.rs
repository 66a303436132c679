//! The parts of an item: which apply, and what they make together.

use super::{Applies, Points, Scored};
use crate::scheme::table::{Item, NodeKind, Table};
use changxiao_core::{
    amount::Amount,
    definition::scheme::{Absent, Combine},
    fraction::Fraction,
};

/// A part: its points times its weight, and how much it counts where parts are taken in proportion.
#[derive(Clone, Copy)]
struct Part {
    points: Points,
    /// Points times weight.
    worth: Amount,
    weight: Fraction,
    nominal: Option<Fraction>,
}

impl Part {
    /// Whether it counts in a mean.
    fn is_sized(&self) -> bool {
        self.weight > Fraction::ZERO
    }
}

pub(in crate::scheme) struct Parts<'i> {
    item: &'i Item,
    parts: Vec<Part>,
    has_full_start: bool,
}

impl<'i> Parts<'i> {
    pub(in crate::scheme) fn new(item: &'i Item, (scored, table): (&Scored, &Table)) -> Self {
        let has_full_start = item.start != Amount::ZERO;
        let part = |(node, weight): &(usize, Fraction)| {
            let points = as_part(scored.of(*node), has_full_start);
            let nominal = table.nodes.get(*node).filter(|node| !has_full_start || !is_atom(&node.kind));
            // What takes away (a weight below 0) or counts for nothing enters as it is, outside of all proportion.
            let nominal = nominal.and_then(|node| node.nominal?.times(*weight)).filter(|size| *size > Fraction::ZERO);
            Part { points, worth: points.amount.scaled(*weight), weight: *weight, nominal }
        };
        Self { item, parts: item.parts.iter().map(part).collect(), has_full_start }
    }

    /// Whether any part applies.
    pub(in crate::scheme) fn applies(&self) -> Applies {
        let has = |applies: Applies| self.parts.iter().any(|part| part.points.applies == applies);
        match (has(Applies::Yes), has(Applies::Maybe)) {
            (true, _) => Applies::Yes,
            (false, true) => Applies::Maybe,
            (false, false) => Applies::No,
        }
    }

    /// Whether a part leaves the item without points.
    pub(in crate::scheme) fn zero(&self) -> Option<bool> {
        if self.item.is_latest {
            return self.latest_zero();
        }
        let has = |zero: Option<bool>| self.there().any(|part| part.points.zero == zero);
        match (has(Some(true)), has(None)) {
            (true, _) => Some(true),
            (false, true) => None,
            (false, false) => Some(false),
        }
    }

    /// Whether two parts apply of which only one may.
    pub(in crate::scheme) fn is_ambiguous(&self) -> bool {
        self.item.combine == Combine::One && self.certain().count() > 1
    }

    fn certain(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.points.applies == Applies::Yes)
    }

    fn uncertain(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.points.applies == Applies::Maybe)
    }

    fn there(&self) -> impl Iterator<Item = &Part> {
        self.certain().chain(self.uncertain())
    }

    pub(in crate::scheme) fn limited(&self, amount: Amount) -> Amount {
        let amount = self.item.floor.map_or(amount, |floor| amount.greatest_with(floor));
        self.item.cap.map_or(amount, |cap| amount.least_with(cap))
    }

    /// The share of the points of parts that apply which is known.
    pub(in crate::scheme) fn known_share(&self) -> Fraction {
        let size = |part: &Part| part.nominal.unwrap_or(Fraction::ONE);
        let sum = |known_only: bool| {
            let parts = self
                .there()
                .filter(|part| !known_only || (part.points.amount.is_known() && !part.points.is_too_little_known));
            parts.map(size).try_fold(Fraction::ZERO, Fraction::plus).unwrap_or(Fraction::ZERO)
        };
        sum(true).over(sum(false)).unwrap_or(Fraction::ZERO)
    }

    /// What the parts make, before the start, the floor and the cap.
    pub(in crate::scheme) fn combined(&self) -> Amount {
        // If the only part that may apply does not, the item does not either.
        if let (None, [only]) = (self.certain().next(), self.uncertain().copied().collect::<Vec<_>>().as_slice()) {
            let certain = Part { points: Points { applies: Applies::Yes, ..only.points }, ..*only };
            let others = self.parts.iter().filter(|part| part.points.applies == Applies::No).copied();
            let parts = others.chain([certain]).collect();
            return Self { item: self.item, parts, has_full_start: self.has_full_start }.combined();
        }
        if self.item.is_latest {
            return self.latest();
        }
        match self.item.combine {
            Combine::Sum => self.sum(),
            Combine::Mean => self.ratio(Fraction::ONE, &|part| part.weight, &|part| part.worth),
            Combine::Geometric => self.geometric(),
            Combine::Least => self.extreme(Amount::least_with),
            Combine::Greatest => self.extreme(|one, other| one.greatest_with(other)),
            Combine::One => self.there().map(|part| part.worth).reduce(Amount::hull).unwrap_or(Amount::ZERO),
        }
    }

    /// The latest that applies.
    fn latest(&self) -> Amount {
        let mut so_far: Option<Amount> = None;
        for part in self.parts.iter().rev() {
            match part.points.applies {
                Applies::No => {}
                Applies::Yes => return so_far.map_or(part.worth, |so_far| so_far.hull(part.worth)),
                Applies::Maybe => so_far = Some(so_far.map_or(part.worth, |so_far| so_far.hull(part.worth))),
            }
        }
        so_far.unwrap_or(Amount::ZERO)
    }

    /// Whether the latest that applies leaves the item without points.
    fn latest_zero(&self) -> Option<bool> {
        let mut so_far: Option<Option<bool>> = None;
        for part in self.parts.iter().rev().filter(|part| part.points.applies != Applies::No) {
            let zero = part.points.zero;
            if so_far.is_some_and(|so_far| so_far != zero) {
                return None;
            }
            if part.points.applies == Applies::Yes {
                return zero;
            }
            so_far = Some(zero);
        }
        so_far.unwrap_or(Some(false))
    }

    fn extreme(&self, one: impl Fn(Amount, Amount) -> Amount + Copy) -> Amount {
        let certain = self.certain().map(|part| part.worth).reduce(one);
        let all = self.there().map(|part| part.worth).reduce(one);
        match (certain, all) {
            (Some(certain), Some(all)) => certain.hull(all),
            // Which of them applies nobody knows: each may be the only one.
            (None, Some(_)) => self.uncertain().map(|part| part.worth).reduce(Amount::hull).unwrap_or(Amount::ZERO),
            _ => Amount::ZERO,
        }
    }

    fn sum(&self) -> Amount {
        let is_all = self.parts.iter().all(|part| part.points.applies == Applies::Yes);
        let shares = self.item.absent == Absent::Share && !self.has_full_start && !is_all;
        if shares && self.parts.iter().any(|part| part.nominal.is_some()) {
            return self.shared();
        }
        let given = |part: &Part| match (self.item.absent, part.nominal) {
            (Absent::Full, Some(nominal)) => nominal.into(),
            _ => Amount::ZERO,
        };
        self.parts.iter().fold(Amount::ZERO, |sum, part| {
            sum.plus(match part.points.applies {
                Applies::Yes => part.worth,
                Applies::No => given(part),
                Applies::Maybe => part.worth.hull(given(part)),
            })
        })
    }

    /// The sum where points of parts that do not apply are shared among those that do; parts without points of their own
    /// (bonuses, deductions) enter as they are.
    fn shared(&self) -> Amount {
        let whole = self.parts.iter().filter_map(|part| part.nominal).try_fold(Fraction::ZERO, Fraction::plus);
        let size = |part: &Part| part.nominal.unwrap_or(Fraction::ZERO);
        let shared = self.ratio(whole.unwrap_or(Fraction::ZERO), &size, &|part| part.worth);
        let others = self.there().filter(|part| part.nominal.is_none());
        others.fold(shared, |sum, part| {
            sum.plus(if part.points.applies == Applies::Yes { part.worth } else { part.worth.hull(Amount::ZERO) })
        })
    }

    /// `whole` times the worth of the parts that apply over their size. Of those that may apply, the least ratio takes the
    /// poor ones, the greatest the rich ones: put in that order, each is taken while it moves the ratio that way.
    fn ratio(&self, whole: Fraction, size: &dyn Fn(&Part) -> Fraction, worth: &dyn Fn(&Part) -> Amount) -> Amount {
        let sized = |part: &&Part| size(part) > Fraction::ZERO;
        let bound = |end: &dyn Fn(&Part) -> Option<Fraction>, is_better: &dyn Fn(Fraction, Fraction) -> bool| {
            let (mut sum, mut over) = (Fraction::ZERO, Fraction::ZERO);
            for part in self.certain().filter(sized) {
                (sum, over) = (sum.plus(end(part)?)?, over.plus(size(part))?);
            }
            let mut rest: Vec<(Fraction, Fraction, Fraction)> = Vec::new();
            for part in self.uncertain().filter(sized) {
                let (worth, size) = (end(part)?, size(part));
                rest.push((worth.over(size)?, worth, size));
            }
            rest.sort();
            if is_better(Fraction::ONE, Fraction::ZERO) {
                rest.reverse();
            }
            for (ratio, worth, size) in rest {
                let is_first = over == Fraction::ZERO;
                if is_first || is_better(ratio, sum.over(over)?) {
                    (sum, over) = (sum.plus(worth)?, over.plus(size)?);
                }
            }
            if over == Fraction::ZERO { Some(Fraction::ZERO) } else { sum.over(over)?.times(whole) }
        };
        let amount = Amount {
            least: bound(&|part| worth(part).least, &|one, other| one < other),
            most: bound(&|part| worth(part).most, &|one, other| one > other),
        };
        self.or_nothing(amount, &|part| size(part) > Fraction::ZERO)
    }

    /// The geometric mean by weight, in floating point, rounded to nine places: at the node it is rounded once more. Of what
    /// may be negative there is none that is known.
    fn geometric(&self) -> Amount {
        let may_be_negative = |part: &Part| part.points.amount.least.is_none_or(|least| least < Fraction::ZERO);
        if self.there().filter(|part| part.is_sized()).any(may_be_negative) {
            return Amount::ANY;
        }
        let float = |number: Fraction| number.numerator() as f64 / number.denominator() as f64;
        let end = |end: &dyn Fn(&Part) -> Option<Fraction>, is_least: bool| -> Option<Fraction> {
            let (mut sum, mut over) = (0.0, 0.0);
            let mut rest = Vec::new();
            for part in self.there().filter(|part| part.is_sized()) {
                let points = end(part)?;
                let one = (libm::log(float(points)), float(part.weight));
                if part.points.applies == Applies::Yes {
                    (sum, over) = (sum + one.0 * one.1, over + one.1);
                } else {
                    rest.push(one);
                }
            }
            rest.sort_by(|one, other| one.0.total_cmp(&other.0));
            if !is_least {
                rest.reverse();
            }
            for (log, weight) in rest {
                if over == 0.0 || (log < sum / over) == is_least {
                    (sum, over) = (sum + log * weight, over + weight);
                }
            }
            if over == 0.0 {
                return Some(Fraction::ZERO);
            }
            let mean = libm::exp(sum / over);
            // Beyond this nine places do not fit a float exactly.
            if mean.is_finite() && mean < 4e6 {
                let scaled = libm::round(mean * 1e9);
                Fraction::new(scaled as i128, 1_000_000_000)
            } else {
                None
            }
        };
        let least = end(&|part| part.points.amount.least, true);
        self.or_nothing(Amount { least, most: end(&|part| part.points.amount.most, false) }, &Part::is_sized)
    }

    /// Where only parts without size are there for certain, it may be that none with a size is.
    fn or_nothing(&self, amount: Amount, is_sized: &dyn Fn(&Part) -> bool) -> Amount {
        let may_be_without = !self.certain().any(is_sized) && self.there().any(|part| !is_sized(part));
        if may_be_without { amount.hull(Amount::ZERO) } else { amount }
    }
}

/// Where an item starts from its points, an atom whose condition does not hold takes nothing, and the item keeps them: that
/// is what a waiver means. A quantity that does not apply is something else.
fn as_part(points: Points, has_full_start: bool) -> Points {
    if !has_full_start || !points.is_waived {
        return points;
    }
    match points.applies {
        Applies::Yes => points,
        Applies::No => Points { applies: Applies::Yes, amount: Amount::ZERO, ..points },
        Applies::Maybe => Points { applies: Applies::Yes, amount: points.amount.hull(Amount::ZERO), ..points },
    }
}

fn is_atom(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Atom(_))
}
