//! By what a mention is found again.

use crate::document::{Document, Span};

/// The name of a mention that outlives a new run: whose words, on which theme, which occurrence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// SHA-256 of the source file, lower-case hexadecimal.
    pub sha256: String,
    /// The theme's id.
    pub theme: String,
    /// The matched words, white space folded.
    pub quote: String,
    /// Which occurrence of these words in the clean text, from 1.
    pub occurrence: u32,
}

impl Key {
    /// The key of the mention of `theme` (its id) at `span` of `document`.
    pub fn of(document: &Document, theme: &str, span: Span) -> Self {
        let mut key = Self::first(&document.sha256, theme, span.of(&document.text));
        let until = fold(document.text.get(..span.end as usize).unwrap_or_default());
        if !key.quote.is_empty() {
            key.occurrence = (until.matches(key.quote.as_str()).count() as u32).max(1);
        }
        key
    }

    /// The key of the first occurrence of `quote`.
    pub fn first(sha256: &str, theme: &str, quote: &str) -> Self {
        Key { sha256: sha256.to_string(), theme: theme.to_string(), quote: fold(quote), occurrence: 1 }
    }

    /// Whether `other` is the same but for the occurrence.
    pub(super) fn is_of_same_words(&self, other: &Key) -> bool {
        (&self.sha256, &self.theme, &self.quote) == (&other.sha256, &other.theme, &other.quote)
    }
}

/// White space folded: a line break that moved does not make other words.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
