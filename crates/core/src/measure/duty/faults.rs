//! What can be wrong with a duty, told together and each under its own key. Several conditions of a duty become one
//! expression of its measure; so each is checked by itself first (`duty.after.only`), and what the measure repeats of it is
//! not told twice.

use super::{Spelled, months_of, number, number_of};
use crate::{
    contract::Kind,
    definition::{After, DutyDef, Every, MeasureDef},
    expression::{ExpressionFault, Meaning, Type},
    fault::nearest,
    id::Id,
    measure::{
        Measure, Written,
        compile::{Compiler, KeyFault},
    },
    message::Message,
};

impl<'a> Compiler<'a> {
    /// The measure of a duty made ready; `rest` may bring `exclude`, `except` and looks for them.
    pub(in crate::measure) fn duty(&mut self, id: &Id, rest: &MeasureDef) -> Option<Measure> {
        if rest.population.is_some() || rest.only.is_some() || rest.numerator.is_some() || rest.denominator.is_some() {
            self.fault("measure.duty", Message::new("measure-duty-and-more"));
        }
        let Some(duty) = (self.fields.duty)(id) else {
            self.fault("measure.duty", Message::new("measure-unknown-duty").with("name", id));
            return None;
        };
        let before = self.faults.len();
        let kind = self.kind_of(&duty);
        self.structure(&duty, kind);
        if let Some(kind) = kind {
            self.conditions(&duty, kind);
        }
        let own = self.faults.len() - before;
        let spelled = Spelled { duty: &duty, kind: kind? };
        let mut ready = self.measure(&spelled.measure(rest));
        if let Some(measure) = &mut ready
            && duty.deferred.is_some()
        {
            let due = spelled.due().unwrap_or_else(|| "due".to_owned());
            measure.deferred_from = self.day("measure.population.due", &due, kind?);
        }
        self.settle(before + own, own > 0);
        ready
    }

    /// Gives what the measure says of a duty the duty's own keys. What it repeats of several conditions in one goes, as
    /// each was checked by itself.
    fn settle(&mut self, from: usize, is_told: bool) {
        let said: Vec<KeyFault> = self.faults.drain(from..).collect();
        for (key, fault) in said {
            match key_of_duty(&key) {
                Some(key) => self.faults.push((key, fault)),
                None if is_told => {}
                None => self.faults.push((key, fault)),
            }
        }
    }

