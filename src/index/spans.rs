//! What words a query asks for and how they must stand to each other.
//!
//! In: the places of single words in a passage. Out: the places of the whole. The rules are written once
//! here; `cursor` applies them to the index, `test` to a text. Places are counted in words from 0;
//! distances as the codebook's patterns count them: neighbours are 1 apart.

use super::schema::{STEM, Stems};
use crate::matcher::ways;

/// A stretch of words, by the places of its first and last, inclusive.
pub(super) type Stretch = (u32, u32);

/// Words, and how they must stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wording {
    /// One term of the index.
    Term(Term),
    /// These in this order, with at most `slop` other words between them in all.
    Row {
        /// The parts.
        parts: Vec<Wording>,
        /// Other words allowed between them, together.
        slop: u32,
    },
    /// These in any order, each within `within` words of the one beside it.
    Near {
        /// The parts.
        parts: Vec<Wording>,
        /// How far neighbours may stand apart.
        within: u32,
    },
    /// Any of these.
    Any(Vec<Wording>),
}

/// A term, or every term that begins so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) prefix: bool,
}

/// How a word is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In any inflection: its English stem.
    Stem,
    /// As it stands; spellings of the same word are one.
    Exact,
    /// With any ending.
    Prefix,
}

impl Wording {
    /// The ways a text may write `word`; none when there is no letter or digit in it.
    pub(super) fn word(word: &str, form: Form, stems: &Stems) -> Option<Wording> {
        let ways = ways(word, form == Form::Prefix);
        let row = |forms: Vec<crate::matcher::Form>| {
            let parts = forms
                .iter()
                .map(|one| any(one.spellings.iter().flat_map(|s| terms(s, one.prefix, form, stems))));
            Wording::row(parts.collect(), 0)
        };
        let mut ways: Vec<Wording> = ways.into_iter().map(row).collect();
        match ways.len() {
            0 => None,
            1 => ways.pop(),
            _ => Some(Wording::Any(ways)),
        }
    }

    /// Parts one after the other.
    pub(super) fn row(mut parts: Vec<Wording>, slop: u32) -> Wording {
        match parts.len() {
            1 => parts.remove(0),
            _ => Wording::Row { parts, slop },
        }
    }

    /// Every single term, in order.
    pub(super) fn terms(&self) -> Vec<&Term> {
        match self {
            Wording::Term(term) => vec![term],
            Wording::Row { parts, .. } | Wording::Near { parts, .. } | Wording::Any(parts) => {
                parts.iter().flat_map(Wording::terms).collect()
            }
        }
    }

    /// Where the wording stands, given where each of its terms does; ascending.
    pub(super) fn stretches(&self, places: &mut dyn FnMut(&Term) -> Vec<u32>) -> Vec<Stretch> {
        match self {
            Wording::Term(term) => places(term).into_iter().map(|at| (at, at)).collect(),
            Wording::Any(parts) => any_of(parts.iter().map(|part| part.stretches(places)).collect()),
            Wording::Row { parts, slop } => {
                let lists: Vec<_> = parts.iter().map(|part| part.stretches(places)).collect();
                in_row(&lists, *slop)
            }
            Wording::Near { parts, within } => {
                let lists: Vec<_> = parts.iter().map(|part| part.stretches(places)).collect();
                nearby(&lists, *within)
            }
        }
    }
}

/// The terms under which a spelling is found.
fn terms(spelling: &str, prefix: bool, form: Form, stems: &Stems) -> Vec<Term> {
    let term = |text: String| Term { text, prefix };
    if form != Form::Stem {
        return vec![term(spelling.to_string())];
    }
    let stem = stems.of(spelling);
    let marked = term(format!("{STEM}{stem}"));
    // A word that is its own stem is kept once, as the word.
    match stems.of(&stem) == stem {
        true => vec![term(stem), marked],
        false => vec![marked],
    }
}

