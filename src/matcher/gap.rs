//! Patterns that nearly match: all their words are there, but too far apart.
//!
//! In: a sentence that was searched. Out: [`Gap`]s, so that a person who expected a match sees by how much
//! it was missed.

use super::compile::Node;
use super::run::{Places, Run, bits};
use super::{Matcher, Sentence};

/// A gap this much wider than allowed is no near miss.
const NEARLY: u8 = 8;

/// Where a pattern fails by distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// How far apart its parts stand, in words: neighbours are 1 apart.
    pub apart: u8,
    /// How far apart they may stand.
    pub within: u8,
    /// The last token of the one part.
    pub left: u32,
    /// The first token of the other.
    pub right: u32,
    /// The pattern, by its place among those the matcher was made of.
    pub pattern: u32,
}

impl Matcher {
    /// The patterns of `tier` that miss the sentence last searched by distance alone, nearest misses first.
    /// Of a sentence longer than a window only its last window is looked at.
    pub fn gaps(&self, text: &str, tier: usize, sentence: &mut Sentence) -> Vec<Gap> {
        let Some(window) = sentence.window.clone() else {
            return Vec::new();
        };
        self.collect(tier, window.clone(), sentence, &mut Vec::new());
        let mut found = Vec::new();
        let todo = sentence.todo.clone();
        let mut run = self.run(text, window.clone(), sentence);
        for pattern in todo {
            let (root, needs, _) = self.needs.of(pattern);
            if !run.present(needs) || run.all_ends(root) != 0 {
                continue;
            }
            found.extend(run.gap(root).map(|gap| Gap {
                left: gap.left + window.start as u32,
                right: gap.right + window.start as u32,
                pattern,
                ..gap
            }));
        }
        found.retain(|gap| gap.apart <= gap.within.saturating_add(NEARLY));
        found.sort_by_key(|gap| (gap.apart - gap.within, *gap));
        found
    }
}

impl Run<'_> {
    /// The narrowest gap that keeps `node` from matching, where all its parts are there in order.
    fn gap(&mut self, node: u32) -> Option<Gap> {
        let nodes = self.nodes;
        match &nodes[node as usize] {
            Node::Slot(_) => None,
            Node::Exact { part, .. } => self.gap(*part),
            Node::Any(parts) => {
                parts.iter().filter_map(|part| self.gap(*part)).min_by_key(|gap| gap.apart - gap.within)
            }
            Node::Then { first, second, within } => match (self.all_ends(*first), self.all_starts(*second)) {
                (0, 0) => None,
                (0, _) => self.gap(*first),
                (_, 0) => self.gap(*second),
                (lefts, rights) => narrowest(lefts, rights, *within),
            },
        }
    }
}

/// The right place nearest after a left one, where it is further than `within`.
fn narrowest(lefts: Places, rights: Places, within: u8) -> Option<Gap> {
    let after = |left: usize| bits(rights).find(|right| *right > left);
    bits(lefts)
        .filter_map(|left| after(left).map(|right| (right - left, left, right)))
        .min()
        .filter(|(apart, ..)| *apart > usize::from(within))
        .map(|(apart, left, right)| Gap {
            apart: apart as u8,
            within,
            left: left as u32,
            right: right as u32,
            pattern: 0,
        })
}
