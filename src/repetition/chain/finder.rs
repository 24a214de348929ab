//! Finding chains: in the same words, by comparing wordings; in other words, by shared concepts.

use super::concept::Concepts;
use super::{Ask, Chain, Decisions, Link};
use crate::error::Result;
use crate::repetition::difference::{self, in_any_order};
use crate::repetition::place::{Wording, marked};
use crate::repetition::sets::Sets;
use crate::repetition::tokens::{self, Vocabulary, words};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words in common, in order or not, from which wordings are nearly the same.
const NEAR: f64 = 0.65;
/// Shared weight of concepts from which a recommendation may be another in other words.
const REWORDED: f64 = 0.30;
/// What a common addressee and a common theme add to it.
const ADDRESSEE: f64 = 0.04;
const THEME: f64 = 0.08;
/// Concepts two recommendations in other words share at least.
const SHARED: usize = 3;
/// Recommendations that may hold a concept by which others are looked up in a large corpus.
const TOO_COMMON: usize = 400;

/// What is known of one recommendation while chains are sought.
#[derive(Default)]
struct Known {
    words: Vec<u32>,
    /// Where they stand in the text.
    places: Vec<Range<usize>>,
    /// Concepts, sorted.
    concepts: Vec<u32>,
    weight: f64,
}

/// Recommendations by what they have in common.
pub(super) struct Finder<'a> {
    asks: &'a [Ask],
    decisions: &'a Decisions,
    known: Vec<Known>,
    /// Rarity of each concept.
    weights: Vec<f64>,
    /// Recommendations that hold each concept.
    holders: Vec<Vec<u32>>,
    /// The chain in the same words that each recommendation belongs to, by its first.
    group: Vec<u32>,
}

impl<'a> Finder<'a> {
    /// Reads the words of `asks`, which are in order of date.
    ///
    /// # Errors
    /// When the shipped list of concepts is damaged.
    pub(super) fn new(asks: &'a [Ask], decisions: &'a Decisions) -> Result<Self> {
        let concepts = Concepts::new()?;
        let mut vocabulary = Vocabulary::default();
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let know = |ask: &Ask| know(ask, &concepts, &mut vocabulary, &mut numbers);
        let mut known: Vec<Known> = asks.iter().map(know).collect();
        let mut holders = vec![Vec::new(); numbers.len()];
        for (one, index) in known.iter().zip(0..) {
            let concepts = one.concepts.iter();
            concepts.for_each(|concept| holders[*concept as usize].push(index));
        }
        let share = |holders: &Vec<u32>| (asks.len() + 1) as f64 / holders.len().max(1) as f64;
        let weights: Vec<f64> = holders.iter().map(|holders| share(holders).ln().max(0.3)).collect();
        for one in &mut known {
            one.weight = one.concepts.iter().map(|concept| weights[*concept as usize]).sum();
        }
        Ok(Finder { asks, decisions, known, weights, holders, group: (0..asks.len() as u32).collect() })
    }

    /// Later recommendations of other documents that share concepts with `index`, and the shared weight.
    fn sharing(&self, index: u32) -> BTreeMap<u32, (usize, f64)> {
        let mut shared: BTreeMap<u32, (usize, f64)> = BTreeMap::new();
        for concept in &self.known[index as usize].concepts {
            let holders = &self.holders[*concept as usize];
            if holders.len() > TOO_COMMON && self.asks.len() > 4 * TOO_COMMON {
                continue;
            }
            for other in &holders[holders.partition_point(|other| *other <= index)..] {
                let entry = shared.entry(*other).or_default();
                entry.0 += 1;
                entry.1 += self.weights[*concept as usize];
            }
        }
        let document = |index: u32| &self.asks[index as usize].document;
        shared.retain(|other, _| document(*other) != document(index));
        shared
    }

    /// What a person decided of two recommendations.
    fn decided(&self, a: u32, b: u32) -> Option<bool> {
        self.decisions.of(&self.asks[a as usize].id, &self.asks[b as usize].id)
    }

    /// Chains in the same words, or confirmed.
    pub(super) fn same_words(&mut self) -> Vec<Chain> {
        let mut sets = Sets::new(self.asks.len());
        for index in 0..self.asks.len() as u32 {
            for (other, (count, _)) in self.sharing(index) {
                let (a, b) = (&self.known[index as usize], &self.known[other as usize]);
                let near = || count >= SHARED && in_any_order(&a.words, &b.words) >= NEAR;
                if self.decided(index, other).unwrap_or_else(near) {
                    sets.join(index as usize, other as usize);
                }
            }
        }
        self.group = (0..self.asks.len()).map(|index| sets.root(index) as u32).collect();
        let groups = sets.groups().into_iter().filter(|members| members.len() > 1);
        groups
            .map(|members| {
                let members: Vec<u32> = members.into_iter().map(|member| member as u32).collect();
                self.chain(&members, false)
            })
            .collect()
    }

