//! Running the program over one sentence: sets of positions as bits.
//!
//! In: a sentence's tokens. Out: [`Hit`]s. A slot's positions in up to 128 words are one integer, so
//! "within six words" is a few shifts whatever the words are.

use super::compile::Node;
use super::token::Token;

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
    /// Positions per slot.
    slots: Vec<Noted>,
    /// Ends of all matches per node.
    ends: Vec<Noted>,
    round: u32,
}

impl Memory {
    /// Begins a window: forgets all positions.
    pub(super) fn begin(&mut self, slots: usize, nodes: usize) {
        if self.slots.len() != slots || self.ends.len() != nodes || self.round == u32::MAX {
            *self = Memory {
                slots: vec![Noted::default(); slots],
                ends: vec![Noted::default(); nodes],
                round: 0,
            };
        }
        self.round += 1;
    }

    /// Notes that the token at `place` fills `slot`.
    #[inline]
    pub(super) fn fill(&mut self, slot: u32, place: usize) {
        let noted = &mut self.slots[slot as usize];
        if noted.round != self.round {
            *noted = Noted {
                places: 0,
                round: self.round,
            };
        }
        noted.places |= 1 << place;
    }

    /// Whether any token fills `slot`.
    #[inline]
    pub(super) fn filled(&self, slot: u32) -> bool {
        self.slots[slot as usize].round == self.round
    }

    #[inline]
    fn slot(&self, slot: u32) -> Places {
        let noted = self.slots[slot as usize];
        if noted.round == self.round {
            noted.places
        } else {
            0
        }
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
            Node::Slot(slot) => self.memory.slot(*slot) & starts,
            Node::Any(parts) => parts
                .iter()
                .fold(0, |found, part| found | self.ends(*part, starts)),
            Node::Then {
                first,
                second,
                within,
            } if self.all_ends(*second) != 0 => match self.ends(*first, starts) {
                0 => 0,
                firsts => self.ends(*second, after(firsts, *within)),
            },
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
        (WINDOW - 1)
            .saturating_sub(starts.leading_zeros() as usize)
            .min(end)
    }

    /// The first tokens of matches that end at one of `ends`.
    fn starts(&mut self, node: u32, ends: Places) -> Places {
        let nodes = self.nodes;
        if let (Some(width), true) = (self.widths[node as usize], ends != 0) {
            return (self.all_ends(node) & ends) >> (width - 1).min(127);
        }
        match &nodes[node as usize] {
            Node::Slot(slot) => self.memory.slot(*slot) & ends,
            Node::Any(parts) => parts
                .iter()
                .fold(0, |found, part| found | self.starts(*part, ends)),
            Node::Then {
                first,
                second,
                within,
            } => match self.starts(*second, ends) {
                0 => 0,
                seconds => self.starts(*first, before(seconds, *within)),
            },
            Node::Exact { part, .. } => self.starts(*part, ends),
        }
    }
}

/// The places 1 to `within` after any of `places`.
fn after(places: Places, within: u8) -> Places {
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
