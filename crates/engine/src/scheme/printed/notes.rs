//! What stands below a printed table: totals, grades, what follows, who answers, stages, facts.

use super::{Section, clause};
use crate::scheme::sentence::{Naming, absent, band, combine, every, fact_source, formula, listed, words};
use changxiao_core::{
    amount::{Amount, Limit},
    definition::scheme::{
        AssessorDef, Combine, Combined, ConsequenceDef, GradeDef, GradingDef, ItemDef, Rounding, Subject, Ties,
    },
    fraction::Fraction,
    message::Message,
    text::Text,
};

/// The sections that have something to say.
pub(super) fn sections(scheme: Naming<'_>) -> Vec<Section> {
    let all = [
        ("printed-about", about(scheme)),
        ("printed-totals", totals(scheme)),
        ("printed-grades", scheme.grading.as_ref().map(|grading| grades(scheme, grading)).unwrap_or_default()),
        ("printed-consequences", scheme.consequences.iter().map(|one| consequence(scheme, one)).collect()),
        ("printed-assessors", scheme.assessors.iter().map(assessor).collect()),
        ("printed-stages", stages(scheme)),
        ("printed-facts", facts(scheme)),
    ];
    let full = all.into_iter().filter(|(_, lines)| !lines.is_empty());
    full.map(|(heading, lines)| Section { heading: Message::new(heading), lines }).collect()
}

fn about(scheme: Naming<'_>) -> Vec<Message> {
    let mut all = Vec::new();
    match scheme.subject {
        Subject::Organisation => {}
        Subject::Person => all.push(Message::new("printed-persons")),
        Subject::Part => all.push(Message::new("printed-organisation-parts")),
    }
    all.extend(scheme.clause.as_ref().map(clause));
    all.extend(scheme.source.as_ref().map(|source| Message::new("printed-source").with("source", source.clone())));
    all.extend(scheme.from.map(|from| Message::new("printed-from").with("day", from)));
    all.extend(scheme.until.map(|until| Message::new("printed-until").with("day", until)));
    if !scheme.owners.is_empty() {
        let named = |owner: &String| scheme.code("kind", owner).unwrap_or_else(|| Text::new(owner, owner));
        let owners = scheme.owners.iter().map(|owner| Message::said(named(owner)));
        all.push(Message::new("printed-owners").with("owners", listed("formula-list", owners)));
    }
    all
}

/// The total and the points of blocks, each beside the sum of its parts.
fn totals(scheme: Naming<'_>) -> Vec<Message> {
    let mut all = Vec::new();
    all.extend(compared((Message::new("printed-whole"), scheme.total), (&scheme.items, scheme.combine)));
    for item in &scheme.items {
        blocks(item, &mut all);
    }
    all.extend(combine(scheme.combine));
    all.extend(scheme.start.map(|start| Message::new("term-start").with("points", words(start))));
    let end = |key: &str, limit: Option<Limit>| match limit {
        Some(Limit::At(end)) => Some(Message::new(key).with("points", words(end))),
        Some(Limit::None) | None => None,
    };
    all.extend(end("term-floor", scheme.floor));
    all.extend(end("term-cap", scheme.cap));
    all.extend(absent(scheme.absent));
    all.extend(
        scheme
            .known_at_least
            .map(|known| Message::new("term-known").with("percent", known.times(Fraction::from(100)).unwrap_or(known))),
    );
    all.push(Message::new("printed-places").with("places", scheme.places));
    all
}

/// Blocks whose printed points are not the sum of their parts; the others need no word.
fn blocks(item: &ItemDef, all: &mut Vec<Message>) {
    if !item.items.is_empty() {
        let name = Message::new("printed-part").with("code", item.id.as_str()).with("name", item.name.clone());
        let said = compared((name, item.points), (&item.items, item.combine));
        all.extend(said.filter(|said| said.key == "printed-total-differs"));
    }
    item.items.iter().for_each(|inner| blocks(inner, all));
}

/// A printed number beside the sum of its parts, where they add up.
fn compared((name, printed): (Message, Option<Amount>), (parts, how): (&[ItemDef], Combine)) -> Option<Message> {
    let points = |part: &ItemDef| part.points.map(|points| points.scaled(part.weight.unwrap_or(Fraction::ONE)));
    let known: Vec<Amount> = parts.iter().filter_map(points).collect();
    let sum = known.iter().copied().reduce(Amount::plus).filter(|_| how == Combine::Sum);
    let message = |key: &str| Message::new(key).with("name", name.clone());
    Some(match (printed, sum) {
        (Some(printed), Some(sum)) if printed.least.is_none() || printed.most.is_none() => {
            message("printed-total-unknown").with("sum", words(sum))
        }
        (Some(printed), Some(sum)) if printed != sum => {
            message("printed-total-differs").with("printed", words(printed)).with("sum", words(sum))
        }
        (Some(printed), _) => message("printed-total").with("printed", words(printed)),
        (None, Some(sum)) => message("printed-total-none").with("sum", words(sum)),
        (None, None) => return None,
    })
}

