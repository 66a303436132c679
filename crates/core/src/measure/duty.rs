//! A duty spelled out as a measure, and what can be wrong with one. There is one evaluator: plan, what is due and the floor
//! indicator of a duty all ask it this measure.
//!
//! Several conditions of a duty become one expression of its measure. So each is checked by itself first, under its own
//! key (`duty.after.only`), and what the measure repeats of it is not told twice.

use super::{
    Measure, SHOWN, Written,
    compile::{Compiler, DEPARTMENT, KeyFault},
};
use crate::{
    contract::Kind,
    definition::{
        After, Began, Covered, Deferral, DutyDef, Each, Every, LookDef, MeasureDef, Number, PerPerson, Population,
    },
    definition::{Length, Stand},
    expression::{ExpressionFault, Meaning, Type},
    fault::nearest,
    id::Id,
    message::Message,
};

/// The last day of a term of office, and the first day after it.
const LAST_OF_TERM: &str = "add_days(add_months(term_start, term_years * 12), 0 - 1)";
const END_OF_TERM: &str = "add_months(term_start, term_years * 12)";
/// Later than every day that is written down.
const EVER: &str = "2199-12-31";

impl<'a> Compiler<'a> {
    /// The measure of a duty made ready; `rest` may bring `exclude`, `except` and looks for them.
    pub(super) fn duty(&mut self, id: &Id, rest: &MeasureDef) -> Option<Measure> {
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
        if kind.span.is_some() {
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

/// A duty that is being spelled out, and the kind of the rows that are its items.
struct Spelled<'d> {
    duty: &'d DutyDef,
    kind: &'d Kind,
}

impl Spelled<'_> {
    fn measure(&self, rest: &MeasureDef) -> MeasureDef {
        let (duty, evidence) = (self.duty, &self.duty.shown_by);
        let shown = LookDef {
            by: if evidence.by.is_empty() { vec!["org".to_owned()] } else { evidence.by.clone() },
            when: evidence.day.clone(),
            from: self.first_day(),
            until: (self.due().is_some() || duty.deferred.is_some()).then(|| "due".to_owned()),
            covered: if self.is_own_record() { Covered::Nobody } else { Covered::Owner },
            unit: Some(evidence.unit.clone()),
            ..LookDef::count(&evidence.register, evidence.only.as_deref())
        };
        let mut looks = rest.look.clone();
        looks.extend(self.ended().map(|look| ("ended".to_owned(), look)));
        looks.extend(self.deferral_record().map(|look| ("deferred".to_owned(), look)));
        looks.insert(SHOWN.to_owned(), shown);
        MeasureDef {
            population: Some(self.population()),
            only: self.only(),
            numerator: Some(format!("look.{SHOWN} >= {}", number(&evidence.at_least))),
            look: looks,
            exclude: joined([duty.exempt.as_deref(), rest.exclude.as_deref()], " or "),
            except: rest.except.clone(),
            ..MeasureDef::default()
        }
    }

    fn population(&self) -> Population {
        let duty = self.duty;
        let each = match (duty.every, &duty.after) {
            (Some(Every::Term), _) => Some(Each::Term),
            (Some(every), _) => every.calendar().map(Each::Calendar),
            (None, Some(after)) => after.every.as_ref().and_then(months_of).map(Each::Months),
            (None, None) => None,
        };
        let steps_from = || duty.after.as_ref().filter(|after| after.every.is_some())?.day.clone();
        let due = match (&duty.deferred, self.due()) {
            (Some(deferral), due) => {
                let until = if deferral.register.is_some() { "look.deferred" } else { deferral.until.as_str() };
                Some(format!("last_of({}, {until})", due.as_deref().unwrap_or("due")))
            }
            (None, due) => due.or_else(steps_from),
        };
        Population {
            register: self.kind.kind.clone(),
            each,
            due,
            rows: Stand::OnLastDay,
            per_person: self.per_person(),
            owner_by_latest: duty.after.as_ref().and_then(|after| after.owner_by_latest.clone()),
            grace_days: Number::from(i64::from(duty.grace_days)),
            ..Population::organisations(duty.owners.clone())
        }
    }

    /// A person with several of the posts owes it in the first of the roles, then in the post held longest.
    fn per_person(&self) -> Option<PerPerson> {
        let duty = self.duty;
        if duty.roles.is_empty() {
            return None;
        }
        let is_anywhere = duty.owners.iter().any(|owner| owner == DEPARTMENT);
        let there = if is_anywhere { String::new() } else { format!(" and org.kind in ({})", quoted(&duty.owners)) };
        let prefer = duty.roles.iter().map(|role| format!("role = '{role}'{there}")).collect();
        Some(PerPerson { prefer, then: Began::Earliest })
    }

    fn only(&self) -> Option<String> {
        let after = self.duty.after.as_ref();
        let roles = (!self.duty.roles.is_empty()).then(|| format!("role in ({})", quoted(&self.duty.roles)));
        let term = (self.duty.every == Some(Every::Term)).then_some("term_start is not null");
        let until = after.and_then(|after| after.until.as_ref()).map(|until| format!("not ({until}) < due"));
        let ended = after.and_then(|after| after.ended_by.as_ref()).map(|_| "look.ended = 0");
        let events = after.and_then(|after| after.only.as_deref());
        joined([roles.as_deref(), term, events, self.duty.only.as_deref(), until.as_deref(), ended], " and ")
    }

    /// The day of the event.
    fn day(&self, after: &After) -> String {
        after.day.clone().or_else(|| self.kind.date_field.clone()).unwrap_or_default()
    }

    /// The day on which an item is due without a deferral, if it is not the last of its own days.
    fn due(&self) -> Option<String> {
        if self.duty.every == Some(Every::Term) {
            return Some(LAST_OF_TERM.to_owned());
        }
        let after = self.duty.after.as_ref()?;
        let within = after.within.as_ref().map(|within| later(&self.day(after), within, ""));
        match (&after.last_day, within) {
            (Some(last), Some(within)) => Some(format!("first_of({last}, {within})")),
            (Some(last), None) => Some(last.clone()),
            (None, within) => within,
        }
    }

    /// The first day on which the evidence counts, if it is not the first of the item's own days.
    fn first_day(&self) -> Option<String> {
        let duty = self.duty;
        match (&duty.after, &duty.opens) {
            (Some(after), _) if after.every.is_some() => None,
            (Some(after), _) => {
                let day = self.day(after);
                Some(after.not_before.as_ref().map(|length| later(&day, length, "")).unwrap_or(day))
            }
            (None, Some(opens)) => Some(later(END_OF_TERM, opens, "0 - ")),
            // Who is elected on the first day of a term was elected for that term.
            (None, None) if duty.every == Some(Every::Term) => Some("add_days(term_start, 1)".to_owned()),
            (None, None) => None,
        }
    }

    /// Whether the evidence stands in the event's own record: then it is as seen as the event.
    fn is_own_record(&self) -> bool {
        let evidence = &self.duty.shown_by;
        self.duty.after.is_some() && evidence.register == self.kind.kind && evidence.by == self.kind.key
    }

    /// The records that end what is owed again and again: those that are seen, from the event on.
    fn ended(&self) -> Option<LookDef> {
        let after = self.duty.after.as_ref()?;
        let ending = after.ended_by.as_ref()?;
        Some(LookDef {
            by: ending.by.clone(),
            when: ending.day.clone(),
            from: Some(self.day(after)),
            until: Some("due".to_owned()),
            covered: Covered::Nobody,
            ..LookDef::count(&ending.register, ending.only.as_deref())
        })
    }

    /// The approvals that a register holds: the last day that any of them gives. Only what is approved on record moves a day.
    fn deferral_record(&self) -> Option<LookDef> {
        let deferral: &Deferral = self.duty.deferred.as_ref()?;
        let register = deferral.register.as_ref()?;
        let from = match (&self.duty.after, self.duty.every) {
            (Some(after), _) => Some(self.day(after)),
            (None, Some(Every::Term)) => Some("term_start".to_owned()),
            (None, _) => None,
        };
        Some(LookDef {
            by: deferral.by.clone(),
            until: from.is_some().then(|| EVER.to_owned()),
            from,
            covered: Covered::Nobody,
            take: format!("max {}", deferral.until),
            ..LookDef::count(register, deferral.only.as_deref())
        })
    }
}

/// A day so much later, or with `0 - ` before the amount so much earlier.
fn later(day: &str, length: &Length, sign: &str) -> String {
    let function = match length {
        Length::Days(_) => "add_days",
        Length::WorkingDays(_) => "add_working_days",
        Length::Months(_) => "add_months",
    };
    format!("{function}({day}, {sign}{})", number(number_of(length)))
}

fn number_of(length: &Length) -> &Number {
    let (Length::Days(number) | Length::WorkingDays(number) | Length::Months(number)) = length;
    number
}

/// Whole months of a step.
fn months_of(length: &Length) -> Option<i32> {
    match length {
        Length::Months(Number::Fixed(months)) if months.denominator() == 1 && months.numerator() >= 1 => {
            i32::try_from(months.numerator()).ok()
        }
        _ => None,
    }
}

/// A number as an expression writes it.
fn number(number: &Number) -> String {
    match number {
        Number::Fixed(number) => number.to_string(),
        Number::Parameter(name) => format!("${name}"),
    }
}

fn quoted(codes: &[String]) -> String {
    codes.iter().map(|code| format!("'{code}'")).collect::<Vec<_>>().join(", ")
}

/// Conditions joined; one alone stands as it was written.
fn joined<'t>(conditions: impl IntoIterator<Item = Option<&'t str>>, by: &str) -> Option<String> {
    let all: Vec<&str> = conditions.into_iter().flatten().collect();
    match all.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        several => Some(several.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(by)),
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
