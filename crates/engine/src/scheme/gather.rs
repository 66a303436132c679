//! Filling scorecards from a run: indicators and measures, votes of the register of surveys, answers of assessors, other
//! schemes, earlier runs, the register of organisations.

use super::{
    assessed::Answers,
    card::{Answer, Card, vote_value},
    grade::{Graded, grade},
    score::{Applies, Points, Scoring, put_together},
    sheet::scored_organisations,
    table::{Input, Table},
    value::Value,
};
use crate::{
    catalogue::{Catalogue, Ready, ReadyScheme},
    evaluation::{Evaluating, Evaluation, Span},
    natives::Natives,
    roll_up::lines,
};
use changxiao_core::{
    amount::Amount,
    columns::{Cell, Columns},
    count::Listing,
    day::Period,
    definition::scheme::{EarlierDef, OtherDef, Subject, Take, Together, VoteDef},
    fault::{Fault, Place},
    fraction::Fraction,
    id::{Id, OrganisationId},
    message::Message,
    organisations::Organisations,
    registers::Registers,
    tally::Tally,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// What a run gives to its schemes beside registers.
#[derive(Default)]
pub struct Beside {
    /// Results of earlier runs, the latest first: by scheme, organisation and code.
    pub earlier: Vec<BTreeMap<(Id, String, String), String>>,
    /// Cards of schemes about persons (anonymous) or parts of organisations, each with its organisation.
    pub persons: BTreeMap<Id, Vec<(OrganisationId, Card)>>,
}

/// One scheme of a run, scored.
pub struct Result {
    /// Its table.
    pub table: Table,
    /// The cards, by organisation; of a scheme about persons, as they were given.
    pub cards: Vec<Card>,
    /// Their grades.
    pub graded: Vec<Graded>,
    /// Places of card and input where all who are asked have answered, and the value is unknown all the same.
    pub settled: BTreeSet<(usize, usize)>,
}

/// Fewest persons of whom anything is told.
const FEWEST_PERSONS: usize = 5;

/// Scores all schemes of the catalogue that hold in the period, each after those it takes scores from.
///
/// Indicators that the run has evaluated for its own period are not evaluated again.
pub fn score_all(
    (catalogue, registers, evaluated): (&Catalogue, &Registers, Option<&Evaluation>),
    span: Span,
    beside: &Beside,
    natives: &mut dyn Natives,
) -> (BTreeMap<Id, Result>, Vec<Fault>) {
    let mut results: BTreeMap<Id, Result> = BTreeMap::new();
    let mut gathering = Gathering {
        catalogue,
        registers,
        evaluated,
        span,
        beside,
        evaluating: Evaluating::new(catalogue, registers, span),
        lines: BTreeMap::new(),
        answers: BTreeMap::new(),
        faults: Vec::new(),
    };
    let holds = |one: &ReadyScheme| {
        let day = span.period.last();
        !one.is_withheld && one.def.from.is_none_or(|from| from <= day) && one.def.until.is_none_or(|until| day < until)
    };
    let withheld = catalogue.schemes().values().filter(|one| one.is_withheld);
    gathering.faults.extend(withheld.filter_map(|one| {
        let (_, mark) = one.marks.first()?;
        let (id, namespace) = (&one.def.id, one.def.id.namespace());
        let message = Message::new("scheme-withheld").with("id", id).with("rule", mark.name.clone());
        let message = message.with("found", mark.found.clone());
        let hint = Message::new("hint-sponsor").with("namespace", namespace.as_str()).with("id", id);
        Some(Fault::new(Place::default(), message).hint(hint))
    }));
    let wanted: Vec<&ReadyScheme> = catalogue.schemes().values().filter(|one| holds(one)).collect();
    let mut left = wanted;
    while !left.is_empty() {
        let is_ready = |one: &&ReadyScheme| {
            one.others()
                .iter()
                .all(|id| results.contains_key(id) || catalogue.schemes().get(id).is_none_or(|one| !holds(one)))
        };
        let (now, later): (Vec<_>, Vec<_>) = left.into_iter().partition(is_ready);
        if now.is_empty() {
            break;
        }
        for one in now {
            if let Some(result) = gathering.result(one, &results, natives) {
                results.insert(one.def.id.clone(), result);
            }
        }
        left = later;
    }
    let mut faults = gathering.faults;
    faults.extend(gathering.evaluating.faults);
    faults.sort();
    faults.dedup();
    (results, faults)
}

/// Tallies of organisations.
type Lines = Rc<BTreeMap<OrganisationId, Tally>>;

/// What was counted of a vote about one organisation.
#[derive(Default)]
struct Ballot<'r> {
    counts: BTreeMap<String, u64>,
    /// Sheets handed out, by survey and audience: each of its rows says the same.
    invited: BTreeMap<(&'r str, &'r str), u64>,
}

