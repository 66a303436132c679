//! The plan: the occasions of a period that a post owes or answers for, an organisation owes, or anybody does. What a duty
//! exempts is not in it, by the same measure that leaves it out of the count; nor is what hangs on an event that nobody
//! has recorded.

use crate::{
    catalogue::Catalogue,
    evaluation::{Evaluating, Span},
    occasions::{self, Key, Occasion, Whose},
};
use changxiao_core::{count::Subject, day::Period, fault::Fault, registers::Registers, tally::Class};
use std::collections::BTreeMap;

/// The occasions whose last day lies in a period, by that day; faults beside them. Of a post, it alone stands in
/// `answering`.
#[must_use]
pub fn plan(
    (catalogue, registers): (&Catalogue, &Registers),
    whose: &Whose,
    period: Period,
) -> (Vec<Occasion>, Vec<Fault>) {
    let span = Span { period, as_of: period.last() };
    let mut evaluating = Evaluating::new(catalogue, registers, span);
    let mut planned: BTreeMap<Key, Occasion> = BTreeMap::new();
    for duty in catalogue.duties().values() {
        for (occasion, item) in occasions::owed(&mut evaluating, duty, period) {
            let is_missing = matches!(item.subject, Subject::MissingRegister { .. });
            if !is_missing && item.class != Class::Excluded && whose.is_asked(&occasion) {
                let alike = planned.entry(occasion.key());
                alike.and_modify(|known| known.count += 1).or_insert_with(|| narrowed(occasion, whose));
            }
        }
    }
    (planned.into_values().collect(), evaluating.faults)
}

fn narrowed(mut occasion: Occasion, whose: &Whose) -> Occasion {
    if let Whose::Post(organisation, role) = whose {
        occasion.answering.retain(|post| post.organisation == *organisation && post.role == *role);
    }
    occasion
}
