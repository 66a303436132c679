//! Every law can fail: for each there is a reading that is wrong in the way the law forbids, and the law finds it.

use super::{
    bounds::{Learned, of_bounds},
    days::of_days,
    elsewhere::of_others,
    explanations::{explain, of_changes, of_sums},
    grouping::{of_levels, of_totals},
    leaving::{changed, of_exceptions, of_exclusions},
    order::{gathered, of_departments, of_files, of_rows},
    printing::{of_printing, printed},
    sql::{of_text, run},
};
use crate::random::{COVERED, Row, Sample, breaks, day, lives, read, registers};
use changxiao_core::{
    columns::Cell,
    contract::{Blank, FieldType},
    fraction::Fraction,
    id::Id,
};
use changxiao_engine::evaluation::Numbers;
use std::collections::BTreeMap;

type AllNumbers = BTreeMap<Id, Numbers>;

#[test]
fn every_law_can_fail() {
    let laws = [
        ("the last rows are lost", of_rows(without_the_last_rows)),
        ("the second file is lost", of_files(|files| registers(&files[0]))),
        ("the second department is lost", of_departments(|sample, sources| gathered(sample, sources[..1].to_vec()))),
        ("the day is not asked for", of_days(|sample| read(&Sample { as_of: day(2026, 12, 31), ..sample.clone() }))),
        ("others are counted too", of_others(with_all_organisations)),
        ("a blank is zero", of_bounds(with_zeros, Learned::Blanks)),
        ("a sheet that lacks is taken for empty", of_bounds(with_all_sheets, Learned::Sheets)),
        ("the first version is believed", of_bounds(without_disputes, Learned::Disputes)),
        ("the closed are forgotten", of_totals(without_the_closed)),
        ("only one level is added up", of_levels(of_one_level)),
        ("an exception is asked first", of_exceptions(with_exceptions_first)),
        ("who has met is not excluded", of_exclusions(with_the_numerator_first)),
        (
            "an item is left out",
            of_sums(|sample, number| {
                let mut explanation = explain(sample, number);
                explanation.items.pop();
                explanation
            }),
        ),
        (
            "one too few is asked for",
            of_changes(
                |sample, number| {
                    let mut explanation = explain(sample, number);
                    let changes = explanation.changes.iter_mut().filter_map(|(_, _, item)| item.change.as_mut());
                    changes.for_each(|change| change.amount = change.amount.minus(Fraction::ONE).unwrap());
                    explanation
                },
                std::rc::Rc::default(),
            ),
        ),
        (
            "the text is run as of another day",
            of_text(|sample| run(&Sample { as_of: day(2026, 12, 31), ..sample.clone() })),
        ),
        (
            "days of grace are not printed",
            of_printing(|pack| {
                let text = printed(pack);
                text.lines().filter(|line| !line.starts_with("grace_days")).map(|line| format!("{line}\n")).collect()
            }),
        ),
    ];
    let unnoticed: Vec<&str> = laws.iter().filter(|(_, law)| !breaks(law)).map(|(wrong, _)| *wrong).collect();
    assert!(unnoticed.is_empty(), "no law notices that {}", unnoticed.join(", that "));
}

fn without_the_last_rows(sample: &Sample) -> AllNumbers {
    read(&sample.with(sample.rows[..sample.rows.len() * 9 / 10].to_vec()))
}

fn with_all_organisations(sample: &Sample) -> AllNumbers {
    let all = u64::try_from(lives(&sample.rows).len()).unwrap();
    let mut numbers = read(sample);
    for tally in numbers.values_mut().flat_map(|numbers| numbers.lines.values_mut()) {
        tally.denominator = tally.denominator.plus(Fraction::from(all)).unwrap();
    }
    numbers
}

fn with_zeros(sample: &Sample) -> AllNumbers {
    let zero = |row: &Row| {
        let mut row = row.clone();
        for field in row.declared().fields.iter().filter(|field| field.blank == Some(Blank::NotKnown)) {
            let zero = match field.holds {
                FieldType::Integer | FieldType::Decimal => Cell::Number(0),
                FieldType::Boolean => Cell::Boolean(false),
                _ => continue,
            };
            if row.cell(&field.id) == Cell::Blank {
                row.cells.insert(&field.id, zero);
            }
        }
        row
    };
    read(&sample.with(sample.rows.iter().map(zero).collect()))
}

fn with_all_sheets(sample: &Sample) -> AllNumbers {
    let mut rows = sample.rows.clone();
    for kind in COVERED {
        let claim = Row::new("coverage").text("kind", kind).text("scope", "own").text("stated_by", "office");
        let claim = claim.day("first_day", day(2014, 1, 1)).day("last_day", day(2027, 12, 31));
        rows.extend(lives(&sample.rows).iter().map(|life| claim.clone().text("org", &life.id)));
    }
    read(&sample.with(rows))
}

fn without_disputes(sample: &Sample) -> AllNumbers {
    let whole = super::leaving::in_one_version(sample);
    read(&whole.with(whole.rows.iter().filter(|row| row.kind != "evidence").cloned().collect()))
}

fn without_the_closed(sample: &Sample) -> AllNumbers {
    let mut numbers = read(sample);
    for numbers in numbers.values_mut() {
        let closed = numbers.own.iter().filter(|((owner, _), _)| matches!(owner.as_str(), "AB3" | "BB3"));
        let closed: Vec<_> = closed.map(|(_, tally)| *tally).collect();
        if let Some(root) = numbers.lines.get_mut(&"U0".into()) {
            closed.iter().for_each(|tally| root.denominator = root.denominator.minus(tally.denominator).unwrap());
        }
    }
    numbers
}

fn of_one_level(sample: &Sample) -> AllNumbers {
    let mut numbers = read(sample);
    let is_below = |owner: &str| {
        let states = sample.rows.iter().filter(|row| row.kind == "org" && row.text_of("org") == owner);
        states.map(|row| row.text_of("parent")).any(|parent| parent == "W0")
    };
    for numbers in numbers.values_mut() {
        let near = numbers.own.iter().filter(|((owner, _), _)| owner.as_str() == "W0" || is_below(owner.as_str()));
        let sum = near.fold(changxiao_core::tally::Tally::default(), |sum, (_, tally)| sum.plus(*tally).unwrap());
        numbers.lines.insert("W0".into(), sum);
    }
    numbers
}

fn with_exceptions_first(sample: &Sample) -> AllNumbers {
    read(&changed(sample, |measure| {
        measure.exclude = match (measure.exclude.take(), measure.except.take()) {
            (Some(exclude), Some(except)) => Some(format!("({exclude}) or ({except})")),
            (one, other) => one.or(other),
        }
    }))
}

fn with_the_numerator_first(sample: &Sample) -> AllNumbers {
    read(&changed(sample, |measure| {
        if let (Some(exclude), Some(numerator)) = (&measure.exclude, &measure.numerator) {
            measure.exclude = Some(format!("({exclude}) and not ({numerator})"));
        }
    }))
}
