//! Typed remarks about a place in a document that was read.

use crate::document::Rect;
use serde::{Deserialize, Serialize};

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// A running header, footer, page number, watermark or cover sheet was taken out of the text.
    FurnitureRemoved,
    /// A page shows nothing that can be read as text.
    PageWithoutText,
    /// A page could not be read; the detail says why.
    PageUnreadable,
    /// The second reader served this page or document.
    SecondReader,
    /// Glyphs without a known letter; the detail counts them.
    UnreadableGlyphs,
    /// Text that is not shown on the page was left out.
    InvisibleText,
    /// Text recognised from a picture.
    Ocr,
    /// Two columns, a side box or a table made the reading order a judgement.
    OrderGuessed,
    /// The manifest says something that does not fit the files.
    Manifest,
    /// Anything else worth a look; the detail says what.
    Remark,
}

impl NoteKind {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::FurnitureRemoved => "furniture-removed",
            NoteKind::PageWithoutText => "page-without-text",
            NoteKind::PageUnreadable => "page-unreadable",
            NoteKind::SecondReader => "second-reader",
            NoteKind::UnreadableGlyphs => "unreadable-glyphs",
            NoteKind::InvisibleText => "invisible-text",
            NoteKind::Ocr => "ocr",
            NoteKind::OrderGuessed => "order-guessed",
            NoteKind::Manifest => "manifest",
            NoteKind::Remark => "remark",
        }
    }
}

/// One remark, placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The page, 1-based; none where it concerns the whole document.
    pub page: Option<u32>,
    /// What it is about.
    pub kind: NoteKind,
    /// What was found, in words; for removed furniture the removed text.
    pub detail: String,
    /// Where on the page, where it is known.
    pub rect: Option<Rect>,
}

impl Note {
    /// A note without a rectangle.
    pub fn new(page: Option<u32>, kind: NoteKind, detail: impl Into<String>) -> Self {
        Note { page, kind, detail: detail.into(), rect: None }
    }
}
