//! A rule: from a quantity to points.

use super::{formula::Formula, value::Value};
use changxiao_core::{
    amount::Amount,
    definition::scheme::{Counted, Effect, LinePoint, StepDef},
    fraction::Fraction,
};

/// A rule, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) short_of: Option<Formula>,
    pub(crate) beyond: Option<Formula>,
    pub(crate) shape: Shape,
    pub(crate) floor: Option<Amount>,
    pub(crate) cap: Option<Amount>,
}

/// The shape of a rule.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// Once, if the quantity is above 0.
    Flat(Effect),
    /// For each so much of it.
    Each { points: Amount, each: Fraction, counted: Counted },
    /// The first step that fits.
    Steps(Vec<StepDef>),
    /// Along a line.
    Line(Vec<LinePoint>),
    /// The quantity is the points.
    Itself,
}

/// What a rule gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) points: Amount,
    /// Whether the item has no points at all; `None`: nobody knows.
    pub(crate) zero: Option<bool>,
}

impl Given {
    const NOTHING: Self = Self { points: Amount::ZERO, zero: Some(false) };

    fn of(effect: Effect) -> Self {
        match effect {
            Effect::Points(points) => Self { points, zero: Some(false) },
            Effect::Zero => Self { points: Amount::ZERO, zero: Some(true) },
        }
    }

    /// One of two, nobody knows which.
    fn or(self, other: Self) -> Self {
        Self { points: self.points.hull(other.points), zero: if self.zero == other.zero { self.zero } else { None } }
    }
}

impl Rule {
    /// What it gives for a quantity; `at` gives the values of names.
    pub(crate) fn apply(&self, quantity: &Value, at: &dyn Fn(usize) -> Value) -> Given {
        let amount = |formula: &Formula| formula.value(at).amount().unwrap_or(Amount::ANY);
        let reduced = match (&self.short_of, &self.beyond) {
            (None, None) => None,
            (Some(norm), _) => Some(amount(norm).minus(quantity.amount().unwrap_or(Amount::ANY))),
            (None, Some(free)) => Some(quantity.amount().unwrap_or(Amount::ANY).minus(amount(free))),
        };
        let reduced = reduced.map(|difference| Value::Number(difference.greatest_with(Amount::ZERO)));
        let given = self.shape.apply(reduced.as_ref().unwrap_or(quantity));
        Given { points: self.limited(given.points), ..given }
    }

    /// Inside its floor and its cap.
    pub(crate) fn limited(&self, points: Amount) -> Amount {
        let points = self.floor.map_or(points, |floor| points.greatest_with(floor));
        self.cap.map_or(points, |cap| points.least_with(cap))
    }

    /// The least and the most it can give.
    pub(crate) fn range(&self) -> Amount {
        self.limited(self.shape.range())
    }

    /// Whether all that it can do is leave the item without points.
    pub(crate) fn is_zeroing_only(&self) -> bool {
        let zero = |effect: &Effect| matches!(effect, Effect::Zero) || *effect == Effect::Points(Amount::ZERO);
        match &self.shape {
            Shape::Flat(effect) => zero(effect),
            Shape::Steps(steps) => steps.iter().all(|step| zero(&step.points)),
            _ => false,
        }
    }

    /// Whether it can give points.
    pub(crate) fn is_giving(&self) -> bool {
        self.range().most.is_none_or(|most| most > Fraction::ZERO)
    }

    /// How far it can move its item; `None`: nobody knows, or as far as the item goes.
    pub(crate) fn reach(&self) -> Option<Fraction> {
        if self.is_zeroing_only() {
            return None;
        }
        let far = |amount: Amount| Some(amount.most?.max(amount.least?.negative()));
        match &self.shape {
            // Once for each: how often nobody knows, so once.
            Shape::Each { points, .. } => far(self.range()).or_else(|| far(points.hull(Amount::ZERO))),
            _ => far(self.range()),
        }
    }

    /// Whether an amount of it is not known.
    pub(crate) fn has_unknown_amounts(&self) -> bool {
        let is_unknown = |effect: &Effect| matches!(effect, Effect::Points(points) if !points.is_known());
        let is_shape = match &self.shape {
            Shape::Flat(effect) => is_unknown(effect),
            Shape::Each { points, .. } => !points.is_known(),
            Shape::Steps(steps) => steps.iter().any(|step| is_unknown(&step.points)),
            Shape::Line(points) => points.iter().any(|point| !point.points.is_known()),
            Shape::Itself => false,
        };
        is_shape || self.floor.iter().chain(&self.cap).any(|limit| !limit.is_known())
    }

