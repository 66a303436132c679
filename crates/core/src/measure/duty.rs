//! A duty spelled out as a measure. There is one evaluator: plan, what is due and the floor indicator of a duty all ask it
//! this measure.

mod faults;

use super::{SHOWN, compile::DEPARTMENT};
use crate::{
    contract::Kind,
    definition::{
        After, Began, Covered, Deferral, DutyDef, Each, Every, Length, LookDef, MeasureDef, Number, PerPerson,
        Population, Stand,
    },
};

/// The last day of a term of office, and the first day after it.
const LAST_OF_TERM: &str = "add_days(add_months(term_start, term_years * 12), 0 - 1)";
const END_OF_TERM: &str = "add_months(term_start, term_years * 12)";
/// Later than every day that is written down.
const EVER: &str = "2199-12-31";

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
            rows: if self.is_beginning() { Stand::Begun } else { Stand::OnLastDay },
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
        Some(PerPerson { prefer, in_each_organisation: false, then: Began::Earliest })
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

    /// Whether the event is the beginning of a stay or post.
    fn is_beginning(&self) -> bool {
        self.duty.after.is_some() && self.kind.span.is_some()
    }

    /// The day of the event.
    fn day(&self, after: &After) -> String {
        let own = if self.is_beginning() { Some("stay_from".to_owned()) } else { self.kind.date_field.clone() };
        after.day.clone().or(own).unwrap_or_default()
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