    /// Candidates: for each recommendation the later ones that may ask the same in other words.
    pub(super) fn other_words(&self) -> Vec<Chain> {
        let mut told: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let mut chains = Vec::new();
        for index in (0..self.asks.len() as u32).filter(|index| self.group[*index as usize] == *index) {
            let known = told.get(&index).cloned().unwrap_or_default();
            let later = self.sharing(index).into_iter();
            let mut members: Vec<u32> = later
                .filter(|(other, shared)| self.may_be_same(index, *other, *shared))
                .map(|(other, _)| other)
                .filter(|other| !known.contains(other))
                .collect();
            if members.is_empty() {
                continue;
            }
            for one in &members {
                told.entry(*one).or_default().extend(&members);
            }
            members.insert(0, index);
            chains.push(self.chain(&members, true));
        }
        chains
    }

    fn may_be_same(&self, index: u32, other: u32, (count, weight): (usize, f64)) -> bool {
        let apart = self.group[index as usize] != self.group[other as usize];
        let refused = self.decided(index, other) == Some(false);
        apart && !refused && count >= SHARED && self.likeness(index, other, weight) >= REWORDED
    }

    /// Shared weight of concepts over the mean of both, and what addressee and theme add.
    fn likeness(&self, index: u32, other: u32, shared: f64) -> f64 {
        let (a, b) = (&self.asks[index as usize], &self.asks[other as usize]);
        let either = self.known[index as usize].weight + self.known[other as usize].weight;
        let common = |a: &[String], b: &[String]| f64::from(u8::from(a.iter().any(|one| b.contains(one))));
        let added = ADDRESSEE * common(&a.addressees, &b.addressees) + THEME * common(&a.themes, &b.themes);
        (2.0 * shared / either.max(f64::MIN_POSITIVE) + added).min(1.0)
    }

    fn chain(&self, members: &[u32], candidate: bool) -> Chain {
        let link = |member: &u32| self.link(members[0], *member);
        let links: Vec<Link> = members.iter().map(link).collect();
        let asks = || members.iter().map(|member| &self.asks[*member as usize]);
        let authorities: BTreeSet<&str> = asks().map(|ask| ask.authority.as_str()).collect();
        let documents: BTreeSet<&str> = asks().map(|ask| ask.document.as_str()).collect();
        let years: Vec<u16> = asks().filter_map(Ask::year).collect();
        let wordings = links.iter().map(|link| link.wording);
        Chain {
            id: format!("c-{}", self.asks[members[0] as usize].id),
            wording: wordings.max().unwrap_or(Wording::Verbatim),
            candidate: candidate && !links.iter().skip(1).all(|link| link.confirmed),
            links,
            documents: documents.len() as u32,
            authorities: authorities.iter().filter(|name| !name.is_empty()).count() as u32,
            first_year: years.first().copied(),
            last_year: years.last().copied(),
            longest_gap: years.windows(2).map(|two| two[1] - two[0]).max(),
        }
    }

    /// These words of a recommendation, with the marks that follow them.
    fn said(&self, index: u32, words: &Range<usize>) -> String {
        let (text, places) = (&self.asks[index as usize].text, &self.known[index as usize].places);
        let (start, end) = (places[words.start].start, places[words.end - 1].end);
        let marks = text[end..].find(|c: char| c.is_whitespace() || c.is_alphanumeric());
        text[start..marks.map_or(text.len(), |marks| end + marks)].to_string()
    }

    fn link(&self, first: u32, member: u32) -> Link {
        let (a, b) = (&self.known[first as usize], &self.known[member as usize]);
        let steps = difference::steps(&a.words, &b.words).unwrap_or_default();
        let in_order = difference::similarity(&steps, a.words.len(), b.words.len());
        let wording = wording(in_order, in_any_order(&a.words, &b.words));
        let shared = || {
            let both = a.concepts.iter().filter(|one| b.concepts.contains(one));
            both.map(|one| self.weights[*one as usize]).sum()
        };
        let difference = match wording {
            Wording::Near | Wording::Reordered => {
                marked(&steps, |words| self.said(first, words), |words| self.said(member, words))
            }
            _ => String::new(),
        };
        Link {
            ask: member,
            wording,
            similarity: if wording == Wording::Reworded {
                self.likeness(first, member, shared())
            } else {
                in_order
            },
            difference,
            confirmed: self.decided(first, member) == Some(true),
        }
    }
}

fn wording(in_order: f64, anyhow: f64) -> Wording {
    if anyhow >= NEAR || in_order == 1.0 { Wording::of_alike(in_order, anyhow) } else { Wording::Reworded }
}

fn know(
    ask: &Ask,
    concepts: &Concepts,
    vocabulary: &mut Vocabulary,
    numbers: &mut BTreeMap<String, u32>,
) -> Known {
    let mut known = Known::default();
    for word in words(&ask.text) {
        let surface = &ask.text[word.clone()];
        let id = vocabulary.add(surface);
        known.words.push(vocabulary.folded(id));
        known.places.push(word.clone());
        for concept in concepts.of(&tokens::fold(surface)) {
            let next = numbers.len() as u32;
            known.concepts.push(*numbers.entry(concept).or_insert(next));
        }
    }
    known.concepts.sort_unstable();
    known.concepts.dedup();
    known
}