    /// Numbers at which it turns.
    pub(crate) fn turns(&self, turns: &mut Vec<Fraction>) {
        let constant = |formula: &Option<Formula>| match formula {
            Some(Formula::Constant(Value::Number(number))) => number.known(),
            _ => None,
        };
        turns.extend(constant(&self.short_of).into_iter().chain(constant(&self.beyond)));
        match &self.shape {
            Shape::Steps(steps) => {
                turns.extend(steps.iter().flat_map(|step| step.band().ends()));
            }
            Shape::Line(points) => turns.extend(points.iter().map(|point| point.at)),
            Shape::Flat(_) | Shape::Each { .. } | Shape::Itself => {}
        }
    }

    /// Whether it can take points away, or all of them.
    pub(crate) fn is_taking(&self) -> bool {
        let takes = |effect: &Effect| match effect {
            Effect::Points(points) => points.is_deduction(),
            Effect::Zero => true,
        };
        match &self.shape {
            Shape::Flat(effect) => takes(effect),
            Shape::Each { points, .. } => points.is_deduction(),
            // That the lowest of several marks is none at all takes nothing from an item that starts from 0.
            Shape::Steps(steps) => {
                let gives = |step: &StepDef| match step.points {
                    Effect::Points(points) => points.most.is_none_or(|most| most > Fraction::ZERO),
                    Effect::Zero => false,
                };
                let is_deducting =
                    |step: &StepDef| matches!(&step.points, Effect::Points(points) if points.is_deduction());
                steps.iter().any(is_deducting)
                    || (steps.iter().any(|step| takes(&step.points)) && !steps.iter().any(gives))
            }
            Shape::Line(points) => points.iter().any(|point| point.points.is_deduction()),
            Shape::Itself => false,
        }
    }
}

impl Shape {
    fn apply(&self, quantity: &Value) -> Given {
        let amount = || quantity.amount().unwrap_or(Amount::ANY);
        let plain = |points| Given { points, zero: Some(false) };
        match self {
            Self::Flat(effect) => match quantity.truth() {
                Some(true) => Given::of(*effect),
                Some(false) => Given::NOTHING,
                None => Given::of(*effect).or(Given::NOTHING),
            },
            Self::Each { points, each, counted } => {
                // Of less than nothing there is none: a deduction never becomes a bonus.
                let there = amount().greatest_with(Amount::ZERO);
                plain(counted_in(there, (*each, *counted)).times(*points))
            }
            Self::Steps(steps) => stepped(steps, quantity),
            Self::Line(points) => plain(along(points, amount())),
            Self::Itself => plain(amount()),
        }
    }

    fn range(&self) -> Amount {
        let of = |effect: &Effect| match effect {
            Effect::Points(points) => *points,
            Effect::Zero => Amount::ZERO,
        };
        match self {
            Self::Flat(effect) => of(effect).hull(Amount::ZERO),
            Self::Each { points, .. } if points.is_deduction() => Amount { least: None, most: Some(Fraction::ZERO) },
            Self::Each { .. } => Amount::NOT_NEGATIVE,
            Self::Steps(steps) => {
                let has_rest = steps.iter().any(|step| *step == (StepDef { points: step.points, ..nothing() }));
                let all = steps.iter().map(|step| of(&step.points)).reduce(Amount::hull).unwrap_or(Amount::ZERO);
                if has_rest { all } else { all.hull(Amount::ZERO) }
            }
            Self::Line(points) => points.iter().map(|point| point.points).reduce(Amount::hull).unwrap_or(Amount::ZERO),
            Self::Itself => Amount::ANY,
        }
    }
}

fn nothing() -> StepDef {
    StepDef { is: None, name: None, at_least: None, above: None, at_most: None, below: None, points: Effect::Zero }
}

/// How many of `each` are in a quantity.
fn counted_in(quantity: Amount, (each, counted): (Fraction, Counted)) -> Amount {
    if each == Fraction::ONE && counted == Counted::Exact {
        return quantity;
    }
    let whole = |number: i128| Fraction::new(number, 1);
    quantity.mapped(|number| {
        let exact = if each == Fraction::ONE { number } else { number.over(each)? };
        match counted {
            Counted::Whole => whole(exact.floor()),
            Counted::Begun => whole(exact.ceiling()),
            Counted::Exact => Some(exact),
        }
    })
}

