//! Source to document: one outcome, perhaps a document, and notes.
//!
//! In: a [`Source`](crate::corpus::Source). Out: an [`Extraction`]. The readers run in worker
//! processes with limits, because a PDF can crash, hang or exhaust whatever reads it.

mod glyph;
mod metadata;
mod note;
mod outcome;
mod pool;
mod pipe;
mod isolate;
mod limits;
mod worker;
pub mod layout;
mod caught;
pub mod pdf;
mod draft;
mod encoding;
mod number;
mod text;
mod html;
mod docx;
mod assemble;
mod reading;
mod ocr;
mod stamps;

pub use glyph::{Font, Glyph, GlyphText, RawPage};
pub use metadata::metadata;
pub use note::{Note, NoteKind};
pub use outcome::Outcome;
pub use pool::{Pool, PoolOptions};
pub use worker::work;

use crate::document::Document;
use serde::{Deserialize, Serialize};

/// The programs that read documents, with their versions, for the record of a run.
pub const READERS: [&str; 4] = ["hayro 0.9", "pdf-extract 0.12", "scraper 0.29", "quick-xml 0.42"];

/// What came of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// How it ended.
    pub outcome: Outcome,
    /// Why, in words, and what to do next; empty for a document read without trouble.
    pub detail: String,
    /// The document, where one was read.
    pub document: Option<Document>,
    /// Remarks, in page order.
    pub notes: Vec<Note>,
    /// Pages in the file, 0 where not known.
    pub pages: u32,
    /// Pages on which no text was found.
    pub pages_without_text: u32,
    /// The reader that served it, with its version ("hayro 0.9").
    pub reader: String,
}

impl Extraction {
    /// An ending without a document.
    pub fn ended(outcome: Outcome, detail: impl Into<String>) -> Self {
        Extraction {
            outcome,
            detail: detail.into(),
            document: None,
            notes: Vec::new(),
            pages: 0,
            pages_without_text: 0,
            reader: String::new(),
        }
    }
}
