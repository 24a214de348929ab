//! A sample for people to judge: what was drawn, how, and what coders said.
//!
//! A [`Unit`] is one question: what does this sentence say about this theme, or does this document raise
//! it. Each carries the stratum it was drawn from with how many units that held, so that a judged unit
//! can stand for those that were not drawn.

mod code;
mod draw;
mod judged;

pub use code::{Code, Question};
pub use draw::{Drawing, Sizes};
pub use judged::Judged;

use crate::document::{Document, Span};

/// What is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One sentence.
    Sentence,
    /// One whole document.
    Document,
}

impl Level {
    /// Both, with the names used in files.
    pub const ALL: [(Level, &'static str); 2] =
        [(Level::Sentence, "sentence"), (Level::Document, "document")];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let known = Self::ALL.iter().find(|(_, known)| *known == name);
        known.map(|(level, _)| *level)
    }
}

/// What a unit was drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stratum {
    /// Sentences or documents that the machine coded as raising the theme.
    Raised,
    /// Sentences with a mention of the theme that does not raise it.
    Named,
    /// Sentences without a mention, in findings, lessons, conclusions, recommendations and the like.
    SilentJudging,
    /// Sentences without a mention in other sections; documents that do not raise the theme.
    Silent,
}

impl Stratum {
    /// Every stratum, with the name used in files.
    pub const ALL: [(Stratum, &'static str); 4] = [
        (Stratum::Raised, "raised"),
        (Stratum::Named, "named"),
        (Stratum::SilentJudging, "silent-judging-section"),
        (Stratum::Silent, "silent"),
    ];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The stratum of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let known = Self::ALL.iter().find(|(_, known)| *known == name);
        known.map(|(stratum, _)| *stratum)
    }
}

/// One thing to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name: content hash, theme, and for a sentence its offset when it was drawn.
    pub id: String,
    /// Sentence or document.
    pub level: Level,
    /// The theme's id.
    pub theme: String,
    /// SHA-256 of the source file.
    pub sha256: String,
    /// The document's id when it was drawn.
    pub document: String,
    /// The sentence, white space folded; empty for a document.
    pub sentence: String,
    /// Which occurrence of this sentence in the document, from 1.
    pub occurrence: u32,
    /// Where it was drawn from.
    pub stratum: Stratum,
    /// How many units the stratum held.
    pub population: u32,
    /// How many were drawn from it.
    pub drawn: u32,
}

impl Unit {
    /// How many units this one stands for: one over its chance of being drawn.
    pub fn weight(&self) -> f64 {
        f64::from(self.population) / f64::from(self.drawn.max(1))
    }
}

/// What a coder is shown of a unit, besides the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The document's title.
    pub title: String,
    /// Where the sentence starts, in bytes; 0 for a document.
    pub start: u32,
    /// Page, 1-based; none for a document.
    pub page: Option<u32>,
    /// Kind of section.
    pub section: String,
    /// The nearest heading.
    pub heading: String,
    /// The sentence before.
    pub before: String,
    /// The sentence after.
    pub after: String,
}

impl Shown {
    fn sentence(document: &Document, sentence: usize) -> Self {
        let span = document.sentences[sentence].span;
        let block = document.sentences[sentence].block as usize;
        let section = document.section_of(block).map(|place| &document.sections[place]);
        let heading = section
            .and_then(|section| section.heading)
            .and_then(|heading| document.blocks.get(heading as usize));
        let text = |span: Span| fold(span.of(&document.text));
        let near = |place: Option<usize>| {
            let sentence = place.and_then(|place| document.sentences.get(place));
            sentence.map_or(String::new(), |sentence| text(sentence.span))
        };
        Shown {
            title: document.metadata.title.value.clone(),
            start: span.start,
            page: Some(document.page_of(span.start as usize)),
            section: section.map_or(String::new(), |section| section.kind.name().to_string()),
            heading: heading.map_or(String::new(), |block| text(block.span)),
            before: near(sentence.checked_sub(1)),
            after: near(Some(sentence + 1)),
        }
    }

    fn document(document: &Document) -> Self {
        Shown { title: document.metadata.title.value.clone(), ..Shown::default() }
    }
}

/// White space folded: a line break that moved does not make another sentence.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
