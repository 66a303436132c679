//! The plan: the occasions of a period that a post answers for, an organisation owes, or anybody does. What a duty exempts
//! is not in it, by the same measure that leaves it out of the count.

use crate::{
    catalogue::Catalogue,
    evaluation::{Evaluating, Span},
    occasions::{self, Occasion, Whose},
};
use changxiao_core::{day::Period, fault::Fault, registers::Registers, tally::Class};

/// The occasions that lie wholly in a period, by last day; faults beside them. Of a post, it alone stands in `answering`.
#[must_use]
pub fn plan(
    (catalogue, registers): (&Catalogue, &Registers),
    whose: &Whose,
    period: Period,
) -> (Vec<Occasion>, Vec<Fault>) {
    let span = Span { period, as_of: period.last() };
    let mut evaluating = Evaluating::new(catalogue, registers, span);
    let mut planned: Vec<Occasion> = Vec::new();
    for duty in catalogue.duties().values() {
        let Some(ready) = catalogue.measured_duty(&duty.id) else { continue };
        for window in duty.every.within(period) {
            let ready = occasions::judged_on(span.as_of, ready, window);
            for occasion in occasions::occasions(&evaluating, duty, window, whose) {
                let item = occasions::asked(&mut evaluating, &ready, &occasion);
                if item.is_some_and(|item| item.class != Class::Excluded) {
                    planned.push(narrowed(occasion, whose));
                }
            }
        }
    }
    planned.sort_by_key(|one| (one.window.last(), one.window.from(), one.duty.clone(), one.organisation.clone()));
    (planned, evaluating.faults)
}

fn narrowed(mut occasion: Occasion, whose: &Whose) -> Occasion {
    if let Whose::Post(organisation, role) = whose {
        occasion.answering.retain(|post| post.organisation == *organisation && post.role == *role);
    }
    occasion
}
