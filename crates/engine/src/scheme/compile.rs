//! From a definition to a table: names become places, what is repeated becomes its periods, what is inherited is written
//! out. The order in which items and atoms are written changes nothing: they are put in the order of their numbers.

mod names;
mod parts;
mod questions;
mod sort;

use super::{
    formula::{Formula, Names},
    table::{Consequence, Grading, Input, Item, Node, NodeKind, Table},
};
use changxiao_core::{
    amount::{Amount, Limit},
    day::{Calendar, Day, Period},
    definition::{
        SchemeDef,
        scheme::{Absent, Combine, ConsequenceDef, Every, GradingDef, StageDef, Together},
    },
    expression::ExpressionFault,
    fraction::Fraction,
    message::Message,
    text::Text,
};
use std::collections::BTreeMap;

pub use sort::natural;
pub(crate) use sort::reads;

/// A fault and the key it is about.
pub type Found = (String, ExpressionFault);

/// Compiles a scheme for a period, or tells all that is wrong with it.
pub fn compile(def: &SchemeDef, period: Period) -> Result<Table, Vec<Found>> {
    let mut compiling = Compiling::new(def, period);
    compiling.check_ids();
    compiling.reserve_names();
    let root = compiling.root();
    compiling.facts();
    let grading = def.grading.as_ref().map(|grading| compiling.grading(grading));
    let consequences = def.consequences.iter().map(|one| compiling.consequence(one)).collect();
    if !compiling.faults.is_empty() {
        return Err(compiling.faults);
    }
    compiling.name_instances();
    let unwritten = |node: Option<Node>| {
        node.ok_or_else(|| vec![(String::new(), fault(Message::new("scheme-node-unwritten").with("id", &def.id)))])
    };
    let nodes: Vec<Node> = compiling.nodes.into_iter().map(unwritten).collect::<Result<_, _>>()?;
    let table = Table {
        def: def.clone(),
        period,
        inputs: compiling.inputs,
        nodes,
        root,
        grade: compiling.grade,
        peers: Vec::new(),
        facts: compiling.names.into_iter().filter(|(name, _)| def.facts.contains_key(name)).collect(),
        grading: grading.flatten(),
        consequences,
    };
    sort::sorted(table).map_err(|fault| vec![fault])
}

struct Compiling<'d> {
    def: &'d SchemeDef,
    period: Period,
    nodes: Vec<Option<Node>>,
    inputs: Vec<Input>,
    /// Places of names: `name`, and `name@period` of what is repeated.
    names: BTreeMap<String, usize>,
    grade: usize,
    /// Nodes that bear a name inside something repeated.
    instances: BTreeMap<String, Vec<usize>>,
    faults: Vec<Found>,
}

/// Where a node stands: its key in the definition, and the period in which it is computed, if it is one of several.
#[derive(Clone)]
struct Place {
    key: String,
    period: Period,
    label: Option<String>,
    /// The part of it that names the period.
    period_label: Option<String>,
    by: Option<String>,
}

impl Place {
    fn below(&self, noun: &str, id: &str) -> String {
        if self.key.is_empty() { format!("{noun}.{id}") } else { format!("{}.{noun}.{id}", self.key) }
    }

    fn code(&self, code: &str) -> String {
        self.label.as_ref().map_or_else(|| code.to_owned(), |label| format!("{code}@{label}"))
    }
}

fn fault(message: Message) -> ExpressionFault {
    ExpressionFault { at: 0..0, message, hint: None }
}

fn limit(limit: Option<Limit>, otherwise: Option<Amount>) -> Option<Amount> {
    match limit {
        Some(Limit::None) => None,
        Some(Limit::At(amount)) => Some(amount),
        None => otherwise,
    }
}

impl<'d> Compiling<'d> {
    fn new(def: &'d SchemeDef, period: Period) -> Self {
        let (nodes, inputs, names, faults) = (Vec::new(), Vec::new(), BTreeMap::new(), Vec::new());
        Self { def, period, nodes, inputs, names, grade: 0, instances: BTreeMap::new(), faults }
    }

