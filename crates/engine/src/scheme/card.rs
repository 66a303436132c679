//! A scorecard: the quantities of one that is scored. It is filled from registers and sheets, or by hand.

use super::{
    table::{Asked, Input, Table},
    value::Value,
};
use changxiao_core::{
    amount::Amount,
    definition::scheme::{AskDef, Combined, VoteDef},
    fraction::Fraction,
    message::Message,
};
use std::collections::BTreeMap;

/// A scorecard. A quantity that nobody has said is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Whose it is: an organisation, or an anonymous code.
    pub whose: String,
    /// Values of the inputs, by their places.
    pub values: Vec<Value>,
}

/// What somebody has answered, before it is known to fit the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A number, or the interval in which it lies.
    Number(Amount),
    /// Yes or no.
    Truth(bool),
    /// A word.
    Word(String),
    /// It does not apply.
    Absent,
    /// Answers of several raters.
    Several(Vec<Answer>),
    /// Counts of a vote: by the answers' words, and `invited`.
    Counts(BTreeMap<String, u64>),
}

/// Why an answer does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFault {
    /// Key of the input.
    pub key: String,
    /// What is wrong.
    pub message: Message,
}

impl Card {
    /// A card on which nothing has been said.
    #[must_use]
    pub fn new(whose: impl Into<String>, table: &Table) -> Self {
        Self { whose: whose.into(), values: table.inputs.iter().map(Input::unknown).collect() }
    }

    /// A card with these answers by the keys of inputs; those that fit no input are told.
    #[must_use]
    pub fn filled(whose: &str, table: &Table, answers: &BTreeMap<String, Answer>) -> (Self, Vec<CardFault>) {
        let mut card = Self::new(whose, table);
        let mut faults = Vec::new();
        let places = table.input_places();
        for (key, answer) in answers {
            let Some(input) = places.get(key.as_str()).and_then(|place| Some((*place, table.inputs.get(*place)?)))
            else {
                let message = Message::new("card-unknown-key").with("key", key.as_str());
                faults.push(CardFault { key: key.clone(), message });
                continue;
            };
            match input.1.value(answer, table) {
                Ok(value) => card.set(input.0, value),
                Err(message) => faults.push(CardFault { key: key.clone(), message }),
            }
        }
        (card, faults)
    }

    /// Says the value of an input.
    pub fn set(&mut self, place: usize, value: Value) {
        if let Some(slot) = self.values.get_mut(place) {
            *slot = value;
        }
    }
}

impl Input {
    /// The value of an answer, or why it does not fit.
    pub fn value(&self, answer: &Answer, table: &Table) -> Result<Value, Message> {
        let unfit = |expected: &str| self.unfit(expected);
        match (answer, &self.def.vote) {
            (Answer::Absent, _) => return Ok(Value::Absent),
            (Answer::Counts(counts), Some(vote)) => return vote_value(vote, counts).map_err(unfit),
            (Answer::Counts(_), None) => return Err(unfit("card-expects-no-counts")),
            (Answer::Several(answers), _) => return self.combined(answers, table),
            _ => {}
        }
        let Some(asked) = &self.asked else {
            return match answer {
                Answer::Number(amount) => Ok(Value::Number(*amount)),
                Answer::Truth(truth) => Ok(Value::of_truth(Some(*truth))),
                Answer::Word(word) => Ok(Value::from(word.as_str())),
                _ => Err(unfit("card-expects-number")),
            };
        };
        self.answered(asked, answer)
    }

    fn unfit(&self, expected: &str) -> Message {
        Message::new("card-unfit").with("key", self.key.as_str()).with("expected", Message::new(expected))
    }

    /// The value of an answer to a question.
    fn answered(&self, asked: &Asked, answer: &Answer) -> Result<Value, Message> {
        let unfit = |expected: &str| self.unfit(expected);
        match (&asked.ask, answer) {
            (AskDef::YesNo, Answer::Truth(truth)) => Ok(Value::of_truth(Some(*truth))),
            (AskDef::YesNo, Answer::Number(amount)) => {
                let bounds = Amount::between(Fraction::ZERO, Fraction::ONE);
                let is_inside = [amount.least, amount.most].iter().all(|end| end.is_some_and(|end| bounds.holds(end)));
                let is_fit = is_inside && amount.known().is_none_or(|number| number.denominator() == 1);
                if is_fit { Ok(Value::Number(*amount)) } else { Err(unfit("card-expects-yes-no")) }
            }
            (AskDef::YesNo, _) => Err(unfit("card-expects-yes-no")),
            (AskDef::Count, Answer::Number(amount)) => {
                let is_whole = amount.known().is_none_or(|number| number.denominator() == 1);
                let is_fit = is_whole && amount.least.is_none_or(|least| least >= Fraction::ZERO);
                if is_fit { Ok(Value::Number(*amount)) } else { Err(unfit("card-expects-count")) }
            }
            (AskDef::Count, Answer::Truth(truth)) => Ok(Value::of_truth(Some(*truth))),
            (AskDef::Count, _) => Err(unfit("card-expects-count")),
            (AskDef::Number, Answer::Number(amount)) => Ok(Value::Number(*amount)),
            (AskDef::Number, _) => Err(unfit("card-expects-number")),
            (AskDef::Points { least, most }, Answer::Number(amount)) => {
                let bounds = Amount::between(*least, *most);
                let is_fit = [amount.least, amount.most].into_iter().flatten().all(|end| bounds.holds(end));
                if is_fit {
                    Ok(Value::Number(*amount))
                } else {
                    Err(Message::new("card-unfit-points")
                        .with("key", self.key.as_str())
                        .with("least", *least)
                        .with("most", *most))
                }
            }
            (AskDef::Points { .. }, _) => Err(unfit("card-expects-number")),
            (AskDef::OneOf(_), answer) => {
                let written = match answer {
                    Answer::Word(word) => word.clone(),
                    Answer::Number(amount) => amount.to_string(),
                    _ => String::new(),
                };
                let is_named = |(word, text): &&(String, changxiao_core::text::Text)| {
                    *word == written || text.zh == written || text.en == written
                };
                let found = asked.words.iter().find(is_named);
                found.map(|(word, _)| Value::from(word.as_str())).ok_or_else(|| {
                    let words: Vec<&str> = asked.words.iter().map(|(word, _)| word.as_str()).collect();
                    Message::new("card-unknown-word")
                        .with("key", self.key.as_str())
                        .with("word", written)
                        .with("words", words.join(", "))
                })
            }
        }
    }

