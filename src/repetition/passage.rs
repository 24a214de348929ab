//! Clusters to shared passages: what readers see of them.

use super::cluster::Stretch;
use super::difference::{self, Step};
use super::grade::{Grade, Grader};
use super::texts::{Kept, Texts};
use crate::document::{SectionKind, Span};
use rayon::prelude::*;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// Similarity below which a place does not say the same after all, by words: a short stretch that agrees
/// for the most part may be a set phrase and chance, a long one is not.
const LEAST_SIMILAR: [(usize, f64); 4] = [(16, 0.88), (24, 0.8), (32, 0.7), (usize::MAX, 0.6)];

/// A document that carries passages.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Carrier {
    /// Its id in the corpus.
    pub id: String,
    /// The authority; empty when unknown.
    pub authority: String,
    /// The author; empty when not stated.
    pub author: String,
    /// Publication date as known; empty when unknown.
    pub published: String,
    /// Year of publication.
    pub year: Option<u16>,
}

impl From<&Kept> for Carrier {
    fn from(kept: &Kept) -> Self {
        Carrier {
            id: kept.id.clone(),
            authority: kept.authority.clone(),
            author: kept.author.clone(),
            published: kept.published.clone(),
            year: kept.year,
        }
    }
}

/// How a place's wording compares with the passage's first use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// The same words in the same order, whatever the spelling, capitals and marks.
    Verbatim,
    /// Some words differ.
    Near,
    /// The same words for the most part, in another order.
    Reordered,
    /// The same act in other words (recommendations only).
    Reworded,
}

impl Wording {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Wording::Verbatim => "verbatim",
            Wording::Near => "near",
            Wording::Reordered => "reordered",
            Wording::Reworded => "reworded",
        }
    }
}

/// One place of a shared passage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The document, by index in [`Repetition::documents`](super::Repetition::documents).
    pub document: u32,
    /// The page on which it begins, 1-based.
    pub page: u32,
    /// Bytes of the document's clean text, half-open.
    pub span: Span,
    /// The kind of section it begins in.
    pub section: SectionKind,
    /// Words in common with the first use, in order, over the words of the longer; 0 to 1.
    pub similarity: f64,
    /// How its wording compares with the first use.
    pub wording: Wording,
    /// The text.
    pub quote: String,
    /// From the first use to this place: `[-words left out-]`, `{+words put in+}`; empty when verbatim.
    pub difference: String,
    /// The document this one is a version of, by index; such a place is shown and not counted.
    pub version_of: Option<u32>,
}

/// A stretch found in two or more documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SharedPassage {
    /// A name that the same wording has in every run.
    pub id: String,
    /// Why it recurs.
    pub grade: Grade,
    /// Words of its first use.
    pub words: u32,
    /// Documents that carry it, versions of one document once.
    pub documents: u32,
    /// Distinct known authorities among them.
    pub authorities: u32,
    /// First year of publication among them.
    pub first_year: Option<u16>,
    /// Last year.
    pub last_year: Option<u16>,
    /// The author, where all of them state the same one; empty otherwise.
    pub author: String,
    /// The least similarity of a place with the first use.
    pub similarity: f64,
    /// Its places, oldest first; those without a date last.
    pub places: Vec<Place>,
}

/// The shared passages in the order they are reported.
pub(super) fn passages(
    texts: &Texts,
    grader: &Grader<'_>,
    version_of: &[Option<u32>],
    clusters: &[Vec<Stretch>],
    least: u32,
) -> Vec<SharedPassage> {
    let mut passages: Vec<SharedPassage> = clusters
        .par_iter()
        .filter_map(|cluster| passage(texts, grader, version_of, cluster, least))
        .collect();
    passages.sort_by_cached_key(|passage| {
        let first = &passage.places[0];
        let reach = (passage.authorities, passage.documents, passage.words);
        (passage.grade, Reverse(reach), first.document, first.span)
    });
    passages
}

