//! Grades and consequences drawn by chance.

use crate::{
    chance::Chance,
    draw::{Text, put, read, text},
    parts::condition,
};

/// Adds a grading, and maybe consequences.
pub(crate) fn add(chance: &mut Chance, scheme: &mut Text) {
    let mut grading = read(
        r#"
        [[grade]]
        id = "top"
        name = "t"
        [[grade]]
        id = "good"
        name = "g"
        [[grade]]
        id = "fair"
        name = "f"
        [[grade]]
        id = "poor"
        name = "p"
        "#,
    );
    put(&mut grading, "ties", text(chance.pick(&["out", "in"])));
    put(&mut grading, "rounding", text(chance.pick(&["down", "half-up", "up"])));
    if chance.is(35) {
        put(&mut grading, "among", text("f2"));
    }
    if chance.is(20) {
        put(&mut grading, "by", text(chance.pick(&["score - f4", "f1", "least(score, f4)"])));
    }
    if chance.is(20) {
        put(&mut grading, "order_by", text(chance.pick(&["f4", "score + f0"])));
    }
    if chance.is(20) {
        put(&mut grading, "shares_from", 3);
    }
    let grades = grading["grade"].as_array_mut().unwrap();
    for (place, least) in ["6", "3", "1"].iter().enumerate() {
        let grade = grades[place].as_table_mut().unwrap();
        put(grade, "at_least", text(least));
        if chance.is(20) {
            put(grade, "only_if", text(condition(chance)));
        }
        if chance.is(50) {
            put(grade, "most_share", text(chance.pick(&["1/3", "1/2", "20 %"])));
        }
        if chance.is(15) {
            put(grade, "most", i64::try_from(chance.below(3)).unwrap());
        }
    }
    put(scheme, "grading", grading);
    let consequences: Vec<toml::Value> =
        ["c1", "c2"][..chance.below(3)].iter().map(|id| consequence(chance, id).into()).collect();
    put(scheme, "consequence", consequences);
}

fn consequence(chance: &mut Chance, id: &str) -> Text {
    let mut consequence = read(chance.pick(&[
        "score = \"0\"",
        "score = \"1..2\"",
        "grade = \"poor\"",
        "grade = \"top\"",
        "at_most = \"fair\"",
        "value = \"score * 2\"",
        "value = \"f4 + 1\"",
    ]));
    put(&mut consequence, "id", text(id));
    put(&mut consequence, "name", text(id));
    let is_after = consequence.contains_key("value");
    put(&mut consequence, "when", text(if is_after && chance.is(50) { "grade = 'top'" } else { condition(chance) }));
    if chance.is(25) {
        put(&mut consequence, "unless", text(condition(chance)));
    }
    consequence
}
