//! `catalogue list|show|effects|origin|impact|sql|consent|diff`: what is defined, by whom, and what departments changed.

mod consent;
mod diff;
mod origin;
mod sql;

pub(crate) use consent::Asked as ConsentAsked;
pub(super) use consent::consent;
pub(super) use diff::diff;
pub(super) use origin::{impact, origin};
pub(crate) use sql::SqlAsked;
pub(super) use sql::sql;

use super::{Session, unknown_indicator};
use crate::{departments, errors::Stop, faults, figures, messages::Wording, screen, table};
use changxiao_core::{
    definition::{AmendmentChange, Confidence, Move},
    id::Id,
    measure::{Measure, Written},
    message::Message,
    text::Text,
};
use changxiao_engine::{
    catalogue::{Amended, Catalogue, Changed, Computed, Effects, Mark, Ready, SourceKind},
    consent::Standing,
    explanation::clause,
};

fn open(session: &Session) -> anyhow::Result<Catalogue> {
    let opened = departments::open(&session.settings)?;
    faults::print(&session.wording, "heading-definition-faults", &opened.faults);
    Ok(opened.catalogue)
}

pub(super) fn list(session: &Session) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let catalogue = open(session)?;
    let header = ["column-noun", "column-id", "column-name", "column-department"].map(|key| wording.word(key)).to_vec();
    let row = |(noun, id, name): (&'static str, &Id, &Text)| {
        let of = catalogue.sources().find(|source| source.about.namespace == id.namespace());
        let of = of.map(|source| wording.text(&source.about.name).to_owned()).unwrap_or_default();
        vec![wording.word(noun), id.to_string(), marked_name(wording, &catalogue, (id, wording.text(name))), of]
    };
    screen::line(table::table(header, catalogue.definitions().into_iter().map(row).collect()));
    Ok(0)
}

pub(super) fn show(session: &Session, wanted: &str) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let catalogue = open(session)?;
    let withheld = || catalogue.withheld().values().find(|ready| ready.def.id.as_str() == wanted);
    if let Some(ready) = catalogue.indicator(wanted).or_else(withheld) {
        show_indicator(session, &catalogue, ready);
        return Ok(0);
    }
    let Some((noun, id, name)) = catalogue.definition(wanted) else {
        return Err(unknown(&catalogue, wanted).into());
    };
    screen::line(table::title(&format!("{} {} · {id}", wording.word(noun), wording.text(name))));
    screen::line(written(&catalogue, id)?);
    Ok(0)
}

/// A definition that the catalogue does not know, with the nearest it does.
fn unknown(catalogue: &Catalogue, wanted: &str) -> Stop {
    let known = catalogue.definitions().into_iter().map(|(_, id, _)| id.as_str());
    unknown_indicator(catalogue, wanted).nearest(wanted, known)
}

/// A definition as its own text: what a pack would hold.
fn written(catalogue: &Catalogue, id: &Id) -> anyhow::Result<String> {
    let found = [
        catalogue.mechanisms().get(id).map(toml::to_string),
        catalogue.duties().get(id).map(toml::to_string),
        catalogue.responsibilities().get(id).map(toml::to_string),
        catalogue.study_plans().get(id).map(toml::to_string),
        catalogue.parameters().get(id).map(toml::to_string),
        catalogue.formalism().get(id).map(toml::to_string),
        catalogue.calendar_years().values().find(|def| def.id == *id).map(toml::to_string),
    ];
    Ok(found.into_iter().flatten().next().transpose()?.unwrap_or_default())
}

