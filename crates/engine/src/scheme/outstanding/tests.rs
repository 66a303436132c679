use super::*;
use crate::scheme::{Answer, Card, compile, grade};
use changxiao_core::{
    amount::Amount,
    day::Calendar,
    definition::scheme::{SchemeDef, Subject},
};

/// Six points of the office's, of which two only where item 1 found something; two of the group's, three raters of whom
/// two suffice; two that rest on records.
const SCHEME: &str = r#"
id = "trial/scheme"
name = "试行"
by = "office"

[[assessor]]
id = "office"
name = "办公室"

[[assessor]]
id = "group"
name = "考评组"
raters = 3
at_least = 2

[[item]]
id = "1"
name = "甲"
[[item.atom]]
id = "a"
name = "有计划"
points = 4
as = "planned"

[[item]]
id = "2"
name = "乙"
when = "planned > 0"
[[item.atom]]
id = "a"
name = "有总结"
points = 2

[[item]]
id = "3"
name = "丙"
[[item.atom]]
id = "a"
name = "评议"
by = "group"
from = { ask = { least = 0, most = 2 } }

[[item]]
id = "4"
name = "丁"
[[item.atom]]
id = "a"
name = "届期"
points = 2
from = { org = "term_years" }
"#;

fn table(text: &str) -> Table {
    let def: SchemeDef = toml::from_str(text).unwrap();
    assert_eq!(def.subject, Subject::Organisation);
    compile(&def, Calendar::Year.around("2025-06-01".parse().unwrap())).unwrap()
}

/// What is outstanding of cards with these answers.
fn outstanding(given: &[(&str, &[(&str, Answer)])]) -> Outstanding {
    outstanding_of(SCHEME, given)
}

/// The same of another scheme.
fn outstanding_of(text: &str, given: &[(&str, &[(&str, Answer)])]) -> Outstanding {
    let table = table(text);
    let card = |(whose, answers): &(&str, &[(&str, Answer)])| {
        let answers = answers.iter().map(|(key, answer)| ((*key).to_owned(), answer.clone())).collect();
        let (card, unfit) = Card::filled(whose, &table, &answers);
        assert_eq!(unfit, []);
        card
    };
    let cards: Vec<Card> = given.iter().map(card).collect();
    let graded = grade(&Scoring::new(&table, &cards));
    let all = |(whose, answers): &(&str, &[(&str, Answer)])| {
        ((*whose).to_owned(), answers.iter().map(|(key, answer)| ((*key).to_owned(), answer.clone())).collect())
    };
    let settled = settled(&table, &cards, &given.iter().map(all).collect());
    Result { table, cards, graded, settled }.outstanding()
}

fn answered(asked: usize, answered: usize, without: &[&str]) -> Answered {
    Answered { asked, answered, without: without.iter().map(|id| (*id).to_owned()).collect() }
}

fn share(numerator: i128, denominator: i128) -> Fraction {
    Fraction::new(numerator, denominator).unwrap()
}

const YES: Answer = Answer::Truth(true);

fn points(number: u32) -> Answer {
    Answer::Number(Amount::from(Fraction::from(number)))
}

#[test]
fn before_anybody_has_answered_all_is_outstanding_but_records() {
    let found = outstanding(&[("B", &[]), ("A", &[])]);
    assert_eq!(found.share, share(8, 10));
    assert_eq!(found.assessors["office"], answered(4, 0, &["A", "B"]));
    assert_eq!(found.assessors["group"], answered(2, 0, &["A", "B"]));
    let questions: Vec<(&str, &str, &str)> = found
        .questions
        .iter()
        .map(|one| (one.organisation.as_str(), one.key.as_str(), one.assessor.as_str()))
        .collect();
    let of = |whose| [(whose, "1.a", "office"), (whose, "2.a", "office"), (whose, "3.a", "group")];
    assert_eq!(questions, [of("A"), of("B")].concat());
}

