//! Patterns to a program: one graph of shared parts for all patterns.
//!
//! In: patterns and the sets they name. Out: slots (places for single words) and [`Node`]s over them.
//! Equal parts are built once, so what forty themes have in common is looked for once a sentence.

use super::vocabulary::{Atom, Slot};
use crate::codebook::{Expr, Sets};
use std::collections::{BTreeSet, HashMap};

/// A part of patterns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// One word of this slot.
    Slot(u32),
    /// The second begins at most so many words after the first ends.
    Then { first: u32, second: u32, within: u8 },
    /// Any of these.
    Any(Vec<u32>),
    /// The part, where the text reads exactly so.
    Exact { part: u32, text: String },
}

/// Slots and nodes, each once.
#[derive(Debug, Default)]
pub(super) struct Compiler {
    pub(super) slots: Vec<Slot>,
    pub(super) nodes: Vec<Node>,
    slot_ids: HashMap<Slot, u32>,
    node_ids: HashMap<Node, u32>,
}

impl Compiler {
    /// The node that stands for `expr`; a set that does not exist matches nothing.
    pub(super) fn node(&mut self, expr: &Expr, sets: &Sets) -> u32 {
        match expr {
            Expr::Word { text, prefix } => self.word(text, *prefix),
            Expr::Exact(text) => {
                let part = self.word(text, false);
                let text = text.clone();
                self.add(Node::Exact { part, text })
            }
            Expr::Set(name) => {
                let patterns = sets.sets.get(name).into_iter().flatten();
                self.any(patterns.map(|pattern| &pattern.expr), &[], sets)
            }
            Expr::Any { of, except } => self.any(of.iter(), except, sets),
            Expr::Ordered { first, then } => {
                let mut node = self.node(first, sets);
                for (within, part) in then {
                    let second = self.node(part, sets);
                    node = self.then(node, second, *within);
                }
                node
            }
            Expr::Near { of, within } => self.near(of, *within, sets),
        }
    }

    fn near(&mut self, of: &[Expr], within: u8, sets: &Sets) -> u32 {
        let parts: Vec<u32> = of.iter().map(|part| self.node(part, sets)).collect();
        let mut chains = Vec::new();
        for order in orders(&parts) {
            let chain = order.into_iter().reduce(|node, part| self.then(node, part, within));
            chains.extend(chain);
        }
        self.choice(chains)
    }

