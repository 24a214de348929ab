//! Words as small integers.
//!
//! A word has two numbers: its surface form, from which the text can be written again byte for byte,
//! and its folded form (lower case, one spelling), by which passages are compared.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// Spellings that are one word for comparison: written form, compared form.
const SPELLINGS: [(&str, &str); 8] = [
    ("learnt", "learned"),
    ("organisation", "organization"),
    ("organisations", "organizations"),
    ("recognised", "recognized"),
    ("recognise", "recognize"),
    ("organised", "organized"),
    ("judgement", "judgment"),
    ("focussed", "focused"),
];

/// Words a corpus counts as having at least, so that in four lines no word is thought common.
const LEAST_WORDS: u64 = 1 << 16;

/// A fast hash for short words; fixed, so that nothing differs between runs.
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0_u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

pub(super) type Numbers = HashMap<Box<str>, u32, BuildHasherDefault<WordHasher>>;

/// Surface and folded forms met so far, numbered in order of first appearance.
#[derive(Default)]
pub(super) struct Vocabulary {
    surface_ids: Numbers,
    surfaces: Vec<Box<str>>,
    folded_of: Vec<u32>,
    folded_ids: Numbers,
    counts: Vec<u64>,
}

impl Vocabulary {
    /// The number of the surface form `word`, counted once more.
    pub(super) fn add(&mut self, word: &str) -> u32 {
        let id = match self.surface_ids.get(word) {
            Some(&id) => id,
            None => self.new_surface(word),
        };
        self.counts[self.folded_of[id as usize] as usize] += 1;
        id
    }

    fn new_surface(&mut self, word: &str) -> u32 {
        let id = self.surfaces.len() as u32;
        let folded = fold(word);
        let next = self.counts.len() as u32;
        let folded_id = *self.folded_ids.entry(folded.into()).or_insert(next);
        if folded_id == next {
            self.counts.push(0);
        }
        self.surface_ids.insert(word.into(), id);
        self.surfaces.push(word.into());
        self.folded_of.push(folded_id);
        id
    }

    /// The word as written.
    pub(super) fn surface(&self, id: u32) -> &str {
        &self.surfaces[id as usize]
    }

    /// The folded form of a surface form.
    pub(super) fn folded(&self, surface: u32) -> u32 {
        self.folded_of[surface as usize]
    }

    /// The folded form of a word that may never have been met.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.folded_ids.get(fold(word).as_str()).copied()
    }

    /// How often a folded form was met.
    pub(super) fn count(&self, folded: u32) -> u32 {
        self.counts[folded as usize].min(u64::from(u32::MAX)) as u32
    }

    /// How rare each folded form is: bits of information, 1 to 12.
    pub(super) fn rarity(&self) -> Vec<u8> {
        let total = self.counts.iter().sum::<u64>().max(LEAST_WORDS) as f64;
        let bits = |count: &u64| (total / (*count).max(1) as f64).log2().round().clamp(1.0, 12.0) as u8;
        self.counts.iter().map(bits).collect()
    }
}

/// Lower case, straight apostrophes, one spelling.
pub(super) fn fold(word: &str) -> String {
    let lower: String =
        word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect();
    match SPELLINGS.iter().find(|(written, _)| *written == lower) {
        Some((_, compared)) => (*compared).to_string(),
        None => lower,
    }
}

/// The words of `text` as byte ranges: runs of letters and digits, apostrophes inside them included.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        at = end_of_word(text, start);
        Some(start..at)
    })
}

fn end_of_word(text: &str, start: usize) -> usize {
    // Most words are plain letters up to a plain mark: no need to decode characters.
    let bytes = &text.as_bytes()[start..];
    let plain = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if plain > 0 && bytes.get(plain).is_none_or(|byte| byte.is_ascii() && *byte != b'\'') {
        return start + plain;
    }
    let mut characters = text[start..].char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let inside = match character {
            '\'' | '’' => characters.peek().is_some_and(|(_, next)| next.is_alphabetic()),
            other => other.is_alphanumeric(),
        };
        if !inside {
            return start + offset;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_apostrophes_and_lose_their_marks() {
        let text = "The child’s “plan” (2009), he said.'";
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["The", "child’s", "plan", "2009", "he", "said"]);
        assert_eq!(fold("Child’s"), "child's");
        assert_eq!(fold("Learnt"), "learned");
    }
}
