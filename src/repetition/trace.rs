//! Everywhere a sentence, or one like it, occurs.
//!
//! Every document is read once with the sentence's words in hand: a window in which enough of them stand,
//! weighed by rarity, is compared word by word.

use super::difference::{self, Step};
use super::place::{Carrier, Wording, marked};
use super::texts::Texts;
use super::tokens::words;
use crate::document::Span;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// By how much the share of the weight from which a place may say the same in other words lies above the share
/// of words in order from which it is nearly the same.
const REWORDED: f64 = 0.07;
/// By how much the share of the weight that a window must hold to be compared lies below it.
const WINDOW: f64 = 0.05;

/// A place where the sentence, or one like it, stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trace {
    /// The document.
    pub carrier: Carrier,
    /// The page on which it begins, 1-based.
    pub page: u32,
    /// Bytes of the document's clean text, half-open.
    pub span: Span,
    /// How it compares with the sentence traced.
    pub wording: Wording,
    /// Words in common in order, over the words of the longer; 0 to 1.
    pub similarity: f64,
    /// Share of the sentence's words, weighed by rarity, that stand there in any order; 0 to 1.
    pub shared: f64,
    /// The text.
    pub quote: String,
    /// From the sentence to this place: `[-left out-]`, `{+put in+}`; empty when verbatim.
    pub difference: String,
}

/// What was looked for and not found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Missed {
    /// Words of the sentence that no document has, as typed.
    pub unknown: Vec<String>,
    /// The place that comes nearest.
    pub nearest: Option<Trace>,
}

/// The sentence that is traced.
struct Wanted {
    words: Vec<u32>,
    surfaces: Vec<String>,
    /// Each distinct word with its weight.
    weights: BTreeMap<u32, f64>,
    total: f64,
}

/// Every place that has at least the share `least` of the sentence's words in order, or a little more of their
/// weight in any order; oldest document first, those without a date last.
pub(super) fn trace(texts: &Texts, rarity: &[u8], text: &str, least: f64) -> Vec<Trace> {
    let wanted = want(texts, rarity, text);
    if wanted.words.is_empty() {
        return Vec::new();
    }
    let per_document = |index: u32| in_document(texts, &wanted, index, least);
    let mut found: Vec<Trace> =
        (0..texts.documents.len() as u32).into_par_iter().flat_map_iter(per_document).collect();
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

fn order(trace: &Trace) -> (bool, &str, &str, Span) {
    let carrier = &trace.carrier;
    (carrier.published.is_empty(), &carrier.published, &carrier.id, trace.span)
}

/// Why nothing was found, and what comes nearest.
pub(super) fn missed(texts: &Texts, rarity: &[u8], text: &str) -> Missed {
    let wanted = want(texts, rarity, text);
    let known = |word: &u32| (*word as usize) < rarity.len();
    let typed = wanted.words.iter().zip(&wanted.surfaces);
    let nearest = (0..texts.documents.len() as u32)
        .into_par_iter()
        .filter_map(|index| {
            let best = windows(texts, &wanted, index).into_iter().next()?;
            Some((best, index))
        })
        .reduce_with(|x, y| if y.0.0 > x.0.0 || (y.0.0 == x.0.0 && y.1 < x.1) { y } else { x });
    Missed {
        unknown: typed.filter(|(word, _)| !known(word)).map(|(_, surface)| surface.clone()).collect(),
        nearest: nearest.and_then(|(window, index)| compare(texts, &wanted, index, window, 0.0)),
    }
}

fn want(texts: &Texts, rarity: &[u8], text: &str) -> Wanted {
    let mut wanted = Wanted { words: Vec::new(), surfaces: Vec::new(), weights: BTreeMap::new(), total: 0.0 };
    let mut unknown = u32::MAX;
    for word in words(text) {
        let surface = &text[word];
        let id = texts.vocabulary.find(surface).unwrap_or_else(|| {
            unknown -= 1;
            unknown
        });
        // A word the corpus does not have weighs as the rarest: its absence must tell.
        let weight = rarity.get(id as usize).map_or(12.0, |bits| f64::from(*bits));
        wanted.words.push(id);
        wanted.surfaces.push(surface.to_string());
        wanted.weights.insert(id, weight);
    }
    wanted.total = wanted.weights.values().sum();
    wanted
}

/// Stretches in which words of the sentence stand close together: the share of the weight, start and end.
type Window = (f64, u32, u32);

fn in_document(texts: &Texts, wanted: &Wanted, index: u32, least: f64) -> Vec<Trace> {
    let mut taken: Vec<(u32, u32)> = Vec::new();
    let mut traces = Vec::new();
    for window in windows(texts, wanted, index) {
        let (share, start, end) = window;
        if share >= least - WINDOW && taken.iter().all(|other| end <= other.0 || other.1 <= start) {
            taken.push((start, end));
            traces.extend(compare(texts, wanted, index, window, least));
        }
    }
    traces
}

/// The windows of a document, the fullest first.
fn windows(texts: &Texts, wanted: &Wanted, index: u32) -> Vec<Window> {
    let range = texts.range_of(index);
    let hits: Vec<u32> = range.filter(|at| wanted.weights.contains_key(&texts.word(*at))).collect();
    let width = (wanted.words.len() * 3 / 2).max(wanted.words.len() + 4) as u32;
    let mut windows: Vec<Window> = Vec::new();
    for (first, &start) in hits.iter().enumerate() {
        let inside = hits[first..].iter().take_while(|at| **at < start + width);
        let mut seen: BTreeMap<u32, f64> = BTreeMap::new();
        let mut end = start;
        for &at in inside {
            let word = texts.word(at);
            if seen.insert(word, wanted.weights[&word]).is_none() {
                end = at + 1;
            }
        }
        windows.push((seen.values().sum::<f64>() / wanted.total, start, end));
    }
    windows.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.2 - a.1).cmp(&(b.2 - b.1))).then(a.1.cmp(&b.1)));
    windows
}

fn compare(
    texts: &Texts,
    wanted: &Wanted,
    index: u32,
    (shared, start, end): Window,
    least: f64,
) -> Option<Trace> {
    let here = texts.folded(start..end);
    let steps = difference::steps(&wanted.words, &here)?;
    let similarity = difference::similarity(&steps, wanted.words.len(), here.len());
    let wording = match similarity {
        1.0 => Wording::Verbatim,
        share if share >= least => Wording::Near,
        _ if shared >= least + REWORDED => Wording::Reworded,
        _ => return None,
    };
    let span = texts.span(&(start..end));
    let differs = steps.iter().any(|step| !matches!(step, Step::Same(..)));
    let typed = |words: &Range<usize>| wanted.surfaces[words.clone()].join(" ");
    let here = |words: &Range<usize>| texts.marked((start, end), words);
    Some(Trace {
        carrier: Carrier::from(&texts.documents[index as usize]),
        page: texts.page(index, span.start),
        span,
        wording,
        similarity,
        shared,
        quote: texts.quote(&(start..end)),
        difference: if differs { marked(&steps, typed, here) } else { String::new() },
    })
}
