//! What a quantity is counted in, and where it comes from, in words.

use super::{
    Naming,
    expression::{formula, listed},
};
use changxiao_core::{
    definition::{
        SchemeDef,
        scheme::{AtomDef, OtherDef, PeersTake, QuantityDef, ShareDef, Source, Take, VoteDef},
    },
    fraction::Fraction,
    message::Message,
    text::Text,
};

/// How numbers of a quantity are written.
pub(super) struct Measured {
    /// Whether it is a share of 1, written in percent.
    pub(super) is_share: bool,
    unit: Option<Text>,
    /// What the Chinese name itself says at its end: 信访（件）.
    said: Option<String>,
}

impl Measured {
    pub(super) fn of(scheme: &SchemeDef, atom: &AtomDef) -> Self {
        let quantity = quantity(scheme, atom);
        let is_share = quantity.map_or_else(
            || reads_as_share(scheme, atom),
            |quantity| is_share(quantity) || reads_as_share(scheme, atom),
        );
        let unit = quantity.and_then(|quantity| quantity.unit.clone());
        let said = if is_share || unit.is_some() { None } else { unit_in(&atom.name.zh) };
        Self { is_share, unit, said: said.map(str::to_owned) }
    }

    /// A number of it.
    pub(super) fn number(&self, number: Fraction) -> Message {
        match (&self.unit, percent(number)) {
            (_, Some(percent)) if self.is_share => Message::new("sentence-percent").with("number", percent),
            (Some(unit), _) => Message::new("sentence-units").with("number", number).with("unit", unit.clone()),
            (None, _) if self.said.is_some() => self.counted(number),
            (None, _) => Message::said(number.to_string()),
        }
    }

    /// A number of what is counted one by one: without a unit, times.
    pub(super) fn counted(&self, number: Fraction) -> Message {
        if self.is_share || self.unit.is_some() {
            return self.number(number);
        }
        Message::new("sentence-number-of-times").with("number", number).with("unit", self.said())
    }

    /// What one of `each` is called: 1次, of what was found 1起, of a share 1个百分点.
    pub(super) fn unit_of(&self, each: Fraction, is_found: bool) -> Message {
        let key = match (&self.unit, is_found) {
            _ if self.is_share => "sentence-percentage-points",
            (Some(_), _) => "sentence-units",
            (None, true) => "sentence-cases",
            (None, false) => "sentence-times",
        };
        let number = if self.is_share { percent(each).unwrap_or(each) } else { each };
        let message = Message::new(key).with("number", number);
        match &self.unit {
            Some(unit) if key == "sentence-units" => message.with("unit", unit.clone()),
            _ => message.with("unit", self.said()),
        }
    }

    /// The unit that the name says, where it says one.
    fn said(&self) -> Text {
        Text::new(self.said.as_deref().unwrap_or("none"), "none")
    }
}

/// The measure word in brackets at the end of a Chinese name.
pub(super) fn unit_in(name: &str) -> Option<&str> {
    let (_, unit) = name.strip_suffix('）')?.rsplit_once('（')?;
    (1..=2).contains(&unit.chars().count()).then_some(unit)
}

fn percent(number: Fraction) -> Option<Fraction> {
    number.times(Fraction::from(100))
}

/// The quantity of an atom: its own, or the fact that it names.
fn quantity<'s>(scheme: &'s SchemeDef, atom: &'s AtomDef) -> Option<&'s QuantityDef> {
    match atom.from.as_ref()? {
        Source::Formula(name) => scheme.facts.get(name.trim()),
        Source::Quantity(quantity) => Some(quantity),
    }
}

/// Whether a quantity is a share by where it comes from.
fn is_share(quantity: &QuantityDef) -> bool {
    let of_registers = quantity.indicator.is_some() || quantity.measure.is_some();
    let of_a_vote = quantity.vote.as_ref().is_some_and(|vote| {
        vote.answers.iter().all(|answer| answer.worth >= Fraction::ZERO && answer.worth <= Fraction::ONE)
    });
    (of_registers && quantity.take.unwrap_or_default() == Take::Share) || of_a_vote
}

