//! What is odd in a scheme, though it can be used: totals that do not match, steps and grades that nobody can reach, bands
//! that overlap or leave a gap, amounts that nobody knows, questions that nobody answers, names that nobody uses.

use super::{
    card::Card,
    compile::natural,
    rests::Sayer,
    rule::Shape,
    score::{Applies, Scored, score_card},
    table::{Item, Node, NodeKind, Table},
};
use changxiao_core::{
    amount::Amount,
    definition::scheme::{Combine, GradeDef, StepDef},
    fraction::Fraction,
    message::Message,
    text::Text,
};
use std::collections::BTreeSet;

impl Table {
    /// What is odd, in the order of the table.
    #[must_use]
    pub fn oddities(&self) -> Vec<Message> {
        let mut nodes: Vec<(usize, &Node)> =
            self.nodes.iter().enumerate().filter(|(_, node)| node.is_scored()).collect();
        nodes.sort_by(|(_, one), (_, other)| natural(&one.code, &other.code));
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for (_, node) in &nodes {
            // What is repeated is said once.
            let code = node.code.split('@').next().unwrap_or_default();
            let mut own = Vec::new();
            match &node.kind {
                NodeKind::Item(item) => self.item_oddities((code, item), &mut own),
                NodeKind::Atom(atom) => {
                    if let Shape::Steps(steps) = &atom.rule.shape {
                        own.extend(unreachable_steps(code, steps));
                    }
                }
                _ => {}
            }
            found.extend(own.into_iter().filter(|message| seen.insert(message.clone())));
        }
        found.extend(self.never_applies(&nodes));
        found.extend(self.unknown_amounts(&nodes));
        found.extend(self.unanswered());
        found.extend(self.unused());
        if let Some(grading) = &self.def.grading {
            found.extend(grade_oddities(&grading.grades));
        }
        found
    }

    fn item_oddities(&self, (code, item): (&str, &Item), found: &mut Vec<Message>) {
        if item.is_repeated {
            return;
        }
        let Some(points) = item.points.and_then(|points| points.known()) else { return };
        let parts: Vec<&Node> = item.parts.iter().filter_map(|(part, _)| self.nodes.get(*part)).collect();
        let is_of_items = parts.iter().all(|part| part.item().is_some());
        let printed = |(part, weight): &(usize, Fraction)| self.printed(*part)?.times(*weight);
        let key = if code.is_empty() { "odd-total" } else { "odd-points" };
        let differs = |sum: Fraction| Message::new(key).with("code", code).with("printed", points).with("sum", sum);
        if is_of_items && matches!(item.combine, Combine::Sum | Combine::Mean) {
            let Some(sum) = item.parts.iter().map(printed).try_fold(Fraction::ZERO, |sum, one| sum.plus(one?)) else {
                return;
            };
            let weights = || item.parts.iter().map(|(_, weight)| *weight).try_fold(Fraction::ZERO, Fraction::plus);
            let sum =
                if item.combine == Combine::Mean { weights().and_then(|weights| sum.over(weights)) } else { Some(sum) };
            found.extend(sum.filter(|sum| *sum != points && *sum != Fraction::ZERO).map(differs));
            return;
        }
        if item.combine == Combine::Sum && item.start == Amount::ZERO && !is_of_items {
            let sum = item.parts.iter().map(printed).try_fold(Fraction::ZERO, |sum, one| sum.plus(one?));
            found.extend(sum.filter(|sum| *sum < points && *sum > Fraction::ZERO).map(|sum| {
                Message::new("odd-not-reached").with("code", code).with("printed", points).with("sum", sum)
            }));
        }
        let gives = |part: &&Node| matches!(&part.kind, NodeKind::Atom(atom) if atom.rule.is_giving());
        let is_full = !item.is_start_said && item.start != Amount::ZERO;
        if let Some(giving) = parts
            .iter()
            .copied()
            .find(gives)
            .filter(|_| is_full && item.cap.and_then(|cap| cap.known()) == Some(points))
        {
            let giving = giving.code.split('@').next().unwrap_or_default();
            found.push(
                Message::new("odd-full-and-gains").with("code", code).with("part", giving).with("points", points),
            );
        }
        for part in parts {
            let NodeKind::Atom(atom) = &part.kind else { continue };
            let floor = item.floor.and_then(|floor| floor.known()).unwrap_or(points.negative());
            let least = atom.rule.range().least.filter(|least| *least < floor.minus(points).unwrap_or(floor));
            let part_code = part.code.split('@').next().unwrap_or_default();
            found.extend(least.map(|least| {
                Message::new("odd-more-than-item").with("code", part_code).with("points", least).with("printed", points)
            }));
        }
    }

