//! The smallest change that reaches the next grade: the fewest answers and records that would have to be otherwise, each by
//! no more than is needed. Applying it and scoring again reaches the grade; what peers do stays as it is.

use super::{
    card::Card,
    grade::banded,
    score::{Scored, Scoring, score_card},
    table::{Input, NodeKind, Table},
    value::Value,
};
use changxiao_core::{amount::Amount, definition::scheme::AskDef, fraction::Fraction};

/// Most changes that are looked for together.
const MOST: usize = 12;

/// Most steps of one count that are tried.
const MOST_STEPS: i128 = 64;

/// One quantity that would have to be otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Place of the input.
    pub input: usize,
    /// What it is.
    pub from: Value,
    /// What it would have to be.
    pub to: Value,
}

/// What would reach a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Place of the grade.
    pub grade: usize,
    /// The changes, made together.
    pub changes: Vec<Change>,
}

struct Looking<'t> {
    table: &'t Table,
    peers: &'t [Value],
    wanted: usize,
}

impl Scoring<'_> {
    /// The smallest change of a card that reaches the grade above its worst; `None` if it has the best, if there are no grades,
    /// or if no change of its own quantities reaches it.
    #[must_use]
    pub fn next_grade(&self, place: usize) -> Option<Reached> {
        let table = self.table();
        table.def.grading.as_ref()?;
        let card = self.cards().get(place)?;
        let looking = Looking { table, peers: self.peers_of(place), wanted: 0 };
        let (worst, _) = looking.standing(card);
        let looking = Looking { wanted: worst.checked_sub(1)?, ..looking };
        let changes = looking.smallest(card)?;
        Some(Reached { grade: looking.wanted, changes })
    }
}

