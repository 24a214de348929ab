//! Recommendations that are made again: chains, verbatim, nearly so, or in other words.
//!
//! In: every [`Ask`]. Out: [`Chain`]s, oldest recommendation first. Those in the same words are found by
//! comparing wordings; those in other words are candidates, ranked by the concepts, addressees and themes
//! they share, which a person confirms or refuses in a file that the next run reads.

use super::difference::{self, in_any_order};
use super::place::{Wording, marked};
use super::tokens::{self, Vocabulary, words};
use crate::error::Result;
use crate::table::Table;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Words in common, in order or not, from which wordings are nearly the same.
const NEAR: f64 = 0.65;
/// Shared weight of concepts from which a recommendation may be another in other words.
const REWORDED: f64 = 0.30;
/// What a common addressee and a common theme add to it.
const ADDRESSEE: f64 = 0.04;
const THEME: f64 = 0.08;
/// Concepts two recommendations in other words share at least.
const SHARED: usize = 3;
/// Recommendations that may hold a concept by which candidates are looked up.
const TOO_COMMON: usize = 400;
/// Words that carry no content.
const EMPTY: &str = "the a an and or of to in for on by with at from that which who whom whose this these those it its is are be \
    been was were has have had not no should must will shall may can could would any all each every other when where how what \
    there their they them he she his her as if so than then into within also make made ensure given such both only more most \
    first time least during between through about up out part put take takes way whenever together far";

/// One recommendation as chains need it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Ask {
    /// A name that it has in every run.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// The authority; empty when unknown.
    pub authority: String,
    /// Publication date; empty when unknown.
    pub published: String,
    /// The page, 1-based.
    pub page: u32,
    /// Its number as printed.
    pub number: String,
    /// Its text.
    pub text: String,
    /// Kinds of body that are asked.
    pub addressees: Vec<String>,
    /// Themes it is about, by id.
    pub themes: Vec<String>,
}

impl Ask {
    /// Year of publication.
    pub fn year(&self) -> Option<u16> {
        self.published.get(..4)?.parse().ok()
    }
}

/// One recommendation in a chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The recommendation, by index in [`Chains::asks`].
    pub ask: u32,
    /// How its wording compares with the first of the chain.
    pub wording: Wording,
    /// Words in common in order, or for other words the shared weight of concepts; 0 to 1.
    pub similarity: f64,
    /// From the first to this: `[-left out-]`, `{+put in+}`; empty when verbatim or in other words.
    pub difference: String,
    /// What a person decided: confirmed, or not yet looked at.
    pub confirmed: bool,
}

/// The same act asked for again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chain {
    /// A name made of its first recommendation.
    pub id: String,
    /// The loosest wording in it.
    pub wording: Wording,
    /// Whether it needs a person to confirm it: it rests on other words alone.
    pub candidate: bool,
    /// Its recommendations, oldest first.
    pub links: Vec<Link>,
    /// Documents.
    pub documents: u32,
    /// Distinct known authorities.
    pub authorities: u32,
    /// Year of the first.
    pub first_year: Option<u16>,
    /// Year of the last.
    pub last_year: Option<u16>,
    /// The longest time between two of them, in years.
    pub longest_gap: Option<u16>,
}

/// All chains of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Chains {
    /// Every recommendation, oldest first; those without a date last.
    pub asks: Vec<Ask>,
    /// Chains in the same words first, then candidates; by authorities, documents and similarity.
    pub chains: Vec<Chain>,
}

/// What a person decided of pairs of recommendations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions(BTreeMap<(String, String), bool>);

impl Decisions {
    /// Reads a table with the columns `a`, `b` (ids of recommendations) and `same` (yes or no).
    ///
    /// # Errors
    /// When the file cannot be read or a cell says neither yes nor no.
    pub fn read(path: &Path) -> Result<Self> {
        let table = Table::read(path, &["a", "b", "same", "remark"])?;
        let mut decisions = BTreeMap::new();
        for row in table.rows() {
            let same = match row.get("same").to_lowercase().as_str() {
                "yes" | "true" | "1" => true,
                "no" | "false" | "0" => false,
                "" => continue,
                other => {
                    let message = format!("'{other}' is neither yes nor no; write one of them under 'same'");
                    return Err(crate::error::Error::invalid(path, Some(row.line), message));
                }
            };
            decisions.insert(ordered(row.get("a"), row.get("b")), same);
        }
        Ok(Decisions(decisions))
    }

    fn of(&self, a: &str, b: &str) -> Option<bool> {
        self.0.get(&ordered(a, b)).copied()
    }
}

fn ordered(a: &str, b: &str) -> (String, String) {
    if a <= b {
        (a.into(), b.into())
    } else {
        (b.into(), a.into())
    }
}

/// What is known of one recommendation while chains are sought.
struct Known {
    words: Vec<u32>,
    surfaces: Vec<String>,
    /// Concepts, sorted.
    concepts: Vec<u32>,
    weight: f64,
}