    fn found(&mut self, key: impl Into<String>, message: Message) {
        self.faults.push((key.into(), fault(message)));
    }

    /// A place for a node that is written later.
    fn reserve(&mut self) -> usize {
        self.nodes.push(None);
        self.nodes.len() - 1
    }

    fn write(&mut self, at: usize, node: Node) {
        if let Some(place) = self.nodes.get_mut(at) {
            *place = Some(node);
        }
    }

    fn add(&mut self, node: Node) -> usize {
        let at = self.reserve();
        self.write(at, node);
        at
    }

    /// A formula; one that cannot be read is a fault and nothing.
    fn formula(&mut self, (key, text): (&str, &str), label: Option<&str>) -> Option<Formula> {
        let names = &self.names;
        // The grade is known only after all points are.
        let may_ask_grade = key.starts_with("consequence.");
        let place = |name: &str| {
            if name == "grade" && !may_ask_grade {
                return None;
            }
            let own = label.and_then(|label| names.get(&format!("{name}@{label}")));
            own.or_else(|| names.get(name)).copied()
        };
        let all: Vec<String> = names.keys().filter(|name| !name.contains('@')).cloned().collect::<Vec<_>>();
        match (Names { place: &place, all: &all }).read(text) {
            Ok(formula) => Some(formula),
            Err(mut fault) => {
                fault.message = fault.message.with("expression", text);
                self.faults.push((key.to_owned(), fault));
                None
            }
        }
    }

    fn conditions(
        &mut self,
        (when, unless): (Option<&String>, Option<&String>),
        at: &Place,
    ) -> (Option<Formula>, Option<Formula>) {
        let label = at.period_label.clone();
        let mut read = |key: &str, text: Option<&String>| {
            text.and_then(|text| self.formula((&format!("{}.{key}", at.key), text), label.as_deref()))
        };
        (read("when", when), read("unless", unless))
    }

    /// The periods in which something is repeated, with their labels.
    fn periods(&mut self, every: Every, at: &Place) -> Vec<(String, Period)> {
        match every {
            Every::Calendar(calendar) => {
                calendar.within(at.period).map(|period| (period.to_string(), period)).collect()
            }
            Every::Stage => {
                if self.def.stages.is_empty() {
                    self.found(format!("{}.every", at.key), Message::new("scheme-no-stages"));
                }
                let years = Calendar::Year.within(at.period).collect::<Vec<_>>();
                let stages = &self.def.stages;
                let of = |year: i16| stages.iter().filter_map(move |stage| stage_in(stage, year));
                let all: Vec<(String, Period)> = years.iter().flat_map(|year| of(year.from().year())).collect();
                if all.is_empty() && !stages.is_empty() {
                    self.found(format!("{}.every", at.key), Message::new("scheme-stages-outside"));
                }
                all
            }
        }
    }

    /// The scheme as the item of all its items.
    fn root(&mut self) -> usize {
        let def = self.def;
        let at = Place { key: String::new(), period: self.period, label: None, period_label: None, by: def.by.clone() };
        let root = self.names.get("score").copied().unwrap_or_default();
        let (parts, _) = self.items(&def.items, &at);
        if parts.is_empty() {
            self.found("item", Message::new("scheme-without-items"));
        }
        let item = Item {
            combine: def.combine,
            parts,
            start: def.start.unwrap_or(Amount::ZERO),
            floor: limit(def.floor, None),
            cap: limit(def.cap, None),
            is_start_said: true,
            points: def.total,
            absent: def.absent,
            known_at_least: def.known_at_least,
            is_latest: false,
            is_repeated: false,
        };
        let node = Node {
            code: String::new(),
            name: def.name.clone(),
            clause: def.clause.clone(),
            kind: NodeKind::Item(item),
            when: None,
            unless: None,
            places: def.places,
            nominal: def.total.and_then(|total| total.known()),
        };
        self.write(root, node);
        root
    }