fn show_indicator(session: &Session, catalogue: &Catalogue, ready: &Ready) {
    let wording = &session.wording;
    let def = &ready.def;
    let code = def.code.as_deref().map(|code| format!("{code} ")).unwrap_or_default();
    screen::line(table::title(&format!("{code}{} · {}", wording.text(&def.name), def.id)));
    let line = |key: &str, text: &str| {
        if !text.is_empty() {
            screen::line(wording.say(&Message::new("show-line").with("what", wording.word(key)).with("text", text)));
        }
    };
    let text = |text: &Option<Text>| text.as_ref().map(|text| wording.text(text).to_owned()).unwrap_or_default();
    line("show-says", wording.text(&def.says));
    line("show-why", &text(&def.why));
    line("show-source", &text(&def.source));
    line("show-example", &text(&def.example));
    line(
        "show-clause",
        &clause(catalogue, ready).map(|clause| wording.say(&clause_message(&clause))).unwrap_or_default(),
    );
    for mark in mark_lines(wording, catalogue, &def.id) {
        line("show-formalism", &mark);
    }
    for (key, other) in side_by_side(catalogue, ready) {
        line(key, &format!("{} {}", wording.text(&other.def.name), other.def.id));
    }
    line("show-target", &def.target.map(figures::target).unwrap_or_default());
    match &ready.computed {
        Computed::Native(inputs) => {
            let reads = inputs.registers.iter().map(|(register, fields)| format!("{register} ({})", fields.join(", ")));
            line("show-native", &reads.collect::<Vec<_>>().join("; "));
        }
        Computed::Declared(measures) => measures.iter().for_each(|measure| show_measure(&line, measure)),
    }
    for id in catalogue.parameters().keys().filter(|id| catalogue.indicators_using(id).contains(&def.id)) {
        for value in catalogue.parameters().get(id).into_iter().flat_map(|def| &def.values) {
            line("show-parameter", &format!("{id} = {} ({} …)", figures::setting(&value.is), value.from));
        }
        for amended in catalogue.amendments().iter().filter(|amended| amended.def.target == *id) {
            let Some((before, now)) = amended.change() else { continue };
            let message = Message::new("legend-amended").with("department", amended.by.as_str()).with("id", id);
            let until = amended.def.until.map_or_else(|| "…".to_owned(), |until| until.to_string());
            let text = wording.say(&message.with("from", before).with("to", now));
            let scope = amended.within().map(|scope| format!(" · {scope}")).unwrap_or_default();
            line("show-amendment", &format!("{text} ({}..{until}{scope})", amended.def.since));
        }
    }
}

fn show_measure(line: &impl Fn(&str, &str), measure: &Measure) {
    let text = |written: &Option<Written>| written.as_ref().map_or_else(String::new, |written| written.text.clone());
    let population = toml::to_string(&measure.population).unwrap_or_default();
    line("show-population", &population.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "));
    line("show-due", &text(&measure.due));
    line("show-only", &text(&measure.only));
    line("show-excluded", &text(&measure.exclude));
    line("show-numerator", &measure.numerator.text);
    line("show-denominator", &text(&measure.denominator));
    line("show-excepted", &text(&measure.except));
    for look in &measure.looks {
        line("show-look", &format!("{} ← {} {}", look.name, look.register, text(&look.only)));
    }
}

/// A clause with its date, marked if nobody has verified it.
pub(super) fn clause_message(clause: &changxiao_core::definition::Clause) -> Message {
    let key = if clause.confidence == Confidence::Low { "clause-unverified" } else { "clause" };
    let message =
        Message::new(key).with("regulation", clause.regulation.clone()).with("article", clause.article.clone());
    message.with("day", clause.in_force_from)
}

pub(super) fn effects(session: &Session) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let catalogue = open(session)?;
    let effects = catalogue.effects();
    if effects.is_empty() {
        screen::line(wording.word("effects-none"));
    }
    for one in &effects {
        show_effects(session, (&catalogue, one));
        screen::line(format!("{}\n", wording.say(&standing_message(&one.standing))));
    }
    Ok(0)
}

/// A department that is not there to consent to, with the nearest that is.
fn unknown_namespace(catalogue: &Catalogue, wanted: &str) -> Stop {
    let stop = Stop::new(Message::new("unknown-namespace").with("namespace", wanted));
    let stop = stop.hint(Message::new("hint-name-department"));
    let others = catalogue.sources().filter(|source| source.kind != SourceKind::Baseline);
    stop.nearest(wanted, others.map(|source| source.about.namespace.as_str()))
}

/// The indicators shown beside one: what it supersedes, and what supersedes it.
pub(super) fn side_by_side<'c>(catalogue: &'c Catalogue, ready: &'c Ready) -> Vec<(&'static str, &'c Ready)> {
    let superseded = catalogue.superseded(ready);
    let superseding = catalogue.superseding(&ready.def.id).map(|other| ("show-superseded-by", other));
    superseded.map(|other| ("show-supersedes", other)).into_iter().chain(superseding).collect()
}

