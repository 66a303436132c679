//! Cases named after what once went wrong.

use crate::{
    cards::{filled, number},
    draw::{compiled, read},
};
use changxiao_core::amount::Amount;
use changxiao_engine::scheme::{Graded, Scoring, Table, Value, grade};

/// Grades and tables of a scheme (its id and name are left out here) with cards of known numbers and words.
fn graded(scheme: &str, cards: &[&[(&str, &str)]]) -> (Table, Vec<Graded>) {
    let table = compiled(&read(&format!("id = \"cases/case\"\nname = \"case\"\n{scheme}")));
    let value = |text: &str| match Amount::parse(text) {
        Ok(amount) => Value::Number(amount),
        Err(_) => Value::from(text),
    };
    let card = |values: &&[(&str, &str)]| values.iter().map(|(key, text)| ((*key).to_owned(), value(text))).collect();
    let cards = cards.iter().enumerate().map(|(place, values)| (format!("org{place}"), card(values))).collect();
    let cards = filled(&table, &cards);
    let all = grade(&Scoring::new(&table, &cards));
    (table, all)
}

/// The score of one card.
fn scores(scheme: &str, card: &[(&str, &str)], expected: &str) {
    assert_eq!(graded(scheme, &[card]).1[0].score.amount.to_string(), expected);
}

/// The best and the worst grade of each card.
fn grades(scheme: &str, cards: &[&[(&str, &str)]], expected: &[(usize, usize)]) {
    let found: Vec<_> = graded(scheme, cards).1.iter().map(|graded| (graded.best, graded.worst)).collect();
    assert_eq!(found, expected);
}

#[test]
fn points_were_rounded_beyond_their_cap() {
    let scheme = "places = 0\nitem = [{ id = \"1\", name = \"i\", points = 2.5, atom = [
        { id = \"a\", name = \"a\", points = 5 }] }]";
    let (table, _) = graded(scheme, &[]);
    let cards = filled(&table, &vec![("org".to_owned(), [("1.a".to_owned(), number("1").into())].into())]);
    let item = table.node("1").unwrap().0;
    assert_eq!(Scoring::new(&table, &cards).score(0).of(item).amount.to_string(), "2.5");
}

#[test]
fn a_repeated_zero_left_only_itself_without_points() {
    let scheme = |together: &str| {
        format!(
            "item = [{{ id = \"1\", name = \"i\", points = 10, atom = [
            {{ id = \"a\", name = \"a\", points = \"zero\", every = \"half-year\", together = \"{together}\" }}] }}]"
        )
    };
    let card = [("1.a@2025-H1", "1"), ("1.a@2025-H2", "0")];
    scores(&scheme("sum"), &card, "0");
    scores(&scheme("latest"), &card, "10");
}

#[test]
fn a_share_was_taken_for_certain_where_nothing_was_there_to_share() {
    let scheme = "item = [{ id = \"1\", name = \"i\", atom = [
        { id = \"a\", name = \"a\", points = 10, when = \"f\" }, { id = \"b\", name = \"b\", points = -1 }] }]
        fact = { f = { ask = \"yes-no\" } }";
    scores(scheme, &[("1.a", "1"), ("1.b", "0")], "0..10");
}

#[test]
fn a_geometric_mean_of_what_may_be_negative_had_a_bound() {
    let scheme = "item = [{ id = \"1\", name = \"i\", combine = \"geometric\", atom = [
        { id = \"a\", name = \"a\", points = 4 }, { id = \"b\", name = \"b\", points = -1 }] }]";
    scores(scheme, &[("1.a", "1")], "?");
}

#[test]
fn a_part_of_negative_weight_was_lost_where_points_were_shared() {
    let scheme = "item = [
        { id = \"1\", name = \"i\", points = 10, atom = [{ id = \"a\", name = \"a\", points = 10 }] },
        { id = \"2\", name = \"i\", points = 2, weight = -1, atom = [{ id = \"a\", name = \"a\", points = 2 }] },
        { id = \"3\", name = \"i\", points = 5, when = \"0\", atom = [{ id = \"a\", name = \"a\", points = 5 }] }]";
    scores(scheme, &[("1.a", "1"), ("2.a", "0"), ("3.a", "1")], "15");
}

const SHARED: &str = "
    item = [{ id = \"1\", name = \"i\", atom = [{ id = \"a\", name = \"a\", when = \"here\", from = \"points\" }] }]
    fact = { points = { ask = \"number\" }, here = { ask = \"yes-no\" }, class = { ask = [\"x\", \"y\"] } }
    consequence = [{ id = \"c\", name = \"c\", when = \"points = 77\", grade = \"top\" }]
    [grading]
    among = \"class\"
    grade = [{ id = \"top\", name = \"t\", at_least = 60, most = 1 }, { id = \"rest\", name = \"r\" }]
    ";

#[test]
fn who_was_not_yet_scored_could_not_compete_for_a_share() {
    // Whether the first applies nobody knows; if it does, the second is displaced.
    let first: &[_] = &[("points", "90"), ("class", "x")];
    let second: &[_] = &[("points", "80"), ("class", "x"), ("here", "1")];
    assert_eq!(graded(SHARED, &[first, second]).1.iter().map(|one| (one.best, one.worst)).nth(1), Some((0, 1)));
}

#[test]
fn one_of_unknown_class_displaced_others_for_good() {
    let of = |points: &'static str, class: &'static str| [("points", points), ("class", class), ("here", "1")];
    let unknown = [("points", "70"), ("here", "1")];
    // Of class y there is one, whatever the class of the last.
    grades(SHARED, &[&of("90", "x"), &of("80", "y"), &unknown], &[(0, 0), (0, 0), (0, 1)]);
}

#[test]
fn a_grade_that_may_be_given_directly_was_taken_away_for_good() {
    let of = |points: &'static str| [("points", points), ("class", "x"), ("here", "1")];
    grades(SHARED, &[&of("90"), &of("70..80")], &[(0, 0), (0, 1)]);
}

#[test]
fn an_earlier_grade_that_nobody_knows_was_taken_for_another() {
    let scheme = "item = [{ id = \"1\", name = \"i\", atom = [
        { id = \"a\", name = \"a\", from = \"yes(last = 'top')\", points = 1 }] }]
        fact = { last = { earlier = { of = \"grade\" } } }";
    scores(scheme, &[], "0..1");
    scores(scheme, &[("last", "top")], "1");
}

#[test]
fn an_unknown_vote_of_all_invited_was_above_nothing() {
    let scheme = "item = [{ id = \"1\", name = \"i\", atom = [{ id = \"a\", name = \"a\", from = \"v\" }] }]
        fact = { v = { vote = { of_invited = true, answer = [
        { is = \"good\", name = \"g\", worth = 1 }, { is = \"fair\", name = \"f\", worth = 0.5 }] } } }";
    scores(scheme, &[], "0..1");
}
