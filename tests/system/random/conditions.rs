//! Conditions by chance, in the words that a register allows.

use super::chance::Chance;

/// A number as the tests use it: small, or a parameter.
pub(super) fn least(chance: &mut Chance) -> String {
    if chance.is(20) { "$least".to_owned() } else { chance.below(4).to_string() }
}

fn a_day(chance: &mut Chance) -> String {
    format!("{}-{:02}-{:02}", 2024 + chance.below(2), 1 + chance.below(12), 1 + chance.below(28))
}

/// A condition on the fields of one row of a register.
pub(super) fn of_row(chance: &mut Chance, register: &str) -> String {
    let (day, few, many) = (a_day(chance), least(chance), 5 * chance.below(5));
    let words = match register {
        "org" | "member" | "post" => of_state(register),
        _ => of_record(register),
    };
    let mut words = words.to_vec();
    if register != "org" {
        words.extend(["org.kind = 'branch'", "org.staff >= MANY"]);
    }
    chance.pick(&words).replace("DAY", &day).replace("FEW", &few).replace("MANY", &many.to_string())
}

/// Conditions on states; what stands in capitals is drawn.
fn of_state(register: &str) -> &'static [&'static str] {
    match register {
        "org" => &[
            "staff >= MANY",
            "has_committee",
            "kind in ('branch', 'general-branch')",
            "kind != 'branch'",
            "term_start is null",
            "term_start > DAY",
        ],
        "member" => &[
            "status = 'full'",
            "rank in ('division', 'section')",
            "birth_month > 1980-01-01",
            "relieved_from is null",
            "valid_from > DAY",
        ],
        _ => &["role = 'secretary'", "full_time", "by_procedure"],
    }
}

/// Conditions on dated records.
fn of_record(register: &str) -> &'static [&'static str] {
    match register {
        "meeting" => &[
            "kind = 'member-meeting'",
            "kind in ('committee-meeting', 'group-meeting')",
            "kind in $kinds",
            "present > FEW",
            "present * 2 >= expected",
            "criticism",
        ],
        "session" => &[
            "form in ('collective-discussion', 'lecture')",
            "form != 'guidance'",
            "hours >= FEW",
            "topic_scope = 'strategic'",
            "speaker is null",
        ],
        "training" => &["kind = 'theory'", "kind in ('party-work', 'other')", "hours > FEW", "hours + 1 >= 3"],
        "attendance" => &[
            "status = 'present'",
            "status = 'present' or made_up_on is not null",
            "status in ('leave', 'official-travel')",
            "session.form != 'lecture'",
            "session.hours >= 1",
        ],
        "issue" => &[
            "class in ('people', 'theory')",
            "self_found",
            "closed_on is not null",
            "closed_on <= first_of(due_on, add_days(found_on, 60))",
            "dropped_on is null",
            "verified_on <= add_months(found_on, 3)",
            "verified_by = 'U0'",
        ],
        _ => unreachable!("no conditions on {register}"),
    }
}

/// A condition on what an item has of its own.
fn of_item(chance: &mut Chance, register: &str) -> String {
    let months = 1 + chance.below(9);
    let mut words = vec![
        format!("add_months(opened, {months}) > period_from"),
        "opened <= 2025-01-01".to_owned(),
        "is_department".to_owned(),
        format!("due > {}", a_day(chance)),
    ];
    if register == "member" {
        words.push(format!("add_months(stay_from, {months}) > due"));
        words.push(format!("days(in_force) >= {}", 30 * months));
        words.push("days(without(in_force, relieved_from, relieved_to)) >= 60".to_owned());
        words.push("since(rank) <= 2025-01-01".to_owned());
    }
    chance.pick(&words).clone()
}

/// A look that conditions may name.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) is_day: bool,
}

/// A condition on what a look found.
pub(super) fn of_look(chance: &mut Chance, looks: &[Named]) -> String {
    let look = chance.pick(looks).clone();
    let numbers: Vec<&Named> = looks.iter().filter(|look| !look.is_day).collect();
    let few = least(chance);
    match look.is_day {
        true => {
            let day = *chance.pick(&["due", "add_months(period_from, 2)", "add_days(due, 0 - 20)"]);
            format!("look.{} {} {day}", look.name, chance.pick(&["<=", ">", ">="]))
        }
        false => match chance.below(10) {
            0 if numbers.len() > 1 => format!("look.{} + look.{} >= {few}", numbers[0].name, numbers[1].name),
            1 if numbers.len() > 1 => format!("look.{} > look.{}", numbers[0].name, numbers[1].name),
            2 => format!("look.{} * 2 >= {few} + 1", look.name),
            3 => format!("look.{} {} {few}", look.name, chance.pick(&["=", "!=", "<", "<="])),
            _ => format!("look.{} >= {few}", look.name),
        },
    }
}

/// A condition on an item: its row, itself, its looks, and these joined.
pub(super) fn of_any(chance: &mut Chance, (register, looks): (&str, &[Named]), depth: usize) -> String {
    let inner = |chance: &mut Chance| of_any(chance, (register, looks), depth - 1);
    match chance.below(8) {
        0 if depth > 0 => format!("not ({})", inner(chance)),
        1 if depth > 0 => format!("({}) and ({})", inner(chance), inner(chance)),
        2 if depth > 0 => format!("({}) or ({})", inner(chance), inner(chance)),
        3 | 4 if !looks.is_empty() => of_look(chance, looks),
        5 => of_item(chance, register),
        _ => of_row(chance, register),
    }
}