/// Finds the chains among `asks`.
///
/// # Errors
/// When the shipped list of concepts is damaged.
pub fn chains(mut asks: Vec<Ask>, decisions: &Decisions) -> Result<Chains> {
    asks.sort_by(|a, b| {
        let key = |ask: &Ask| {
            (
                ask.published.is_empty(),
                ask.published.clone(),
                ask.document.clone(),
                ask.page,
            )
        };
        key(a).cmp(&key(b))
    });
    let mut finder = Finder::new(&asks, decisions)?;
    let mut chains = finder.same_words();
    chains.extend(finder.other_words());
    chains.sort_by(|a, b| {
        let key = |chain: &Chain| {
            (
                chain.candidate,
                std::cmp::Reverse((chain.authorities, chain.documents)),
            )
        };
        let loosest = |chain: &Chain| {
            chain
                .links
                .iter()
                .skip(1)
                .map(|link| link.similarity)
                .sum::<f64>()
                / chain.links.len() as f64
        };
        key(a)
            .cmp(&key(b))
            .then(loosest(b).total_cmp(&loosest(a)))
            .then(a.links[0].ask.cmp(&b.links[0].ask))
    });
    Ok(Chains { asks, chains })
}

struct Finder<'a> {
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
    fn new(asks: &'a [Ask], decisions: &'a Decisions) -> Result<Self> {
        let concepts = Concepts::new()?;
        let mut vocabulary = Vocabulary::default();
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut known = Vec::new();
        for ask in asks {
            known.push(know(ask, &concepts, &mut vocabulary, &mut numbers));
        }
        let mut holders = vec![Vec::new(); numbers.len()];
        for (index, one) in known.iter().enumerate() {
            one.concepts
                .iter()
                .for_each(|concept| holders[*concept as usize].push(index as u32));
        }
        let weight = |holders: &Vec<u32>| {
            ((asks.len() + 1) as f64 / holders.len().max(1) as f64)
                .ln()
                .max(0.3)
        };
        let weights: Vec<f64> = holders.iter().map(weight).collect();
        for one in &mut known {
            one.weight = one
                .concepts
                .iter()
                .map(|concept| weights[*concept as usize])
                .sum();
        }
        Ok(Finder {
            asks,
            decisions,
            known,
            weights,
            holders,
            group: (0..asks.len() as u32).collect(),
        })
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
        shared.retain(|other, _| self.asks[*other as usize].document != self.asks[index as usize].document);
        shared
    }

    /// Chains in the same words, or confirmed.
    fn same_words(&mut self) -> Vec<Chain> {
        for index in 0..self.asks.len() as u32 {
            for (other, (count, _)) in self.sharing(index) {
                let decided = self
                    .decisions
                    .of(&self.asks[index as usize].id, &self.asks[other as usize].id);
                let (a, b) = (&self.known[index as usize], &self.known[other as usize]);
                let near = || count >= SHARED && in_any_order(&a.words, &b.words) >= NEAR;
                if decided.unwrap_or_else(near) {
                    let (one, two) = (self.group[index as usize], self.group[other as usize]);
                    let (first, last) = (one.min(two), one.max(two));
                    self.group
                        .iter_mut()
                        .filter(|group| **group == last)
                        .for_each(|group| *group = first);
                }
            }
        }
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        (0..self.group.len() as u32)
            .for_each(|at| members.entry(self.group[at as usize]).or_default().push(at));
        members
            .values()
            .filter(|members| members.len() > 1)
            .map(|members| self.chain(members, false))
            .collect()
    }

    /// Candidates: for each recommendation the later ones that may ask the same in other words.
    fn other_words(&self) -> Vec<Chain> {
        let mut told: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        let mut chains = Vec::new();
        for index in (0..self.asks.len() as u32).filter(|index| self.group[*index as usize] == *index) {
            let mut members: Vec<u32> = self
                .sharing(index)
                .into_iter()
                .filter(|(other, shared)| self.may_be_same(index, *other, *shared))
                .map(|(other, _)| other)
                .collect();
            members.retain(|other| !told.get(&index).is_some_and(|told| told.contains(other)));
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
        let (a, b) = (&self.asks[index as usize], &self.asks[other as usize]);
        let apart = self.group[index as usize] != self.group[other as usize];
        let refused = self.decisions.of(&a.id, &b.id) == Some(false);
        apart && !refused && count >= SHARED && self.likeness(index, other, weight) >= REWORDED
    }

    /// Shared weight of concepts over the mean of both, and what addressee and theme add.
    fn likeness(&self, index: u32, other: u32, shared: f64) -> f64 {
        let (a, b) = (&self.asks[index as usize], &self.asks[other as usize]);
        let either = self.known[index as usize].weight + self.known[other as usize].weight;
        let common = |a: &[String], b: &[String]| a.iter().any(|one| b.contains(one));
        let addressee = if common(&a.addressees, &b.addressees) {
            ADDRESSEE
        } else {
            0.0
        };
        let theme = if common(&a.themes, &b.themes) { THEME } else { 0.0 };
        (2.0 * shared / either.max(f64::MIN_POSITIVE) + addressee + theme).min(1.0)
    }

    fn chain(&self, members: &[u32], candidate: bool) -> Chain {
        let links: Vec<Link> = members
            .iter()
            .map(|member| self.link(members[0], *member))
            .collect();
        let asks = || members.iter().map(|member| &self.asks[*member as usize]);
        let authorities: BTreeSet<&str> = asks()
            .map(|ask| ask.authority.as_str())
            .filter(|name| !name.is_empty())
            .collect();
        let documents: BTreeSet<&str> = asks().map(|ask| ask.document.as_str()).collect();
        let years: Vec<u16> = asks().filter_map(Ask::year).collect();
        Chain {
            id: format!("c-{}", self.asks[members[0] as usize].id),
            wording: links
                .iter()
                .map(|link| link.wording)
                .max()
                .unwrap_or(Wording::Verbatim),
            candidate: candidate && !links.iter().skip(1).all(|link| link.confirmed),
            links,
            documents: documents.len() as u32,
            authorities: authorities.len() as u32,
            first_year: years.first().copied(),
            last_year: years.last().copied(),
            longest_gap: years.windows(2).map(|two| two[1] - two[0]).max(),
        }
    }

    fn link(&self, first: u32, member: u32) -> Link {
        let (a, b) = (&self.known[first as usize], &self.known[member as usize]);
        let steps = difference::steps(&a.words, &b.words).unwrap_or_default();
        let in_order = difference::similarity(&steps, a.words.len(), b.words.len());
        let anyhow = in_any_order(&a.words, &b.words);
        let wording = match (in_order, anyhow) {
            (1.0, _) => Wording::Verbatim,
            (order, any) if any >= NEAR && any > order + 0.15 => Wording::Reordered,
            (_, any) if any >= NEAR => Wording::Near,
            _ => Wording::Reworded,
        };
        let shared = || {
            a.concepts
                .iter()
                .filter(|one| b.concepts.contains(one))
                .map(|one| self.weights[*one as usize])
                .sum()
        };
        let shown = matches!(wording, Wording::Near | Wording::Reordered);
        let decided = self
            .decisions
            .of(&self.asks[first as usize].id, &self.asks[member as usize].id);
        Link {
            ask: member,
            wording,
            similarity: if wording == Wording::Reworded {
                self.likeness(first, member, shared())
            } else {
                in_order
            },
            difference: if shown {
                marked(&steps, |at| &a.surfaces[at], |at| &b.surfaces[at])
            } else {
                String::new()
            },
            confirmed: decided == Some(true),
        }
    }
}

