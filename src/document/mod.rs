//! The model: one published document, read.
//!
//! In: nothing but values. Out: [`Document`], the clean text with spans over it for blocks, sections
//! and sentences, and the way back to the page. No I/O, no library types; a document is fully
//! determined by its value. Offsets are bytes in the clean text, always.

mod block;
mod date;
mod metadata;
mod page;
mod section;
mod sentences;
mod source_map;
mod span;

pub use block::{Block, BlockKind, Cell, Section, Sentence};
pub use date::MONTHS;
pub use metadata::{Field, Metadata, Origin};
pub use page::Page;
pub use section::SectionKind;
pub use sentences::sentence_ends;
pub use source_map::{Rect, Run, SourceMap};
pub use span::Span;

use serde::{Deserialize, Serialize};

/// One document as read: its clean text and everything known about it.
///
/// Blocks are in reading order and separated by a line feed in the text; their spans ascend and do not
/// overlap. Every offset anywhere else in this crate is a byte offset in [`text`](Self::text).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Stable name inside the corpus: the file's path in it.
    pub id: String,
    /// SHA-256 of the source file, lower-case hexadecimal.
    pub sha256: String,
    /// Title, authority, date and so on.
    pub metadata: Metadata,
    /// What a repository's cover sheet says of it, line by line; not part of the text.
    pub sheet: String,
    /// The clean text.
    pub text: String,
    /// The pages of the source.
    pub pages: Vec<Page>,
    /// Headings, paragraphs, list items, cells, in reading order.
    pub blocks: Vec<Block>,
    /// Sections tile the blocks.
    pub sections: Vec<Section>,
    /// Sentences tile the blocks' spans, in order.
    pub sentences: Vec<Sentence>,
    /// The way back to the page.
    pub source_map: SourceMap,
}

impl Document {
    /// The page, 1-based, on which the clean text at `offset` (bytes) stands.
    pub fn page_of(&self, offset: usize) -> u32 {
        self.source_map.page_of(offset)
    }

    /// The block, by index, that holds `offset` (bytes).
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start as usize <= offset);
        let index = after.checked_sub(1)?;
        self.blocks[index].span.holds(offset).then_some(index)
    }

    /// The sentence, by index, that holds `offset` (bytes).
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start as usize <= offset);
        let index = after.checked_sub(1)?;
        self.sentences[index].span.holds(offset).then_some(index)
    }

    /// The section, by index, that holds block `block`.
    pub fn section_of(&self, block: usize) -> Option<usize> {
        let after = self.sections.partition_point(|section| section.blocks.start as usize <= block);
        after.checked_sub(1)
    }

    /// Words of the clean text: maximal runs of letters and digits.
    pub fn word_count(&self) -> usize {
        self.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
    }
}