/// Whether a rule can only mean a share: its numbers lie between 0 and 1, and one of them strictly.
fn reads_as_share(scheme: &SchemeDef, atom: &AtomDef) -> bool {
    let norms = [&atom.short_of, &atom.beyond].into_iter().flatten().filter_map(|norm| norm.as_str().parse().ok());
    let ends = |step: &changxiao_core::definition::scheme::StepDef| step.band().ends();
    let line = atom.line.iter().map(|point| point.at);
    let mut all: Vec<Fraction> = norms.chain(super::steps(scheme, atom).iter().flat_map(ends)).chain(line).collect();
    if !all.is_empty() {
        all.extend(atom.each);
    }
    let lies = |number: &Fraction| *number >= Fraction::ZERO && *number <= Fraction::ONE;
    all.iter().all(lies) && all.iter().any(|number| *number > Fraction::ZERO && *number < Fraction::ONE)
}

/// Who is asked what nothing else answers: one, or several with the weights of their answers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asking<'a> {
    /// One.
    pub by: Option<&'a str>,
    /// Several, instead.
    pub by_each: &'a [ShareDef],
}

impl<'a> Asking<'a> {
    /// The same further down, where somebody else may be named.
    #[must_use]
    pub fn below(self, (by, by_each): (Option<&'a str>, &'a [ShareDef])) -> Self {
        if by.is_none() && by_each.is_empty() { self } else { Self { by, by_each } }
    }
}

/// Several who are asked, with their weights.
fn several(scheme: Naming<'_>, all: &[ShareDef]) -> Message {
    let one = |share: &ShareDef| {
        let message = Message::new("source-share-of").with("by", asked(scheme, Some(&share.by)));
        message.with("weight", share.weight)
    };
    listed("formula-list", all.iter().map(one))
}

/// Where the quantity of an atom comes from, or who is asked for it: `by` is whoever answers what nothing else does.
#[must_use]
pub fn source(scheme: Naming<'_>, atom: &AtomDef, asking: Asking<'_>) -> Message {
    let asking = asking.below((atom.by.as_deref(), &atom.by_each));
    let by = asking.by;
    match &atom.from {
        None if !asking.by_each.is_empty() => several(scheme, asking.by_each),
        None => asked(scheme, by),
        Some(Source::Quantity(quantity)) => {
            let is_several = quantity.ask.is_some() && quantity.by.is_none() && !asking.by_each.is_empty();
            if is_several { several(scheme, asking.by_each) } else { of(scheme, quantity, by) }
        }
        Some(Source::Formula(text)) => match scheme.facts.get(text.trim()) {
            Some(fact) => {
                let name = scheme.fact(text.trim(), fact);
                Message::new("source-fact").with("name", name).with("source", of(scheme, fact, scheme.by.as_deref()))
            }
            None => Message::new("source-formula").with("formula", formula(scheme, text)),
        },
    }
}

/// Where a quantity comes from.
pub(in crate::scheme) fn of(scheme: Naming<'_>, quantity: &QuantityDef, by: Option<&str>) -> Message {
    let by = quantity.by.as_deref().or(by);
    if quantity.ask.is_some() {
        return asked(scheme, by);
    }
    let registered = quantity.indicator.is_some() || quantity.measure.is_some();
    let taken = if registered { taken(quantity) } else { Message::said("") };
    let source = if let Some(id) = &quantity.indicator {
        Message::new("source-indicator").with("name", scheme.definition(id))
    } else if let Some(measure) = &quantity.measure {
        let parts = || std::iter::once(measure).chain(&measure.part);
        let registers = parts().filter_map(|part| part.population.as_ref()).map(|one| scheme.register(&one.register));
        match &measure.duty {
            Some(duty) => Message::new("source-duty").with("name", scheme.definition(duty)),
            None => Message::new("source-registers").with("registers", listed("sentence-comma", registers)),
        }
    } else if let Some(vote) = &quantity.vote {
        return voted(scheme, vote, by);
    } else if let Some(other) = &quantity.scheme {
        return scored(scheme, other);
    } else if let Some(earlier) = &quantity.earlier {
        let of = formula(scheme, &earlier.of);
        let scheme = earlier.scheme.as_ref().map_or_else(|| Message::said(""), |id| scheme.definition(id));
        return Message::new("source-earlier").with("back", earlier.back).with("of", of).with("scheme", scheme);
    } else if let Some(peers) = &quantity.peers {
        let of = formula(scheme, peers.of.as_str());
        return Message::new(peers_key(peers.take)).with("of", of);
    } else if let Some(field) = &quantity.org {
        return Message::new("source-organisation")
            .with("field", scheme.field(field).unwrap_or_else(|| Message::said(field.as_str())));
    } else if let Some(value) = &quantity.value {
        return Message::new("source-formula").with("formula", formula(scheme, value.as_str()));
    } else {
        return Message::new("source-unknown");
    };
    Message::new("source-taken").with("source", source).with("taken", taken)
}