    /// The kind of the rows that are a duty's items.
    fn kind_of(&mut self, duty: &DutyDef) -> Option<&'a Kind> {
        match &duty.after {
            Some(after) => self.kind(&after.register, "duty.after.register"),
            None if duty.roles.is_empty() => self.kind("org", "duty.every"),
            None => self.kind("post", "duty.roles"),
        }
    }

    /// Whether the keys of a duty go together.
    fn structure(&mut self, duty: &DutyDef, kind: Option<&Kind>) {
        match (duty.every, &duty.after) {
            (Some(_), Some(_)) => self.fault("duty.every", Message::new("duty-every-and-after")),
            (None, None) => self.fault("duty.every", Message::new("duty-without-occasion")),
            _ => {}
        }
        let is_term = duty.every == Some(Every::Term);
        if !duty.roles.is_empty() && (is_term || duty.after.is_some()) {
            self.fault("duty.roles", Message::new("duty-roles-by-calendar-only"));
        }
        if !duty.roles.is_empty() && duty.deferred.is_some() {
            self.fault("duty.deferred", Message::new("duty-roles-not-deferred"));
        }
        self.only_beside(duty.opens.is_some() && !is_term, "duty.opens", "every = \"term\"");
        let needs_keys = !duty.roles.is_empty() || duty.after.is_some();
        self.keys_given(needs_keys, "duty.shown_by.by", &duty.shown_by.by);
        self.are_roles(&duty.roles);
        if let Some(after) = &duty.after {
            self.event(after, kind);
            let is_deferred_step = after.every.is_some() && duty.deferred.is_some();
            self.only_beside(is_deferred_step, "duty.deferred", "within");
        }
        if let Some(deferral) = &duty.deferred {
            let is_own = deferral.register.is_none();
            self.keys_given(!is_own, "duty.deferred.by", &deferral.by);
            self.only_beside(is_own && !deferral.by.is_empty(), "duty.deferred.by", "register");
            self.only_beside(is_own && deferral.only.is_some(), "duty.deferred.only", "register");
        }
    }

    fn event(&mut self, after: &After, kind: Option<&Kind>) {
        match (&after.every, after.within.is_some() || after.last_day.is_some()) {
            (Some(_), true) => self.fault("duty.after.every", Message::new("duty-within-and-every")),
            (None, false) => self.fault("duty.after.within", Message::new("duty-without-window")),
            _ => {}
        }
        if after.every.as_ref().is_some_and(|every| months_of(every).is_none()) {
            self.fault("duty.after.every", Message::new("duty-steps-not-in-months"));
        }
        self.only_beside(after.every.is_some() && after.not_before.is_some(), "duty.after.not_before", "within");
        self.only_beside(after.every.is_none() && after.until.is_some(), "duty.after.until", "every");
        self.only_beside(after.every.is_none() && after.ended_by.is_some(), "duty.after.ended_by", "every");
        if let Some(ending) = &after.ended_by {
            self.keys_given(true, "duty.after.ended_by.by", &ending.by);
        }
        let Some(kind) = kind else { return };
        if kind.kind == "org" {
            let message = Message::new("duty-event-with-span").with("register", kind.name.clone());
            self.fault("duty.after.register", message);
        } else if after.day.is_none() && kind.date_field.is_none() {
            let message = Message::new("duty-event-without-day").with("register", kind.name.clone());
            self.fault("duty.after.day", message);
        }
        if let Some(field) = after.owner_by_latest.as_deref().filter(|field| kind.field(field).is_none()) {
            let hint = nearest(field, kind.fields.iter().map(|field| field.id.as_str()));
            let hint = hint.map(|name| Message::new("hint-nearest").with("name", name));
            let message = Message::new("expression-unknown-field").with("name", field).with("kind", kind.name.clone());
            self.faults.push(("duty.after.owner_by_latest".into(), ExpressionFault { at: 0..0, message, hint }));
        }
    }

    fn only_beside(&mut self, is_fault: bool, key: &str, beside: &str) {
        if is_fault {
            let name = key.rsplit('.').next().unwrap_or(key);
            self.fault(key, Message::new("duty-key-beside").with("key", name).with("beside", beside));
        }
    }

    fn keys_given(&mut self, is_needed: bool, key: &str, by: &[String]) {
        if is_needed && by.is_empty() {
            self.fault(key, Message::new("duty-without-keys"));
        }
    }

    fn are_roles(&mut self, roles: &[String]) {
        let Some(field) = self.fields.contract.kind("post").and_then(|kind| kind.field("role")) else { return };
        for role in roles.iter().filter(|role| field.code(role).is_none()) {
            let hint = nearest(role, field.codes.iter().map(|code| code.code.as_str()));
            let hint = hint.map(|name| Message::new("hint-nearest").with("name", name));
            let message =
                Message::new("expression-unknown-code").with("field", "post.role").with("name", role.as_str());
            self.faults.push(("duty.roles".to_owned(), ExpressionFault { at: 0..0, message, hint }));
        }
    }

    /// Every condition and day of a duty, each by itself.
    fn conditions(&mut self, duty: &DutyDef, kind: &'a Kind) {
        let scope = self.scope(kind, Meaning::Item);
        let after = duty.after.as_ref();
        let own_row = duty.deferred.as_ref().filter(|deferral| deferral.register.is_none());
        let parts = [
            ("duty.only", duty.only.as_deref(), Type::Truth),
            ("duty.exempt", duty.exempt.as_deref(), Type::Truth),
            ("duty.after.only", after.and_then(|after| after.only.as_deref()), Type::Truth),
            ("duty.after.day", after.and_then(|after| after.day.as_deref()), Type::Day),
            ("duty.after.last_day", after.and_then(|after| after.last_day.as_deref()), Type::Day),
            ("duty.after.until", after.and_then(|after| after.until.as_deref()), Type::Day),
            ("duty.deferred.until", own_row.map(|deferral| deferral.until.as_str()), Type::Day),
        ];
        for (key, text, wanted) in parts {
            self.written(key, text, &scope, wanted);
        }
        let lengths = [
            ("duty.opens", duty.opens.as_ref()),
            ("duty.after.within", after.and_then(|after| after.within.as_ref())),
            ("duty.after.not_before", after.and_then(|after| after.not_before.as_ref())),
        ];
        for (key, length) in lengths {
            self.written(key, length.map(|length| number(number_of(length))).as_deref(), &scope, Type::Number);
        }
    }

    fn day(&mut self, key: &str, text: &str, kind: &'a Kind) -> Option<Written> {
        let scope = self.scope(kind, Meaning::Item);
        self.written(key, Some(text), &scope, Type::Day)
    }
}

/// The key of a duty that became this key of its measure; `None` for what several keys became together.
fn key_of_duty(key: &str) -> Option<String> {
    let word = |word: &str| {
        let own = match word {
            "in" => "register",
            "when" => "day",
            other => other,
        };
        own.to_owned()
    };
    if let Some(rest) = key.strip_prefix("measure.look.shown.") {
        return (!matches!(rest, "from" | "until")).then(|| format!("duty.shown_by.{}", word(rest)));
    }
    if let Some(rest) = key.strip_prefix("measure.look.ended.") {
        return (!matches!(rest, "from" | "until")).then(|| format!("duty.after.ended_by.{}", word(rest)));
    }
    if let Some(rest) = key.strip_prefix("measure.look.deferred.") {
        return match rest {
            "from" | "until" => None,
            "take" => Some("duty.deferred.until".to_owned()),
            other => Some(format!("duty.deferred.{}", word(other))),
        };
    }
    match key {
        "measure.population.owners" => Some("duty.owners".to_owned()),
        "measure.numerator" => Some("duty.shown_by.at_least".to_owned()),
        "measure.except" => Some(key.to_owned()),
        _ => key.starts_with("measure.look.").then(|| key.to_owned()),
    }
}
