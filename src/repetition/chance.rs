//! Chance: stretches that agree only because the corpus's phrases happen to meet.
//!
//! The more words are compared, the more often two set phrases stand side by side in two documents that have
//! nothing else in common. What a word tells is reckoned from how often it follows the word before it elsewhere
//! in the corpus (bits, a bigram model with the unigram as its prior); a stretch is put down to chance when
//! among all pairs of places in the corpus one that agrees as much is to be expected anyway. The reckoning is
//! that of sequence searches: S. Karlin and S. F. Altschul, "Methods for assessing the statistical
//! significance of molecular sequence features", PNAS 87 (1990) 2264-2268.

use super::cluster::Stretch;
use super::difference::Step;
use super::texts::Texts;
use super::tokens::WordHasher;
use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// Words from which a stretch is never put down to chance.
const LONG: usize = 40;
/// Least and most bits one word tells.
const BITS: (f64, f64) = (1.0, 12.0);
/// Bits a word that differs takes away.
const COST: f64 = 4.0;
/// Weight of the unigram in the share of a word among those that follow another (a Dirichlet prior).
const PRIOR: f64 = 2.0;
/// Bits of the index of [`Pairs::seen`].
const SEEN: u32 = 22;

/// How often words follow each other, as far as the question arises.
pub(super) struct Chance<'a> {
    texts: &'a Texts,
    pairs: Pairs,
    /// Bits that chance explains: those of one pair of places among all pairs.
    explained: f64,
}

impl<'a> Chance<'a> {
    /// Counts the pairs of words of these stretches in the whole corpus.
    pub(super) fn new(texts: &'a Texts, firsts: impl Iterator<Item = Stretch>) -> Self {
        let mut pairs = Pairs::default();
        for first in firsts.filter(|first| ((first.1 - first.0) as usize) < LONG) {
            let words = texts.folded(first.0..first.1);
            words.windows(2).for_each(|two| pairs.want(two[0], two[1]));
        }
        (0..texts.documents.len() as u32)
            .into_par_iter()
            .for_each(|index| pairs.count(texts, texts.range_of(index)));
        let words = texts.len().max(2) as f64;
        let explained = (words * words / 2.0).log2();
        Chance { texts, pairs, explained }
    }

    /// Whether chance explains that `first` has the words in common that `steps` say, of so many places in all.
    pub(super) fn explains(&self, first: &[u32], steps: Option<&[Step]>, places: usize) -> bool {
        let Some(steps) = steps.filter(|_| first.len() < LONG) else {
            return false;
        };
        let bits = |step: &Step| match step {
            Step::Same(range, _) => self.bits(first, range, places as f64),
            Step::Left(range) | Step::Right(range) => -COST * range.len() as f64,
        };
        steps.iter().map(bits).sum::<f64>() < self.explained
    }

    /// What the words of `range` tell, each after the one before it; the places' own uses do not count.
    fn bits(&self, words: &[u32], range: &Range<usize>, places: f64) -> f64 {
        let vocabulary = &self.texts.vocabulary;
        let total = self.texts.len() as f64;
        let elsewhere = |count: u32| (f64::from(count) - places).max(0.0);
        let bits = range.clone().map(|at| {
            let alone = (elsewhere(vocabulary.count(words[at])) + 1.0) / (total + 1.0);
            let share = if at == range.start {
                alone
            } else {
                let before = elsewhere(vocabulary.count(words[at - 1]));
                let pair = elsewhere(self.pairs.get(words[at - 1], words[at]));
                alone.max((pair + PRIOR * alone) / (before + PRIOR))
            };
            (-share.log2()).clamp(BITS.0, BITS.1)
        });
        bits.sum()
    }
}

/// Pairs of words that are counted.
struct Pairs {
    /// The index of each pair's count.
    wanted: HashMap<u64, u32, BuildHasherDefault<WordHasher>>,
    counts: Vec<AtomicU32>,
    /// Which hashes a wanted pair has: most pairs of the corpus are told apart by this alone.
    seen: Vec<u64>,
}

impl Default for Pairs {
    fn default() -> Self {
        Pairs { wanted: HashMap::default(), counts: Vec::new(), seen: vec![0; 1 << (SEEN - 6)] }
    }
}

impl Pairs {
    fn want(&mut self, first: u32, second: u32) {
        let next = self.counts.len() as u32;
        if *self.wanted.entry(pair(first, second)).or_insert(next) == next {
            self.counts.push(AtomicU32::new(0));
            let (word, bit) = slot(first, second);
            self.seen[word] |= bit;
        }
    }

    fn count(&self, texts: &Texts, range: Range<u32>) {
        let mut before = None;
        for second in range.map(|at| texts.word(at)) {
            if let Some(first) = before.replace(second) {
                let (word, bit) = slot(first, second);
                let wanted = (self.seen[word] & bit != 0).then(|| self.wanted.get(&pair(first, second)));
                if let Some(index) = wanted.flatten() {
                    self.counts[*index as usize].fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }

    fn get(&self, first: u32, second: u32) -> u32 {
        self.wanted
            .get(&pair(first, second))
            .map_or(0, |index| self.counts[*index as usize].load(Ordering::Relaxed))
    }
}

fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The word and the bit in it that stand for a pair.
fn slot(first: u32, second: u32) -> (usize, u64) {
    let hash = pair(first, second).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SEEN);
    ((hash >> 6) as usize, 1 << (hash & 63))
}