#[test]
fn when_all_have_answered_nothing_is() {
    let whole: &[(&str, Answer)] = &[("1.a", YES), ("2.a", Answer::Truth(false)), ("3.a", points(0))];
    let found = outstanding(&[("A", whole), ("B", whole)]);
    assert_eq!((found.share, found.questions.len()), (Fraction::ZERO, 0));
    assert_eq!(found.assessors["office"], answered(4, 4, &[]));
}

#[test]
fn the_share_is_a_mean_over_organisations() {
    let whole: &[(&str, Answer)] = &[("1.a", YES), ("2.a", YES), ("3.a", points(2))];
    // Of B the four points of item 1 are open, and so is whether item 2 applies: 6 of 10.
    let found = outstanding(&[("A", whole), ("B", &[("3.a", points(1))])]);
    assert_eq!(found.share, share(3, 10));
    assert_eq!(found.assessors["office"], answered(4, 2, &["B"]));
    assert_eq!(found.assessors["group"], answered(2, 2, &[]));
}

#[test]
fn what_does_not_apply_need_not_be_answered() {
    let found = outstanding(&[("A", &[("1.a", Answer::Truth(false)), ("3.a", points(1))])]);
    assert_eq!((found.share, found.questions.len()), (Fraction::ZERO, 0));
    assert_eq!(found.assessors["office"], answered(1, 1, &[]));
}

#[test]
fn an_answer_that_nothing_applies_is_an_answer() {
    let found = outstanding(&[("A", &[("1.a", YES), ("2.a", Answer::Absent), ("3.a", points(1))])]);
    assert_eq!(found.assessors["office"], answered(2, 2, &[]));
    assert_eq!(found.share, Fraction::ZERO);
}

#[test]
fn too_few_raters_leave_a_question_open() {
    let rated = |answers| outstanding(&[("A", &[("1.a", YES), ("2.a", YES), ("3.a", Answer::Several(answers))])]);
    let one = rated(vec![points(1)]);
    assert_eq!((one.share, &one.assessors["group"]), (share(2, 10), &answered(1, 0, &["A"])));
    let two = rated(vec![points(1), points(2)]);
    assert_eq!((two.share, &two.assessors["group"]), (Fraction::ZERO, &answered(1, 1, &[])));
}

#[test]
fn raters_for_whom_it_does_not_apply_have_answered() {
    let rated = |answers| outstanding(&[("A", &[("1.a", YES), ("2.a", YES), ("3.a", Answer::Several(answers))])]);
    let two = rated(vec![points(1), Answer::Absent]);
    assert_eq!((two.share, two.questions.len()), (share(2, 10), 1));
    // The third has nothing to say either: one mark is too few, and nobody is left to give another.
    let three = rated(vec![points(1), Answer::Absent, Answer::Absent]);
    assert_eq!((three.share, three.questions.len()), (Fraction::ZERO, 0));
}

#[test]
fn raters_who_do_not_agree_have_answered() {
    let words = |words: &[&str]| Answer::Several(words.iter().map(|word| Answer::Word((*word).to_owned())).collect());
    let text = SCHEME.replace(
        "from = { ask = { least = 0, most = 2 } }",
        "step = [ { is = \"好\", points = 2 }, { is = \"差\", points = 0 } ]",
    );
    let rated = |words| outstanding_of(&text, &[("A", &[("1.a", YES), ("2.a", YES), ("3.a", words)])]);
    let two = rated(words(&["好", "差"]));
    assert_eq!((two.share, &two.assessors["group"]), (Fraction::ZERO, &answered(1, 1, &[])));
    assert_eq!(rated(words(&["好"])).assessors["group"], answered(1, 0, &["A"]));
}

#[test]
fn an_answer_between_bounds_is_one() {
    let between = Answer::Number(Amount::between(Fraction::ZERO, Fraction::ONE));
    let found = outstanding(&[("A", &[("1.a", YES), ("2.a", YES), ("3.a", between)])]);
    assert_eq!(found.assessors["group"], answered(1, 1, &[]));
}

#[test]
fn of_no_cards_nothing_is_outstanding() {
    let found = outstanding(&[]);
    assert_eq!((found.share, found.assessors.len(), found.questions.len()), (Fraction::ZERO, 0, 0));
}
