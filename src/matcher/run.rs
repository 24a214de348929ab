//! Running the program over one sentence: sets of positions as bits.
//!
//! In: a sentence's tokens. Out: [`Hit`]s. A slot's positions in up to 128 words are one integer, so
//! "within six words" is a few shifts whatever the words are.

use super::compile::Node;
use super::token::Token;
use super::vocabulary::Vocabulary;

/// Positions in a window of 128 tokens.
pub(super) type Places = u128;
/// Tokens a window holds.
pub(super) const WINDOW: usize = 128;

/// A pattern found: which, and its first and last token in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The first token, by index in the sentence.
    pub first: u32,
    /// The last token, inclusive.
    pub last: u32,
    /// The pattern, by its place among those the matcher was made of.
    pub pattern: u32,
}

/// Positions, valid in the round they were noted in.
#[derive(Clone, Copy, Debug, Default)]
struct Noted {
    places: Places,
    round: u32,
}

/// What one run over a sentence needs; reused from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// Slots that some token fills, a bit each: small enough to stay near the processor.
    filled: Vec<u64>,
    /// Positions per slot, valid where it is filled.
    places: Vec<Places>,
    /// Ends of all matches per node.
    ends: Vec<Noted>,
    round: u32,
}

impl Memory {
    /// Begins a window of `tokens`: forgets the last one.
    pub(super) fn begin(&mut self, vocabulary: &Vocabulary, slots: usize, nodes: usize, tokens: &[Token]) {
        if self.places.len() != slots || self.ends.len() != nodes || self.round == u32::MAX {
            *self = Memory {
                filled: vec![0; slots.div_ceil(64)],
                places: vec![0; slots],
                ends: vec![Noted::default(); nodes],
                round: 0,
            };
        }
        self.round += 1;
        self.filled.fill(0);
        for (place, token) in tokens.iter().enumerate().filter(|(_, token)| token.class != 0) {
            for slot in vocabulary.slots(token.class) {
                let before = self.places(*slot);
                self.places[*slot as usize] = before | 1 << place;
                self.filled[*slot as usize / 64] |= 1 << (slot % 64);
            }
        }
    }

    /// Whether any token fills `slot`.
    #[inline]
    pub(super) fn filled(&self, slot: u32) -> bool {
        self.filled[slot as usize / 64] & (1 << (slot % 64)) != 0
    }

    /// The tokens that fill `slot`.
    #[inline]
    fn places(&self, slot: u32) -> Places {
        if self.filled(slot) { self.places[slot as usize] } else { 0 }
    }
}

/// The program together with the window it looks at.
pub(super) struct Run<'a> {
    pub(super) nodes: &'a [Node],
    pub(super) widths: &'a [Option<u8>],
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) memory: &'a mut Memory,
}

impl Run<'_> {
    /// Whether tokens fill all of `slots`, each within `spread` tokens of one that fills the first.
    pub(super) fn together(&mut self, slots: &[u32], spread: u8) -> bool {
        let [rarest, others @ ..] = slots else { return true };
        if !self.present(others) {
            return false;
        }
        let around = self.memory.places(*rarest);
        let around = around | after(around, spread) | before(around, spread);
        others.iter().all(|slot| self.memory.places(*slot) & around != 0)
    }

    /// Whether some token fills each of `slots`.
    pub(super) fn present(&self, slots: &[u32]) -> bool {
        slots.iter().all(|slot| self.memory.filled(*slot))
    }

    /// The first tokens of all matches of `node`.
    pub(super) fn all_starts(&mut self, node: u32) -> Places {
        let ends = self.all_ends(node);
        self.starts(node, ends)
    }

    /// The last tokens of all matches of `node`.
    pub(super) fn all_ends(&mut self, node: u32) -> Places {
        let index = node as usize;
        let round = self.memory.round;
        if self.memory.ends[index].round != round {
            let places = self.ends_plain(node, Places::MAX);
            self.memory.ends[index] = Noted { places, round };
        }
        self.memory.ends[index].places
    }

    /// The last tokens of matches that begin at one of `starts`.
    fn ends(&mut self, node: u32, starts: Places) -> Places {
        let all = self.all_ends(node);
        if starts == Places::MAX || all == 0 {
            return all;
        }
        match self.widths[node as usize] {
            Some(width) => all & (starts << (width - 1).min(127)),
            None => self.ends_plain(node, starts),
        }
    }

    fn ends_plain(&mut self, node: u32, starts: Places) -> Places {
        let nodes = self.nodes;
        match &nodes[node as usize] {
            Node::Slot(slot) => self.memory.places(*slot) & starts,
            Node::Any(parts) => parts.iter().fold(0, |found, part| found | self.ends(*part, starts)),
            Node::Then { first, second, within } if self.all_ends(*second) != 0 => {
                match self.ends(*first, starts) {
                    0 => 0,
                    firsts => self.ends(*second, after(firsts, *within)),
                }
            }
            Node::Then { .. } => 0,
            Node::Exact { part, text } => {
                let found = self.ends(*part, starts);
                self.exactly(*part, text, found)
            }
        }
    }

    fn exactly(&mut self, part: u32, text: &str, found: Places) -> Places {
        bits(found)
            .filter(|end| {
                let first = self.start(part, *end);
                let stretch = self.tokens[first].start as usize..self.tokens[*end].end as usize;
                self.text.get(stretch).is_some_and(|read| read == text)
            })
            .fold(0, |kept, end| kept | 1 << end)
    }

    /// Where the shortest match of `node` that ends at `end` begins.
    pub(super) fn start(&mut self, node: u32, end: usize) -> usize {
        let starts = self.starts(node, 1 << end);
        (WINDOW - 1).saturating_sub(starts.leading_zeros() as usize).min(end)
    }

    /// The first tokens of matches that end at one of `ends`.
    fn starts(&mut self, node: u32, ends: Places) -> Places {
        let nodes = self.nodes;
        if let (Some(width), true) = (self.widths[node as usize], ends != 0) {
            return (self.all_ends(node) & ends) >> (width - 1).min(127);
        }
        match &nodes[node as usize] {
            Node::Slot(slot) => self.memory.places(*slot) & ends,
            Node::Any(parts) => parts.iter().fold(0, |found, part| found | self.starts(*part, ends)),
            Node::Then { first, second, within } => match self.starts(*second, ends) {
                0 => 0,
                seconds => self.starts(*first, before(seconds, *within)),
            },
            Node::Exact { part, .. } => self.starts(*part, ends),
        }
    }
}

/// The places 1 to `within` after any of `places`.
fn after(places: Places, within: u8) -> Places {
    if within == 0 {
        return 0;
    }
    let mut found = places << 1;
    let mut reach = 1;
    while reach < within {
        let step = reach.min(within - reach);
        found |= found << step;
        reach += step;
    }
    found
}

/// The places 1 to `within` before any of `places`.
fn before(places: Places, within: u8) -> Places {
    if within == 0 {
        return 0;
    }
    let mut found = places >> 1;
    let mut reach = 1;
    while reach < within {
        let step = reach.min(within - reach);
        found |= found >> step;
        reach += step;
    }
    found
}

/// The positions set in `places`, ascending.
pub(super) fn bits(mut places: Places) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = (places != 0).then(|| places.trailing_zeros() as usize);
        places &= places.wrapping_sub(1);
        next
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_is_counted_from_the_last_word() {
        assert_eq!(after(1, 1), 0b10);
        assert_eq!(after(1, 3), 0b1110);
        assert_eq!(before(1 << 6, 6), 0b11_1111);
        assert_eq!(bits(0b1010).collect::<Vec<_>>(), [1, 3]);
    }
}
