//! One sentence an atom, as a committee prints it: 未制定年度计划的，扣3分. The words stand in the message files; here is decided
//! which of them, from the rule as it is defined. Nothing is scored.

mod expression;
mod naming;
mod quantity;
mod terms;

pub use expression::formula;
pub use naming::Naming;
pub use quantity::{Asking, source};
pub use terms::{band, every, terms};

pub(super) use expression::listed;
pub(super) use quantity::of as fact_source;
pub(super) use terms::{absent, combine, words};

use changxiao_core::{
    amount::{Amount, Limit},
    definition::{
        SchemeDef,
        scheme::{AskDef, AtomDef, Counted, Effect, Formula, ItemDef, LinePoint, Source, StepDef},
    },
    fraction::Fraction,
    message::Message,
    text::Text,
};
use quantity::Measured;

/// An atom as one sentence.
#[must_use]
pub fn sentence(scheme: Naming<'_>, item: &ItemDef, atom: &AtomDef) -> Message {
    let measured = Measured::of(scheme.def, atom);
    let writing = Writing { scheme, atom, measured, gives: gives(scheme, item) };
    let limits = listed("sentence-joined", writing.limits(item).into_iter().chain(terms::conditions(scheme, atom)));
    let body = Message::new("sentence-whole").with("body", writing.body()).with("more", limits);
    match atom.every {
        Some(every) => Message::new("sentence-every").with("every", terms::every(every)).with("body", body),
        None => body,
    }
}

/// The key for points that are given: an item that starts from nothing is earned, one that starts full or has no points
/// of its own is added to.
fn gives(scheme: Naming<'_>, item: &ItemDef) -> &'static str {
    let is_earned = item.points.is_some() && !is_taking(scheme, item) && item.start.is_none();
    if is_earned { "sentence-gives" } else { "sentence-adds" }
}

/// Whether a part of an item takes points away.
fn is_taking(scheme: Naming<'_>, item: &ItemDef) -> bool {
    item.atoms.iter().any(|atom| {
        atom.points.as_ref().is_some_and(takes)
            || steps(scheme.def, atom).iter().any(|step| takes(&step.points))
            || atom.line.iter().any(|point| point.points.is_deduction())
    })
}

/// The steps of an atom: its own, or those of the scale it names.
fn steps<'s>(scheme: &'s SchemeDef, atom: &'s AtomDef) -> &'s [StepDef] {
    let scale = || atom.scale.as_ref().and_then(|name| scheme.scales.get(name));
    if atom.steps.is_empty() { scale().map_or(&[], Vec::as_slice) } else { &atom.steps }
}

/// Whether an effect takes points away, or all of them.
fn takes(effect: &Effect) -> bool {
    match effect {
        Effect::Points(points) => points.is_deduction(),
        Effect::Zero => true,
    }
}

/// What a rule does, in words: 扣3分, 得3分, 本项不得分.
fn effect(effect: Effect, gives: &str) -> Message {
    match effect {
        Effect::Zero => Message::new("sentence-zero"),
        Effect::Points(points) => amount(points, gives),
    }
}

fn amount(points: Amount, gives: &str) -> Message {
    let takes = |least: Fraction, most: Fraction| {
        Message::new("sentence-takes").with("points", span(most.negative(), least.negative()))
    };
    match (points.least, points.most) {
        (Some(least), Some(most)) if most <= Fraction::ZERO && least < Fraction::ZERO => takes(least, most),
        (Some(least), Some(most)) if least >= Fraction::ZERO => Message::new(gives).with("points", span(least, most)),
        (Some(least), Some(most)) => Message::new("sentence-between").with("points", span(least, most)),
        (None, Some(most)) if most <= Fraction::ZERO => Message::new("sentence-takes-unknown"),
        (Some(least), None) if least >= Fraction::ZERO => Message::new("sentence-gives-unknown"),
        _ => Message::new("sentence-points-unknown"),
    }
}

/// A number, or two with what lies between.
fn span(least: Fraction, most: Fraction) -> Message {
    if least == most {
        return Message::said(least.to_string());
    }
    Message::new("sentence-span").with("least", least).with("most", most)
}

struct Writing<'w> {
    scheme: Naming<'w>,
    atom: &'w AtomDef,
    measured: Measured,
    gives: &'static str,
}

