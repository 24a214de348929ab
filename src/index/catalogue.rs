//! The catalogue: every input file with its outcome and metadata, beside the passages.
//!
//! It is a file of JSON lines next to the index, named by what it holds; the index's commit says which
//! one belongs to it. So passages and catalogue change together or not at all.

use crate::corpus::sha256;
use crate::document::Metadata;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// One input file as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id in the corpus.
    pub id: String,
    /// Content hash; empty when it could not be opened.
    pub sha256: String,
    /// How reading it ended, by name.
    pub outcome: String,
    /// Why, in words; empty when all went well.
    pub detail: String,
    /// The first document with the same content.
    pub duplicate_of: Option<String>,
    /// What is known about it.
    pub metadata: Metadata,
    /// The number under which its passages are kept; 0 where it has none. Set by the writer.
    #[serde(default)]
    pub number: u64,
    /// Hash of everything that is kept of it. Set by the writer.
    #[serde(default)]
    pub hash: String,
}

impl Entry {
    /// Whether its text is in the index.
    pub fn is_read(&self) -> bool {
        self.number > 0
    }
}

/// What the index's commit says besides its segments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Commit {
    /// [`FORMAT`](super::schema::FORMAT) when it was written.
    pub(super) format: u32,
    /// The catalogue's file name.
    pub(super) catalogue: String,
    /// The themes that were looked for, by id.
    pub(super) themes: Vec<String>,
    /// The assertions there are, by name.
    pub(super) assertions: Vec<String>,
}

/// Writes the catalogue into `folder` and gives its file name.
pub(super) fn write(folder: &Path, entries: &[Entry]) -> Result<String> {
    let mut bytes = Vec::new();
    for entry in entries {
        serde_json::to_writer(&mut bytes, entry).map_err(|source| Error::write(folder, source))?;
        bytes.push(b'\n');
    }
    let name = format!("documents-{}.jsonl", &hash(&bytes)?[..16]);
    let file = folder.join(&name);
    let part = file.with_extension("part");
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, &file))
        .map_err(|source| Error::write(&file, source))?;
    Ok(name)
}

/// What tells these bytes from others: their SHA-256.
pub(super) fn hash(mut bytes: &[u8]) -> Result<String> {
    sha256(&mut bytes).map_err(|source| Error::read("memory", source))
}

/// Reads the catalogue called `name`.
pub(super) fn read(folder: &Path, name: &str) -> Result<Vec<Entry>> {
    let file = folder.join(name);
    let text = fs::read_to_string(&file).map_err(|source| Error::read(&file, source))?;
    text.lines().map(|line| serde_json::from_str(line).map_err(|source| Error::read(&file, source))).collect()
}

/// Removes catalogues that no commit names any more; one that stays does no harm.
pub(super) fn tidy(folder: &Path, current: &str) {
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.flatten() {
        let name = file.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("documents-") && name != current {
            drop(fs::remove_file(file.path()));
        }
    }
}
