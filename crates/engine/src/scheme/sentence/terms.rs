//! What holds beside a rule: conditions, periods, bounds, how parts combine.

use super::{Naming, expression::formula, span};
use changxiao_core::{
    amount::{Amount, Limit},
    day::Calendar,
    definition::scheme::{Absent, AtomDef, Combine, Every, GradeDef, ItemDef, Together},
    fraction::Fraction,
    message::Message,
};

/// The ends between which a number fits, each in words.
pub(super) struct Bounds {
    pub(super) at_least: Option<Message>,
    pub(super) above: Option<Message>,
    pub(super) at_most: Option<Message>,
    pub(super) below: Option<Message>,
}

impl Bounds {
    /// The words; nothing if there is no end.
    pub(super) fn words(self) -> Option<Message> {
        let keyed = |key: &str, end: Option<Message>| end.map(|end| Message::new(key).with("end", end));
        let lower = keyed("band-at-least", self.at_least).or_else(|| keyed("band-above", self.above));
        let upper = keyed("band-at-most", self.at_most).or_else(|| keyed("band-below", self.below));
        match (lower, upper) {
            (Some(lower), Some(upper)) => Some(Message::new("band-both").with("lower", lower).with("upper", upper)),
            (lower, upper) => lower.or(upper),
        }
    }
}

/// The band of a grade in words. Grades are tried from the best on, so that one without an upper end of its own ends where
/// the one before it begins.
#[must_use]
pub fn band(grade: &GradeDef, better: Option<&GradeDef>) -> Message {
    let said = |end: Option<Fraction>| end.map(|end| Message::said(end.to_string()));
    let has_upper = grade.at_most.is_some() || grade.below.is_some();
    let has_lower = grade.at_least.is_some() || grade.above.is_some();
    let before = better.filter(|_| !has_upper && has_lower);
    let bounds = Bounds {
        at_least: said(grade.at_least),
        above: said(grade.above),
        at_most: said(grade.at_most.or(before.and_then(|better| better.above))),
        below: said(grade.below.or(before.and_then(|better| better.at_least))),
    };
    bounds.words().unwrap_or_else(|| Message::new("sentence-rest"))
}

/// How often, in words.
#[must_use]
pub fn every(every: Every) -> Message {
    Message::new(match every {
        Every::Stage => "every-stage",
        Every::Calendar(Calendar::Month) => "every-month",
        Every::Calendar(Calendar::TwoMonths) => "every-two-months",
        Every::Calendar(Calendar::Quarter) => "every-quarter",
        Every::Calendar(Calendar::HalfYear) => "every-half-year",
        Every::Calendar(Calendar::Year) => "every-year",
    })
}

/// What holds of an atom beside its rule.
pub(super) fn conditions(scheme: Naming<'_>, atom: &AtomDef) -> Vec<Message> {
    let mut all = Vec::new();
    all.extend(atom.weight.map(weight));
    all.extend(when(scheme, (atom.when.as_ref(), atom.unless.as_ref())));
    if atom.every.is_some() {
        all.extend(together(atom.together));
    }
    all
}

/// A condition in words: 仅限…, …除外.
fn when(scheme: Naming<'_>, (when, unless): (Option<&String>, Option<&String>)) -> Vec<Message> {
    let keyed =
        |key: &str, text: Option<&String>| text.map(|text| Message::new(key).with("condition", formula(scheme, text)));
    [keyed("sentence-when", when), keyed("sentence-unless", unless)].into_iter().flatten().collect()
}

fn weight(weight: Fraction) -> Message {
    Message::new("sentence-weight").with("weight", weight)
}

fn together(together: Together) -> Option<Message> {
    Some(Message::new(match together {
        Together::Sum => return None,
        Together::Mean => "together-mean",
        Together::Least => "together-least",
        Together::Greatest => "together-greatest",
        Together::Latest => "together-latest",
        Together::LongestRow => "together-longest-row",
    }))
}

/// What a table says of an item beside its points: how its parts combine, what it starts from, its bounds, its condition.
#[must_use]
pub fn terms(scheme: Naming<'_>, item: &ItemDef) -> Vec<Message> {
    let mut all = Vec::new();
    all.extend(combine(item.combine));
    all.extend(item.start.map(|start| Message::new("term-start").with("points", words(start))));
    all.extend(item.floor.and_then(|floor| match floor {
        Limit::None => Some(Message::new("term-no-floor")),
        Limit::At(floor) if floor == Amount::ZERO && item.points.is_some() => None,
        Limit::At(floor) => Some(Message::new("term-floor").with("points", words(floor))),
    }));
    all.extend(item.cap.and_then(|cap| match cap {
        Limit::None => item.points.map(|_| Message::new("term-no-cap")),
        Limit::At(cap) => Some(Message::new("term-cap").with("points", words(cap))),
    }));
    all.extend(item.weight.map(weight));
    all.extend(absent(item.absent));
    let share = |share: Fraction| share.times(Fraction::from(100)).unwrap_or(share);
    all.extend(item.known_at_least.map(|known| Message::new("term-known").with("percent", share(known))));
    all.extend(when(scheme, (item.when.as_ref(), item.unless.as_ref())));
    // How often it is scored has a column of its own.
    if item.every.is_some() {
        all.push(together(item.together).unwrap_or_else(|| Message::new("together-sum")));
    }
    all.extend(item.places.map(|places| Message::new("term-places").with("places", places)));
    all
}

pub(in crate::scheme) fn combine(combine: Combine) -> Option<Message> {
    Some(Message::new(match combine {
        Combine::Sum => return None,
        Combine::Mean => "combine-mean",
        Combine::Geometric => "combine-geometric",
        Combine::Least => "combine-least",
        Combine::Greatest => "combine-greatest",
        Combine::One => "combine-one",
    }))
}

pub(in crate::scheme) fn absent(absent: Absent) -> Option<Message> {
    match absent {
        Absent::Share => None,
        Absent::Full => Some(Message::new("absent-full")),
        Absent::Leave => Some(Message::new("absent-leave")),
    }
}

/// An amount in a table: a number, two, or that it is not known.
pub(in crate::scheme) fn words(amount: Amount) -> Message {
    match (amount.least, amount.most) {
        (Some(least), Some(most)) => span(least, most),
        (Some(least), None) => Message::new("points-from").with("least", least),
        (None, Some(most)) => Message::new("points-up-to").with("most", most),
        (None, None) => Message::new("points-unknown"),
    }
}
