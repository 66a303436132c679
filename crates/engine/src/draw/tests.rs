use super::*;
use changxiao_core::id::OrganisationId;

fn candidate(class: &str) -> Candidate {
    Candidate { class: class.to_owned(), organisation: OrganisationId::from("o") }
}

/// A frame of ids without classes.
fn plain(ids: impl IntoIterator<Item = u32>) -> Frame {
    let mut frame = Frame::default();
    ids.into_iter().for_each(|id| frame.add(&format!("ZB{id}"), candidate("")));
    frame
}

fn asked(seed: u64, size: &str, reserve: Option<&str>) -> Asked {
    Asked { seed, size: size.parse().unwrap(), reserve: reserve.map(|text| text.parse().unwrap()) }
}

fn ids(places: &[Place]) -> Vec<&str> {
    places.iter().map(|place| place.id.as_str()).collect()
}

/// The drawn of a frame without classes.
fn drawn(frame: &Frame, asked: Asked) -> Vec<String> {
    let draw = draw(frame, asked).unwrap();
    ids(&draw.classes[""].drawn).into_iter().map(str::to_owned).collect()
}

/// Computed with `for id in ZB1 ZB2 一支部; do printf '%s' "7 $id" | sha256sum; done`, so that the method never changes unseen.
#[test]
fn a_key_is_what_sha256sum_prints() {
    assert_eq!(key(7, "ZB1"), "4a7d1410dd8483c5e7405ce40f0c81d39eb6d15e91d865355602944cfe86ba7b");
    assert_eq!(key(7, "ZB2"), "db835f16c5657f9a7c7fda501f7ea130dd09c10fb5023d8510d3f05ae434e5b7");
    assert_eq!(key(7, "一支部"), "6483e3c4d194a31548718237939bb3c6793e1d4ae1bea6050b388e5582d7b548");
}

#[test]
fn the_order_of_rows_plays_no_part() {
    let forwards = plain(0..100);
    let backwards = plain((0..100).rev());
    assert_eq!(forwards.digest(), backwards.digest());
    assert_eq!(draw(&forwards, asked(3, "20", Some("5"))), draw(&backwards, asked(3, "20", Some("5"))));
}

#[test]
fn another_seed_draws_others() {
    let frame = plain(0..100);
    assert_ne!(drawn(&frame, asked(1, "20", None)), drawn(&frame, asked(2, "20", None)));
}

#[test]
fn one_that_joins_takes_at_most_one_place() {
    let mut has_taken_one = false;
    for seed in 0..50 {
        let before = drawn(&plain(0..30), asked(seed, "10", None));
        let after = drawn(&plain(0..31), asked(seed, "10", None));
        let gone = before.iter().filter(|id| !after.contains(id)).count();
        let fresh: Vec<&String> = after.iter().filter(|id| !before.contains(id)).collect();
        assert!(gone == fresh.len() && fresh.iter().all(|id| *id == "ZB30"), "{seed}: {before:?} {after:?}");
        has_taken_one |= gone == 1;
    }
    assert!(has_taken_one);
}

#[test]
fn the_first_to_stand_by_comes_next_in_a_larger_draw() {
    let frame = plain(0..40);
    let small = draw(&frame, asked(9, "10", Some("100%"))).unwrap();
    let class = &small.classes[""];
    assert_eq!((class.drawn.len(), class.reserve.len()), (10, 30));
    let whole: Vec<&str> = ids(&class.drawn).into_iter().chain(ids(&class.reserve)).collect();
    assert_eq!(whole, drawn(&frame, asked(9, "40", None)));
}

#[test]
fn everybody_is_drawn_about_as_often() {
    let frame = plain(0..10);
    let mut times = BTreeMap::new();
    for seed in 0..2000 {
        for id in drawn(&frame, asked(seed, "3", None)) {
            *times.entry(id).or_insert(0) += 1;
        }
    }
    // 600 expected, standard deviation 20.5.
    assert!(times.len() == 10 && times.values().all(|times| (500..700).contains(times)), "{times:?}");
}

#[test]
fn a_share_is_rounded_up_in_each_class() {
    let mut frame = Frame::default();
    for (class, count) in [("A", 10), ("B", 11), ("C", 1)] {
        (0..count).for_each(|place| frame.add(&format!("{class}{place}"), candidate(class)));
    }
    let draw = draw(&frame, asked(1, "10%", None)).unwrap();
    let counts: Vec<usize> = draw.classes.values().map(|class| class.drawn.len()).collect();
    assert_eq!(counts, [1, 2, 1]);
    assert_eq!(draw.drawn(), 4);
}

#[test]
fn of_a_class_that_is_too_small_all_are_drawn() {
    let mut frame = plain(0..3);
    frame.add("Z", candidate("other"));
    let draw = draw(&frame, asked(1, "2", Some("2"))).unwrap();
    let small = &draw.classes["other"];
    assert!(small.is_too_small() && ids(&small.drawn) == ["Z"] && small.reserve.is_empty());
    assert!(!draw.classes[""].is_too_small());
    assert_eq!((draw.drawn(), draw.reserve()), (3, 1));
}

#[test]
fn a_frame_that_is_too_small_draws_nothing() {
    assert_eq!(draw(&plain(0..3), asked(1, "4", None)), Err(Refused::TooSmall { frame: 3, wanted: 4 }));
    assert_eq!(draw(&plain(0..3), asked(1, "3", None)).map(|draw| draw.drawn()), Ok(3));
    assert_eq!(draw(&Frame::default(), asked(1, "10%", None)), Err(Refused::Empty));
}

#[test]
fn of_two_rows_of_one_id_the_first_in_order_stands() {
    let mut frame = Frame::default();
    ["B", "A", "C"].into_iter().for_each(|class| frame.add("P1", candidate(class)));
    assert_eq!(frame.get("P1").map(|one| one.class.as_str()), Some("A"));
    assert_eq!(frame.len(), 1);
}

#[test]
fn sizes_are_numbers_or_shares() {
    let share = |n, d| Ok(Size::Share(Fraction::new(n, d).unwrap()));
    assert_eq!("30".parse(), Ok(Size::Number(30)));
    assert_eq!("10%".parse(), share(1, 10));
    assert_eq!("1/3".parse(), share(1, 3));
    assert_eq!("100%".parse(), share(1, 1));
    for wrong in ["", "0", "-1", "0%", "101%", "3/2", "1.5", "many", "99999999999999999999999", "1/0"] {
        assert_eq!(wrong.parse::<Size>(), Err(()), "{wrong}");
    }
    assert_eq!(Size::Share(Fraction::new(1, 3).unwrap()).of(10), 4);
}
