//! One document's numbers: what the whole run is counted from.

use super::raises;
use crate::classify::{Assertion, Mention};
use crate::codebook::Codebook;
use crate::document::{Document, Metadata};
use crate::extract::{Note, Outcome};
use crate::facets::Facets;
use serde::{Deserialize, Serialize};

/// How often one theme is mentioned in one document, by assertion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeCounts {
    counts: [u32; Assertion::ALL.len()],
    /// Failing or mixed mentions whose text says why.
    pub explained: u32,
}

impl ThemeCounts {
    /// How many mentions assert `assertion`.
    pub fn of(&self, assertion: Assertion) -> u32 {
        self.counts[assertion as usize]
    }

    /// All mentions, those that assert nothing about the case included.
    pub fn mentions(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Adds another document's counts of the same theme.
    pub fn merge(&mut self, other: &ThemeCounts) {
        self.counts.iter_mut().zip(other.counts).for_each(|(mine, theirs)| *mine += theirs);
        self.explained += other.explained;
    }

    /// Counts one mention that asserts `assertion`.
    pub(super) fn count(&mut self, assertion: Assertion) {
        self.counts[assertion as usize] += 1;
    }

    fn add(&mut self, mention: &Mention) {
        self.count(mention.assertion);
        let failing = matches!(mention.assertion, Assertion::Failing | Assertion::Mixed);
        self.explained += u32::from(failing && mention.explained);
    }
}

/// One input file: how it ended and what was counted in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// Its id in the corpus.
    pub document: String,
    /// Path as found.
    pub file: String,
    /// Content hash; empty when it could not be opened.
    pub sha256: String,
    /// How reading it ended.
    pub outcome: Outcome,
    /// Why, in words; empty when all went well.
    pub detail: String,
    /// The first document with the same content.
    pub duplicate_of: Option<String>,
    /// Pages in the file.
    pub pages: u32,
    /// Pages without text.
    pub pages_without_text: u32,
    /// Words of clean text.
    pub words: u32,
    /// What is known about it.
    pub metadata: Metadata,
    /// Recommendations found.
    pub recommendations: u32,
    /// Remarks on the reading.
    pub notes: u32,
    /// Counts per theme, in the codebook's order; empty where nothing was read.
    pub themes: Vec<ThemeCounts>,
}

impl DocumentRow {
    /// Whether the document is in the denominator: read, and not the same file again.
    pub fn is_counted(&self) -> bool {
        self.outcome.is_read() && self.duplicate_of.is_none()
    }

    /// How many themes of `codebook` the document raises.
    pub fn themes_raised(&self, codebook: &Codebook) -> usize {
        codebook.themes.iter().zip(&self.themes).filter(|(theme, counts)| raises(theme.mode, counts)).count()
    }

    /// Counts `mentions` of a codebook with `theme_count` themes.
    pub fn count(&mut self, mentions: &[Mention], theme_count: usize) {
        self.themes = vec![ThemeCounts::default(); theme_count];
        for mention in mentions {
            self.themes[mention.theme as usize].add(mention);
        }
    }
}

/// One document with everything a report quotes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// Its numbers.
    pub row: DocumentRow,
    /// The document, where one was read and is counted.
    pub document: Option<Document>,
    /// Remarks on the reading.
    pub notes: Vec<Note>,
    /// What was found, in text order.
    pub mentions: Vec<Mention>,
    /// Recommendations and set phrases.
    pub facets: Facets,
}

impl Coded {
    /// A file of which nothing was read, or nothing yet.
    pub fn unread(row: DocumentRow, notes: Vec<Note>) -> Self {
        Coded { row, document: None, notes, mentions: Vec::new(), facets: Facets::default() }
    }
}