/// What is taken of a register, and over how many years.
fn taken(quantity: &QuantityDef) -> Message {
    let key = match quantity.take.unwrap_or_default() {
        Take::Share => "source-share",
        Take::Met => "source-met",
        Take::Missed => "source-missed",
        Take::Counted => "source-counted",
        Take::Reached => "source-reached",
    };
    match quantity.years {
        Some(years) => Message::new("source-years").with("years", years).with("taken", Message::new(key)),
        None => Message::new(key),
    }
}

fn asked(scheme: Naming<'_>, by: Option<&str>) -> Message {
    let Some(by) = by else { return Message::new("source-nobody") };
    let assessor = scheme.assessors.iter().find(|assessor| assessor.id == by);
    assessor.map_or_else(|| Message::said(by), |assessor| Message::said(assessor.name.clone()))
}

fn voted(scheme: Naming<'_>, vote: &VoteDef, by: Option<&str>) -> Message {
    let worth = |answer: &changxiao_core::definition::scheme::WorthDef| {
        Message::new("source-answer").with("answer", answer.name.clone()).with("worth", answer.worth)
    };
    let answers = listed("sentence-comma", vote.answers.iter().map(worth));
    let of = match (&vote.question, &vote.audience) {
        (Some(question), Some(audience)) => {
            Message::new("source-survey-of").with("question", question.as_str()).with("audience", audience.as_str())
        }
        (Some(question), None) => Message::new("source-survey").with("question", question.as_str()),
        (None, _) => Message::new("source-vote").with("by", asked(scheme, by)),
    };
    let message = Message::new("source-votes").with("of", of).with("answers", answers);
    let quorum = vote.quorum.and_then(percent);
    let mut all = vec![message];
    all.extend(quorum.map(|quorum| Message::new("source-quorum").with("percent", quorum)));
    all.extend(vote.at_least.map(|least| Message::new("source-answers-at-least").with("number", least)));
    listed("sentence-semicolon", all)
}

fn scored(scheme: Naming<'_>, other: &OtherDef) -> Message {
    let of = other.of.clone().unwrap_or_default();
    let key = match (other.below, other.count_at_least) {
        (true, Some(_)) => "source-scheme-count-below",
        (true, None) => "source-scheme-below",
        (false, _) => "source-scheme",
    };
    let message = Message::new(key).with("name", scheme.definition(&other.id)).with("of", of);
    match other.count_at_least {
        Some(least) if other.below => message.with("least", least),
        _ => message,
    }
}

fn peers_key(take: PeersTake) -> &'static str {
    match take {
        PeersTake::PlaceFromTop => "source-place-from-top",
        PeersTake::PlaceFromBottom => "source-place-from-bottom",
        PeersTake::Sum => "source-peers-sum",
        PeersTake::Mean => "source-peers-mean",
        PeersTake::Least => "source-peers-least",
        PeersTake::Greatest => "source-peers-greatest",
        PeersTake::Count => "source-peers-count",
    }
}
