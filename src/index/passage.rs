//! Passages: the stretches of a document that are found and shown.
//!
//! In: a document and the mentions in it. Out: [`Passage`]s in reading order, which together hold every
//! block of the document: nothing that was read is out of a search's reach.

use crate::document::{Block, BlockKind, Document, SectionKind, Span};
use serde::{Deserialize, Serialize};

/// One place where a theme is signalled, as the index keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The theme's id.
    pub theme: String,
    /// What is asserted, by its name.
    pub assertion: String,
    /// The matched words, in the document's clean text.
    pub span: Span,
    /// The pattern that matched, as written in the codebook.
    pub pattern: String,
    /// The words that decided the assertion; empty where none did.
    pub cue: String,
}

/// A paragraph, list item, table row, heading, caption or footnote, with what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands in the document's clean text, its printed number included.
    pub span: Span,
    /// Its text.
    pub text: String,
    /// The page it begins on, 1-based.
    pub page: u32,
    /// The page it ends on.
    pub page_end: u32,
    /// What kind of block it is, by name; "table-row" for the cells of a row together.
    pub kind: String,
    /// The kind of section it stands in.
    pub section: SectionKind,
    /// The heading it stands under; empty where there is none.
    pub heading: String,
    /// Its sentences, in the document's clean text.
    pub sentences: Vec<Span>,
    /// What was found in it, in text order.
    pub mentions: Vec<Mention>,
}

/// Cuts `document` into passages and hands each the `mentions` (in text order) that begin in it.
pub fn passages(document: &Document, mentions: &[Mention]) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::with_capacity(document.blocks.len());
    let mut last_row = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let row = block.cell.map(|cell| (cell.table, cell.row));
        let span = block.number.map_or(block.span, |number| number.join(block.span));
        match found.last_mut().filter(|_| row.is_some() && row == last_row) {
            Some(open) => open.span = open.span.join(span),
            None => found.push(start(document, index, block, span)),
        }
        last_row = row;
    }
    let mut sentences = document.sentences.iter().map(|sentence| sentence.span).peekable();
    let mut mentions = mentions.iter().peekable();
    for passage in &mut found {
        passage.text = passage.span.of(&document.text).to_string();
        passage.page = document.page_of(passage.span.start as usize);
        passage.page_end = document.page_of((passage.span.end as usize).saturating_sub(1));
        let end = passage.span.end;
        passage.sentences = std::iter::from_fn(|| sentences.next_if(|span| span.start < end)).collect();
        passage.mentions =
            std::iter::from_fn(|| mentions.next_if(|mention| mention.span.start < end)).cloned().collect();
    }
    found
}

fn start(document: &Document, index: usize, block: &Block, span: Span) -> Passage {
    let section = document.section_of(index).and_then(|at| document.sections.get(at));
    let heading = section
        .and_then(|section| section.heading)
        .and_then(|heading| document.blocks.get(heading as usize))
        .map_or("", |heading| heading.span.of(&document.text));
    let kind = match block.kind {
        BlockKind::TableCell => "table-row",
        kind => kind.name(),
    };
    Passage {
        span,
        text: String::new(),
        page: 0,
        page_end: 0,
        kind: kind.to_string(),
        section: section.map(|section| section.kind).unwrap_or_default(),
        heading: heading.to_string(),
        sentences: Vec::new(),
        mentions: Vec::new(),
    }
}
