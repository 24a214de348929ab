//! Winnowed fingerprints: which runs of words are looked up.
//!
//! Every run of [`GRAM`] words is hashed and of every [`WINDOW`] runs in a row the one with the smallest
//! hash is kept, so that two documents that share `GRAM + WINDOW - 1` words share a fingerprint
//! (S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing", SIGMOD 2003).

use super::texts::Texts;
use rayon::prelude::*;
use std::ops::Range;

/// Words in a fingerprint.
pub(super) const GRAM: usize = 5;
/// Runs of words of which one is kept.
const WINDOW: usize = 4;

/// One fingerprint: the hash in the upper half, the token position in the lower.
pub(super) type Print = u64;

/// The hash of a fingerprint.
pub(super) fn hash_of(print: Print) -> u32 {
    (print >> 32) as u32
}

/// The token position of a fingerprint.
pub(super) fn place_of(print: Print) -> u32 {
    print as u32
}

/// The fingerprints of all documents, sorted by hash and place.
pub(super) fn all(texts: &Texts) -> Vec<Print> {
    let per_document = |index: u32| in_range(texts, texts.range_of(index));
    let mut prints: Vec<Print> =
        (0..texts.documents.len() as u32).into_par_iter().flat_map_iter(per_document).collect();
    prints.par_sort_unstable();
    prints
}

/// The fingerprints of a stretch, in order of place.
pub(super) fn in_range(texts: &Texts, range: Range<u32>) -> Vec<Print> {
    let words: Vec<u64> = range.clone().map(|at| mix(u64::from(texts.word(at)))).collect();
    let hashes: Vec<u32> = words.windows(GRAM).map(hash).collect();
    let mut kept = Vec::with_capacity(hashes.len() / 2);
    let mut last = None;
    for window in 0..hashes.len().saturating_sub(WINDOW - 1).max(usize::from(!hashes.is_empty())) {
        let end = (window + WINDOW).min(hashes.len());
        let least = (window..end).rev().min_by_key(|&at| hashes[at]);
        if least != last {
            kept.extend(least.map(|at| u64::from(hashes[at]) << 32 | (u64::from(range.start) + at as u64)));
            last = least;
        }
    }
    kept
}

fn hash(words: &[u64]) -> u32 {
    let sum =
        words.iter().fold(0_u64, |sum, word| sum.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(*word));
    (mix(sum) >> 32) as u32
}

/// Spreads a small number over 64 bits (the finaliser of splitmix64).
fn mix(value: u64) -> u64 {
    let value =
        (value.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