    /// One value of the answers of several raters, as their assessor declares; while too few have answered it is unknown.
    fn combined(&self, answers: &[Answer], table: &Table) -> Result<Value, Message> {
        let by = self.asked.as_ref().and_then(|asked| table.assessor(asked.by.as_deref()?));
        let (raters, combine) = by.map_or((1, Combined::Mean), |by| (by.at_least.unwrap_or(by.raters), by.combine));
        let values: Result<Vec<Value>, Message> = answers.iter().map(|answer| self.value(answer, table)).collect();
        let values: Vec<Value> = values?.into_iter().filter(|value| *value != Value::Absent).collect();
        if values.is_empty() && !answers.is_empty() {
            return Ok(Value::Absent);
        }
        if values.len() < usize::try_from(raters).unwrap_or(usize::MAX) {
            return Ok(self.unknown());
        }
        Ok(combined(combine, &values))
    }
}

fn combined(combine: Combined, values: &[Value]) -> Value {
    if let Some(Value::Word(_)) = values.first() {
        let majority =
            values.iter().find(|value| values.iter().filter(|other| other == value).count() * 2 > values.len());
        return majority.cloned().unwrap_or(Value::Word(None));
    }
    let mut amounts: Vec<Amount> = values.iter().filter_map(Value::amount).collect();
    // By their least ends: raters say numbers, which have one.
    amounts.sort_by_key(|amount| amount.least);
    let count = amounts.len();
    let mean = |amounts: &[Amount]| {
        let sum = amounts.iter().fold(Amount::ZERO, |sum, one| sum.plus(*one));
        let share = Fraction::new(1, i128::try_from(amounts.len()).unwrap_or(1).max(1)).unwrap_or(Fraction::ONE);
        sum.scaled(share)
    };
    let middle = |from: usize, to: usize| mean(amounts.get(from..to).unwrap_or(&amounts));
    let one = match combine {
        Combined::Mean => mean(&amounts),
        Combined::Trimmed if count > 2 => middle(1, count - 1),
        Combined::Trimmed => mean(&amounts),
        Combined::Median => middle((count - 1) / 2, count / 2 + 1),
        Combined::Least => amounts.iter().copied().reduce(Amount::least_with).unwrap_or(Amount::ANY),
        Combined::Greatest => amounts.iter().copied().reduce(Amount::greatest_with).unwrap_or(Amount::ANY),
        Combined::Majority => {
            let most = |one: &&Amount| amounts.iter().filter(|other| other == one).count() * 2 > count;
            amounts.iter().find(most).copied().unwrap_or(Amount::ANY)
        }
    };
    Value::Number(one)
}

/// The number of a vote; unknown below its quorum; nothing applies where nobody was asked. An error: what was expected.
pub(crate) fn vote_value(vote: &VoteDef, counts: &BTreeMap<String, u64>) -> Result<Value, &'static str> {
    let is_known = |word: &String| word == "invited" || vote.answers.iter().any(|answer| answer.is == *word);
    if !counts.keys().all(is_known) {
        return Err("card-expects-known-answers");
    }
    let count = |word: &str| Fraction::from(counts.get(word).copied().unwrap_or_default());
    let cast = vote.answers.iter().try_fold(Fraction::ZERO, |sum, answer| sum.plus(count(&answer.is)));
    let worth =
        vote.answers.iter().try_fold(Fraction::ZERO, |sum, answer| sum.plus(count(&answer.is).times(answer.worth)?));
    let (cast, worth) = (cast.unwrap_or(Fraction::ZERO), worth.unwrap_or(Fraction::ZERO));
    let invited = counts.get("invited").map(|invited| Fraction::from(*invited));
    if invited.is_some_and(|invited| invited < cast) {
        return Err("card-expects-invited");
    }
    let unknown = vote_unknown(vote);
    let needs_invited = vote.quorum.is_some() || vote.of_invited;
    let Some(invited) = invited.or((!needs_invited).then_some(cast)) else { return Ok(unknown) };
    let is_quorate = vote.quorum.is_none_or(|quorum| cast.over(invited).is_some_and(|share| share >= quorum))
        && vote.at_least.is_none_or(|least| cast >= Fraction::from(least));
    if !is_quorate {
        return Ok(unknown);
    }
    let whole = if vote.of_invited { invited } else { cast };
    Ok(worth.over(whole).map_or(Value::Absent, Value::from))
}

/// What a vote can be while nobody knows it: one of its worths or between them; of all invited, nothing is worth 0.
pub(crate) fn vote_unknown(vote: &VoteDef) -> Value {
    let worths = || vote.answers.iter().map(|answer| answer.worth).chain(vote.of_invited.then_some(Fraction::ZERO));
    Value::Number(Amount { least: worths().min(), most: worths().max() })
}
