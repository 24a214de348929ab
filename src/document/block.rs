//! Blocks: what a page is made of, in reading order.

use super::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// A heading; its `level` says how deep.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// One cell of a table, in row order.
    TableCell,
    /// A line of a contents page.
    Toc,
    /// A footnote or endnote.
    Note,
    /// The caption of a table or figure.
    Caption,
}

impl BlockKind {
    /// The name used in files and output.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Heading => "heading",
            BlockKind::Paragraph => "paragraph",
            BlockKind::ListItem => "list-item",
            BlockKind::TableCell => "table-cell",
            BlockKind::Toc => "toc",
            BlockKind::Note => "note",
            BlockKind::Caption => "caption",
        }
    }
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Heading level or list depth, from 1; 0 for the rest.
    pub level: u8,
    /// Its text, without the printed number or bullet.
    pub span: Span,
    /// The number or bullet printed before it ("1.1", "Recommendation 3:", "•").
    pub number: Option<Span>,
    /// For a list item: the block that leads into the list, by index.
    pub lead_in: Option<u32>,
    /// For a table cell: where it stands.
    pub cell: Option<Cell>,
}

/// The place of a cell, each 0-based; `table` counts the tables of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Which table of the document.
    pub table: u32,
    /// Row in the table.
    pub row: u32,
    /// Column in the row.
    pub column: u32,
}

/// One sentence; the sentences of a block tile its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its text, with the white space that follows it.
    pub span: Span,
    /// The block it belongs to, by index.
    pub block: u32,
}

/// The blocks from one heading to the next of the same or a higher level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What the section is about, by its heading.
    pub kind: super::SectionKind,
    /// The heading block by index; none for what stands before the first heading.
    pub heading: Option<u32>,
    /// Level of the heading, from 1; 0 for what stands before the first.
    pub level: u8,
    /// The blocks, by index, heading included, up to the next heading of any level.
    pub blocks: Range<u32>,
    /// The enclosing section, by index.
    pub parent: Option<u32>,
}
