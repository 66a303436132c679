//! Orders: of ids by their numbers, and of nodes by what they read.

use super::{Found, fault};
use crate::scheme::{
    formula::Formula,
    table::{Node, NodeKind, Table},
};
use changxiao_core::message::Message;
use std::cmp::Ordering;

/// Compares ids as people number: `1.2` before `1.10`, digits by their value.
#[must_use]
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let (Some(a), Some(b)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| one.cmp(other));
        };
        if let (Some((a, m)), Some((b, n))) = (numeral(left), numeral(right)) {
            match a.cmp(&b) {
                Ordering::Equal => (left, right) = (left.get(m..).unwrap_or(""), right.get(n..).unwrap_or("")),
                order => return order,
            }
            continue;
        }
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (m, n) = (digits(left), digits(right));
        if m > 0 && n > 0 {
            let number =
                |text: &str, length: usize| text.get(..length).unwrap_or("").trim_start_matches('0').to_owned();
            let (a, b) = (number(left, m), number(right, n));
            match a.len().cmp(&b.len()).then_with(|| a.cmp(&b)) {
                Ordering::Equal => (left, right) = (left.get(m..).unwrap_or(""), right.get(n..).unwrap_or("")),
                order => return order,
            }
        } else if a != b {
            return a.cmp(&b);
        } else {
            (left, right) = (left.get(a.len_utf8()..).unwrap_or(""), right.get(b.len_utf8()..).unwrap_or(""));
        }
    }
}

/// The Chinese numeral below a hundred with which a text begins, and its length in bytes.
fn numeral(text: &str) -> Option<(u32, usize)> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let (mut number, mut length, mut has_ten) = (0, 0, false);
    for letter in text.chars() {
        let digit = DIGITS.chars().position(|digit| digit == letter).and_then(|digit| u32::try_from(digit).ok());
        match (letter, digit) {
            ('十', _) if !has_ten => (number, has_ten) = (number.max(1) * 10, true),
            (_, Some(digit)) if length == 0 || (has_ten && number % 10 == 0) => number += digit,
            _ => break,
        }
        length += letter.len_utf8();
    }
    (length > 0).then_some((number, length))
}

/// The nodes that a node reads.
pub(crate) fn reads(node: &Node) -> Vec<usize> {
    let mut all = Vec::new();
    let mut formula = |formula: &Formula| formula.visit(&mut |place| all.push(place));
    node.when.iter().chain(&node.unless).for_each(&mut formula);
    match &node.kind {
        NodeKind::Input(_) | NodeKind::Grade => {}
        NodeKind::Formula(of) => formula(&of.0),
        NodeKind::Peers(peers) => {
            formula(&peers.of);
            peers.among.iter().for_each(&mut formula);
        }
        NodeKind::Together(_, parts) => all.extend(parts),
        NodeKind::Atom(atom) => {
            atom.rule.short_of.iter().chain(&atom.rule.beyond).for_each(&mut formula);
            all.push(atom.quantity);
        }
        NodeKind::Item(item) => all.extend(item.parts.iter().map(|(part, _)| *part)),
    }
    all
}

struct Sorting<'t> {
    table: &'t Table,
    order: Vec<usize>,
    /// 0: not seen; 1: under way; 2: done.
    seen: Vec<u8>,
    level: Vec<usize>,
}

impl Sorting<'_> {
    /// Visits a node and what it reads; the code of a node that reads itself is an error.
    fn visit(&mut self, at: usize, depth: usize) -> Result<usize, String> {
        let Some(node) = self.table.nodes.get(at) else { return Ok(0) };
        match self.seen.get(at) {
            Some(2) => return Ok(self.level.get(at).copied().unwrap_or_default()),
            Some(1) => return Err(node.code.clone()),
            _ if depth > 500 => return Err(node.code.clone()),
            _ => {}
        }
        self.mark(at, 1);
        let mut level = 0;
        for read in reads(node) {
            level = level.max(self.visit(read, depth + 1)?);
        }
        level += usize::from(matches!(node.kind, NodeKind::Peers(_)));
        self.mark(at, 2);
        if let Some(place) = self.level.get_mut(at) {
            *place = level;
        }
        self.order.push(at);
        Ok(level)
    }

    fn mark(&mut self, at: usize, state: u8) {
        if let Some(place) = self.seen.get_mut(at) {
            *place = state;
        }
    }
}

/// The same table with each node after those it reads.
pub(super) fn sorted(mut table: Table) -> Result<Table, Found> {
    let count = table.nodes.len();
    let mut sorting = Sorting { table: &table, order: Vec::new(), seen: vec![0; count], level: vec![0; count] };
    for at in 0..count {
        if let Err(code) = sorting.visit(at, 0) {
            let code = if code.is_empty() { "score".to_owned() } else { code };
            let message = Message::new("scheme-circular").with("name", code.as_str());
            return Err((code, fault(message)));
        }
    }
    let (order, level) = (sorting.order, sorting.level);
    let mut place = vec![0; count];
    for (new, old) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old) {
            *slot = new;
        }
    }
    let to = |old: usize| place.get(old).copied().unwrap_or_default();
    let mut nodes: Vec<Node> = order.iter().filter_map(|old| table.nodes.get(*old).cloned()).collect();
    for (node, old) in nodes.iter_mut().zip(&order) {
        moved(node, &to, level.get(*old).copied().unwrap_or_default());
    }
    table.nodes = nodes;
    (table.root, table.grade) = (to(table.root), to(table.grade));
    table.facts.values_mut().for_each(|place| *place = to(*place));
    let is_peers = |at: &usize| matches!(table.nodes.get(*at).map(|node| &node.kind), Some(NodeKind::Peers(_)));
    table.peers = (0..count).filter(is_peers).collect();
    if let Some(grading) = &mut table.grading {
        let formulas = [&mut grading.by, &mut grading.order_by].into_iter().chain(&mut grading.among);
        formulas.chain(grading.only_if.iter_mut().flatten()).for_each(|formula| formula.moved(&to));
    }
    for consequence in &mut table.consequences {
        let formulas = [&mut consequence.when].into_iter().chain(&mut consequence.unless);
        formulas.chain(&mut consequence.value).for_each(|formula| formula.moved(&to));
    }
    Ok(table)
}

fn moved(node: &mut Node, to: &dyn Fn(usize) -> usize, level: usize) {
    node.when.iter_mut().chain(&mut node.unless).for_each(|formula| formula.moved(to));
    match &mut node.kind {
        NodeKind::Input(_) | NodeKind::Grade => {}
        NodeKind::Formula(of) => of.0.moved(to),
        NodeKind::Peers(peers) => {
            peers.level = level;
            peers.of.moved(to);
            peers.among.iter_mut().for_each(|formula| formula.moved(to));
        }
        NodeKind::Together(_, parts) => parts.iter_mut().for_each(|part| *part = to(*part)),
        NodeKind::Atom(atom) => {
            atom.quantity = to(atom.quantity);
            atom.rule.short_of.iter_mut().chain(&mut atom.rule.beyond).for_each(|formula| formula.moved(to));
        }
        NodeKind::Item(item) => item.parts.iter_mut().for_each(|(part, _)| *part = to(*part)),
    }
}
