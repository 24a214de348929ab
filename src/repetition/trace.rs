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

/// Share of the sentence's weight that a window must hold.
const LEAST_WEIGHT: f64 = 0.5;
/// Words in common, in order, from which a place is nearly the same.
const NEAR: f64 = 0.55;
/// Share of the weight from which a place may say the same in other words.
const REWORDED: f64 = 0.62;

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

/// The sentence that is traced.
struct Wanted {
    words: Vec<u32>,
    surfaces: Vec<String>,
    /// Each distinct word with its weight.
    weights: BTreeMap<u32, f64>,
    total: f64,
}

/// Every place, oldest document first; those without a date last.
pub(super) fn trace(texts: &Texts, rarity: &[u8], text: &str) -> Vec<Trace> {
    let wanted = want(texts, rarity, text);
    if wanted.words.is_empty() {
        return Vec::new();
    }
    let per_document = |index: u32| in_document(texts, &wanted, index);
    let mut found: Vec<Trace> = (0..texts.documents.len() as u32)
        .into_par_iter()
        .flat_map_iter(per_document)
        .collect();
    found.sort_by(|a, b| {
        let key = |trace: &Trace| {
            (
                trace.carrier.published.is_empty(),
                trace.carrier.published.clone(),
                trace.carrier.id.clone(),
                trace.span,
            )
        };
        key(a).cmp(&key(b))
    });
    found
}

fn want(texts: &Texts, rarity: &[u8], text: &str) -> Wanted {
    let mut wanted = Wanted {
        words: Vec::new(),
        surfaces: Vec::new(),
        weights: BTreeMap::new(),
        total: 0.0,
    };
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

fn in_document(texts: &Texts, wanted: &Wanted, index: u32) -> Vec<Trace> {
    let range = texts.range_of(index);
    let hits: Vec<u32> = range
        .filter(|at| wanted.weights.contains_key(&texts.word(*at)))
        .collect();
    let width = (wanted.words.len() * 3 / 2).max(wanted.words.len() + 4) as u32;
    let mut windows: Vec<(f64, u32, u32)> = Vec::new();
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
        let share = seen.values().sum::<f64>() / wanted.total;
        if share >= LEAST_WEIGHT {
            windows.push((share, start, end));
        }
    }
    windows.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then((a.2 - a.1).cmp(&(b.2 - b.1)))
            .then(a.1.cmp(&b.1))
    });
    let mut taken: Vec<(u32, u32)> = Vec::new();
    let mut traces = Vec::new();
    for (share, start, end) in windows {
        if taken.iter().all(|other| end <= other.0 || other.1 <= start) {
            taken.push((start, end));
            traces.extend(compare(texts, wanted, index, share, (start, end)));
        }
    }
    traces
}

fn compare(
    texts: &Texts,
    wanted: &Wanted,
    index: u32,
    shared: f64,
    (start, end): (u32, u32),
) -> Option<Trace> {
    let here = texts.folded(start..end);
    let steps = difference::steps(&wanted.words, &here)?;
    let similarity = difference::similarity(&steps, wanted.words.len(), here.len());
    let wording = match similarity {
        1.0 => Wording::Verbatim,
        share if share >= NEAR => Wording::Near,
        _ if shared >= REWORDED => Wording::Reworded,
        _ => return None,
    };
    let span = texts.span(&(start..end));
    let differs = steps.iter().any(|step| !matches!(step, Step::Same(..)));
    let surface = |at: usize| texts.surface(start + at as u32);
    Some(Trace {
        carrier: Carrier::from(&texts.documents[index as usize]),
        page: texts.page(index, span.start),
        span,
        wording,
        similarity,
        shared,
        quote: texts.quote(&(start..end)),
        difference: if differs {
            marked(&steps, |at| &wanted.surfaces[at], surface)
        } else {
            String::new()
        },
    })
}
