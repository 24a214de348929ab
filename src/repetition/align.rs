//! Seeds to links: seeds of a pair of documents grown with gaps and joined.
//!
//! An alignment is grown from a seed to both sides within a band, scored by the rarity of the words that
//! agree, and ends when it has lost too much. Alignments that lie side by side in both documents, in
//! whichever order, are one link: sentences that changed places stay one passage.

use super::seed::Seed;
use super::texts::Texts;
use rayon::prelude::*;
use std::ops::Range;

/// Words by which one side may run ahead of the other.
const BAND: usize = 8;
/// Bits a word that differs, or stands on one side only, costs.
const COST: i32 = 7;
/// An alignment ends when it has lost this many bits.
const DROP: i32 = 34;
/// Words that may lie between two alignments that are joined.
const APART: u32 = 6;
/// Words of a neighbouring block that do not make it part of the passage.
const EDGE: u32 = 4;
/// Words an alignment needs to be joined with others.
pub(super) const FRAGMENT: u32 = 6;

/// Two stretches of different documents that say the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) a: (u32, u32),
    pub(super) b: (u32, u32),
}

impl Link {
    fn words(&self) -> u32 {
        (self.a.1 - self.a.0).min(self.b.1 - self.b.0)
    }
}

/// The links of every pair of documents with seeds, in order.
pub(super) fn links(texts: &Texts, rarity: &[u8], seeds: &[Seed], least: u32) -> Vec<Link> {
    let pairs: Vec<&[Seed]> =
        seeds.chunk_by(|x, y| (x.document_a, x.document_b) == (y.document_a, y.document_b)).collect();
    pairs
        .par_iter()
        .flat_map_iter(|pair| {
            let mut links = join(texts, grow_all(texts, rarity, pair));
            links.retain(|link| link.words() >= least);
            links
        })
        .collect()
}

/// Alignments from seeds, longest seed first, that do not lie in one another.
fn grow_all(texts: &Texts, rarity: &[u8], seeds: &[Seed]) -> Vec<Link> {
    let mut order: Vec<&Seed> = seeds.iter().collect();
    order.sort_by_key(|seed| (std::cmp::Reverse(seed.words), seed.a, seed.b));
    let mut grown: Vec<Link> = Vec::new();
    for seed in order {
        let (a, b) = ((seed.a, seed.a + seed.words), (seed.b, seed.b + seed.words));
        if grown.iter().any(|link| inside(a, link.a) && inside(b, link.b)) {
            continue;
        }
        let limits = (texts.section_range(seed.a), texts.section_range(seed.b));
        let link = trim(texts, around(texts, rarity, (a, b), limits));
        if link.words() >= FRAGMENT && !grown.contains(&link) {
            grown.push(link);
        }
    }
    grown
}

fn inside(inner: (u32, u32), outer: (u32, u32)) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

/// A pair of stretches of equal length grown to both sides within `limits`.
pub(super) fn around(
    texts: &Texts,
    rarity: &[u8],
    (a, b): ((u32, u32), (u32, u32)),
    limits: (Range<u32>, Range<u32>),
) -> Link {
    let right = grow(
        rarity,
        (limits.0.end - a.1, |step| texts.word(a.1 + step)),
        (limits.1.end - b.1, |step| texts.word(b.1 + step)),
    );
    let left = grow(
        rarity,
        (a.0 - limits.0.start, |step| texts.word(a.0 - 1 - step)),
        (b.0 - limits.1.start, |step| texts.word(b.0 - 1 - step)),
    );
    Link { a: (a.0 - left.0, a.1 + right.0), b: (b.0 - left.1, b.1 + right.1) }
}

/// How many words on each side the best alignment from here takes: banded, ending when it loses too much.
fn grow<A: Fn(u32) -> u32, B: Fn(u32) -> u32>(rarity: &[u8], a: (u32, A), b: (u32, B)) -> (u32, u32) {
    const WIDTH: usize = 2 * BAND + 1;
    const NEVER: i32 = i32::MIN / 2;
    let (mut best, mut end) = (0, (0, 0));
    // row[k] scores the alignment of `i` words of a with `i + k - BAND` words of b
    let mut row = [NEVER; WIDTH];
    (BAND..WIDTH).filter(|k| (k - BAND) as u32 <= b.0).for_each(|k| row[k] = -COST * (k - BAND) as i32);
    for i in 1..=a.0 {
        let word = (a.1)(i - 1);
        let mut next = [NEVER; WIDTH];
        let mut top = NEVER;
        for k in 0..WIDTH {
            let Some(j) = (i as usize + k).checked_sub(BAND).filter(|j| *j as u32 <= b.0) else {
                continue;
            };
            let mut score = if k + 1 < WIDTH { row[k + 1] - COST } else { NEVER };
            if j > 0 {
                let equal = word == (b.1)(j as u32 - 1);
                let step = if equal { i32::from(rarity[word as usize]) } else { -COST };
                score = score.max(row[k] + step).max(if k > 0 { next[k - 1] - COST } else { NEVER });
                if equal && score > best {
                    (best, end) = (score, (i, j as u32));
                }
            }
            next[k] = score;
            top = top.max(score);
        }
        if top < best - DROP {
            break;
        }
        row = next;
    }
    end
}

/// Cuts off the few words by which an alignment reaches into the block before or after.
fn trim(texts: &Texts, link: Link) -> Link {
    let reach = |from: u32, to: u32| from..to.min(from + EDGE + 1);
    let first = |x: (u32, u32)| texts.first_block_in(reach(x.0, x.1)).map(|start| start - x.0);
    let tail = |x: (u32, u32)| x.1.saturating_sub(EDGE + 1).max(x.0)..x.1;
    let last = |x: (u32, u32)| texts.last_block_in(tail(x)).map(|start| x.1 - start);
    let (left_a, left_b) = (first(link.a), first(link.b));
    let (right_a, right_b) = (last(link.a), last(link.b));
    let cut = |x: (u32, u32), left: Option<u32>, right: Option<u32>| {
        let start = x.0 + left.unwrap_or(0);
        (start, (x.1 - right.unwrap_or(0)).max(start))
    };
    Link {
        a: cut(link.a, left_a.or(left_b), right_a.or(right_b)),
        b: cut(link.b, left_b.or(left_a), right_b.or(right_a)),
    }
}

/// Joins alignments that lie side by side in one section of both documents.
fn join(texts: &Texts, mut links: Vec<Link>) -> Vec<Link> {
    let same = |x: &Link, y: &Link| {
        texts.section_range(x.a.0) == texts.section_range(y.a.0)
            && texts.section_range(x.b.0) == texts.section_range(y.b.0)
    };
    links.sort();
    let mut joined: Vec<Link> = Vec::new();
    for mut link in links {
        while let Some(at) = joined
            .iter()
            .position(|other| near(other.a, link.a) && near(other.b, link.b) && same(other, &link))
        {
            let other = joined.remove(at);
            link = Link { a: hull(other.a, link.a), b: hull(other.b, link.b) };
        }
        joined.push(link);
    }
    joined.sort();
    joined
}

fn near(x: (u32, u32), y: (u32, u32)) -> bool {
    x.0 <= y.1 + APART && y.0 <= x.1 + APART
}

fn hull(x: (u32, u32), y: (u32, u32)) -> (u32, u32) {
    (x.0.min(y.0), x.1.max(y.1))
}