fn passage(
    texts: &Texts,
    grader: &Grader<'_>,
    version_of: &[Option<u32>],
    cluster: &[Stretch],
    least: u32,
) -> Option<SharedPassage> {
    let mut order: Vec<(u32, Stretch)> = cluster
        .iter()
        .map(|place| (texts.document_of(place.0), *place))
        .collect();
    order.sort_by_key(|(document, place)| {
        let kept = &texts.documents[*document as usize];
        (
            version_of[*document as usize].is_some(),
            kept.published.is_empty(),
            &kept.published,
            *document,
            place.0,
        )
    });
    let first = texts.folded(order[0].1.0..order[0].1.1);
    let mut places: Vec<Place> = Vec::with_capacity(order.len());
    for (document, stretch) in &order {
        let place = place(
            texts,
            (order[0].1, &first),
            *document,
            *stretch,
            version_of[*document as usize],
        );
        let longer = first.len().max((stretch.1 - stretch.0) as usize);
        places.extend((is_enough(&place, longer) || place.wording == Wording::Reordered).then_some(place));
    }
    let documents: BTreeSet<u32> = places
        .iter()
        .map(|place| place.version_of.unwrap_or(place.document))
        .collect();
    if documents.len() < 2 || (first.len() as u32) < least {
        return None;
    }
    let sections: Vec<SectionKind> = places.iter().map(|place| place.section).collect();
    let kept = || documents.iter().map(|index| &texts.documents[*index as usize]);
    let authorities: BTreeSet<&str> = kept()
        .map(|k| k.authority.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    let authors: BTreeSet<&str> = kept().map(|k| k.author.as_str()).collect();
    Some(SharedPassage {
        id: name(texts, order[0].1),
        grade: grader.grade(&first, &documents, &sections),
        words: first.len() as u32,
        documents: documents.len() as u32,
        authorities: authorities.len() as u32,
        first_year: kept().filter_map(|k| k.year).min(),
        last_year: kept().filter_map(|k| k.year).max(),
        author: if authors.len() == 1 {
            authors.iter().map(|author| author.to_string()).collect()
        } else {
            String::new()
        },
        similarity: places.iter().map(|place| place.similarity).fold(1.0, f64::min),
        places,
    })
}

/// Whether a place agrees with the first use, of which the longer has so many words, by more than chance.
fn is_enough(place: &Place, longer: usize) -> bool {
    LEAST_SIMILAR
        .iter()
        .find(|(words, _)| longer < *words)
        .is_some_and(|(_, least)| place.similarity >= *least)
}

fn place(
    texts: &Texts,
    (first, words): (Stretch, &[u32]),
    document: u32,
    stretch: Stretch,
    version_of: Option<u32>,
) -> Place {
    let span = texts.span(&(stretch.0..stretch.1));
    let own = texts.folded(stretch.0..stretch.1);
    let steps = difference::steps(words, &own);
    let similarity = steps.as_ref().map_or_else(
        || difference::in_any_order(words, &own),
        |steps| difference::similarity(steps, words.len(), own.len()),
    );
    let wording = match similarity {
        1.0 => Wording::Verbatim,
        share if difference::in_any_order(words, &own) > share + 0.15 => Wording::Reordered,
        _ => Wording::Near,
    };
    let differs = wording != Wording::Verbatim;
    let at = |start: u32| move |offset: usize| texts.surface(start + offset as u32);
    Place {
        document,
        page: texts.page(document, span.start),
        span,
        section: texts.section(document, span.start),
        similarity,
        wording,
        quote: texts.quote(&(stretch.0..stretch.1)),
        difference: steps
            .filter(|_| differs)
            .map(|steps| marked(&steps, at(first.0), at(stretch.0)))
            .unwrap_or_default(),
        version_of,
    }
}

/// The second wording with the words left out and put in marked, in the manner of wdiff.
pub(super) fn marked<'a>(
    steps: &[Step],
    first: impl Fn(usize) -> &'a str,
    second: impl Fn(usize) -> &'a str,
) -> String {
    let from = |words: &dyn Fn(usize) -> &'a str, range: &Range<usize>| {
        range.clone().map(words).collect::<Vec<_>>().join(" ")
    };
    let parts = steps.iter().map(|step| match step {
        Step::Same(_, range) => from(&second, range),
        Step::Left(range) => format!("[-{}-]", from(&first, range)),
        Step::Right(range) => format!("{{+{}+}}", from(&second, range)),
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// A name made from the folded words (FNV-1a, 32 bits of it).
fn name(texts: &Texts, stretch: Stretch) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for at in stretch.0..stretch.1 {
        for byte in super::tokens::fold(texts.surface(at)).bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("p-{:08x}", (hash >> 32) as u32 ^ hash as u32)
}