fn grades(scheme: Naming<'_>, grading: &GradingDef) -> Vec<Message> {
    let mut all = Vec::new();
    let keyed = |key: &str, text: &Option<changxiao_core::definition::scheme::Formula>| {
        text.as_ref().map(|text| Message::new(key).with("formula", formula(scheme, text.as_str())))
    };
    all.extend(keyed("printed-graded-by", &grading.by));
    let better = std::iter::once(None).chain(grading.grades.iter().map(Some));
    all.extend(grading.grades.iter().zip(better).map(|(grade, better)| graded(scheme, grade, better)));
    if grading.grades.iter().any(|grade| grade.most_share.is_some() || grade.most.is_some()) {
        all.extend(keyed("printed-ordered-by", &grading.order_by));
        all.extend(keyed("printed-among", &grading.among));
        all.extend(
            (grading.shares_from > 0).then(|| Message::new("printed-shares-from").with("number", grading.shares_from)),
        );
        all.push(Message::new(match grading.rounding {
            Rounding::Down => "printed-rounding-down",
            Rounding::HalfUp => "printed-rounding-half-up",
            Rounding::Up => "printed-rounding-up",
        }));
        all.push(Message::new(match grading.ties {
            Ties::Out => "printed-ties-out",
            Ties::In => "printed-ties-in",
        }));
    }
    all
}

fn graded(scheme: Naming<'_>, grade: &GradeDef, better: Option<&GradeDef>) -> Message {
    let message = Message::new("printed-grade").with("name", grade.name.clone()).with("band", band(grade, better));
    let share = grade.most_share.and_then(|share| share.times(Fraction::from(100))).map(|percent| {
        // A third has no end as a decimal; it stays a fraction.
        let is_decimal = percent.rounded(2) == Some(percent);
        if is_decimal {
            Message::new("printed-share").with("percent", percent)
        } else {
            Message::new("printed-share-fraction").with("share", grade.most_share.unwrap_or(percent))
        }
    });
    let most = grade.most.map(|most| Message::new("printed-most").with("number", most));
    let only =
        grade.only_if.as_ref().map(|text| Message::new("printed-only-if").with("condition", formula(scheme, text)));
    let more = [share, most, only].into_iter().flatten();
    listed("sentence-semicolon", std::iter::once(message).chain(more))
}

fn consequence(scheme: Naming<'_>, def: &ConsequenceDef) -> Message {
    let grade = |id: &String| {
        let grades = || scheme.grading.iter().flat_map(|grading| &grading.grades);
        let found = grades().find(|grade| grade.id == *id);
        found.map_or_else(|| Text::new(id, id), |grade| grade.name.clone())
    };
    let effects = [
        def.score.map(|score| Message::new("printed-score-becomes").with("points", words(score))),
        def.at_most.as_ref().map(|id| Message::new("printed-grade-at-most").with("grade", grade(id))),
        def.grade.as_ref().map(|id| Message::new("printed-grade-becomes").with("grade", grade(id))),
        def.value.as_ref().map(|value| Message::new("printed-value").with("value", formula(scheme, value.as_str()))),
        def.says.as_ref().map(|says| Message::said(says.clone())),
        def.clause.as_ref().map(clause),
    ];
    let message = Message::new("printed-consequence")
        .with("name", def.name.clone())
        .with("condition", formula(scheme, &def.when));
    let unless =
        def.unless.as_ref().map(|text| Message::new("printed-unless").with("condition", formula(scheme, text)));
    listed("sentence-semicolon", std::iter::once(message).chain(unless).chain(effects.into_iter().flatten()))
}

fn assessor(def: &AssessorDef) -> Message {
    let combined = || {
        Message::new(match def.combine {
            Combined::Mean => "combined-mean",
            Combined::Trimmed => "combined-trimmed",
            Combined::Median => "combined-median",
            Combined::Least => "combined-least",
            Combined::Greatest => "combined-greatest",
            Combined::Majority => "combined-majority",
        })
    };
    let several = (def.raters > 1)
        .then(|| Message::new("printed-raters").with("raters", def.raters).with("combined", combined()));
    let least = def.at_least.map(|least| Message::new("printed-raters-at-least").with("number", least));
    let within = def.within_days.map(|days| Message::new("printed-within").with("days", days));
    listed(
        "sentence-semicolon",
        std::iter::once(Message::said(def.name.clone())).chain(several).chain(least).chain(within),
    )
}

fn stages(scheme: Naming<'_>) -> Vec<Message> {
    let stage = |stage: &changxiao_core::definition::scheme::StageDef| {
        let message = Message::new("printed-stage").with("name", stage.name.clone());
        message.with("from", stage.from.as_str()).with("to", stage.to.as_str())
    };
    scheme.stages.iter().map(stage).collect()
}

fn facts(scheme: Naming<'_>) -> Vec<Message> {
    let fact = |(name, def): (&String, &changxiao_core::definition::scheme::QuantityDef)| {
        let message = Message::new("printed-fact").with("name", scheme.fact(name, def));
        let message = message.with("source", fact_source(scheme, def, scheme.by.as_deref()));
        let often = def.every.map(|often| Message::new("term-every").with("every", every(often)));
        listed("sentence-semicolon", std::iter::once(message).chain(often))
    };
    scheme.facts.iter().map(fact).collect()
}
