//! Fingerprints to seeds: pairs of places whose words agree around a shared fingerprint.
//!
//! A fingerprint in few places joins all of them. One in many places, such as a formula in two thousand
//! documents, joins only neighbours once the places are ordered by the words that follow, and again by
//! the words that come before: work stays in proportion to the number of places.

use super::fingerprint::{GRAM, Print, hash_of, place_of};
use super::texts::Texts;
use rayon::prelude::*;
use std::ops::Range;

/// Places of one fingerprint up to which every pair is looked at.
const ALL_PAIRS: usize = 8;
/// Neighbours joined on each side where there are more.
const NEIGHBOURS: usize = 2;
/// Words by which places are ordered.
const CONTEXT: usize = 8;
/// Bits of a place's key below those of its first word.
const FIRST: u32 = 112;
/// Bits a word that differs costs.
const COST: i32 = 6;
/// An extension ends when it has lost this many bits.
const DROP: i32 = 20;
/// Bits a seed needs to be worth an alignment in a corpus of [`ENOUGH_FOR`] words; twice as many words make four
/// times as many pairs, so two bits more.
const ENOUGH: f64 = 46.0;
const ENOUGH_FOR: f64 = 3_000_000.0;

/// Two stretches of equal length in different documents, `a` in the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seed {
    pub(super) document_a: u32,
    pub(super) document_b: u32,
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) words: u32,
}

/// All seeds, sorted, each once.
pub(super) fn all(texts: &Texts, prints: &[Print], rarity: &[u8]) -> Vec<Seed> {
    let groups = groups(prints);
    let enough = (ENOUGH + 2.0 * (texts.len() as f64 / ENOUGH_FOR).log2()).clamp(36.0, 58.0) as i32;
    let ground = Ground { texts, rarity, enough };
    let mut seeds: Vec<Seed> = groups
        .par_iter()
        .flat_map_iter(|group| {
            let mut found = Vec::new();
            let places: Vec<u32> = prints[group.clone()].iter().map(|print| place_of(*print)).collect();
            ground.join(places, &mut found);
            found
        })
        .collect();
    seeds.par_sort_unstable();
    seeds.dedup();
    seeds
}

/// Runs of equal hashes, of two places or more.
fn groups(prints: &[Print]) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut start = 0;
    for at in 1..=prints.len() {
        if at == prints.len() || hash_of(prints[at]) != hash_of(prints[start]) {
            if at - start > 1 {
                groups.push(start..at);
            }
            start = at;
        }
    }
    groups
}

/// What seeds are sought in.
struct Ground<'a> {
    texts: &'a Texts,
    rarity: &'a [u8],
    enough: i32,
}

impl Ground<'_> {
    fn join(&self, places: Vec<u32>, found: &mut Vec<Seed>) {
        if places.len() <= ALL_PAIRS {
            for (index, &a) in places.iter().enumerate() {
                for &b in &places[index + 1..] {
                    found.extend(self.extend(a, b));
                }
            }
            return;
        }
        let texts = self.texts;
        let end = texts.len() as u32;
        let after = |at: u32| key((at + GRAM as u32..end).map(|at| texts.word(at)));
        self.neighbours(&places, after, found);
        let before = |at: u32| key((0..at).rev().map(|at| texts.word(at)));
        self.neighbours(&places, before, found);
        found.sort_unstable();
        found.dedup();
    }

    /// Joins places that are next to each other by the words that follow or come before, as `key` gives them,
    /// and share at least the first of these words: a common run of words alone says nothing.
    fn neighbours(&self, places: &[u32], key: impl Fn(u32) -> u128, found: &mut Vec<Seed>) {
        let mut order: Vec<(u128, u32)> = places.iter().map(|place| (key(*place), *place)).collect();
        order.sort_unstable();
        for (index, (words, place)) in order.iter().enumerate() {
            let near = order[index + 1..].iter().take(NEIGHBOURS);
            for (_, other) in near.take_while(|(other, _)| other >> FIRST == words >> FIRST) {
                found.extend(self.extend(*place.min(other), *place.max(other)));
            }
        }
    }

    /// Grows two places to both sides without gaps; none when too little agrees.
    fn extend(&self, a: u32, b: u32) -> Option<Seed> {
        let (texts, rarity) = (self.texts, self.rarity);
        let (document_a, document_b) = (texts.document_of(a), texts.document_of(b));
        if document_a == document_b || (0..GRAM as u32).any(|at| texts.word(a + at) != texts.word(b + at)) {
            return None;
        }
        let (range_a, range_b) = (texts.section_range(a), texts.section_range(b));
        if a + GRAM as u32 > range_a.end || b + GRAM as u32 > range_b.end {
            return None;
        }
        let own: i32 = (a..a + GRAM as u32).map(|at| i32::from(rarity[texts.word(at) as usize])).sum();
        let right = (range_a.end - a).min(range_b.end - b);
        let (gained_right, words_right) =
            grow(texts, rarity, (GRAM as u32..right).map(|step| (a + step, b + step)));
        let left = (a - range_a.start).min(b - range_b.start);
        let (gained_left, words_left) = grow(texts, rarity, (1..=left).map(|step| (a - step, b - step)));
        (own + gained_right + gained_left > self.enough - 1).then(|| Seed {
            document_a,
            document_b,
            a: a - words_left,
            b: b - words_left,
            words: words_left + GRAM as u32 + words_right,
        })
    }
}

/// The first eight of `words` as one number by which places with the same words come to stand together.
fn key(words: impl Iterator<Item = u32>) -> u128 {
    let part = |word: u32| u128::from(word.wrapping_mul(0x9e37_79b1) >> 16);
    let taken = words.take(CONTEXT).fold((0, 0), |(key, count), word| (key << 16 | part(word), count + 16));
    if taken.1 < 128 { taken.0 << (128 - taken.1 - u32::from(taken.1 == 0)) } else { taken.0 }
}

/// The best gain along `pairs` and how many of them it takes.
fn grow(texts: &Texts, rarity: &[u8], pairs: impl Iterator<Item = (u32, u32)>) -> (i32, u32) {
    let (mut best, mut taken, mut score) = (0, 0, 0);
    for (step, (a, b)) in pairs.enumerate() {
        let word = texts.word(a);
        score += if word == texts.word(b) { i32::from(rarity[word as usize]) } else { -COST };
        if score > best {
            (best, taken) = (score, step as u32 + 1);
        } else if score < best - DROP {
            break;
        }
    }
    (best, taken)
}
