//! A campaign of education in the first year, the practices it left behind, and the rules made of some of them: one became a
//! duty and is written down, one is done without a rule, one was written and dropped, one was ended by a decision.

use super::{
    Making,
    chance::Chance,
    department::Department,
    rows::{day, id, text, yes},
};
use changxiao_core::{columns::Cell, day::Day};
use std::{io, sync::Arc};

/// Practices of a campaign: title, the duty it became, whether a rule fixes it, whether it needs money, whether it ended.
const PRACTICES: &[(&str, Option<&str>, bool, bool, bool)] = &[
    ("每月主题党日", Some("baseline/party-day-monthly"), true, true, false),
    ("书记讲党课", Some("baseline/secretary-lecture-yearly"), false, false, false),
    ("党员大会按季召开", Some("baseline/branch-meeting-quarterly"), true, false, false),
    ("每周学习简报", None, true, false, true),
    ("结对走访", None, false, false, false),
];

/// Writes the campaign of a department.
pub(super) fn write(making: &mut Making<'_>, department: &Department) -> io::Result<()> {
    let mut chance = making.chance("campaign", department.index);
    let (campaign, from) = (making.id('S'), making.years().from());
    let begin = from.plus_months(chance.between(1, 2));
    let end = begin.plus_months(5);
    let fields = [
        ("id", id(&campaign)),
        ("org", id(&department.unit)),
        ("title", text("教育实践活动")),
        ("valid_from", Cell::Day(begin)),
        ("valid_to", Cell::Day(end)),
    ];
    making.rows.put_once("campaign", &fields)?;
    let there = department.branches.iter().filter(|branch| branch.life.has(end.plus_days(-1)));
    let branches: Vec<Arc<str>> = there.map(|branch| branch.id.clone()).collect();
    for (title, duty, is_written, needs_money, has_ended) in PRACTICES {
        let practice = making.id('S');
        let ended = has_ended.then(|| end.plus_months(10));
        let fields = [
            ("id", id(&practice)),
            ("campaign", id(&campaign)),
            ("title", text(title)),
            ("orgs", Cell::List(branches.clone())),
            ("duty", duty.map_or(Cell::Blank, text)),
            ("needs_money", yes(*needs_money)),
            ("ended_on", day(ended)),
            ("ended_by", ended.map_or(Cell::Blank, |_| text("机关党委会议纪要〔示例〕"))),
        ];
        making.rows.put_once("practice", &fields)?;
        if *is_written {
            rule(making, (department, &practice), (end, ended), &mut chance)?;
        }
    }
    Ok(())
}

/// The rule of a practice; the organ committee amends some of them after an evaluation.
fn rule(
    making: &mut Making<'_>,
    (department, practice): (&Department, &Arc<str>),
    (end, ended): (Day, Option<Day>),
    chance: &mut Chance,
) -> io::Result<()> {
    let from = end.plus_days(chance.between(5, 80));
    let amended = Some(from.plus_months(chance.between(8, 14))).filter(|day| *day < making.years().to());
    let amended = amended.filter(|_| ended.is_none() && chance.percent(60));
    let first = making.id('U');
    let put = |making: &mut Making<'_>, (rule, before): (&Arc<str>, Option<&Arc<str>>), span: (Day, Option<Day>)| {
        let fields = [
            ("id", id(rule)),
            ("org", id(&department.committee)),
            ("practice", id(practice)),
            ("clause", text("第三条")),
            ("valid_from", Cell::Day(span.0)),
            ("valid_to", day(span.1)),
            ("supersedes", super::rows::optional(before)),
            ("reason", before.map_or(Cell::Blank, |_| text("evaluation"))),
        ];
        making.rows.put_once("rule", &fields)
    };
    put(making, (&first, None), (from, amended.or(ended)))?;
    if let Some(amended) = amended {
        let second = making.id('U');
        put(making, (&second, Some(&first)), (amended, None))?;
    }
    Ok(())
}
