//! A plan as an iCalendar text: an all-day event on the last day of each window, without alarm. Nothing in it comes from a
//! clock or from chance, so the same plan gives the same bytes.

use super::Words;
use changxiao_core::{day::Day, message::Message};
use changxiao_engine::occasions::Occasion;
use icalendar::{Calendar, Component as _, Event, Property};

/// A calendar with a title. Its stamps are the first day of the plan: the library would take the clock.
pub(super) fn calendar(words: &Words<'_>, planned: &[Occasion], (title, stamped): (&str, Day)) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [("VERSION", "2.0"), ("PRODID", "-//Changxiao//plan//"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(title);
    for one in planned {
        calendar.push(event(words, one, stamped));
    }
    calendar.to_string()
}

fn event(words: &Words<'_>, one: &Occasion, stamped: Day) -> Event {
    let (wording, last) = (words.wording, one.window.last());
    let summary = Message::new("calendar-summary").with("duty", one.name.clone());
    let window = if one.is_day_known { "calendar-window" } else { "calendar-window-open" };
    let window = Message::new(window).with("first", one.window.from()).with("last", last);
    let lines = [
        Message::new("calendar-what").with("what", words.what(one)),
        window,
        Message::new("calendar-register").with("register", words.register(one)),
        Message::new("calendar-clause").with("clause", words.clause(one)),
    ];
    let mut event = Event::new();
    event.add_property("DTSTAMP", format!("{}T000000Z", digits(stamped)));
    event.uid(&uid(one));
    event.summary(&wording.say(&summary.with("organisation", words.owner(one))));
    let deferred = one.deferred_from.map(|from| Message::new("plan-deferred").with("from", from));
    let lines: Vec<String> = lines.iter().chain(&deferred).map(|line| wording.say(line)).collect();
    event.description(&lines.join("\n"));
    event.append_property(date("DTSTART", last));
    event.append_property(date("DTEND", last.plus_days(1))); // first day out
    event.add_property("TRANSP", "TRANSPARENT"); // it does not make anybody busy
    event.done()
}

/// Duty, organisation and first day name an occasion, whoever prints it in whichever plan, and however it is deferred; of
/// posts the role too, of an event its record. Events of persons that stand together are told apart by their last day.
fn uid(one: &Occasion) -> String {
    let mut parts = vec![one.duty.to_string(), one.organisation.to_string(), digits(one.window.from())];
    parts.extend(one.role.clone());
    parts.extend(one.event.clone());
    if one.is_of_persons {
        parts.push(digits(one.window.last()));
        parts.extend(one.deferred_from.map(digits));
    }
    format!("{}@changxiao", parts.join("."))
}

fn date(key: &str, day: Day) -> Property {
    Property::new(key, digits(day)).add_parameter("VALUE", "DATE").done()
}

fn digits(day: Day) -> String {
    day.to_string().replace('-', "")
}
