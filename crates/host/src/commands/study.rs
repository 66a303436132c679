//! `study list|diff|progress`: what study plans ask, what departments made of them, and how far they are carried out.

mod progress;

pub(crate) use progress::Asked as ProgressAsked;
pub(super) use progress::progress;

use super::{Session, catalogue::clause_message, day_or, today};
use crate::{departments, errors::Stop, faults, figures, messages::Wording, screen, table};
use changxiao_core::{
    day::{Calendar, Day},
    definition::{StudyItem, StudyPlanDef},
    fraction::Fraction,
    message::Message,
    text::Text,
};
use changxiao_engine::{
    catalogue::{Amended, Catalogue},
    study::{Asked, Planned},
};

/// Prints the plans, or one of them, as they stand on a day.
pub(super) fn list(session: &Session, (plan, as_of): (Option<&str>, Option<&str>)) -> anyhow::Result<u8> {
    let (catalogue, day) = (open(session)?, day_or(as_of, today())?);
    let words = Words { wording: &session.wording, catalogue: &catalogue };
    for (place, plan) in wanted(&catalogue, plan)?.into_iter().enumerate() {
        if place > 0 {
            screen::line(String::new());
        }
        words.print(plan, day);
    }
    Ok(0)
}

/// Prints what departments changed of each other's plans.
pub(super) fn diff(session: &Session, (plan, as_of): (Option<&str>, Option<&str>)) -> anyhow::Result<u8> {
    let (catalogue, day) = (open(session)?, day_or(as_of, today())?);
    let words = Words { wording: &session.wording, catalogue: &catalogue };
    let mut is_same = true;
    for plan in wanted(&catalogue, plan)? {
        let changed: Vec<Planned<'_>> =
            catalogue.planned(plan, day).into_iter().filter(|planned| !planned.by.is_empty()).collect();
        if changed.is_empty() {
            continue;
        }
        is_same = false;
        screen::line(words.title(plan));
        changed.iter().for_each(|planned| words.print_difference(planned));
    }
    if is_same {
        screen::line(session.wording.say(&Message::new("study-unchanged").with("day", day)));
    }
    Ok(0)
}

fn open(session: &Session) -> anyhow::Result<Catalogue> {
    let opened = departments::open(&session.settings)?;
    faults::print(&session.wording, "heading-definition-faults", &opened.faults);
    Ok(opened.catalogue)
}

/// All plans, or the one by this id.
fn wanted<'c>(catalogue: &'c Catalogue, plan: Option<&str>) -> anyhow::Result<Vec<&'c StudyPlanDef>> {
    let Some(wanted) = plan else { return Ok(catalogue.study_plans().values().collect()) };
    let is_it = |def: &&StudyPlanDef| def.id.as_str() == wanted || def.name.zh == wanted || def.name.en == wanted;
    if let Some(found) = catalogue.study_plans().values().find(is_it) {
        return Ok(vec![found]);
    }
    let stop = Stop::new(Message::new("unknown-study-plan").with("id", wanted));
    Err(stop.nearest(wanted, catalogue.study_plans().keys().map(|id| id.as_str())).into())
}

/// The words of study plans.
struct Words<'a> {
    wording: &'a Wording,
    catalogue: &'a Catalogue,
}

impl Words<'_> {
    fn title(&self, plan: &StudyPlanDef) -> String {
        let message =
            Message::new("study-title").with("name", plan.name.clone()).with("audience", plan.audience.clone());
        table::title(&self.wording.say(&message.with("id", &plan.id)))
    }

    fn print(&self, plan: &StudyPlanDef, day: Day) {
        screen::line(self.title(plan));
        if let Some(says) = &plan.says {
            screen::line(self.wording.text(says));
        }
        if let Some(resting) = &plan.clause {
            screen::line(self.wording.say(&clause_message(resting)));
        }
        let header = ["study-topic", "study-form", "study-asked", "study-shown-by", "study-from"];
        let rows = self.catalogue.planned(plan, day).iter().map(|planned| self.row(plan, planned)).collect();
        screen::line(table::table(header.map(|key| self.wording.word(key)).to_vec(), rows));
    }

    fn row(&self, plan: &StudyPlanDef, planned: &Planned<'_>) -> Vec<String> {
        let by: Vec<String> = planned.by.iter().map(|amended| self.department(amended)).collect();
        vec![
            self.wording.text(&planned.item.topic).to_owned(),
            self.form(planned.item),
            self.asked(&planned.now),
            self.shown_by(plan, planned.item),
            by.join("\n"),
        ]
    }

    fn print_difference(&self, planned: &Planned<'_>) {
        let line = |sign: &str, asked: &Asked| {
            let form = Some(self.form(planned.item)).filter(|form| form != figures::NOTHING);
            let form = form.map(|form| format!("  {form}")).unwrap_or_default();
            screen::line(format!("{sign} {}{form}  {}", self.wording.text(&planned.item.topic), self.asked(asked)));
        };
        if let Some(written) = &planned.written {
            line("-", written);
        }
        line("+", &planned.now);
        for amended in &planned.by {
            let def = &amended.def;
            let message = Message::new("study-because").with("department", self.department(amended));
            let message = message.with("since", def.since).with("reason", def.reason.clone());
            screen::line(format!("    {}", self.wording.say(&message.with("authority", def.authority.as_str()))));
        }
    }

    fn department(&self, amended: &Amended) -> String {
        let found = self.catalogue.sources().find(|source| source.about.namespace == amended.by);
        found.map_or_else(|| amended.by.to_string(), |source| self.wording.text(&source.about.name).to_owned())
    }

    /// What an item asks, such as `4 hours a quarter`.
    fn asked(&self, asked: &Asked) -> String {
        let every = |message: Message| {
            let every = self.wording.word(calendar(asked.every));
            self.wording.say(&message.with("every", every))
        };
        let amount = |key: &str, amount: Fraction| every(Message::new(key).with("amount", amount));
        let parts: Vec<String> = [("study-times", asked.times), ("study-hours", asked.hours)]
            .into_iter()
            .filter_map(|(key, number)| Some(amount(key, number?)))
            .collect();
        if parts.is_empty() {
            every(Message::new("study-once"))
        } else {
            parts.join(&self.wording.word("list-separator"))
        }
    }

    fn form(&self, item: &StudyItem) -> String {
        let Some(form) = &item.form else { return figures::NOTHING.to_owned() };
        let field = self.catalogue.contract().kind("session").and_then(|kind| kind.field("form"));
        let code = field.into_iter().flat_map(|field| &field.codes).find(|code| code.code == *form);
        code.map_or_else(
            || form.clone(),
            |code| self.wording.text(&Text::new(code.zh.as_str(), code.en.as_str())).to_owned(),
        )
    }

    fn shown_by(&self, plan: &StudyPlanDef, item: &StudyItem) -> String {
        match &item.shown_by {
            Some(id) => {
                let named = self.catalogue.definition(id.as_str());
                named.map_or_else(|| id.to_string(), |(_, _, name)| self.wording.text(name).to_owned())
            }
            None if plan.measure(item).is_some() => self.wording.word("study-by-sessions"),
            None => self.wording.word("study-by-nothing"),
        }
    }
}

/// The key of the word for a calendar period.
fn calendar(every: Calendar) -> &'static str {
    match every {
        Calendar::Month => "calendar-month",
        Calendar::TwoMonths => "calendar-two-months",
        Calendar::Quarter => "calendar-quarter",
        Calendar::HalfYear => "calendar-half-year",
        Calendar::Year => "calendar-year",
    }
}
