//! Whoever runs native code is asked by organisation and then by period, may take as many at once as it likes, and what it
//! does not answer is not known.

use super::{contribution, reading, span};
use changxiao_baseline::Baseline;
use changxiao_core::{
    count::{Count, Item, Listing, Subject},
    day::{Calendar, Day, Period},
    definition::IndicatorDef,
    department::{About, Department, List},
    fault::Fault,
    id::{Id, OrganisationId},
    native::{Indicator, Inputs, NativeIndicator, OrganisationRecords},
    tally::{Class, Tally},
    text::Text,
};
use changxiao_engine::{
    catalogue::{Catalogue, SourceKind},
    evaluation::{Evaluation, evaluate},
    explanation::explain,
    natives::Natives,
};

/// A department whose code counts meetings a quarter.
struct Harbour;
struct Meetings;

impl Department for Harbour {
    fn about(&self) -> About {
        About::new("harbour", Text::new("港务局", "Harbour Bureau"))
    }
    fn register(&self, list: &mut List) {
        list.native(Meetings);
    }
}

impl Indicator for Meetings {
    fn define(&self) -> IndicatorDef {
        let text = || Text::new("会议", "Meetings");
        let part_of = "baseline/member-education-management".parse().unwrap();
        IndicatorDef { period: Calendar::Quarter, ..IndicatorDef::new(id(), part_of, text(), text()) }
    }
}

impl NativeIndicator for Meetings {
    fn inputs(&self) -> Inputs {
        Inputs::asking(["branch"]).reads("meeting", ["id"])
    }
    fn tally(&self, records: &OrganisationRecords, count: &mut Count) -> Result<(), Fault> {
        records.rows("meeting").for_each(|_| count.item(Subject::Organisation, Class::Met, "a meeting"));
        Ok(())
    }
}

fn id() -> Id {
    "harbour/meetings".parse().unwrap()
}

/// Runs the code here: takes so many at once, answers at most so many, and keeps whom it was asked for.
struct Runner {
    at_once: usize,
    most: usize,
    asked: Vec<(OrganisationId, Period)>,
    /// Ends the process when it is asked for this one.
    ends_at: Option<&'static str>,
}

impl Natives for Runner {
    fn tally(&mut self, _: &Id, records: &OrganisationRecords, of: Listing) -> Result<(Tally, Vec<Item>), Fault> {
        let mut count = Count::new(of);
        Meetings.tally(records, &mut count)?;
        Ok((count.tally().unwrap(), count.into_items()))
    }

    fn tallies(
        &mut self,
        indicator: &Id,
        records: &mut dyn Iterator<Item = OrganisationRecords>,
        told: &mut dyn FnMut(Result<Tally, Fault>),
    ) {
        loop {
            let batch: Vec<_> = records.take(self.at_once).collect();
            if batch.is_empty() {
                return;
            }
            for one in batch {
                self.asked.push((one.organisation.clone(), one.period));
                if self.asked.len() <= self.most {
                    told(self.tally(indicator, &one, Listing::Counts).map(|(tally, _)| tally));
                }
            }
        }
    }

    fn ended(&self, _: &Id) -> Option<Fault> {
        let has_asked = |end: &str| self.asked.iter().any(|(organisation, _)| organisation.as_str() == end);
        self.ends_at.filter(|end| has_asked(end)).map(|end| Fault::said(format!("ended at {end}")))
    }
}

fn with_code() -> Catalogue {
    let contributions = vec![contribution(&Baseline, SourceKind::Baseline), contribution(&Harbour, SourceKind::Plugin)];
    let (catalogue, faults) = Catalogue::new(changxiao_registers::contract().unwrap(), contributions);
    assert_eq!(faults, []);
    catalogue
}

fn run(at_once: usize, most: usize) -> (Evaluation, Vec<(OrganisationId, Period)>) {
    let mut runner = Runner { at_once, most, asked: Vec::new(), ends_at: None };
    let evaluation = evaluate(&with_code(), &reading().registers, span(Day::new(2026, 2, 15).unwrap()), &mut runner);
    (evaluation, runner.asked)
}

#[test]
fn how_many_are_asked_at_once_changes_nothing() {
    let (one, asked) = run(1, usize::MAX);
    assert!(asked.is_sorted() && asked.len() > 20, "{asked:?}");
    let tallies = &one.numbers[&id()].own;
    assert!(tallies.values().any(|tally| tally.numerator > 5.into()) && one.faults.is_empty());
    for at_once in [2, 1000] {
        let (all, again) = run(at_once, usize::MAX);
        assert_eq!((&all.numbers[&id()].own, again), (tallies, asked.clone()), "{at_once}");
        assert_eq!(all.numbers[&id()].lines, one.numbers[&id()].lines, "{at_once}");
    }
}

#[test]
fn what_is_not_answered_is_not_known() {
    let (whole, asked) = run(7, usize::MAX);
    let (part, _) = run(7, 5);
    for (at, key) in asked.iter().enumerate() {
        let expected = if at < 5 { whole.numbers[&id()].own[key] } else { Tally::of(Class::Open) };
        assert_eq!(part.numbers[&id()].own[key], expected, "{key:?}");
    }
    let keys: Vec<&str> = part.faults.iter().map(|fault| fault.message.key.as_str()).collect();
    assert_eq!(keys, ["native-nobody"]);
}

/// What is asked first would have an answer; the run says that the indicator is known nowhere, and so does its explanation.
#[test]
fn an_explanation_knows_of_an_end_at_another_organisation() {
    let (catalogue, reading, span) = (with_code(), reading(), span(Day::new(2026, 2, 15).unwrap()));
    let runner = |ends_at| Runner { at_once: 7, most: usize::MAX, asked: Vec::new(), ends_at };
    let explained = |ends_at| {
        let (ready, first) = (catalogue.indicator(id().as_str()).unwrap(), "DZB01".into());
        let asked = (&first, ready);
        explain((&catalogue, &reading.registers), span, asked, &mut runner(ends_at)).unwrap().0.tally
    };
    let numbers = |ends_at| {
        let evaluation = evaluate(&catalogue, &reading.registers, span, &mut runner(ends_at));
        evaluation.numbers[&id()].lines[&"DZB01".into()]
    };
    assert!(explained(None).numerator > 0.into());
    assert_eq!(explained(None), numbers(None));
    assert_eq!((explained(Some("DZB08")), explained(Some("DZB08")).open), (numbers(Some("DZB08")), 4));
}
