//! How reading one source ended.

use serde::{Deserialize, Serialize};

/// The one way in which reading a source ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// All pages that show text gave text.
    Extracted,
    /// Some pages gave text, others could not be read.
    PartlyExtracted,
    /// The pages are pictures; no text was found, or it was not asked to recognise it.
    Scanned,
    /// A password is needed.
    Encrypted,
    /// Not a readable file of its type.
    Damaged,
    /// No bytes, or no pages and no text.
    Empty,
    /// The time limit was reached.
    TimedOut,
    /// The memory limit was reached.
    OutOfMemory,
    /// The reader died.
    Crashed,
    /// A type of file that is not read.
    Unsupported,
    /// The file could not be opened.
    Unreadable,
}

impl Outcome {
    /// Every outcome, with the name used in files.
    pub const ALL: [(Outcome, &'static str); 11] = [
        (Outcome::Extracted, "extracted"),
        (Outcome::PartlyExtracted, "partly-extracted"),
        (Outcome::Scanned, "scanned"),
        (Outcome::Encrypted, "encrypted"),
        (Outcome::Damaged, "damaged"),
        (Outcome::Empty, "empty"),
        (Outcome::TimedOut, "timed-out"),
        (Outcome::OutOfMemory, "out-of-memory"),
        (Outcome::Crashed, "crashed"),
        (Outcome::Unsupported, "unsupported"),
        (Outcome::Unreadable, "unreadable"),
    ];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(outcome, _)| *outcome == self).map_or("", |(_, name)| name)
    }

    /// Whether there is a document to count.
    pub fn is_read(self) -> bool {
        matches!(self, Outcome::Extracted | Outcome::PartlyExtracted)
    }
}