fn know(
    ask: &Ask,
    concepts: &Concepts,
    vocabulary: &mut Vocabulary,
    numbers: &mut BTreeMap<String, u32>,
) -> Known {
    let mut known = Known {
        words: Vec::new(),
        surfaces: Vec::new(),
        concepts: Vec::new(),
        weight: 0.0,
    };
    for word in words(&ask.text) {
        let surface = &ask.text[word];
        let id = vocabulary.add(surface);
        known.words.push(vocabulary.folded(id));
        known.surfaces.push(surface.to_string());
        for concept in concepts.of(&tokens::fold(surface)) {
            let next = numbers.len() as u32;
            known.concepts.push(*numbers.entry(concept).or_insert(next));
        }
    }
    known.concepts.sort_unstable();
    known.concepts.dedup();
    known
}

/// Words that mean much the same in these texts.
struct Concepts {
    of: BTreeMap<String, Vec<String>>,
    empty: BTreeSet<&'static str>,
}

impl Concepts {
    fn new() -> Result<Self> {
        let table = Table::parse(
            include_bytes!("concepts.csv"),
            Path::new("concepts.csv"),
            &["concept", "words"],
        )?;
        let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in table.rows() {
            for word in row.get("words").split_whitespace() {
                of.entry(stem(word))
                    .or_default()
                    .push(format!("={}", row.get("concept")));
            }
        }
        Ok(Concepts {
            of,
            empty: EMPTY.split_whitespace().collect(),
        })
    }

    /// The concepts of a folded word; its stem where it has none, nothing where it carries no content.
    fn of(&self, word: &str) -> Vec<String> {
        let plain = word.trim_end_matches("'s");
        if self.empty.contains(plain) || plain.len() < 2 {
            return Vec::new();
        }
        let stem = stem(plain);
        self.of.get(&stem).cloned().unwrap_or_else(|| vec![stem])
    }
}

/// A word without its commonest endings: enough to join "records", "recorded" and "recording".
fn stem(word: &str) -> String {
    for ending in ["ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y"] {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3) {
            return rest.to_string();
        }
    }
    word.to_string()
}
