//! Patterns that find nothing another of their list does not.
//!
//! In: a codebook. Out: a [`Remark`] for every pattern all of whose phrasings another pattern of the same
//! theme and list matches too. A pattern is written out: every alternative and set member in its place, a
//! star with an ending and without, parts as near and as far apart as it allows, in either order. One part
//! is varied at a time, so a claim holds for every phrasing that was tried, not beyond.

use super::Classifier;
use super::roles::Role;
use crate::codebook::{Codebook, Expr, Remark, Sets};
use crate::document::Span;
use crate::matcher::{Hit, Sentence};

/// A pattern with more phrasings than this is not judged.
const MOST_PHRASINGS: usize = 2000;
/// Stands between parts that are far apart, and for any ending: no word of English.
const FILLER: &str = "qzq";

/// Remarks on patterns that another makes needless, in the order of the codebook.
pub fn overlaps(codebook: &Codebook, classifier: &Classifier) -> Vec<Remark> {
    let mut found = Vec::new();
    let mut index = 0;
    let mut sentence = Sentence::default();
    for theme in &codebook.themes {
        for (list, patterns) in theme.lists() {
            for (at, pattern) in patterns.iter().enumerate() {
                // The classifier compiles the patterns of themes first, list by list, in this order.
                let own = index + at;
                let phrasings = phrasings(&pattern.expr, &codebook.sets);
                let others = classifier.also(own, index..index + patterns.len(), &phrasings, &mut sentence);
                let other = others.into_iter().find(|other| {
                    // Of two that find the same, the second is remarked on.
                    let back = &patterns[other - index].expr;
                    let back = self::phrasings(back, &codebook.sets);
                    *other < own || classifier.also(*other, own..own + 1, &back, &mut sentence).is_empty()
                });
                if let Some(other) = other {
                    let message = "finds nothing that the other pattern does not";
                    found.push(Remark {
                        other: patterns[other - index].source.clone(),
                        ..Remark::pattern("needless", &theme.id, (list, &pattern.source), message)
                    });
                }
            }
            index += patterns.len();
        }
    }
    found
}

impl Classifier {
    /// The patterns in `among`, other than `own`, that match every one of `phrasings`.
    fn also(
        &self,
        own: usize,
        among: std::ops::Range<usize>,
        phrasings: &[String],
        sentence: &mut Sentence,
    ) -> Vec<usize> {
        let mut others: Vec<usize> = among.filter(|other| *other != own).collect();
        let mut hits: Vec<Hit> = Vec::new();
        // What excludes, excludes the words it covers: one that covers fewer is no match for it.
        let excludes = matches!(self.patterns.roles[own], Role::Not { .. });
        for text in phrasings {
            if others.is_empty() {
                break;
            }
            hits.clear();
            self.patterns.matcher.read(text, Span::new(0, text.len()), sentence);
            self.patterns.matcher.find(text, 0, sentence, &mut hits);
            // A phrasing that its own pattern does not match proves nothing either way.
            if let Some(found) = hits.iter().find(|hit| hit.pattern as usize == own) {
                let covers = |hit: &Hit| hit.first <= found.first && found.last <= hit.last;
                let same =
                    |hit: &&Hit, other: usize| hit.pattern as usize == other && (!excludes || covers(hit));
                others.retain(|other| hits.iter().any(|hit| same(&hit, *other)));
            }
        }
        let theme =
            |index: usize| matches!(self.patterns.roles[index], Role::Theme { .. } | Role::Not { .. });
        others.retain(|other| !phrasings.is_empty() && theme(*other));
        others
    }
}

/// Ways to write what `expr` matches; none where there are too many.
fn phrasings(expr: &Expr, sets: &Sets) -> Vec<String> {
    let found = written(expr, sets);
    match found.len() > MOST_PHRASINGS {
        true => Vec::new(),
        false => found,
    }
}

fn written(expr: &Expr, sets: &Sets) -> Vec<String> {
    match expr {
        Expr::Word { text, prefix: true } => vec![text.clone(), format!("{text}{FILLER}")],
        Expr::Word { text, .. } | Expr::Exact(text) => vec![text.clone()],
        Expr::Set(name) => {
            let members = sets.sets.get(name).into_iter().flatten();
            members.flat_map(|member| written(&member.expr, sets)).collect()
        }
        Expr::Any { of, .. } => of.iter().flat_map(|part| written(part, sets)).collect(),
        Expr::Ordered { first, then } => {
            let parts: Vec<&Expr> =
                std::iter::once(first.as_ref()).chain(then.iter().map(|(_, part)| part)).collect();
            let gaps: Vec<u8> = then.iter().map(|(within, _)| *within).collect();
            in_order(&parts, &gaps, sets)
        }
        Expr::Near { of, within } => {
            let gaps = vec![*within; of.len() - 1];
            let forward: Vec<&Expr> = of.iter().collect();
            let backward: Vec<&Expr> = of.iter().rev().collect();
            [in_order(&forward, &gaps, sets), in_order(&backward, &gaps, sets)].concat()
        }
    }
}

/// Parts one after another: each part varied with the others as first written, then each gap at its widest.
fn in_order(parts: &[&Expr], gaps: &[u8], sets: &Sets) -> Vec<String> {
    let ways: Vec<Vec<String>> = parts.iter().map(|part| written(part, sets)).collect();
    if ways.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let chosen: Vec<&str> = ways.iter().map(|ways| ways[0].as_str()).collect();
    let mut found = vec![chosen.join(" ")];
    for (at, ways) in ways.iter().enumerate() {
        for way in &ways[1..] {
            let mut varied = chosen.clone();
            varied[at] = way;
            found.push(varied.join(" "));
        }
    }
    for (at, within) in gaps.iter().enumerate().filter(|(_, within)| **within > 1) {
        let far = vec![FILLER; usize::from(*within) - 1];
        let (before, after) = chosen.split_at(at + 1);
        found.push([before, far.as_slice(), after].concat().join(" "));
    }
    found
}