impl Looking<'_> {
    /// The worst grade of a card by itself, and the least of what decides it.
    fn standing(&self, card: &Card) -> (usize, Option<Fraction>) {
        let mut scored = Scored::default();
        score_card(self.table, (card, self.peers), &mut scored);
        let graded = banded(self.table, &mut scored);
        (graded.worst, graded.by.least)
    }

    fn is_reached(&self, card: &Card) -> bool {
        self.standing(card).0 <= self.wanted
    }

    fn smallest(&self, card: &Card) -> Option<Vec<Change>> {
        // Of each input the values that could help, from the least change to the greatest.
        let all: Vec<(usize, Vec<Value>)> =
            self.changeable().into_iter().map(|input| (input, self.values(card, input))).collect();
        let single = all.iter().find_map(|(input, values)| {
            let to = values.iter().find(|value| self.is_reached(&changed(card, *input, value)))?;
            Some(vec![self.change(card, *input, &self.refined(card, *input, to))])
        });
        if single.is_some() {
            return single;
        }
        // The greatest gains first, until it is reached; then each is made as small as it can be.
        let mut best: Vec<(usize, Value, Fraction)> =
            all.iter().filter_map(|(input, values)| self.gain(card, *input, values)).collect();
        best.sort_by(|one, other| other.2.cmp(&one.2).then(one.0.cmp(&other.0)));
        let mut together = card.clone();
        let mut made: Vec<usize> = Vec::new();
        for (input, value, _) in best.into_iter().take(MOST) {
            together.set(input, value);
            made.push(input);
            if self.is_reached(&together) {
                return Some(self.trimmed(card, (together, made), &all));
            }
        }
        None
    }

    /// Changes that reach it, each taken back as far as the others allow.
    fn trimmed(
        &self,
        card: &Card,
        (mut together, made): (Card, Vec<usize>),
        all: &[(usize, Vec<Value>)],
    ) -> Vec<Change> {
        for input in made.iter().rev() {
            let own = card.values.get(*input).cloned().unwrap_or(Value::Absent);
            let others = all.iter().find(|(other, _)| other == input).map_or(&[][..], |(_, values)| values);
            let least =
                std::iter::once(&own).chain(others).find(|value| self.is_reached(&changed(&together, *input, value)));
            if let Some(value) = least {
                let value = self.refined(&changed(&together, *input, &own), *input, value);
                together.set(*input, value);
            }
        }
        let mut changes: Vec<Change> = Vec::new();
        for input in made {
            let to = together.values.get(input).cloned().unwrap_or(Value::Absent);
            if card.values.get(input) != Some(&to) {
                changes.push(self.change(card, input, &to));
            }
        }
        changes.sort_by_key(|change| change.input);
        changes
    }

    /// A value nearer to what an input is that reaches it as well, to hundredths: of shares and amounts, which need not be
    /// whole.
    fn refined(&self, card: &Card, input: usize, to: &Value) -> Value {
        let asked = self.table.inputs.get(input).and_then(|input| input.asked.as_ref().map(|asked| &asked.ask));
        let is_whole = matches!(asked, Some(AskDef::YesNo | AskDef::OneOf(_) | AskDef::Count));
        let from = card.values.get(input).and_then(Value::amount).and_then(|amount| amount.known().or(amount.least));
        let (Some(from), Some(end)) = (from, to.amount().and_then(|amount| amount.known())) else { return to.clone() };
        let takes_counts = self.table.inputs.get(input).is_some_and(|input| input.takes_counts());
        if is_whole || takes_counts || from == end {
            return to.clone();
        }
        let hundredth = |step: i128| {
            let way = if end > from { Fraction::new(step, 100) } else { Fraction::new(-step, 100) };
            way.and_then(|way| from.plus(way)).map(Value::from)
        };
        let far = end.minus(from).and_then(|far| far.times(Fraction::from(100))).unwrap_or(Fraction::ZERO);
        let (mut low, mut high) = (0, far.max(far.negative()).floor());
        let reaches = |step: i128| hundredth(step).filter(|value| self.is_reached(&changed(card, input, value)));
        if reaches(high).is_none() {
            return to.clone();
        }
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if reaches(middle).is_some() { high = middle } else { low = middle }
        }
        reaches(high).unwrap_or_else(|| to.clone())
    }

    fn change(&self, card: &Card, input: usize, to: &Value) -> Change {
        Change { input, from: card.values.get(input).cloned().unwrap_or(Value::Absent), to: to.clone() }
    }

    /// The value of an input that gains most, and how much it gains.
    fn gain(&self, card: &Card, input: usize, values: &[Value]) -> Option<(usize, Value, Fraction)> {
        let before = self.standing(card);
        let gained = values.iter().filter_map(|value| {
            let after = self.standing(&changed(card, input, value));
            let gain = after.1?.minus(before.1?)?;
            (gain > Fraction::ZERO || after.0 < before.0).then_some((gain, value))
        });
        // Of equal gains the first: the smaller change.
        let best = gained.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        Some((input, best.1.clone(), best.0))
    }

    /// Inputs that the one scored can change: not fields of its row, not what was earlier.
    fn changeable(&self) -> Vec<usize> {
        let can = |input: &Input| input.def.org.is_none() && input.def.earlier.is_none();
        self.table.inputs.iter().enumerate().filter(|(_, input)| can(input)).map(|(place, _)| place).collect()
    }

    /// Values of an input that may help, from the nearest to what it is on.
    fn values(&self, card: &Card, place: usize) -> Vec<Value> {
        let Some((input, own)) = self.table.inputs.get(place).zip(card.values.get(place)) else { return Vec::new() };
        if *own == Value::Absent {
            return Vec::new();
        }
        let mut values: Vec<Value> = match input.asked.as_ref().map(|asked| &asked.ask) {
            Some(AskDef::YesNo) => [Fraction::ZERO, Fraction::ONE].map(Value::from).to_vec(),
            Some(AskDef::OneOf(words)) => words.iter().map(|word| Value::from(word.as_str())).collect(),
            Some(AskDef::Points { least, most }) => self.between(own, (Some(*least), Some(*most)), place),
            Some(AskDef::Count) => self.between(own, (Some(Fraction::ZERO), None), place),
            Some(AskDef::Number) => self.between(own, (None, None), place),
            None => match input.unknown() {
                Value::Number(bounds) => self.between(own, (bounds.least, bounds.most), place),
                _ => Vec::new(),
            },
        };
        values.retain(|value| value != own);
        values
    }

    /// Numbers near a value: whole ones beside it, and those at which some rule or condition turns.
    fn between(&self, own: &Value, (least, most): (Option<Fraction>, Option<Fraction>), place: usize) -> Vec<Value> {
        let at = own.amount().unwrap_or(Amount::ANY);
        let from = at.known().or(at.least).or(at.most).unwrap_or(Fraction::ZERO);
        let steps = (1..=MOST_STEPS).filter_map(|step| Fraction::new(step, 1));
        let beside = steps.flat_map(|step| [from.plus(step), from.minus(step)]).flatten();
        let mut numbers: Vec<Fraction> =
            beside.chain(self.turns(place)).chain(least).chain(most).chain([from]).collect();
        let is_within =
            |number: &Fraction| least.is_none_or(|least| least <= *number) && most.is_none_or(|most| *number <= most);
        numbers.retain(is_within);
        numbers.sort_by_key(|number| {
            let far = number.minus(from).unwrap_or(Fraction::ZERO);
            (far.max(far.negative()), *number)
        });
        numbers.dedup();
        numbers.into_iter().map(Value::from).collect()
    }

    /// Numbers at which an atom that reads an input turns.
    fn turns(&self, place: usize) -> Vec<Fraction> {
        let mut turns = Vec::new();
        for node in self.table.nodes() {
            let NodeKind::Atom(atom) = &node.kind else { continue };
            let mut inputs = Vec::new();
            self.table.inputs_of(atom.quantity, &mut inputs);
            if inputs.contains(&place) {
                atom.rule.turns(&mut turns);
            }
        }
        turns
    }
}

fn changed(card: &Card, input: usize, value: &Value) -> Card {
    let mut card = card.clone();
    card.set(input, value.clone());
    card
}