    /// Alternatives: single words become one slot, the rest stay parts.
    fn any<'a>(&mut self, of: impl Iterator<Item = &'a Expr>, except: &[Expr], sets: &Sets) -> u32 {
        let mut slot = Slot::default();
        let mut parts = Vec::new();
        for expr in of {
            let node = self.node(expr, sets);
            let mut open = vec![node];
            while let Some(node) = open.pop() {
                match &self.nodes[node as usize] {
                    Node::Slot(id) if self.slots[*id as usize].except.is_empty() => {
                        slot.of.extend(self.slots[*id as usize].of.iter().cloned());
                    }
                    Node::Any(inner) => open.extend(inner.iter().copied()),
                    _ => parts.push(node),
                }
            }
        }
        for expr in except {
            if let Expr::Word { text, prefix } = expr {
                slot.except.extend(atoms(text, *prefix).into_iter().take(1));
            }
        }
        if !slot.of.is_empty() {
            let slot = self.slot(slot);
            parts.push(self.add(Node::Slot(slot)));
        }
        self.choice(parts)
    }

    /// A word as written: one slot, or adjacent ones; a hyphen may also be left out ("multiagency").
    fn word(&mut self, text: &str, prefix: bool) -> u32 {
        let parts = atoms(text, prefix);
        let mut nodes = Vec::new();
        for atom in &parts {
            let slot = self.slot(Slot { of: vec![atom.clone()], except: Vec::new() });
            nodes.push(self.add(Node::Slot(slot)));
        }
        let apart = nodes.into_iter().reduce(|node, next| self.then(node, next, 1));
        let apart = apart.unwrap_or_else(|| self.add(Node::Any(Vec::new())));
        if parts.len() < 2 || !text.contains('-') {
            return apart;
        }
        let joined = Atom { text: parts.iter().map(|atom| atom.text.as_str()).collect(), prefix };
        let slot = self.slot(Slot { of: vec![joined], except: Vec::new() });
        let joined = self.add(Node::Slot(slot));
        self.choice(vec![apart, joined])
    }

    fn then(&mut self, first: u32, second: u32, within: u8) -> u32 {
        self.add(Node::Then { first, second, within })
    }

    fn choice(&mut self, mut parts: Vec<u32>) -> u32 {
        parts.sort_unstable();
        parts.dedup();
        match parts.as_slice() {
            [only] => *only,
            _ => self.add(Node::Any(parts)),
        }
    }

    fn slot(&mut self, mut slot: Slot) -> u32 {
        for list in [&mut slot.of, &mut slot.except] {
            list.sort();
            list.dedup();
        }
        if let Some(id) = self.slot_ids.get(&slot) {
            return *id;
        }
        let id = self.slots.len() as u32;
        self.slot_ids.insert(slot.clone(), id);
        self.slots.push(slot);
        id
    }

    fn add(&mut self, node: Node) -> u32 {
        if let Some(id) = self.node_ids.get(&node) {
            return *id;
        }
        let id = self.nodes.len() as u32;
        self.node_ids.insert(node.clone(), id);
        self.nodes.push(node);
        id
    }

    /// For each part that every match of `node` must have: the slots of which it fills one.
    fn needs(&self, node: u32, found: &mut Vec<BTreeSet<u32>>) {
        match &self.nodes[node as usize] {
            Node::Slot(slot) => found.push(BTreeSet::from([*slot])),
            Node::Exact { part, .. } => self.needs(*part, found),
            Node::Then { first, second, .. } => {
                self.needs(*first, found);
                self.needs(*second, found);
            }
            Node::Any(parts) => {
                let cheapest = |part: &u32| {
                    let mut needs = Vec::new();
                    self.needs(*part, &mut needs);
                    needs.into_iter().min_by_key(BTreeSet::len).unwrap_or_default()
                };
                found.push(parts.iter().flat_map(cheapest).collect());
            }
        }
    }

    /// One slot for each part that every match of `node` must have, the words of all its ways together.
    pub(super) fn needed(&mut self, node: u32) -> Vec<u32> {
        let mut needs = Vec::new();
        self.needs(node, &mut needs);
        let mut slots: Vec<u32> = needs
            .into_iter()
            .map(|slots| {
                let atoms = slots.iter().flat_map(|slot| self.slots[*slot as usize].of.iter().cloned());
                let of = atoms.collect();
                self.slot(Slot { of, except: Vec::new() })
            })
            .collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// How many words a match of `node` spans, where that is the same for all.
    pub(super) fn width(&self, node: u32) -> Option<u8> {
        match &self.nodes[node as usize] {
            Node::Slot(_) => Some(1),
            Node::Exact { part, .. } => self.width(*part),
            Node::Then { first, second, within: 1 } => self.width(*first)?.checked_add(self.width(*second)?),
            Node::Then { .. } => None,
            Node::Any(parts) => {
                let mut widths = parts.iter().map(|part| self.width(*part));
                let first = widths.next()??;
                widths.all(|width| width == Some(first)).then_some(first)
            }
        }
    }

    /// How many tokens may lie from the first word of a match of `node` to its last, at most.
    pub(super) fn spread(&self, node: u32) -> u8 {
        match &self.nodes[node as usize] {
            Node::Slot(_) => 0,
            Node::Exact { part, .. } => self.spread(*part),
            Node::Then { first, second, within } => {
                let around = self.spread(*first).saturating_add(self.spread(*second));
                around.saturating_add(*within)
            }
            Node::Any(parts) => parts.iter().map(|part| self.spread(*part)).max().unwrap_or_default(),
        }
    }
}

/// The single words in `text` as a text would be split: "child's" is one, "A&E" and "didn't" are two.
pub(super) fn atoms(text: &str, prefix: bool) -> Vec<Atom> {
    let lower = text.to_lowercase().replace('’', "'");
    let mut words: Vec<String> = Vec::new();
    for piece in lower.split(|c: char| !c.is_alphanumeric() && c != '\'') {
        let piece = piece.trim_matches('\'');
        let piece = piece.strip_suffix("'s").unwrap_or(piece);
        match piece.strip_suffix("n't").or(piece.strip_suffix("nnot").map(|_| "can")) {
            Some(stem) => {
                let stem = match stem {
                    "ca" => "can",
                    "wo" => "will",
                    "sha" => "shall",
                    stem => stem,
                };
                words.extend([stem.to_string(), "not".to_string()]);
            }
            None => words.extend(piece.split('\'').map(str::to_string)),
        }
    }
    words.retain(|word| !word.is_empty());
    let last = words.len().saturating_sub(1);
    words
        .into_iter()
        .enumerate()
        .map(|(index, text)| Atom { text, prefix: prefix && index == last })
        .collect()
}

/// Every order of a few parts.
fn orders(parts: &[u32]) -> Vec<Vec<u32>> {
    if parts.len() < 2 {
        return vec![parts.to_vec()];
    }
    let mut found = Vec::new();
    for (index, first) in parts.iter().enumerate() {
        let mut rest = parts.to_vec();
        rest.remove(index);
        for order in orders(&rest) {
            found.push([vec![*first], order].concat());
        }
    }
    found
}