impl Ballot<'_> {
    fn value(mut self, vote: &VoteDef) -> Option<Value> {
        if self.counts.is_empty() {
            return None;
        }
        if !self.invited.is_empty() {
            self.counts.insert("invited".to_owned(), self.invited.values().sum());
        }
        vote_value(vote, &self.counts).ok()
    }
}

struct Gathering<'a> {
    catalogue: &'a Catalogue,
    registers: &'a Registers,
    evaluated: Option<&'a Evaluation>,
    span: Span,
    beside: &'a Beside,
    evaluating: Evaluating<'a>,
    /// Tallies of an indicator, or of a measure by scheme and code, in a period.
    lines: BTreeMap<(Id, String, Period), Lines>,
    answers: BTreeMap<Id, Answers>,
    faults: Vec<Fault>,
}

impl Gathering<'_> {
    fn result(
        &mut self,
        ready: &ReadyScheme,
        results: &BTreeMap<Id, Result>,
        natives: &mut dyn Natives,
    ) -> Option<Result> {
        let table = super::compile(&ready.def, self.span.period).ok()?;
        let cards = match ready.def.subject {
            Subject::Person | Subject::Part => {
                let given = self.beside.persons.get(&ready.def.id)?;
                given.iter().map(|(_, card)| card.clone()).collect()
            }
            Subject::Organisation => {
                let (answers, faults) = super::assessed::assessed(&table, self.registers, self.span.as_of);
                self.faults.extend(faults);
                self.answers.insert(ready.def.id.clone(), answers);
                let whose = scored_organisations(&table.def, self.known(), self.span.period.last());
                let mut cards: Vec<Card> = whose.iter().map(|id| Card::new(id.as_str(), &table)).collect();
                for (place, input) in table.inputs.iter().enumerate() {
                    let values = self.values((ready, &table), (input, &whose), (results, natives));
                    for (card, value) in cards.iter_mut().zip(values) {
                        if let Some(value) = value {
                            card.set(place, value);
                        }
                    }
                }
                cards
            }
        };
        let graded = grade(&Scoring::new(&table, &cards));
        let none = Answers::new();
        let settled = super::outstanding::settled(&table, &cards, self.answers.get(&ready.def.id).unwrap_or(&none));
        Some(Result { table, cards, graded, settled })
    }

    fn known(&self) -> &Organisations {
        self.evaluating.evaluator.organisations()
    }

    /// The values of an input for these organisations; `None`: nobody has said it.
    fn values(
        &mut self,
        (ready, table): (&ReadyScheme, &Table),
        (input, whose): (&Input, &[OrganisationId]),
        (results, natives): (&BTreeMap<Id, Result>, &mut dyn Natives),
    ) -> Vec<Option<Value>> {
        let measured = match (&input.def.indicator, ready.measures.get(&input.code)) {
            (Some(id), _) => self.catalogue.indicators().get(id).map(|one| (one.clone(), id.clone(), String::new())),
            (None, Some(own)) => Some((own.clone(), ready.def.id.clone(), input.code.clone())),
            (None, None) => None,
        };
        if let Some((one, id, code)) = measured {
            let lines = self.lines_of(&one, (id, code, input.period), natives);
            let take = input.def.take.unwrap_or_default();
            let value = |id| lines.get(id).map_or(Value::Absent, |tally| taken(take, (&one, tally)));
            return whose.iter().map(|id| Some(value(id))).collect();
        }
        if let Some(vote) = input.def.vote.as_ref().filter(|vote| vote.question.is_some()) {
            let surveyed = self.surveyed(vote, input.period);
            return whose.iter().map(|id| surveyed.get(id.as_str()).cloned()).collect();
        }
        if let Some(other) = &input.def.scheme {
            return self.others(other, (input, whose), results);
        }
        if let Some(earlier) = &input.def.earlier {
            return whose.iter().map(|id| self.earlier((table, earlier), id)).collect();
        }
        if let Some(field) = &input.def.org {
            return whose.iter().map(|id| Some(self.field(field, id))).collect();
        }
        whose.iter().map(|id| self.answered((table, input), id)).collect()
    }

    /// The tallies of all organisations in a period.
    fn lines_of(&mut self, ready: &Ready, key: (Id, String, Period), natives: &mut dyn Natives) -> Lines {
        if let Some(lines) = self.lines.get(&key) {
            return Rc::clone(lines);
        }
        let (id, code, period) = &key;
        let of_run = self.evaluated.filter(|_| code.is_empty() && *period == self.span.period);
        let lines = match of_run.and_then(|evaluation| evaluation.numbers.get(id)) {
            Some(numbers) => numbers.lines.clone(),
            // An indicator has periods of its own.
            None if code.is_empty() => {
                let span = self.evaluating.span;
                self.evaluating.span = Span { period: *period, ..span };
                let numbers = self.evaluating.numbers(ready, natives);
                self.evaluating.span = span;
                numbers.lines
            }
            None => self.lines_of_own(ready, *period, natives),
        };
        let lines = Rc::new(lines);
        self.lines.insert(key, Rc::clone(&lines));
        lines
    }

    /// The tallies of a measure of the scheme's own, taken over a period as a whole.
    fn lines_of_own(
        &mut self,
        ready: &Ready,
        period: Period,
        natives: &mut dyn Natives,
    ) -> BTreeMap<OrganisationId, Tally> {
        let mut all: BTreeMap<OrganisationId, Tally> = BTreeMap::new();
        for owner in self.evaluating.owners(ready, period) {
            let (tally, _) = self.evaluating.tally(ready, (&owner, period), (natives, Listing::Counts));
            if !self.evaluating.is_number(ready, (&owner, period), &tally) {
                continue;
            }
            for line in lines(self.known(), &owner, period.last()).into_iter().flatten() {
                let sum = all.entry(line).or_default();
                *sum = sum.plus(tally).unwrap_or(*sum);
            }
        }
        all
    }

    /// A vote as the register of surveys counts it, of all organisations in one reading.
    fn surveyed(&self, vote: &VoteDef, period: Period) -> BTreeMap<&str, Value> {
        let mut all: BTreeMap<&str, Ballot<'_>> = BTreeMap::new();
        let whole = |number: Option<Fraction>| number.and_then(|number| u64::try_from(number.floor()).ok());
        for row in self.registers.table("survey").into_iter().flat_map(Columns::rows) {
            let is_here = row.text("question") == vote.question.as_deref()
                && vote.audience.as_deref().is_none_or(|audience| row.text("audience") == Some(audience))
                && row.day("closed_on").is_some_and(|day| period.contains(day) && day <= self.span.as_of);
            let Some(whose) = row.text("org").filter(|_| is_here) else { continue };
            let ballot = all.entry(whose).or_default();
            let answer = row.number("answer").map(|answer| answer.to_string()).unwrap_or_default();
            // Empty and spoilt answers are no answers.
            if vote.answers.iter().any(|known| known.is == answer) {
                *ballot.counts.entry(answer).or_default() += whole(row.number("respondents")).unwrap_or_default();
            }
            if let Some(number) = whole(row.number("invited")) {
                let key = (row.text("survey").unwrap_or(""), row.text("audience").unwrap_or(""));
                let most = ballot.invited.entry(key).or_default();
                *most = number.max(*most);
            }
        }
        all.into_iter().filter_map(|(whose, ballot)| Some((whose, ballot.value(vote)?))).collect()
    }

    /// The scores of another scheme: of the same organisation, or of those below it together.
    fn others(
        &self,
        other: &OtherDef,
        (input, whose): (&Input, &[OrganisationId]),
        results: &BTreeMap<Id, Result>,
    ) -> Vec<Option<Value>> {
        let Some(result) = results.get(&other.id) else { return vec![None; whose.len()] };
        let given = self.beside.persons.get(&other.id).filter(|_| result.table.def.subject != Subject::Organisation);
        let protects = result.table.def.subject == Subject::Person;
        let is_many = given.is_some() || other.below;
        let day = self.span.period.last();
        let mut points: BTreeMap<OrganisationId, Vec<Option<Points>>> = BTreeMap::new();
        for ((place, card), one) in result.cards.iter().enumerate().zip(result.points(other.of.as_deref())) {
            let id = OrganisationId::from(card.whose.as_str());
            let owner = match given {
                Some(given) => given.get(place).map(|(organisation, _)| organisation.clone()),
                None if other.below => self.known().parent(&id, day).cloned(),
                None => Some(id),
            };
            if let Some(owner) = owner {
                points.entry(owner).or_default().push(one);
            }
        }
        let value = |whose: &OrganisationId| {
            let found = points.get(whose).map_or(&[][..], Vec::as_slice);
            if protects && !found.is_empty() && found.len() < FEWEST_PERSONS {
                return Value::UNKNOWN;
            }
            let there = found.iter().filter(|one| one.is_none_or(|one| one.applies != Applies::No));
            let amounts = there.map(|one| one.map_or(Amount::ANY, |one| one.amount));
            together((other, input, is_many), amounts.collect())
        };
        whose.iter().map(|whose| Some(value(whose))).collect()
    }

    /// A value of an earlier run, or what holds where there was none.
    fn earlier(&self, (table, earlier): (&Table, &EarlierDef), whose: &OrganisationId) -> Option<Value> {
        let scheme = earlier.scheme.as_ref().unwrap_or(&table.def.id).clone();
        let back = usize::try_from(earlier.back.max(1) - 1).unwrap_or(usize::MAX);
        let run = self.beside.earlier.get(back);
        let key = (scheme, whose.as_str().to_owned(), earlier.of.clone());
        let text = run.and_then(|run| run.get(&key).cloned());
        let text = text.or_else(|| earlier.otherwise.as_ref().map(|otherwise| otherwise.as_str().to_owned()))?;
        Some(match (text.as_str(), Amount::parse(&text)) {
            ("-", _) => Value::Absent,
            (_, Ok(amount)) => Value::Number(amount),
            (word, Err(_)) => Value::from(word.trim_matches('\'')),
        })
    }

    /// A field of an organisation's own row on the last day of the period.
    fn field(&self, field: &str, whose: &OrganisationId) -> Value {
        let state = self.known().get(whose).and_then(|one| one.on(self.span.period.last()));
        let row = state.zip(self.registers.table("org")).map(|(state, table)| table.row(state.row));
        match row.map_or(Cell::Blank, |row| row.cell(field)) {
            Cell::Text(text) => Value::Word(Some(text)),
            Cell::Number(hundredths) => Value::from(Fraction::from_hundredths(hundredths)),
            Cell::Boolean(truth) => Value::of_truth(Some(truth)),
            Cell::List(list) => Value::from(Fraction::from(u64::try_from(list.len()).unwrap_or(u64::MAX))),
            Cell::Day(day) => {
                let days = self.span.period.to().number() - day.number();
                Value::from(Fraction::from(days))
            }
            Cell::Blank => Value::Absent,
        }
    }

    fn answered(&mut self, (table, input): (&Table, &Input), whose: &OrganisationId) -> Option<Value> {
        let answer: &Answer = self.answers.get(&table.def.id)?.get(whose.as_str())?.get(&input.key)?;
        match input.value(answer, table) {
            Ok(value) => Some(value),
            Err(message) => {
                let place = Place { column: Some(format!("{whose} {}", input.key)), ..Place::default() };
                self.faults.push(Fault::new(place, message));
                None
            }
        }
    }
}

