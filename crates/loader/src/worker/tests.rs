//! Answers that a well-meant plugin cannot give.

use super::*;
use changxiao_core::{count::Subject, tally::Class};

fn check(change: impl FnOnce(&mut Tally)) -> bool {
    let mut tally = Tally { numerator: 1.into(), denominator: 3.into(), unknown: 1, open: 1, ..Tally::default() };
    change(&mut tally);
    plausible(tally, Vec::new(), Listing::Counts).is_ok()
}

#[test]
fn counts_must_agree() {
    assert!(check(|_| ()));
    assert!(check(|tally| tally.disputed = 2));
    assert!(!check(|tally| tally.disputed = 3));
    assert!(!check(|tally| tally.numerator = 4.into()));
    assert!(!check(|tally| tally.numerator = (-1).into()));
    assert!(!check(|tally| (tally.numerator, tally.denominator) = (0.into(), 0.into())));
}

#[test]
fn items_must_add_up() {
    let item = |class| Item::new(Subject::Organisation, class);
    let items = vec![item(Class::Met), item(Class::Missed)];
    let tally = Tally { numerator: 1.into(), denominator: 2.into(), ..Tally::default() };
    assert!(plausible(tally, items.clone(), Listing::Items).is_ok());
    let more = Tally { denominator: 3.into(), ..tally };
    assert_eq!(plausible(more, items, Listing::Items), Err(Cause::Contradictory { tally: Box::new(more), items: 2 }));
}

#[test]
fn every_plugin_api_up_to_ours_is_understood() {
    let of = |api, contract| fits(Versions { api, contract });
    assert_eq!(of(PLUGIN_API, CONTRACT_VERSION), Ok(()));
    assert_eq!(of(PLUGIN_API, 0), Ok(()));
    assert_eq!(of(0, CONTRACT_VERSION), Err(Cause::Older(0)));
    assert_eq!(of(PLUGIN_API + 1, CONTRACT_VERSION), Err(Cause::Newer(PLUGIN_API + 1)));
    let newer = CONTRACT_VERSION + 1;
    assert_eq!(of(PLUGIN_API, newer), Err(Cause::NewerContract { contract: newer, known: CONTRACT_VERSION }));
}