fn any(terms: impl Iterator<Item = Term>) -> Wording {
    let mut terms: Vec<Term> = terms.collect();
    terms.sort();
    terms.dedup();
    match terms.len() {
        1 => Wording::Term(terms.remove(0)),
        _ => Wording::Any(terms.into_iter().map(Wording::Term).collect()),
    }
}

/// The stretches of all lists together.
pub(super) fn any_of(lists: Vec<Vec<Stretch>>) -> Vec<Stretch> {
    let mut all = lists.concat();
    all.sort_unstable();
    all.dedup();
    all
}

/// Stretches that hold one of each list in order, with at most `slop` other words between, together.
pub(super) fn in_row(lists: &[Vec<Stretch>], slop: u32) -> Vec<Stretch> {
    let Some((first, rest)) = lists.split_first() else {
        return Vec::new();
    };
    let mut open: Vec<(u32, u32, u32)> = first.iter().map(|(from, to)| (*from, *to, 0)).collect();
    for list in rest {
        let mut next = Vec::new();
        for &(from, to, used) in &open {
            let reach = to + 1 + slop - used;
            let begin = list.partition_point(|(start, _)| *start <= to);
            let near = list[begin..].iter().take_while(|(start, _)| *start <= reach);
            next.extend(near.map(|(start, end)| (from, *end, used + (start - to - 1))));
        }
        open = next;
    }
    shortest(open.into_iter().map(|(from, to, _)| (from, to)).collect())
}

/// Stretches that hold one of each list in any order, neighbours at most `within` apart.
pub(super) fn nearby(lists: &[Vec<Stretch>], within: u32) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut order = Vec::with_capacity(lists.len());
    chain(lists, within, &mut order, &[], &mut found);
    shortest(found)
}

fn chain(
    lists: &[Vec<Stretch>],
    within: u32,
    order: &mut Vec<usize>,
    open: &[Stretch],
    found: &mut Vec<Stretch>,
) {
    if order.len() == lists.len() {
        found.extend_from_slice(open);
        return;
    }
    for (index, list) in lists.iter().enumerate() {
        if order.contains(&index) {
            continue;
        }
        let next = match order.is_empty() {
            true => list.clone(),
            false => joined(open, list, within),
        };
        if !next.is_empty() {
            order.push(index);
            chain(lists, within, order, &next, found);
            order.pop();
        }
    }
}

fn joined(open: &[Stretch], list: &[Stretch], within: u32) -> Vec<Stretch> {
    let mut next = Vec::new();
    for &(from, to) in open {
        let begin = list.partition_point(|(start, _)| *start <= to);
        let near = list[begin..].iter().take_while(|(start, _)| *start <= to + within);
        next.extend(near.map(|(_, end)| (from, *end)));
    }
    shortest(next)
}

/// For every end the latest beginning, ascending.
fn shortest(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_unstable_by_key(|(from, to)| (*to, std::cmp::Reverse(*from)));
    stretches.dedup_by_key(|(_, to)| *to);
    stretches.sort_unstable();
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(places: &[u32]) -> Vec<Stretch> {
        places.iter().map(|at| (*at, *at)).collect()
    }

    #[test]
    fn a_row_may_have_other_words_between_up_to_the_slop_in_all() {
        assert_eq!(in_row(&[at(&[0, 7]), at(&[1])], 0), [(0, 1)]);
        assert_eq!(in_row(&[at(&[0]), at(&[2]), at(&[4])], 2), [(0, 4)]);
        assert!(in_row(&[at(&[0]), at(&[2]), at(&[4])], 1).is_empty());
        assert!(in_row(&[at(&[1]), at(&[0])], 9).is_empty());
    }

    #[test]
    fn near_goes_both_ways_and_counts_neighbours_as_one() {
        assert_eq!(nearby(&[at(&[5]), at(&[0])], 5), [(0, 5)]);
        assert!(nearby(&[at(&[5]), at(&[0])], 4).is_empty());
        assert_eq!(nearby(&[at(&[0]), at(&[6]), at(&[3])], 3), [(0, 6)]);
        assert_eq!(nearby(&[at(&[0, 2]), at(&[4])], 9), [(2, 4)]);
    }
}
