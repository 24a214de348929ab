//! Fingerprints to seeds: pairs of places whose words agree around a shared fingerprint.
//!
//! A fingerprint in few places joins all of them. One in many places, such as a formula in two thousand
//! documents, joins only neighbours once the places are ordered by the words that follow, and again by
//! the words that come before: work stays in proportion to the number of places.

use super::fingerprint::{GRAM, Print, hash_of, place_of};
use super::texts::Texts;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::ops::Range;

/// Places of one fingerprint up to which every pair is looked at.
const ALL_PAIRS: usize = 8;
/// Neighbours joined on each side where there are more.
const NEIGHBOURS: usize = 2;
/// Words compared to order places.
const CONTEXT: u32 = 24;
/// Bits a word that differs costs.
const COST: i32 = 6;
/// An extension ends when it has lost this many bits.
const DROP: i32 = 20;
/// Bits a seed needs to be worth an alignment.
const ENOUGH: i32 = 46;

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
    let mut seeds: Vec<Seed> = groups
        .par_iter()
        .flat_map_iter(|group| {
            let mut found = Vec::new();
            let places: Vec<u32> = prints[group.clone()].iter().map(|print| place_of(*print)).collect();
            join(texts, rarity, places, &mut found);
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

fn join(texts: &Texts, rarity: &[u8], mut places: Vec<u32>, found: &mut Vec<Seed>) {
    if places.len() <= ALL_PAIRS {
        for (index, &a) in places.iter().enumerate() {
            for &b in &places[index + 1..] {
                found.extend(extend(texts, rarity, a, b));
            }
        }
        return;
    }
    places.sort_unstable_by(|&a, &b| after(texts, a, b).then(a.cmp(&b)));
    neighbours(texts, rarity, &places, found);
    places.sort_unstable_by(|&a, &b| before(texts, a, b).then(a.cmp(&b)));
    neighbours(texts, rarity, &places, found);
    found.sort_unstable();
    found.dedup();
}

fn neighbours(texts: &Texts, rarity: &[u8], places: &[u32], found: &mut Vec<Seed>) {
    for (index, &place) in places.iter().enumerate() {
        for &other in places[index + 1..].iter().take(NEIGHBOURS) {
            found.extend(extend(texts, rarity, place.min(other), place.max(other)));
        }
    }
}

/// Orders two places by the words from them on.
fn after(texts: &Texts, a: u32, b: u32) -> Ordering {
    let end = texts.len() as u32;
    let words = |at: u32| (at..end.min(at + CONTEXT)).map(|at| texts.word(at));
    words(a).cmp(words(b))
}

/// Orders two places by the words of the fingerprint, then by those before it, going back.
fn before(texts: &Texts, a: u32, b: u32) -> Ordering {
    let gram = |at: u32| (at..at + GRAM as u32).map(|at| texts.word(at));
    let words = |at: u32| (at.saturating_sub(CONTEXT)..at).rev().map(|at| texts.word(at));
    gram(a).cmp(gram(b)).then_with(|| words(a).cmp(words(b)))
}

/// Grows two places to both sides without gaps; none when too little agrees.
fn extend(texts: &Texts, rarity: &[u8], a: u32, b: u32) -> Option<Seed> {
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
    (own + gained_right + gained_left >= ENOUGH).then(|| Seed {
        document_a,
        document_b,
        a: a - words_left,
        b: b - words_left,
        words: words_left + GRAM as u32 + words_right,
    })
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
