//! What is kept of a document besides its words: who speaks, when, and how it is laid out.

use crate::document::{Document, Metadata, SectionKind};

/// The kind of document that an inspectorate publishes.
const INSPECTION: &str = "inspection";

/// What a stretch stands under: the kind of its section and the number of its heading.
pub(super) type Under = (SectionKind, Option<u32>);

/// What is kept of a document besides its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) authority: String,
    /// For whom it speaks: its authority, or the inspectorate; empty when unknown.
    pub(super) speaker: String,
    /// Kind of review; empty when unknown.
    pub(super) kind: String,
    pub(super) author: String,
    pub(super) published: String,
    pub(super) year: Option<u16>,
    /// Its first token position.
    pub(super) first: u32,
    pages: Vec<(u32, u32)>,
    /// Where sections begin.
    pub(super) sections: Vec<(u32, Under)>,
}

impl From<&Document> for Kept {
    fn from(document: &Document) -> Self {
        let metadata = &document.metadata;
        Kept {
            id: document.id.clone(),
            authority: metadata.authority.value.clone(),
            speaker: speaker(metadata),
            kind: metadata.kind.value.clone(),
            author: metadata.author.value.clone(),
            published: metadata.published.value.clone(),
            year: metadata.year(),
            pages: pages(document),
            ..Kept::default()
        }
    }
}

impl Kept {
    /// The page, 1-based, on which byte `offset` stands.
    pub(super) fn page(&self, offset: u32) -> u32 {
        value_at(&self.pages, offset).unwrap_or(1)
    }

    /// The kind of section byte `offset` stands in.
    pub(super) fn section(&self, offset: u32) -> SectionKind {
        value_at(&self.sections, offset).map_or_else(SectionKind::default, |(kind, _)| kind)
    }

    /// The number of the heading over byte `offset`.
    pub(super) fn heading(&self, offset: u32) -> Option<u32> {
        value_at(&self.sections, offset)?.1
    }
}

/// For whom a document speaks. An inspection report is the inspectorate's, whatever authority it is about.
fn speaker(metadata: &Metadata) -> String {
    if metadata.kind.value == INSPECTION {
        format!("the inspectorate, {}", metadata.nation.value)
    } else {
        metadata.authority.value.clone()
    }
}

/// The value that holds from the last start at or before `offset`.
fn value_at<T: Copy>(starts: &[(u32, T)], offset: u32) -> Option<T> {
    let after = starts.partition_point(|(start, _)| *start <= offset);
    starts.get(after.saturating_sub(1)).map(|(_, value)| *value)
}

/// Where each page begins in the clean text.
fn pages(document: &Document) -> Vec<(u32, u32)> {
    let mut starts: Vec<(u32, u32)> = Vec::new();
    for run in &document.source_map.runs {
        if starts.last().is_none_or(|(_, page)| *page != run.page) {
            starts.push((run.span.start, run.page));
        }
    }
    starts
}
