//! Intake: what is to be read, and where it came from.
//!
//! In: folders, files or a list. Out: [`Corpus`], the sources in a stable order with whatever the
//! manifest says of them. Nothing here looks inside a PDF beyond its first bytes.

mod authority;
mod format;
mod hash;
mod intake;
mod manifest;

pub use authority::{Authorities, Authority, Found};
pub use format::Format;
pub use hash::sha256;
pub use manifest::{Case, Manifest};

use crate::document::Metadata;
use std::path::PathBuf;

/// One file to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Stable name inside the corpus: the path below the folder that was given, with `/`.
    pub id: String,
    /// Where the file is.
    pub path: PathBuf,
    /// SHA-256 of the content; empty when the file could not be opened.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Type by content and name.
    pub format: Format,
    /// Why the file could not be opened, in words.
    pub unreadable: Option<String>,
    /// The id of the first source with the same content.
    pub duplicate_of: Option<String>,
    /// What the manifest says; unknown fields where it says nothing.
    pub listed: Metadata,
}

/// Something about the corpus that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The source by id, or the manifest's file name where there is no source.
    pub document: String,
    /// What was found.
    pub detail: String,
}

/// What is to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// Every file found, ordered by id.
    pub sources: Vec<Source>,
    /// Rows of the manifest without a file, files without a row.
    pub remarks: Vec<Remark>,
    /// Files left out: hidden ones, and those named in a `.refrainignore`.
    pub ignored: usize,
}
