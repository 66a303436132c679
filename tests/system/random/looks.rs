//! Looks by chance, from a population into the registers that its keys lead to.

use super::{
    chance::Chance,
    conditions::{Named, of_row},
};
use changxiao_core::definition::{Covered, LookDef, Which};

/// Where looks of a population may lead: register, keys, and for whom it must be covered.
fn ways(register: &str) -> Vec<(&'static str, &'static [&'static str], Covered)> {
    let by_org: &[&str] = &["org"];
    let by_both: &[&str] = &["person", "org"];
    let by_person: &[&str] = &["person"];
    let owner = Covered::Owner;
    match register {
        "org" => vec![
            ("meeting", by_org, owner.clone()),
            ("session", by_org, owner.clone()),
            ("training", by_org, owner.clone()),
            ("issue", by_org, owner.clone()),
            ("attendance", by_org, owner.clone()),
            ("member", by_org, owner.clone()),
            ("post", by_org, owner.clone()),
            ("meeting", &["org within org"], Covered::Reach),
            ("session", &["org around org"], owner),
        ],
        "member" => vec![
            ("training", by_both, owner.clone()),
            ("training", by_person, Covered::EachStay),
            ("attendance", by_both, owner.clone()),
            ("attendance", by_person, Covered::EachStay),
            ("session", by_org, owner.clone()),
            ("post", by_both, owner),
        ],
        "training" => vec![("member", by_both, owner.clone()), ("attendance", by_both, owner)],
        "session" => vec![("attendance", &["id = event"], owner.clone()), ("meeting", by_org, owner)],
        "meeting" => vec![("session", by_org, owner.clone()), ("attendance", &["id = event"], owner)],
        "issue" => vec![("meeting", by_org, owner.clone()), ("session", by_org, owner)],
        _ => unreachable!("no looks from {register}"),
    }
}

/// What may be taken of the rows of a register.
fn takes(register: &str) -> &'static [&'static str] {
    match register {
        "meeting" => &["count", "count", "sum present", "max present", "min held_on", "count kind"],
        "session" => &["count", "sum hours", "max hours", "max held_on", "count topic_scope"],
        "training" => &["count", "sum hours", "min hours", "min ended_on", "count person"],
        "attendance" => &["count", "count", "sum session.hours", "count person"],
        "issue" => &["count", "max closed_on", "count class"],
        "member" => &["count", "count person", "count rank", "min valid_from"],
        _ => &["count", "count role"],
    }
}

/// A look from a population, under a name.
fn look(chance: &mut Chance, population: &str, name: &str) -> (LookDef, Named) {
    let ways = ways(population);
    let (register, by, covered) = chance.pick(&ways).clone();
    let only = chance.is(75).then(|| match chance.is(25) {
        true => format!("({}) and ({})", of_row(chance, register), of_row(chance, register)),
        false => of_row(chance, register),
    });
    let is_state = matches!(register, "member" | "post");
    let mut def = LookDef { by: by.iter().map(|&key| key.to_owned()).collect(), ..LookDef::count(register, None) };
    (def.only, def.covered) = (only, if chance.is(4) { Covered::Nobody } else { covered });
    (*chance.pick(takes(register))).clone_into(&mut def.take);
    let is_record = !matches!(population, "org" | "member");
    match chance.below(10) {
        0 if is_state => def.at = Some("period_from".to_owned()),
        0 => def.from = Some("add_months(period_from, 0 - 2)".to_owned()),
        1 if !is_state => def.until = Some("add_days(due, 40)".to_owned()),
        2 if !is_state && !is_record => def.period = Which::YearBefore,
        3 if register == "issue" => def.when = Some("closed_on".to_owned()),
        _ => {}
    }
    let is_day = ["min held_on", "max held_on", "min ended_on", "max closed_on", "min valid_from"];
    let named = Named { name: name.to_owned(), is_day: is_day.contains(&def.take.as_str()) };
    (def, named)
}

/// One to three looks from a population.
pub(super) fn looks(chance: &mut Chance, population: &str) -> Vec<(LookDef, Named)> {
    let many = 1 + chance.below(3);
    ["seen", "other", "third"].iter().take(many).map(|name| look(chance, population, name)).collect()
}