/// What rules against formalism say of an indicator, and who stands for it.
pub(super) fn mark_lines(wording: &Wording, catalogue: &Catalogue, id: &Id) -> Vec<String> {
    let Some(marked) = catalogue.marked().find(|marked| marked.id == *id) else { return Vec::new() };
    let sponsor = match &marked.sponsor {
        Some(by) => Message::new("mark-sponsor").with("by", by.as_str()),
        None => Message::new("mark-no-sponsor"),
    };
    let line = |mark: &Mark| {
        let message = Message::new("mark").with("rule", mark.name.clone()).with("found", mark.found.clone());
        wording.say(&message.with("sponsor", sponsor.clone()))
    };
    marked.marks.iter().map(line).collect()
}

/// A name, with a mark if a rule against formalism fits the indicator.
pub(super) fn marked_name(wording: &Wording, catalogue: &Catalogue, (id, name): (&Id, &str)) -> String {
    if catalogue.marked().any(|marked| marked.id == *id) {
        return wording.say(&Message::new("name-marked").with("name", name));
    }
    name.to_owned()
}

fn show_effects(session: &Session, (catalogue, effects): (&Catalogue, &Effects)) {
    let wording = &session.wording;
    let kind = wording.word(kind_word(effects.kind));
    let title = format!("{} ({}, {kind})", wording.text(&effects.about.name), effects.about.namespace);
    screen::line(table::title(&title));
    effects.changed.iter().for_each(|changed| show_changed(wording, changed));
    for (amended, topic) in &effects.extended {
        let message = Message::new("effects-extended").with("id", &amended.def.target).with("topic", topic.clone());
        screen::line(wording.say(&message));
        show_when_and_why(wording, amended);
    }
    for (noun, id, name) in &effects.added {
        let message =
            Message::new("effects-added").with("noun", Message::new(*noun)).with("id", id).with("name", name.clone());
        screen::line(wording.say(&message));
    }
    for (id, other) in &effects.superseded {
        screen::line(wording.say(&Message::new("effects-supersedes").with("id", id).with("other", other)));
    }
    for marked in &effects.marked {
        for line in mark_lines(wording, catalogue, &marked.id) {
            let message = Message::new("effects-marked").with("id", &marked.id).with("mark", line);
            screen::line(wording.say(&message));
        }
    }
    if effects.unapplied > 0 {
        screen::line(wording.say(&Message::new("effects-unapplied").with("count", effects.unapplied)));
    }
    let withheld = consent::unsponsored(catalogue, effects);
    if withheld > 0 {
        screen::line(wording.say(&Message::new("effects-withheld").with("count", withheld)));
    }
}

fn standing_message(standing: &Standing) -> Message {
    let (key, consent) = match standing {
        Standing::NoLock => return Message::new("standing-no-lock"),
        Standing::Missing => return Message::new("standing-missing"),
        Standing::Changed(consent) => ("standing-changed", consent),
        Standing::Given(consent) => ("standing-given", consent),
    };
    Message::new(key).with("by", consent.by.as_str()).with("day", consent.on)
}

fn kind_word(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Baseline => "kind-baseline",
        SourceKind::Pack => "kind-pack",
        SourceKind::Plugin => "kind-plugin",
    }
}

fn show_changed(wording: &Wording, changed: &Changed) {
    let (amended, line) = (&changed.amended, |message: &Message| screen::line(format!("    {}", wording.say(message))));
    let def = &amended.def;
    let message = Message::new(changed.how).with("id", &def.target).with("name", changed.name.clone());
    let message = message.with("from", changed.from.as_str()).with("to", changed.to.as_str());
    screen::line(wording.say(&message.with("since", def.since)));
    if let AmendmentChange::Move(Move { item: Some(topic), .. }) = &def.change {
        line(&Message::new("effects-item").with("topic", topic.as_str()));
    }
    show_when_and_why(wording, amended);
    for (noun, id) in &changed.users {
        line(&Message::new("effects-changes").with("noun", Message::new(*noun)).with("id", id));
    }
    if changed.users.is_empty() {
        line(&Message::new("effects-nothing"));
    }
}

/// The last day of an amendment, where it holds, and why.
fn show_when_and_why(wording: &Wording, amended: &Amended) {
    let (def, line) = (&amended.def, |message: &Message| screen::line(format!("    {}", wording.say(message))));
    if let Some(until) = def.until {
        line(&Message::new("effects-until").with("day", until.plus_days(-1)));
    }
    if let Some(scope) = amended.within() {
        line(&Message::new("effects-within").with("organisation", scope.as_str()));
    }
    line(&Message::new("effects-reason").with("reason", def.reason.clone()).with("authority", def.authority.as_str()));
}