/// The first step that fits. Points change only where a step begins or ends, so that an unknown quantity is tried there and
/// between; an unknown word may be any that the steps name, and none if one of them names none.
fn stepped(steps: &[StepDef], quantity: &Value) -> Given {
    let first = |quantity: &Value| {
        let step = steps.iter().find(|step| step.fits(quantity) == Some(true));
        step.map_or(Given::NOTHING, |step| Given::of(step.points))
    };
    let tried: Vec<Value> = match quantity {
        Value::Number(amount) if !amount.is_known() => tries(steps, *amount),
        Value::Word(None) => {
            let others = steps.iter().any(|step| step.is.is_none()).then_some("");
            // What nobody knows may turn out to be a number.
            let numbers = others.map(|_| tries(steps, Amount::ANY)).unwrap_or_default();
            let words = steps.iter().filter_map(|step| step.is.as_deref()).chain(others).map(Value::from);
            words.chain(numbers).collect()
        }
        known => return first(known),
    };
    tried.iter().map(first).reduce(Given::or).unwrap_or(Given::NOTHING)
}

/// The places of the steps that some quantity reaches.
pub(crate) fn steps_reached(steps: &[StepDef]) -> std::collections::BTreeSet<usize> {
    let words = steps.iter().filter_map(|step| step.is.as_deref()).chain([""]).map(Value::from);
    let tried = tries(steps, Amount::ANY).into_iter().chain(words);
    tried.filter_map(|value| steps.iter().position(|step| step.fits(&value) == Some(true))).collect()
}

/// Numbers of an interval between which no step begins or ends.
fn tries(steps: &[StepDef], amount: Amount) -> Vec<Value> {
    let ends = steps.iter().flat_map(|step| step.band().ends());
    let mut ends: Vec<Fraction> =
        ends.chain(amount.least).chain(amount.most).filter(|end| amount.holds(*end)).collect();
    ends.sort();
    ends.dedup();
    let half = Fraction::new(1, 2).unwrap_or(Fraction::ONE);
    let between = ends.iter().zip(ends.iter().skip(1)).filter_map(|(one, next)| one.plus(*next)?.times(half));
    let below = ends.first().and_then(|first| first.minus(Fraction::ONE));
    let above = ends.last().and_then(|last| last.plus(Fraction::ONE));
    let all = between.chain(below).chain(above).chain(ends.iter().copied());
    let mut all: Vec<Value> = all.filter(|number| amount.holds(*number)).map(Value::from).collect();
    if all.is_empty() {
        all.push(Value::ZERO);
    }
    all
}

/// Whether a quantity fits a step.
trait Fits {
    fn fits(&self, quantity: &Value) -> Option<bool>;
}

impl Fits for StepDef {
    fn fits(&self, quantity: &Value) -> Option<bool> {
        let is = match (&self.is, quantity) {
            (None, _) => Some(true),
            (Some(wanted), Value::Word(word)) => word.as_ref().map(|word| word.as_ref() == wanted.as_str()),
            (Some(_), _) => Some(false),
        };
        match (is, self.band().holds(&quantity.amount().unwrap_or(Amount::ANY))) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

/// Points along a line; level beyond its ends.
fn along(points: &[LinePoint], quantity: Amount) -> Amount {
    let Some((first, last)) = points.first().zip(points.last()) else { return Amount::ZERO };
    let at = |number: Fraction| -> Amount {
        let after = points.iter().position(|point| point.at >= number);
        let Some(after) = after else { return last.points };
        let (Some(right), left) = (points.get(after), after.checked_sub(1).and_then(|before| points.get(before)))
        else {
            return last.points;
        };
        let Some(left) = left else { return first.points };
        let share = number.minus(left.at).and_then(|done| done.over(right.at.minus(left.at)?));
        let Some(share) = share else { return right.points };
        let Some(rest) = Fraction::ONE.minus(share) else { return right.points };
        left.points.scaled(rest).plus(right.points.scaled(share))
    };
    if let Some(number) = quantity.known() {
        return at(number);
    }
    let inside = points.iter().filter(|point| quantity.holds(point.at)).map(|point| point.points);
    let ends = [quantity.least.map_or(first.points, at), quantity.most.map_or(last.points, at)];
    inside.chain(ends).reduce(Amount::hull).unwrap_or(Amount::ZERO)
}
