//! `study progress`: how far plans are carried out by a day, in the numbers of what shows them anyway.

use super::{Words, wanted};
use crate::{
    commands::{Session, day_or, named, today, unknown_organisation},
    departments,
    errors::Stop,
    faults, figures, inputs, screen, table,
};
use changxiao_core::{definition::StudyPlanDef, id::OrganisationId, message::Message, organisations::Organisations};
use changxiao_engine::{
    evaluation::{Evaluating, Span},
    study::{self, Planned, Progress},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What `study progress` is asked.
pub(crate) struct Asked {
    /// Id or name of a plan; left out: all.
    pub(crate) plan: Option<String>,
    /// Period.
    pub(crate) period: String,
    /// Day by which it is asked; left out: today.
    pub(crate) as_of: Option<String>,
    /// Organisation; left out: those at the top of each tree.
    pub(crate) organisation: Option<String>,
    /// `table` or `json`.
    pub(crate) format: String,
}

/// One item of a plan, and how far it is carried out where.
type Line<'c> = (&'c StudyPlanDef, Planned<'c>, Option<BTreeMap<OrganisationId, Progress>>);

/// Prints how far the plans are carried out.
pub(in super::super) fn progress(session: &Session, asked: &Asked) -> anyhow::Result<u8> {
    let wording = &session.wording;
    let unreadable = || Stop::new(Message::new("not-a-period").with("text", asked.period.as_str()));
    let period = asked.period.parse().map_err(|_| unreadable())?;
    let as_of = day_or(asked.as_of.as_deref(), today())?;
    let mut opened = departments::open(&session.settings)?;
    faults::print(wording, "heading-definition-faults", &opened.faults);
    let reading = inputs::registers(&session.settings.registers, opened.catalogue.contract())?;
    inputs::report(wording, &reading);
    let organisations = inputs::organisations(&reading, as_of)?;
    opened.settle(wording, (&organisations, as_of));
    let whose = whose(&organisations, asked.organisation.as_deref())?;
    let catalogue = &opened.catalogue;
    let mut evaluating = Evaluating::new(catalogue, &reading.registers, Span { period, as_of });
    let mut lines: Vec<Line<'_>> = Vec::new();
    for plan in wanted(catalogue, asked.plan.as_deref())? {
        for planned in catalogue.planned(plan, as_of) {
            let found = study::progress(&mut evaluating, (plan, &planned), &mut opened.plugins);
            lines.push((plan, planned, found));
        }
    }
    faults::print(wording, "heading-evaluation-faults", &evaluating.faults);
    if asked.format == "json" {
        let all: Vec<Value> = lines.iter().map(|line| written(line, &whose)).collect();
        screen::line(serde_json::to_string_pretty(&json!({ "period": asked.period, "as_of": as_of, "items": all }))?);
        return Ok(0);
    }
    let words = Words { wording, catalogue };
    for id in &whose {
        words.print_progress(&lines, (&organisations, id), &Message::new("study-progress-title").with("day", as_of));
    }
    Ok(0)
}

/// The organisation that was asked for, or those at the top.
fn whose(organisations: &Organisations, wanted: Option<&str>) -> anyhow::Result<Vec<OrganisationId>> {
    if let Some(wanted) = wanted {
        let id = OrganisationId::from(wanted);
        let known = organisations.get(&id).map(|_| vec![id]);
        return known.ok_or_else(|| unknown_organisation(organisations, wanted).into());
    }
    let is_top = |id: &OrganisationId| {
        organisations.get(id).is_some_and(|one| one.is_unit() && one.states.iter().all(|state| state.parent.is_none()))
    };
    Ok(organisations.iter().map(|(id, _)| id.clone()).filter(is_top).collect())
}

impl Words<'_> {
    fn print_progress(
        &self,
        lines: &[Line<'_>],
        (organisations, id): (&Organisations, &OrganisationId),
        title: &Message,
    ) {
        let title = title.clone().with("organisation", named(organisations, id));
        screen::line(format!("\n{}", table::title(&self.wording.say(&title))));
        let keys =
            ["study-plan", "study-topic", "study-asked", "study-done", "study-missed", "study-unknown", "study-ahead"];
        let header = keys.map(|key| self.wording.word(key)).to_vec();
        let mut before = None;
        let rows = lines.iter().map(|(plan, planned, found)| {
            let is_new = before.replace(&plan.id) != Some(&plan.id);
            let name = if is_new { self.wording.text(&plan.name).to_owned() } else { String::new() };
            let mut row = vec![name, self.wording.text(&planned.item.topic).to_owned(), self.asked(&planned.now)];
            row.extend(self.cells(found.as_ref().map(|found| found.get(id))));
            row
        });
        screen::line(table::table(header, rows.collect()));
    }

    /// Done of planned, missed, not known, still ahead.
    fn cells(&self, found: Option<Option<&Progress>>) -> [String; 4] {
        let nothing = || figures::NOTHING.to_owned();
        match found {
            None => [self.wording.word("study-by-nothing"), nothing(), nothing(), nothing()],
            Some(None) => [nothing(), nothing(), nothing(), nothing()],
            Some(Some(one)) => [
                format!("{}/{}", one.done, one.planned()),
                one.missed.to_string(),
                one.unknown.to_string(),
                one.ahead.to_string(),
            ],
        }
    }
}

fn written((plan, planned, found): &Line<'_>, whose: &[OrganisationId]) -> Value {
    let of = |id: &OrganisationId| {
        let one = found.as_ref()?.get(id)?;
        let counts = json!({ "done": one.done, "missed": one.missed, "unknown": one.unknown, "ahead": one.ahead });
        Some((id.to_string(), counts))
    };
    let organisations: serde_json::Map<String, Value> = whose.iter().filter_map(of).collect();
    json!({
        "plan": plan.id,
        "topic": planned.item.topic,
        "form": planned.item.form,
        "hours": planned.now.hours.map(|hours| hours.to_string()),
        "times": planned.now.times.map(|times| times.to_string()),
        "every": planned.now.every,
        "shown_by": planned.item.shown_by,
        "is_counted": found.is_some(),
        "organisations": organisations,
    })
}
