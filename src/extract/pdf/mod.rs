//! The PDF readers: bytes in, glyphs with their place out.
//!
//! Reader one is built on hayro's syntax and font crates, with an interpreter of our own for the few
//! operators that place text; pictures are never decoded. Tags are not read: most published summaries
//! have none, and the layout must stand on geometry alone.

mod content;
mod fonts;
mod hayro;
mod layers;
mod matrix;
mod own_table;
mod paths;
mod pdf_extract;
mod state;

use super::RawPage;
pub(crate) use pdf_extract::SecondReader;

/// Why a reader gave nothing at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A password is needed.
    Encrypted,
    /// The encryption is of a kind that the reader does not know.
    UnknownEncryption,
    /// Not a PDF that can be followed from its start to its pages.
    Damaged,
}

/// Reads every page of a PDF file with reader one.
///
/// A page whose content cannot be decoded comes back without glyphs and says so in its `trouble`.
///
/// # Errors
/// Only when no page at all can be reached.
pub fn read(bytes: Vec<u8>) -> Result<Vec<RawPage>, Trouble> {
    hayro::read(bytes)
}
