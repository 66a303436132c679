//! Members and their stays: some move from one organisation to another, some change within one, some leave.

use super::{
    chance::Chance,
    organisations::Life,
    rows::{Row, day},
};
use changxiao_core::day::Day;

/// The stays and posts of some persons; their ids begin with a letter and a number from here on.
pub(super) fn people(chance: &mut Chance, lives: &[Life], (letter, many): (&str, usize)) -> Vec<Row> {
    let keeps = |life: &&Life| matches!(life.kind, "branch" | "general-branch" | "organ-committee");
    let keepers: Vec<&Life> = lives.iter().filter(keeps).collect();
    let mut rows = Vec::new();
    for number in 0..many {
        let person = format!("{letter}{number}");
        let mut from = chance.day(day(2023, 1, 1), day(2025, 9, 1));
        for _ in 0..=chance.below(3) {
            let home = *chance.pick(&keepers);
            let Some(first) = home.day(chance, (from, from.plus_days(200))) else { continue };
            let end = chance.day(first.plus_days(20), first.plus_days(900));
            let end = home.to.map_or(end, |to| end.min(to));
            let to = (chance.is(60) || home.to == Some(end)).then_some(end).filter(|end| *end > first);
            rows.extend(stay(chance, (&person, home), (first, to)));
            let Some(to) = to else { break };
            from = to.plus_days(if chance.is(60) { 0 } else { 30 });
        }
    }
    rows
}

/// A stay of one or two rows, and perhaps a post of as long.
fn stay(chance: &mut Chance, (person, home): (&str, &Life), (from, to): (Day, Option<Day>)) -> Vec<Row> {
    let until = to.unwrap_or(day(2026, 6, 30));
    let cut = chance.day(from.plus_days(1), until.max(from.plus_days(2)));
    let parts = match chance.is(30) && cut < until {
        true => vec![(from, Some(cut)), (cut, to)],
        false => vec![(from, to)],
    };
    let mut rows: Vec<Row> = parts.into_iter().map(|days| member(chance, (person, home), days)).collect();
    if chance.is(25) {
        let role = *chance.pick(&["secretary", "deputy-secretary", "party-worker"]);
        let mut post = Row::new("post").text("person", person).text("org", &home.id).text("role", role);
        post = post.day("valid_from", from).day_if("valid_to", to);
        if chance.is(60) {
            post = post.truth("by_procedure", chance.is(70));
        }
        rows.push(post.truth("full_time", chance.is(50)));
    }
    rows
}

fn member(chance: &mut Chance, (person, home): (&str, &Life), (from, to): (Day, Option<Day>)) -> Row {
    let mut row = Row::new("member").text("person", person).text("org", &home.id);
    row = row.day("valid_from", from).day_if("valid_to", to);
    row = row.text("status", if chance.is(80) { "full" } else { "probationary" });
    if chance.is(70) {
        row = row.day("birth_month", day(1960 + i16::try_from(chance.below(40)).unwrap(), 5, 1));
    }
    if chance.is(70) {
        let rank = *chance.pick(&["division", "section", "none"]);
        row = row.text("rank", rank);
    }
    if chance.is(15) {
        row = row.day("relieved_from", from);
        row = if chance.is(50) { row.day("relieved_to", from.plus_days(200)) } else { row };
    }
    row
}