impl Writing<'_> {
    fn body(&self) -> Message {
        let (atom, name) = (self.atom, trimmed(&self.atom.name));
        if !steps(self.scheme.def, atom).is_empty() {
            let steps = listed("sentence-comma", steps(self.scheme.def, atom).iter().map(|step| self.step(step)));
            return self.reduced(Message::new("sentence-steps").with("name", name).with("steps", steps));
        }
        if !atom.line.is_empty() {
            let points = listed("sentence-comma", atom.line.iter().map(|point| self.point(*point)));
            return self.reduced(Message::new("sentence-line").with("name", name).with("points", points));
        }
        match (atom.points, atom.each) {
            (Some(Effect::Points(points)), Some(each)) => self.each(points, each),
            (Some(points), _) => self.flat(points),
            (None, _) => self.reduced(self.itself().with("name", name)),
        }
    }

    fn flat(&self, points: Effect) -> Message {
        let key = match (self.norm(), takes(&points), self.measured.is_share) {
            (Some((_, true)), _, false) => "sentence-short",
            (Some((_, true)), _, true) => "sentence-below",
            (Some(_), _, false) => "sentence-beyond",
            (Some(_), _, true) => "sentence-above",
            (None, true, _) => "sentence-flat-takes",
            (None, false, _) => "sentence-flat-gives",
        };
        let message =
            Message::new(key).with("name", trimmed(&self.atom.name)).with("effect", effect(points, self.gives));
        match self.norm() {
            Some((norm, _)) => message.with("norm", norm),
            None => message,
        }
    }

    fn each(&self, points: Amount, each: Fraction) -> Message {
        let key = match (self.norm(), points.is_deduction(), self.measured.is_share) {
            (Some((_, true)), _, false) => "sentence-each-short",
            (Some((_, true)), _, true) => "sentence-each-below",
            (Some(_), _, false) => "sentence-each-beyond",
            (Some(_), _, true) => "sentence-each-above",
            (None, true, _) => "sentence-each-found",
            (None, false, _) => "sentence-each",
        };
        let unit = self.measured.unit_of(each, key == "sentence-each-found");
        let message = Message::new(key)
            .with("name", trimmed(&self.atom.name))
            .with("said", says_each(&self.atom.name))
            .with("each", unit.clone())
            .with("effect", amount(points, self.gives));
        let message = match self.norm() {
            Some((norm, _)) => message.with("norm", norm),
            None => message,
        };
        match self.atom.count {
            Counted::Whole => message,
            Counted::Begun => Message::new("sentence-begun").with("body", message).with("each", unit),
            Counted::Exact => Message::new("sentence-exact").with("body", message),
        }
    }

    /// The norm, and whether it is fallen short of.
    fn norm(&self) -> Option<(Message, bool)> {
        let words = |text: &Formula| match text.as_str().parse::<Fraction>() {
            // What is counted one by one has a norm in the same unit.
            Ok(number) if self.atom.each.is_some() => self.measured.counted(number),
            Ok(number) => self.measured.number(number),
            Err(_) => formula(self.scheme, text.as_str()),
        };
        let short = self.atom.short_of.as_ref().map(|norm| (words(norm), true));
        short.or_else(|| self.atom.beyond.as_ref().map(|free| (words(free), false)))
    }

    /// A rule whose quantity is first compared with a norm.
    fn reduced(&self, body: Message) -> Message {
        match self.norm() {
            None => body,
            Some((norm, true)) => Message::new("sentence-of-shortfall").with("body", body).with("norm", norm),
            Some((norm, false)) => Message::new("sentence-of-excess").with("body", body).with("norm", norm),
        }
    }

    fn step(&self, step: &StepDef) -> Message {
        let number = |end: Option<Fraction>| end.map(|end| self.measured.number(end));
        let bounds = terms::Bounds {
            at_least: number(step.at_least),
            above: number(step.above),
            at_most: number(step.at_most),
            below: number(step.below),
        };
        let word = step.is.as_ref().map(|word| step.name.clone().unwrap_or_else(|| Text::new(word, word)));
        let label = match (word, bounds.words()) {
            (Some(word), _) => Message::said(word),
            (None, Some(bounds)) => bounds,
            (None, None) => Message::new("sentence-rest"),
        };
        let is_taking = steps(self.scheme.def, self.atom).iter().any(|step| takes(&step.points));
        let effect = match step.points {
            Effect::Points(points) if is_taking && points == Amount::ZERO => Message::new("sentence-takes-nothing"),
            points => effect(points, "sentence-gives"),
        };
        Message::new("sentence-step").with("label", label).with("effect", effect)
    }

    fn point(&self, point: LinePoint) -> Message {
        let effect = amount(point.points, "sentence-gives");
        Message::new("sentence-step").with("label", self.measured.number(point.at)).with("effect", effect)
    }

    /// The quantity is the points.
    fn itself(&self) -> Message {
        match &self.atom.from {
            Some(Source::Formula(text)) => Message::new("sentence-formula").with("formula", formula(self.scheme, text)),
            Some(Source::Quantity(quantity)) => match (&quantity.ask, &quantity.value) {
                (Some(AskDef::Points { least, most }), _) => {
                    Message::new("sentence-discretion").with("points", span(*least, *most))
                }
                (_, Some(value)) => {
                    Message::new("sentence-formula").with("formula", formula(self.scheme, value.as_str()))
                }
                _ => Message::new("sentence-itself"),
            },
            None => Message::new("sentence-itself"),
        }
    }

    /// What bounds the points of an atom.
    fn limits(&self, item: &ItemDef) -> Vec<Message> {
        let atom = self.atom;
        let takes = atom.points.is_some_and(|points| matches!(points, Effect::Points(points) if points.is_deduction()));
        let mut all = Vec::new();
        match atom.floor {
            Some(Limit::At(floor)) if takes => {
                let most = floor.known().map(|floor| floor.negative().to_string());
                all.push(most.map_or_else(
                    || Message::new("sentence-takes-at-most-unknown"),
                    |most| Message::new("sentence-takes-at-most").with("points", most),
                ));
            }
            Some(Limit::At(floor)) => all.push(Message::new("sentence-floor").with("points", floor.to_string())),
            Some(Limit::None) => {}
            None if takes && atom.each.is_some() && ends_at_nothing(item) => {
                all.push(Message::new("sentence-until-nothing"));
            }
            None => {}
        }
        if let Some(Limit::At(cap)) = atom.cap {
            all.push(match (cap.known(), self.gives) {
                (None, _) => Message::new("sentence-cap-unknown"),
                (Some(cap), _) if takes => Message::new("sentence-takes-at-least").with("points", cap.negative()),
                (Some(cap), "sentence-adds") => Message::new("sentence-adds-at-most").with("points", cap),
                (Some(cap), _) => Message::new("sentence-gives-at-most").with("points", cap),
            });
        }
        all
    }
}

/// Whether deductions end when the points of an item are used up.
fn ends_at_nothing(item: &ItemDef) -> bool {
    item.points.is_some() && item.start.is_none() && item.floor.is_none_or(|floor| floor == Limit::At(Amount::ZERO))
}

/// A name without the marks at its end with which it would run into what follows, and without the unit that stands there.
fn trimmed(name: &Text) -> Text {
    let zh = match quantity::unit_in(&name.zh) {
        Some(_) => name.zh.rsplit_once('（').map_or("", |(name, _)| name),
        None => &name.zh,
    };
    let zh = zh.trim_end_matches(['。', '；', '，', '：', ';', ',', ':']).trim_end_matches('的');
    Text::new(zh, name.en.trim_end_matches(['.', ';', ',', ':', '。', '；', '，', '：']))
}

/// Whether a name says itself for how much of it points count, language by language.
fn says_each(name: &Text) -> Text {
    let english = name.en.to_lowercase();
    let yes_or_no = |is_said: bool| if is_said { "yes" } else { "no" };
    let en = ["each", "every", "per", "每"].iter().any(|word| english.split_whitespace().any(|one| one.contains(word)));
    Text::new(yes_or_no(name.zh.contains('每')), yes_or_no(en))
}
