//! Blocks as the formats without geometry give them, before they become a document.
//!
//! Text, HTML and Word files say what is a heading, an item or a cell; this is the one value their
//! readers hand on.

use crate::document::{BlockKind, Cell};

/// One block, not yet placed in the clean text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    /// What it is.
    pub(crate) kind: BlockKind,
    /// Heading level or list depth, from 1; 0 for the rest.
    pub(crate) level: u8,
    /// Number or bullet as printed; empty where there is none.
    pub(crate) number: String,
    /// Its text: one line, single spaces.
    pub(crate) text: String,
    /// The page, 1-based; 1 where the source has none.
    pub(crate) page: u32,
    /// For a cell: where it stands.
    pub(crate) cell: Option<Cell>,
    /// Where it starts in the decoded source, in bytes; 0 where that says nothing.
    pub(crate) raw: u32,
}

impl Draft {
    /// A block on page 1 without number or cell; white space is made single.
    pub(crate) fn new(kind: BlockKind, level: u8, text: &str) -> Self {
        Draft { kind, level, number: String::new(), text: single_spaces(text), page: 1, cell: None, raw: 0 }
    }
}

/// `text` on one line with single spaces, without soft hyphens and zero-width characters.
pub(crate) fn single_spaces(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.extend(word.chars().filter(|c| !is_unseen(*c)));
    }
    clean
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}') || c.is_control()
}