impl Result {
    /// The points of a node by its code, of all cards; without a code, the scores. `None`: not scored.
    fn points(&self, code: Option<&str>) -> Vec<Option<Points>> {
        let Some(code) = code else {
            let score = |graded: &Graded| (!graded.score.is_too_little_known).then_some(graded.score);
            return self.graded.iter().map(score).collect();
        };
        let Some((at, _)) = self.table.node(code) else { return vec![None; self.cards.len()] };
        let scoring = Scoring::new(&self.table, &self.cards);
        (0..self.cards.len()).map(|place| Some(scoring.score(place).of(at))).collect()
    }
}

/// Scores as one value: how many reach a bound, or what they make together.
fn together((other, input, is_many): (&OtherDef, &Input, bool), amounts: Vec<Amount>) -> Value {
    // Of nobody nothing is counted: none is not 0.
    if amounts.is_empty() {
        return Value::Absent;
    }
    if let Some(least) = other.count_at_least {
        let counts = amounts.iter().map(|amount| {
            let is_below = Amount::from(least).is_above(amount);
            Value::of_truth(is_below.map(|is_below| !is_below)).amount().unwrap_or(Amount::ANY)
        });
        return Value::Number(counts.fold(Amount::ZERO, Amount::plus));
    }
    if !is_many {
        return amounts.first().map_or(Value::Absent, |amount| Value::Number(*amount));
    }
    let together = if input.def.together == Together::Sum { Together::Mean } else { input.def.together };
    let values: Vec<Value> = amounts.into_iter().map(Value::Number).collect();
    put_together(together, &values.iter().collect::<Vec<_>>())
}

/// What is taken of a tally. An amount that nobody knows may be of any size.
fn taken(take: Take, (ready, tally): (&Ready, &Tally)) -> Value {
    let Some(bounds) = tally.bounds() else { return Value::Absent };
    let more = Fraction::from(tally.unknown + tally.open);
    let between = |least: Option<Fraction>, most: Option<Fraction>| Value::Number(Amount { least, most });
    let missed = tally.denominator.minus(tally.numerator);
    let may_be_any = ready.measures_amounts() && tally.open > 0;
    match take {
        Take::Reached => Value::of_truth(ready.outcome(tally).is_met),
        Take::Share if may_be_any => Value::UNKNOWN,
        Take::Share => Value::Number(Amount::between(bounds.lower, bounds.upper)),
        Take::Met => between(Some(tally.numerator), tally.numerator.plus(more)),
        Take::Missed => between(
            missed.and_then(|missed| missed.minus(Fraction::from(tally.unknown))),
            missed.and_then(|missed| missed.plus(Fraction::from(tally.open))),
        ),
        Take::Counted => between(Some(tally.denominator), tally.denominator.plus(Fraction::from(tally.open))),
    }
}