    /// The points that a node prints, or those of its parts together; `None`: some are not known.
    fn printed(&self, at: usize) -> Option<Fraction> {
        let node = self.nodes.get(at)?;
        let Some(item) = node.item() else { return Some(node.nominal.unwrap_or(Fraction::ZERO)) };
        if let (Some(points), false) = (item.points, item.is_repeated) {
            return points.known();
        }
        let mut parts = item.parts.iter().map(|(part, weight)| self.printed(*part)?.times(*weight));
        match (item.is_repeated, item.combine) {
            (false, Combine::Sum) | (true, Combine::Sum) if !item.is_latest => {
                parts.try_fold(Fraction::ZERO, |sum, one| sum.plus(one?))
            }
            _ => parts.try_fold(Fraction::ZERO, |most, one| Some(most.max(one?))),
        }
    }

    /// Nodes whose conditions cannot hold, whatever the answers.
    fn never_applies(&self, nodes: &[(usize, &Node)]) -> Vec<Message> {
        let mut scored = Scored::default();
        // Of peers nothing is known.
        score_card(self, (&Card::new("", self), &[]), &mut scored);
        let never = nodes.iter().filter(|(at, node)| {
            scored.of(*at).applies == Applies::No && (node.when.is_some() || node.unless.is_some())
        });
        never.map(|(_, node)| Message::new("odd-never").with("code", node.code.as_str())).collect()
    }

    fn unknown_amounts(&self, nodes: &[(usize, &Node)]) -> Vec<Message> {
        let is_unknown = |node: &Node| match &node.kind {
            NodeKind::Item(item) => {
                [item.points, Some(item.start)].into_iter().flatten().any(|amount| !amount.is_known())
            }
            NodeKind::Atom(atom) => atom.rule.has_unknown_amounts(),
            _ => false,
        };
        let codes: BTreeSet<&str> = nodes
            .iter()
            .filter(|(_, node)| is_unknown(node))
            .map(|(_, node)| node.code.split('@').next().unwrap_or_default())
            .collect();
        let mut codes: Vec<&str> = codes.into_iter().filter(|code| !code.is_empty()).collect();
        codes.sort_by(|one, other| natural(one, other));
        if codes.is_empty() {
            return Vec::new();
        }
        vec![Message::new("odd-unknown-amounts").with("count", codes.len()).with("codes", codes.join(", "))]
    }

    fn unanswered(&self) -> Vec<Message> {
        let codes: BTreeSet<&str> = self
            .inputs
            .iter()
            .filter(|input| input.sayer() == Sayer::Nobody)
            .map(|input| input.code.as_str())
            .collect();
        if codes.is_empty() {
            return Vec::new();
        }
        let all: Vec<&str> = codes.into_iter().collect();
        vec![Message::new("odd-nobody").with("count", all.len()).with("codes", all.join(", "))]
    }