    /// The name of something inside what is repeated, outside of it, means the sum of its instances.
    fn name_instances(&mut self) {
        for (name, places) in std::mem::take(&mut self.instances) {
            let Some(place) = self.names.get(&name).copied() else { continue };
            let text = named(&name, None);
            let kind = NodeKind::Together(Together::Sum, places);
            self.write(place, questions::value_node(name, &text, kind));
        }
    }

    fn grading(&mut self, def: &GradingDef) -> Option<Grading> {
        let score = "score";
        let by = def.by.as_ref().map_or(score, |by| by.as_str());
        let order_by = def.order_by.as_ref().map_or(by, |order| order.as_str());
        let (by, order_by) =
            (self.formula(("grading.by", by), None), self.formula(("grading.order_by", order_by), None));
        let among = def.among.as_ref().and_then(|among| self.formula(("grading.among", among.as_str()), None));
        if def.grades.is_empty() {
            self.found("grading.grade", Message::new("scheme-without-grades"));
        }
        let mut only_if = Vec::new();
        for grade in &def.grades {
            let key = format!("grading.grade.{}.only_if", grade.id);
            only_if.push(grade.only_if.as_ref().and_then(|text| self.formula((&key, text), None)));
        }
        Some(Grading { by: by?, order_by: order_by?, among, only_if })
    }

    fn consequence(&mut self, def: &ConsequenceDef) -> Consequence {
        let key = |part: &str| format!("consequence.{}.{part}", def.id);
        let never = || Formula::Constant(super::value::Value::ZERO);
        let when = self.formula((&key("when"), &def.when), None).unwrap_or_else(never);
        let unless = def.unless.as_ref().and_then(|text| self.formula((&key("unless"), text), None));
        let value = def.value.as_ref().and_then(|value| self.formula((&key("value"), value.as_str()), None));
        let mut is_after_grading = false;
        let mut look = |place: usize| is_after_grading |= place == self.grade;
        when.visit(&mut look);
        unless.iter().for_each(|unless| unless.visit(&mut look));
        let changes_grade = def.score.is_some() || def.at_most.is_some() || def.grade.is_some();
        if is_after_grading && changes_grade {
            self.found(key("when"), Message::new("scheme-consequence-circular").with("id", def.id.as_str()));
        }
        let grades = self.def.grading.as_ref().map_or(&[][..], |grading| &grading.grades);
        for (part, grade) in [("at_most", &def.at_most), ("grade", &def.grade)] {
            let Some(grade) = grade else { continue };
            if !grades.iter().any(|known| known.id == *grade) {
                let known: Vec<&str> = grades.iter().map(|grade| grade.id.as_str()).collect();
                let message = Message::new("scheme-unknown-grade").with("name", grade.as_str());
                let hint = changxiao_core::fault::nearest(grade, known);
                let hint = hint.map(|name| Message::new("hint-nearest").with("name", name));
                self.faults.push((key(part), ExpressionFault { at: 0..0, message, hint }));
            }
        }
        Consequence { when, unless, value, is_after_grading }
    }
}

/// A stage in a year, with its label.
fn stage_in(stage: &StageDef, year: i16) -> Option<(String, Period)> {
    let day = |text: &str| -> Option<Day> { format!("{year}-{text}").parse().ok() };
    let period = Period::new(day(&stage.from)?, day(&stage.to)?.plus_days(1))?;
    Some((format!("{year}-{}", stage.id), period))
}

/// The item that puts what is repeated together.
fn repeated(parts: Vec<(usize, Fraction)>, together: Together) -> Item {
    let combine = match together {
        Together::Mean => Combine::Mean,
        Together::Least => Combine::Least,
        Together::Greatest => Combine::Greatest,
        Together::Sum | Together::Latest | Together::LongestRow => Combine::Sum,
    };
    Item {
        combine,
        parts,
        start: Amount::ZERO,
        is_start_said: true,
        floor: None,
        cap: None,
        points: None,
        absent: Absent::Leave,
        known_at_least: None,
        is_latest: together == Together::Latest,
        is_repeated: true,
    }
}

/// A name of a fact as a text.
fn named(name: &str, text: Option<&Text>) -> Text {
    text.cloned().unwrap_or_else(|| Text::new(name, name))
}
