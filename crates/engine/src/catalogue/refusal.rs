//! Why an amendment is refused: it must name what exists, state the value it was written against, go in the strict
//! direction or to a value that the owner allows, stay inside the bounds, give a reason and an authority, and change something.

use super::{Amended, Catalogue};
use changxiao_core::{
    day::Calendar,
    definition::{
        AmendmentChange, AmendmentDef, Direction, DutyDef, Move, ParameterDef, Setting, StudyItem, StudyPlanDef, Window,
    },
    fraction::Fraction,
    message::Message,
};

/// Why an amendment is refused; `None` if it may hold.
pub(super) fn refusal(catalogue: &Catalogue, amended: &Amended) -> Option<Message> {
    let def = &amended.def;
    let target = &def.target;
    if target.namespace() == amended.by {
        return Some(Message::new("amendment-of-own").with("id", target));
    }
    if def.reason.zh.trim().is_empty() || def.reason.en.trim().is_empty() || def.authority.trim().is_empty() {
        return Some(Message::new("amendment-without-reason").with("id", target));
    }
    if def.until.is_some_and(|until| until <= def.since) {
        return Some(Message::new("amendment-never-holds").with("id", target).with("since", def.since));
    }
    let refused = match &def.change {
        AmendmentChange::Add(_) if catalogue.study_plans.contains_key(target) => None,
        AmendmentChange::Add(_) => Some(Message::new("amendment-unknown-plan").with("id", target)),
        AmendmentChange::Raise { from, to } => directed(catalogue, def, (Direction::Up, *from, *to)),
        AmendmentChange::Lower { from, to } => directed(catalogue, def, (Direction::Down, *from, *to)),
        AmendmentChange::Set { from, to } => set(catalogue, def, (from, to)),
        AmendmentChange::Move(moved) => match (catalogue.duties.get(target), catalogue.study_plans.get(target)) {
            (Some(duty), _) => grace(duty, moved),
            (None, Some(plan)) => window(plan, moved),
            (None, None) => Some(Message::new("amendment-unknown-window").with("id", target)),
        },
    };
    let is_used = || catalogue.parameters.get(target).is_none_or(|_| catalogue.is_used(target));
    refused.or_else(|| (!is_used()).then(|| Message::new("amendment-without-effect").with("id", target)))
}

fn directed(
    catalogue: &Catalogue,
    def: &AmendmentDef,
    (direction, from, to): (Direction, Fraction, Fraction),
) -> Option<Message> {
    let target = &def.target;
    let Some(parameter) = catalogue.parameters.get(target) else {
        return Some(Message::new("amendment-unknown-parameter").with("id", target));
    };
    let refuse = |key: &str| Some(Message::new(key).with("id", target).with("from", from).with("to", to));
    match direction {
        Direction::Up if to <= from => return refuse("amendment-not-up"),
        Direction::Down if to >= from => return refuse("amendment-not-down"),
        _ => {}
    }
    match parameter.stricter {
        None => return refuse("amendment-not-allowed"),
        Some(stricter) if stricter != direction => return refuse("amendment-loosens"),
        Some(_) => {}
    }
    if parameter.least.is_some_and(|least| to < least) || parameter.most.is_some_and(|most| to > most) {
        let end = |end: Option<Fraction>| end.map_or_else(|| "–".to_owned(), |end| end.to_string());
        return refuse("amendment-out-of-bounds")
            .map(|message| message.with("least", end(parameter.least)).with("most", end(parameter.most)));
    }
    outdated(parameter, def, &Setting::Number(from)).map(|message| message.with("to", to))
}

fn set(catalogue: &Catalogue, def: &AmendmentDef, (from, to): (&Setting, &Setting)) -> Option<Message> {
    let target = &def.target;
    let Some(parameter) = catalogue.parameters.get(target) else {
        return Some(Message::new("amendment-unknown-parameter").with("id", target));
    };
    if parameter.settable.is_empty() {
        return Some(Message::new("amendment-not-settable").with("id", target));
    }
    if !parameter.settable.iter().any(|allowed| allowed.is_same(to)) {
        let allowed: Vec<String> = parameter.settable.iter().map(|allowed| format!("[{allowed}]")).collect();
        let message = Message::new("amendment-not-among").with("id", target).with("to", to.to_string());
        return Some(message.with("allowed", allowed.join(" ")));
    }
    if from.is_same(to) {
        return Some(Message::new("amendment-changes-nothing").with("id", target).with("to", to.to_string()));
    }
    outdated(parameter, def, from)
}

/// An amendment written against another value than the one in force, or before there was any.
fn outdated(parameter: &ParameterDef, def: &AmendmentDef, from: &Setting) -> Option<Message> {
    let message = |key: &str| Message::new(key).with("id", &def.target).with("from", from.to_string());
    let Some(first) = parameter.on(def.since) else {
        return Some(message("amendment-before-first").with("since", def.since));
    };
    let holds = |value: &&changxiao_core::definition::ParameterValue| {
        value.from > def.since && def.until.is_none_or(|until| value.from < until)
    };
    let mut values = std::iter::once(first).chain(parameter.values.iter().filter(holds));
    let stale = values.find(|value| !value.is.is_same(from))?;
    Some(message("amendment-stale").with("now", stale.is.to_string()))
}

/// The grace of a duty may become shorter, down to what its owner allows.
fn grace(duty: &DutyDef, moved: &Move) -> Option<Message> {
    let message = |key: &str| Message::new(key).with("id", &duty.id);
    let (None, Window::Days(from), Window::Days(to)) = (&moved.item, moved.from, moved.to) else {
        return Some(message("amendment-moves-days"));
    };
    let message = |key: &str| message(key).with("from", from).with("to", to);
    let Some(least) = duty.least_grace_days else { return Some(message("amendment-not-movable")) };
    if to >= from {
        return Some(message("amendment-not-narrower"));
    }
    if to < least.max(0) {
        let bounds = message("amendment-out-of-bounds").with("least", least.max(0));
        return Some(bounds.with("most", duty.grace_days));
    }
    (duty.grace_days != from).then(|| message("amendment-stale").with("now", duty.grace_days))
}

/// An item of a study plan may be asked for in shorter calendar periods, those that its owner allows.
fn window(plan: &StudyPlanDef, moved: &Move) -> Option<Message> {
    let message = |key: &str| Message::new(key).with("id", &plan.id);
    let (Some(topic), Window::Every(from), Window::Every(to)) = (&moved.item, moved.from, moved.to) else {
        return Some(message("amendment-moves-item"));
    };
    let Some(item) = item(plan, topic) else {
        return Some(message("amendment-unknown-item").with("topic", topic.as_str()));
    };
    let message = |key: &str| message(key).with("from", word(from)).with("to", word(to));
    if to >= from || from.months() % to.months() != 0 {
        return Some(message("amendment-not-narrower"));
    }
    if !plan.movable_to.contains(&to) {
        return Some(message("amendment-not-movable"));
    }
    (item.every != from).then(|| message("amendment-stale").with("now", word(item.every)))
}

/// The item of a plan with this topic, in either language.
pub(super) fn item<'p>(plan: &'p StudyPlanDef, topic: &str) -> Option<&'p StudyItem> {
    plan.items.iter().find(|item| item.topic.zh == topic || item.topic.en == topic)
}

/// A calendar period as it is written.
pub(super) fn word(calendar: Calendar) -> &'static str {
    match calendar {
        Calendar::Month => "month",
        Calendar::TwoMonths => "two-months",
        Calendar::Quarter => "quarter",
        Calendar::HalfYear => "half-year",
        Calendar::Year => "year",
    }
}
