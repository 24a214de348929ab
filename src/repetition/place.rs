//! One place of a shared passage, and how its wording compares with the first use.

use super::cluster::Stretch;
use super::difference::{self, Step};
use super::kept::Kept;
use super::texts::Texts;
use crate::document::{SectionKind, Span};
use serde::Serialize;
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
    /// By how much more of the words must agree in any order than in order for the order to be what changed.
    const REORDERED: f64 = 0.15;

    /// Of two wordings that are alike: the shares of words they have in common in order, and in any order.
    pub(super) fn of_alike(in_order: f64, anyhow: f64) -> Self {
        match in_order {
            1.0 => Wording::Verbatim,
            share if anyhow > share + Self::REORDERED => Wording::Reordered,
            _ => Wording::Near,
        }
    }

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

/// A stretch compared with the first use, before it is known whether it is a place.
pub(super) struct Compared {
    pub(super) stretch: Stretch,
    /// From the first use to this stretch; none when they are too long for it.
    pub(super) steps: Option<Vec<Step>>,
    pub(super) similarity: f64,
    pub(super) wording: Wording,
    /// Words in common in any order, over the words of the longer.
    anyhow: f64,
    /// Words of the longer of the two.
    longer: usize,
}

impl Compared {
    /// Compares `stretch` with the first use, of which these are the words.
    pub(super) fn new(texts: &Texts, first: &[u32], stretch: Stretch) -> Self {
        let own = texts.folded(stretch.0..stretch.1);
        let steps = difference::steps(first, &own);
        let anyhow = difference::in_any_order(first, &own);
        let similarity =
            steps.as_ref().map_or(anyhow, |steps| difference::similarity(steps, first.len(), own.len()));
        let wording = Wording::of_alike(similarity, anyhow);
        let longer = first.len().max(own.len());
        Compared { stretch, steps, similarity, wording, anyhow, longer }
    }

    /// Whether it agrees with the first use for the most part.
    pub(super) fn is_alike(&self) -> bool {
        let least = LEAST_SIMILAR.iter().find(|(words, _)| self.longer < *words);
        let share = if self.wording == Wording::Reordered { self.anyhow } else { self.similarity };
        least.is_some_and(|(_, least)| share >= *least)
    }

    /// Its steps from the first use, where both say the same in the same order.
    pub(super) fn in_order(&self) -> Option<&[Step]> {
        self.steps.as_deref().filter(|_| self.wording != Wording::Reordered)
    }

    /// What readers see of it; the first use is `first`.
    pub(super) fn place(&self, texts: &Texts, first: Stretch, version_of: &[Option<u32>]) -> Place {
        let (document, range) = (texts.document_of(self.stretch.0), self.stretch.0..self.stretch.1);
        let span = texts.span(&range);
        let at = |from: Stretch| move |words: &Range<usize>| texts.marked(from, words);
        let differs = self.steps.as_ref().filter(|_| self.wording != Wording::Verbatim);
        Place {
            document,
            page: texts.page(document, span.start),
            span,
            section: texts.section(document, span.start),
            similarity: self.similarity,
            wording: self.wording,
            quote: texts.quote(&range),
            difference: differs.map(|steps| marked(steps, at(first), at(self.stretch))).unwrap_or_default(),
            version_of: version_of[document as usize],
        }
    }
}

/// The second wording with the words left out and put in marked, in the manner of wdiff. `first` and `second` give
/// the text of a stretch of words, the marks after its last word included.
pub(super) fn marked(
    steps: &[Step],
    first: impl Fn(&Range<usize>) -> String,
    second: impl Fn(&Range<usize>) -> String,
) -> String {
    let parts = steps.iter().map(|step| match step {
        Step::Same(_, range) => second(range),
        Step::Left(range) => format!("[-{}-]", first(range)),
        Step::Right(range) => format!("{{+{}+}}", second(range)),
    });
    parts.collect::<Vec<_>>().join(" ")
}