    /// Facts that nothing reads, and assessors whom nothing asks.
    fn unused(&self) -> Vec<Message> {
        let mut found = Vec::new();
        let asked: BTreeSet<&str> = self
            .inputs
            .iter()
            .filter_map(|input| match input.sayer() {
                Sayer::Assessor(by) => Some(by),
                _ => None,
            })
            .collect();
        let idle = self.def.assessors.iter().filter(|one| !asked.contains(one.id.as_str()));
        found.extend(idle.map(|one| Message::new("odd-idle-assessor").with("name", one.id.as_str())));
        let mut read = BTreeSet::new();
        for node in &self.nodes {
            read.extend(super::compile::reads(node));
        }
        let mut formula = |formula: &super::formula::Formula| {
            formula.visit(&mut |place| {
                read.insert(place);
            });
        };
        for consequence in &self.consequences {
            formula(&consequence.when);
            consequence.unless.iter().chain(&consequence.value).for_each(&mut formula);
        }
        if let Some(grading) = &self.grading {
            formula(&grading.by);
            formula(&grading.order_by);
            grading.among.iter().chain(grading.only_if.iter().flatten()).for_each(&mut formula);
        }
        let name = |node: &Node| node.code.split('@').next().unwrap_or_default().trim_end_matches(".from").to_owned();
        let used: BTreeSet<String> = read.iter().filter_map(|at| self.nodes.get(*at)).map(name).collect();
        let unread = self.def.facts.keys().filter(|fact| !used.contains(*fact));
        found.extend(unread.map(|fact| Message::new("odd-unread-fact").with("name", fact.as_str())));
        found
    }
}

/// Steps before which another always fits.
fn unreachable_steps(code: &str, steps: &[StepDef]) -> Vec<Message> {
    let reached = super::rule::steps_reached(steps);
    let missed = (0..steps.len()).filter(|place| !reached.contains(place));
    missed.map(|place| Message::new("odd-step").with("code", code).with("place", place + 1)).collect()
}

/// Bands that share a value, leave one out, or are never reached.
fn grade_oddities(grades: &[GradeDef]) -> Vec<Message> {
    let ends = grades.iter().flat_map(|grade| grade.band().ends());
    let mut ends: Vec<Fraction> = ends.collect();
    ends.sort();
    ends.dedup();
    let half = Fraction::new(1, 2).unwrap_or(Fraction::ONE);
    let between: Vec<Fraction> =
        ends.iter().zip(ends.iter().skip(1)).filter_map(|(one, next)| one.plus(*next)?.times(half)).collect();
    let outside = [
        ends.first().and_then(|first| first.minus(Fraction::ONE)),
        ends.last().and_then(|last| last.plus(Fraction::ONE)),
    ];
    let mut tried: Vec<Fraction> = ends.iter().copied().chain(between).chain(outside.into_iter().flatten()).collect();
    if tried.is_empty() {
        tried.push(Fraction::ZERO);
    }
    tried.sort();
    let has_upper = |grade: &GradeDef| grade.at_most.is_some() || grade.below.is_some();
    let mut found = Vec::new();
    let mut reached = BTreeSet::new();
    for value in &tried {
        let fitting: Vec<(usize, &GradeDef)> =
            grades.iter().enumerate().filter(|(_, grade)| grade.band().holds(&(*value).into()) == Some(true)).collect();
        match fitting.as_slice() {
            [] => found.push(Message::new("odd-band-gap").with("value", *value)),
            [(place, one), rest @ ..] => {
                reached.insert(*place);
                if one.only_if.is_some() || one.most.is_some() || one.most_share.is_some() {
                    reached.extend(rest.iter().map(|(place, _)| *place));
                }
                // Without an upper end the lower grade takes what is left: that is how bands are written.
                if let Some((_, other)) = rest.iter().find(|(_, other)| has_upper(other)) {
                    found.push(
                        Message::new("odd-band-overlap")
                            .with("value", *value)
                            .with("one", name(one))
                            .with("other", name(other)),
                    );
                }
            }
        }
    }
    let missed = grades.iter().enumerate().filter(|(place, _)| !reached.contains(place));
    found.extend(missed.map(|(_, grade)| Message::new("odd-grade").with("name", name(grade))));
    found
}

fn name(grade: &GradeDef) -> Text {
    grade.name.clone()
}
